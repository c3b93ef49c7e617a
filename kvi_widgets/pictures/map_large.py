"""A learner's own map when it is large: slim rows, and lines in a few shapes, as for a crowd."""

from collections.abc import Mapping

from kvi_widgets.logic.links import SIGN_GLYPHS, strength, with_text
from kvi_widgets.model.shapes import Rows, Tables
from kvi_widgets.pictures import map_bundles, map_rows
from kvi_widgets.pictures.map_layout import BOX_GAP, column_boxes, column_spans
from kvi_widgets.pictures.map_traces import text_trace
from kvi_widgets.pictures.shapes import Box, Colours, Trace

LARGE_SHARES = {"kpi": (0.01, 0.3), "kvi": (0.5, 0.79), "strategy": (0.84, 0.99)}
THICKNESSES = {1: 0.8, 2: 1.6, 3: 2.6}


def is_large(tables: Tables) -> bool:
    """Whether a map of these tables has so much that boxes with all their words would not do.

    >>> is_large({kind: [{"text": "Trust"}] * 20 for kind in ("kvi", "kpi")} | {"links": [{"polarity": "+"}]})
    True
    """
    indicators = sum(len(with_text(tables[kind])) for kind in ("kvi", "kpi"))
    return map_rows.too_many(indicators, sum(link["polarity"] in SIGN_GLYPHS for link in tables["links"]))


def place_rows(tables: Tables, working: Rows, width: int) -> list[Box]:
    """Rows of the indicators and boxes of the strategy, like those of `kvi_widgets.pictures.map_layout.place_boxes`.

    >>> one = [{"id": "kvi-1", "text": "Trust"}]
    >>> [box["kind"] for box in place_rows({"kvi": one, "kpi": [], "strategy": one}, [], 900)]
    ['kvi', 'strategy']
    """
    linked = {link[end] for link in working for end in ("kpi", "kvi")}
    spans = column_spans(LARGE_SHARES, width)
    rows = [
        row
        for kind in ("kpi", "kvi")
        for row in map_rows.slim_rows(kind, with_text(tables[kind]), linked, spans[kind], width)
    ]
    y = map_rows.ROWS_TOP
    for box in column_boxes("strategy", with_text(tables["strategy"]), spans["strategy"], width):
        rows.append({**box, "y": y})
        y += box["height"] + BOX_GAP
    return rows


def traces(nodes: list[Box], words: Mapping[str, str], colours: Colours, width: int) -> list[Trace]:
    """Texts of the rows and of the strategy, and the entries of the legend."""
    texts = map_rows.row_text([node for node in nodes if node["kind"] != "strategy"], colours, width)
    aims = text_trace([node for node in nodes if node["kind"] == "strategy"], words, colours, width)
    for name in ("x", "y", "text"):
        texts[name] += aims[name]
    texts["textfont"]["color"] += aims["textfont"]["color"]
    return [texts, *map_bundles.sign_entries(words, colours)]


def shapes(nodes: list[Box], working: Rows, colours: Colours) -> list[Trace]:
    """Lines of all links: one path for each sign and strength.

    >>> len(shapes([], [], {"+": "blue", "-": "red"}))
    6
    """
    lines = [
        {"polarity": link["polarity"], "thickness": THICKNESSES[strength(link)], "path": path}
        for link, path in zip(working, map_rows.row_paths(nodes, working), strict=True)
    ]
    return map_bundles.bundles(lines, THICKNESSES.values(), colours, map_bundles.LONG_DASHES)
