"""Answers become a Data Package and come back; what the kit does not know stays."""

import json

import frictionless
import pytest

from kvi_widgets.model.data_package import (
    AnswerFileError,
    dump,
    joined,
    parse,
    rows_of,
    table_schema,
    tables_of,
    to_package,
)
from kvi_widgets.model.frames import to_frame
from kvi_widgets.model.tables import TABLES, checked, columns, key

from .faults import kvi, package
from .test_tables import ANSWERS

EVERYTHING = {table: checked(table, [answer]) for table, answer in ANSWERS.items()}


def test_every_table_comes_back_as_it_was():
    again = parse(dump(package(**EVERYTHING)))
    tables, remarks = tables_of(again)
    assert tables == EVERYTHING
    assert remarks == []


@pytest.mark.slow
@pytest.mark.parametrize("tables", [EVERYTHING, dict.fromkeys(TABLES, ())], ids=["all", "none"])
def test_an_outside_reader_finds_nothing_wrong(tables):
    report = frictionless.Package(json.loads(dump(package(**tables)))).to_copy().validate()
    assert report.valid, report.flatten(["message"])


@pytest.mark.parametrize("table", TABLES)
def test_the_schema_names_every_column_and_the_key(table):
    frame = to_frame(table, [])
    schema = table_schema(table, list(frame.columns))
    assert [field["name"] for field in schema["fields"]] == list(frame.columns)
    assert schema["primaryKey"] == key(table)


def test_the_schema_says_which_answers_may_stand_and_which_are_numbers():
    fields = {
        (table, field["name"]): field for table in TABLES for field in table_schema(table, columns(table))["fields"]
    }
    enums = {name: field["constraints"]["enum"] for name, field in fields.items() if "enum" in str(field)}
    assert enums == {
        ("sorting", "answer"): ["kvi", "kpi", "both"],
        ("kvi", "nature"): ["quantitative", "qualitative"],
        ("links", "polarity"): ["+", "-", "0"],
        ("predictions", "shown"): ["answered", "skipped"],
        ("cards", "answer"): ["kvi", "kpi", "both"],
    }
    assert [name for name, field in fields.items() if field["type"] == "integer"] == [("links", "strength")]


def test_a_frame_has_its_columns_and_types_also_without_rows():
    for table in TABLES:
        assert to_frame(table, []).dtypes.equals(to_frame(table, EVERYTHING[table]).dtypes)


def test_a_column_that_some_or_all_rows_lack_is_blank_there():
    frame = to_frame("kvi", [{"id": "kvi-1", "text": "a", "grade": "A"}, {"id": "kvi-2", "text": "b"}])
    assert frame.to_dict("records") == [kvi(1, "a", grade="A"), kvi(2, "b", grade="")]


def test_unknown_keys_resources_and_columns_go_through():
    old = package([kvi(1, grade="A")]) | {"title": "Class B", "resources": [{"name": "grades", "path": "x.csv"}, 7]}
    old["kvi"]["color"] = "blue"
    new = to_package({"kvi": [kvi(1, grade="A")]}, {}, old)
    assert (new["title"], new["kvi"]["color"]) == ("Class B", "blue")
    assert new["resources"][1:] == old["resources"]
    assert rows_of(new, "kvi") == [kvi(1, grade="A")]


def test_what_only_another_package_holds_is_joined_but_no_table_of_ours():
    rest = {"resources": [{"name": "grades"}, {"name": "kvi"}], "title": "B", "kvi": {"workshop": "other"}}
    both = joined(package([kvi(1)]), rest)
    assert [entry["name"] for entry in both["resources"]] == ["kvi", "grades"]
    assert (both["title"], both["kvi"]["workshop"]) == ("B", "abc123")
    assert joined(both, rest) == both


def test_an_error_says_its_reason():
    with pytest.raises(AnswerFileError) as caught:
        parse("[]")
    assert (caught.value.reason, caught.value.details) == ("not_answers", {})


def test_numbers_stay_numbers_and_text_is_written_as_it_is():
    text = dump(package(links=[ANSWERS["links"] | {"strength": 3, "reason": "Ça dépend"}]))
    assert "Ça dépend" in text
    assert rows_of(json.loads(text), "links")[0]["strength"] == 3


def test_rows_may_be_objects_too():
    rows = [{"id": "kvi-1", "text": "a"}, {"text": "b", "id": "kvi-2"}]
    assert rows_of({"resources": [{"name": "kvi", "data": rows}]}, "kvi") == rows
