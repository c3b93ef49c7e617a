"""The picture of a crowd: a line with its number for each sign, slim rows for many, few shapes always."""

import json

import pytest

from kvi_widgets.logic.crowd import gather
from kvi_widgets.model.class_answers import made_up_class
from kvi_widgets.model.shapes import records
from kvi_widgets.pictures.crowd_figure import MOST_LINES, crowd_data
from kvi_widgets.pictures.plotly_text import checked_figure

from .test_comparison import answers


@pytest.fixture(scope="module")
def words():
    from kvi_widgets import Content

    content = Content.load("fr")
    return content.words("map") | content.words("crowd")


@pytest.fixture(scope="module")
def class_of_12(content):
    return gather(one.rows for one in made_up_class(content))


@pytest.fixture(scope="module")
def many():
    """Three maps of 100 KPI and 100 KVI with 2,000 links each; the third turns every sign."""
    pairs = [(f"kpi-{a}", f"kvi-{(a * 7 + b * 3) % 100 + 1}") for a in range(1, 101) for b in range(20)]
    names = [f"Signal number {n} of a long list that no slim row could ever hold in full" for n in range(100)]
    base = answers(names, [f"Change {name}" for name in names])

    def signed(sign):
        rows = [{"kpi": kpi, "kvi": kvi, "polarity": sign, "strength": 1, "reason": ""} for kpi, kvi in pairs]
        return base | {"links": rows}

    return gather([signed("+"), signed("+"), signed("-")])


def bundles(figure):
    return {
        (shape["name"], shape["line"]["width"]): shape["path"].count("M")
        for shape in figure["layout"]["shapes"]
        if shape["path"] != "M0,0"
    }


def numbers(figure):
    return sorted(text for trace in figure["data"] if trace["name"] == "badges" for text in trace["text"] if text)


def test_each_sign_has_its_own_line_and_number(class_of_12, words):
    figure = crowd_data(class_of_12, words)
    assert numbers(figure) == sorted(
        f"<b>{text}</b>" for text in ("+9", "+2", "+2", "−10", "+6", "−3", "−12", "+3", "−5")
    )
    assert sum(bundles(figure).values()) == 9


def test_thickness_is_how_many(class_of_12, words):
    shown = bundles(crowd_data(class_of_12, words))
    assert shown["bundle -", 15.0] == 1  # all twelve
    assert shown["bundle +", 2.5] == 2  # two of twelve


def test_signs_differ_without_colour(class_of_12, words):
    shapes = crowd_data(class_of_12, words)["layout"]["shapes"]
    dashes = {shape["name"]: shape["line"]["dash"] for shape in shapes}
    assert dashes["bundle +"] != dashes["bundle -"]


def test_the_two_lines_of_a_pair_run_side_by_side(class_of_12, words):
    from kvi_widgets.pictures.crowd_layout import lines_of, place_crowd, route_crowd

    lines = lines_of(class_of_12.pairs, slim=False)
    routes = route_crowd(
        place_crowd(records(class_of_12.kvi), records(class_of_12.kpi), lines, 900, slim=False), lines, slim=False
    )
    plus, minus = (
        next(line for line in routes if (line["kpi"], line["kvi"], line["polarity"]) == ("kpi-2", "kvi-2", sign))
        for sign in "+-"
    )
    apart = (plus["thickness"] + minus["thickness"]) / 2
    gaps = [below[1] - above[1] for above, below in zip(plus["points"], minus["points"], strict=True)]
    assert all(gap >= apart for gap in gaps)
    assert max(gaps) - min(gaps) < 1


def test_a_threshold_takes_lines_away_and_moves_nothing(class_of_12, words):
    every, some = crowd_data(class_of_12, words), crowd_data(class_of_12, words, least=10)
    assert numbers(some) == sorted(f"<b>{text}</b>" for text in ("+2", "−10", "−12"))
    assert every["data"][:2] == some["data"][:2]
    assert len(every["layout"]["shapes"]) == len(some["layout"]["shapes"])


def test_thousands_of_links_take_a_dozen_shapes_and_few_traces(many, words):
    figure = crowd_data(many, words)
    assert len(figure["layout"]["shapes"]) == 12
    assert len(figure["data"]) <= 6
    assert sum(bundles(figure).values()) == MOST_LINES
    assert len(json.dumps(figure)) < 150_000


def test_of_too_many_lines_the_thickest_are_drawn(many, words):
    assert set(bundles(crowd_data(many, words))) == {("bundle +", 2.4)}


def test_slim_rows_hold_one_line_and_the_hover_has_the_whole_text(many, words):
    figure = crowd_data(many, words)
    rows = next(trace["text"] for trace in figure["data"] if trace["name"] == "text")
    assert len(rows) == 200
    assert all(text.endswith("…") and "<br>" not in text for text in rows)
    assert "hold in full" in figure["data"][0]["hovertext"][0].replace("<br>", " ")


def test_no_text_becomes_markup(words):
    evil = answers(["<b>Calls</b>"], ["<a href='x'>Trust</a>"], [("kpi-1", "kvi-1", "+", 1, "<i>why</i>")])
    text = json.dumps(crowd_data(gather([evil, evil]), words))
    assert "<a href" not in text
    assert "&lt;a" in text


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_plotly_accepts_it(class_of_12, many, words, theme):
    assert len(checked_figure(crowd_data(class_of_12, words, 600, theme)).layout.shapes) == 12
    assert len(checked_figure(crowd_data(many, words, 1600, theme)).layout.shapes) == 12


def test_a_crowd_without_maps_says_what_to_do(words):
    assert words["empty"] in crowd_data(gather([]), words)["layout"]["annotations"][0]["text"]
