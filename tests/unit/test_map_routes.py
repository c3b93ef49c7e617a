"""Links run between the columns, and their signs touch nothing."""

import itertools
import math

import pytest

from kvi_widgets.pictures.map_layout import VIEWS, figure_height
from kvi_widgets.pictures.map_routes import BADGE_SIZE, strategy_lines

from .maps import any_map, drawn, indicators, links, some_links

RADIUS = BADGE_SIZE / 2 + 1  # with its outline
SIZES = list(itertools.product((1, 8), (1, 5, 12), (600, 1600), VIEWS))


def check_signs(shown) -> None:
    badges = [one["badge"] for one in shown.routes]
    assert all(math.dist(one, other) >= 2 * RADIUS - 0.1 for one, other in itertools.combinations(badges, 2))
    for x, y in badges:
        assert RADIUS <= x <= shown.width - RADIUS
        assert RADIUS <= y <= figure_height(shown.boxes) - RADIUS
        assert all(distance((x, y), box) >= RADIUS for box in shown.boxes)


def distance(point: tuple[float, float], box: dict) -> float:
    x, y = point
    nearest = (
        min(max(x, box["x"]), box["x"] + box["width"]),
        min(max(y, box["y"]), box["y"] + box["height"]),
    )
    return math.dist(point, nearest)


@pytest.mark.parametrize("text", ["a", "Les personnes de plus de 60 ans qui lisent leur relevé toutes seules"])
@pytest.mark.parametrize(("kvis", "kpis", "width", "view"), SIZES)
def test_signs_never_touch_even_when_all_is_linked(kvis, kpis, width, view, text):
    kvi, kpi = indicators("kvi", kvis, text), indicators("kpi", kpis, text)
    shown = drawn(kvi, kpi, some_links(kvi, kpi), indicators("strategy", 1, text), width, view)
    assert len(shown.routes) == kvis * kpis
    check_signs(shown)


@pytest.mark.parametrize("seed", range(60))
def test_signs_touch_no_sign_and_no_box_in_any_map(seed):
    check_signs(any_map(seed))


@pytest.mark.parametrize("seed", range(30))
def test_lines_stay_between_the_columns_so_they_cross_no_box(seed):
    shown = any_map(seed)
    boxes = {box["id"]: box for box in shown.boxes}
    for one in shown.routes:
        kpi, kvi = boxes[one["kpi"]], boxes[one["kvi"]]
        left, right = sorted([kpi, kvi], key=lambda box: box["x"])
        assert all(left["x"] + left["width"] <= x <= right["x"] for x, _ in one["points"])


@pytest.mark.parametrize("seed", range(0, 60, 3))
def test_a_sign_sits_on_its_own_line_unless_all_stand_beside_their_kpi(seed):
    shown = any_map(seed)
    boxes = {box["id"]: box for box in shown.boxes}
    for one in shown.routes:
        near = min(math.dist(one["badge"], point) for point in one["points"])
        kpi = boxes[one["kpi"]]
        beside = min(abs(one["badge"][0] - kpi["x"] - kpi["width"]), abs(one["badge"][0] - kpi["x"]))
        assert near < 60 or beside < 40


def test_a_link_runs_from_the_kpi_to_the_border_of_the_kvi():
    kvi, kpi, table = indicators("kvi", 1), indicators("kpi", 2), links(("kpi-2", "kvi-1", "+", 3, ""))
    shown = drawn(kvi, kpi, table, indicators("strategy", 0))
    nodes = shown.nodes.set_index("id")
    (one,) = shown.routes
    start, end = one["points"][0], one["points"][-1]
    assert start[0] == nodes.loc["kpi-2", "x"] + nodes.loc["kpi-2", "width"]
    assert 0 < nodes.loc["kvi-1", "x"] - end[0] < 12
    assert nodes.loc["kvi-1", "y"] < end[1] < nodes.loc["kvi-1", "y"] + nodes.loc["kvi-1", "height"]
    assert one["toward"] == 1


def test_in_a_mind_map_links_reach_their_kvi_from_both_sides():
    kvi, kpi = indicators("kvi", 2), indicators("kpi", 4)
    shown = drawn(kvi, kpi, some_links(kvi, kpi), indicators("strategy", 1), view="mindmap")
    nodes = shown.nodes.set_index("id")
    for one in shown.routes:
        assert one["toward"] == (1 if nodes.loc[one["kpi"], "x"] < nodes.loc[one["kvi"], "x"] else -1)
        assert (one["points"][-1][0] - one["points"][0][0]) * one["toward"] > 0
    assert {one["toward"] for one in shown.routes} == {1, -1}


def test_links_of_one_box_leave_it_in_the_order_of_their_ends():
    kvi, kpi = indicators("kvi", 4), indicators("kpi", 1)
    shown = drawn(kvi, kpi, some_links(kvi, kpi), indicators("strategy", 1))
    starts = [one["points"][0][1] for one in shown.routes]
    assert starts == sorted(set(starts))


def test_each_kvi_leads_to_the_strategy():
    kvi, kpi, strategy = indicators("kvi", 3), indicators("kpi", 1), indicators("strategy", 1)
    shown = drawn(kvi, kpi, links(), strategy)
    nodes, lines = shown.nodes, strategy_lines(shown.boxes)
    (aim,) = nodes[nodes["kind"] == "strategy"].to_dict("records")
    assert [line[0][1] for line in lines] == (nodes["y"] + nodes["height"] / 2)[nodes["kind"] == "kvi"].tolist()
    assert {line[-1][0] for line in lines} == {aim["x"]}


def test_in_a_mind_map_one_trunk_joins_the_middle_column_and_crosses_no_box():
    boxes = drawn(indicators("kvi", 5), indicators("kpi", 1), links(), indicators("strategy", 1), view="mindmap").boxes
    lines = strategy_lines(boxes)
    assert len(lines) == 5
    for (_, upper), (_, lower) in lines:
        assert upper < lower
        assert not any(upper < box["y"] + box["height"] / 2 < lower for box in boxes if box["kind"] != "kpi")


@pytest.mark.parametrize("view", VIEWS)
def test_without_a_strategy_no_line_leads_anywhere(view):
    assert (
        strategy_lines(
            drawn(indicators("kvi", 2), indicators("kpi", 1), links(), indicators("strategy", 0), view=view).boxes
        )
        == []
    )
