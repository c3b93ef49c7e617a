"""Where the boxes of the map stand, in pixels: x grows to the right, y grows downwards.

Boxes stand in columns, one below the other. No box is ever too small for its text: the text is
wrapped first, the box and the figure grow with it.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping

from kvi_widgets.logic.links import with_text, working_links
from kvi_widgets.model.shapes import Rows, Tables
from kvi_widgets.pictures.map_order import crossings, untangled
from kvi_widgets.pictures.map_text import LETTER, font_size, line_height, wrap
from kvi_widgets.pictures.shapes import Box

# The learner's own order, the order with the fewest crossings, the strategy in the middle.
VIEWS = OWN_ORDER, UNTANGLED, MIND = ("columns", "untangled", "mindmap")
NARROWEST, ROOMY, WIDEST = 600, 1000, 1600
# Left and right border of each column, as shares of the width.
ROOMY_SHARES = {"kpi": (0.01, 0.29), "kvi": (0.48, 0.76), "strategy": (0.82, 0.99)}
NARROW_SHARES = {"kpi": (0.01, 0.295), "kvi": (0.46, 0.745), "strategy": (0.79, 0.99)}
MIND_SHARES = {"kpi": (0.01, 0.255), "kvi": (0.3775, 0.6225), "strategy": (0.3775, 0.6225), "right": (0.745, 0.99)}
MAP_TOP, MAP_BOTTOM, BOX_GAP, BOX_PADDING = 44, 16, 22, 11
# Height that a link needs at its KPI, where its sign must find room, and at its KVI.
PORT_HEIGHTS = {"kpi": 11.5, "kvi": 7}


def place_boxes(tables: Tables, width: int = 900, view: str = OWN_ORDER) -> list[Box]:
    """Boxes of the map.

    Parameters
    ----------
    tables
        Rows of ``kvi``, ``kpi``, ``links`` and ``strategy``; those without text are left out.
    width
        Width of the map; taken as 600 below and as 1600 above.
    view
        ``"columns"``: KPI, KVI and strategy from left to right, in the order of the rows, so that
        nothing jumps while one edits. ``"untangled"``: the same columns in the order in which the
        fewest links cross. ``"mindmap"``: the strategy in the middle, KVI above and below it, KPI
        on the left and on the right, in that same order; three columns, so it fits at 600, too.

    Returns
    -------
    list of dict
        One per box: ``id``, ``kind`` (kpi, kvi, strategy), ``number`` (its row, whatever the
        view), ``alone`` (a KPI or KVI without any + or - link), ``x`` and ``y`` of the upper left
        corner (y grows downwards), ``width``, ``height``, ``lines`` (the wrapped text).

    Raises
    ------
    ValueError
        If there is no such view.

    Examples
    --------
    >>> [box] = place_boxes({"kvi": [{"id": "kvi-1", "text": "Trust"}], "kpi": [], "links": [], "strategy": []})
    >>> box["kind"], box["alone"], box["lines"]
    ('kvi', True, ['Trust'])
    """
    if view not in VIEWS:
        raise ValueError(f"{view=}: {VIEWS=}")
    width, pairs = clamp_width(width), _link_pairs(tables)
    spans = column_spans(MIND_SHARES if view == MIND else ROOMY_SHARES if width >= ROOMY else NARROW_SHARES, width)
    boxes = {
        kind: column_boxes(kind, with_text(tables[kind]), spans[kind], width) for kind in ("kpi", "kvi", "strategy")
    }
    for end, kind in enumerate(PORT_HEIGHTS):
        _make_room_for_links(boxes[kind], Counter(pair[end] for pair in pairs))
    if view != OWN_ORDER:
        _sort_untangled(boxes, pairs)
    columns = _mind_map_columns(boxes, spans["right"]) if view == MIND else list(boxes.values())
    stack_columns(columns, MAP_TOP)
    return [box for of_kind in boxes.values() for box in of_kind]


def remaining_crossings(tables: Tables) -> tuple[int, int]:
    """How many links cross in the learner's own order, and how many when it is untangled."""
    pairs = _link_pairs(tables)
    own = [row["id"] for row in with_text(tables["kpi"])], [row["id"] for row in with_text(tables["kvi"])]
    return crossings(*own, pairs), crossings(*untangled(*own, pairs), pairs)


def clamp_width(width: int) -> int:
    """Width that the map really takes."""
    return min(WIDEST, max(NARROWEST, int(width)))


def figure_height(boxes: list[Box]) -> int:
    """Height of a figure that holds these boxes."""
    return math.ceil(max(box["y"] + box["height"] for box in boxes) + MAP_BOTTOM) if boxes else 220


def column_spans(shares: Mapping[str, tuple[float, float]], width: int) -> dict[str, tuple[int, int]]:
    """Left and right border of each column, whose shares of the width are given."""
    return {kind: (round(left * width), round(right * width)) for kind, (left, right) in shares.items()}


def _link_pairs(tables: Tables) -> list[tuple[str, str]]:
    return [(link["kpi"], link["kvi"]) for link in working_links(tables)]


def column_boxes(kind: str, rows: Rows, span: tuple[int, int], width: int) -> list[Box]:
    """Boxes of one kind, as wide as their column and as high as their text, all of them still at the top.

    >>> column_boxes("kvi", [{"id": "kvi-1", "text": "Trust"}], (10, 200), 900)[0]["height"]
    56
    """
    left, right = span
    boxes = []
    for number, row in enumerate(rows, start=1):
        lines = wrap(row["text"], (right - left - 2 * BOX_PADDING) / (LETTER * font_size(width)))
        # One line more than the text has: the caption.
        height = round((len(lines) + 1) * line_height(width) + 2 * BOX_PADDING)
        box = {"id": row["id"], "kind": kind, "number": number, "lines": lines, "alone": False}
        boxes.append({**box, "x": left, "y": 0.0, "width": right - left, "height": height})
    return boxes


def _make_room_for_links(boxes: list[Box], links: Counter) -> None:
    # Nothing grows before its fifth link.
    for box in boxes:
        count = links[box["id"]]
        box["alone"] = not count
        box["height"] = max(box["height"], math.ceil(PORT_HEIGHTS[box["kind"]] * (count + 1)))


def _sort_untangled(boxes: dict[str, list[Box]], pairs: list[tuple[str, str]]) -> None:
    kpi, kvi = ([box["id"] for box in boxes[kind]] for kind in ("kpi", "kvi"))
    orders = untangled(kpi, kvi, pairs)
    for kind, order in zip(("kpi", "kvi"), orders, strict=True):
        boxes[kind].sort(key=lambda box: order.index(box["id"]))


def _mind_map_columns(boxes: dict[str, list[Box]], right: tuple[int, int]) -> list[list[Box]]:
    """Three columns of a mind map: KPI are dealt to the side that is shorter, KVI to above and below."""
    sides: list[list[dict]] = [[], []]
    for box in boxes["kpi"]:
        min(sides, key=_column_height).append(box)
    for box in sides[1]:
        box["x"] = right[0]
    half = math.ceil(len(boxes["kvi"]) / 2)
    return [sides[0], [*boxes["kvi"][:half], *boxes["strategy"], *boxes["kvi"][half:]], sides[1]]


def stack_columns(columns: Iterable[list[Box]], top: float) -> None:
    """Let the boxes of each column stand one below the other; shorter columns stand in the middle."""
    tallest = max(map(_column_height, columns))
    for column in columns:
        y = top + (tallest - _column_height(column)) / 2
        for box in column:
            box["y"] = y
            y += box["height"] + BOX_GAP


def _column_height(column: list[Box]) -> float:
    return sum(box["height"] + BOX_GAP for box in column)
