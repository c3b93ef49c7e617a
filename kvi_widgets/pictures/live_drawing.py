"""A live map's own drawing, for hosts that lend no Plotly: it travels with the figure."""

from kvi_widgets.pictures.figure_svg import figure_svg
from kvi_widgets.pictures.shapes import Figure


def with_drawing(figure: Figure) -> Figure:
    """The figure with its own drawing in ``layout["meta"]``, for a live map whose host lends no Plotly.

    A legend stands below the drawing, which a page may leave to its buttons.

    >>> from kvi_widgets import Content, Workshop
    >>> from kvi_widgets.pictures.map_figure import map_data
    >>> own = Workshop(Content.load("en")).example("portal")
    >>> with_drawing(map_data(own.rows, own.content.words("map")))["layout"]["meta"]["drawing"][:4]
    '<svg'
    """
    layout = figure["layout"]
    meta = layout.get("meta", {})
    legend = meta.get("key", 0)
    whole = layout | {"height": layout["height"] + legend, "showlegend": layout.get("showlegend", True) or legend > 0}
    drawing = figure_svg({"data": figure["data"], "layout": whole}, "", live=True)
    return {"data": figure["data"], "layout": layout | {"meta": meta | {"drawing": drawing}}}
