"""The map told in words and as a table: its twin for screen readers, for print and for tests.

Indicators are quoted whole and never bent, so that any learner's wording fits the sentences,
which come from the content pack (``map.toml``).
"""

import re
from collections.abc import Mapping

import pandas as pd

from kvi_widgets.logic.links import (
    SIGN_NAMES,
    cell_text,
    indicator_texts,
    known_links,
    links_with_effect,
    rows_with_text,
    strength,
)
from kvi_widgets.model.shapes import Row, records
from kvi_widgets.words.shapes import Texts

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
    reason = cell_text(link["reason"])
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
    if cell_text(row.get("evidence") or ""):
        told.append(words["evidence"].format(text=row["evidence"]))
    if alone:
        told.append(words["no_link_hover" if kind == "kpi" else "no_lever_hover"])
    return [ended(text) for text in told]


def link_sentences(kvi: pd.DataFrame, kpi: pd.DataFrame, links: pd.DataFrame, words: Texts) -> list[str]:
    """Tell the map in sentences: its links, then what stands alone, then what is still open.

    Parameters
    ----------
    kvi, kpi, links
        Tables of a workshop.
    words
        Words of the topic ``map``.

    Returns
    -------
    list of str
        Plain text, not escaped.
    """
    texts = indicator_texts(kvi, kpi)
    known = known_links(kvi, kpi, links)
    working = links_with_effect(known)
    sentences = [link_sentence(link, texts, words) for link in records(known)]
    sentences += [
        words["no_link_sentence"].format(kpi=quoted(texts[id_], words))
        for id_ in _unlinked_ids(kpi, set(working["kpi"]))
    ]
    sentences += [
        words["no_lever_sentence"].format(kvi=quoted(texts[id_], words))
        for id_ in _unlinked_ids(kvi, set(working["kvi"]))
    ]
    return sentences + _open_pairs(kvi, kpi, known, texts, words)


def map_summary(kvi: pd.DataFrame, kpi: pd.DataFrame, links: pd.DataFrame, words: Texts) -> str:
    """How much there is on the map, for who hears it before deciding to listen to all of it.

    >>> one = pd.DataFrame({"id": ["a"], "text": ["Visits"]})
    >>> none = pd.DataFrame(columns=["kpi", "kvi", "polarity"])
    >>> map_summary(one, one, none, {"summary": "KPI: {kpi}, KVI: {kvi}, links: {links}"})
    'KPI: 1, KVI: 1, links: 0'
    """
    drawn = links_with_effect(known_links(kvi, kpi, links))
    return words["summary"].format(kpi=len(rows_with_text(kpi)), kvi=len(rows_with_text(kvi)), links=len(drawn))


def link_table(kvi: pd.DataFrame, kpi: pd.DataFrame, links: pd.DataFrame, words: Texts) -> pd.DataFrame:
    """Tell the links that were looked at; one row per link."""
    texts = indicator_texts(kvi, kpi)
    names = [words[f"column_{name}"] for name in ("kpi", "kvi", "sign", "strength", "reason")]
    rows = [
        (
            texts[link["kpi"]],
            texts[link["kvi"]],
            words[f"{SIGN_NAMES[link['polarity']]}_sign"],
            strength_word(link, words),
            cell_text(link["reason"]),
        )
        for link in records(known_links(kvi, kpi, links))
    ]
    return pd.DataFrame(rows, columns=names, dtype="str")


def quoted(text: str, words: Texts) -> str:
    """Put a text between the quotation marks of the language; its own marks step inside."""
    opening, closing = words["quote_inside"]
    inside = re.sub(r"\s*[»”]", closing, re.sub(r"[«“]\s*", opening, text))
    return words["quote"].format(text=inside)


def strength_word(link: Row, words: Texts) -> str:
    """How strong a link is; nothing for a link without effect."""
    return "" if link["polarity"] == "0" else words.get(f"strength_{strength(link)}", "")


def _unlinked_ids(frame: pd.DataFrame, reached: set[str]) -> list[str]:
    return [id_ for id_ in rows_with_text(frame)["id"] if id_ not in reached]


def _open_pairs(
    kvi: pd.DataFrame, kpi: pd.DataFrame, known: pd.DataFrame, texts: Mapping[str, str], words: Texts
) -> list[str]:
    # One sentence per KPI, because a sentence per pair would drown the rest.
    seen = set(zip(known["kpi"], known["kvi"], strict=True))
    sentences, kvi_ids = [], rows_with_text(kvi)["id"].tolist()
    for id_ in rows_with_text(kpi)["id"]:
        unseen = [quoted(texts[kvi_id], words) for kvi_id in kvi_ids if (id_, kvi_id) not in seen]
        if unseen:
            sentences.append(words["open_sentence"].format(kpi=quoted(texts[id_], words), kvi=", ".join(unseen)))
    return sentences
