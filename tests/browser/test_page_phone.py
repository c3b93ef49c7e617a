"""The page of one's own on a phone: all that one can press is large, read, seen when it has the focus, never covered."""

import pytest

from kvi_widgets import Content, Workshop
from kvi_widgets.pages.page import workshop_page
from tests.unit.test_map_contrast import contrast

from .test_enlarged import SPACING

PHONE = {"width": 320, "height": 640}
PRESSED = "button, .map [role='button'] > :is(rect, circle):not(.ring)"
BREADTHS = """(parts) => parts.map((part) => {
  const { width, height } = part.getBoundingClientRect();
  return Math.round(Math.min(width, height) * 10) / 10;
})"""
# What is written in the picture is as large as the picture is drawn.
LETTERS = """() => [...document.querySelectorAll("body *")].filter((one) => one.checkVisibility() &&
    !(one instanceof SVGElement && !one.closest("text")) && [...one.childNodes].some((node) => node.data?.trim()))
  .map((one) => parseFloat(getComputedStyle(one).fontSize) * (one.getScreenCTM?.().a ?? 1))"""
# Box or sign that has the focus: left, top, right and bottom edge; then those of what can be seen of the map.
EDGES = """() => {
  const active = document.activeElement;
  const { left, top, right, bottom } = (active.querySelector(".ring") ?? active).getBoundingClientRect();
  const map = document.querySelector(".map").getBoundingClientRect();
  const story = document.querySelector(".told").getBoundingClientRect();
  return [[left, top, right, bottom], [map.left, 0, map.right, Math.min(story.top, innerHeight)], story.bottom - innerHeight];
}"""
# Of what has the focus: colour and width of the line around it, and how far it keeps from its border.
RING = """() => {
  const hex = (colour) => "#" + colour.match(/[0-9.]+/g).slice(0, 3)
    .map((part) => Math.round(Number(part)).toString(16).padStart(2, "0")).join("");
  const active = document.activeElement, ring = active.querySelector(".ring"), look = getComputedStyle(ring ?? active);
  if (!ring) return [hex(look.outlineColor), parseFloat(look.outlineWidth), parseFloat(look.outlineOffset)];
  const scale = ring.getScreenCTM().a, width = parseFloat(look.strokeWidth) * scale;
  const gap = ring.nextElementSibling.getBoundingClientRect().left - ring.getBoundingClientRect().left;
  return [hex(look.stroke), width, gap - width / 2];
}"""
# By how many pixels each text keeps within its box, on its narrowest side.
WITHIN = """(boxes) => boxes.map((box) => {
  const inner = box.querySelector("text").getBoundingClientRect();
  const outer = box.querySelector("rect:not(.ring)").getBoundingClientRect();
  return Math.min(inner.left - outer.left, outer.right - inner.right, inner.top - outer.top, outer.bottom - inner.bottom);
})"""
GROUND = {"light": "#ffffff", "dark": "#111111"}


@pytest.fixture(scope="module", params=GROUND)
def phone(request, browser):
    content = Content.load("fr")
    look = {"viewport": PHONE, "has_touch": True, "color_scheme": request.param}
    page = browser.new_context(bypass_csp=True, **look).new_page()
    page.set_content(workshop_page(Workshop(content).example("portal"), content))
    yield page
    page.context.close()


@pytest.fixture
def scheme(phone):
    return "dark" if phone.evaluate("() => matchMedia('(prefers-color-scheme: dark)').matches") else "light"


def stops(page):
    """Go by Tab to all there is, from the first to the last."""
    page.locator("h1").tap()
    page.keyboard.press("Tab")
    while page.evaluate("() => document.activeElement !== document.body"):
        yield page.evaluate("() => document.activeElement.closest('.map') !== null")
        page.keyboard.press("Tab")


def test_a_finger_meets_what_can_be_pressed(phone):
    breadths = phone.locator(PRESSED).evaluate_all(BREADTHS)
    assert len(breadths) == 2 + 6 + 5
    assert min(breadths) >= 24


def test_all_letters_can_be_read(phone):
    letters = phone.evaluate(LETTERS)
    assert len(letters) > 60
    assert min(letters) >= 12


def test_the_page_itself_never_scrolls_sideways(phone):
    assert phone.evaluate("() => document.documentElement.scrollWidth") == PHONE["width"]


def assert_in_sight(page):
    (left, top, right, bottom), seen, below = page.evaluate(EDGES)
    assert seen[0] <= left < right <= seen[2]
    assert seen[1] <= top < bottom <= seen[3]
    assert below <= 0


def test_nothing_covers_what_has_the_focus(phone):
    on_the_map = 0
    for is_on_the_map in stops(phone):
        if is_on_the_map:
            on_the_map += 1
            assert_in_sight(phone)
    assert on_the_map == 6 + 5


def test_nothing_covers_what_a_finger_has_picked(phone):
    for part in phone.locator(".map [role='button']").all():
        part.evaluate("(part) => scrollBy(0, part.getBoundingClientRect().bottom - innerHeight + 90)")
        part.tap()
        assert part.get_attribute("aria-pressed") == "true"
        assert_in_sight(phone)
        phone.keyboard.press("Escape")


def test_letters_set_apart_stay_in_their_boxes(phone):
    style = phone.add_style_tag(content=SPACING)
    assert phone.locator(".told").evaluate("(story) => getComputedStyle(story).letterSpacing") != "normal"
    within = phone.locator(".map [data-node]").evaluate_all(WITHIN)
    assert len(within) == 6
    assert min(within) >= 4
    assert phone.evaluate("() => document.documentElement.scrollWidth") == PHONE["width"]
    style.evaluate("(style) => style.remove()")


def test_the_focus_has_a_line_around_it_that_stands_out(phone, scheme):
    rings = [phone.evaluate(RING) for _ in stops(phone)]
    assert len(rings) == 2 + 6 + 5 + len(["a story that scrolls", "the table"])
    for colour, width, gap in rings:
        assert contrast(colour, GROUND[scheme]) >= 4.5
        assert width >= 3
        assert gap >= 2
