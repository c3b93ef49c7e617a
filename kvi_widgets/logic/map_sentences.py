"""The map told in words and as a table: its twin for screen readers, for print and for tests.

Indicators are quoted whole and never bent, so that any learner's wording fits the sentences,
which come from the content pack (``map.toml``).
"""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from kvi_widgets.logic.links import SIGN_NAMES, indicator_texts, known_links, strength, with_effect, with_text
from kvi_widgets.model.shapes import Row, Rows, Tables
from kvi_widgets.words.shapes import Texts

if TYPE_CHECKING:
    import pandas as pd

SENTENCE_ENDS = (".", "!", "?", "…")


def link_sentence(link: Row, texts: Mapping[str, str], words: Texts) -> str:
    """One link as a sentence, with its strength and its reason.

    >>> words = {"quote": "“{text}”", "quote_inside": "‘’", "plus_sentence": "{kpi} lifts {kvi}",
    ...          "because": ", as {reason}"}
    >>> link = {"kpi": "a", "kvi": "b", "polarity": "+", "strength": 1, "reason": "it helps"}
    >>> link_sentence(link, {"a": "Visits", "b": "Trust"}, words)
    '“Visits” lifts “Trust”, as it helps.'
    """
    sentence = words[f"{SIGN_NAMES[link['polarity']]}_sentence"].format(
        kpi=quoted(texts[link["kpi"]], words),
        kvi=quoted(texts[link["kvi"]], words),
        strength=strength_word(link, words),
    )
    reason = link["reason"].strip()
    if reason:
        sentence += words["because"].format(reason=reason)
    return ended(sentence)


def ended(text: str) -> str:
    """Text that ends as a sentence does, so that who listens hears where it is over.

    >>> ended("The website log "), ended("Who asks?")
    ('The website log.', 'Who asks?')
    """
    text = text.strip()
    return text if text.endswith(SENTENCE_ENDS) else f"{text}."


def box_sentences(row: Row, kind: str, words: Texts, *, alone: bool) -> list[str]:
    """What a box tells besides its name: its text, how it is measured, where to see it, whether it stands alone.

    >>> box_sentences({"text": "Visits", "evidence": "The log"}, "kpi", {"evidence": "See {text}"}, alone=False)
    ['Visits.', 'See The log.']
    """
    told = [row["text"]]
    if row.get("nature"):
        told.append(words[f"nature_{row['nature']}"])
    if row.get("evidence", "").strip():
        told.append(words["evidence"].format(text=row["evidence"]))
    if alone:
        told.append(words["no_link_hover" if kind == "kpi" else "no_lever_hover"])
    return [ended(text) for text in told]


def link_sentences(tables: Tables, words: Texts) -> list[str]:
    """Tell the map in sentences: its links, then what stands alone, then what is still open.

    Parameters
    ----------
    tables
        Rows of ``kvi``, ``kpi`` and ``links``.
    words
        Words of the topic ``map``.

    Returns
    -------
    list of str
        Plain text, not escaped.
    """
    texts, known = indicator_texts(tables), known_links(tables)
    sentences = [link_sentence(link, texts, words) for link in known]
    for kind, name in (("kpi", "no_link_sentence"), ("kvi", "no_lever_sentence")):
        reached = {link[kind] for link in with_effect(known)}
        alone = [row["id"] for row in with_text(tables[kind]) if row["id"] not in reached]
        sentences += [words[name].format(**{kind: quoted(texts[id_], words)}) for id_ in alone]
    return sentences + _open_pairs(tables, known, texts, words)


def map_summary(tables: Tables, words: Texts) -> str:
    """How much there is on the map, for who hears it before deciding to listen to all of it.

    >>> one = [{"id": "a", "text": "Visits"}]
    >>> map_summary({"kvi": one, "kpi": one, "links": []}, {"summary": "KPI: {kpi}, KVI: {kvi}, links: {links}"})
    'KPI: 1, KVI: 1, links: 0'
    """
    kpi, kvi = (len(with_text(tables[kind])) for kind in ("kpi", "kvi"))
    return words["summary"].format(kpi=kpi, kvi=kvi, links=len(with_effect(known_links(tables))))


def link_table(tables: Tables, words: Texts) -> "pd.DataFrame":
    """Tell the links that were looked at; one row per link."""
    import pandas as pd  # noqa: PLC0415  at first use: a lesson need not wait for it

    columns, rows = link_cells(tables, words)
    return pd.DataFrame(rows, columns=columns, dtype="str")


def link_cells(tables: Tables, words: Texts) -> tuple[list[str], list[list[str]]]:
    """Headings of the columns of `link_table`, and its cells."""
    texts = indicator_texts(tables)
    names = [words[f"column_{name}"] for name in ("kpi", "kvi", "sign", "strength", "reason")]
    rows = [
        [
            texts[link["kpi"]],
            texts[link["kvi"]],
            words[f"{SIGN_NAMES[link['polarity']]}_sign"],
            strength_word(link, words),
            link["reason"].strip(),
        ]
        for link in known_links(tables)
    ]
    return names, rows


def quoted(text: str, words: Texts) -> str:
    """Put a text between the quotation marks of the language; its own marks step inside."""
    opening, closing = words["quote_inside"]
    inside = re.sub(r"\s*[»”]", closing, re.sub(r"[«“]\s*", opening, text))
    return words["quote"].format(text=inside)


def strength_word(link: Row, words: Texts) -> str:
    """How strong a link is; nothing for a link without effect."""
    return "" if link["polarity"] == "0" else words.get(f"strength_{strength(link)}", "")


def _open_pairs(tables: Tables, known: Rows, texts: Mapping[str, str], words: Texts) -> list[str]:
    # One sentence per KPI, because a sentence per pair would drown the rest.
    seen = {(link["kpi"], link["kvi"]) for link in known}
    kvis = {row["id"]: quoted(texts[row["id"]], words) for row in with_text(tables["kvi"])}
    sentences = []
    for kpi in with_text(tables["kpi"]):
        unseen = [quote for id_, quote in kvis.items() if (kpi["id"], id_) not in seen]
        if unseen:
            ends = {"kpi": quoted(texts[kpi["id"]], words), "kvi": ", ".join(unseen)}
            sentences.append(words["open_sentence"].format(**ends))
    return sentences
