"""Boxes of the map hold their text, keep apart and keep their order."""

import itertools
import math

import pandas as pd
import pytest

from kvi_widgets.map_layout import (
    BADGE,
    LETTER,
    PADDING,
    TOP,
    breadth,
    figure_height,
    font_size,
    line_height,
    place,
    route,
    wrap,
)
from kvi_widgets.story import working_links

LONG = (
    "Les personnes de plus de 60 ans qui lisent leur relevé toutes seules, sans appeler, "
    "et qui en parlent avec fierté à leurs proches 🙂🙂🙂"
)
LONG = LONG.ljust(140, "é")
SIZES = list(itertools.product((1, 3, 8), (1, 5, 12), (600, 900, 1600)))


def indicators(kind: str, count: int, text: str = LONG) -> pd.DataFrame:
    return pd.DataFrame({"id": [f"{kind}-{n}" for n in range(1, count + 1)], "text": [text] * count}, dtype="str")


def links(*rows: tuple) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["kpi", "kvi", "polarity", "strength", "reason"])
    return frame.astype({"strength": "Int64", "kpi": "str", "kvi": "str", "polarity": "str", "reason": "str"})


def all_links(kvi: pd.DataFrame, kpi: pd.DataFrame) -> pd.DataFrame:
    pairs = itertools.product(kpi["id"], kvi["id"])
    return links(*((one, other, "+-"[n % 2], 1 + n % 3, "") for n, (one, other) in enumerate(pairs)))


@pytest.mark.parametrize(("kvis", "kpis", "width"), SIZES)
def test_boxes_never_overlap_and_stay_inside_the_figure(kvis, kpis, width):
    nodes = place(indicators("kvi", kvis), indicators("kpi", kpis), links(), indicators("strategy", 1), width)
    assert len(nodes) == kvis + kpis + 1
    for one, other in itertools.combinations(nodes.to_dict("records"), 2):
        beside = one["x"] + one["width"] < other["x"] or other["x"] + other["width"] < one["x"]
        below = one["y"] + one["height"] < other["y"] or other["y"] + other["height"] < one["y"]
        assert beside or below
    assert nodes["x"].min() >= 0
    assert (nodes["x"] + nodes["width"]).max() <= width
    assert nodes["y"].min() >= TOP
    assert (nodes["y"] + nodes["height"]).max() < figure_height(nodes)


@pytest.mark.parametrize("width", [600, 699, 700, 900, 1600])
@pytest.mark.parametrize("text", [LONG, "W" * 140, "🙂" * 70, "court"])
def test_a_box_is_large_enough_for_its_caption_and_all_its_lines(width, text):
    nodes = place(
        indicators("kvi", 2, text), indicators("kpi", 2, text), links(), indicators("strategy", 1, text), width
    )
    for node in nodes.to_dict("records"):
        assert node["height"] >= (len(node["lines"]) + 1) * line_height(width)
        room = node["width"] - 2 * PADDING
        assert all(breadth(line) * LETTER * font_size(width) <= room for line in node["lines"])
        assert "".join(node["lines"]).replace(" ", "") == text.replace(" ", "")


def test_columns_are_read_from_kpi_over_kvi_to_strategy():
    nodes = place(indicators("kvi", 2), indicators("kpi", 2), links(), indicators("strategy", 1))
    assert nodes.sort_values("x")["kind"].unique().tolist() == ["kpi", "kvi", "strategy"]


def test_boxes_keep_the_order_of_the_rows():
    kpi = indicators("kpi", 4).iloc[[2, 0, 3, 1]]
    nodes = place(indicators("kvi", 1), kpi, links(), indicators("strategy", 0))
    drawn = nodes[nodes["kind"] == "kpi"].sort_values("y")
    assert drawn["id"].tolist() == ["kpi-3", "kpi-1", "kpi-4", "kpi-2"]
    assert drawn["number"].tolist() == [1, 2, 3, 4]


def test_indicators_without_text_are_left_out():
    kvi = indicators("kvi", 2)
    kvi.loc[0, "text"] = " \n "
    assert place(kvi, indicators("kpi", 0), links(), indicators("strategy", 0))["id"].tolist() == ["kvi-2"]


def test_a_link_without_effect_or_to_a_missing_indicator_leaves_both_ends_alone():
    table = links(("kpi-1", "kvi-1", "0", 1, ""), ("kpi-2", "kvi-9", "+", 1, ""), ("kpi-3", "kvi-2", "-", 1, ""))
    nodes = place(indicators("kvi", 2), indicators("kpi", 3), table, indicators("strategy", 1))
    assert nodes.loc[nodes["alone"], "id"].tolist() == ["kpi-1", "kpi-2", "kvi-1"]


def test_empty_tables_give_no_boxes_and_still_a_height():
    nodes = place(indicators("kvi", 0), indicators("kpi", 0), links(), indicators("strategy", 0))
    assert nodes.empty
    assert figure_height(nodes) > 100


@pytest.mark.parametrize(("asked", "taken"), [(0, 600), (300, 600), (800, 800), (5000, 1600)])
def test_the_width_stays_within_its_bounds(asked, taken):
    frames = indicators("kvi", 1), indicators("kpi", 1), links(), indicators("strategy", 1)
    pd.testing.assert_frame_equal(place(*frames, asked), place(*frames, taken))


def test_long_words_are_broken_and_quotation_marks_stay_with_their_words():
    assert wrap("abcdefghij", 4) == ["abcd", "efgh", "ij"]
    assert wrap("dire «\u00a0oui\u00a0»", 7) == ["dire", "«\u00a0oui\u00a0»"]


def test_emoji_count_double_and_their_joiners_nothing():
    assert breadth("🙂") == 2 * breadth("a")
    assert breadth("e\u0301") == breadth("e")
    assert wrap("🙂🙂🙂", 4) == ["🙂🙂", "🙂"]


@pytest.mark.parametrize(("kvis", "kpis", "width"), SIZES)
def test_signs_never_overlap_even_when_all_is_linked(kvis, kpis, width):
    kvi, kpi = indicators("kvi", kvis), indicators("kpi", kpis)
    table = all_links(kvi, kpi)
    nodes = place(kvi, kpi, table, indicators("strategy", 1), width)
    badges = [drawn["badge"] for drawn in route(nodes, working_links(kvi, kpi, table))]
    assert len(badges) == kvis * kpis
    assert all(math.dist(one, other) >= BADGE for one, other in itertools.combinations(badges, 2))


def test_a_link_runs_from_the_kpi_to_the_border_of_the_kvi():
    kvi, kpi, table = indicators("kvi", 1), indicators("kpi", 2), links(("kpi-2", "kvi-1", "+", 3, ""))
    nodes = place(kvi, kpi, table, indicators("strategy", 0)).set_index("id")
    (drawn,) = route(nodes.reset_index(), working_links(kvi, kpi, table))
    start, end = drawn["points"][0], drawn["points"][-1]
    assert start[0] == nodes.loc["kpi-2", "x"] + nodes.loc["kpi-2", "width"]
    assert 0 < nodes.loc["kvi-1", "x"] - end[0] < 12
    assert nodes.loc["kvi-1", "y"] < end[1] < nodes.loc["kvi-1", "y"] + nodes.loc["kvi-1", "height"]
    assert -90 < drawn["angle"] < 0  # upwards, as KPI 2 stands lower
