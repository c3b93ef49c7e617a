"""A question about a sentence comes after the pause, moves nothing under the hands, and goes away by one key."""

import pytest
from playwright.sync_api import expect

from kvi_widgets.words.content import Content

from .faults import FIELD, WORDS, in_file, open_form, shown, sound, type_slowly, wait_until_told
from .learner import Learner

SENTENCE = "Les clients ouvrent l’appli tous les matins"
QUESTION = Content.load("fr").words("coach")["questions"]["contact_only"]
ASKED, KEEP, MOVE = ".kvi-asked", "[data-path^='asked.']", "[data-path^='move.']"
PLACE = """(path) => document.querySelector(`[data-path='${path}']`).getBoundingClientRect().top
  - document.querySelector(".kvi-form").getBoundingClientRect().top"""
GONE = "(place) => document.querySelector(place).hidden"


@pytest.fixture
def asked(own_lab):
    """A learner at step 3 whose KVI only counts contact."""
    learner = open_form(own_lab)
    before = own_lab.page.evaluate(PLACE, FIELD)
    type_slowly(learner, SENTENCE)
    told = shown(own_lab.page, f"{ASKED} li")
    assert QUESTION.format(words="«\u00a0ouvrent l’appli\u00a0»") in told
    assert own_lab.page.evaluate(PLACE, FIELD) == before
    return own_lab, learner


def test_a_sentence_is_kept_by_keyboard_and_asked_about_no_more(asked):
    lab, learner = asked
    assert learner.focus()["path"] == FIELD  # the question took nothing from who types
    sound(lab, "coach")
    lab.page.focus(KEEP)
    lab.page.keyboard.press("Enter")
    lab.page.wait_for_function(GONE, arg=ASKED)
    wait_until_told(lab.page, WORDS["saved"])
    assert learner.focus()["path"] == FIELD
    assert in_file(lab, column="kept") == [SENTENCE]


def test_a_kept_sentence_stays_kept_when_the_notebook_is_opened_again_and_a_reworded_one_does_not(asked):
    lab, _ = asked
    lab.page.click(KEEP)
    lab.page.wait_for_function(GONE, arg=ASKED)
    wait_until_told(lab.page, WORDS["saved"])
    learner = open_form(lab)
    assert lab.page.evaluate(GONE, ASKED)
    type_slowly(learner, f"{SENTENCE} et le soir")
    assert shown(lab.page, f"{ASKED} li")


def test_a_sentence_in_the_wrong_box_is_moved_once_its_author_has_seen_what_that_changes(asked):
    lab, _ = asked
    lab.page.locator(MOVE).press("Enter")
    expect(lab.page.locator("[data-path='offer.title']")).to_be_focused()
    lines = lab.page.locator(".kvi-offer li").all_text_contents()
    assert [SENTENCE in line for line in lines].count(True) == len(lines) > 1  # here it goes, there it comes
    sound(lab, "coach-move")
    lab.page.locator("[data-path='offer.take']").press("Enter")
    title = lab.page.locator("[data-path='offer.title']")
    expect(title).to_have_text(WORDS["offers"]["moved"]["title"])
    assert in_file(lab, "kpi") == [SENTENCE]
    assert in_file(lab) == []
    assert Learner(lab.page).focus()["path"].startswith("kvi.")
    lab.page.locator("[data-path='offer.take']").press("Enter")
    expect(title).to_be_hidden()
    expect(lab.page.locator(f"[data-path='{FIELD}']")).to_have_value(SENTENCE)
    assert in_file(lab) == [SENTENCE]
    assert in_file(lab, "kpi") == []
