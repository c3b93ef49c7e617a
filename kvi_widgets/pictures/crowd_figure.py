"""Many maps as one picture: thickness is how many, and each sign has its own line and number.

`crowd_data` is all that JupyterLab's Plotly needs; `plotly_text.checked_figure` makes a figure of it.
"""

from collections.abc import Mapping

import pandas as pd

from kvi_widgets.logic.crowd import Crowd
from kvi_widgets.logic.crowd_sentences import linked_by, pair_sentence
from kvi_widgets.logic.links import SIGN_GLYPHS
from kvi_widgets.logic.map_sentences import ended
from kvi_widgets.model.shapes import Row, records
from kvi_widgets.pictures import crowd_layout, map_bundles, map_rows
from kvi_widgets.pictures.map_figure import (
    THEMES,
    TRANSPARENT,
    bold_label,
    empty_label,
    pixel_layout,
    sign_legend,
)
from kvi_widgets.pictures.map_layout import clamp_width, figure_height
from kvi_widgets.pictures.map_traces import as_lines, box_caption, box_traces, text_trace
from kvi_widgets.pictures.plotly_text import escape
from kvi_widgets.pictures.shapes import Box, Colours, Figure, Layout, Line, Trace

MOST_LINES = 2000


def crowd_data(  # noqa: PLR0913, PLR0917  # what the look of a picture depends on
    crowd: Crowd, words: Mapping[str, str], width: int = 900, theme: str = "light", least: int = 1, mark: str = ""
) -> Figure:
    """Picture of a crowd.

    Parameters
    ----------
    crowd
        From `kvi_widgets.logic.crowd.gather`.
    words
        Words of the topics ``map`` and ``crowd`` together.
    width
        Width in pixels.
    theme
        ``"light"`` or ``"dark"``.
    least
        Pairs that fewer maps link are not drawn; everything else stays where it is.
    mark
        What to write beside the number of maps, such as that the class is made up.

    Returns
    -------
    dict
        ``data`` and ``layout`` of a Plotly figure. Boxes carry ``["node", id]`` as ``customdata``,
        numbers ``["link", kpi, kvi]``; of more than `MOST_LINES` lines only the thickest are there.

    Examples
    --------
    >>> from kvi_widgets.words.content import Content
    >>> from kvi_widgets.logic.crowd import gather
    >>> content = Content.load("en")
    >>> crowd_data(gather([]), content.words("map") | content.words("crowd"))["data"]
    []
    """
    width, colours = clamp_width(width), THEMES[theme]
    if crowd.kpi.empty or crowd.kvi.empty:
        layout = _crowd_figure_layout(220, width, colours, words)
        return {"data": [], "layout": layout | {"annotations": [empty_label(words, colours)]}}
    slim = is_large_crowd(crowd)
    lines = crowd_layout.lines_of(crowd.pairs, slim=slim)
    nodes = crowd_layout.place_crowd(records(crowd.kvi), records(crowd.kpi), lines, width, slim=slim)
    routes = _drawn(crowd_layout.route_crowd(nodes, lines, slim=slim), crowd.pairs, least)
    dashes = map_bundles.LONG_DASHES if slim else map_bundles.SHAPE_DASHES
    data = [
        *box_traces(nodes, _hovers(nodes, crowd, words), colours),
        map_rows.row_text(nodes, colours, width) if slim else text_trace(nodes, words, colours, width),
        *map_bundles.sign_entries(words, colours),
        _number_trace([] if slim else routes, crowd.pairs, words, colours),
    ]
    layout = _crowd_figure_layout(figure_height(nodes), width, colours, words)
    layout["annotations"] = _column_headings(nodes, crowd, words, colours, mark)
    layout["shapes"] = map_bundles.bundles(routes, crowd_layout.thicknesses(slim=slim), colours, dashes)
    return {"data": data, "layout": layout}


def is_large_crowd(crowd: Crowd) -> bool:
    """Whether a crowd has so much that boxes with all their words, and numbers on all lines, would not do.

    >>> from kvi_widgets.logic.crowd import gather
    >>> is_large_crowd(gather([]))
    False
    """
    return map_rows.too_many(len(crowd.kvi) + len(crowd.kpi), int((crowd.pairs[["plus", "minus"]] > 0).sum().sum()))


def _drawn(routes: list[Line], pairs: pd.DataFrame, least: int) -> list[Line]:
    linked = linked_by(pairs, least)
    ends = set(zip(linked["kpi"], linked["kvi"], strict=True))
    routes = [line for line in routes if (line["kpi"], line["kvi"]) in ends]
    thick = sorted(routes, key=lambda line: -line["count"])[:MOST_LINES] if len(routes) > MOST_LINES else routes
    chosen = {id(line) for line in thick}
    return [line for line in routes if id(line) in chosen]


def _hovers(nodes: list[Box], crowd: Crowd, words: Mapping[str, str]) -> dict[str, str]:
    rows = {row["id"]: row for frame in (crowd.kpi, crowd.kvi) for row in frame.to_dict("records")}
    return {node["id"]: _hover(node, rows[node["id"]], words) for node in nodes}


def _hover(node: Box, row: Row, words: Mapping[str, str]) -> str:
    count = ended(words["count_mark"].format(maps=row["maps"]))
    return f"<b>{box_caption(node, words)}</b><br>{as_lines(ended(row['text']))}<br>{escape(count)}"


def _number_trace(routes: list[Line], pairs: pd.DataFrame, words: Mapping[str, str], colours: Colours) -> Trace:
    hovers = (
        {(pair["kpi"], pair["kvi"]): as_lines(pair_sentence(pair, words)) for pair in pairs.to_dict("records")}
        if routes
        else {}
    )
    spots = [(line, *line["badge"], 1) for line in routes]
    # A line answers to the mouse at its points only: invisible ones along the curve make it easy.
    spots += [(line, *point, 0) for line in routes for point in line["points"]]
    return {
        "type": "scatter",
        "name": "badges",
        "mode": "markers+text",
        "x": [x for _, x, _, _ in spots],
        "y": [y for _, _, y, _ in spots],
        "text": [
            f"<b>{escape(words['mark'].format(sign=SIGN_GLYPHS[line['polarity']], count=line['count']))}</b>"
            if seen
            else ""
            for line, *_, seen in spots
        ],
        "textfont": {"color": colours["on_badge"], "size": 12},
        "marker": {
            "size": crowd_layout.NUMBER_SIZE,
            "opacity": [seen for *_, seen in spots],
            "color": [colours[line["polarity"]] for line, *_ in spots],
            "line": {"color": colours["paper"], "width": 2},
        },
        "unselected": {"marker": {"opacity": 0}, "textfont": {"color": TRANSPARENT}},
        "customdata": [["link", line["kpi"], line["kvi"]] for line, *_ in spots],
        "hovertext": [hovers[line["kpi"], line["kvi"]] for line, *_ in spots],
        "hoverinfo": "text",
        "showlegend": False,
    }


def _column_headings(
    nodes: list[Box], crowd: Crowd, words: Mapping[str, str], colours: Colours, mark: str
) -> list[Trace]:
    firsts = list({box["kind"]: box for box in reversed(nodes)}.values())[::-1]
    top = min(box["y"] for box in firsts) - 14
    mark_text = " · ".join(filter(None, [words["count_mark"].format(maps=crowd.maps), mark]))
    right = max(box["x"] + box["width"] for box in firsts)
    return [
        *(bold_label(words[f"heading_{box['kind']}"], box["x"], top, colours["muted"]) for box in firsts),
        bold_label(mark_text, right, 16, colours["muted"], "right"),
    ]


def _crowd_figure_layout(height: int, width: int, colours: Colours, words: Mapping[str, str]) -> Layout:
    legend = sign_legend(words, colours, y=1, yanchor="top", itemclick=False, itemdoubleclick=False)
    return {**pixel_layout(width, height, colours), "legend": legend}
