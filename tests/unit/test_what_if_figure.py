"""What if in the picture: signs on the boxes, links of what stands still fade."""

import pytest

from kvi_widgets.logic.what_if import what_if
from kvi_widgets.pictures.map_figure import THEMES, map_data
from kvi_widgets.pictures.what_if_figure import FADED, GLYPHS, what_if_data


@pytest.fixture
def own(finished):
    return finished


def drawn(own, moves, theme="light"):
    figure = map_data(own.rows, own.content.words("map"), 900, theme)
    return figure, what_if_data(figure, moves, what_if(own.rows, moves), theme)


def signs(figure):
    trace = figure["data"][-1]
    return {mark[1]: text.strip("</b>") for mark, text in zip(trace["customdata"], trace["text"], strict=True)}


@pytest.mark.parametrize("move", ["rises", "falls"])
def test_every_kvi_bears_the_sign_of_what_would_follow(own, move):
    moves = {"kpi-1": move}
    _, figure = drawn(own, moves)
    expected = what_if(own.rows, moves)
    assert {row["kvi"]: signs(figure)[row["kvi"]] for row in expected} == {
        row["kvi"]: GLYPHS[row["outcome"]] for row in expected
    }
    assert signs(figure)["kpi-1"] == GLYPHS[move]


def test_a_contradiction_has_a_sign_of_its_own(own):
    pair = {"kvi": "kvi-1", "strength": 1, "reason": ""}
    own.update("links", [{**pair, "kpi": "kpi-1", "polarity": "+"}, {**pair, "kpi": "kpi-2", "polarity": "-"}])
    _, figure = drawn(own, {"kpi-1": "rises", "kpi-2": "rises"})
    assert signs(figure)["kvi-1"] == "⇅"


def test_only_links_of_what_moves_stay_bright(own):
    _, figure = drawn(own, {"kpi-1": "rises"})
    lines = [trace for trace in figure["data"] if trace.get("meta")]
    assert lines
    assert all(trace.get("opacity", 1) == (1 if trace["meta"][1] == "kpi-1" else FADED) for trace in lines)


def test_the_map_itself_stays_as_it_was(own):
    figure, changed = drawn(own, {"kpi-1": "rises"})
    again, _ = drawn(own, {})
    assert figure == again
    assert changed["layout"]["height"] == figure["layout"]["height"]


def test_signs_stand_on_their_own_box(own):
    figure, changed = drawn(own, {"kpi-1": "rises"})
    trace = changed["data"][-1]
    for mark, x, y in zip(trace["customdata"], trace["x"], trace["y"], strict=True):
        box = next(
            (bars["base"][at], bars["x"][at], bars["y"][at], bars["width"][at])
            for bars in figure["data"]
            if bars["type"] == "bar"
            for at, owner in enumerate(bars["customdata"])
            if owner == mark
        )
        left, wide, middle, tall = box
        assert left < x < left + wide
        assert y == middle - tall / 2


def test_an_empty_map_gets_no_signs(workshop):
    figure, changed = drawn(workshop, {})
    assert changed["data"] == figure["data"] == []


@pytest.mark.parametrize("theme", THEMES)
def test_colours_follow_the_theme(own, theme):
    _, figure = drawn(own, {"kpi-1": "rises"}, theme)
    assert THEMES[theme]["text"] in figure["data"][-1]["marker"]["color"]
