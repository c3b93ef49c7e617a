"""The map as a Plotly figure, drawn in pixels from what `map_layout` places.

Only the map's widget imports this module, and only when a map is asked for: importing the kit
does not import Plotly. People's text is escaped everywhere, because Plotly reads some HTML.
"""

from collections.abc import Mapping
from html import escape

import pandas as pd
import plotly.graph_objects as go

from kvi_widgets import map_layout
from kvi_widgets.story import SIGNS, indicator_texts, link_sentence, strength, working_links

# Colours that colour-blind people tell apart (blue and vermilion after Okabe and Ito, darkened
# on white); a test measures that texts and lines stand out enough from what is behind them.
# fmt: off
THEMES = {
    "light": {
        "paper": "#ffffff", "text": "#1f2328", "muted": "#57606a", "line": "#7a828c",
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
WIDTHS = {1: 2, 2: 4, 3: 7}
DASHES = {"+": "solid", "-": "dash"}
BADGES = {"+": "+", "-": "−"}
HOVER_LETTERS, TARGETS = 52, (2, 4, 8, 10)
FONT = "system-ui, -apple-system, Segoe UI, Roboto, Arial, sans-serif"


def map_figure(  # noqa: PLR0913, PLR0917  # one argument per table, in the order of the lessons
    kvi: pd.DataFrame,
    kpi: pd.DataFrame,
    links: pd.DataFrame,
    strategy: pd.DataFrame,
    words: Mapping[str, str],
    width: int = 900,
    theme: str = "light",
) -> go.Figure:
    """Map of the links: KPI on the left, KVI in the middle, strategy on the right.

    Parameters
    ----------
    kvi, kpi, links, strategy
        Tables of a workshop.
    words
        Words of the topic ``map``.
    width
        Width in pixels; the height follows from the texts.
    theme
        ``"light"`` or ``"dark"``.

    Returns
    -------
    plotly.graph_objects.Figure
        Boxes carry ``["node", id]`` as ``customdata``, links ``["link", kpi, kvi]``. Links
        without effect (0) are not drawn; they stand in the map's twin in words.

    Examples
    --------
    >>> from kvi_widgets.content import Content
    >>> from kvi_widgets.data_package import empty_frame
    >>> frames = [empty_frame(name) for name in ("kvi", "kpi", "links", "strategy")]
    >>> len(map_figure(*frames, Content.load("fr").words("map")).data)
    0
    """
    width, colours = map_layout.clamp(width), THEMES[theme]
    nodes = map_layout.place(kvi, kpi, links, strategy, width)
    figure = go.Figure(layout=_layout(nodes, words, width, colours))
    if nodes.empty:
        return figure.add_annotation(
            _label(
                words["empty"], 0.5, 0.5, colours["muted"], xref="paper", yref="paper", font_size=15, xanchor="center"
            )
        )
    texts, working = indicator_texts(kvi, kpi), working_links(kvi, kpi, links)
    routes = [
        {**route, "hover": _lines(link_sentence(route, texts, words))} for route in map_layout.route(nodes, working)
    ]
    figure.add_traces(_box_traces(nodes, _node_hovers(nodes, kvi, kpi, strategy, words), colours))
    figure.add_traces([_aim_trace(nodes, colours), _text_trace(nodes, words, colours, width)])
    families = [(polarity, [route for route in routes if route["polarity"] == polarity]) for polarity in BADGES]
    # Signs after all lines, so that no line runs over a sign.
    for traces in (_line_traces, _sign_traces):
        for polarity, drawn in families:
            figure.add_traces(traces(drawn, polarity, words, colours) if drawn else [])
    return figure


def _layout(nodes: pd.DataFrame, words: Mapping[str, str], width: int, colours: dict) -> dict:
    height = map_layout.figure_height(nodes)
    hidden = {"visible": False, "fixedrange": True}
    shown = [kind for kind in ("kpi", "kvi", "strategy") if kind in set(nodes["kind"])]
    return {
        "template": {},
        "width": width,
        "height": height,
        "barmode": "overlay",
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0, "autoexpand": False},
        "paper_bgcolor": colours["paper"],
        "plot_bgcolor": colours["paper"],
        "font": {"color": colours["text"], "size": map_layout.font_size(width), "family": FONT},
        "xaxis": {"range": [0, width], **hidden},
        "yaxis": {"range": [height, 0], **hidden},
        "hovermode": "closest",
        "dragmode": False,
        "hoverlabel": {
            "bgcolor": colours["hover"][0],
            "bordercolor": colours["hover"][0],
            "align": "left",
            "font": {"color": colours["hover"][1], "size": 13, "family": FONT},
        },
        "legend": {
            "orientation": "h",
            "x": 0.01,
            "y": 1,
            "yanchor": "top",
            "bgcolor": "rgba(0,0,0,0)",
            "title": {"text": escape(words["legend"]) + "   ", "font": {"color": colours["muted"], "size": 12}},
            "font": {"color": colours["text"], "size": 12},
            "itemwidth": 40,
        },
        "annotations": [
            _label(
                words[f"heading_{kind}"], map_layout.column_span(kind, width)[0], map_layout.TOP - 16, colours["muted"]
            )
            for kind in shown
        ],
        "shapes": [_dashes(node, colours) for node in nodes.to_dict("records") if node["alone"]],
    }


def _label(text: str, x: float, y: float, color: str, xanchor: str = "left", **more: object) -> dict:
    return {
        "text": f"<b>{escape(text)}</b>",
        "x": x,
        "y": y,
        "xanchor": xanchor,
        "showarrow": False,
        "font_color": color,
        **more,
    }


def _dashes(node: dict, colours: dict) -> dict:
    # What no link reaches is outlined with dashes, a little outside its box.
    return {
        "type": "rect",
        "x0": node["x"] - 5,
        "x1": node["x"] + node["width"] + 5,
        "y0": node["y"] - 5,
        "y1": node["y"] + node["height"] + 5,
        "line": {"color": colours["line"], "width": 2, "dash": "5px,4px"},
    }


def _box_traces(nodes: pd.DataFrame, hovers: dict[str, str], colours: dict) -> list[go.Bar]:
    # Bars, because they are the one trace whose whole area answers to the mouse.
    traces = []
    for kind, boxes in nodes.groupby("kind", sort=False):
        fill, outline, _ = colours[kind]
        traces.append(
            go.Bar(
                name=kind,
                orientation="h",
                base=boxes["x"].tolist(),
                x=boxes["width"].tolist(),
                y=(boxes["y"] + boxes["height"] / 2).tolist(),
                width=boxes["height"].tolist(),
                marker={"color": fill, "cornerradius": 10, "line": {"color": outline, "width": 1.5}},
                customdata=[["node", id_] for id_ in boxes["id"]],
                hoverinfo="text",
                hovertext=[hovers[id_] for id_ in boxes["id"]],
                showlegend=False,
            )
        )
    return traces


def _scatter(name: str, points: list[tuple], **more: object) -> go.Scatter:
    return go.Scatter(name=name, x=[x for x, _ in points], y=[y for _, y in points], showlegend=False, **more)


def _aim_trace(nodes: pd.DataFrame, colours: dict) -> go.Scatter:
    # Each KVI leads to each sentence of the strategy; no sign, so thin and grey.
    points = []
    for aim in nodes[nodes["kind"] == "strategy"].to_dict("records"):
        for node in nodes[nodes["kind"] == "kvi"].to_dict("records"):
            start = node["x"] + node["width"], node["y"] + node["height"] / 2
            points += [*map_layout.curve(start, (aim["x"], aim["y"] + aim["height"] / 2)), (None, None)]
    line = {"color": colours["line"], "width": 1.5, "shape": "spline"}
    return _scatter("aim", points, mode="lines", hoverinfo="skip", line=line)


def _text_trace(nodes: pd.DataFrame, words: Mapping[str, str], colours: dict, width: int) -> go.Scatter:
    texts = []
    for node in nodes.to_dict("records"):
        caption = f"<b>{_caption(node, words)}</b>"
        if node["alone"]:
            caption += " · " + escape(words["no_link" if node["kind"] == "kpi" else "no_lever"])
        texts.append("<br>".join([caption, *map(escape, node["lines"])]))
    points = [(node["x"] + map_layout.PADDING - 2, node["y"] + node["height"] / 2) for node in nodes.to_dict("records")]
    font = {"color": [colours[kind][2] for kind in nodes["kind"]], "size": map_layout.font_size(width)}
    return _scatter(
        "text", points, mode="text", text=texts, textposition="middle right", hoverinfo="skip", textfont=font
    )


def _caption(node: dict, words: Mapping[str, str]) -> str:
    return escape(words[f"caption_{node['kind']}"].format(number=node["number"]))


def _node_hovers(
    nodes: pd.DataFrame, kvi: pd.DataFrame, kpi: pd.DataFrame, strategy: pd.DataFrame, words: Mapping[str, str]
) -> dict[str, str]:
    rows = {row["id"]: row for frame in (strategy, kpi, kvi) for row in frame.to_dict("records")}
    return {node["id"]: _node_hover(node, rows[node["id"]], words) for node in nodes.to_dict("records")}


def _node_hover(node: dict, row: dict, words: Mapping[str, str]) -> str:
    parts = [f"<b>{_caption(node, words)}</b>", _lines(row["text"])]
    if row.get("nature"):
        parts.append(_lines(words[f"nature_{row['nature']}"]))
    if str(row.get("evidence") or "").strip():
        parts.append(_lines(words["evidence"].format(text=row["evidence"])))
    if node["alone"]:
        parts.append(_lines(words["no_link_hover" if node["kind"] == "kpi" else "no_lever_hover"]))
    return "<br>".join(parts)


def _lines(text: str) -> str:
    return "<br>".join(map(escape, map_layout.wrap(text, HOVER_LETTERS)))


def _line_traces(routes: list[dict], polarity: str, words: Mapping[str, str], colours: dict) -> list[go.Scatter]:
    # One legend entry hides the whole family; it is drawn alone so that its line is not too thick.
    line = {"color": colours[polarity], "dash": DASHES[polarity], "shape": "spline"}
    name = escape(words[f"legend_{SIGNS[polarity]}"])
    traces = [go.Scatter(name=name, x=[None], y=[None], mode="lines", line={**line, "width": 3}, legendgroup=polarity)]
    for level, width in WIDTHS.items():
        points = [point for route in routes if strength(route) == level for point in [*route["points"], (None, None)]]
        if points:
            look = {"mode": "lines", "line": {**line, "width": width}, "hoverinfo": "skip"}
            traces.append(_scatter(f"{SIGNS[polarity]}-{level}", points, legendgroup=polarity, **look))
    return [*traces, _arrows(routes, polarity, colours)]


def _arrows(routes: list[dict], polarity: str, colours: dict) -> go.Scatter:
    marker = {
        "symbol": "triangle-up",
        "color": colours[polarity],
        "opacity": 1,
        "line": {"width": 0},
        "angle": [90 + route["angle"] for route in routes],
        "size": [9 + 2 * WIDTHS[strength(route)] ** 0.9 for route in routes],
    }
    tips = [route["points"][-1] for route in routes]
    return _scatter("arrows", tips, mode="markers", marker=marker, hoverinfo="skip", legendgroup=polarity)


def _sign_traces(routes: list[dict], polarity: str, _words: Mapping[str, str], colours: dict) -> list[go.Scatter]:
    # A line answers to the mouse at its points only: invisible ones along the curve make it easy.
    owners = [route for route in routes for _ in TARGETS]
    spots = [route["points"][step] for route in routes for step in TARGETS]
    unseen = {"mode": "markers", "marker": {"size": 16, "opacity": 0}, "legendgroup": polarity}
    look = {
        "mode": "markers+text",
        "text": [f"<b>{BADGES[polarity]}</b>"] * len(routes),
        "textfont": {"color": colours["on_badge"], "size": 15},
        "marker": {
            "size": map_layout.BADGE,
            "color": colours[polarity],
            "line": {"color": colours["paper"], "width": 2},
        },
        "legendgroup": polarity,
    }
    badges = [route["badge"] for route in routes]
    return [
        _scatter("targets", spots, **unseen, **_answers(owners)),
        _scatter("badges", badges, **look, **_answers(routes)),
    ]


def _answers(routes: list[dict]) -> dict:
    return {
        "customdata": [["link", route["kpi"], route["kvi"]] for route in routes],
        "hovertext": [route["hover"] for route in routes],
        "hoverinfo": "text",
    }
