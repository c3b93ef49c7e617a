"""Who has set colours for all pages sees the maps in them, what is picked, and where the focus is."""

import pytest

from kvi_widgets import Content, Workshop
from kvi_widgets.pages.page import workshop_page
from tests.unit.test_map_contrast import contrast

# Of a map: what is behind it, its texts with what they stand on, its lines and outlines. Colours as #rrggbb.
HEX = """const hex = (colour) => "#" + colour.match(/[0-9.]+/g).slice(0, 3)
  .map((part) => Math.round(Number(part)).toString(16).padStart(2, "0")).join("");
  const of = (selector, name) => [...map.querySelectorAll(selector)].map((node) => hex(getComputedStyle(node)[name]));"""
LIVE = f"""(map) => {{ {HEX} return {{
  sheet: of(".main-svg:first-child", "backgroundColor"),
  texts: of(".main-svg text", "fill"),
  filled: of(".main-svg .point path, .main-svg path.point", "fill"),
  lines: of(".main-svg .js-line, .main-svg .point path, .main-svg path.point", "stroke"),
  samples: of(".kvi-map-family[data-sign='+'] .kvi-map-sample", "backgroundColor"),
}}; }}"""
ON_A_PAGE = f"""(map) => {{ {HEX} return {{
  sheet: of("svg > rect", "fill"),
  texts: of("[data-node] text", "fill"),
  filled: of("[data-node] rect:not(.ring)", "fill"),
  lines: of("[data-node] rect:not(.ring), [data-kpi] path[stroke]:not([stroke='transparent'])", "stroke"),
  signs: of("[data-kpi] circle:not(.ring)", "fill"),
  on_signs: of("[data-kpi] text", "fill"),
}}; }}"""
RING = f"""(map) => {{ {HEX}
  const ring = getComputedStyle(document.activeElement);
  const {{ borderTopColor, borderTopWidth }} = getComputedStyle(map.querySelector("[aria-pressed='true'][data-path^='map.k']"));
  return [hex(ring.outlineColor), ring.outlineWidth, hex(borderTopColor), borderTopWidth]; }}"""
CANVAS = {"light": "#ffffff", "dark": "#000000"}


@pytest.fixture(scope="module")
def own_map(lab):
    lab.put_example("en")
    lab.open_notebook("notebooks/en/05_links.ipynb")
    lab.run_cells("links-02", "links-10")
    lab.page.wait_for_selector(".kvi-map .js-plotly-plot .main-svg")
    yield lab.page.locator(".kvi-map")
    lab.page.emulate_media(forced_colors="none", color_scheme="light")


@pytest.mark.parametrize("scheme", CANVAS)
def test_the_live_map_has_the_colours_of_the_person(lab, own_map, scheme):
    lab.page.emulate_media(forced_colors="active", color_scheme=scheme)
    seen, canvas = own_map.evaluate(LIVE), CANVAS[scheme]
    assert set(seen["sheet"] + seen["filled"]) == {canvas}
    assert (len(seen["texts"]), len(seen["filled"]), len(seen["lines"])) == (14, 16, 23)
    assert min(contrast(text, canvas) for text in seen["texts"]) >= 7
    assert min(contrast(line, canvas) for line in seen["lines"] + seen["samples"]) >= 3


@pytest.mark.parametrize("scheme", CANVAS)
def test_what_is_picked_and_what_has_the_focus_have_a_ring(lab, own_map, scheme):
    lab.page.emulate_media(forced_colors="active", color_scheme=scheme)
    own_map.locator("[data-path='map.kpi-1']").focus()
    lab.page.keyboard.press("Enter")
    lab.page.keyboard.press("ArrowDown")
    ring, width, picked, border = own_map.evaluate(RING)
    lab.page.keyboard.press("Escape")
    assert (width, border) == ("3px", "4px")
    assert min(contrast(ring, CANVAS[scheme]), contrast(picked, CANVAS[scheme])) >= 3


@pytest.mark.parametrize("scheme", CANVAS)
def test_the_page_of_ones_own_has_the_colours_of_the_person(browser, scheme):
    content = Content.load("en")
    page = browser.new_context(forced_colors="active", color_scheme=scheme).new_page()
    page.set_content(workshop_page(Workshop(content).example("portal"), content))
    seen, canvas = page.locator(".map").evaluate(ON_A_PAGE), CANVAS[scheme]
    assert set(seen["sheet"] + seen["filled"] + seen["on_signs"]) == {canvas}
    assert (len(seen["texts"]), len(seen["signs"])) == (6, 5)
    assert min(contrast(colour, canvas) for colour in seen["texts"] + seen["signs"] + seen["lines"]) >= 7
    page.locator("[data-node='kpi-1']").focus()
    page.keyboard.press("Shift")
    ring = page.evaluate(f"() => {{ const map = document; {HEX} return of(\"[data-node='kpi-1'] .ring\", 'stroke'); }}")
    assert contrast(ring[0], canvas) >= 3
    page.context.close()
