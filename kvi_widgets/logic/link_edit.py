"""Change one link at a time: what a click on the map, or a key, does to the links."""

import pandas as pd

from kvi_widgets.model.shapes import Row, Rows, records

# Clicking a KPI and then a KVI leads round: no link, supports, works against, no link.
NEXT = {"": "+", "+": "-", "-": ""}


def is_settled(link: Row) -> bool:
    """Whether a click would undo a thought: "no effect" was decided on, and a reason holds for one sign only.

    >>> is_settled({"polarity": "+", "reason": ""}), is_settled({"polarity": "0", "reason": ""})
    (False, True)
    """
    return link["polarity"] == "0" or bool(link["reason"])


def link_of(links: pd.DataFrame, kpi: str, kvi: str) -> Row:
    """Return one link as it is; a blank one where the pair was not looked at yet.

    >>> link_of(pd.DataFrame(columns=["kpi", "kvi"]), "kpi-1", "kvi-1")["polarity"]
    ''
    """
    found = records(links.loc[(links["kpi"] == kpi) & (links["kvi"] == kvi)])
    return found[0] if found else {"kpi": kpi, "kvi": kvi, "polarity": "", "strength": 1, "reason": ""}


def with_link(links: pd.DataFrame, kpi: str, kvi: str, **changes: object) -> Rows:
    """Rows of ``links`` with these columns of one link changed.

    Examples
    --------
    >>> none = pd.DataFrame(columns=["kpi", "kvi", "polarity", "strength", "reason"])
    >>> with_link(none, "kpi-1", "kvi-1", polarity="-")
    [{'kpi': 'kpi-1', 'kvi': 'kvi-1', 'polarity': '-', 'strength': 1, 'reason': ''}]
    """
    rows = records(links)
    others = [row for row in rows if (row["kpi"], row["kvi"]) != (kpi, kvi)]
    place = next((at for at, row in enumerate(rows) if (row["kpi"], row["kvi"]) == (kpi, kvi)), len(others))
    others.insert(place, link_of(links, kpi, kvi) | changes)
    return others


def with_next_sign(links: pd.DataFrame, kpi: str, kvi: str) -> Rows:
    """Rows of ``links`` with the next sign for one pair that is not settled; strength stays.

    >>> none = pd.DataFrame(columns=["kpi", "kvi", "polarity", "strength", "reason"])
    >>> with_next_sign(none, "kpi-1", "kvi-1")[0]["polarity"]
    '+'
    """
    link = link_of(links, kpi, kvi)
    return records(links) if is_settled(link) else with_link(links, kpi, kvi, polarity=NEXT[link["polarity"]])
