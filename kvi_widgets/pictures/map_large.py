"""A learner's own map when it is large: slim rows, and lines in a few shapes, as for a crowd."""

from collections.abc import Mapping

import pandas as pd

from kvi_widgets.logic.links import SIGN_NAMES, rows_with_text, strength
from kvi_widgets.pictures import map_bundles, map_rows
from kvi_widgets.pictures.map_layout import BOX_COLUMNS, BOX_GAP, BOX_PADDING
from kvi_widgets.pictures.map_text import LETTER, font_size, line_height, wrap
from kvi_widgets.pictures.map_traces import text_trace
from kvi_widgets.pictures.plotly_text import escape
from kvi_widgets.pictures.shapes import Box, Colours, Trace

LARGE_SHARES = {"kpi": (0.01, 0.3), "kvi": (0.5, 0.79), "strategy": (0.84, 0.99)}
THICKNESSES = {1: 0.8, 2: 1.6, 3: 2.6}
LINK_COLUMNS = ["kpi", "kvi", "polarity", "strength"]


def is_large(kvi: pd.DataFrame, kpi: pd.DataFrame, links: pd.DataFrame) -> bool:
    """Whether a map of these tables has so much that boxes with all their words would not do.

    >>> links = pd.DataFrame({"polarity": ["+"]})
    >>> is_large(pd.DataFrame({"text": ["Trust"] * 20}), pd.DataFrame({"text": ["Calls"] * 20}), links)
    True
    """
    return map_rows.too_many(
        len(rows_with_text(kvi)) + len(rows_with_text(kpi)), sum(sign in {"+", "-"} for sign in links["polarity"])
    )


def place_rows(
    kvi: pd.DataFrame, kpi: pd.DataFrame, working: pd.DataFrame, strategy: pd.DataFrame, width: int
) -> pd.DataFrame:
    """Rows of the indicators and boxes of the strategy, with the columns of `kvi_widgets.pictures.map_layout.place_boxes`.

    >>> one = pd.DataFrame({"id": ["kvi-1"], "text": ["Trust"]})
    >>> place_rows(one, one[:0], pd.DataFrame({"kpi": [], "kvi": []}), one, 900)["kind"].tolist()
    ['kvi', 'strategy']
    """
    linked = set(working["kpi"]) | set(working["kvi"])
    spans = {kind: (round(left * width), round(right * width)) for kind, (left, right) in LARGE_SHARES.items()}
    rows = [
        map_rows.rows(kind, rows_with_text(frame), linked, spans[kind], width)
        for kind, frame in (("kpi", kpi), ("kvi", kvi))
    ]
    return pd.DataFrame(
        [*rows[0], *rows[1], *_strategy_boxes(rows_with_text(strategy), spans["strategy"], width)], columns=BOX_COLUMNS
    )


def _strategy_boxes(strategy: pd.DataFrame, span: tuple[int, int], width: int) -> list[Box]:
    left, right = span
    y, boxes = map_rows.ROWS_TOP, []
    for number, (id_, text) in enumerate(zip(strategy["id"], strategy["text"], strict=True), start=1):
        lines = wrap(text, (right - left - 2 * BOX_PADDING) / (LETTER * font_size(width)))
        height = round((len(lines) + 1) * line_height(width) + 2 * BOX_PADDING)
        boxes.append(
            {
                "id": id_,
                "kind": "strategy",
                "number": number,
                "alone": False,
                "lines": lines,
                "x": left,
                "y": y,
                "width": right - left,
                "height": height,
            }
        )
        y += height + BOX_GAP
    return boxes


def traces(nodes: pd.DataFrame, words: Mapping[str, str], colours: Colours, width: int) -> list[Trace]:
    """Texts of the rows and of the strategy, and the entries of the legend."""
    texts = map_rows.row_text(nodes.loc[nodes["kind"] != "strategy"].to_dict("records"), colours, width)
    aims = text_trace(nodes.loc[nodes["kind"] == "strategy"], words, colours, width)
    for name in ("x", "y", "text"):
        texts[name] += aims[name]
    texts["textfont"]["color"] += aims["textfont"]["color"]
    entries = {sign: escape(words[f"legend_{SIGN_NAMES[sign]}"]) for sign in map_bundles.SHAPE_DASHES}
    return [texts, *map_bundles.sign_entries(entries, colours)]


def shapes(nodes: pd.DataFrame, working: pd.DataFrame, colours: Colours) -> list[Trace]:
    """Lines of all links: one path for each sign and strength.

    >>> none = pd.DataFrame(columns=LINK_COLUMNS)
    >>> len(shapes(place_rows(*[pd.DataFrame({"id": [], "text": []})] * 2, none, none[:0].assign(text="", id=""), 900), none,
    ...            {"+": "blue", "-": "red"}))
    6
    """
    columns = (working[name].tolist() for name in LINK_COLUMNS)
    links = [dict(zip(LINK_COLUMNS, values, strict=True)) for values in zip(*columns, strict=True)]
    paths = map_rows.row_paths(nodes.to_dict("records"), links)
    lines = [
        {"polarity": link["polarity"], "thickness": THICKNESSES[strength(link)], "path": path}
        for link, path in zip(links, paths, strict=True)
    ]
    return map_bundles.bundles(lines, THICKNESSES.values(), colours, map_bundles.LONG_DASHES)
