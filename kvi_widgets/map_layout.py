"""Where everything on the map stands, in pixels: x grows to the right, y grows downwards.

Three columns, read from left to right: KPI, KVI, strategy. Rows keep the order of the frames, so
that a map looks the same each time and two maps can be compared. No box is ever too small for
its text: the text is wrapped first, the box and the figure grow with it.
"""

import math
import re
import unicodedata
from collections.abc import Iterator
from functools import cache

import pandas as pd

from kvi_widgets.story import answered, working_links

COLUMNS = ["id", "kind", "number", "alone", "x", "y", "width", "height", "lines"]
FIRST_EMOJI = 0x1F000
NARROW = 700
# Left and right border of each column, as shares of the width.
WIDE_SHARES = {"kpi": (0.01, 0.29), "kvi": (0.48, 0.76), "strategy": (0.82, 0.99)}
NARROW_SHARES = {"kpi": (0.01, 0.305), "kvi": (0.48, 0.775), "strategy": (0.82, 0.99)}
TOP, BOTTOM, GAP, PADDING = 78, 16, 22, 11
BADGE, CROWD = 20, 20
# Share of the font size that an ordinary letter takes; generous, as fonts differ between systems.
LETTER = 0.56
LONGEST = 2000  # letters of one text in the picture; its twin in words has them all
SLIM, BROAD = set("iljtf.,;:'’!|()[] \u00a0\u202f"), set("mwMW@%—…&œæ")


def font_size(width: int) -> int:
    """Font size for a map of this width."""
    return 13 if width >= NARROW else 12


def line_height(width: int) -> float:
    """Height of a line of text: 1.3 em, as Plotly sets it."""
    return 1.3 * font_size(width)


def place(
    kvi: pd.DataFrame, kpi: pd.DataFrame, links: pd.DataFrame, strategy: pd.DataFrame, width: int = 900
) -> pd.DataFrame:
    """Boxes of the map.

    Parameters
    ----------
    kvi, kpi, links, strategy
        Tables of a workshop; rows without text are left out.
    width
        Width of the map; taken as 600 below and as 1600 above.

    Returns
    -------
    pandas.DataFrame
        One row per box: ``id``, ``kind`` (kpi, kvi, strategy), ``number`` in its column, ``alone``
        (a KPI or KVI without any + or - link), ``x`` and ``y`` of the upper left corner (y grows
        downwards), ``width``, ``height``, ``lines`` (the wrapped text).

    Examples
    --------
    >>> one = pd.DataFrame({"id": ["a-1"], "text": ["Trust"]})
    >>> none = pd.DataFrame({"kpi": [], "kvi": [], "polarity": [], "strength": [], "reason": []})
    >>> place(one, one[:0], none, one[:0])[["kind", "alone", "lines"]].values.tolist()
    [['kvi', True, ['Trust']]]
    """
    width = clamp(width)
    working = working_links(kvi, kpi, links)
    linked = set(working["kpi"]) | set(working["kvi"])
    columns = [
        _column(kind, answered(frame), linked, width)
        for kind, frame in (("kpi", kpi), ("kvi", kvi), ("strategy", strategy))
    ]
    tallest = max(_bottom(column) for column in columns)
    for column in columns:
        shift = (tallest - _bottom(column)) / 2
        for box in column:
            box["y"] += shift
    return pd.DataFrame([box for column in columns for box in column], columns=COLUMNS)


def clamp(width: int) -> int:
    """Width that the map really takes."""
    return min(1600, max(600, int(width)))


def figure_height(nodes: pd.DataFrame) -> int:
    """Height of a figure that holds these boxes."""
    return math.ceil((nodes["y"] + nodes["height"]).max() + BOTTOM) if len(nodes) else 220


def column_span(kind: str, width: int) -> tuple[int, int]:
    """Left and right border of a column."""
    shares = WIDE_SHARES if width >= NARROW else NARROW_SHARES
    left, right = shares[kind]
    return round(left * width), round(right * width)


def _column(kind: str, frame: pd.DataFrame, linked: set[str], width: int) -> list[dict]:
    left, right = column_span(kind, width)
    y, boxes = float(TOP), []
    for number, (id_, text) in enumerate(zip(frame["id"], frame["text"], strict=True), start=1):
        lines = wrap(text, (right - left - 2 * PADDING) / (LETTER * font_size(width)))
        # One line more than the text has: the caption.
        height = round((len(lines) + 1) * line_height(width) + 2 * PADDING)
        boxes.append(
            {
                "id": id_,
                "kind": kind,
                "number": number,
                "lines": lines,
                "alone": kind != "strategy" and id_ not in linked,
                "x": left,
                "y": y,
                "width": right - left,
                "height": height,
            }
        )
        y += height + GAP
    return boxes


def _bottom(boxes: list[dict]) -> float:
    return boxes[-1]["y"] + boxes[-1]["height"] if boxes else float(TOP)


def wrap(text: str, room: float) -> list[str]:
    """Lines of a text, each at most `room` letters broad.

    >>> wrap("a long_unbreakable word", 8)
    ['a', 'long_unb', 'reakable', 'word']
    """
    lines = [""]
    text = str(text).strip()
    text = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
    # Not str.split(): it would also part « and » from their words at the non-breaking space.
    for word in re.split(r"[ \t\r\n]+", text):
        for piece in _pieces(word, room):
            longer = f"{lines[-1]} {piece}".strip(" ")
            if breadth(longer) <= room:
                lines[-1] = longer
            else:
                lines.append(piece)
    return [line for line in lines if line]


def _pieces(word: str, room: float) -> Iterator[str]:
    if breadth(word) <= room:
        yield word
        return
    piece = ""
    for char in word:
        if piece and breadth(piece + char) > room and breadth(char):
            yield piece
            piece = ""
        piece += char
    yield piece


def breadth(text: str) -> float:
    """Breadth of a text in ordinary letters; an emoji counts double.

    >>> breadth("abc"), breadth("🙂")
    (3.0, 2.0)
    """
    return sum(map(_char_breadth, text), 0.0)


@cache
def _char_breadth(char: str) -> float:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Cf", "Mn", "Me"):
        return 0.0
    if ord(char) >= FIRST_EMOJI or unicodedata.east_asian_width(char) in "WF":
        return 2.0
    if char in BROAD:
        return 1.7
    if char in SLIM:
        return 0.65
    return 1.3 if char.isupper() else 1.0


def route(nodes: pd.DataFrame, working: pd.DataFrame) -> list[dict]:
    """Curves of the drawn links, each with a place for its sign that no other sign takes.

    Parameters
    ----------
    nodes
        Boxes, from `place`.
    working
        Links, from `kvi_widgets.story.working_links`.

    Returns
    -------
    list of dict
        The link's own values, ``points`` (x, y along the curve), ``badge`` (x, y), ``angle`` of
        the arrowhead in degrees (0 is to the right, clockwise).
    """
    boxes = nodes.set_index("id").to_dict("index")
    links = working.to_dict("records")
    starts, ends = _ports(links, "kpi", "kvi", boxes), _ports(links, "kvi", "kpi", boxes)
    spans = [
        ((boxes[link["kpi"]]["x"] + boxes[link["kpi"]]["width"], start), (boxes[link["kvi"]]["x"] - 9, end))
        for link, start, end in zip(links, starts, ends, strict=True)
    ]
    curves = [curve(*span) for span in spans]
    badges = _badges(spans, curves)
    return [
        {**link, "points": points, "badge": badge, "angle": _angle(_on_curve(span, 0.93), span[1])}
        for link, span, points, badge in zip(links, spans, curves, badges, strict=True)
    ]


def curve(start: tuple[float, float], end: tuple[float, float]) -> list[tuple[float, float]]:
    """Points of a smooth line that leaves and arrives level."""
    return [_on_curve((start, end), step / 12) for step in range(13)]


def _ports(links: list[dict], end: str, other: str, boxes: dict) -> list[float]:
    # Links leave and reach a box one below the other, in the order of the boxes at their other end.
    ports = {}
    for id_ in {link[end] for link in links}:
        mine = sorted((boxes[link[other]]["y"], place) for place, link in enumerate(links) if link[end] == id_)
        for rank, (_, place_) in enumerate(mine, start=1):
            ports[place_] = boxes[id_]["y"] + boxes[id_]["height"] * rank / (len(mine) + 1)
    return [ports[place_] for place_ in range(len(links))]


def _on_curve(span: tuple, t: float) -> tuple[float, float]:
    # A cubic curve with both handles level at mid-way, so that links do not hide behind boxes.
    (x0, y0), (x1, y1) = span
    x = x0 + (x1 - x0) * (1.5 * t * (1 - t) + t**3)
    y = y0 + (y1 - y0) * (3 * t**2 - 2 * t**3)
    return round(x, 1), round(y, 1)


def _badges(spans: list[tuple], curves: list[list]) -> list[tuple[float, float]]:
    taken = []
    for rank, span in enumerate(spans):
        # Among many links every place lies on some line, so there is no point in looking.
        others = [point for other in curves[:rank] + curves[rank + 1 :] for point in other]
        taken.append(_free_place(span, taken, others if len(spans) <= CROWD else []))
    return taken


def _free_place(span: tuple, taken: list, others: list) -> tuple[float, float]:
    # As near to the middle as can be, off other signs first and off other lines if possible.
    places = [_on_curve(span, 0.5 + side * step / 100) for step in range(0, 37, 2) for side in (-1, 1)]
    rooms = [_room(place, taken) for place in places]
    free = [place for place, room in zip(places, rooms, strict=True) if room >= BADGE + 2]
    clear = [place for place in free if _room(place, others) >= 0.8 * BADGE]
    return (clear or free or [places[rooms.index(max(rooms))]])[0]


def _room(place: tuple[float, float], others: list) -> float:
    return min((math.dist(place, other) for other in others), default=math.inf)


def _angle(before: tuple[float, float], tip: tuple[float, float]) -> float:
    return round(math.degrees(math.atan2(tip[1] - before[1], tip[0] - before[0])), 1)
