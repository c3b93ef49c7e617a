"""Files that somebody has edited by hand: what can be read is shown, the rest stays and is told."""

import json
import os

import pytest

from kvi_widgets import AnswerFileError, KviStep, ValueMap, Workshop
from kvi_widgets.model.data_package import dump, parse
from kvi_widgets.model.tables import TABLES
from kvi_widgets.model.versions import versions
from kvi_widgets.widgets.base import notice

from .faults import kvi, package, texts, write

LINK = {"kpi": "kpi-1", "kvi": "kvi-1", "polarity": "+", "strength": 1, "reason": ""}
KPI = {"id": "kpi-1", "text": "calls"}


def table(*rows, name="kvi", **more):
    return {"name": name, "data": list(rows), **more}


def beside(*resources, **keys):
    """A good file with these resources, and keys, beside its one good row."""
    made = package([kvi(1)])
    return made | keys | {"resources": [*made["resources"], *resources]}


def about(**kvi_keys):
    made = package([kvi(1)])
    return made | {"kvi": {"workshop": "abc123", **kvi_keys}}


def with_text(old, new):
    return dump(package([kvi(1, evidence="mark")])).replace(old, new)


BOM = "\ufeff"
FINE = {
    "schema version missing": about(),
    "schema version is text": about(schema_version="1"),
    "schema version is a list": about(schema_version=[9]),
    "schema version is not a number": with_text('"schema_version": 1', '"schema_version": NaN'),
    "workshop id is missing": about(workshop=None),
    "workshop id is an object": about(workshop={"a": 1}),
    "BOM": BOM + dump(package([kvi(1)])),
    "Windows line ends": dump(package([kvi(1)])).replace("\n", "\r\n"),
    "BOM and Windows line ends": (BOM + dump(package([kvi(1)]))).replace("\n", "\r\n"),
    "NaN": with_text('"mark"', "NaN"),
    "Infinity": with_text('"mark"', "-Infinity"),
    "a number without end": with_text('"mark"', "1e999"),
    "NUL in a text": with_text("mark", "ma\\u0000rk"),
    "half a character": with_text("mark", "ma\\ud800rk"),
    "half a character in a key": with_text('"kvi":', '"x\\ud800": 1, "kvi":'),
    "a number without end in an unknown key": with_text('"kvi":', '"more": [1e999, -Infinity], "kvi":'),
    "a table without data": beside({"name": "kpi"}),
    "a table with no rows": beside(table(name="kpi")),
    "a table twice": beside(table(["id", "text"], ["kvi-2", "they ask"])),
    "rows as objects": beside(table({"id": "kvi-2", "text": "they ask"})),
    "a row that is too short": beside(table(["id", "text"], ["kvi-2"])),
    "a row that is too long": beside(table(["id", "text"], ["kvi-2", "they ask", 1, 2])),
    "a text for a strength": beside(
        table([*LINK], [*(LINK | {"strength": "strong"}).values()], name="links"),
        table([*KPI], [*KPI.values()], name="kpi"),
    ),
}
TOLD = {
    "a new column": (beside(table(["id", "text", "grade"], ["kvi-2", "they ask", "A"])), "not_shown"),
    "a renamed column": (beside(table(["id", "texte"], ["kvi-2", "they ask"])), "not_shown"),
    "a column without a name": (beside(table(["id", None], ["kvi-2", "they ask"])), "not_shown"),
    "an unknown table": (beside(table(["id"], ["1"], name="grades")), "unknown_table"),
    "a renamed table": (beside(table(["id", "text"], ["kvi-2", "they ask"], name="KVI (old)")), "unknown_table"),
    "a resource that is a number": (beside(7), "unknown_table"),
    "a resource that is a list": (beside(["kvi"]), "unknown_table"),
    "a resource without a name": (beside({"data": []}), "unknown_table"),
    "a name that is a list": (beside(table(name=["kvi"])), "unknown_table"),
    "data that is text": (beside({"name": "kvi", "data": "id,text"}), "mended"),
    "data that is a number": (beside({"name": "kvi", "data": 7}), "mended"),
    "rows that are none": (beside(table(["id", "text"], None, 7, "x", True)), "mended"),
    "one name twice": (beside(table(["id", "text"], ["kvi-1", "they ask"])), "mended"),
    "no name": (beside(table(["text"], ["they ask"], ["they trust"])), "mended"),
    "no column of ours": (beside(table(["x", "y"], ["a", "b"])), "mended"),
    "a choice that is not offered": (
        beside(table(["id", "text", "nature"], ["kvi-2", "they ask", "lovely"])),
        "mended",
    ),
    "an object for a choice": (beside(table(["id", "text", "nature"], ["kvi-2", "they ask", {"a": []}])), "mended"),
    "a link twice": (
        beside(table([*LINK], [*LINK.values()], [*(LINK | {"polarity": "-"}).values()], name="links")),
        "mended",
    ),
    "a link to what is gone": (beside(table([*LINK], [*LINK.values()], name="links")), "loose_links"),
}


def opened(path, content):
    """The workshop of this file: it has the one good row, and shows and saves without an error."""
    write(path, content if isinstance(content, str) else json.dumps(content))
    workshop = Workshop.open("fr", path)
    assert texts(workshop)["kvi-1"] == "they dare"
    for one in workshop.notices:
        assert notice(*one, workshop.content.messages)
    json.dumps(KviStep(workshop).get_state(["value", "groups"]), allow_nan=False)
    assert ValueMap(workshop)
    rows = workshop.rows
    workshop.update("closing", [{"takeaway": "look"}])
    again = Workshop.open("fr", path)
    assert again.rows == workshop.rows == rows | {"closing": workshop.rows["closing"]}
    assert again.id == workshop.id
    return workshop


@pytest.mark.parametrize("content", FINE.values(), ids=FINE)
def test_an_odd_file_is_read_without_a_word(path, content):
    assert opened(path, content).notices == []


@pytest.mark.parametrize(("content", "reason"), TOLD.values(), ids=TOLD)
def test_an_odd_file_is_read_and_what_is_odd_is_told(path, content, reason):
    workshop = opened(path, content)
    assert reason in [found for found, _ in workshop.notices]
    if reason == "mended":  # the file as it came is kept for good
        assert [parse(version.path.read_bytes()) for version in versions(path)] == [content]


def test_what_the_kit_does_not_know_is_in_the_file_after_it_is_saved(path):
    strange = [table(["id"], ["1"], name="grades"), 7, None, {"path": "x.csv"}]
    opened(path, beside(*strange, title="Class B", table_of=[{"a": [1, None]}]))
    on_disk = parse(path.read_bytes())
    assert on_disk["resources"][len(TABLES) :] == strange
    assert (on_disk["title"], on_disk["table_of"]) == ("Class B", [{"a": [1, None]}])


def test_an_unknown_column_is_in_the_file_after_it_is_saved(path):
    workshop = opened(path, beside(table(["id", "texte"], ["kvi-2", "they ask"])))
    assert [row["texte"] for row in workshop.rows["kvi"]] == ["", "they ask"]


def test_two_sentences_of_one_name_are_both_kept(path):
    workshop = opened(path, beside(table(["id", "text"], ["kvi-1", "they ask"], ["kvi-2", "they trust"])))
    assert texts(workshop) == {"kvi-1": "they dare", "kvi-3": "they ask", "kvi-2": "they trust"}


WORSE = [{"polarity": "lovely", "reason": "?"}, {"polarity": "-", "reason": ""}, {"polarity": "", "reason": "x"}]


@pytest.mark.parametrize("worse", WORSE, ids=str)
@pytest.mark.parametrize("comes", ["after", "before"])
def test_a_second_table_takes_no_place_from_a_row_that_says_more(path, worse, comes):
    whole = LINK | {"strength": 3, "reason": "they hear"}
    rows = [whole, LINK | worse] if comes == "after" else [LINK | worse, whole]
    links = [table([*row], [*row.values()], name="links") for row in rows]
    workshop = opened(path, beside(*links, table([*KPI], [*KPI.values()], name="kpi")))
    assert workshop.rows["links"] == [whole]


def test_a_column_of_its_own_in_each_of_900_rows_can_be_written(path):
    rows = [{"id": f"kvi-{number}", "text": "they ask", f"c{number}": "x"} for number in range(2, 902)]
    workshop = opened(path, beside({"name": "kvi", "data": rows}))
    assert [row[f"c{number}"] for number, row in enumerate(workshop.rows["kvi"][1:], start=2)] == ["x"] * 900


def test_numbers_that_nobody_knows_can_be_written_where_they_fill_the_file(path):
    opened(path, json.dumps(beside({"name": "grades", "data": [1] * 1_000_000}), separators=(",", ":")))


def test_what_could_not_be_read_again_is_not_written(path):
    workshop = Workshop.open("fr", path)
    workshop.update("kvi", [kvi(1)])
    before = path.read_bytes()
    with pytest.raises(AnswerFileError, match="too_many_cells"):
        workshop.update("kvi", [kvi(1) | {f"c{number}": "x" for number in range(2_000)}])
    assert path.read_bytes() == before


def test_a_file_written_in_place_in_the_same_size_and_at_the_same_time_is_seen(path):
    workshop = Workshop.open("fr", path)
    workshop.update("kvi", [kvi(1)])
    seen = path.stat()
    path.write_bytes(path.read_bytes().replace(b"they dare", b"they care"))
    os.utime(path, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    workshop.look_again()
    assert texts(workshop) == {"kvi-1": "they care"}


def test_a_new_name_never_takes_the_place_of_another_row(path):
    rows = [["kvi-7\u0000", "seven"], ["kvi-6", "six"], ["kvi-6", "six again"], ["kvi-999999999", "last"], ["", "none"]]
    workshop = opened(path, beside(table(["id", "text"], *rows)))
    assert sorted(texts(workshop).values()) == sorted(["they dare", *(text for _, text in rows)])
