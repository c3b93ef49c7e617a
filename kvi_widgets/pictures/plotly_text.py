"""What people wrote, as a text that Plotly shows sign by sign, and a figure as Plotly checks it.

Plotly reads a little HTML: ``<b>`` and ``<br>`` are ours; what is theirs must not be read.
`svg_elements.runs` is the way back.
"""

from html import escape as escape_html
from typing import TYPE_CHECKING

from kvi_widgets.pictures.shapes import Figure

if TYPE_CHECKING:
    import plotly.graph_objects as go


def escape(text: str) -> str:
    """Text of people for a figure; whatever enters one goes through here.

    Plotly knows no ``&quot;`` and would show it. What stands between two ``$`` is mathematics to
    it where MathJax is loaded, as in JupyterLab, and ``%{…}`` is a gap.

    >>> escape('<b> & "yes"'), escape("From $5 to $10: 5 %{x}")
    ('&lt;b&gt; &amp; "yes"', 'From &#36;5 to &#36;10: 5 &#37;{x}')
    """
    return escape_html(text, quote=False).replace("$", "&#36;").replace("%{", "&#37;{")


def checked_figure(figure: Figure) -> "go.Figure":
    """Figure of Plotly's own, which has checked each of its values.

    >>> checked_figure({"data": [{"type": "bar", "x": [1]}], "layout": {}}).data[0].type
    'bar'
    """
    # Imported here, so that neither the kit nor its live maps ever wait for Plotly.
    import plotly.graph_objects as go  # noqa: PLC0415

    return go.Figure(figure)
