"""The accessibility statement of a class claims what was looked at, criterion by criterion, and no more."""

import re
from pathlib import Path

import pytest

from kvi_widgets.classes.class_contents import given_files
from kvi_widgets.classes.commands import command_words
from kvi_widgets.classes.statement import CRITERION_STATES, grid_rows
from kvi_widgets.words.content import languages

TESTS = {path.stem for path in Path(__file__).parents[1].rglob("test_*.py")}
IN_THEME = (9, 2, 3, 13, 8, 2, 5, 10, 4, 14, 13, 11, 12)  # criteria of RGAA 4.1
CRITERIA = [row for row in grid_rows() if row["state"]]


def statement(language: str) -> str:
    return given_files({"language": language, "title": "Our class", "repository": "me/ours"})[
        "ACCESSIBILITY.md"
    ].decode()


def test_every_criterion_is_there_once_in_its_order():
    wanted = [f"{theme}.{n}" for theme, count in enumerate(IN_THEME, start=1) for n in range(1, count + 1)]
    assert [row["criterion"] for row in CRITERIA] == wanted


def test_states_are_four_and_each_test_that_is_named_exists():
    assert {row["state"] for row in CRITERIA} == set(CRITERION_STATES)
    assert {test for row in CRITERIA for test in row["tests"].split()} - TESTS == set()


@pytest.mark.parametrize("language", languages())
def test_what_is_claimed_was_looked_at_and_what_is_not_met_says_why(language):
    claimed = [row for row in CRITERIA if row["state"] != "not_looked_at"]
    assert [row["criterion"] for row in claimed if not row["tests"] and not row[f"seen_{language}"]] == []
    assert [row["criterion"] for row in CRITERIA if row["state"] == "not_met" and not row[f"seen_{language}"]] == []
    assert all(row[language] for row in grid_rows())


@pytest.mark.parametrize("language", languages())
def test_a_class_gets_it_filled_but_for_what_only_its_owner_knows(language):
    text = statement(language)
    assert text.splitlines()[0].endswith("Our class")
    assert re.findall(r"\{\w*\}", text) == []
    assert len(re.findall(r"(?m)^\| \d+\.\d+ \|", text)) == len(CRITERIA)
    assert len(re.findall(r"\*\*\[(?:À COMPLÉTER|TO COMPLETE)", text)) >= 8
    shortcomings = re.findall(r"(?m)^- (\d+\.\d+) ", text)
    assert shortcomings == [row["criterion"] for row in CRITERIA if row["state"] == "not_met"]


def test_both_languages_say_the_same_states():
    for language in languages():
        rows = [line.split("|")[1:4] for line in statement(language).splitlines() if re.match(r"\| \d", line)]
        words = command_words(language)["statement"]
        assert [(number.strip(), state.strip()) for number, _, state in rows] == [
            (row["criterion"], words[row["state"]]) for row in CRITERIA
        ]
