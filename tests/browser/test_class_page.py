"""The page of a class in a browser: a narrow window, and the way from the top to the files left out."""

from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_FILE_PATH

from kvi_widgets import Content, Workshop
from kvi_widgets.logic.class_desk import ClassDesk
from kvi_widgets.model.class_learners import Learner, LeftOut
from kvi_widgets.model.starter import begun, starter_package
from kvi_widgets.pages.class_page import class_page

NARROW = 320
# Of the overlay's table: how wide each column of sentences is.
SENTENCES = """() => [...document.querySelectorAll("#crowd ~ .scroll tbody tr:first-child > :not(.number)")]
  .map((cell) => cell.getBoundingClientRect().width)"""


@pytest.fixture(scope="module")
def page(browser):
    content = Content.load("fr")
    learners = [Learner(name, f"{name}.json", Workshop(content).example("portal")) for name in ("Ana", "Bo")]
    learners[0].workshop.take(begun(starter_package(learners[1].workshop.package(), "cantine")))
    desk = ClassDesk(content, learners, [LeftOut("Cy.json", ("not_json", {}), "Cy")])
    opened = browser.new_page(viewport={"width": NARROW, "height": 640})
    opened.set_content(class_page(desk))
    yield opened
    opened.close()


def test_no_table_makes_the_page_scroll_sideways(page):
    assert page.evaluate("() => document.documentElement.scrollWidth") == NARROW
    page.locator("summary").evaluate_all("(all) => all.forEach((one) => one.click())")
    assert page.evaluate("() => document.documentElement.scrollWidth") == NARROW


def test_columns_of_sentences_are_wide_enough_to_read(page):
    assert min(page.evaluate(SENTENCES)) > 100


def test_from_the_top_a_link_leads_to_the_files_left_out(page):
    page.locator("header a").press("Enter")
    assert page.locator("#left").evaluate("(title) => title.getBoundingClientRect().top < innerHeight")


def test_who_cannot_be_read_stands_in_the_narrow_table_and_leads_to_the_file(page):
    row = page.locator("table.progress tr:has(.unread)")
    assert row.locator("td").bounding_box()["width"] > 100
    row.locator("a").press("Enter")
    assert page.locator("#left").evaluate("(title) => title.getBoundingClientRect().top < innerHeight")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_sound_for_a_checker_of_accessibility(page, scheme):
    page.emulate_media(color_scheme=scheme)
    page.evaluate(Path(AXE_FILE_PATH).read_text("utf-8"))
    found = page.evaluate("() => axe.run()")
    assert [f"{rule['id']}: {node['html'][:160]}" for rule in found["violations"] for node in rule["nodes"]] == []
