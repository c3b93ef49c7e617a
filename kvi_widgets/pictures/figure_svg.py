"""The map as SVG: the same figure without Plotly, for pages that are taken away and for print.

It draws what `map_figure.map_data` and `crowd_figure.crowd_data` return, so that there is one
layout only. Groups carry ``data-node`` (a box) or ``data-kpi``, ``data-kvi`` and ``data-sign``
(a link), so that a page can light them.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any
from xml.etree.ElementTree import Element, tostring

from kvi_widgets.pictures.map_text import LETTER, breadth
from kvi_widgets.pictures.plotly_text import escape
from kvi_widgets.pictures.shapes import Trace
from kvi_widgets.pictures.svg_buttons import name_buttons
from kvi_widgets.pictures.svg_elements import add, add_text, clean, pair, smooth_path, without_markup

DASH_LENGTHS = {"dash": 3, "dot": 1, "longdash": 5}  # lengths, in widths of the line
LEGEND_LINE, LEGEND_GAP, LEGEND_HEIGHT = 40, 12, 17
ANCHORS = {"left": "start", "center": "middle", "right": "end"}
NOTE_HEIGHT = 26
REACH = 18  # a line answers to the mouse this broadly


def figure_svg(  # noqa: PLR0913  # what a picture is for
    figure: Mapping[str, Any],
    title: str,
    description: str = "",
    *,
    note: str = "",
    live: bool = False,
    buttons: bool = False,
) -> str:
    """Draw a map as SVG text that stands for itself and that a screen reader can name.

    Parameters
    ----------
    figure
        ``data`` and ``layout``, from `kvi_widgets.pictures.map_figure.map_data` or
        `kvi_widgets.pictures.crowd_figure.crowd_data`.
    title, description
        What a screen reader says of the picture: its name, and what it tells.
    note
        A line to write below the picture.
    live
        For a page that lights boxes and links, and tells of each what it carries; by default the
        whole is one picture.
    buttons
        Boxes and signs are buttons, each with its own name, for a page that has no others.

    Returns
    -------
    str
        One ``<svg>`` element with the size of the figure, and of the note, as its ``viewBox``.

    Examples
    --------
    >>> from kvi_widgets import Content, Workshop
    >>> from kvi_widgets.pictures.map_figure import map_data
    >>> own = Workshop(Content.load("en")).example("portal")
    >>> figure = map_data(own.rows, own.content.words("map"))
    >>> figure_svg(figure, "My map").count("data-node")
    6
    """
    layout, traces = figure["layout"], figure["data"]
    below = [shape for shape in layout.get("shapes", ()) if shape.get("layer") == "below"]
    root = _svg_root(layout, title, description, note, live=live)
    bundles = add(root, "g", data_bundles="") if below else root
    for shape in below:
        _add_shape(bundles, shape)
    boxes = _add_boxes(root, traces)
    for trace in traces:
        if trace["name"] == "aim":
            _add_line(add(root, "g", data_aim=""), trace)
    lines, signs = _add_lines(root, traces, live=live), _add_signs(root, traces)
    _add_moves(root, traces)
    _add_legend(root, layout, traces)
    for shape in layout.get("shapes", ()):
        if shape not in below:
            _add_shape(root, shape)
    for label in layout.get("annotations", ()):
        _add_label(root, label, layout)
    _add_descriptions(traces, boxes, lines, signs, live=live)
    if buttons:
        name_buttons(traces, boxes, signs)
    for part in root:
        part.tail = "\n"  # where a notebook stores it, a change is some lines and not the whole
    return tostring(root, "unicode")


def _svg_root(layout: Mapping[str, Any], title: str, description: str, note: str, *, live: bool) -> Element:
    width, height, font = layout["width"], layout["height"] + NOTE_HEIGHT * bool(note), layout["font"]
    root = Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {width} {height}",
            "width": str(width),
            "height": str(height),
            "font-family": font["family"],
            "font-size": str(font["size"]),
            "fill": font["color"],
        },
    )
    if live:
        # A title element would open under the mouse, all over the map.
        root.attrib |= {"role": "group", "aria-label": clean(title)}
    else:
        # One name, not a name and a description: a PDF keeps the name alone.
        root.attrib |= {"role": "img", "aria-labelledby": "map-title map-story"}
        add(root, "title", id="map-title").text = clean(title)
        add(root, "desc", id="map-story").text = clean(description)
    add(root, "rect", width=width, height=height, fill=layout["paper_bgcolor"])
    if note:
        legend = layout["legend"]
        look, place = legend["title"]["font"], (legend["x"] * width + 2, height - LEGEND_HEIGHT)
        add_text(root, escape(note), place, look["size"], fill=look["color"])
    return root


def _add_boxes(root: Element, traces: Iterable[Trace]) -> dict[str, Element]:
    """Boxes with their texts, by id."""
    boxes = {}
    for trace in traces:
        if trace["type"] == "bar":
            look = trace["marker"]
            for place, (_, id_) in enumerate(trace["customdata"]):
                height = trace["width"][place]
                boxes[id_] = add(root, "g", data_node=id_, data_kind=trace["name"])
                add(
                    boxes[id_],
                    "rect",
                    x=trace["base"][place],
                    y=trace["y"][place] - height / 2,
                    width=trace["x"][place],
                    height=height,
                    rx=look["cornerradius"],
                    fill=look["color"],
                    stroke=look["line"]["color"],
                    stroke_width=look["line"]["width"],
                )
        elif trace["name"] == "text":
            font = trace["textfont"]
            points = zip(trace["x"], trace["y"], strict=True)
            for id_, text, point, colour in zip(boxes, trace["text"], points, font["color"], strict=True):
                add_text(boxes[id_], text, point, font["size"], fill=colour)
    return boxes


def _add_lines(root: Element, traces: Iterable[Trace], *, live: bool) -> dict[tuple[str, ...], Element]:
    """Lines of the links with their arrows, by KPI and KVI."""
    lines = {}
    for trace in traces:
        if "meta" in trace:
            group = lines[tuple(trace["meta"][1:])] = _link_group(root, trace["meta"], trace)
            if live:
                _add_line(group, trace | {"line": {"color": "transparent", "width": REACH}})
            _add_line(group, trace)
    for trace in traces:
        if trace["name"] == "arrows":
            for place, owner in enumerate(trace["customdata"]):
                _add_arrow(lines[tuple(owner[1:])], trace, place)
    return lines


def _add_signs(root: Element, traces: Iterable[Trace]) -> dict[tuple[str, ...], list[Element]]:
    """Signs of the links, after all lines, so that no line runs over one; a class may have two for a link."""
    signs = defaultdict(list)
    for trace in traces:
        for place, owner in enumerate(trace["customdata"] if trace["name"] == "badges" else ()):
            if not trace["text"][place]:  # there for the mouse alone
                continue
            group = _link_group(root, owner, trace)
            signs[tuple(owner[1:])].append(group)
            _add_mark(group, trace, place)
    return signs


def _add_moves(root: Element, traces: Iterable[Trace]) -> None:
    """What each box does in a "what if"."""
    for trace in traces:
        if trace["name"] == "moves":
            for place in range(len(trace["x"])):
                _add_mark(root, trace, place)


def _add_mark(group: Element, trace: Trace, place: int) -> None:
    """A sign in its circle."""
    look, font, point = trace["marker"], trace["textfont"], (trace["x"][place], trace["y"][place])
    add(
        group,
        "circle",
        cx=point[0],
        cy=point[1],
        r=look["size"] / 2,
        fill=_at(look["color"], place),
        stroke=_at(look["line"]["color"], place),
        stroke_width=look["line"]["width"],
    )
    add_text(group, trace["text"][place], point, font["size"], fill=_at(font["color"], place), text_anchor="middle")


def _at(colour: str | list[str], place: int) -> str:
    """One colour for all, or each its own."""
    return colour if isinstance(colour, str) else colour[place]


def _link_group(root: Element, owner: list[str], trace: Trace) -> Element:
    sign = {"data_sign": trace["legendgroup"]} if "legendgroup" in trace else {}
    return add(root, "g", data_kpi=owner[1], data_kvi=owner[2], **sign)


def _add_line(group: Element, trace: Trace) -> None:
    line = trace["line"]
    add(
        group,
        "path",
        d=smooth_path(trace["x"], trace["y"]),
        fill="none",
        stroke=line["color"],
        stroke_width=line["width"],
        **_dash(line),
    )


def _dash(line: Mapping[str, Any]) -> dict[str, str]:
    kind = line.get("dash", "solid")
    if kind == "solid":
        return {}
    length = DASH_LENGTHS.get(kind, 0) * max(3, line["width"])
    return {"stroke_dasharray": f"{length} {length}" if length else kind.replace("px", "").replace(",", " ")}


def _add_arrow(group: Element, trace: Trace, place: int) -> None:
    look = trace["marker"]
    reach = look["size"][place] / 2
    side = reach * 2 / 3**0.5
    turn = f"translate({pair(trace['x'][place], trace['y'][place])}) rotate({clean(look['angle'][place])})"
    add(
        group,
        "path",
        d=f"M{pair(-side, reach / 2)} H{clean(side)} L{pair(0, -reach)} Z",
        transform=turn,
        fill=look["color"],
    )


def _add_legend(root: Element, layout: Mapping[str, Any], traces: Iterable[Trace]) -> None:
    entries = [trace for trace in traces if trace["type"] == "scatter" and trace.get("showlegend", True)]
    if not entries or not layout.get("showlegend", True):
        return
    legend, title = layout["legend"], layout["legend"]["title"]
    size, y = legend["font"]["size"], LEGEND_HEIGHT if legend["y"] else layout["height"] - LEGEND_HEIGHT
    x = legend["x"] * layout["width"] + 2
    add_text(root, title["text"].rstrip(), (x, y - 1), title["font"]["size"], fill=title["font"]["color"])
    x += _text_breadth(title["text"], size) + 20
    for entry in entries:
        group = add(root, "g", data_legend=entry["legendgroup"])
        _add_line(group, entry | {"x": [x, x + LEGEND_LINE], "y": [y, y]})
        add_text(group, entry["name"], (x + LEGEND_LINE + 5, y), size, fill=legend["font"]["color"])
        x += LEGEND_LINE + 5 + _text_breadth(entry["name"], size) + LEGEND_GAP


def _text_breadth(marked: str, size: float) -> float:
    return breadth(without_markup(marked).strip()) * LETTER * size


def _add_shape(root: Element, shape: Mapping[str, Any]) -> None:
    line = shape["line"]
    look = {"fill": "none", "stroke": line["color"], "stroke_width": line["width"], **_dash(line)}
    if shape["type"] == "path":
        add(root, "path", d=shape["path"], **look)
    else:
        x, y = shape["x0"], shape["y0"]
        add(root, "rect", x=x, y=y, width=shape["x1"] - x, height=shape["y1"] - y, **look)


def _add_label(root: Element, label: Mapping[str, Any], layout: Mapping[str, Any]) -> None:
    x, y = label["x"] + 2 * (label["xanchor"] == "left"), label["y"] + 1
    if label.get("xref") == "paper":
        x, y = label["x"] * layout["width"], (1 - label["y"]) * layout["height"]
    font = {**layout["font"], **label["font"]}
    add_text(root, label["text"], (x, y), font["size"], fill=font["color"], text_anchor=ANCHORS[label["xanchor"]])


def _add_descriptions(
    traces: Iterable[Trace],
    boxes: dict[str, Element],
    lines: dict[tuple[str, ...], Element],
    signs: dict[tuple[str, ...], list[Element]],
    *,
    live: bool,
) -> None:
    """What each box and link tells under the mouse, also to those who do not use one."""
    groups = {("node", id_): [box] for id_, box in boxes.items()}
    groups |= {("link", *link): [lines[link], *marks] if link in lines else marks for link, marks in signs.items()}
    descriptions = {
        tuple(owner): without_markup(text.replace("</b><br>", ".</b> "))
        for trace in traces
        if "hovertext" in trace and "customdata" in trace
        for owner, text in zip(trace["customdata"], trace["hovertext"], strict=True)
    }
    for owner, text in descriptions.items():
        for group in groups[owner]:
            if live:
                group.set("data-told", text)
            else:
                title = add(group, "title")
                title.text = text
