"""Two learners linked the same indicators: where they agree and where not."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING

import pandas as pd

from kvi_widgets.logic.links import rows_with_text
from kvi_widgets.model.shapes import LinkFrames, RewordedFrames, Row, records
from kvi_widgets.words.plain_text import match_key

if TYPE_CHECKING:
    from kvi_widgets.model.workshop import Workshop

# What is worth talking about comes first: opposite signs, then a link that only one sees,
# then the same sign felt more or less strongly.
VERDICTS = ["opposite", "differ", "strength", "unseen", "agree"]
COMPARISON_COLUMNS = [
    "verdict",
    "kpi",
    "kvi",
    "mine",
    "my_strength",
    "my_reason",
    "theirs",
    "their_strength",
    "their_reason",
]

LOOKALIKE = 0.85  # likeness from which two sentences are worth asking about
MOST_LOOKED_AT, LONGEST_COMPARED = 15, 200  # indicators of each side, letters of each


@dataclass(frozen=True)
class LinkTables:
    """The three tables that a comparison needs, as `LinkFrames` asks for them."""

    kvi: pd.DataFrame
    kpi: pd.DataFrame
    links: pd.DataFrame


def with_first_wording(answers: RewordedFrames) -> LinkTables:
    """Tables of a workshop whose indicators also tell, as ``before``, how they read at first.

    Rewording in step 6 must not part two learners who linked the same indicators in step 5.
    """
    before = answers.revisions.set_index("about")["before"].to_dict()
    kvi, kpi = (
        frame.assign(before=[before.get(name, text) for name, text in zip(frame["id"], frame["text"], strict=True)])
        for frame in (answers.kvi, answers.kpi)
    )
    return LinkTables(kvi, kpi, answers.links)


def have_the_same(mine: LinkFrames, theirs: LinkFrames) -> bool:
    """Whether a KPI and a KVI, at least, stand in both, so that some links can be compared."""
    return all(len(shared_indicators(getattr(mine, kind), getattr(theirs, kind))) for kind in ("kvi", "kpi"))


def has_second_map(workshop: "Workshop") -> bool:
    """Whether one of the two has linked the other's indicators beside their own."""
    return bool(len(_on_second_maps(workshop)))


def compare_maps(workshop: "Workshop") -> pd.DataFrame:
    """Links of a learner beside the partner's, as `compare_links` has them.

    Where one of the two has a second map, with the other's indicators, that is what they compare.
    """
    on_second = _on_second_maps(workshop)
    if len(on_second):
        return on_second
    return compare_links(with_first_wording(workshop), with_first_wording(workshop.partner))


def _on_second_maps(workshop: "Workshop") -> pd.DataFrame:
    mine, theirs = with_first_wording(workshop), with_first_wording(workshop.partner)
    return in_order_of_interest(
        pd.concat([compare_links(workshop.second, theirs), compare_links(mine, workshop.partner.second)])
    )


def shared_indicators(mine: pd.DataFrame, theirs: pd.DataFrame) -> pd.DataFrame:
    """Indicators that both wrote: columns ``text``, ``mine`` and ``theirs`` (their ids).

    Texts decide, not ids: two learners may have written the same sentences in another order.
    A column ``before`` with an earlier wording counts as well.
    """
    left = records(rows_with_text(theirs))
    rows = []
    for row in records(_once(mine)):
        same = next((other for other in left if set(wordings(row)) & set(wordings(other))), None)
        if same is not None:
            left.remove(same)
            rows.append([row["text"], row["id"], same["id"]])
    return pd.DataFrame(rows, columns=["text", "mine", "theirs"])


def wordings(row: Row) -> list[str]:
    """Texts by which an indicator is the same as another: how it reads now, then how it read at first.

    >>> wordings({"id": "kpi-1", "text": "Calls to us", "before": "Calls"})
    ['calls to us', 'calls']
    """
    return [match_key(row[name]) for name in ("text", "before") if name in row]


def _once(frame: pd.DataFrame) -> pd.DataFrame:
    """Indicators with a text; of two that read the same the first."""
    frame = rows_with_text(frame)
    return frame.loc[~frame["text"].map(match_key).duplicated()]


def unshared(mine: pd.DataFrame, theirs: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Indicators that only I have, and those that only the other has."""
    both = shared_indicators(mine, theirs)
    left, right = (
        frame.loc[~frame["id"].isin(both[name])] for name, frame in (("mine", _once(mine)), ("theirs", _once(theirs)))
    )
    return left, right


def unshared_texts(mine: pd.DataFrame, theirs: pd.DataFrame) -> list[str]:
    """Texts of indicators that only one of the two has."""
    return [text for frame in unshared(mine, theirs) for text in frame["text"]]


def lookalikes(mine: LinkFrames, theirs: LinkFrames) -> pd.DataFrame:
    """Indicators of two learners that are no more than a few letters apart, the most alike first.

    Whether they mean the same only the two can say: “counter A” and “counter B” look alike, too.

    Returns
    -------
    DataFrame
        Each indicator once at most: ``kind`` (kvi, kpi), ``mine`` and ``theirs`` (ids), ``text``, ``their_text``.

    Examples
    --------
    >>> kpi = pd.DataFrame({"id": ["kpi-1"], "text": ["Calls to the hotline"]})
    >>> mine, theirs = (LinkTables(kpi[:0], frame, kpi[:0]) for frame in (kpi, kpi.assign(text="Call to the hotline")))
    >>> lookalikes(mine, theirs)["their_text"].tolist()
    ['Call to the hotline']
    """
    pairs = []
    for kind in ("kvi", "kpi"):
        left, right = (frame.head(MOST_LOOKED_AT) for frame in unshared(getattr(mine, kind), getattr(theirs, kind)))
        pairs += [
            (likeness(match_key(text), match_key(their_text)), kind, id_, their_id, text, their_text)
            for id_, text in zip(left["id"], left["text"], strict=True)
            for their_id, their_text in zip(right["id"], right["text"], strict=True)
        ]
    ranked = pd.DataFrame(
        sorted((pair for pair in pairs if pair[0] >= LOOKALIKE), key=lambda pair: -pair[0]),
        columns=["likeness", "kind", "mine", "theirs", "text", "their_text"],
    )
    once = ranked.drop_duplicates(["kind", "mine"]).drop_duplicates(["kind", "theirs"])
    return once.drop(columns="likeness").reset_index(drop=True)


@lru_cache(maxsize=2 * MOST_LOOKED_AT**2)  # a form is drawn anew at every change
def likeness(one: str, other: str) -> float:
    """Share of letters that two texts have in common, in the same order; 0 to 1.

    >>> likeness("calls", "call"), likeness("calls", "visits") < LOOKALIKE
    (0.8888888888888888, True)
    """
    match = SequenceMatcher(None, one[:LONGEST_COMPARED], other[:LONGEST_COMPARED], autojunk=False)
    # The first two are quick and never too low.
    return match.ratio() if min(match.real_quick_ratio(), match.quick_ratio()) >= LOOKALIKE else 0.0


def verdict(mine: str, theirs: str, my_strength: int = 1, their_strength: int = 1) -> str:
    """Name of what two polarities say of each other.

    >>> verdict("+", "-"), verdict("+", "0"), verdict("-", "-"), verdict("+", "")
    ('opposite', 'differ', 'agree', 'unseen')
    """
    if not mine or not theirs:
        return "unseen"
    if mine != theirs:
        return "opposite" if {mine, theirs} == {"+", "-"} else "differ"
    return "agree" if mine == "0" or my_strength == their_strength else "strength"


def compare_links(mine: LinkFrames, theirs: LinkFrames) -> pd.DataFrame:
    """Every pair of shared indicators with both learners' links.

    Parameters
    ----------
    mine, theirs
        Anything with the frames ``kvi``, ``kpi`` and ``links``: `LinkTables` or a workshop.

    Returns
    -------
    DataFrame
        One row a pair, what is worth talking about first: ``verdict`` (one of `VERDICTS`),
        ``kpi``, ``kvi`` (texts), both polarities, strengths (1–3) and reasons.

    Examples
    --------
    >>> kvi = pd.DataFrame({"id": ["kvi-1"], "text": ["They reach it alone"]})
    >>> kpi = pd.DataFrame({"id": ["kpi-1"], "text": ["Hotline calls"]})
    >>> def link(sign):
    ...     row = {"kpi": "kpi-1", "kvi": "kvi-1", "polarity": sign, "strength": 1, "reason": ""}
    ...     return LinkTables(kvi, kpi, pd.DataFrame([row]))
    >>> compare_links(link("+"), link("-"))["verdict"].tolist()
    ['opposite']
    """
    rows = []
    kvis = records(shared_indicators(mine.kvi, theirs.kvi))
    for kpi in records(shared_indicators(mine.kpi, theirs.kpi)):
        for kvi in kvis:
            my, their = (_link(side.links, kpi[ids], kvi[ids]) for side, ids in ((mine, "mine"), (theirs, "theirs")))
            rows.append([verdict(my[0], their[0], my[1], their[1]), kpi["text"], kvi["text"], *my, *their])
    return in_order_of_interest(pd.DataFrame(rows, columns=COMPARISON_COLUMNS))


def in_order_of_interest(frame: pd.DataFrame) -> pd.DataFrame:
    """Compared links, those that are worth talking about first."""
    order = frame["verdict"].map(VERDICTS.index) if len(frame) else frame["verdict"]
    # Where one of the two has no sign yet, the order must not tell what the other has.
    weight = (frame["my_strength"] + frame["their_strength"]).mask(frame["verdict"] == "unseen", 0)
    ranked = frame.assign(order=order, weight=-weight).sort_values(["order", "weight"], kind="stable")
    return ranked.loc[:, COMPARISON_COLUMNS].reset_index(drop=True)


def _link(links: pd.DataFrame, kpi: str, kvi: str) -> tuple[str, int, str]:
    found = links.loc[(links["kpi"] == kpi) & (links["kvi"] == kvi)]
    if found.empty:
        return "", 1, ""
    row = found.iloc[0]
    return row["polarity"], int(row["strength"]), row["reason"]
