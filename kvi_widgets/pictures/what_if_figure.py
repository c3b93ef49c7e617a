"""What if, in the picture: the learner's map with what moves, and what would follow."""

from collections.abc import Mapping

from kvi_widgets.model.shapes import Rows
from kvi_widgets.pictures.map_figure import THEMES, TRANSPARENT
from kvi_widgets.pictures.shapes import Colours, Figure, Trace

GLYPHS = {"rises": "↑", "falls": "↓", "stays": "=", "still": "=", "contradictory": "⇅"}
QUIET = {"stays", "still"}
FADED, INSET = 0.76, 16  # what has faded is still predicted on, and has to be seen


def what_if_data(figure: Figure, moves: Mapping[str, str], expected: Rows, theme: str = "light") -> Figure:
    """Map of the links with a sign on each KPI (its move) and on each KVI (what would follow).

    As soon as a KPI moves, the links of the others fade. Contradictory influences get a sign of their own (⇅):
    they are never weighed up.

    Parameters
    ----------
    figure
        The map, from `kvi_widgets.pictures.map_figure.map_data`; it stays as it is.
    moves
        By id of a KPI: ``"falls"``, ``"stays"`` or ``"rises"``; a KPI that is not named stays.
    expected
        What would follow, from `kvi_widgets.logic.what_if.what_if`.
    theme
        ``"light"`` or ``"dark"``, as the map was drawn.

    Returns
    -------
    dict
        ``data`` and ``layout`` of a Plotly figure; its last trace, ``moves``, carries the signs.

    Examples
    --------
    >>> from kvi_widgets import Content, Workshop
    >>> from kvi_widgets.pictures.map_figure import map_data
    >>> from kvi_widgets.logic.what_if import what_if
    >>> own = Workshop(Content.load("fr")).example("portal")
    >>> figure = map_data(own.rows, own.content.words("map"))
    >>> moves = {"kpi-2": "falls"}
    >>> what_if_data(figure, moves, what_if(own.rows, moves))["data"][-1]["text"]
    ['<b>=</b>', '<b>↓</b>', '<b>=</b>', '<b>↑</b>', '<b>↑</b>']
    """
    outcomes = {row["kvi"]: row["outcome"] for row in expected}
    corners = _corners(figure)
    states = {
        id_: outcomes.get(id_) or moves.get(id_, "stays") for kind in ("kpi", "kvi") for id_ in corners.get(kind, {})
    }
    moving = {id_ for id_, move in moves.items() if move not in QUIET}
    places = {id_: place for kind in ("kpi", "kvi") for id_, place in corners.get(kind, {}).items()}
    data = [_faded(trace, moving) if moving else trace for trace in figure["data"]]
    layout = {**figure["layout"], "paper_bgcolor": TRANSPARENT, "plot_bgcolor": TRANSPARENT}
    return {"data": [*data, _state_signs(states, places, THEMES[theme])] if places else data, "layout": layout}


def _corners(figure: Figure) -> dict[str, dict[str, tuple[float, float]]]:
    # Where the signs stand, read from the boxes themselves: on the edge, off every letter.
    return {
        trace["name"]: {
            mark[1]: (left + width - INSET, middle - height / 2)
            for mark, left, width, middle, height in zip(
                trace["customdata"], trace["base"], trace["x"], trace["y"], trace["width"], strict=True
            )
        }
        for trace in figure["data"]
        if trace["type"] == "bar"
    }


def _faded(trace: Trace, moving: set[str]) -> Trace:
    mark = trace.get("meta")
    if mark and mark[0] == "link":
        return trace if mark[1] in moving else {**trace, "opacity": FADED}
    if trace["name"] in {"arrows", "badges"}:
        bright = [1 if owner[1] in moving else FADED for owner in trace["customdata"]]
        return {**trace, "marker": {**trace["marker"], "opacity": bright}}
    return {**trace, "opacity": FADED} if trace["name"] == "aim" else trace


def _state_signs(states: dict[str, str], places: dict[str, tuple[float, float]], colours: Colours) -> Trace:
    quiet = [state in QUIET for state in states.values()]
    return {
        "type": "scatter",
        "name": "moves",
        "mode": "markers+text",
        "x": [places[id_][0] for id_ in states],
        "y": [places[id_][1] for id_ in states],
        "text": [f"<b>{GLYPHS[state]}</b>" for state in states.values()],
        "textfont": {"size": 16, "color": [colours["muted"] if still else colours["paper"] for still in quiet]},
        "marker": {
            "size": 26,
            "color": [colours["paper"] if still else colours["text"] for still in quiet],
            "line": {"width": 2, "color": [colours["line"] if still else colours["paper"] for still in quiet]},
        },
        "customdata": [["node", id_] for id_ in states],
        "hoverinfo": "skip",
        "showlegend": False,
    }
