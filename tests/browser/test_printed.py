"""On A4 paper every sheet and the cheat sheet keep to their page, and cards show their whole text."""

import re

import pytest
from nbconvert import HTMLExporter

from kvi_widgets import Workshop
from kvi_widgets.logic.class_desk import ClassDesk
from kvi_widgets.model.class_learners import Learner
from kvi_widgets.pages.class_grid import grid_sheet
from kvi_widgets.pages.printables import LONG_CARD, MOST_LETTERS, VERY_LONG_CARD, fitted, printables
from kvi_widgets.words.content import Content, languages

from .lab import ROOT

A4, WIDE = (210, 297), (297, 210)
CUT_OFF = """() => [...document.querySelectorAll(".card")]
    .filter((card) => card.scrollHeight > card.clientHeight || card.scrollWidth > card.clientWidth)
    .map((card) => card.textContent.trim())"""


def pages(page, source: str, tmp_path) -> list[tuple[int, int]]:
    """Size in millimetres of every page that this HTML prints to."""
    (tmp_path / "page.html").write_text(source, "utf-8")
    page.goto((tmp_path / "page.html").as_uri())
    margin = dict.fromkeys(("top", "right", "bottom", "left"), "1cm")
    pdf = page.pdf(format="A4", margin=margin, prefer_css_page_size=True)
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    return [tuple(round(float(points) / 72 * 25.4) for points in box) for box in boxes]


@pytest.fixture(scope="module")
def page(browser):
    one = browser.new_page()
    yield one
    one.close()


@pytest.mark.parametrize("lang", languages())
def test_each_sheet_fits_its_page_and_each_text_its_card(page, lang, tmp_path):
    found = pages(page, printables(Content.load(lang)), tmp_path)
    # Memo, two of the workshop sheet, four of cards, two of answers, links, feedback; the map and the grid lie.
    assert found == [A4] * 11 + [WIDE] * 2
    assert page.evaluate(CUT_OFF) == []


@pytest.mark.parametrize("lang", languages())
def test_the_grid_of_thirty_names_keeps_to_its_pages_with_its_headings(page, lang, tmp_path):
    content = Content.load(lang)
    names = ["Anne-Sophie de la Tour-Saint-Germain-des-Prés", *(f"Learner {n}" for n in range(29))]
    desk = ClassDesk(content, [Learner(name, f"{name}.json", Workshop(content)) for name in names])
    assert pages(page, grid_sheet(desk), tmp_path) == [WIDE] * 3
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("length", [LONG_CARD, VERY_LONG_CARD, MOST_LETTERS])
def test_the_longest_text_of_each_size_fits_its_card(page, length, tmp_path):
    source = printables(Content.load("fr"))
    text = ("Des personnes éloignées du numérique " * 20)[:length]
    size = fitted(text)["size"]
    card = f'<span class="{size}">{text}</span>'
    pages(page, re.sub('<span class="large">Taux de réussite à l’examen</span>', card, source), tmp_path)
    assert text.strip() in page.content()
    assert page.evaluate(CUT_OFF) == []


@pytest.mark.parametrize("path", sorted((ROOT / "notebooks").glob("*/92_*.ipynb")), ids=lambda path: path.parent.name)
def test_cheat_sheet_prints_on_one_page(page, path, tmp_path):
    assert pages(page, HTMLExporter().from_filename(str(path))[0], tmp_path) == [A4]
