"""A crowd told in words and as a table: what is shared most, what is disputed most."""

from typing import TypedDict

import pandas as pd

from kvi_widgets.logic.links import SIGN_NAMES
from kvi_widgets.logic.map_sentences import quoted
from kvi_widgets.model.shapes import Row, records
from kvi_widgets.words.shapes import Texts

MOST_PAIR_SENTENCES = 5


class CrowdSection(TypedDict):
    """A part of what there is to tell; plain text."""

    title: str
    sentences: list[str]


def linked_by(pairs: pd.DataFrame, least: int = 1) -> pd.DataFrame:
    """Pairs that at least this many maps link, with whatever sign.

    A pair stays whole: hiding only its smaller sign would hide the disagreement.

    >>> linked_by(pd.DataFrame({"plus": [9, 1], "minus": [3, 0]}), 4).values.tolist()
    [[9, 3]]
    """
    return pairs.loc[pairs["plus"] + pairs["minus"] >= least]


def disputed(pairs: pd.DataFrame) -> pd.DataFrame:
    """Pairs with both signs, the most disputed first.

    First by how many maps would have to turn their sign for all to agree, then by how many of
    those that looked do not say what most say.

    >>> disputed(pd.DataFrame({"plus": [9, 5, 4], "minus": [1, 5, 0], "disagree": [1, 5, 0]})).index.tolist()
    [1, 0]
    """
    turned = pairs.loc[:, ["plus", "minus"]].min(axis=1)
    ranked = pairs.assign(turned=turned).sort_values(["turned", "disagree"], ascending=False, kind="stable")
    return ranked.loc[ranked["turned"] > 0].drop(columns="turned")


def most_shared(pairs: pd.DataFrame) -> pd.DataFrame:
    """Linked pairs, first those that most maps link with one and the same sign.

    >>> most_shared(pd.DataFrame({"plus": [5, 9, 0], "minus": [5, 0, 0]})).index.tolist()
    [1, 0]
    """
    linked = linked_by(pairs)
    return linked.loc[linked.loc[:, ["plus", "minus"]].max(axis=1).sort_values(ascending=False, kind="stable").index]


def pairs_of(pairs: pd.DataFrame, id_: str) -> pd.DataFrame:
    """Pairs of one indicator that anybody has looked at, those that most maps link first.

    >>> pairs_of(pd.DataFrame({"kpi": ["a", "a"], "kvi": ["x", "y"], "maps": [3, 3], "unseen": [3, 1],
    ...                        "plus": [0, 1], "minus": [0, 1]}), "a")["kvi"].tolist()
    ['y']
    """
    mine = pairs.loc[((pairs["kpi"] == id_) | (pairs["kvi"] == id_)) & (pairs["unseen"] < pairs["maps"])]
    return mine.loc[(mine["plus"] + mine["minus"]).sort_values(ascending=False, kind="stable").index]


def pair_sentence(pair: Row, words: Texts) -> str:
    """Say of one pair how many link it, and with which sign.

    >>> words = {"quote": "“{text}”", "quote_inside": "‘’", "pair": "{kpi} → {kvi}: {plus} of {maps}, {minus} −"}
    >>> pair_sentence({"kpi_text": "Calls", "kvi_text": "Trust", "maps": 4, "plus": 2, "minus": 1}, words)
    '“Calls” → “Trust”: 2 of 4, 1 −'
    """
    ends = {name: quoted(pair[f"{name}_text"], words) for name in ("kpi", "kvi")}
    counts = {name: pair[name] for name in ("maps", "plus", "minus", "zero", "unseen") if name in pair}
    return words["pair"].format(**ends, **counts, linked=pair["plus"] + pair["minus"])


def crowd_sections(pairs: pd.DataFrame, words: Texts) -> list[CrowdSection]:
    """Tell the pairs of a crowd in a few sentences.

    Parameters
    ----------
    pairs
        From `crowd.Crowd`.
    words
        Words of the topics ``map`` and ``crowd`` together.

    Returns
    -------
    list of CrowdSection
        One for each part: most shared, most disputed, seen by nobody. Plain text.
    """
    if pairs.empty:
        return []
    unseen = pairs.loc[pairs["unseen"] == pairs["maps"]]
    parts = (
        ("shared", most_shared(pairs), ""),
        ("disputed", disputed(pairs), "nothing_disputed"),
        ("unseen", unseen, "nothing_unseen"),
    )
    return [
        {"title": words[f"{name}_title"], "sentences": _pair_sentences(frame, words, nothing)}
        for name, frame, nothing in parts
    ]


def _pair_sentences(frame: pd.DataFrame, words: Texts, nothing: str) -> list[str]:
    sentences = [pair_sentence(pair, words) for pair in records(frame.head(MOST_PAIR_SENTENCES))]
    if len(frame) > MOST_PAIR_SENTENCES:
        sentences.append(words["more"].format(count=len(frame) - MOST_PAIR_SENTENCES))
    return sentences or [words[nothing] if nothing else words["nothing_to_tell"]]


def crowd_table(pairs: pd.DataFrame, words: Texts) -> pd.DataFrame:
    """Every pair, the most disputed first and then the most shared, under the words of the language."""
    order = list(dict.fromkeys([*disputed(pairs).index, *most_shared(pairs).index, *pairs.index]))
    names = words["columns"]
    rows = [[_cell(pair[name]) for name in names] for pair in records(pairs.loc[order])]
    return pd.DataFrame(rows, columns=list(names.values()), dtype="object")


def reasons_of(pair: Row) -> dict[str, list[str]]:
    """Reasons for each sign, each once with how often it was given.

    >>> reasons_of({"plus_reasons": ("They ask", "They ask"), "minus_reasons": (), "zero_reasons": ()})
    {'plus': ['They ask (×2)'], 'minus': [], 'zero': []}
    """
    return {name: reason_lines(pair[f"{name}_reasons"]).splitlines() for name in SIGN_NAMES.values()}


def _cell(value: object) -> object:
    return reason_lines(value) if isinstance(value, tuple) else value


def reason_lines(reasons: tuple[str, ...]) -> str:
    r"""Reasons as lines, each once with how often it was given.

    >>> reason_lines(("They ask", "They dare", "They ask"))
    'They ask (×2)\nThey dare'
    """
    often = {reason: reasons.count(reason) for reason in dict.fromkeys(" ".join(text.split()) for text in reasons)}
    return "\n".join(f"{reason} (×{count})" if count > 1 else reason for reason, count in often.items())
