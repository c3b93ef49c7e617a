"""Two series one below the other over the same weeks, and how far they go together, as a Plotly figure.

Two panels rather than two axes on one: two scales laid over each other can be made to say anything.
Every panel starts at zero, so that a KVI that stands still looks as if it stood still.
"""

import math
from typing import Any

import pandas as pd

from kvi_widgets.logic.series import Correlation, Result
from kvi_widgets.logic.series_sentences import ENDS, Pair, day_names, value_names
from kvi_widgets.pictures.map_figure import FONT, THEMES, TRANSPARENT, mouse_layout
from kvi_widgets.pictures.map_layout import clamp_width
from kvi_widgets.pictures.map_text import BOLD, LETTER, NARROW, font_size, line_height, wrap
from kvi_widgets.pictures.plotly_text import escape
from kvi_widgets.pictures.shapes import Colours, Figure, Layout, Trace
from kvi_widgets.words.shapes import Texts

TIME_MARGIN = pd.Timedelta(days=4)
LEFT, RIGHT, PANEL_TOP = 48, 44, 30
PANEL, MONTHS, SCALE_ROWS, TICKS, NAMES = 140, 34, 70, 44, 190


def series_data(pair: Pair, result: Result, words: Texts, width: int = 900, theme: str = "light") -> Figure:
    """Picture of a KPI and a KVI over the same weeks, and of their correlations.

    Parameters
    ----------
    pair
        The two ends of the link, from `kvi_widgets.logic.series_sentences.pair_of`.
    result
        From `kvi_widgets.logic.series.put_to_test`.
    words
        Words of the topic ``series``.
    width
        Width in pixels; the height follows from the texts.
    theme
        ``"light"`` or ``"dark"``.

    Returns
    -------
    dict
        ``data`` and ``layout`` of a Plotly figure, without one object of Plotly.

    Examples
    --------
    >>> from kvi_widgets import Content, Workshop
    >>> from kvi_widgets.logic.series import put_to_test
    >>> from kvi_widgets.words.series_files import read_series
    >>> from kvi_widgets.logic.series_sentences import pair_of
    >>> content = Content.load("fr")
    >>> pair = pair_of(
    ...     Workshop(content).example("shop"), read_series("shop", content),
    ...     {"kpi": "kpi-1", "kvi": "kvi-1"}, "shop")
    >>> result = put_to_test(pair.weeks["kpi"], pair.weeks["kvi"], "+")
    >>> [trace["name"] for trace in series_data(pair, result, content.words("series"))["data"]]
    ['kpi', 'kvi', 'changes', 'levels']
    """
    width, colours, says = clamp_width(width), THEMES[theme], words["picture"]
    titles = {kind: _panel_title(pair, kind, says, width) for kind in ENDS}
    tops, height = _panel_places(titles, width)
    lines = [_line_trace(pair, kind, words, colours) for kind in ENDS]
    dots = [_dot_trace(name, getattr(result, name), colours) for name in ("changes", "levels")]
    return {
        "data": lines + [dot for dot in dots if dot],
        "layout": {
            **_series_layout(width, height, colours, says),
            **_axes(pair.weeks, tops, (width, height), says, colours),
            "annotations": _labels(titles, tops, (width, height), words, colours),
        },
    }


def _panel_title(pair: Pair, kind: str, says: Texts, width: int) -> list[str]:
    whole = f"{says['panel'].format(name=pair.names[kind], text=pair.texts[kind])} ({pair.units[kind]})"
    return wrap(whole, (width - 2 * RIGHT) / (LETTER * BOLD * font_size(width)))


def _panel_places(titles: dict[str, list[str]], width: int) -> tuple[dict[str, float], int]:
    # Where each part starts, in pixels from above: a title, then its panel.
    tops, y = {}, float(PANEL_TOP)
    for kind in ENDS:
        tops[f"{kind}_title"] = y
        y += len(titles[kind]) * line_height(width) + 8
        tops[kind] = y
        y += PANEL + (MONTHS if kind == "kvi" else 14)
    tops |= {"scale_title": y + 10, "scale": y + 14 + line_height(width)}
    return tops, math.ceil(tops["scale"] + SCALE_ROWS + TICKS)


def _line_trace(pair: Pair, kind: str, words: Texts, colours: Colours) -> Trace:
    values = pair.weeks.loc[:, kind]
    value_texts = value_names(values, words["numbers"])
    hovers = [
        f"{escape(words['picture']['week'].format(date=week))}<br><b>{escape(value)}</b> {escape(pair.units[kind])}"
        for week, value in zip(day_names(pair.weeks, words), value_texts, strict=True)
    ]
    return {
        "type": "scatter",
        "name": kind,
        "mode": "lines+markers",
        "x": pd.DatetimeIndex(pair.weeks.index).strftime("%Y-%m-%d").tolist(),
        "y": [None if math.isnan(value) else value for value in values],
        "yaxis": "y" if kind == "kpi" else "y2",
        "line": {"color": colours[kind][1], "width": 2},
        "marker": {"color": colours[kind][1], "size": 5, "symbol": "circle" if kind == "kpi" else "diamond"},
        "hovertext": hovers,
        "hoverinfo": "text",
        "showlegend": False,
    }


def _dot_trace(name: str, found: Correlation, colours: Colours) -> Trace | None:
    if math.isnan(found.value):
        return None
    colour = colours["text" if name == "changes" else "muted"]
    reach = {"array": [found.high - found.value], "arrayminus": [found.value - found.low]}
    return {
        "type": "scatter",
        "name": name,
        "mode": "markers",
        "x": [found.value],
        "y": [1 if name == "changes" else 0],
        "xaxis": "x2",
        "yaxis": "y3",
        "marker": {"color": colour, "size": 11},
        "error_x": {"type": "data", "symmetric": False, **reach, "color": colour, "thickness": 3, "width": 7},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _axes(weeks: pd.DataFrame, tops: dict[str, float], size: tuple[int, int], says: Texts, colours: Colours) -> Layout:
    width, height = size
    quiet = {"fixedrange": True, "gridcolor": colours["kpi"][0], "zeroline": False, "color": colours["muted"]}

    def domain(top: float, room: float) -> list[float]:
        return [1 - (top + room) / height, 1 - top / height]

    values = {
        kind: {**quiet, "domain": domain(tops[kind], PANEL), "range": [0, _highest(weeks.loc[:, kind])], "nticks": 5}
        for kind in ENDS
    }
    rows = {
        "tickvals": [1, 0],
        "ticktext": [escape(says[name]) for name in ("changes", "levels")],
        "range": [-0.6, 1.6],
    }
    ends = [f"−1<br>{escape(says['opposite'])}", f"0<br>{escape(says['unrelated'])}", f"+1<br>{escape(says['same'])}"]
    grid = {"showgrid": True, "gridcolor": colours["line"], "tickfont": {"color": colours["text"]}}
    # Under the mouse a line goes through both panels: the same week above and below.
    line = {
        "showspikes": True,
        "spikemode": "across",
        "spikethickness": 1,
        "spikedash": "solid",
        "spikecolor": colours["line"],
    }
    start = NAMES / (width - LEFT - RIGHT)
    return {
        "xaxis": {**quiet, **_months(weeks, says, width), **line, "anchor": "y2", "linecolor": colours["line"]},
        "yaxis": values["kpi"],
        "yaxis2": values["kvi"],
        "xaxis2": {
            **quiet,
            **grid,
            "anchor": "y3",
            "domain": [start, 1],
            "range": [-1.04, 1.04],
            "tickvals": [-1, 0, 1],
            "ticktext": ends,
        },
        "yaxis3": {
            **quiet,
            **rows,
            "anchor": "x2",
            "domain": domain(tops["scale"], SCALE_ROWS),
            "showgrid": False,
            "tickfont": {"color": colours["text"]},
        },
    }


def _highest(values: pd.Series) -> float:
    top = values.max()
    return 1.12 * top if top > 0 else 1


def _months(weeks: pd.DataFrame, says: Texts, width: int) -> Layout:
    # Plotly would name the months in English; on a narrow page every second one is enough.
    days = pd.DatetimeIndex(weeks.index)
    firsts = days[~days.to_period("M").duplicated()][:: 1 if width >= NARROW else 2]
    names = [
        f"{escape(says['months'][day.month - 1])}{f'<br>{day.year}' if place == 0 else ''}"
        for place, day in enumerate(firsts)
    ]
    return {
        "tickvals": firsts.strftime("%Y-%m-%d").tolist(),
        "ticktext": names,
        "ticks": "outside",
        "range": [str(weeks.index[0] - TIME_MARGIN), str(weeks.index[-1] + TIME_MARGIN)],
    }


def _labels(
    titles: dict[str, Any], tops: dict[str, float], size: tuple[int, int], words: Texts, colours: Colours
) -> list[Trace]:
    width, height = size

    def label(text: str, top: float, colour: str) -> Trace:
        return {
            "text": text,
            "x": -(LEFT - 8) / (width - LEFT - RIGHT),
            "y": 1 - top / height,
            "xref": "paper",
            "yref": "paper",
            "xanchor": "left",
            "yanchor": "top",
            "align": "left",
            "showarrow": False,
            "font": {"color": colour, "size": font_size(width)},
        }

    named = [
        label(f"<b>{'<br>'.join(map(escape, titles[kind]))}</b>", tops[f"{kind}_title"], colours["text"])
        for kind in ENDS
    ]
    return [
        label(escape(words["made_up"]), 4, colours["muted"]),
        *named,
        label(f"<b>{escape(words['picture']['scale'])}</b>", tops["scale_title"], colours["text"]),
    ]


def _series_layout(width: int, height: int, colours: Colours, says: Texts) -> Layout:
    return {
        "template": {},
        "width": width,
        "height": height,
        "margin": {"l": LEFT, "r": RIGHT, "t": 0, "b": 0, "autoexpand": False},
        "paper_bgcolor": TRANSPARENT,
        "plot_bgcolor": TRANSPARENT,
        "separators": says["separators"],
        "font": {"color": colours["text"], "size": font_size(width), "family": FONT},
        **mouse_layout(colours),
    }
