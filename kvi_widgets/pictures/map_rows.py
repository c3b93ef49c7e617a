"""Many indicators as slim rows of one line each, and links that run straight from row to row.

A learner's own map and a crowd's go over to this when boxes with their whole text would take too
much room. The whole text is under the mouse and in the map's twin in words.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from kvi_widgets.model.shapes import Rows
from kvi_widgets.pictures.map_bundles import straight
from kvi_widgets.pictures.map_text import LETTER, breadth, font_size
from kvi_widgets.pictures.plotly_text import escape
from kvi_widgets.pictures.shapes import Box, Colours, Trace

MOST_BOXES, MOST_SIGNS = 24, 60  # indicators in boxes; links that have room for a sign each
ROW_HEIGHT, ROW_GAP, ROWS_TOP = 18, 3, 48
ROW_PADDING, LONGEST_ROW_TEXT = 8, 500


def too_many(indicators: int, links: int) -> bool:
    """Whether there is so much that slim rows have to do.

    >>> too_many(5, 6), too_many(200, 6), too_many(12, 72)
    (False, True, True)
    """
    return indicators > MOST_BOXES or links > MOST_SIGNS


def slim_rows(kind: str, rows: Rows, linked: set[str], span: tuple[int, int], width: int) -> list[Box]:
    """One row below the other for these indicators, with the columns of `kvi_widgets.pictures.map_layout.place_boxes`.

    >>> kvi = [{"id": "kvi-1", "text": "Trust"}, {"id": "kvi-2", "text": "Ease"}]
    >>> [(row["number"], row["alone"], row["y"], row["lines"]) for row in slim_rows("kvi", kvi, {"kvi-2"}, (0, 99), 900)]
    [(1, True, 48, ['Trust']), (2, False, 69, ['Ease'])]
    """
    left, right = span
    room = (right - left - ROW_PADDING) / (LETTER * (font_size(width) - 1))
    return [
        {
            "id": row["id"],
            "kind": kind,
            "number": number,
            "alone": row["id"] not in linked,
            "lines": [cut(row["text"], room - 1 - len(str(number)))],
            "x": left,
            "y": ROWS_TOP + (number - 1) * (ROW_HEIGHT + ROW_GAP),
            "width": right - left,
            "height": ROW_HEIGHT,
        }
        for number, row in enumerate(rows, start=1)
    ]


@lru_cache(maxsize=2048)  # a click on one link cuts the texts of all rows again
def cut(text: str, room: float) -> str:
    """One line of a text, at most `room` letters broad; three dots say that there is more.

    >>> cut("They dare to ask", 9), cut("They dare", 9)
    ('They dar…', 'They dare')
    """
    line = " ".join(str(text).split())[: LONGEST_ROW_TEXT + 1]
    taken = 0.0
    for at, char in enumerate(line):
        taken += breadth(char)
        if taken > room - 1 and (len(line) > LONGEST_ROW_TEXT or breadth(line) > room):
            return f"{line[:at].rstrip()}…"
    return line


def row_text(nodes: list[Box], colours: Colours, width: int) -> Trace:
    """Trace with the number and the text of each row.

    >>> node = {"kind": "kpi", "number": 7, "lines": ["<b>"], "x": 0, "y": 0, "height": 18}
    >>> row_text([node], {"kpi": ("", "", "black")}, 900)["text"]
    ['<b>7</b> &lt;b&gt;']
    """
    return {
        "type": "scatter",
        "name": "text",
        "mode": "text",
        "x": [node["x"] + ROW_PADDING / 2 for node in nodes],
        "y": [node["y"] + node["height"] / 2 for node in nodes],
        "text": [f"<b>{node['number']}</b> {escape(node['lines'][0])}" for node in nodes],
        "textposition": "middle right",
        "textfont": {"color": [colours[node["kind"]][2] for node in nodes], "size": font_size(width) - 1},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def row_paths(nodes: list[Box], links: Sequence[Mapping[str, Any]]) -> list[str]:
    """Path of each link (``kpi``, ``kvi``, ``polarity``) from row to row.

    They leave always at the same height, so that a link that comes or goes moves no other; the
    two signs of a pair run side by side.

    >>> nodes = [{"id": "a", "kind": "kpi", "x": 0, "y": 0, "width": 99}, {"id": "b", "kind": "kvi", "x": 200, "y": 40}]
    >>> row_paths(nodes, [{"kpi": "a", "kvi": "b", "polarity": "+"}])
    ['M99,7L200,47']
    """
    boxes = {(node["kind"], node["id"]): node for node in nodes}
    side = {"+": ROW_HEIGHT / 2 - 2, "-": ROW_HEIGHT / 2 + 2}
    paths = []
    for link in links:
        start, end, down = boxes["kpi", link["kpi"]], boxes["kvi", link["kvi"]], side[link["polarity"]]
        paths.append(straight(((start["x"] + start["width"], start["y"] + down), (end["x"], end["y"] + down))))
    return paths
