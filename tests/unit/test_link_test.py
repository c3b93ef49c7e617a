"""The test of a link as a widget: nothing of the data is told before the bet."""

import json
import subprocess
import sys

import pandas as pd
import pytest

import kvi_widgets
from kvi_widgets import AnswerFileError, LinkTest

ONE, OTHER = "kpi-1 kvi-1", "kpi-3 kvi-1"


@pytest.fixture
def test(workshop):
    """On a page that has said how wide and how bright it is."""
    shown = LinkTest(workshop, "shop")
    shown.set_state({"width": 800, "theme": "light"})
    return shown


def bet(test, link, predicted):
    test.chosen = link
    test.predictions = {**test.predictions, link: predicted}


def test_before_a_bet_there_is_neither_word_nor_picture(test):
    test.chosen = ONE
    assert test.report == test.figure == {}
    assert test.sentences == []
    assert test.tested.empty
    assert test.tested.columns.tolist() == ["kpi", "kvi", "polarity", "predicted", "outcome"]


def test_after_a_bet_words_table_picture_and_solution_are_there(test):
    bet(test, ONE, "yes")
    assert test.report["verdict"] == test.sentences[0]
    assert test.report["question"] == test.sentences[-1]
    assert len(test.report["rows"]) == len(test.series)
    assert test.report["behind"] == test.words["behind"]["shop"]
    assert [trace["name"] for trace in test.figure["data"]] == ["kpi", "kvi", "changes", "levels"]
    assert json.dumps([test.report, test.figure], allow_nan=False)


def test_another_link_asks_for_another_bet_and_the_first_is_remembered(test):
    bet(test, ONE, "yes")
    first = test.report
    test.chosen = OTHER
    assert test.report == {}
    bet(test, OTHER, "unsure")
    test.chosen = ONE
    assert test.report == first


def test_every_bet_is_a_row_with_what_came_of_it(test):
    bet(test, ONE, "yes")
    bet(test, OTHER, "no")
    pd.testing.assert_frame_equal(
        test.tested,
        pd.DataFrame(
            [("kpi-1", "kvi-1", "+", "yes", "nothing"), ("kpi-3", "kvi-1", "-", "no", "agrees")],
            columns=["kpi", "kvi", "polarity", "predicted", "outcome"],
            dtype="str",
        ),
    )


def test_a_new_width_and_a_new_theme_draw_again(test):
    bet(test, ONE, "yes")
    light = test.figure
    test.set_state({"width": 640, "theme": "dark"})
    assert test.figure["layout"]["width"] == 640
    assert test.figure["data"][0]["line"] != light["data"][0]["line"]


@pytest.mark.parametrize(("link", "predicted"), [("kpi-9 kvi-1", "yes"), ("", "yes"), (ONE, "surely"), (ONE, 3)])
def test_what_is_no_link_or_no_bet_counts_for_nothing(test, link, predicted):
    bet(test, link, predicted)
    assert test.report == {}
    assert test.tested.empty


def test_the_form_says_that_the_data_are_made_up(test):
    assert test.words["made_up"] == test.workshop.content.words("series")["made_up"]


def test_data_that_do_not_say_so_are_not_called_made_up(workshop, monkeypatch):
    real = LinkTest(workshop, "shop").series.drop(columns="made_up")
    monkeypatch.setattr("kvi_widgets.widgets.link_test.read_series", lambda *_: real)
    assert LinkTest(workshop, "shop").words["made_up"] == ""


def test_an_example_that_is_not_there_is_named(workshop):
    with pytest.raises(AnswerFileError) as caught:
        LinkTest(workshop, "elsewhere")
    assert caught.value.reason == "no_example"


def test_what_stands_for_it_in_a_stored_notebook_never_changes(workshop, test):
    bet(test, ONE, "yes")
    assert repr(LinkTest(workshop, "shop")) == repr(test) == f"{test.words['repr']}\n{test.words['title']}"


@pytest.mark.slow
def test_the_six_steps_do_not_wait_for_what_is_imported_later():
    later = {f"kvi_widgets.{module}" for module in kvi_widgets.LATER.values()}
    code = f"import sys, kvi_widgets; sys.exit(bool({later} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_every_public_name_is_there_and_no_other():
    assert all(getattr(kvi_widgets, name) for name in kvi_widgets.__all__)
    with pytest.raises(AttributeError, match="LinkTset"):
        kvi_widgets.LinkTset  # noqa: B018
