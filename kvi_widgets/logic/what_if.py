"""What if a KPI rose or fell? What a learner's own links let them expect: a hypothesis, no measurement.

Influences that contradict each other are shown as such: strength is told, but never weighed up.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd

from kvi_widgets.logic.links import SIGN_VALUES, indicator_texts, known_links, rows_with_text, strength
from kvi_widgets.logic.map_sentences import SENTENCE_ENDS, quoted, strength_word
from kvi_widgets.model.shapes import Row, records

if TYPE_CHECKING:
    from kvi_widgets.words.content import Content
    from kvi_widgets.words.shapes import Texts

MOVES = {"falls": -1, "stays": 0, "rises": 1}
PUSHES = {1: "rises", -1: "falls", 0: "none"}
OUTCOME_COLUMNS = ["kvi", "outcome", "influences"]


def what_if(kvi: pd.DataFrame, kpi: pd.DataFrame, links: pd.DataFrame, moves: Mapping[str, str]) -> pd.DataFrame:
    """Which KVI would follow these moves of the KPI, and through which links.

    Parameters
    ----------
    kvi, kpi, links
        Tables of a workshop.
    moves
        By id of a KPI: ``"falls"``, ``"stays"`` or ``"rises"``; a KPI that is not named stays.

    Returns
    -------
    DataFrame
        One row a KVI: ``kvi`` (id), ``outcome`` (``rises``, ``falls``, ``contradictory`` or
        ``still``) and ``influences``, the links of the KPI that move, those without effect
        included: a tuple of (KPI, polarity, strength, reason).

    Raises
    ------
    ValueError
        A move is none of the three.

    Examples
    --------
    >>> kvi = pd.DataFrame({"id": ["kvi-1"], "text": ["They reach it alone"]})
    >>> kpi = pd.DataFrame({"id": ["kpi-1"], "text": ["Hotline calls"]})
    >>> links = pd.DataFrame([{"kpi": "kpi-1", "kvi": "kvi-1", "polarity": "-", "strength": 3, "reason": "They manage"}])
    >>> what_if(kvi, kpi, links, {"kpi-1": "falls"}).iloc[0].tolist()
    ['kvi-1', 'rises', (('kpi-1', '-', 3, 'They manage'),)]
    """
    moving = {id_ for id_, move in moves.items() if _step(move)}
    known = [link for link in records(known_links(kvi, kpi, links.fillna({"reason": ""}))) if link["kpi"] in moving]
    rows = []
    for id_ in rows_with_text(kvi)["id"]:
        mine = [link for link in known if link["kvi"] == id_]
        pushes = {_push(link["polarity"], moves[link["kpi"]]) for link in mine}
        influences = ((link["kpi"], link["polarity"], strength(link), str(link["reason"]).strip()) for link in mine)
        rows.append((id_, _expected_outcome(pushes), tuple(influences)))
    return pd.DataFrame(rows, columns=OUTCOME_COLUMNS).astype({"kvi": "str", "outcome": "str"})


def what_if_sentences(
    kvi: pd.DataFrame, kpi: pd.DataFrame, links: pd.DataFrame, moves: Mapping[str, str], content: "Content"
) -> list[str]:
    """Tell what would follow, KVI by KVI with the chain of reasons; at the end, that this is a hypothesis.

    Parameters
    ----------
    kvi, kpi, links, moves
        As in `what_if`.
    content
        Content pack with the words.

    Returns
    -------
    list of str
        Plain text, not escaped.

    Examples
    --------
    >>> from kvi_widgets import Content, Workshop
    >>> content = Content.load("fr")
    >>> own = Workshop(content).example("desk")
    >>> len(what_if_sentences(own.kvi, own.kpi, own.links, {"kpi-3": "falls"}, content))
    5
    """
    words, marks = content.words("what_if"), content.words("map")
    names = {id_: quoted(text, marks) for id_, text in indicator_texts(kvi, kpi).items()}
    if not any(_step(move) for id_, move in moves.items() if id_ in set(rows_with_text(kpi)["id"])):
        return [words["nothing"], words["hypothesis"]]
    sentences = []
    for row in records(what_if(kvi, kpi, links, moves)):
        sentences.append(_outcome_sentence(row, names, words))
        for id_, polarity, force, reason in row["influences"]:
            sentence = words["influences"][PUSHES[_push(polarity, moves[id_])]].format(
                kpi=names[id_],
                kvi=names[row["kvi"]],
                move=words[moves[id_]],
                strength=strength_word({"polarity": polarity, "strength": force}, marks),
            )
            sentence += words["influences"]["because"].format(reason=reason) if reason else ""
            sentences.append(sentence if sentence.endswith(SENTENCE_ENDS) else f"{sentence}.")
    return [*sentences, words["hypothesis"]]


def outcome_sentences(
    kvi: pd.DataFrame, kpi: pd.DataFrame, links: pd.DataFrame, moves: Mapping[str, str], content: "Content"
) -> list[str]:
    """Tell what each KVI would do, without the reasons; parameters as in `what_if_sentences`."""
    words, marks = content.words("what_if"), content.words("map")
    names = {id_: quoted(text, marks) for id_, text in indicator_texts(kvi, kpi).items()}
    return [_outcome_sentence(row, names, words) for row in records(what_if(kvi, kpi, links, moves))]


def _outcome_sentence(row: Row, names: Mapping[str, str], words: "Texts") -> str:
    return words["outcomes"][row["outcome"]].format(kvi=names[row["kvi"]])


def _step(move: str) -> int:
    if move not in MOVES:
        raise ValueError(f"{move!r}: {', '.join(MOVES)}")
    return MOVES[move]


def _push(polarity: str, move: str) -> int:
    return SIGN_VALUES[polarity] * MOVES[move]


def _expected_outcome(pushes: set[int]) -> str:
    if {1, -1} <= pushes:
        return "contradictory"
    return PUSHES[sum(pushes)] if sum(pushes) else "still"
