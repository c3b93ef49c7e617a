"""Lines of a large map in a few shapes: one path for each sign and thickness.

A trace each, as in a learner's own map, does not scale: with thousands of links Plotly takes
half a second for every change, and as long again to paint short dashes. A path is one element.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from kvi_widgets.logic.links import SIGN_NAMES
from kvi_widgets.pictures.plotly_text import escape
from kvi_widgets.pictures.shapes import Colours, Trace

# In pixels, as a dash would grow with the line; many short ones are what takes a browser longest.
SHAPE_DASHES = {"+": "solid", "-": "8px,4px"}
LONG_DASHES = {"+": "solid", "-": "24px,9px"}
EMPTY_PATH = "M0,0"  # Plotly wants some path
Point = tuple[float, float]
Span = tuple[Point, Point]


def straight(span: Span) -> str:
    """Path of a straight line.

    >>> straight(((1, 2), (30, 4.5)))
    'M1,2L30,4.5'
    """
    (x0, y0), (x1, y1) = span
    return f"M{x0:g},{y0:g}L{x1:g},{y1:g}"


def curved(span: Span) -> str:
    """Path of a smooth line that leaves and arrives level.

    >>> curved(((0, 2), (30, 4.5)))
    'M0,2C15,2 15,4.5 30,4.5'
    """
    (x0, y0), (x1, y1) = span
    return f"M{x0:g},{y0:g}C{(x0 + x1) / 2:g},{y0:g} {(x0 + x1) / 2:g},{y1:g} {x1:g},{y1:g}"


def curve_point(span: Span, t: float) -> Point:
    """Point of the same line: its two handles are level at mid-way, so that links do not hide behind boxes.

    >>> curve_point(((0, 2), (30, 4)), 0.5)
    (15.0, 3.0)
    """
    (x0, y0), (x1, y1) = span
    x = x0 + (x1 - x0) * (1.5 * t * (1 - t) + t**3)
    y = y0 + (y1 - y0) * (3 * t**2 - 2 * t**3)
    return round(x, 1), round(y, 1)


def bundles(
    lines: Iterable[Mapping[str, Any]],
    thicknesses: Iterable[float],
    colours: Colours,
    dashes: Mapping[Any, Any] = SHAPE_DASHES,
) -> list[Trace]:
    """Shapes of these lines, thick ones first, so that no thin one hides behind them.

    Parameters
    ----------
    lines
        Each with ``polarity`` (+ or -), ``thickness`` and ``path``.
    thicknesses
        All that there may be. A shape stays also without lines: their number never changes.
    colours
        Colours of a theme of `kvi_widgets.pictures.map_figure`.
    dashes
        How the signs are dashed.

    Examples
    --------
    >>> line = {"polarity": "-", "thickness": 2, "path": "M0,0L9,9"}
    >>> [(shape["name"], shape["path"]) for shape in bundles([line], [2], {"+": "blue", "-": "red"})]
    [('bundle +', 'M0,0'), ('bundle -', 'M0,0L9,9')]
    """
    families = {(sign, thickness): [] for thickness in sorted(thicknesses, reverse=True) for sign in dashes}
    for line in lines:
        families[line["polarity"], line["thickness"]].append(line["path"])
    return [
        _bundle_shape(f"bundle {sign}", "".join(paths), colours[sign], thickness, dashes[sign])
        for (sign, thickness), paths in families.items()
    ]


def _bundle_shape(name: str, path: str, color: str, width: float, dash: str) -> Trace:
    line = {"color": color, "width": width, "dash": dash}
    return {"type": "path", "name": name, "path": path or EMPTY_PATH, "line": line, "layer": "below"}


def sign_entries(words: Mapping[str, str], colours: Colours, dashes: Mapping[str, str] = SHAPE_DASHES) -> list[Trace]:
    """Entries of the legend, which draw nothing themselves.

    >>> words = {"legend_plus": "supports", "legend_minus": "works against"}
    >>> [entry["name"] for entry in sign_entries(words, {"+": "blue", "-": "red"})]
    ['supports', 'works against']
    """
    return [
        {
            "type": "scatter",
            "name": escape(words[f"legend_{SIGN_NAMES[sign]}"]),
            "x": [None],
            "y": [None],
            "mode": "lines",
            "legendgroup": sign,
            "line": {"color": colours[sign], "dash": dash, "width": 3},
        }
        for sign, dash in dashes.items()
    ]
