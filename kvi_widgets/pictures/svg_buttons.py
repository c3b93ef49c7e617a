"""Boxes and signs of an SVG map as buttons, for a page that is taken away."""

from collections.abc import Iterable
from xml.etree.ElementTree import Element

from kvi_widgets.pictures.shapes import Trace
from kvi_widgets.pictures.svg_elements import clean, without_markup

RING = {"x": -6, "y": -6, "width": 12, "height": 12, "rx": 6, "cx": 0, "cy": 0, "r": 6}  # beyond its box or sign


def name_buttons(
    traces: Iterable[Trace], boxes: dict[str, Element], signs: dict[tuple[str, ...], list[Element]]
) -> None:
    """Make buttons of them, each with its name: a box by its words, a link by its two ends and what its sign means.

    ``boxes`` by id, ``signs`` by KPI and KVI, as `kvi_widgets.pictures.figure_svg` has drawn ``traces``.

    >>> from kvi_widgets.pictures.svg_elements import add
    >>> box = Element("g")
    >>> _ = add(box, "rect", x=0, y=0, width=90, height=20)
    >>> name_buttons([{"name": "text", "text": ["<b>KPI 1</b><br>Calls"]}], {"kpi-1": box}, {})
    >>> box.get("role"), box.get("aria-label")
    ('button', 'KPI 1. Calls')
    """
    texts = next((trace["text"] for trace in traces if trace["name"] == "text"), [])
    captions = {id_: without_markup(text.partition("</b>")[0]) for id_, text in zip(boxes, texts, strict=True)}
    families = {
        trace["legendgroup"]: without_markup(trace["name"]).lstrip("+− ")
        for trace in traces
        if trace.get("showlegend", True) and "legendgroup" in trace
    }
    for id_, text in zip(boxes, texts, strict=True):
        _button(boxes[id_], without_markup(text.replace("<br>", ".<br>", 1).replace("</b> · ", ",</b> ")))
    for (kpi, kvi), (group,) in signs.items():
        _button(group, f"{captions[kpi]}, {captions[kvi]}. {families[group.get('data-sign')]}")


def _button(group: Element, name: str) -> None:
    group.insert(0, _ring(group[0]))
    group.attrib |= {"role": "button", "tabindex": "0", "aria-pressed": "false", "aria-label": name}


def _ring(shape: Element) -> Element:
    """Where a style sheet draws that this box or this sign has the focus: around it, on the paper."""
    place = {name: clean(float(shape.attrib[name]) + more) for name, more in RING.items() if name in shape.attrib}
    return Element(shape.tag, place, **{"class": "ring", "fill": "none"})
