"""Every sign that people type or paste, in sentences short enough for a box; and every picture of them."""

from kvi_widgets import Workshop
from kvi_widgets.logic.crowd import gather
from kvi_widgets.logic.series import put_to_test
from kvi_widgets.logic.series_sentences import Pair, pair_of
from kvi_widgets.logic.what_if import what_if
from kvi_widgets.pictures.crowd_figure import crowd_data
from kvi_widgets.pictures.map_figure import map_data
from kvi_widgets.pictures.map_layout import VIEWS
from kvi_widgets.pictures.series_figure import series_data
from kvi_widgets.pictures.what_if_figure import what_if_data
from kvi_widgets.words.content import Content
from kvi_widgets.words.series_files import read_series

ASCII = "".join(map(chr, range(33, 127)))
LATIN = "".join(map(chr, [*range(0xA1, 0xAD), *range(0xAE, 0x100)]))
SENTENCES = {
    "straight marks": "Say \"yes\", don't say 'no' or `?`",
    "ASCII, first half": f"a {ASCII[:47]} z",
    "ASCII, second half": f"a {ASCII[47:]} z",
    "Latin letters and signs, first half": f"a {LATIN[:47]} z",
    "Latin letters and signs, second half": f"a {LATIN[47:]} z",
    "marks of a word processor": "« Œuf » “a” ‘b’ „c‟ ‹d› … – — • † ‰ € ™ œ Œ Ÿ ′ ″ − × ≠ ≤ → ⇒ ∑ ½",
    "dollars": "From $5 to $10, $$x^2$$ or \\(y\\), \\[z\\]",
    "what Plotly fills in": "%{x} %{customdata[0]} {name} {{0}} {% if %} {# x #} 100 % %",
    "entities": "&amp; &lt;b&gt; &quot; &nbsp; &#36; &#x27; &mu; AT&T",
    "tags": "<b>bold</b> <br> <a href='x'>link</a> a<b>c <!-- c --> ]]> </script>",
    "backslashes": "C:\\new\\table \\u0041 \\n \\frac{1}{2}",
    "Markdown": "**bold** _it_ # title [a](b) `code` | cell | ~~no~~",
    "emoji": "🙂 👩‍👩‍👧‍👦 👍🏽 ❤️ 🏳️‍🌈 🇫🇷 1️⃣ ☎",
    "Chinese, Japanese, Korean": "客户满意度 お客様 고객、「はい」。",
    "right to left": "שלום עולם (1) مرحبا، 5٪",
    "other scripts": "Ωραία Привет สวัสดี नमस्ते",
    "accents of their own": "e\u0301te\u0301 n\u0303 a\u030a",
    "spaces": "a\u00a0: b\u202f? 1\u2009000",
}
TEXTS = list(SENTENCES.values())
HALF = len(TEXTS) // 2


def rows(kvi: list[str] = TEXTS[:HALF], kpi: list[str] = TEXTS[HALF:]) -> dict[str, list[dict]]:
    """Answers in which each of these texts is an indicator with its evidence, and the reason for a link."""
    kinds = {"kvi": kvi, "kpi": kpi}
    made = {
        kind: [{"id": f"{kind}-{n}", "text": text, "evidence": text} for n, text in enumerate(texts, 1)]
        for kind, texts in kinds.items()
    }
    ends = zip(range(1, len(kvi) + 1), range(1, len(kpi) + 1), kvi, strict=False)
    links = [{"kpi": f"kpi-{b}", "kvi": f"kvi-{a}", "polarity": "+-"[a % 2], "reason": text} for a, b, text in ends]
    return made | {"links": links, "strategy": [{"id": "strategy-1", "text": TEXTS[0]}]}


def series_pair(content: Content, title: str, unit: str) -> Pair:
    """Two series of an example whose names and units are these."""
    link = {"kpi": "kpi-1", "kvi": "kvi-1"}
    pair = pair_of(Workshop(content).example("shop"), read_series("shop", content), link, "shop")
    return pair._replace(texts=dict.fromkeys(pair.texts, title), units=dict.fromkeys(pair.units, unit))


def figures(content: Content) -> dict[str, dict]:
    """Every picture of all these texts, by name."""
    work, large, words = Workshop(content), Workshop(content), content.words("map")
    work.update_all(rows())
    large.update_all(rows(kvi=TEXTS, kpi=TEXTS))
    made = {view: map_data(work.rows, words, 1100, view=view) for view in VIEWS}
    moves = {"kpi-1": "rises"}
    made["what if"] = what_if_data(made["columns"], moves, what_if(work.rows, moves))
    made["large"] = map_data(large.rows, words, 1600)
    made["class"] = crowd_data(gather([work.rows, work.rows]), words | content.words("crowd"), 1100)
    made["large class"] = crowd_data(gather([large.rows, large.rows]), words | content.words("crowd"), 1600)
    for name, text in SENTENCES.items():
        pair = series_pair(content, text, text)
        result = put_to_test(pair.weeks["kpi"], pair.weeks["kvi"], "+")
        made[f"series: {name}"] = series_data(pair, result, content.words("series"), 1100)
    return made
