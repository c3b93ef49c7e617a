"""How the links of the map run from box to box, and where their signs stand.

Signs never touch each other or a box. As a rule each sits near the middle of its link; where so
many links meet that there is no room left, all of them stand in two rows beside their KPI.
"""

import itertools
import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from kvi_widgets.model.shapes import Rows
from kvi_widgets.pictures.map_bundles import Point, Span, curve_point
from kvi_widgets.pictures.shapes import Box, Line, Trace

BADGE_SIZE, BADGE_DISTANCE = 20, 22  # a sign, and how far the middles of two of them keep apart
BADGE_MARGIN, LANE_WIDTH = 13, 24  # from the border of a box to the middle of the first sign, to that of the next one
# From there to the middle of an arrowhead, to its back, to the last sign.
ARROW_MIDDLE, ARROW_BACK, LAST_BADGE = 9, 19, 34
CLEARANCE = 20  # from the middle of a sign to the next line
MOST_CLEAR_LINKS = 24  # with more links all places lie on some line
CURVE_STEPS = 12
# From the middle of a curve outwards.
BADGE_POSITIONS = [0.5 + side * step / 100 for step in range(0, 41, 2) for side in (-1, 1)]


def route_links(nodes: list[Box], working: Rows) -> list[Line]:
    """Curves of the drawn links, each with a place for its sign that no other sign takes.

    Parameters
    ----------
    nodes
        Boxes, from `kvi_widgets.pictures.map_layout.place_boxes`.
    working
        Links, from `kvi_widgets.logic.links.working_links`.

    Returns
    -------
    list of dict
        The link's own values, ``points`` (x, y along the curve, the last one in the arrowhead),
        ``badge`` (x, y), ``toward``: 1 when the link runs to the right, -1 to the left.

    Examples
    --------
    >>> from kvi_widgets.pictures.map_layout import place_boxes
    >>> kpi, kvi = ([{"id": name, "text": "Trust"}] for name in ("kpi-1", "kvi-1"))
    >>> links = [{"kpi": "kpi-1", "kvi": "kvi-1", "polarity": "+"}]
    >>> [link] = route_links(place_boxes({"kvi": kvi, "kpi": kpi, "links": links, "strategy": []}), links)
    >>> link["badge"], link["points"][-1]
    ((330.5, 72.0), (405, 72.0))
    """
    boxes = {box["id"]: box for box in nodes}
    links = [{**link, "place": place} for place, link in enumerate(working)]
    # In a mind map KPI stand on both sides of their KVI; links of the two sides never meet.
    from_left = [link for link in links if boxes[link["kpi"]]["x"] < boxes[link["kvi"]]["x"]]
    from_right = [link for link in links if link not in from_left]
    routes = _side(from_left, boxes, 1) + _side(from_right, boxes, -1)
    return sorted(routes, key=lambda route: route["place"])


def strategy_lines(nodes: list[Box]) -> list[tuple[Point, ...]]:
    """Lines that lead from the KVI to the strategy: curves, or in a mind map one trunk from box to box."""
    boxes = [box for box in nodes if box["kind"] != "kpi"]
    kvis, strategies = ([box for box in boxes if box["kind"] == kind] for kind in ("kvi", "strategy"))
    if not kvis or not strategies:
        return []
    if kvis[0]["x"] == strategies[0]["x"]:
        return [
            (_middle(upper, 1), _middle(lower, 0))
            for upper, lower in itertools.pairwise(sorted(boxes, key=lambda box: box["y"]))
        ]
    pairs = itertools.product(strategies, kvis)
    return [
        _level_curve(((kvi["x"] + kvi["width"], _middle(kvi, 0.5)[1]), (aim["x"], _middle(aim, 0.5)[1])))
        for aim, kvi in pairs
    ]


def _middle(box: Box, down: float) -> Point:
    return box["x"] + box["width"] / 2, box["y"] + down * box["height"]


def _side(links: list[Line], boxes: dict[str, Box], toward: int) -> list[Trace]:
    """Routes of the links that run to the right (`toward` is 1) or to the left (-1)."""
    starts, ends = _ranked_ports(links, "kpi", "kvi", boxes), _ranked_ports(links, "kvi", "kpi", boxes)
    spans = [
        (
            (_border(boxes[link["kpi"]], toward), start),
            (_border(boxes[link["kvi"]], -toward) - toward * ARROW_BACK, end),
        )
        for link, (start, _), (end, _) in zip(links, starts, ends, strict=True)
    ]
    curves, badges = [_level_curve(span) for span in spans], _badge_places(tuple(spans))
    if None in badges:
        lanes = [rank % 2 for _, rank in starts]
        curves = [_level_curve_past_badge(span, lane, toward) for span, lane in zip(spans, lanes, strict=True)]
        badges = [
            (x + toward * (BADGE_MARGIN + lane * LANE_WIDTH), y) for ((x, y), _), lane in zip(spans, lanes, strict=True)
        ]
    return [
        {
            **link,
            "points": [*curve, (end[0] + toward * (ARROW_BACK - ARROW_MIDDLE), end[1])],
            "badge": badge,
            "toward": toward,
        }
        for link, (_, end), curve, badge in zip(links, spans, curves, badges, strict=True)
    ]


def _border(box: Box, toward: int) -> float:
    return box["x"] + (box["width"] if toward == 1 else 0)


def _ranked_ports(links: list[Line], end: str, far_end: str, boxes: dict[Any, Box]) -> list[tuple[float, int]]:
    """Height at which each link leaves or reaches its box, and its rank there.

    They stand one below the other, in the order of the boxes at their other end.
    """
    ports = {}
    for id_ in {link[end] for link in links}:
        mine = sorted((boxes[link[far_end]]["y"], place) for place, link in enumerate(links) if link[end] == id_)
        for rank, (_, place) in enumerate(mine, start=1):
            ports[place] = boxes[id_]["y"] + boxes[id_]["height"] * rank / (len(mine) + 1), rank
    return [ports[place] for place in range(len(links))]


@lru_cache(4096)  # as with the places of the signs
def _level_curve(span: Span) -> tuple[Point, ...]:
    """Points of a smooth line that leaves and arrives level."""
    return tuple(curve_point(span, step / CURVE_STEPS) for step in range(CURVE_STEPS + 1))


def _level_curve_past_badge(span: Span, lane: int, toward: int) -> tuple[Point, ...]:
    """The same, but level first, until its sign is passed."""
    start, end = span
    turn = start[0] + toward * (BADGE_MARGIN + lane * LANE_WIDTH + BADGE_DISTANCE / 2), start[1]
    return start, *(curve_point((turn, end), step / (CURVE_STEPS - 1)) for step in range(CURVE_STEPS))


@lru_cache(64)  # another sign or another text on the same lines moves nothing
def _badge_places(spans: tuple[Span, ...]) -> list[Point | None]:
    taken: list[Point | None] = []
    crowded = len(spans) > MOST_CLEAR_LINKS
    for rank, span in enumerate(spans):
        taken.append(_free_badge_place(span, taken, () if crowded else spans[:rank] + spans[rank + 1 :]))
        if taken[-1] is None:
            break
    return taken


def _free_badge_place(span: Span, taken: list[Any], lines: Sequence[Span]) -> Point | None:
    # As near to the middle as can be, off other signs always and off other lines if possible.
    (left, _), (right, _) = sorted(span)
    before, after = (
        (BADGE_MARGIN, LAST_BADGE - ARROW_BACK) if span[0][0] == left else (LAST_BADGE - ARROW_BACK, BADGE_MARGIN)
    )
    first = None
    for t in BADGE_POSITIONS:
        x, y = place = curve_point(span, t)
        if left + before <= x <= right - after and all(math.dist(place, badge) >= BADGE_DISTANCE for badge in taken):
            if all(_clearance(y, line, t) >= CLEARANCE for line in lines):
                return place
            first = first or place
    return first


def _clearance(y: float, line: Span, t: float) -> float:
    """How far another line of the same two columns passes: at the same `t` it is at the same x."""
    (x0, y0), (x1, y1) = line
    slope = (y1 - y0) * 6 * t * (1 - t) / ((x1 - x0) * (1.5 - 3 * t + 3 * t**2))
    return abs(curve_point(line, t)[1] - y) / math.hypot(1, slope)
