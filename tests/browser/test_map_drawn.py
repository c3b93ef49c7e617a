"""Where a host lends no Plotly the kit's own drawing stands there: seen, touched and lit as the other, by mouse and keys."""

import json

import pytest

from .lab import Lab
from .learner import Learner

KPI, KVI = "map.kpi-3", "map.kvi-2"
# Links that are as bright as can be, by their ends.
LIT = """(map) => [...new Set([...map.querySelectorAll('svg [data-kpi]')]
  .filter((link) => [...link.children].every((part) => (part.getAttribute("opacity") ?? "1") === "1"))
  .map(({ dataset }) => `${dataset.kpi} ${dataset.kvi}`))].sort()"""
# How far the middle of a box lies from the middle of its button.
BESIDE = """(map) => [...map.querySelectorAll('.kvi-map-keys button')].map((button) => {
  const [own, drawn] = [button, map.querySelector(`svg [data-node="${button.dataset.path.slice(4)}"]`)]
    .map((part) => part.getBoundingClientRect());
  return Math.hypot(own.left - drawn.left + (own.width - drawn.width) / 2, own.top - drawn.top + (own.height - drawn.height) / 2);
})"""


@pytest.fixture(scope="module")
def bare(browser, tmp_path_factory):
    """A lab without Plotly's renderer, and in it the lesson of the links."""
    folder = tmp_path_factory.mktemp("bare")
    settings = folder / "config" / "labconfig"
    settings.mkdir(parents=True)
    without = json.dumps({"disabledExtensions": {"jupyterlab-plotly": True}})
    (settings / "page_config.json").write_text(without, "utf-8")
    lab = Lab(folder, browser)
    lab.put_example("fr")
    lab.open_notebook("notebooks/fr/05_liens.ipynb")
    lab.run_cells("liens-02", "liens-10")
    yield lab
    lab.close()


@pytest.fixture
def drawn(bare):
    """The learner's map; nothing is picked."""
    shown = bare.page.locator(".kvi-map:has(svg [data-node])").first
    shown.locator("svg [data-node]").first.wait_for()
    bare.page.keyboard.press("Escape")
    return shown


def test_the_drawing_is_there_its_boxes_below_their_buttons(bare, drawn):
    assert drawn.locator(".js-plotly-plot").count() == 0
    assert max(drawn.evaluate(BESIDE)) < 3
    for _ in bare.looks("map-drawn", ".kvi-map:has(svg)"):
        assert bare.axe(".kvi-map:has(svg)") == []
    assert bare.errors == []


def test_what_is_picked_by_keyboard_is_lit_and_told(bare, drawn):
    everything = drawn.evaluate(LIT)
    drawn.locator(f"[data-path='{KPI}']").focus()
    tip = drawn.locator(".kvi-map-tip")
    assert tip.is_visible()
    bare.page.keyboard.press("Enter")
    lit = drawn.evaluate(LIT)
    assert lit
    assert set(lit) < set(everything)
    assert all("kpi-3" in link for link in lit)
    bare.picture("map-drawn-picked")
