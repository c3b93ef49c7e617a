"""Rows come in as people, browsers and files write them, and go on in one form."""

import pandas as pd
import pytest

from kvi_widgets.model.frames import to_frame
from kvi_widgets.model.tables import TABLES, RowError, checked, columns, key, kit_columns

NOTHING = [None, float("nan"), pd.NA, pd.NaT]
# One answer per table that makes a row worth keeping.
ANSWERS = {
    "sorting": {"card": "meals", "answer": "both"},
    "context": {"people": "us"},
    "strategy": {"text": "help"},
    "kvi": {"id": "kvi-1", "text": "they dare"},
    "kpi": {"id": "kpi-1", "text": "calls"},
    "links": {"kpi": "kpi-1", "kvi": "kvi-1", "polarity": "-"},
    "reviews": {"id": "r-1", "answer": "I like it"},
    "reviews_given": {"id": "r-1", "answer": "I like it"},
    "revisions": {"id": "revision-kvi-1", "after": "they dare"},
    "decided": {"decision": "ask the callers"},
    "closing": {"takeaway": "look at people"},
    "predictions": {"id": "portal-kvi", "shown": "skipped"},
    "cards": {"id": "kvi-1", "answer": "both"},
}


def one(table, **cells):
    (row,) = checked(table, [ANSWERS[table] | cells])
    return row


@pytest.mark.parametrize("table", TABLES)
def test_a_row_gets_every_column_of_its_table_in_order(table):
    assert list(one(table)) == columns(table)


@pytest.mark.parametrize("table", TABLES)
def test_the_key_of_a_table_is_among_its_columns(table):
    assert set(key(table)) <= set(columns(table))


@pytest.mark.parametrize("table", TABLES)
def test_a_row_without_any_answer_is_no_row(table):
    assert set(key(table)) <= kit_columns(table)
    assert checked(table, [dict.fromkeys(kit_columns(table), "x-1")]) == []


@pytest.mark.parametrize("column", ["about", "question", "author"])
def test_a_field_of_a_teacher_counts_as_an_answer_whatever_other_tables_call_so(column):
    assert checked("context", [{column: "mine"}])[0][column] == "mine"


@pytest.mark.parametrize("table", TABLES)
def test_checking_twice_changes_nothing(table):
    rows = checked(table, [ANSWERS[table]])
    assert checked(table, rows) == rows


def test_blanks_are_no_answer():
    assert checked("strategy", [{"text": " \n\t\u00a0"}]) == []


def test_text_is_kept_as_it_was_written():
    assert one("kvi", text="  <b>Ça</b> {n} \n=SUM(A1) ")["text"] == "  <b>Ça</b> {n} \n=SUM(A1) "


@pytest.mark.parametrize("nothing", NOTHING, ids=str)
def test_nothing_is_a_blank_text_and_a_blank_choice(nothing):
    row = one("kvi", evidence=nothing, nature=nothing)
    assert (row["evidence"], row["nature"]) == ("", "")
    assert one("links", polarity=nothing, reason="why")["polarity"] == ""


def test_somebody_may_write_nan_or_none():
    assert one("kvi", text="nan", evidence="None")["text"] == "nan"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (2, 2),
        ("3", 3),
        (0, 1),
        (-1, 1),
        (9, 3),
        ("strong", 1),
        ("", 1),
        (float("inf"), 1),
        (float("nan"), 1),
        (pd.NA, 1),
    ],
)
def test_a_strength_is_always_one_two_or_three(given, kept):
    assert one("links", strength=given)["strength"] == kept


def test_a_polarity_may_come_as_a_number():
    assert one("links", polarity=0)["polarity"] == "0"


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("kvi", "nature", "beautiful"),
        ("links", "polarity", "−"),
        ("links", "polarity", "++"),
        ("sorting", "answer", "KVI"),
    ],
)
def test_a_choice_that_is_not_offered_is_refused_by_name(table, column, value):
    with pytest.raises(RowError) as caught:
        one(table, **{column: value})
    assert caught.value.columns == [column]


def test_an_indicator_needs_an_id():
    with pytest.raises(RowError, match="id"):
        checked("kvi", [{"text": "they dare"}])


def test_an_unknown_table_is_refused():
    with pytest.raises(KeyError):
        checked("grades", [])


def test_a_column_that_a_teacher_adds_is_kept_for_all_rows():
    rows = checked("kvi", [{"id": "kvi-1", "text": "a", "source": "survey"}, {"id": "kvi-2", "text": "b"}])
    assert [row["source"] for row in rows] == ["survey", ""]
    assert to_frame("kvi", rows).isna().sum().sum() == 0


def test_a_row_is_not_kept_for_a_blank_in_an_added_column():
    assert checked("kvi", [{"id": "kvi-1", "text": "", "source": nothing} for nothing in NOTHING]) == []
    assert len(checked("kvi", [{"id": "kvi-1", "text": "", "source": "survey"}])) == 1


def test_rows_that_come_in_stay_as_they_are():
    row = {"id": "kvi-1", "text": None}
    checked("kvi", [row])
    assert row == {"id": "kvi-1", "text": None}
