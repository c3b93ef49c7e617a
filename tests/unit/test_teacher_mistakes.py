"""Each typical mistake gets a clear message that names its place, in the check and in the lesson."""

import re

import pytest

from kvi_widgets.words.pack_words import SHAPE, languages

from .mistakes import MISTAKES, ROOT, outcome, page, told

every_mistake = pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.en)
# One language is enough for a first look.
every_language = pytest.mark.parametrize(
    "lang", [SHAPE, *(pytest.param(lang, marks=pytest.mark.slow) for lang in languages() if lang != SHAPE)]
)


@every_language
@every_mistake
def test_a_mistake_is_told_with_its_place_and_what_to_do(mistake, lang):
    found, _ = outcome(mistake, lang)
    assert len(told(mistake, lang)), found.to_dict("records")
    assert (found["severity"] == "error").any() == mistake.error


@every_mistake
def test_a_lesson_says_the_same_as_the_check_and_advice_stops_none(mistake):
    found, said = outcome(mistake, "fr")
    errors = set(found.loc[found["severity"] == "error", "message"])
    assert not said or mistake.error
    assert not said or said in errors or mistake.file in said


def test_a_lesson_stops_at_a_broken_table():
    tables = [
        mistake for mistake in MISTAKES if mistake.error and mistake.file.endswith(".csv") and "/" not in mistake.file
    ]
    assert [mistake.en for mistake in tables if not outcome(mistake, "fr")[1]] == []
    assert len(tables) > 15


@every_language
def test_no_message_leaves_a_gap_open_or_shows_code(lang):
    messages = [message for mistake in MISTAKES for message in outcome(mistake, lang)[0]["message"]]
    assert [
        one for one in messages if "{found}" in one or "{expected}" in one or "{row}" in one or "Traceback" in one
    ] == []


@every_language
def test_the_page_of_mistakes_says_what_the_kit_says(lang):
    written = (ROOT / "data" / f"mistakes.{lang}.md").read_text("utf-8")
    # A line more in a file of words moves the rows: no reason to write the page anew.
    same, now = (re.sub(r"\d+", "7", text) for text in (written, page(lang)))
    assert same == now, "python -m tests.unit.mistakes writes it anew"


def test_there_are_enough_mistakes_and_each_has_a_name_of_its_own():
    assert len({mistake.en for mistake in MISTAKES}) == len({mistake.fr for mistake in MISTAKES}) == len(MISTAKES) >= 40
