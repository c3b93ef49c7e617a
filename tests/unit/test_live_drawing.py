"""Where a page has no Plotly, Python draws as well, and sends it with the figure; else nothing more travels."""

from xml.etree.ElementTree import fromstring

import pytest

from kvi_widgets import CrowdMap, ValueMap, WhatIf, Workshop
from kvi_widgets.pictures.map_figure import map_data
from kvi_widgets.pictures.what_if_figure import what_if_data

SVG = "{http://www.w3.org/2000/svg}"


def drawing(shown):
    return fromstring(shown.figure["layout"]["meta"]["drawing"])  # noqa: S314  our own picture


@pytest.fixture(params=[ValueMap, WhatIf, CrowdMap])
def shown(request, content):
    return request.param(Workshop(content).example("portal"))


def test_a_page_with_plotly_gets_no_drawing(shown):
    shown.set_state({"width": 800, "theme": "light"})
    assert "drawing" not in shown.figure["layout"].get("meta", {})


def test_a_page_without_plotly_gets_the_drawing_of_the_same_boxes(shown):
    shown.set_state({"width": 800, "theme": "light", "drawing": True})
    boxes = [one.get("data-node") for one in drawing(shown).iter(f"{SVG}g") if one.get("data-node")]
    assert boxes == [
        mark[1] for trace in shown.figure["data"] if trace["type"] == "bar" for mark in trace["customdata"]
    ]


def test_nothing_in_it_takes_the_focus_because_the_page_has_buttons_of_its_own(shown):
    shown.set_state({"width": 800, "theme": "light", "drawing": True})
    assert not [one for one in drawing(shown).iter() if one.get("tabindex") or one.get("role") == "button"]


def test_a_legend_stands_below_a_drawing_whose_page_has_buttons_instead(content):
    shown = ValueMap(Workshop(content).example("portal"))
    shown.set_state({"width": 800, "theme": "light", "drawing": True})
    layout = shown.figure["layout"]
    assert float(drawing(shown).get("height")) == layout["height"] + layout["meta"]["key"]
    assert content.words("map")["legend"] in "".join(drawing(shown).itertext())


def test_a_changed_link_changes_the_drawing(finished):
    shown = ValueMap(finished)
    shown.set_state({"width": 800, "theme": "light", "drawing": True})
    before = shown.figure["layout"]["meta"]["drawing"]
    finished.update("links", [])
    assert shown.figure["layout"]["meta"]["drawing"] != before


def test_what_would_follow_is_a_sign_on_each_box(content):
    work = Workshop(content).example("portal")
    shown = WhatIf(work)
    shown.set_state({"width": 800, "theme": "light", "drawing": True})
    shown.moves = {"kpi-2": "falls"}
    figure = what_if_data(map_data(work.rows, content.words("map")), shown.moves, [])
    signs = len(figure["data"][-1]["x"])
    assert "".join(drawing(shown).itertext()).count("↓") == 1
    assert len(list(drawing(shown).iter(f"{SVG}circle"))) >= signs
