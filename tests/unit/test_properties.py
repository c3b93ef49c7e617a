"""Whatever stands in a file, no error reaches the learner and nothing valid is dropped.

1,000 files in every run, always the same ones; 20,000 in `make nightly`, other ones each night.
"""

import json
import tempfile
from contextlib import suppress
from copy import deepcopy
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from kvi_widgets import AnswerFileError, Workshop
from kvi_widgets.logic.recovery import changes, taken_up
from kvi_widgets.model.data_package import dump, parse, tables_of
from kvi_widgets.model.merge import merge_rows, merge_tables
from kvi_widgets.model.tables import TABLES, checked, columns, key
from kvi_widgets.widgets.form_answers import take_up
from kvi_widgets.words.content import Content

from .cases import cases
from .faults import package

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20)
KNOWN = st.sampled_from(
    ["kvi", "resources", "name", "data", "id", "text", "links", "schema_version", "workshop", "fields"]
)
ODD = st.sampled_from(
    [
        float("inf"),
        -float("inf"),
        float("nan"),
        10**400,
        -0.0,
        "\ud800",
        "\u0000",
        "\u202e",
        "kvi-999999999",
        "+",
        [],
        {},
    ]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | KNOWN | ODD,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KNOWN | st.text(max_size=5), inner, max_size=4),
    max_leaves=15,
)
PACKAGES = st.fixed_dictionaries(
    {
        "kvi": st.dictionaries(KNOWN, JSON, max_size=3),
        "resources": st.lists(
            JSON
            | st.fixed_dictionaries(
                {
                    "name": st.sampled_from(TABLES) | JSON,
                    "data": JSON
                    | st.lists(st.lists(st.sampled_from(["id", "text", "kpi", "kvi", "strength"]) | JSON), max_size=4),
                }
            )
        ),
    }
)


@st.composite
def valid_rows(draw, table):
    """Rows as the kit itself writes them, each with a name of its own."""
    cells = dict.fromkeys(columns(table), TEXT)
    cells |= {
        "polarity": st.sampled_from("+-0"),
        "nature": st.sampled_from(["quantitative", "qualitative"]),
        "strength": st.integers(1, 3),
        "shown": st.sampled_from(["answered", "skipped"]),
    }
    if table in {"sorting", "cards"}:
        cells["answer"] = st.sampled_from(["kvi", "kpi", "both"])
    numbers = draw(st.lists(st.integers(1, 30), unique=True, max_size=4))
    rows = [{name: draw(cells[name]) for name in columns(table)} for _ in numbers]
    named = [row | {part: f"{part}-{number}" for part in key(table)} for number, row in zip(numbers, rows, strict=True)]
    return checked(table, named)


VALID = st.fixed_dictionaries({}, optional={table: valid_rows(table) for table in TABLES})


def read(content):
    """Read a file as a workshop does: it opens whatever the file holds; what can be shown is also kept."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mine.json"
        path.write_bytes(content)
        workshop = Workshop.open("fr", path)
        if not path.exists():  # then it lies beside, unchanged
            assert [one.read_bytes() for one in Path(folder).iterdir()] == [content]
        elif not workshop.read_only:
            workshop.save()
            again = Workshop.open("fr", path)
            assert again.rows == workshop.rows
            assert again.id == workshop.id
        for step in ("kvi", "links", "closing", "predictions"):
            assert taken_up(workshop, [{"step": step, "value": workshop.rows, "workshop": workshop.id}]) == {}
        json.dumps([workshop.rows, workshop.notices, workshop.id], ensure_ascii=False).encode()
        return workshop.rows


def as_bytes(package_):
    return json.dumps(package_).encode()


@cases(100)
@given(st.binary(max_size=200) | st.text(max_size=100).map(lambda text: text.encode("utf-8", "replace")))
def test_any_bytes_are_read_or_refused(content):
    with suppress(AnswerFileError):
        tables_of(parse(content))
    read(content)


@cases(150)
@given(JSON | PACKAGES)
def test_any_json_is_read_or_refused(value):
    # JSON knows no infinite number, but Python reads one in 1e999.
    for content in (as_bytes(value), as_bytes(value).replace(b"-Infinity", b"-1e999")):
        with suppress(AnswerFileError):
            dump(parse(content))
    read(content)


@cases(200)
@given(VALID, st.data())
def test_what_is_not_damaged_is_read(tables, data):
    whole = package(**({"kvi": []} | tables))
    expected = {(table, json.dumps(row)) for table, rows in tables.items() for row in rows}
    made = json.loads(dump(whole))
    for _ in range(data.draw(st.integers(0, 4), label="damages")):
        entry = data.draw(st.sampled_from(made["resources"]), label="table")
        if len(entry["data"]) > 1:
            number = data.draw(st.integers(1, len(entry["data"]) - 1), label="row")
            hurt = (
                dict(zip(entry["data"][0], entry["data"][number], strict=False))
                if isinstance(entry["data"][number], list)
                else {}
            )
            expected.discard((entry["name"], json.dumps(hurt)))
            entry["data"][number] = data.draw(st.none() | st.text(max_size=4) | st.integers(), label="damage")
    found = read(as_bytes(made))
    assert expected <= {(table, json.dumps(row)) for table, rows in found.items() for row in rows}


@cases(150)
@given(VALID, st.lists(JSON, max_size=3), st.dictionaries(TEXT, JSON, max_size=2))
def test_what_stands_beside_the_tables_takes_no_row_away(tables, resources, keys):
    made = package(**({"kvi": []} | tables))
    ours = {"name", "kvi", "resources", "$schema"}
    resources = [one for one in resources if not (isinstance(one, dict) and one.get("name") in TABLES)]
    made["resources"][:0] = resources
    made |= {name: value for name, value in keys.items() if name not in ours}
    found = read(as_bytes(made))
    assert {table: found[table] for table in tables} == tables


@cases(100)
@given(VALID, st.integers(0, 10**6), st.binary(max_size=3))
def test_bytes_cut_out_or_put_in_never_fail(tables, place, bytes_):
    content = dump(package(**({"kvi": []} | tables))).encode()
    place %= len(content)
    read(content[:place])
    read(content[:place] + bytes_ + content[place + 1 :])


@st.composite
def sides(draw):
    """What two started from, and what each made of it: (table, base, mine, theirs)."""
    table = draw(st.sampled_from(TABLES))
    base, more = draw(valid_rows(table)), draw(valid_rows(table))

    def change(rows):
        kept = [row for row in rows if draw(st.booleans())]
        return [
            row | {"text" if "text" in row else columns(table)[-1]: draw(TEXT)}
            if draw(st.booleans()) and table != "links"
            else row
            for row in kept
        ] + [row for row in more if draw(st.booleans())]

    mine, theirs = (checked(table, change(base)) for _ in "12")
    return table, base, mine, theirs


def named(table, rows):
    return {tuple(row[part] for part in key(table)): row for row in rows}


@cases(200)
@given(sides())
def test_merging_loses_no_row_that_either_side_added_or_kept(case):
    table, base, mine, theirs = case
    merged, was = merge_rows(table, base, mine, theirs), named(table, base)
    names = named(table, merged)
    assert len(names) == len(merged)
    for name, row in {**named(table, theirs), **named(table, mine)}.items():
        if was.get(name) != row:
            assert name in names
    for row in (row for rows in (mine, theirs) for row in rows):
        if table in {"kvi", "kpi"} and named(table, [row]).keys() - was.keys():
            assert any(one["text"].strip() == row["text"].strip() for one in merged)
    assert merge_rows(table, base, mine, mine) == mine
    assert merge_rows(table, mine, mine, theirs) == merge_rows(table, mine, mine, merge_rows(table, mine, mine, theirs))


@cases(50)
@given(VALID, VALID, VALID)
def test_changes_to_different_tables_come_together_whoever_merges(base, one, other):
    base = {table: base.get(table, []) for table in TABLES}
    mine = base | {table: one.get(table, []) for table in TABLES[::2]}
    theirs = base | {table: other.get(table, []) for table in TABLES[1::2]}
    expected = {table: (mine if table in TABLES[::2] else theirs)[table] for table in TABLES}
    for merged in (merge_tables(base, mine, theirs), merge_tables(base, theirs, mine)):
        # The order is that of the side that merges.
        assert {table: named(table, rows) for table, rows in merged.items()} == {
            table: named(table, rows) for table, rows in expected.items()
        }


@cases(50)
@given(
    VALID,
    st.lists(
        JSON
        | st.fixed_dictionaries(
            {
                "step": st.sampled_from(["kvi", "links", "review", "adjust", "welcome"]),
                "workshop": JSON,
                "value": JSON | VALID,
                "acknowledged": JSON | VALID,
                "sent": JSON | VALID,
            }
        ),
        max_size=3,
    ),
)
def test_any_copy_in_a_browser_is_taken_up_or_passed_over(tables, copies):
    workshop = Workshop(Content.load("fr"))
    workshop.load(package(**({"kvi": []} | tables)))
    changes(workshop, taken_up(workshop, copies))
    take_up(workshop, deepcopy(copies))
