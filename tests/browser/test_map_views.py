"""The map is arranged in three ways and shows the links one asks for; its texts stay inside, its ring is seen."""

import shutil

import pytest

from kvi_widgets.words.content import DATA
from tests.unit.maps import TEXTS
from tests.unit.test_map_contrast import contrast

from .learner import Learner

LEFTS = """(map) => Object.fromEntries([...map.querySelectorAll('.kvi-map-keys button')]
  .map((key) => [key.dataset.path, [key.offsetLeft, key.offsetTop]]))"""
# Lines and signs of a family that the eye sees.
SEEN = """(map) => map.querySelectorAll('.scatterlayer .trace.scatter path.js-line, .scatterlayer .trace.scatter .text text').length"""
# Every text that Plotly has drawn over a box, and how far it sticks out on the right and below.
STICKS_OUT = """(map) => {
  const boxes = [...map.querySelectorAll('.barlayer .point path')].map((box) => box.getBoundingClientRect());
  const texts = [...map.querySelectorAll('.scatterlayer .textpoint text')].map((text) => text.getBoundingClientRect());
  const inside = texts.map((text) => [text, boxes.find((box) => text.left >= box.left && text.left < box.right
    && text.top >= box.top - 1 && text.top < box.bottom)]).filter(([text, box]) => box);
  return inside.map(([text, box]) => Math.max(text.right - box.right, text.bottom - box.bottom));
}"""
# The colour of the ring around what has the focus, and of the page behind it.
RING = """() => {
  const hex = (colour) => "#" + colour.match(/[0-9.]+/g).slice(0, 3).map((part) => Number(part).toString(16).padStart(2, "0")).join("");
  const focused = document.activeElement.closest(".kvi-option") ?? document.activeElement;
  let behind = focused.parentElement;
  while (/, 0\\)$|transparent/.test(getComputedStyle(behind).backgroundColor)) behind = behind.parentElement;
  const { outlineColor, outlineStyle, outlineWidth } = getComputedStyle(focused);
  return { ring: hex(outlineColor), behind: hex(getComputedStyle(behind).backgroundColor), style: outlineStyle, width: outlineWidth };
}"""


@pytest.fixture(scope="module")
def mine(lab):
    shutil.copy(DATA / "examples" / "fr" / "portal.json", lab.answers)
    lab.open_notebook("notebooks/fr/05_liens.ipynb")
    lab.run_cells("liens-02", "liens-10")
    lab.page.wait_for_selector(".kvi-map .js-plotly-plot .main-svg")
    return lab


@pytest.fixture
def own_map(mine):
    return mine.page.locator(".kvi-map")


def choose(mine, own_map, view):
    """By keyboard, from the view that is chosen now."""
    own_map.locator("[data-path^='map.view.']:checked").focus()
    for _ in range(3):
        if own_map.locator(f"[data-path='map.view.{view}']").is_checked():
            break
        mine.page.keyboard.press("ArrowRight")


def test_each_view_is_chosen_by_keyboard_and_told_and_nothing_jumps(mine, own_map):
    written = own_map.evaluate(LEFTS)
    own_map.locator("[data-path='map.view.columns']").focus()
    top = own_map.locator(".kvi-map-controls").bounding_box()["y"]
    choose(mine, own_map, "mindmap")
    mine.page.wait_for_function(
        "(map) => map.querySelector('.kvi-map-said').textContent.includes('mentale')", arg=own_map.element_handle()
    )
    mind = own_map.evaluate(LEFTS)
    middle = mind["map.strategy-1"][0]
    assert min(mind[f"map.kpi-{n}"][0] for n in (1, 2, 3)) < middle < max(mind[f"map.kpi-{n}"][0] for n in (1, 2, 3))
    assert Learner(mine.page).focus()["path"] == "map.view.mindmap"
    choose(mine, own_map, "columns")
    mine.page.wait_for_function(
        "([map, lefts]) => JSON.stringify((" + LEFTS + ")(map)) === JSON.stringify(lefts)",
        arg=[own_map.element_handle(), written],
    )
    assert abs(own_map.locator(".kvi-map-controls").bounding_box()["y"] - top) < 2


def test_a_family_of_links_is_hidden_and_shown_by_keyboard_and_stays_hidden_in_another_view(mine, own_map):
    seen = own_map.evaluate(SEEN)
    button = own_map.locator("[data-path='map.family.minus']")
    button.focus()
    mine.page.keyboard.press("Enter")
    mine.page.wait_for_function(f"([map, seen]) => ({SEEN})(map) < seen", arg=[own_map.element_handle(), seen])
    left = own_map.evaluate(SEEN)
    assert button.get_attribute("aria-pressed") == "false"
    choose(mine, own_map, "untangled")
    mine.page.wait_for_function(
        "(map) => map.querySelector('.kvi-map-said').textContent.includes('démêlée')", arg=own_map.element_handle()
    )
    assert own_map.evaluate(SEEN) == left
    button.focus()
    mine.page.keyboard.press("Space")
    mine.page.wait_for_function(f"([map, seen]) => ({SEEN})(map) === seen", arg=[own_map.element_handle(), seen])
    assert button.get_attribute("aria-pressed") == "true"
    choose(mine, own_map, "columns")


@pytest.mark.parametrize("dark", [False, True])
def test_the_ring_of_the_focus_is_seen_in_both_themes_and_axe_finds_nothing(mine, own_map, dark):
    mine.set_theme(dark)
    Learner(mine.page)  # rings are drawn for those who use the keyboard
    for path in ("map.view.columns", "map.family.plus", "map.kpi-1", "map.kvi-1", "map.save.png"):
        own_map.locator(f"[data-path='{path}']").focus()
        mine.page.keyboard.press("Shift")
        seen = mine.page.evaluate(RING)
        assert (seen["style"], seen["width"]) == ("solid", "3px"), path
        assert contrast(seen["ring"], seen["behind"]) >= 3, path
    assert mine.axe(".kvi-map") == []
    mine.picture(f"map-views-{'dark' if dark else 'light'}")


@pytest.mark.parametrize("width", [900, 1280])
def test_real_letters_stay_in_their_boxes(mine, own_map, width):
    mine.page.set_viewport_size({"width": width, "height": 900})
    kinds = {"kvi": TEXTS[:4], "kpi": TEXTS[4:], "strategy": TEXTS[3:4]}
    rows = {
        kind: [{"id": f"{kind}-{n}", "text": text} for n, text in enumerate(texts, 1)] for kind, texts in kinds.items()
    }
    mine.python(f"import json; workshop.update_all({rows!r}); print(json.dumps(len(workshop.kvi)))")
    for view in ("mindmap", "columns"):
        choose(mine, own_map, view)
        mine.page.wait_for_function(
            "(map) => map.querySelectorAll('.barlayer .point').length === 11", arg=own_map.element_handle()
        )
        mine.page.wait_for_timeout(600)  # the map is drawn anew when it has found its width
        found = own_map.evaluate(STICKS_OUT)
        assert len(found) >= 11
        assert max(found) <= 0, (view, found)
    mine.page.set_viewport_size({"width": 1280, "height": 900})
