"""The workshop in the browser alone: a link, and the form is there; tomorrow it is there again; nothing is asked outside."""

import gzip
import json
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from axe_playwright_python.base import AXE_FILE_PATH

from .lab import FIELD, MAPS_DRAWN, PICTURES, PYTHON, SAVED
from .learner import Learner
from .site import Site
from .whole_workshop import TYPED, VISITS, found_and_expected

pytestmark = pytest.mark.nightly
PATIENCE = 180_000  # ms: Python itself comes into the page
LESSON = "lab/fr/index.html?path=notebooks/fr/03_kvi.ipynb"
# What reaches out of its form, or of the page, to the right.
BEYOND = """() => [...document.querySelectorAll('.kvi-form, .kvi-map, .kvi-ribbon')]
  .filter((one) => one.offsetParent !== null && one.getBoundingClientRect().right > document.documentElement.clientWidth)
  .map((one) => one.getAttribute('class'))"""
MOST_BYTES = 30_000_000  # of a first visit, compressed as web spaces do


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    one = Site(tmp_path_factory.mktemp("site") / "site")
    yield one
    one.close()


@pytest.fixture
def visitor(browser, site):
    """A browser that has never been here, and the addresses that it asks."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE)
    asked = []
    context.on("request", lambda request: asked.append(request.url))
    yield context, asked
    context.close()
    outside = [url for url in asked if not url.startswith((f"{site.address}/", "data:", "blob:"))]
    assert outside == []


def compressed(site: Site, asked: list[str]) -> int:
    """Bytes of these files of the site as they come over the wire, each once."""
    paths = {url.removeprefix(f"{site.address}/").partition("?")[0] for url in asked if url.startswith(site.address)}
    files = [
        site.folder / path / "index.html" if path.endswith("/") or not path else site.folder / path for path in paths
    ]
    return sum(min(file.stat().st_size, len(gzip.compress(file.read_bytes()))) for file in files if file.is_file())


def open_lesson(page, site):
    page.goto(f"{site.address}/{LESSON}")
    page.wait_for_selector("[data-lesson=open]")
    return page


def write(page, text):
    page.wait_for_selector(FIELD)
    page.fill(FIELD, text)
    page.wait_for_function(SAVED)


def says(page, text):
    page.wait_for_function("([field, text]) => document.querySelector(field)?.value === text", arg=[FIELD, text])


def test_a_link_opens_the_lesson_and_what_is_written_is_there_again(site, visitor):
    context, asked = visitor
    page = context.new_page()
    page.goto(site.address)
    page.evaluate(Path(AXE_FILE_PATH).read_text("utf-8"))
    assert page.evaluate("() => axe.run()")["violations"] == []
    page.get_by_role("link", name="Ouvrir l’atelier").click()
    page.wait_for_selector("[data-lesson=open] .kvi-ribbon")
    page.wait_for_function("() => document.querySelector('#jp-left-stack').offsetWidth === 0")
    assert compressed(site, asked) < MOST_BYTES
    page.locator(".kvi-ribbon a[href='03_kvi.ipynb']").first.click()
    write(page, "Ils osent demander")
    assert len(context.pages) == 1
    page.reload()
    says(page, "Ils osent demander")
    page.go_back()
    page.wait_for_url("**/*00_bienvenue.ipynb")
    page.go_forward()
    says(page, "Ils osent demander")
    other = open_lesson(context.new_page(), site)
    says(other, "Ils osent demander")


def test_what_is_written_in_a_second_tab_is_saved_and_comes_to_the_first(site, visitor):
    context, _ = visitor
    page = open_lesson(context.new_page(), site)
    write(page, "Ils osent demander")
    page.locator(FIELD).blur()  # nothing is taken from under hands that may be writing
    other = open_lesson(context.new_page(), site)
    says(other, "Ils osent demander")
    write(other, "Ils se servent seuls")
    page.bring_to_front()
    says(page, "Ils se servent seuls")


def test_python_of_a_site_is_compiled(site):
    for archive in [*site.folder.glob("static/pyodide/*.whl"), site.folder / "static/pyodide/python_stdlib.zip"]:
        assert not [name for name in zipfile.ZipFile(archive).namelist() if name.endswith(".py")], archive.name


def test_maps_are_drawn(site, visitor):
    page = visitor[0].new_page()
    page.goto(f"{site.address}/lab/fr/index.html?path=notebooks/fr/05_liens.ipynb")
    page.wait_for_selector("[data-lesson=open]")
    page.wait_for_function(MAPS_DRAWN)
    assert page.locator(".kvi-map .js-plotly-plot .main-svg").count()


class Tab:
    """A lesson in one tab of the site, used as a lab is."""

    def __init__(self, page):
        self.page = page
        self.opened()

    def opened(self):
        self.page.wait_for_selector("[data-lesson=open]")
        self.page.wait_for_function(MAPS_DRAWN)

    def python(self, code):
        return json.loads(self.page.evaluate(PYTHON, code))


def test_the_whole_workshop_with_a_second_tab_and_a_reload(site, visitor, tmp_path):
    context, _ = visitor
    page = context.new_page()
    page.goto(f"{site.address}/lab/fr/index.html?path=notebooks/fr/00_bienvenue.ipynb")
    tab = Tab(page)
    for visit in VISITS:
        if visit.__name__ == "kvi":  # two lessons in another tab…
            tab = Tab(open_lesson(context.new_page(), site))
        if visit.__name__ == "links":  # …and on in the first one
            tab.page.close()
            page.reload()
            page.locator(".kvi-ribbon a[href='05_liens.ipynb']").first.click()
            page.wait_for_url("**/*05_liens.ipynb")
            tab = Tab(page)
        tab.opened()
        visit(tab, Learner(tab.page), tmp_path)
    for table in TYPED:
        pd.testing.assert_frame_equal(*found_and_expected(tab, table), check_dtype=False)


def test_a_dark_system_has_dark_lessons_and_the_map_fits_in_a_phone(browser, site):
    context = browser.new_context(viewport={"width": 390, "height": 800}, color_scheme="dark")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(f"{site.address}/lab/fr/index.html?path=notebooks/fr/05_liens.ipynb")
    page.wait_for_selector("[data-lesson=open]")
    page.wait_for_function("() => document.body.dataset.jpThemeLight === 'false'")
    for width in (390, 900):
        page.set_viewport_size({"width": width, "height": 800})
        page.wait_for_function(MAPS_DRAWN)
        assert page.evaluate(BEYOND) == []
        PICTURES.mkdir(exist_ok=True)
        page.screenshot(path=PICTURES / f"site-dark-{width}.png")
    context.close()
