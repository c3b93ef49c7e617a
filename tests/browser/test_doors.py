"""Notebook 7 and Voilà: a link, and the form is there; on the next day it is there again, and nobody else sees it."""

import pytest

from .doors import DOORS, Door
from .hub import BIN
from .lab import FIELD, PICTURES, SAVED, wait_for_answer

pytestmark = [
    pytest.mark.nightly,
    pytest.mark.skipif(not (BIN / "voila").exists(), reason="`make hub` installs them"),
]
DRAWN = ".kvi-map .js-plotly-plot .main-svg"
# The map is as broad as the form that it is drawn in, but for the room around it.
FILLED = """() => {
  const map = document.querySelector(".kvi-brief .kvi-map .main-svg");
  return map && Math.abs(map.closest(".kvi-brief").clientWidth - 50 - map.clientWidth) < 50;
}"""
PATIENCE = 120_000  # ms


@pytest.fixture(scope="module", params=[name for name in DOORS if name != "JupyterLab"])  # all other tests are there
def door(request, tmp_path_factory):
    one = Door(tmp_path_factory.mktemp("door"), request.param)
    yield one
    one.stop()


@pytest.fixture
def visitor(browser):
    """Lends browsers in which nobody has been."""
    contexts = []

    def come():
        contexts.append(browser.new_context(viewport={"width": 1280, "height": 900}))
        contexts[-1].set_default_timeout(PATIENCE)
        return contexts[-1].new_page()

    yield come
    for context in contexts:
        context.close()


def test_what_is_written_is_there_on_the_next_day(door, visitor):
    page = visitor()
    page.goto(door.link())
    page.fill(FIELD, "Ils osent demander")
    page.wait_for_function(SAVED)
    door.stop()
    door.start()
    page = page.context.new_page()
    page.goto(door.link())
    page.wait_for_function("(field) => document.querySelector(field)?.value === 'Ils osent demander'", arg=FIELD)


def test_the_ribbon_leads_to_the_map_in_the_same_page(door, visitor):
    page = visitor()
    page.goto(door.link())
    page.locator(".kvi-ribbon a[href*='05_liens']").first.click()
    page.locator("[data-path='predictions.portal-map.skipped']").first.click()
    page.locator(DRAWN).first.wait_for(state="attached")
    assert len(page.context.pages) == 1
    if "voila" not in door.command:
        wait_for_answer(page, "async () => (await (await fetch('/api/kernels')).json()).length === 1")
    for dark in (False, True):
        page.emulate_media(color_scheme="dark" if dark else "light")
        for width in (1280, 900):
            page.set_viewport_size({"width": width, "height": 900})
            page.locator(".kvi-map").first.scroll_into_view_if_needed()
            page.wait_for_function(FILLED)
            PICTURES.mkdir(exist_ok=True)
            page.screenshot(path=PICTURES / f"door-{door.command[0]}-{'dark' if dark else 'light'}-{width}.png")


def test_another_browser_sees_the_answers_only_where_the_server_is_one_persons(door, visitor):
    first, second = visitor(), visitor()
    first.goto(door.link())
    first.fill(FIELD, "Ils osent demander")
    first.wait_for_function(SAVED)
    second.goto(door.link())
    second.wait_for_selector(FIELD)
    assert second.input_value(FIELD) == ("" if "voila" in door.command else "Ils osent demander")
