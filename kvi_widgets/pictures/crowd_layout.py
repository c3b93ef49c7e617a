"""Where the indicators and lines of a crowd stand, in pixels: KPI on the left, KVI on the right.

Few indicators stand in boxes with their whole text, and each line has its number; many stand in
slim rows (`map_rows`).
"""

import math
from itertools import chain
from typing import Any

import pandas as pd

from kvi_widgets.model.shapes import Rows
from kvi_widgets.pictures.map_bundles import Point, curve_point, curved
from kvi_widgets.pictures.map_layout import BOX_PADDING, column_boxes, column_spans, stack_columns
from kvi_widgets.pictures.map_rows import row_paths, slim_rows
from kvi_widgets.pictures.shapes import Box, Line

CROWD_SHARES = {"kpi": (0.01, 0.34), "kvi": (0.66, 0.99)}
CROWD_TOP = 78
CLASSES = 6  # of thickness: sixths of all maps
THICKEST, SLIM_THICKEST = 15, 3.6
BETWEEN = 5  # from line to line where they leave a box
NUMBER_SIZE, NUMBER_DISTANCE = 28, 31  # a number, and how far the middles of two of them keep apart
CURVE_POINTS = 24
NUMBER_POSITIONS = [share / 100 for share in range(14, 87, 3)]  # where a number may stand on a curve


def thicknesses(*, slim: bool) -> list[float]:
    """How thick lines may be, the thinnest first.

    >>> thicknesses(slim=True)
    [0.6, 1.2, 1.8, 2.4, 3.0, 3.6]
    """
    thickest = SLIM_THICKEST if slim else THICKEST
    return [round(thickest * step / CLASSES, 2) for step in range(1, CLASSES + 1)]


def lines_of(pairs: pd.DataFrame, *, slim: bool) -> list[Line]:
    """One line for each sign of each pair: ``kpi``, ``kvi``, ``polarity``, ``count``, ``thickness``.

    >>> pair = {"kpi": "a", "kvi": "b", "maps": 12, "plus": 9, "minus": 3}
    >>> [(line["polarity"], line["count"], line["thickness"]) for line in lines_of(pd.DataFrame([pair]), slim=False)]
    [('+', 9, 12.5), ('-', 3, 5.0)]
    """
    thick = thicknesses(slim=slim)
    columns = (pairs[name].tolist() for name in ("kpi", "kvi", "maps", "plus", "minus"))
    return [
        {
            "kpi": kpi,
            "kvi": kvi,
            "polarity": sign,
            "count": count,
            "thickness": thick[math.ceil(CLASSES * count / maps) - 1],
        }
        for kpi, kvi, maps, plus, minus in zip(*columns, strict=True)
        for sign, count in (("+", plus), ("-", minus))
        if count
    ]


def place_crowd(kvi: Rows, kpi: Rows, lines: list[Line], width: int, *, slim: bool) -> list[Box]:
    """Boxes or rows of the indicators, like those of `kvi_widgets.pictures.map_layout.place_boxes`.

    >>> [box] = place_crowd([{"id": "a", "text": "Trust"}], [], [], 900, slim=False)
    >>> box["id"], box["x"], box["lines"]
    ('a', 594, ['Trust'])
    """
    spans = column_spans(CROWD_SHARES, width)
    kinds = {"kpi": kpi, "kvi": kvi}
    if slim:
        columns = [
            slim_rows(kind, rows, {line[kind] for line in lines}, spans[kind], width) for kind, rows in kinds.items()
        ]
    else:
        columns = [_crowd_boxes(kind, rows, lines, spans[kind], width) for kind, rows in kinds.items()]
        stack_columns(columns, CROWD_TOP)
    return list(chain(*columns))


def _crowd_boxes(kind: str, rows: Rows, lines: list[Line], span: tuple[int, int], width: int) -> list[Box]:
    boxes = column_boxes(kind, rows, span, width)
    for box in boxes:
        mine = [line for line in lines if line[kind] == box["id"]]
        box["alone"] = not mine
        box["height"] = max(box["height"], _total_thickness(mine) + 2 * BOX_PADDING)
    return boxes


def _total_thickness(lines: list[Line]) -> float:
    return sum(line["thickness"] + BETWEEN for line in lines) - BETWEEN


def route_crowd(boxes: list[Box], lines: list[Line], *, slim: bool) -> list[Line]:
    """These lines with their ``path``, and between boxes with ``badge`` (where the number stands) and ``points``.

    The two signs of a pair run side by side.

    >>> one = [{"id": "a", "text": "Trust"}]
    >>> lines = [{"kpi": "a", "kvi": "a", "polarity": "+", "count": 1, "thickness": 5}]
    >>> route_crowd(place_crowd(one, one, lines, 900, slim=True), lines, slim=True)[0]["path"]
    'M306,55L594,55'
    """
    if slim:
        return [{**line, "path": path} for line, path in zip(lines, row_paths(boxes, lines), strict=True)]
    by = {(box["kind"], box["id"]): box for box in boxes}
    starts, ends = (_port_heights(lines, kind, by) for kind in CROWD_SHARES)
    spans = [
        ((by["kpi", line["kpi"]]["x"] + by["kpi", line["kpi"]]["width"], start), (by["kvi", line["kvi"]]["x"], end))
        for line, start, end in zip(lines, starts, ends, strict=True)
    ]
    return [
        {**line, "path": curved(span), "badge": badge, "points": [curve_point(span, t) for t in (0.2, 0.35, 0.65, 0.8)]}
        for line, span, badge in zip(lines, spans, _number_places(lines, spans), strict=True)
    ]


def _port_heights(lines: list[Line], kind: str, boxes: dict[Any, Box]) -> list[float]:
    far_kind = "kvi" if kind == "kpi" else "kpi"
    ports: dict[int, float] = {}
    for id_ in {line[kind] for line in lines}:
        # + above -, also where they arrive: so the two signs of a pair run side by side.
        mine = sorted(
            (boxes[far_kind, line[far_kind]]["y"], line["polarity"], at)
            for at, line in enumerate(lines)
            if line[kind] == id_
        )
        box = boxes[kind, id_]
        y = box["y"] + (box["height"] - _total_thickness([lines[at] for *_, at in mine])) / 2
        for *_, at in mine:
            ports[at] = round(y + lines[at]["thickness"] / 2, 1)
            y += lines[at]["thickness"] + BETWEEN
    return [ports[at] for at in range(len(lines))]


def _number_places(lines: list[Line], spans: list[tuple[Point, Point]]) -> list[Point]:
    # As near to the middle as can be, the second sign of a pair to the first; off the numbers that
    # stand already, and off other lines if possible.
    taken: list[Point] = []
    curves = [[curve_point(span, step / CURVE_POINTS) for step in range(CURVE_POINTS + 1)] for span in spans]
    pair, middle = None, 0.5
    for at, (line, span) in enumerate(zip(lines, spans, strict=True)):
        middle = middle if pair == (line["kpi"], line["kvi"]) else 0.5
        pair = line["kpi"], line["kvi"]
        others = [point for curve in curves[:at] + curves[at + 1 :] for point in curve]
        places = {t: curve_point(span, t) for t in sorted(NUMBER_POSITIONS, key=lambda t: abs(t - middle))}
        free = [t for t in places if _distance_to_nearest(places[t], taken) >= NUMBER_DISTANCE] or [
            max(places, key=lambda t: _distance_to_nearest(places[t], taken))
        ]
        middle = next((t for t in free if _distance_to_nearest(places[t], others) >= NUMBER_SIZE / 2), free[0])
        taken.append(places[middle])
    return taken


def _distance_to_nearest(place_: Point, others: list[Point]) -> float:
    return min((math.dist(place_, point) for point in others), default=math.inf)
