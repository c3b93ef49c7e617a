"""Lessons announce the time that they take, and a shorter plan asks for less."""

from collections import Counter

import pytest

from kvi_widgets.words.content import Content, languages
from kvi_widgets.words.form_schema import FORMS

from .minutes import announced, cell_work, lesson_work, minutes, reckoned
from .sources import lessons
from .test_guides import GUIDES, orders

MOST_OFF = 3.5  # minutes; lessons are announced in steps of five


@pytest.mark.parametrize("path", lessons(), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_lesson_takes_as_long_as_it_says(path):
    assert announced(path) == pytest.approx(reckoned(path), abs=MOST_OFF), lesson_work(path)


@pytest.mark.parametrize("language", languages())
def test_plans_are_those_of_the_guide_and_the_shorter_asks_for_less(language):
    [guide] = [path for path in GUIDES if path.parent.name == language]
    plans = Content.load(language).words("pack")["plans"]
    assert [int(plan) for plan in plans] == list(orders(guide))
    short, middle, whole = (set(forms) for forms in plans.values())
    assert short < middle < whole == set(FORMS)


@pytest.mark.parametrize("language", languages())
def test_slides_give_each_step_the_minutes_of_the_guide(language):
    [guide] = [path for path in GUIDES if path.parent.name == language]
    content = Content.load(language)
    steps = {step["notebook"][:2]: step["id"] for step in content.words("pack")["steps"]}
    for plan, rows in orders(guide).items():
        told = Counter()
        for span, notebook, _ in rows:
            start, end = map(int, span.split("–"))
            if notebook in steps:  # a break has none
                told[steps[notebook]] += end - start
        assert content.words("printables")["slides"]["minutes"][str(plan)] == told


def test_what_is_read_typed_and_decided_is_counted():
    content = Content.load("en")
    assert cell_work("markdown", "**One question**: who is better off?", content) == Counter(words=6, question=1)
    game = cell_work("code", "SortingGame(workshop)", content)
    assert game["card"] == 8
    assert game["words"] > 8 * 10
    form = cell_work("code", "KviStep(workshop)", content)
    assert (form["sentence"], form["choice"], form["letters"]) == (4, 2, 4 * 70)
    assert minutes(form + Counter(words=200)) == pytest.approx(minutes(form) + 1)
