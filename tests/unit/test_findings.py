"""All questions in one frame; a sentence that its author keeps is asked about no more."""

import pytest

import kvi_widgets
from kvi_widgets import KpiStep, KviStep, Workshop, findings
from kvi_widgets.logic.findings import COLUMNS, coach_questions, sentence_findings
from kvi_widgets.model.data_package import dump, parse
from kvi_widgets.words.content import Content

EN = Content.load("en")
OPEN_APP, DARE = "Customers open the app", "Customers dare to ask"


@pytest.fixture
def crossed():
    """A workshop whose KVI and KPI have changed places."""
    work = Workshop(EN)
    work.update("kvi", [{"id": "kvi-1", "text": OPEN_APP}, {"id": "kvi-2", "text": ""}])
    work.update("kpi", [{"id": "kpi-1", "text": DARE}])
    return work


def test_sentences_are_asked_about_before_the_map_in_the_order_of_the_steps(crossed):
    frame = findings(crossed)
    assert frame.columns.tolist() == COLUMNS
    assert frame["id"].tolist() == ["contact_only", "already_lived", "few_kpi"]
    assert frame["concerns"].tolist()[:2] == [("kvi-1",), ("kpi-1",)]
    assert frame["trigger"][1] == "“dare”"
    assert frame["question"][1].startswith("“dare” ")


@pytest.mark.parametrize(
    ("sentence", "trigger", "named"),
    [
        ("Patients feel less alone", "“feel”, “less alone”", "“feel” already"),
        ("Number of calls and average wait", "“Number of calls”, “average wait”", "“Number of calls”, “average wait”:"),
    ],
)
def test_a_question_names_one_thing_that_made_it_ask_but_both_of_two_measures(sentence, trigger, named):
    work = Workshop(EN)
    work.update("kpi", [{"id": "kpi-1", "text": sentence}])
    [found] = sentence_findings(work.rows, EN)
    assert found["trigger"] == trigger
    assert found["question"].startswith(named)


def test_no_answers_no_findings_and_the_same_columns_and_types(crossed):
    empty = findings(Workshop(EN))
    assert empty.empty
    assert empty.dtypes.equals(findings(crossed).dtypes)


def test_it_is_a_public_name():
    assert "findings" in kvi_widgets.__all__


@pytest.mark.parametrize(
    ("first", "second", "asked"),
    [
        ("Number of clicks", "Rate of clicks", True),
        ("Calls to the hotline", "Number of calls to the hotline", True),
        ("Calls to the hotline", "Calls", False),
        ("Number of clicks", "Number of visits", False),
        ("Number", "Rate", False),
    ],
)
def test_a_kpi_that_says_the_same_as_one_before_it_is_asked_about(first, second, asked):
    work = Workshop(EN)
    work.update("kpi", [{"id": "kpi-1", "text": first}, {"id": "kpi-2", "text": second}])
    twice = [row["concerns"] for row in sentence_findings(work.rows, EN) if row["id"] == "same_twice"]
    assert twice == [("kpi-2",)] * asked


def test_each_form_is_told_what_is_asked_of_its_own_sentences(crossed):
    assert [one["id"] for one in coach_questions(crossed, "kvi")] == ["kvi-1"]
    assert coach_questions(crossed, "kvi")[0]["text"] == OPEN_APP
    assert coach_questions(crossed, "links") == coach_questions(crossed, "closing") == []


def test_a_form_asks_after_an_answer_and_stops_when_the_sentence_is_kept():
    work = Workshop(EN)
    form = KviStep(work)
    assert form.questions == []
    row = {"id": "kvi-1", "text": OPEN_APP}
    form.set_state({"value": {"kvi": [row]}, "edit": 1})
    assert [one["id"] for one in form.questions] == ["kvi-1"]
    form.set_state({"value": {"kvi": [row | {"kept": OPEN_APP}]}, "edit": 2})
    assert form.questions == []


def test_a_kept_sentence_stays_kept_in_the_file_and_is_asked_about_anew_once_it_was_reworded(crossed):
    crossed.update("kpi", [{"id": "kpi-1", "text": DARE, "kept": DARE}])
    again = Workshop(EN)
    again.take(parse(dump(crossed.package())))
    assert again.kpi["kept"].tolist() == [DARE]
    assert KpiStep(again).questions == []
    again.update("kpi", [{"id": "kpi-1", "text": f"{DARE} twice", "kept": DARE}])
    assert len(KpiStep(again).questions) == 1


def test_before_a_sentence_is_kept_no_table_has_a_column_for_it(crossed):
    assert all("kept" not in crossed.table(table) for table in ("strategy", "kvi", "kpi"))


def test_a_kept_sentence_is_not_told_as_an_answer_without_a_form(crossed):
    crossed.update("kpi", [{"id": "kpi-1", "text": DARE, "kept": DARE}])
    again = Workshop(EN)
    again.take(parse(dump(crossed.package())))
    assert again.notices == []
