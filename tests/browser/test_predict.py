"""A question by keyboard: answered, seen, read out, kept; or skipped, which is kept as well. Nothing shows before."""

import pytest
from playwright.sync_api import expect

from kvi_widgets import Workshop
from kvi_widgets.words.content import Content

from .learner import Learner

CONTENT = Content.load("fr")
ROMAIN = Workshop(CONTENT).example("portal")
[WORDS] = CONTENT.words("predictions")["groups"]
ROWS = "import json; print(json.dumps(workshop.predictions.to_dict('records')))"


@pytest.fixture
def kvi(own_lab):
    own_lab.open_notebook("notebooks/fr/03_kvi.ipynb")
    own_lab.run_all()
    return own_lab


def example(lab):
    """Romain's KVI, where they are shown."""
    return lab.page.locator(".kvi-brief:visible tbody tr")


def seen(lab):
    """Both cells of what is shown, once it is there."""
    expect(example(lab)).to_have_count(len(ROMAIN.kvi))
    assert example(lab).first.locator("td").first.text_content() == ROMAIN.kvi["text"][0]


def test_an_answer_by_keyboard_brings_the_example_and_stays_after_a_reload(kvi):
    learner = Learner(kvi.page)
    page = kvi.page.locator(".jp-NotebookPanel:visible")
    assert ROMAIN.kvi["text"][1] not in page.text_content()
    learner.tab_until(lambda focus: focus["path"] == "predictions.portal-kvi.answer", "answer")
    kvi.page.keyboard.press("Tab")
    assert learner.focus()["path"] == "predictions.portal-kvi.skipped"  # there is nothing to compare yet
    kvi.page.keyboard.press("Shift+Tab")
    learner.write("predictions.portal-kvi.answer", "ils <b>dorment</b> mieux")
    kvi.page.wait_for_timeout(600)
    assert example(kvi).count() == 0  # saved, and not yet seen
    before = kvi.page.locator(".kvi-brief:visible").bounding_box()["y"]
    kvi.page.keyboard.press("Tab")
    kvi.page.keyboard.press("Enter")
    seen(kvi)
    assert kvi.page.locator(".kvi-brief:visible").bounding_box()["y"] == before
    said = kvi.page.locator(":focus")
    assert said.text_content() == WORDS["said"].format(answer="ils <b>dorment</b> mieux")
    kvi.page.keyboard.press("Tab")  # the table scrolls
    kvi.page.keyboard.press("Tab")
    assert learner.focus()["path"] == "predictions.portal-kvi.thought"
    kvi.page.keyboard.type("le second")
    for dark in (False, True):
        kvi.set_theme(dark)
        assert kvi.axe(".kvi-brief") == []
    (row,) = kvi.python(ROWS)
    assert (row["answer"], row["shown"], row["thought"]) == ("ils <b>dorment</b> mieux", "answered", "le second")
    kvi.page.reload()
    kvi.page.wait_for_selector(".jp-Notebook .jp-Cell")
    kvi.run_all()
    seen(kvi)
    expect(kvi.page.locator(".kvi-brief:visible textarea")).to_have_value("le second")
    assert kvi.errors == []


def test_who_skips_sees_the_map_and_is_told_so(own_lab):
    own_lab.open_notebook("notebooks/fr/05_liens.ipynb")
    own_lab.run_all()
    assert own_lab.page.locator(".kvi-brief").get_by_text(ROMAIN.links["reason"][0]).count() == 0
    learner = Learner(own_lab.page)
    learner.press("predictions.portal-map.skipped")
    own_lab.page.locator(".kvi-brief:visible .js-plotly-plot .main-svg").first.wait_for()
    assert own_lab.page.locator(":focus").text_content() == WORDS["skipped"]
    (row,) = own_lab.python(ROWS)
    assert (row["answer"], row["shown"]) == ("", "skipped")
    assert own_lab.errors == []
