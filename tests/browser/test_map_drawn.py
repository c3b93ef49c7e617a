"""Where a host lends no Plotly the kit's own drawing stands there: seen, touched and lit as the other, by mouse and keys."""

import json

import pytest

from .lab import Lab
from .learner import Learner, touch

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
# Python has drawn it as wide as there is room, and as bright as the page.
DRAWN_FOR = """(dark) => [...document.querySelectorAll('.kvi-map-drawing')].every((drawing) =>
  Math.abs(drawing.clientWidth - drawing.parentElement.clientWidth) < 8
  && (drawing.querySelector('rect').getAttribute('fill') === '#111111') === dark)"""


@pytest.fixture(scope="module")
def bare(browser, tmp_path_factory):
    """A lab without Plotly's renderer, and in it the lesson of the links."""
    folder = tmp_path_factory.mktemp("bare")
    settings = folder / "config" / "labconfig"
    settings.mkdir(parents=True)
    without = json.dumps({"disabledExtensions": {"@jupyterlab/plotly-extension:factory": True}})
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
    for width in (900, 1280):
        bare.page.set_viewport_size({"width": width, "height": 900})
        for dark in (True, False):
            bare.set_theme(dark)
            bare.page.wait_for_function(DRAWN_FOR, arg=dark)
            bare.picture(f"map-drawn-{'dark' if dark else 'light'}-{width}")
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


def link(bare):
    rows = bare.python("import json; print(json.dumps(workshop.links.to_dict('records')))")
    return next((row["polarity"] for row in rows if (row["kpi"], row["kvi"]) == ("kpi-3", "kvi-2")), "")


def take_back(bare):
    """This pair was never looked at."""
    bare.python("""import json
rows = [row for row in workshop.links.to_dict("records") if (row["kpi"], row["kvi"]) != ("kpi-3", "kvi-2")]
workshop.update("links", rows)
print(json.dumps(len(rows)))""")
    bare.page.locator("svg [data-kpi='kpi-3'][data-kvi='kvi-2']").first.wait_for(state="detached")


@pytest.mark.parametrize("way", ["keys", "mouse", "finger"])
def test_a_kpi_then_a_kvi_are_linked_and_the_drawing_follows(bare, drawn, way):
    take_back(bare)
    for path in (KPI, KVI):
        if way == "keys":
            drawn.locator(f"[data-path='{path}']").focus()
            bare.page.keyboard.press("Enter")
        else:
            box = drawn.locator(f"svg [data-node='{path[4:]}']")
            box.scroll_into_view_if_needed()
            if way == "mouse":
                box.click()
            else:
                touch(bare.page, box)
    drawn.locator("svg [data-kpi='kpi-3'][data-kvi='kvi-2'][data-sign='+']").first.wait_for()
    assert link(bare) == "+"


def test_a_family_of_links_is_taken_away_and_comes_back(bare, drawn):
    plus = drawn.locator("svg [data-sign='+']:visible")
    before = plus.count()
    Learner(bare.page).press("map.family.plus")
    assert (before > 0, plus.count()) == (True, 0)
    Learner(bare.page).press("map.family.plus")
    assert plus.count() == before


@pytest.mark.parametrize(("kind", "start"), [("png", b"\x89PNG"), ("svg", b"<svg")])
def test_the_drawing_is_saved(bare, drawn, kind, start):
    button = drawn.locator(f"[data-path='map.save.{kind}']")
    button.scroll_into_view_if_needed()
    with bare.page.expect_download() as waiting:
        button.click()
    assert waiting.value.suggested_filename == f"ma-carte.{kind}"
    assert waiting.value.path().read_bytes().startswith(start)


def test_what_if_is_drawn_on_it(bare):
    bare.run_cells("liens-11c")
    picture = bare.page.locator(".kvi-what-if svg")
    picture.get_by_text("=", exact=True).first.wait_for()
    Learner(bare.page).choose("what_if.kpi-2.move", "falls")
    picture.get_by_text("↓", exact=True).first.wait_for()
    bare.picture("what-if-drawn")
    assert bare.errors == []


def test_a_class_is_drawn_and_a_box_lights_its_lines(bare):
    bare.open_notebook("notebooks/fr/08_donnees.ipynb")
    bare.run_cells("donnees-02", "donnees-classe-2")
    crowd = bare.page.locator(".kvi-crowd")
    lines = crowd.locator("svg [data-bundles] path")
    lines.first.wait_for(state="attached")
    before = lines.count()
    crowd.locator("[data-path^='map.']").first.focus()
    assert lines.count() > before
    assert crowd.locator(".kvi-map-tip").is_visible()
    bare.picture("crowd-drawn")
    assert bare.axe(".kvi-crowd") == []
    assert bare.errors == []
