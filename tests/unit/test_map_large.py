"""A large map: slim rows and a few shapes, chosen by size; the twin tells the beginning."""

from itertools import pairwise

import pytest

from kvi_widgets import Content, ValueMap, Workshop
from kvi_widgets.logic.coherence import coherence_findings
from kvi_widgets.pictures.figure_svg import figure_svg
from kvi_widgets.pictures.map_figure import map_data
from kvi_widgets.pictures.map_large import is_large
from kvi_widgets.pictures.map_rows import MOST_BOXES, MOST_SIGNS
from kvi_widgets.pictures.plotly_text import checked_figure


@pytest.fixture(scope="module")
def large():
    workshop = Workshop(Content.load("fr"))
    kpi, kvi = (
        [{"id": f"{kind}-{n}", "text": f"Une phrase assez longue pour dépasser sa ligne, {n}"} for n in range(1, 101)]
        for kind in ("kpi", "kvi")
    )
    links = [
        {"kpi": f"kpi-{n % 100 + 1}", "kvi": f"kvi-{n * 7 % 97 + 1}", "polarity": "+-"[n % 2], "strength": n % 3 + 1}
        for n in range(2000)
    ]
    workshop.update_all({"kpi": kpi, "kvi": kvi, "links": links, "strategy": [{"id": "strategy-1", "text": "Le cap"}]})
    return workshop


def figure(workshop, **look):
    return map_data(workshop.rows, workshop.content.words("map"), **look)


def test_a_map_of_a_workshop_is_not_large_and_one_of_a_class_is(workshop, large):
    own = workshop.example("portal")
    assert not is_large(own.rows)
    assert is_large(large.rows)
    few = dict.fromkeys(("kvi", "kpi"), [{"text": "Trust"}] * (MOST_BOXES // 2))
    assert not is_large(few | {"links": [{"polarity": "+"}] * MOST_SIGNS})
    assert is_large(few | {"links": [{"polarity": "+"}] * (MOST_SIGNS + 1)})


def test_every_link_is_a_line_of_its_sign_and_strength(large):
    shapes = figure(large)["layout"]["shapes"]
    drawn = {(shape["name"], shape["line"]["width"]): shape["path"].count("M") for shape in shapes}
    known = large.links.groupby(["polarity", "strength"]).size()
    assert sorted(drawn.values()) == sorted(known)
    assert len(figure(large)["data"]) <= 6


def test_a_sign_that_turns_moves_one_line_and_nothing_else(large):
    before, tables = figure(large), large.rows
    tables["links"][0]["polarity"] = "-"
    after = map_data(tables, large.content.words("map"))
    assert before["data"] == after["data"]
    changed = [
        one["name"]
        for one, other in zip(before["layout"]["shapes"], after["layout"]["shapes"], strict=True)
        if one != other
    ]
    assert changed == ["bundle +", "bundle -"]


@pytest.mark.parametrize("width", [600, 1280])
def test_rows_stay_in_their_columns_and_off_each_other(large, width):
    bars = [trace for trace in figure(large, width=width)["data"] if trace["type"] == "bar"]
    borders = [(trace["base"][0], trace["base"][0] + trace["x"][0]) for trace in bars]
    assert all(left[1] < right[0] for left, right in pairwise(borders))
    for trace in bars:
        tops = [y - height / 2 for y, height in zip(trace["y"], trace["width"], strict=True)]
        assert all(below - above >= trace["width"][0] for above, below in pairwise(tops))


def test_plotly_and_the_drawing_without_it_accept_a_large_map(large):
    words = large.content.words("map")
    made = checked_figure(map_data(large.rows, words))
    assert len(made.layout.shapes) == 6
    drawing = figure_svg(figure(large), "Carte")
    assert drawing.count("<path") >= 6
    assert "kvi-100" in drawing


def test_the_twin_tells_the_beginning_and_says_how_much_more_there_is(large):
    shown = ValueMap(large)
    assert len(shown.twin["sentences"]) == len(shown.twin["rows"]) == 100
    known = len(shown.table)
    assert str(known - 100) in shown.twin["more"]


def test_a_large_map_is_asked_ten_questions_at_a_time_and_says_how_many_more_there_are(large):
    shown, found = ValueMap(large), coherence_findings(large.rows, large.content)
    assert [row["question"] for row in shown.findings["questions"]] == [row["question"] for row in found[:10]]
    assert shown.findings["count"] == len(found) > 10
    assert str(len(found) - 10) in shown.findings["more"]


def test_a_question_about_a_thousand_links_quotes_ten_of_them(large):
    [few] = [row for row in coherence_findings(large.rows, large.content, quotes=10) if row["id"] == "no_reason"]
    [all_] = [row for row in coherence_findings(large.rows, large.content) if row["id"] == "no_reason"]
    assert few["concerns"] == all_["concerns"]
    assert all_["trigger"].startswith(few["trigger"].removesuffix(", …"))
    assert few["trigger"].count("»") == 2 * 10 < all_["trigger"].count("»")
