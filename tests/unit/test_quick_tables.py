"""The quick way into an answer file gives what the long way gives, whatever stands in the file."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvi_widgets import Content, Workshop
from kvi_widgets.model import quick_tables
from kvi_widgets.model.data_package import AnswerFileError, apart, dump, in_page, parse, tables_of
from kvi_widgets.model.quick_tables import read_answers
from kvi_widgets.model.tables import TABLES, completed
from kvi_widgets.pages.page import workshop_page

EXAMPLE = Workshop(Content.load("fr")).example("portal")
CELLS = st.sampled_from(
    [
        "",
        " ",
        "\u00a0",
        "+",
        "-",
        "x",
        "kvi",
        "kvi-1",
        "a\tb",
        "\x00",
        "\ufeff",
        None,
        1,
        2,
        9,
        1.0,
        True,
        [],
        {},
        "1",
        "é",
    ]
)


def the_long_way(content):
    try:
        package, _ = apart(parse(content))
    except AnswerFileError as error:
        return error.reason
    return {table: completed(table, rows) for table, rows in tables_of(package)[0].items()}


def the_quick_way(content):
    try:
        return read_answers(content)[1]
    except AnswerFileError as error:
        return error.reason


@pytest.mark.parametrize("name", EXAMPLE.examples)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_file_as_the_kit_writes_it_never_goes_the_long_way(language, name, monkeypatch):
    example = Workshop(Content.load(language)).example(name)
    expected = the_long_way(dump(example.package()).encode())
    monkeypatch.setattr(quick_tables, "parse", None)
    package, tables = read_answers(dump(example.package()).encode())
    assert (tables, package["kvi"]["workshop"]) == (expected, example.id)


def test_a_page_is_read_as_the_file_in_it():
    page = workshop_page(EXAMPLE, EXAMPLE.content).encode()
    assert read_answers(page)[1] == EXAMPLE.rows


def changed(draw):
    """The example with some cells, columns, rows or keys that are not as the kit writes them."""
    package = json.loads(in_page(EXAMPLE.package()))
    for _ in range(draw(st.integers(0, 3))):
        entry = draw(st.sampled_from(package["resources"]))
        kind = draw(st.sampled_from(["name", "data", "kvi", "table"]))
        if kind == "name":
            entry["name"] = draw(st.sampled_from([*TABLES, "grades", None]))
        elif kind == "data":
            entry["data"] = draw(st.sampled_from([None, [], {}, "x", [{"id": "kvi-1", "text": "A"}], [["id"]]]))
        elif kind == "kvi":
            package["kvi"][draw(st.sampled_from(["second", "workshop", "told"]))] = draw(CELLS)
        elif is_table(entry.get("data")):
            change(draw, entry["data"])
    return package


def is_table(data):
    return isinstance(data, list) and data and isinstance(data[0], list)


def change(draw, data):
    row = draw(st.sampled_from([row for row in data if isinstance(row, list)]))
    kind = draw(st.sampled_from(["cell", "header", "short", "twice", "more", "row"]))
    if kind == "more":
        data[0].append(draw(CELLS))
    elif kind == "twice":
        data.append(list(row))
    elif kind == "row":
        data.append(draw(st.sampled_from([None, 7, [], {"id": "x"}, ["a"] * len(data[0])])))
    elif row and kind == "short":
        row.pop()
    else:
        changed_row = data[0] if kind == "header" else row
        if changed_row:
            changed_row[draw(st.integers(0, len(changed_row) - 1))] = draw(CELLS)


@given(st.data(), st.booleans())
def test_whatever_stands_in_a_file_both_ways_agree(data, escaped):
    content = json.dumps(changed(data.draw), ensure_ascii=escaped).encode("utf-8", "surrogatepass")
    assert the_quick_way(content) == the_long_way(content)
