"""Change one link at a time: what a click on the map, or a key, does to the links."""

from kvi_widgets.logic.links import NOT_LINKED
from kvi_widgets.model.shapes import Row, Rows

# Clicking a KPI and then a KVI leads round: no link, supports, works against, no link.
NEXT = {"": "+", "+": "-", "-": ""}


def is_settled(link: Row) -> bool:
    """Whether a click would undo a thought: "no effect" was decided on, and a reason holds for one sign only.

    >>> is_settled({"polarity": "+", "reason": ""}), is_settled({"polarity": "0", "reason": ""})
    (False, True)
    """
    return link["polarity"] == "0" or bool(link["reason"])


def link_of(links: Rows, kpi: str, kvi: str) -> Row:
    """Return one link as it is; a blank one where the pair was not looked at yet.

    >>> link_of([], "kpi-1", "kvi-1")["polarity"]
    ''
    """
    found = (link for link in links if (link["kpi"], link["kvi"]) == (kpi, kvi))
    return next(found, {"kpi": kpi, "kvi": kvi, **NOT_LINKED})


def with_link(links: Rows, kpi: str, kvi: str, **changes: object) -> Rows:
    """Rows of ``links`` with these columns of one link changed.

    Examples
    --------
    >>> with_link([], "kpi-1", "kvi-1", polarity="-")
    [{'kpi': 'kpi-1', 'kvi': 'kvi-1', 'polarity': '-', 'strength': 1, 'reason': ''}]
    """
    others = [row for row in links if (row["kpi"], row["kvi"]) != (kpi, kvi)]
    place = next((at for at, row in enumerate(links) if (row["kpi"], row["kvi"]) == (kpi, kvi)), len(others))
    others.insert(place, link_of(links, kpi, kvi) | changes)
    return others


def with_next_sign(links: Rows, kpi: str, kvi: str) -> Rows:
    """Rows of ``links`` with the next sign for one pair that is not settled; strength stays.

    >>> with_next_sign([], "kpi-1", "kvi-1")[0]["polarity"]
    '+'
    """
    link = link_of(links, kpi, kvi)
    return links if is_settled(link) else with_link(links, kpi, kvi, polarity=NEXT[link["polarity"]])
