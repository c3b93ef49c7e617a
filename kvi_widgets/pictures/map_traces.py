"""Boxes, lines and signs of the map, as the plain data that Plotly draws.

Plain, because building Plotly's own objects takes longer than all the rest, and a learner's click
waits for it. `plotly_text.checked_figure` makes a figure of the same data.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from kvi_widgets.logic.links import SIGN_GLYPHS, SIGN_NAMES, strength
from kvi_widgets.logic.map_sentences import box_sentences
from kvi_widgets.model.shapes import Row, Tables
from kvi_widgets.pictures import map_routes
from kvi_widgets.pictures.map_bundles import sign_entries
from kvi_widgets.pictures.map_layout import BOX_PADDING
from kvi_widgets.pictures.map_text import font_size, wrap
from kvi_widgets.pictures.plotly_text import escape
from kvi_widgets.pictures.shapes import Box, Colours, Line, Trace

WIDTHS = {1: 2, 2: 4, 3: 7}
LINE_DASHES = {"+": "solid", "-": "9px,5px"}
HOVER_LETTERS = 52


def box_traces(nodes: list[Box], hovers: dict[str, str], colours: Colours) -> list[Trace]:
    """Boxes of all columns: bars, because a bar answers to the mouse with its whole area."""
    traces = []
    for kind in dict.fromkeys(box["kind"] for box in nodes):
        boxes = [box for box in nodes if box["kind"] == kind]
        fill, outline, _ = colours[kind]
        traces.append(
            {
                "type": "bar",
                "name": kind,
                "orientation": "h",
                "base": [box["x"] for box in boxes],
                "x": [box["width"] for box in boxes],
                "y": [box["y"] + box["height"] / 2 for box in boxes],
                "width": [box["height"] for box in boxes],
                "marker": {"color": fill, "cornerradius": 10, "line": {"color": outline, "width": 1.5}},
                "customdata": [["node", box["id"]] for box in boxes],
                "hoverinfo": "text",
                "hovertext": [hovers[box["id"]] for box in boxes],
                "showlegend": False,
            }
        )
    return traces


def _scatter(name: str, points: Sequence[tuple[float | None, float | None]], **more: object) -> Trace:
    x, y = [x for x, _ in points], [y for _, y in points]
    return {"type": "scatter", "name": name, "x": x, "y": y, "showlegend": False, **more}


def aim_trace(nodes: list[Box], colours: Colours) -> Trace:
    """Lines from the KVI to the strategy; no sign, so thin and grey."""
    points = [point for line in map_routes.strategy_lines(nodes) for point in (*line, (None, None))]
    line = {"color": colours["line"], "width": 1.5, "shape": "spline"}
    return _scatter("aim", points, mode="lines", hoverinfo="skip", line=line)


def text_trace(nodes: list[Box], words: Mapping[str, str], colours: Colours, width: int) -> Trace:
    """Texts of the boxes under their captions, wrapped as `map_text` measured them."""
    texts = []
    for node in nodes:
        caption = f"<b>{box_caption(node, words)}</b>"
        if node["alone"]:
            caption += " · " + escape(words["no_link" if node["kind"] == "kpi" else "no_lever"])
        texts.append("<br>".join([caption, *map(escape, node["lines"])]))
    points = [(node["x"] + BOX_PADDING - 2, node["y"] + node["height"] / 2) for node in nodes]
    font = {"color": [colours[node["kind"]][2] for node in nodes], "size": font_size(width)}
    return _scatter(
        "text", points, mode="text", text=texts, textposition="middle right", hoverinfo="skip", textfont=font
    )


def box_caption(node: Box, words: Mapping[str, str]) -> str:
    """Name of a box, escaped: its kind and its number."""
    return escape(words[f"caption_{node['kind']}"].format(number=node["number"]))


def node_hovers(nodes: list[Box], tables: Tables, words: Mapping[str, str]) -> dict[str, str]:
    """What each box tells under the mouse, by id; ``tables`` hold the answers."""
    rows = {row["id"]: row for kind in ("strategy", "kpi", "kvi") for row in tables[kind]}
    return {node["id"]: _node_hover(node, rows[node["id"]], words) for node in nodes}


def _node_hover(node: Box, row: Row, words: Mapping[str, str]) -> str:
    told = box_sentences(row, node["kind"], words, alone=node["alone"])
    return "<br>".join([f"<b>{box_caption(node, words)}</b>", *map(as_lines, told)])


@lru_cache(maxsize=2048)  # a click on one link tells the texts of all boxes again
def as_lines(text: str) -> str:
    """Escaped text, wrapped for the box that opens under the mouse.

    >>> as_lines("They dare to ask & ask again, even when it is about <money>")
    'They dare to ask &amp; ask again, even when it is about<br>&lt;money&gt;'
    """
    return "<br>".join(map(escape, wrap(text, HOVER_LETTERS)))


def link_traces(routes: list[Line], words: Mapping[str, str], colours: Colours) -> list[Trace]:
    """Lines of all links in reading order, then their signs, so that no line runs over a sign.

    Both families have their traces, also the one without links: so a link that changes its sign
    changes little, which is all that travels to the page.
    """
    families = {polarity: [route for route in routes if route["polarity"] == polarity] for polarity in SIGN_GLYPHS}
    marks = [make(family, sign, colours) for make in (_arrows, _badge_trace) for sign, family in families.items()]
    # One entry of the legend hides the whole family; it is drawn alone so that its line is not too thick.
    entries = [
        entry | {"showlegend": bool(families[entry["legendgroup"]])}
        for entry in sign_entries(words, colours, LINE_DASHES)
    ]
    return [*(_link_line(route, colours) for route in routes), *marks, *entries]


def _link_line(route: Line, colours: Colours) -> Trace:
    # A line each, so that those of one box can be lit while the others fade; it answers to the mouse at its points.
    sign, pair = route["polarity"], ["link", route["kpi"], route["kvi"]]
    line = {"color": colours[sign], "dash": LINE_DASHES[sign], "shape": "spline", "width": WIDTHS[strength(route)]}
    more = {"mode": "lines", "line": line, "hoverinfo": "text", "hovertext": route["hover"], "meta": pair}
    return _scatter(SIGN_NAMES[sign], route["points"], legendgroup=sign, **more)


def _arrows(routes: list[Line], polarity: str, colours: Colours) -> Trace:
    marker = {
        "symbol": "triangle-up",
        "color": colours[polarity],
        "opacity": 1,
        "line": {"width": 0},
        "angle": [90 * route["toward"] for route in routes],
        "size": [9 + 2 * WIDTHS[strength(route)] ** 0.9 for route in routes],
    }
    tips = [route["points"][-1] for route in routes]
    owners = [["link", route["kpi"], route["kvi"]] for route in routes]
    look = {"mode": "markers", "marker": marker, "hoverinfo": "skip", "customdata": owners}
    return _scatter("arrows", tips, legendgroup=polarity, **look)


def _badge_trace(routes: list[Line], polarity: str, colours: Colours) -> Trace:
    look = {
        "mode": "markers+text",
        "text": [f"<b>{SIGN_GLYPHS[polarity]}</b>"] * len(routes),
        "textfont": {"color": colours["on_badge"], "size": 15},
        "marker": {
            "size": map_routes.BADGE_SIZE,
            "color": colours[polarity],
            "line": {"color": colours["paper"], "width": 2},
        },
        "legendgroup": polarity,
    }
    return _scatter("badges", [route["badge"] for route in routes], **look, **_answers(routes))


def _answers(routes: list[Line]) -> Trace:
    return {
        "customdata": [["link", route["kpi"], route["kvi"]] for route in routes],
        "hovertext": [route["hover"] for route in routes],
        "hoverinfo": "text",
    }
