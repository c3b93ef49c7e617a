"""The test of a link told in words: the verdict, the numbers behind it, one question."""

import math
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from kvi_widgets.logic.links import SIGN_GLYPHS, indicator_texts, known_links, with_text
from kvi_widgets.logic.map_sentences import link_sentence
from kvi_widgets.logic.series import Correlation, Result, right_prediction, start_and_end
from kvi_widgets.model.shapes import Row
from kvi_widgets.words.shapes import Texts

if TYPE_CHECKING:
    from kvi_widgets.model.answers import Answers

ENDS = ("kpi", "kvi")
ON_THE_MAP = {"+": "legend_plus", "-": "legend_minus", "0": "zero_sign"}
RESEMBLING = 0.75  # weeks that count for fewer than this share are worth a word


class SeriesReport(NamedTuple):
    """What a learner reads once they have made their prediction; plain text, not escaped."""

    verdict: str
    prediction: str
    numbers: list[str]
    caution: str
    question: str


class Pair(NamedTuple):
    """The two ends of a link: short names as on the map, whole texts, units, and the weeks."""

    names: dict[str, str]
    texts: dict[str, str]
    units: dict[str, str]
    weeks: pd.DataFrame


def link_choices(workshop: "Answers", series: pd.DataFrame) -> list[dict[str, str]]:
    r"""Links of an example that its series can put to the test: ``id``, ``label``, ``help``, ``sentence``.

    >>> from kvi_widgets import Content, Workshop
    >>> own = Workshop(Content.load("en")).example("desk")
    >>> link_choices(own, pd.DataFrame(columns=["kpi-3", "kvi-1"]))[0]["label"]
    'KPI\xa03, KVI\xa01: works against'
    """
    marks, words = workshop.content.words("map"), workshop.content.words("series")
    texts, choices = indicator_texts(workshop.rows), []
    for link in known_links(workshop.rows):
        if {link["kpi"], link["kvi"]} <= set(series.columns):
            pair = pair_of(workshop, series, link)
            sign = SIGN_GLYPHS.get(link["polarity"], link["polarity"])
            effect = marks[ON_THE_MAP[link["polarity"]]].removeprefix(sign).strip()
            choices.append(
                {
                    "id": f"{link['kpi']} {link['kvi']}",
                    "sign": sign,
                    "label": words["link_label"].format(sign=effect, **pair.names),
                    "help": ". ".join(pair.texts.values()),
                    "sentence": link_sentence(link, texts, marks),
                }
            )
    return choices


def pair_of(workshop: "Answers", series: pd.DataFrame, link: Row, example: str = "") -> Pair:
    """Collect all there is to say and to draw about the two ends of a link.

    Parameters
    ----------
    workshop
        The worked example.
    series
        Its series, as `kvi_widgets.words.series_files.read_series` returns them.
    link
        ``kpi`` and ``kvi`` of the link.
    example
        Name of the example, for the units.
    """
    captions, units = workshop.content.words("map"), workshop.content.words("series")["units"]
    own_units = units.get(example, {})
    names, texts = {}, {}
    for kind in ENDS:
        rows = with_text(workshop.rows_of(kind))
        place, row = next((place, row) for place, row in enumerate(rows, start=1) if row["id"] == link[kind])
        name = captions[f"caption_{kind}"].format(number=place)
        names[kind], texts[kind] = name.replace(" ", "\u00a0"), row["text"]  # never parted from its number
    weeks = pd.DataFrame({kind: series[link[kind]] for kind in ENDS})
    return Pair(names, texts, {kind: own_units.get(link[kind], units.get("none", "")) for kind in ENDS}, weeks)


def series_report(result: Result, pair: Pair, polarity: str, predicted: str, words: Texts) -> SeriesReport:
    """Tell what the series say about a link.

    Parameters
    ----------
    result
        From `kvi_widgets.logic.series.put_to_test`.
    pair
        The two ends of the link.
    polarity, predicted
        Sign of the link; ``"yes"``, ``"no"`` or ``"unsure"``.
    words
        Words of the topic ``series``.

    Examples
    --------
    >>> from kvi_widgets.words.content import Content
    >>> from kvi_widgets.logic.series import put_to_test
    >>> kpi = pd.Series([3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3, 2, 3, 8, 4])
    >>> weeks = pd.DataFrame({"kpi": kpi, "kvi": 10 - kpi})
    >>> pair = Pair({"kpi": "KPI 1", "kvi": "KVI 1"}, {}, {"kpi": "min", "kvi": "%"}, weeks)
    >>> result = put_to_test(weeks["kpi"], weeks["kvi"], "-")
    >>> series_report(result, pair, "-", "no", Content.load("en").words("series")).verdict
    'This data goes the way the link says: from one week to the next, when KPI 1 goes up, KVI 1 often goes down.'
    """
    outcome = _key(result.outcome, polarity, words["verdicts"])
    direction = result.levels.value if result.outcome == "trend" else result.changes.value
    move = words["moves"]["same" if direction > 0 else "opposite"].format(**pair.names)
    right = right_prediction(result.outcome) == predicted
    bet = words["prediction"]["right" if right else "wrong"].format(prediction=words["predictions"][predicted])
    return SeriesReport(
        words["verdicts"][outcome].format(move=move, **pair.names),
        bet,
        _number_sentences(result, pair, words["numbers"]),
        words["numbers"]["caution"],
        words["questions"][_key(result.outcome, polarity, words["questions"])],
    )


def _key(outcome: str, polarity: str, words: Texts) -> str:
    without_effect = f"{outcome}_0"
    return without_effect if polarity == "0" and without_effect in words else outcome


def _number_sentences(result: Result, pair: Pair, words: Texts) -> list[str]:
    lines = [_ends(pair, words)]
    if math.isnan(result.changes.value):
        return [*lines, words["none"]]
    lines += [
        words["scale"],
        _in_words(result.changes, words["changes"], words),
        _in_words(result.levels, words["levels"], words),
    ]
    if result.levels.worth < RESEMBLING * result.levels.pairs:
        worth = words["worth"].format(pairs=result.levels.pairs, worth=round(result.levels.worth))
        lines[-1] += f" {worth}"
    missing = len(pair.weeks) - result.levels.pairs
    return [*lines, *([words["missing"].format(count=missing)] if missing else [])]


def _ends(pair: Pair, words: Texts) -> str:
    values: dict[str, str] = {}
    for kind in ENDS:
        start, end = start_and_end(pair.weeks.loc[:, kind])
        digits = 0 if max(abs(start), abs(end)) >= 100 else 1  # noqa: PLR2004
        values |= {f"{kind}_start": number(start, words, digits), f"{kind}_end": number(end, words, digits)}
    weeks, units = max(1, len(pair.weeks) // 4), {f"{kind}_unit": unit for kind, unit in pair.units.items()}
    return words["ends"].format(weeks=weeks, **pair.names, **units, **values)


def _in_words(found: Correlation, sentence: str, words: Texts) -> str:
    if math.isnan(found.value):
        return words["none"]
    signed = {name: number(getattr(found, name), words, 2, sign="+") for name in ("value", "low", "high")}
    return sentence.format(**signed)


def number(value: float, words: Texts, digits: int = 1, sign: str = "") -> str:
    """Number as the language writes it.

    >>> number(-0.642, {"decimal": ","}, 2)
    '−0,64'
    """
    return f"{value:{sign}.{digits}f}".replace("-", "−").replace(".", words["decimal"])


def day_names(weeks: pd.DataFrame, words: Texts) -> list[str]:
    """Days of the index as the language writes them.

    >>> words = {"picture": {"months": ["Jan", "Feb"], "date": "{day} {month} {year}"}}
    >>> day_names(pd.DataFrame(index=pd.to_datetime(["2025-02-03"])), words)
    ['3 Feb 2025']
    """
    says = words["picture"]
    return [says["date"].format(day=day.day, month=says["months"][day.month - 1], year=day.year) for day in weeks.index]


def value_names(values: pd.Series, words: Texts) -> list[str]:
    """Values as the language writes them; what is counted has no decimals, a hole is nothing.

    >>> value_names(pd.Series([3, 12.0]), {"decimal": ","}), value_names(pd.Series([3.5, None]), {"decimal": ","})
    (['3', '12'], ['3,5', ''])
    """
    digits = 0 if (values.dropna() % 1 == 0).all() else 1
    return ["" if math.isnan(value) else number(value, words, digits) for value in values]


def week_rows(pair: Pair, words: Texts) -> tuple[list[str], list[list[str]]]:
    """Every week with both numbers, as text, and the names of these columns."""
    below, numbers = words["below"], words["numbers"]
    columns = [below["column_week"]]
    columns += [below["column_indicator"].format(name=pair.names[kind], unit=pair.units[kind]) for kind in ENDS]
    values = [value_names(pair.weeks.loc[:, kind], numbers) for kind in ENDS]
    return columns, [list(row) for row in zip(day_names(pair.weeks, words), *values, strict=True)]
