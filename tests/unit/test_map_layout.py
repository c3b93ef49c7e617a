"""Boxes of the map hold their text, keep apart and keep their order, in every view."""

import itertools
import tomllib

import pandas as pd
import pytest

from kvi_widgets.pictures.map_layout import (
    BOX_GAP,
    BOX_PADDING,
    MAP_TOP,
    VIEWS,
    figure_height,
    place_boxes,
    remaining_crossings,
)
from kvi_widgets.pictures.map_order import crossings
from kvi_widgets.pictures.map_text import BOLD, LETTER, breadth, font_size, line_height
from kvi_widgets.words.content import DATA

from .maps import LONG, TEXTS, any_map, drawn, indicators, links, named, placed, some_links, tables

SIZES = list(itertools.product((1, 8), (1, 5, 12), (600, 900, 1600), VIEWS))
# Three KPI whose links all cross as they are written.
CROSSED = links(("kpi-1", "kvi-2", "+", 1, ""), ("kpi-2", "kvi-1", "-", 1, ""), ("kpi-3", "kvi-1", "+", 1, ""))


def apart(one: dict, other: dict) -> bool:
    beside = one["x"] + one["width"] < other["x"] or other["x"] + other["width"] < one["x"]
    below = one["y"] + one["height"] < other["y"] or other["y"] + other["height"] < one["y"]
    return beside or below


def ids(nodes: pd.DataFrame, kind: str) -> list[str]:
    """Boxes of a kind from top to bottom, then from left to right."""
    return nodes[nodes["kind"] == kind].sort_values(["y", "x"])["id"].tolist()


def check_boxes(boxes: list[dict], width: int, height: int) -> None:
    assert all(apart(one, other) for one, other in itertools.combinations(boxes, 2))
    for box in boxes:
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert MAP_TOP <= box["y"] < box["y"] + box["height"] < height


@pytest.mark.parametrize(("kvis", "kpis", "width", "view"), SIZES)
def test_boxes_never_overlap_and_stay_inside_the_figure(kvis, kpis, width, view):
    kvi, kpi = indicators("kvi", kvis), indicators("kpi", kpis)
    nodes = placed(kvi, kpi, some_links(kvi, kpi), indicators("strategy", 1), width, view)
    assert len(nodes) == kvis + kpis + 1
    boxes = nodes.to_dict("records")
    check_boxes(boxes, width, figure_height(boxes))


@pytest.mark.parametrize("seed", range(60))
def test_nothing_overlaps_and_nothing_is_cut_in_any_map(seed):
    shown = any_map(seed)
    check_boxes(shown.boxes, shown.width, figure_height(shown.boxes))
    for box in shown.boxes:
        assert box["height"] >= (len(box["lines"]) + 1) * line_height(shown.width) + 2 * BOX_PADDING - 1
        room = (box["width"] - 2 * BOX_PADDING) / (LETTER * font_size(shown.width))
        assert all(breadth(line) <= room + 1e-9 for line in box["lines"])
        assert box["lines"]


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("text", TEXTS)
def test_a_box_holds_all_of_its_text(text, view):
    nodes = placed(
        indicators("kvi", 2, text), indicators("kpi", 2, text), links(), indicators("strategy", 1, text), 600, view
    )
    for lines in nodes["lines"]:
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_captions_and_headings_fit_at_the_smallest_width(language, view):
    words = tomllib.loads((DATA / language / "map.toml").read_text("utf-8"))
    nodes = placed(
        indicators("kvi", 8, "a"), indicators("kpi", 12, "a"), links(), indicators("strategy", 1, "a"), 600, view
    )
    em, columns = LETTER * font_size(600), sorted(nodes["x"].unique())
    for node in nodes.to_dict("records"):
        caption = words[f"caption_{node['kind']}"].format(number=node["number"])
        alone = words["no_link" if node["kind"] == "kpi" else "no_lever"]
        taken = BOLD * breadth(caption) + (breadth(f" · {alone}") if node["alone"] else 0)
        assert BOX_PADDING - 2 + taken * em <= node["width"] - 4
        end = min((x for x in columns if x > node["x"]), default=600)
        assert node["x"] + BOLD * breadth(words[f"heading_{node['kind']}"]) * em <= end


def test_columns_are_read_from_kpi_over_kvi_to_strategy():
    for view in VIEWS[:2]:
        nodes = placed(indicators("kvi", 2), indicators("kpi", 2), links(), indicators("strategy", 1), view=view)
        assert nodes.sort_values("x")["kind"].unique().tolist() == ["kpi", "kvi", "strategy"]


def test_in_a_mind_map_the_strategy_is_in_the_middle_and_kpi_are_outside():
    nodes = placed(indicators("kvi", 2), indicators("kpi", 3), links(), indicators("strategy", 1), view="mindmap")
    left, middle, right = (group for _, group in nodes.groupby("x"))
    assert middle.sort_values("y")["id"].tolist() == ["kvi-1", "strategy-1", "kvi-2"]
    assert left["id"].tolist() == ["kpi-1", "kpi-3"]
    assert right["id"].tolist() == ["kpi-2"]


def test_in_a_mind_map_the_sides_are_about_as_high():
    kpi = named("kpi", [LONG, "Un", "Deux", "Trois"])
    nodes = placed(indicators("kvi", 1), kpi, links(), indicators("strategy", 1), view="mindmap")
    assert [group["id"].tolist() for _, group in nodes[nodes["kind"] == "kpi"].groupby("x")] == [
        ["kpi-1"],
        ["kpi-2", "kpi-3", "kpi-4"],
    ]


def test_boxes_keep_the_order_of_the_rows():
    kpi = [indicators("kpi", 4)[place] for place in (2, 0, 3, 1)]
    nodes = placed(indicators("kvi", 1), kpi, links(), indicators("strategy", 0))
    assert ids(nodes, "kpi") == ["kpi-3", "kpi-1", "kpi-4", "kpi-2"]
    assert nodes.loc[nodes["kind"] == "kpi", "number"].tolist() == [1, 2, 3, 4]


def test_the_learners_own_order_never_jumps_when_a_link_changes():
    kvi, kpi, strategy = indicators("kvi", 2), indicators("kpi", 3), indicators("strategy", 1)
    before, after = (placed(kvi, kpi, table, strategy).drop(columns="alone") for table in (links(), CROSSED))
    pd.testing.assert_frame_equal(before, after)


@pytest.mark.parametrize("view", VIEWS[1:])
def test_untangled_boxes_change_places_and_keep_the_learners_numbers(view):
    kvi, kpi = indicators("kvi", 2), indicators("kpi", 3)
    nodes = placed(kvi, kpi, CROSSED, indicators("strategy", 1), view=view)
    assert ids(nodes, "kvi") == ["kvi-2", "kvi-1"]
    assert all(row["id"] == f"{row['kind']}-{row['number']}" for row in nodes.to_dict("records"))


@pytest.mark.parametrize("seed", range(20))
def test_no_view_but_the_learners_own_has_more_crossings_than_that(seed):
    kvi, kpi = indicators("kvi", 3, "a"), indicators("kpi", 5, "a")
    table = some_links(kvi, kpi, 0.5, seed)
    before, after = remaining_crossings({"kvi": kvi, "kpi": kpi, "links": table})
    assert after <= before
    nodes = drawn(kvi, kpi, table, indicators("strategy", 1), view="untangled").nodes
    pairs = [(link["kpi"], link["kvi"]) for link in table]
    assert crossings(ids(nodes, "kpi"), ids(nodes, "kvi"), pairs) == after
    nodes = drawn(kvi, kpi, table, indicators("strategy", 1), view="mindmap").nodes
    sides = [side["id"].tolist() for _, side in nodes[nodes["kind"] == "kpi"].groupby("x")]
    assert (
        sum(crossings(side, ids(nodes, "kvi"), [pair for pair in pairs if pair[0] in side]) for side in sides) <= after
    )


def test_indicators_without_text_are_left_out():
    kvi = indicators("kvi", 2)
    kvi[0]["text"] = " \n "
    for view in VIEWS:
        nodes = placed(kvi, indicators("kpi", 0), links(), indicators("strategy", 0), view=view)
        assert nodes["id"].tolist() == ["kvi-2"]


def test_a_link_without_effect_or_to_a_missing_indicator_leaves_both_ends_alone():
    table = links(("kpi-1", "kvi-1", "0", 1, ""), ("kpi-2", "kvi-9", "+", 1, ""), ("kpi-3", "kvi-2", "-", 1, ""))
    nodes = placed(indicators("kvi", 2), indicators("kpi", 3), table, indicators("strategy", 1))
    assert nodes.loc[nodes["alone"], "id"].tolist() == ["kpi-1", "kpi-2", "kvi-1"]


@pytest.mark.parametrize("view", VIEWS)
def test_empty_tables_give_no_boxes_and_still_a_height(view):
    nodes = placed(indicators("kvi", 0), indicators("kpi", 0), links(), indicators("strategy", 0), view=view)
    assert nodes.empty
    assert figure_height([]) > 100


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize(("asked", "taken"), [(0, 600), (300, 600), (800, 800), (5000, 1600)])
def test_the_width_stays_within_its_bounds(asked, taken, view):
    held = tables(indicators("kvi", 1), indicators("kpi", 1), links(), indicators("strategy", 1))
    assert place_boxes(held, asked, view) == place_boxes(held, taken, view)


def test_a_view_that_does_not_exist_is_refused_by_name():
    with pytest.raises(ValueError, match=r"spiral.*columns.*untangled.*mindmap"):
        placed(indicators("kvi", 1), indicators("kpi", 1), links(), indicators("strategy", 1), view="spiral")


def test_dashes_around_a_box_without_links_do_not_reach_the_next_box():
    assert BOX_GAP > 2 * 5 + 2
