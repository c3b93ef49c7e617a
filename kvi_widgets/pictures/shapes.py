"""Shapes of figures on their way to Plotly or to SVG: the plain data that Plotly's own JSON is made of."""

from collections.abc import Mapping
from typing import Any

Figure = dict[str, Any]  # its ``data``, traces, and its ``layout``
Trace = dict[str, Any]  # what is drawn alike: boxes, a line, labels
Layout = dict[str, Any]  # sizes, axes, shapes and annotations
Colours = Mapping[str, Any]  # by use; of boxes a triple: fill, outline, text
Box = dict[str, Any]  # of an indicator or the strategy: whose it is, where it stands, its lines of text
Line = dict[str, Any]  # of a link: its ends, sign and strength, and the way it takes
