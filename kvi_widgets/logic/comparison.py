"""Two learners linked the same indicators: where they agree and where not."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from kvi_widgets.logic.links import rows_with_text

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


@dataclass(frozen=True)
class LinkTables:
    """The three tables that a comparison needs."""

    kvi: pd.DataFrame
    kpi: pd.DataFrame
    links: pd.DataFrame


def normalized_text(text: str) -> str:
    r"""Text without case and spacing, by which two indicators count as the same.

    >>> normalized_text("  Calls to the\n Hotline ")
    'calls to the hotline'
    """
    return " ".join(text.casefold().split())


def with_first_wording(answers: "Workshop") -> LinkTables:
    """Tables of a workshop whose indicators also tell, as ``before``, how they read at first.

    Rewording in step 6 must not part two learners who linked the same indicators in step 5.
    """
    before = answers.revisions.set_index("about")["before"].to_dict()
    kvi, kpi = (
        frame.assign(before=[before.get(name, text) for name, text in zip(frame["id"], frame["text"], strict=True)])
        for frame in (answers.kvi, answers.kpi)
    )
    return LinkTables(kvi, kpi, answers.links)


def shared_indicators(mine: pd.DataFrame, theirs: pd.DataFrame) -> pd.DataFrame:
    """Indicators that both wrote: columns ``text``, ``mine`` and ``theirs`` (their ids).

    Texts decide, not ids: two learners may have written the same sentences in another order.
    A column ``before`` with an earlier wording counts as well.
    """
    left = rows_with_text(theirs).to_dict("records")
    rows = []
    for row in rows_with_text(mine).drop_duplicates("text").to_dict("records"):
        same = next((candidate for candidate in left if set(wordings(row)) & set(wordings(candidate))), None)
        if same is not None:
            left.remove(same)
            rows.append([row["text"], row["id"], same["id"]])
    return pd.DataFrame(rows, columns=["text", "mine", "theirs"])


def wordings(row: dict) -> list[str]:
    """Texts by which an indicator is the same as another: how it reads now, then how it read at first.

    >>> wordings({"id": "kpi-1", "text": "Calls to us", "before": "Calls"})
    ['calls to us', 'calls']
    """
    return [normalized_text(row[name]) for name in ("text", "before") if name in row]


def unshared_texts(mine: pd.DataFrame, theirs: pd.DataFrame) -> list[str]:
    """Texts of indicators that only one of the two has."""
    both = shared_indicators(mine, theirs)
    left = [
        frame[~frame["id"].isin(both[name])]
        for name, frame in (("mine", rows_with_text(mine)), ("theirs", rows_with_text(theirs)))
    ]
    return [text for frame in left for text in frame["text"]]


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


def compare_links(mine: LinkTables, theirs: LinkTables) -> pd.DataFrame:
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
    for kpi in shared_indicators(mine.kpi, theirs.kpi).itertuples():
        for kvi in shared_indicators(mine.kvi, theirs.kvi).itertuples():
            my, their = _link(mine.links, kpi.mine, kvi.mine), _link(theirs.links, kpi.theirs, kvi.theirs)
            rows.append([verdict(my[0], their[0], my[1], their[1]), kpi.text, kvi.text, *my, *their])
    frame = pd.DataFrame(rows, columns=COMPARISON_COLUMNS)
    order = frame["verdict"].map(VERDICTS.index) if rows else frame["verdict"]
    weight = frame["my_strength"] + frame["their_strength"]
    ranked = frame.assign(order=order, weight=-weight).sort_values(["order", "weight"], kind="stable")
    return ranked[COMPARISON_COLUMNS].reset_index(drop=True)


def _link(links: pd.DataFrame, kpi: str, kvi: str) -> tuple[str, int, str]:
    found = links[(links["kpi"] == kpi) & (links["kvi"] == kvi)]
    if found.empty:
        return "", 1, ""
    row = found.iloc[0]
    return row["polarity"], int(row["strength"]), row["reason"]
