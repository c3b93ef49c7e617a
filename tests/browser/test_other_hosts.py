"""A host that is no Jupyter: no style sheet of its own, a document of its own for the widget, no Plotly, no mark of a theme."""

import json

import pytest

from kvi_widgets import ValueMap, Workshop
from kvi_widgets.words.content import Content

from .lab import PICTURES

SHOW = """async ({ script, styles, state, dark, manager }) => {
  if (dark) Object.assign(document.body.style, { background: "#181c1a", color: "oklch(0.95 0 0)" });
  const root = document.body.appendChild(document.createElement("div")).attachShadow({ mode: "open" });
  const [sheet, el] = [document.createElement("style"), document.createElement("div")];
  sheet.textContent = styles;
  root.append(sheet, el);
  window.sent = [];
  const model = {
    get: (name) => state[name],
    set: (name, value) => Object.assign(state, typeof name === "string" ? { [name]: value } : name),
    on() {}, off() {}, send: (message) => window.sent.push(message), widget_manager: manager,
  };
  const { default: widget } = await import(URL.createObjectURL(new Blob([script], { type: "text/javascript" })));
  widget.initialize({ model });
  widget.render({ model, el });
}"""
FOCUSED = "(map) => map.getRootNode().activeElement?.dataset.path"


@pytest.fixture
def content():
    return Content.load("en")


@pytest.fixture
def page(browser):
    page = browser.new_page(viewport={"width": 900, "height": 900})
    page.goto("about:blank")
    yield page
    page.close()


def show(page, work, *, drawn=True, dark=False, manager=None):
    """Show the map of these answers as this host does."""
    shown = ValueMap(work)
    shown.set_state({"width": 800, "theme": "dark" if dark else "light", "drawing": drawn})
    state = {name: value for name, value in shown.get_state().items() if not name.startswith("_") and name != "layout"}
    told = {"script": shown._esm, "styles": shown._css, "state": json.loads(json.dumps(state)), "dark": dark}
    page.evaluate(SHOW, told | {"manager": manager})
    return page.locator(".kvi-map")


def test_keys_go_from_box_to_box_in_a_document_of_its_own(page, content):
    shown = show(page, Workshop(content).example("portal"))
    shown.locator("[data-path='map.kpi-1']").focus()
    page.keyboard.press("ArrowDown")
    assert shown.evaluate(FOCUSED) == "map.kpi-2"
    page.keyboard.press("ArrowRight")
    assert shown.evaluate(FOCUSED) == "map.link.kpi-2.kvi-1"
    assert shown.locator(".kvi-map-tip").is_visible()


def test_a_page_with_light_letters_is_dark(page, content):
    shown = show(page, Workshop(content).example("portal"), dark=True)
    assert shown.evaluate("(map) => getComputedStyle(map).color") == "rgb(232, 234, 237)"
    page.wait_for_function("() => window.sent.some(({ state }) => state?.theme === 'dark')")
    PICTURES.mkdir(exist_ok=True)
    page.screenshot(path=PICTURES / "other-host.png")
    page.evaluate("() => { document.body.style.color = 'black'; }")
    shown.and_(page.locator(":not(.kvi-dark *)")).wait_for()


def test_a_page_that_follows_the_system_is_followed(page, content):
    page.evaluate("() => { document.documentElement.style.colorScheme = 'light dark'; }")
    page.emulate_media(color_scheme="dark")
    shown = show(page, Workshop(content).example("portal"))
    assert shown.and_(page.locator(".kvi-dark *")).count() == 1
    page.emulate_media(color_scheme="light")
    shown.and_(page.locator(":not(.kvi-dark *)")).wait_for()


def test_what_is_hidden_stays_so_without_a_style_sheet_of_the_host(page, content):
    shown = show(page, Workshop(content))
    assert shown.locator(".kvi-map-controls").is_hidden()


def test_an_exported_page_draws_what_was_drawn_before(page, content):
    shown = show(page, Workshop(content).example("portal"), manager={"renderMime": {}})
    assert shown.locator("svg [data-node]").count() == 2 + 3 + 1


def test_an_exported_page_without_a_drawing_says_so_and_opens_the_story(page, content):
    shown = show(page, Workshop(content).example("portal"), drawn=False, manager={"renderMime": {}})
    assert shown.get_by_text(content.words("map")["no_renderer"]).is_visible()
    assert shown.locator("details[open] table").is_visible()
    assert page.evaluate("() => window.sent") == []


def test_in_colours_of_the_persons_own_the_drawing_has_them(page, content):
    page.emulate_media(forced_colors="active")
    shown = show(page, Workshop(content).example("portal"))
    box = shown.locator("svg [data-node] rect").first
    canvas = page.evaluate("""() => {
      const probe = document.body.appendChild(document.createElement("i"));
      probe.style.color = "Canvas";
      return getComputedStyle(probe).color;
    }""")
    assert box.evaluate("(rect) => getComputedStyle(rect).fill") == canvas
    page.screenshot(path=PICTURES / "other-host-own-colours.png")
