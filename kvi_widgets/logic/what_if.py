"""What if a KPI rose or fell? What a learner's own links let them expect: a hypothesis, no measurement.

Influences that contradict each other are shown as such: strength is told, but never weighed up.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kvi_widgets.logic.links import SIGN_VALUES, indicator_texts, known_links, strength, with_text
from kvi_widgets.logic.map_sentences import SENTENCE_ENDS, quoted, strength_word
from kvi_widgets.model.shapes import Row, Rows, Tables

if TYPE_CHECKING:
    from kvi_widgets.words.content import Content
    from kvi_widgets.words.shapes import Texts

MOVES = {"falls": -1, "stays": 0, "rises": 1}
PUSHES = {1: "rises", -1: "falls", 0: "none"}


def what_if(tables: Tables, moves: Mapping[str, str]) -> Rows:
    """Which KVI would follow these moves of the KPI, and through which links.

    Parameters
    ----------
    tables
        Rows of ``kvi``, ``kpi`` and ``links``.
    moves
        By id of a KPI: ``"falls"``, ``"stays"`` or ``"rises"``; a KPI that is not named stays.

    Returns
    -------
    list of dict
        One a KVI: ``kvi`` (id), ``outcome`` (``rises``, ``falls``, ``contradictory`` or
        ``still``) and ``influences``, the links of the KPI that move, those without effect
        included: a tuple of (KPI, polarity, strength, reason).

    Raises
    ------
    ValueError
        A move is none of the three.

    Examples
    --------
    >>> kvi, kpi = {"id": "kvi-1", "text": "They reach it alone"}, {"id": "kpi-1", "text": "Hotline calls"}
    >>> link = {"kpi": "kpi-1", "kvi": "kvi-1", "polarity": "-", "strength": 3, "reason": "They manage"}
    >>> list(what_if({"kvi": [kvi], "kpi": [kpi], "links": [link]}, {"kpi-1": "falls"})[0].values())
    ['kvi-1', 'rises', (('kpi-1', '-', 3, 'They manage'),)]
    """
    moving = {id_ for id_, move in moves.items() if _step(move)}
    kvis: dict[str, Rows] = {row["id"]: [] for row in with_text(tables["kvi"])}
    for link in known_links(tables):
        if link["kpi"] in moving:
            kvis[link["kvi"]].append(link)
    rows = []
    for id_, mine in kvis.items():
        pushes = {_push(link["polarity"], moves[link["kpi"]]) for link in mine}
        influences = ((link["kpi"], link["polarity"], strength(link), link["reason"].strip()) for link in mine)
        rows.append({"kvi": id_, "outcome": _expected_outcome(pushes), "influences": tuple(influences)})
    return rows


def what_if_sentences(tables: Tables, moves: Mapping[str, str], content: "Content") -> list[str]:
    """Tell what would follow, KVI by KVI with the chain of reasons; at the end, that this is a hypothesis.

    Parameters
    ----------
    tables, moves
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
    >>> len(what_if_sentences(own.rows, {"kpi-3": "falls"}, content))
    5
    """
    words, marks = content.words("what_if"), content.words("map")
    names = {id_: quoted(text, marks) for id_, text in indicator_texts(tables).items()}
    if not any(_step(move) for id_, move in moves.items() if id_ in {row["id"] for row in with_text(tables["kpi"])}):
        return [words["nothing"], words["hypothesis"]]
    sentences = []
    for row in what_if(tables, moves):
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


def outcome_sentences(tables: Tables, moves: Mapping[str, str], content: "Content") -> list[str]:
    """Tell what each KVI would do, without the reasons; parameters as in `what_if_sentences`."""
    words, marks = content.words("what_if"), content.words("map")
    names = {id_: quoted(text, marks) for id_, text in indicator_texts(tables).items()}
    return [_outcome_sentence(row, names, words) for row in what_if(tables, moves)]


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
