"""The map as a Plotly figure, drawn in pixels from what `map_layout` places and `map_routes` joins.

`map_data` is all that JupyterLab's Plotly needs; `plotly_text.checked_figure` makes a figure of it.
People's text is escaped everywhere, because Plotly reads some HTML.
"""

from collections.abc import Mapping

from kvi_widgets.logic.links import SIGN_NAMES, indicator_texts, working_links
from kvi_widgets.logic.map_sentences import link_sentence
from kvi_widgets.model.shapes import Rows, Tables
from kvi_widgets.pictures import map_large, map_layout, map_traces
from kvi_widgets.pictures.map_routes import route_links
from kvi_widgets.pictures.map_text import font_size
from kvi_widgets.pictures.plotly_text import escape
from kvi_widgets.pictures.shapes import Box, Colours, Figure, Layout, Line, Trace

# Colours that colour-blind people tell apart (blue and vermilion after Okabe and Ito, darkened
# on white); a test measures that texts and lines stand out enough from what is behind them.
# fmt: off
THEMES = {
    "light": {
        "paper": "#ffffff", "text": "#1f2328", "muted": "#57606a", "line": "#69717b",
        "+": "#0067a3", "-": "#bf4b00", "on_badge": "#ffffff",
        "kpi": ("#eef2f6", "#64748b", "#1f2328"), "kvi": ("#4c3a9e", "#4c3a9e", "#ffffff"),
        "strategy": ("#fff4d6", "#a16a00", "#3d2a00"), "hover": ("#1f2328", "#ffffff"),
    },
    "dark": {
        "paper": "#111111", "text": "#e8eaed", "muted": "#aab2bd", "line": "#838b96",
        "+": "#56b4e9", "-": "#ff9a57", "on_badge": "#111111",
        "kpi": ("#262d36", "#8d99a8", "#e8eaed"), "kvi": ("#c4b8ff", "#c4b8ff", "#17103a"),
        "strategy": ("#3a2f14", "#c99a3c", "#ffeec2"), "hover": ("#e8eaed", "#111111"),
    },
}
# fmt: on
FONT = "system-ui, -apple-system, Segoe UI, Roboto, Arial, sans-serif"
TRANSPARENT = "rgba(0,0,0,0)"
LEGEND_ROOM = 34  # height of the legend


def _variables(name: str, value: str | tuple[str, ...]) -> str | tuple[str, ...]:
    stem = f"--map-{SIGN_NAMES.get(name, name)}"
    return f"var({stem})" if isinstance(value, str) else tuple(f"var({stem}-{place})" for place in range(len(value)))


# A page follows the brightness that its reader asks for, so it names the colours in its style sheet.
THEMES["page"] = {name: _variables(name, value) for name, value in THEMES["light"].items()}


def map_data(  # noqa: PLR0913  # what the look of a picture depends on
    tables: Tables,
    words: Mapping[str, str],
    width: int = 900,
    theme: str = "light",
    view: str = map_layout.OWN_ORDER,
    *,
    key: bool = True,
) -> Figure:
    """Map of the links between KPI and KVI, and of what both are for, the strategy.

    Parameters
    ----------
    tables
        Rows of ``kvi``, ``kpi``, ``links`` and ``strategy``.
    words
        Words of the topic ``map``.
    width
        Width in pixels; the height follows from the texts.
    theme
        ``"light"`` or ``"dark"``; ``"page"`` names variables of a style sheet (`kvi_widgets.pictures.figure_svg`).
    view
        One of `kvi_widgets.pictures.map_layout.VIEWS`; a large map (`kvi_widgets.pictures.map_large`) has one only.
    key
        Whether a legend stands below; the live map has buttons instead, and ``layout["meta"]``
        tells how many pixels a legend would add.

    Returns
    -------
    dict
        ``data`` and ``layout`` of a Plotly figure, without one object of Plotly. Boxes carry
        ``["node", id]`` as ``customdata``, links ``["link", kpi, kvi]``. Links without effect (0)
        are not drawn; they stand in the map's twin in words.

    Examples
    --------
    >>> from kvi_widgets.words.content import Content
    >>> map_data(dict.fromkeys(("kvi", "kpi", "links", "strategy"), []), Content.load("fr").words("map"))["data"]
    []
    """
    width, colours, working = map_layout.clamp_width(width), THEMES[theme], working_links(tables)
    if map_large.is_large(tables):
        return _large_data(tables, working, words, width, colours, key=key)
    nodes = map_layout.place_boxes(tables, width, view)
    layout = _map_figure_layout(nodes, words, width, colours, key=key)
    if not nodes:
        return {"data": [], "layout": {**layout, "annotations": [empty_label(words, colours)]}}
    hovers = map_traces.node_hovers(nodes, tables, words)
    data = [
        *map_traces.box_traces(nodes, hovers, colours),
        map_traces.aim_trace(nodes, colours),
        map_traces.text_trace(nodes, words, colours, width),
        *map_traces.link_traces(_routes(nodes, tables, working, words), words, colours),
    ]
    return {"data": data, "layout": layout}


def _large_data(  # noqa: PLR0913
    tables: Tables, working: Rows, words: Mapping[str, str], width: int, colours: Colours, *, key: bool
) -> Figure:
    nodes = map_large.place_rows(tables, working, width)
    layout = _map_figure_layout([{**node, "alone": False} for node in nodes], words, width, colours, key=key)
    layout["shapes"] = map_large.shapes(nodes, working, colours)
    hovers = map_traces.node_hovers(nodes, tables, words)
    return {
        "data": [*map_traces.box_traces(nodes, hovers, colours), *map_large.traces(nodes, words, colours, width)],
        "layout": layout,
    }


def _routes(nodes: list[Box], tables: Tables, working: Rows, words: Mapping[str, str]) -> list[Line]:
    texts = indicator_texts(tables)
    return [
        {**drawn, "hover": map_traces.as_lines(link_sentence(drawn, texts, words))}
        for drawn in route_links(nodes, working)
    ]


def empty_label(words: Mapping[str, str], colours: Colours) -> Trace:
    """What stands in the middle of a picture where there is nothing to draw yet."""
    label = bold_label(words["empty"], 0.5, 0.5, colours["muted"], "center")
    return {**label, "xref": "paper", "yref": "paper", "font": {"color": colours["muted"], "size": 15}}


def _map_figure_layout(
    boxes: list[Box], words: Mapping[str, str], width: int, colours: Colours, *, key: bool
) -> Layout:
    height = map_layout.figure_height(boxes) + LEGEND_ROOM * (key and bool(boxes))
    heads = {box["x"]: box["kind"] for box in reversed(boxes)}  # by its first box each column is named
    return {
        **pixel_layout(width, height, colours),
        "meta": {"key": 0 if key else LEGEND_ROOM},
        "showlegend": key,
        "legend": sign_legend(words, colours, y=0, yanchor="bottom"),
        "annotations": [
            bold_label(words[f"heading_{heads[x]}"], x, map_layout.MAP_TOP - 16, colours["muted"])
            for x in sorted(heads)
        ],
        "shapes": [_dashed_outline(box, colours) for box in boxes if box["alone"]],
    }


def pixel_layout(width: int, height: int, colours: Colours) -> Layout:
    """Layout of a picture drawn in pixels, without axes; y grows downwards."""
    hidden = {"visible": False, "fixedrange": True}
    return {
        "template": {},
        "width": width,
        "height": height,
        "barmode": "overlay",
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0, "autoexpand": False},
        "paper_bgcolor": colours["paper"],
        "plot_bgcolor": colours["paper"],
        "font": {"color": colours["text"], "size": font_size(width), "family": FONT},
        "xaxis": {"range": [0, width], **hidden},
        "yaxis": {"range": [height, 0], **hidden},
        **mouse_layout(colours),
    }


def mouse_layout(colours: Colours) -> Layout:
    """What a picture does under the mouse: it tells of what is nearest, and is not dragged."""
    ground, letters = colours["hover"]
    font = {"color": letters, "size": 13, "family": FONT}
    label = {"bgcolor": ground, "bordercolor": ground, "align": "left", "font": font}
    return {"hovermode": "closest", "dragmode": False, "hoverlabel": label}


def sign_legend(words: Mapping[str, str], colours: Colours, **place: object) -> Layout:
    """Legend of the signs in one row; ``place`` says where it stands."""
    return {
        "orientation": "h",
        "x": 0.01,
        "bgcolor": TRANSPARENT,
        "title": {"text": escape(words["legend"]) + "   ", "font": {"color": colours["muted"], "size": 12}},
        "font": {"color": colours["text"], "size": 12},
        "itemwidth": 40,
        **place,
    }


def bold_label(text: str, x: float, y: float, color: str, xanchor: str = "left") -> Trace:
    """Annotation of a picture: a bold text, escaped."""
    font = {"color": color}
    return {"text": f"<b>{escape(text)}</b>", "x": x, "y": y, "xanchor": xanchor, "showarrow": False, "font": font}


def _dashed_outline(node: Box, colours: Colours) -> Trace:
    # What no link reaches is outlined with dashes, a little outside its box.
    return {
        "type": "rect",
        "x0": node["x"] - 5,
        "x1": node["x"] + node["width"] + 5,
        "y0": node["y"] - 5,
        "y1": node["y"] + node["height"] + 5,
        "line": {"color": colours["line"], "width": 2, "dash": "5px,4px"},
    }
