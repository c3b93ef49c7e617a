"""A link is put to the test by keyboard: chosen, bet on, seen, read; and read also where nothing can be drawn."""

import pytest

from kvi_widgets import Content, LinkTest, Workshop

from .learner import Learner

NOTEBOOK, LINK = "notebooks/fr/08_donnees.ipynb", "kpi-2 kvi-1"
NO_RENDERER = """() => jupyterapp.shell.currentWidget.content.rendermime
  .removeMimeType("application/vnd.plotly.v1+json")"""
TIMES = "json.dumps([test.tested.to_dict('records'), test.sentences])"


@pytest.fixture(scope="module")
def expected():
    test = LinkTest(Workshop(Content.load("fr")), "portal")
    test.chosen, test.predictions = LINK, {LINK: "yes"}
    return test


@pytest.fixture
def first(lab):
    """The first test of the notebook, before a bet."""
    lab.open_notebook(NOTEBOOK)
    return lab.page.locator(".kvi-test").first


def bet(lab):
    learner = Learner(lab.page)
    learner.choose("test.link", LINK)
    learner.press("test.bet.yes")


def test_by_keyboard_a_bet_brings_the_picture_the_words_and_the_table(lab, first, expected):
    lab.run_all()
    assert first.locator(".js-plotly-plot, h4:visible").count() == 0
    bet(lab)
    first.locator(".js-plotly-plot .main-svg").first.wait_for()
    verdict = first.locator("h4")
    assert verdict.text_content() == expected.sentences[0]
    assert verdict.evaluate("(heading) => heading === document.activeElement")
    assert first.locator("li").all_text_contents() == expected.sentences[2:-1]
    assert first.locator("[data-path^='test.bet']:visible").count() == 0
    first.locator("summary").first.click()
    assert first.locator("tbody tr").count() == len(expected.series)
    rows, sentences = lab.python(f"import json; print({TIMES})")
    assert rows == expected.tested.to_dict("records")
    assert sentences == expected.sentences
    for dark in (False, True):
        lab.set_theme(dark)
        assert lab.axe(".kvi-test") == []
    assert lab.errors == []


def test_where_nothing_can_be_drawn_the_words_are_there(lab, first, expected):
    lab.page.evaluate(NO_RENDERER)
    lab.run_cells("donnees-02", "donnees-06")  # all cells would wait for a map, in vain
    bet(lab)
    first.locator("h4:visible").wait_for()
    assert first.locator("li").all_text_contents() == expected.sentences[2:-1]
    assert first.get_by_text(expected.words["picture"]["no_renderer"]).is_visible()
    assert lab.axe(".kvi-test") == []
