"""The map told in words and as a table: its twin for screen readers, for print and for tests.

Indicators are quoted whole and never bent, so that any learner's wording fits the sentences,
which come from the content pack (``map.toml``).
"""

import re
from collections.abc import Mapping

import pandas as pd

SIGNS = {"+": "plus", "-": "minus", "0": "zero"}
SENTENCE_ENDS = (".", "!", "?", "…")


def answered(frame: pd.DataFrame) -> pd.DataFrame:
    """Rows whose text is not blank.

    >>> answered(pd.DataFrame({"id": ["kvi-1", "kvi-2"], "text": ["Autonomy", "  "]}))["id"].tolist()
    ['kvi-1']
    """
    # In plain Python, as below: a learner's click waits for it.
    return frame.loc[[pd.notna(text) and bool(str(text).strip()) for text in frame["text"]]]


def known_links(kvi: pd.DataFrame, kpi: pd.DataFrame, links: pd.DataFrame) -> pd.DataFrame:
    """Links with a polarity whose two ends have a text, in reading order (KPI, then KVI)."""
    # In plain Python: for a dozen links pandas would take ten times as long, while a learner's click waits.
    kpi_places, kvi_places = ({id_: place for place, id_ in enumerate(answered(frame)["id"])} for frame in (kpi, kvi))
    rows = {}
    for row, link in enumerate(zip(links["kpi"], links["kvi"], links["polarity"], strict=True)):
        if link[0] in kpi_places and link[1] in kvi_places and link[2] in SIGNS:
            rows[kpi_places[link[0]], kvi_places[link[1]]] = row
    return links.iloc[[rows[places] for places in sorted(rows)]].reset_index(drop=True)


def working_links(kvi: pd.DataFrame, kpi: pd.DataFrame, links: pd.DataFrame) -> pd.DataFrame:
    """Known links that support (+) or work against (-): those that the map draws."""
    return _working(known_links(kvi, kpi, links))


def _working(known: pd.DataFrame) -> pd.DataFrame:
    return known[known["polarity"].ne("0")].reset_index(drop=True)


def link_sentence(link: Mapping, texts: Mapping[str, str], words: Mapping[str, str]) -> str:
    """One link as a sentence, with its strength and its reason.

    >>> words = {"quote": "“{text}”", "quote_inside": "‘’", "plus_sentence": "{kpi} lifts {kvi}",
    ...          "because": ", as {reason}"}
    >>> link = {"kpi": "a", "kvi": "b", "polarity": "+", "strength": 1, "reason": "it helps"}
    >>> link_sentence(link, {"a": "Visits", "b": "Trust"}, words)
    '“Visits” lifts “Trust”, as it helps.'
    """
    told = words[f"{SIGNS[link['polarity']]}_sentence"].format(
        kpi=quoted(texts[link["kpi"]], words),
        kvi=quoted(texts[link["kvi"]], words),
        strength=strength_word(link, words),
    )
    reason = _text(link["reason"])
    if reason:
        told += words["because"].format(reason=reason)
    return told if told.endswith(SENTENCE_ENDS) else f"{told}."


def link_sentences(kvi: pd.DataFrame, kpi: pd.DataFrame, links: pd.DataFrame, words: Mapping[str, str]) -> list[str]:
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
    working = _working(known)
    told = [link_sentence(link, texts, words) for link in known.to_dict("records")]
    told += [words["no_link_sentence"].format(kpi=quoted(texts[id_], words)) for id_ in _missing(kpi, working["kpi"])]
    told += [words["no_lever_sentence"].format(kvi=quoted(texts[id_], words)) for id_ in _missing(kvi, working["kvi"])]
    return told + _open_pairs(kvi, kpi, known, texts, words)


def link_table(kvi: pd.DataFrame, kpi: pd.DataFrame, links: pd.DataFrame, words: Mapping[str, str]) -> pd.DataFrame:
    """Tell the links that were looked at; one row per link."""
    texts = indicator_texts(kvi, kpi)
    names = [words[f"column_{name}"] for name in ("kpi", "kvi", "sign", "strength", "reason")]
    rows = [
        (
            texts[link["kpi"]],
            texts[link["kvi"]],
            words[f"{SIGNS[link['polarity']]}_sign"],
            strength_word(link, words),
            _text(link["reason"]),
        )
        for link in known_links(kvi, kpi, links).to_dict("records")
    ]
    return pd.DataFrame(rows, columns=names, dtype="str")


def indicator_texts(kvi: pd.DataFrame, kpi: pd.DataFrame) -> dict[str, str]:
    """Text of every indicator that has one, by id."""
    frames = answered(kpi), answered(kvi)
    return {id_: _text(text) for frame in frames for id_, text in zip(frame["id"], frame["text"], strict=True)}


def quoted(text: str, words: Mapping[str, str]) -> str:
    """Put a text between the quotation marks of the language; its own marks step inside."""
    opening, closing = words["quote_inside"]
    inside = re.sub(r"\s*[»”]", closing, re.sub(r"[«“]\s*", opening, text))
    return words["quote"].format(text=inside)


def strength_word(link: Mapping, words: Mapping[str, str]) -> str:
    """How strong a link is; nothing for a link without effect."""
    return "" if link["polarity"] == "0" else words.get(f"strength_{strength(link)}", "")


def strength(link: Mapping) -> int:
    """Strength of a link from 1 to 3; 1 when it was not said."""
    return 1 if pd.isna(link["strength"]) else min(3, max(1, int(link["strength"])))


def _text(value: object) -> str:
    return str(value).strip() if pd.notna(value) else ""


def _missing(frame: pd.DataFrame, linked: pd.Series) -> list[str]:
    reached = set(linked)
    return [id_ for id_ in answered(frame)["id"] if id_ not in reached]


def _open_pairs(
    kvi: pd.DataFrame, kpi: pd.DataFrame, known: pd.DataFrame, texts: dict, words: Mapping[str, str]
) -> list[str]:
    # One sentence per KPI, because a sentence per pair would drown the rest.
    seen = set(zip(known["kpi"], known["kvi"], strict=True))
    told, kvi_ids = [], answered(kvi)["id"].tolist()
    for id_ in answered(kpi)["id"]:
        others = [quoted(texts[other], words) for other in kvi_ids if (id_, other) not in seen]
        if others:
            told.append(words["open_sentence"].format(kpi=quoted(texts[id_], words), kvi=", ".join(others)))
    return told
