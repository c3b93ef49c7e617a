"""Every sign that people type is shown as they typed it: in boxes, under the mouse, in saved pictures, tables, pages."""

import json
from xml.etree.ElementTree import fromstring

import nbformat
import pytest

from kvi_widgets import Content, Workshop
from kvi_widgets.model.data_package import dump
from kvi_widgets.pages.page import workshop_page
from tests.unit.signs import TEXTS, figures, rows

from .test_map_views import STICKS_OUT

CELLS = {
    "open": "from kvi_widgets import CrowdMap, ValueMap, WhatIf, Workshop\nworkshop = Workshop.open(lang='en')",
    "map": "ValueMap(workshop)",
    "what-if": "WhatIf(workshop)",
    "class": "CrowdMap(workshop, [workshop, workshop])",
    "table": "workshop.kvi",
    "styled": "workshop.kpi.style",
    "series": "import json\nfrom IPython.display import display\nfor figure in json.load(open('../series.json')):\n"
    "    display({'application/vnd.plotly.v1+json': figure}, raw=True)",
}
MAPS = {"map": ".kvi-map:not(.kvi-what-if, .kvi-crowd)", "what-if": ".kvi-what-if", "class": ".kvi-crowd"}
# All that a picture shows, line after line.
SHOWN = (
    "(place) => [...place.querySelectorAll('.js-plotly-plot .main-svg text')].map((text) => text.textContent).join()"
)
SQUEEZED = "(text) => text.replace(/\\s/gu, '')"
MISSING = f"(place, texts) => texts.filter((text) => !({SQUEEZED})(({SHOWN})(place)).includes(({SQUEEZED})(text)))"
# What lies over each box while the mouse is on it.
TOLD = """(place) => [...place.querySelectorAll('.hoverlayer text')].map((text) => text.textContent).join()"""
MATHEMATICS = ".jp-OutputArea mjx-container, .jp-OutputArea [class*='math-group']"


@pytest.fixture(scope="module")
def typed():
    work = Workshop(Content.load("en"))
    work.update_all(rows())
    return work


@pytest.fixture(scope="module")
def signs(lab, typed):
    """A notebook with every picture and table of these sentences; MathJax is loaded, as the last cell shows."""
    lab.answers.write_text(dump(typed.package()), "utf-8")
    series = [figure for name, figure in figures(typed.content).items() if name.startswith("series")]
    (lab.folder / "series.json").write_text(json.dumps(series), "utf-8")
    cells = [nbformat.v4.new_markdown_cell("$x^2$ and $y$")]
    cells += [nbformat.v4.new_code_cell(source, id=name) for name, source in CELLS.items()]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), lab.folder / "notebooks" / "signs.ipynb")
    lab.open_notebook("notebooks/signs.ipynb")
    lab.page.wait_for_selector(".jp-MarkdownOutput mjx-container")
    lab.run_cells(*CELLS)
    return lab


def picture(signs, name):
    """A picture that is drawn."""
    place = signs.page.locator(MAPS[name])
    place.scroll_into_view_if_needed()
    place.locator(".js-plotly-plot .main-svg").first.wait_for()
    return place


def squeezed(text):
    return "".join(text.split())


@pytest.mark.parametrize("name", MAPS)
def test_boxes_show_every_sign_and_hold_every_line(signs, name):
    place = picture(signs, name)
    assert place.evaluate(MISSING, TEXTS) == []
    assert max(place.evaluate(STICKS_OUT)) <= 0


@pytest.mark.parametrize("view", ["untangled", "mindmap", "columns"])
def test_every_view_shows_them_too(signs, view):
    place = picture(signs, "map")
    place.locator(f"[data-path='map.view.{view}']").check()
    drawn = (
        f"([place, texts]) => place.querySelector('.js-plotly-plot').layout.meta && !({MISSING})(place, texts).length"
    )
    signs.page.wait_for_function(drawn, arg=[place.element_handle(), TEXTS])


@pytest.mark.parametrize("name", ["map", "class"])
def test_under_the_mouse_every_sign_is_told(signs, name):
    place = picture(signs, name)
    kpi, kvi = TEXTS[len(TEXTS) // 2 :], TEXTS[: len(TEXTS) // 2]
    for number, text in enumerate([*kpi, *kvi]):
        box = place.locator(".barlayer .point path").nth(number)
        box.hover(position={"x": 4, "y": 4}, force=True)  # Plotly lays a glass over all
        told = f"([place, text]) => ({SQUEEZED})(({TOLD})(place)).includes(({SQUEEZED})(text))"
        signs.page.wait_for_function(told, arg=[place.element_handle(), text], timeout=5000)


def test_a_saved_picture_shows_them_too(signs):
    place = picture(signs, "map")
    with signs.page.expect_download() as saved:
        place.locator("[data-path='map.save.svg']").click()
    root = fromstring(saved.value.path().read_text("utf-8"))  # noqa: S314  our own picture
    shown = squeezed(" ".join(root.itertext()))
    assert [text for text in TEXTS if squeezed(text) not in shown] == []


@pytest.mark.parametrize(("name", "button"), [("map", "map.save.png"), ("class", "crowd.save")])
def test_a_picture_of_dots_can_be_saved(signs, name, button):
    with signs.page.expect_download() as saved:
        picture(signs, name).locator(f"[data-path='{button}']").click()
    assert saved.value.path().read_bytes().startswith(b"\x89PNG")


def test_tables_show_texts_and_no_mathematics(signs):
    cells = [squeezed(text) for text in signs.page.locator(".jp-OutputArea td").all_text_contents()]
    assert [text for text in TEXTS if squeezed(text) not in cells] == []


def test_series_show_every_sign(signs):
    for place in signs.page.locator(".jp-OutputArea-output.js-plotly-plot, .jp-RenderedPlotly").all():
        place.scroll_into_view_if_needed()
    titles = signs.page.locator(".jp-OutputArea .js-plotly-plot .annotation-text")
    shown = squeezed(" ".join(titles.all_text_contents()))
    assert [text for text in TEXTS if squeezed(text) not in shown] == []


def test_nothing_is_mathematics_but_what_a_learner_writes_as_text(signs):
    assert signs.page.locator(".jp-MarkdownOutput mjx-container").count() == 2
    assert signs.page.locator(MATHEMATICS).count() == 0
    assert signs.errors == []


def test_a_page_that_is_taken_away_shows_them_too(signs, browser, typed):
    page = browser.new_page()
    page.set_content(workshop_page(typed, typed.content))
    shown = squeezed(page.evaluate("() => document.body.textContent"))
    drawn = squeezed(
        page.evaluate("() => [...document.querySelectorAll('svg text')].map((one) => one.textContent).join()")
    )
    page.close()
    assert [text for text in TEXTS if squeezed(text) not in shown or squeezed(text) not in drawn] == []
