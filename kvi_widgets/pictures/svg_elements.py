"""Elements of an SVG picture: short numbers, smooth paths, and texts as people wrote them.

A figure's texts are escaped for Plotly, which reads ``<b>`` and ``<br>``. Here they are taken back
to plain text; the tree that is written out escapes them, once.
"""

import re
from html import unescape
from xml.etree.ElementTree import Element, SubElement

LINE_HEIGHT, ASCENT = 1.3, 0.75  # of the font size, as Plotly sets its text
NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(value: object) -> str:
    r"""Value of an attribute: a short number, or a text that XML may hold.

    >>> clean(2.500), clean(7), clean("a\x00b")
    ('2.5', '7', 'ab')
    """
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else NO_XML.sub("", str(value))


def add(parent: Element, tag: str, **attributes: object) -> Element:
    """New element in another; ``stroke_width`` becomes ``stroke-width``."""
    return SubElement(parent, tag, {name.replace("_", "-"): clean(value) for name, value in attributes.items()})


def add_text(group: Element, marked: str, point: tuple[float, float], size: float, **look: object) -> None:
    """Text with ``<b>`` and ``<br>`` whose lines lie around the height of a point."""
    lines = marked.split("<br>")
    first = point[1] + size * (ASCENT - ((len(lines) - 1) * LINE_HEIGHT + 1) / 2)
    text = add(group, "text", x=point[0], y=first, font_size=size, **look)
    for number, line in enumerate(lines):
        row = add(text, "tspan", x=point[0], y=first + number * size * LINE_HEIGHT)
        for bold, words in runs(line):
            add(row, "tspan", **({"font_weight": "bold"} if bold else {})).text = words


def runs(line: str) -> list[tuple[bool, str]]:
    """Parts of a line, bold or not, as people wrote them.

    >>> runs("<b>KPI 1</b> &amp;amp; &lt;i&gt;")
    [(True, 'KPI 1'), (False, ' &amp; <i>')]
    """
    bold, parts = False, []
    for part in re.split("(</?b>)", line):
        if part in {"<b>", "</b>"}:
            bold = part == "<b>"
        elif part:
            parts.append((bold, clean(unescape(part))))
    return parts


def without_markup(marked: str) -> str:
    """Text without its marks, its lines one after the other.

    >>> without_markup("<b>KPI 1</b><br>Calls &amp; visits")
    'KPI 1 Calls & visits'
    """
    return " ".join("".join(words for _, words in runs(line)) for line in marked.split("<br>"))


def smooth_path(x: list[float], y: list[float]) -> str:
    """Smooth path through points; None parts one line from the next.

    >>> smooth_path([0, 3, None], [0, 3, None])
    'M0 0 C0.5 0.5 2.5 2.5 3 3'
    """
    parts, points = [], []
    for point in [*zip(x, y, strict=True), (None, None)]:
        if point[0] is not None:
            points.append(point)
        elif points:
            parts.append(_bezier_path(points))
            points = []
    return " ".join(parts)


def _bezier_path(points: list[tuple[float, float]]) -> str:
    # Each piece leaves and arrives in the direction of its neighbours (a Catmull-Rom spline).
    around = [points[0], *points, points[-1]]
    path = f"M{pair(*points[0])}"
    for before, start, end, after in zip(around, around[1:], around[2:], around[3:], strict=False):
        leaving, arriving = _towards(start, before, end), _towards(end, after, start)
        path += f" C{pair(*leaving)} {pair(*arriving)} {pair(*end)}"
    return path


def _towards(
    point: tuple[float, float], behind: tuple[float, float], ahead: tuple[float, float]
) -> tuple[float, float]:
    return point[0] + (ahead[0] - behind[0]) / 6, point[1] + (ahead[1] - behind[1]) / 6


def pair(x: float, y: float) -> str:
    """Two numbers of a path.

    >>> pair(1, 2.25)
    '1 2.25'
    """
    return f"{clean(float(x))} {clean(float(y))}"
