"""Whatever a teacher and the kit change in a file, nothing of the teacher's is ever lost."""

import csv
import io
import json
import tomllib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kvi_widgets.classes.class_files import part
from kvi_widgets.classes.statements import HEADING, UnclearError, line_statements, merged_text, toml_statements, tree
from kvi_widgets.classes.text_merge import merged, notebook, table
from kvi_widgets.classes.three_way_merge import MergeNote, Tree, leaves
from kvi_widgets.words.content import DATA

from .cases import cases

TOML = sorted((DATA / "en").glob("*.toml"))
EDITS = ["change", "drop", "remark", "beside", "add", "space", "double"]
edits = st.lists(st.tuples(st.integers(0, 60), st.sampled_from(EDITS)), max_size=6)


def edited(text, edits, who):
    """A TOML text after somebody's edits; the remarks that were added."""
    statements, below = toml_statements(text)
    parts = [[one.above, one.own] for one in statements]
    remarks = []
    for number, (place, edit) in enumerate(edits):
        at = place % len(statements)
        path, above, own = statements[at].path, *parts[at]
        remark = f"# {who} {number}"
        if edit == "remark":
            parts[at][0] = f"{above}{remark}\n"
            remarks.append(remark)
        elif edit == "add":
            parts[at][1] = own and f'{own}{who}_{number} = "{who}"\n'
        elif path[-1] in {HEADING, "id"} or not own:
            continue
        elif edit == "change":
            parts[at][1] = f'{path[-1]} = "{who} {number} {{gap}} \\" #"\n' if path[-1].isidentifier() else own
        elif edit == "drop":
            parts[at][1] = ""
        elif edit == "beside":
            parts[at][1] = f"{own.rstrip()}  {remark}\n"
            remarks.append(remark)
        elif edit == "space":
            parts[at][1] = own.replace(" = ", "   =   ", 1)
        elif edit == "double":  # a whole entry of a list, or a table, comes twice with another name
            parts[at][1] = f'{own}[{who}{number}]\na = "{who}"\n' if at == len(parts) - 1 else own
    return "".join(above + own for above, own in parts) + below, remarks


@pytest.fixture(params=TOML, ids=lambda path: path.stem, scope="module")
def toml(request):
    return request.param.read_text("utf-8")


def flat(text):
    return {path: leaf.value for path, leaf in leaves(tree(toml_statements(text)[0])).items()}


def expected(base, yours, new):
    """What has to come out: the teacher's where it was changed, the kit's everywhere else."""
    return {
        path: state
        for path in base.keys() | yours.keys() | new.keys()
        if (state := yours.get(path) if yours.get(path) != base.get(path) else new.get(path)) is not None
    }


def test_statements_are_the_whole_text_and_say_what_tomllib_reads(toml):
    statements, below = toml_statements(toml)
    assert "".join(one.above + one.own for one in statements) + below == toml
    assert len({one.path for one in statements}) == len(statements)
    assert merged_text(tree(statements), (toml, toml, toml), toml_statements) == toml
    assert values(statements) == list(plain(tomllib.loads(toml)))


def values(statements):
    """Every value with its way, entries of lists without their names."""
    return [
        found
        for one in statements
        if one.path[-1] != HEADING
        for found in plain(tomllib.loads(one.own), tuple(name.split("[")[0] for name in one.path[:-1]))
    ]


def plain(parsed, path=()):
    for name, value in parsed.items():
        if isinstance(value, dict):
            yield from plain(value, (*path, name))
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            for one in value:
                yield from plain(one, (*path, name))
        else:
            yield (*path, name), value


@cases(40)
@given(st.sampled_from(["kvi", "compare", "pack", "welcome"]), edits, edits)
@example("kvi", [(20, "change"), (16, "beside")], [(20, "drop"), (16, "change")])
def test_no_edit_of_a_teacher_is_lost_and_all_news_comes(topic, mine, the_kits):
    base = (DATA / "en" / f"{topic}.toml").read_text("utf-8")
    yours, remarks = edited(base, mine, "mine")
    new, _ = edited(base, the_kits, "kits")
    notes = []
    result = merged("a.toml", tuple(text.encode() for text in (base, yours, new)), notes).decode()
    was, have, now = map(flat, (base, yours, new))
    assert flat(result) == expected(was, have, now)
    assert [remark for remark in remarks if remark in yours and remark not in result] == []
    changed, news = (
        {path for path in was.keys() | one.keys() if was.get(path) != one.get(path)} for one in (have, now)
    )
    assert {one.path for one in notes if one.kind == "kept"} == {
        path for path in changed & news if have.get(path) != now.get(path)
    }
    again = []
    assert merged("a.toml", (new.encode(), result.encode(), new.encode()), again).decode() == result
    assert again == []


@cases(30)
@given(edits)
def test_what_only_the_kit_has_changed_reads_as_the_kit_has_it(the_kits):
    base = TOML[0].read_text("utf-8")
    new, _ = edited(base, the_kits, "kits")
    mine = base + "# mine\n"
    result = merged("a.toml", (base.encode(), mine.encode(), new.encode()), []).decode()
    assert flat(result) == flat(new)
    assert result.endswith("# mine\n")


cells = st.text(st.sampled_from('abé ,;"\n😀'), max_size=6)
names = st.sampled_from(["one", "two", "three", "four"])
columns = st.lists(st.sampled_from(["text", "why", "who"]), unique=True)


@st.composite
def tables(draw):
    header = ["id", *draw(columns)]
    rows = draw(st.dictionaries(names, st.lists(cells, min_size=3, max_size=3), max_size=4))
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(
        [header, *([name, *row[: len(header) - 1]] for name, row in rows.items())]
    )
    return buffer.getvalue()


def known(rows):
    return {path: leaf.value for path, leaf in leaves(rows).items() if path[0] != "#"}


@given(tables(), tables(), tables())
def test_no_cell_of_a_teacher_is_lost(base, yours, new):
    texts = tuple(text.encode() for text in (base, yours, new))
    was, mine, now = (known(table(text)) for text in (base, yours, new))
    result = known(table(merged("a.csv", texts, []).decode()))
    assert {path: cell for path, cell in mine.items() if cell != was.get(path)}.items() <= result.items()
    gone = {path[0] for path in was} - {path[0] for path in mine}
    assert [path for path in result if path[0] in gone] == []
    without = set(table(base)["#"]) - set(table(yours)["#"])  # columns that the teacher has taken out
    untouched = {
        path for path in now if mine.get(path) == was.get(path) and path[0] not in gone and path[1] not in without
    }
    assert {path: now[path] for path in untouched}.items() <= result.items()


LESSON = json.loads(next(part("notebooks").glob("en/03_*.ipynb")).read_text("utf-8"))
IDS = [cell["id"] for cell in LESSON["cells"]]
states = st.dictionaries(st.sampled_from(IDS), st.sampled_from(["gone", "changed", "tagged"]), max_size=5)


def lesson(states, who):
    changed = []
    for cell in json.loads(json.dumps(LESSON["cells"])):
        state = states.get(cell["id"])
        if state == "changed":
            cell["source"] = [f"{who}: {''.join(cell['source'])}"]
        elif state == "tagged":
            cell["metadata"]["tags"] = [who]
        changed += [] if state == "gone" else [cell]
    extra = {"cell_type": "markdown", "id": f"{who}-1", "metadata": {}, "source": [who]}
    return json.dumps({**LESSON, "cells": [*changed, extra]})


@given(states, states)
def test_no_cell_of_a_lesson_is_lost(mine, the_kits):
    base, yours, new = json.dumps(LESSON), lesson(mine, "mine"), lesson(the_kits, "kits")
    result = notebook(merged("a.ipynb", tuple(text.encode() for text in (base, yours, new)), []).decode())
    want, have, had = notebook(new), notebook(yours), notebook(base)
    for name in had:
        assert result.get(name) == (have.get(name) if have.get(name) != had[name] else want.get(name)), name
    assert {"mine-1", "kits-1"} <= set(result)
    assert [name for name in result if name in have] == [name for name in have if name in result]


@pytest.mark.parametrize(
    ("yours", "result"),
    [
        ("# pins\na==1\nmine==3\n\n# end\n", "# pins\na==2\nnew==1\nmine==3\n\n# end\n"),
        ("a==1 # held\nb==1\n", "a==1 # held\nb==1\nnew==1\n"),
        ("b==1\n", "b==1\nnew==1\n"),
    ],
)
def test_lines_of_a_list_come_one_by_one(yours, result):
    texts = b"# pins\na==1\nb==1\n", yours.encode(), b"# pins\na==2\nb==1\nnew==1\n"
    notes: list[MergeNote] = []
    assert merged("binder/requirements.txt", texts, notes).decode() == result


def test_a_pin_of_each_python_is_one_line():
    statements, _ = line_statements("numpy==1 ; python_version < '3.12'\nnumpy==2 ; python_version >= '3.12'\n")
    assert [one.path for one in statements] == [("numpy",), ("numpy 2",)]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.toml", "a = "),
        ("a.toml", '"[]" = 1\n[a]\n"[]" = 2\n'),
        ("a.toml", '"g[x]" = 1\n[[g]]\nid = "x"\n'),
        ("a.csv", ""),
        ("a.csv", "id,id\n"),
        ("a.csv", "id,text\na,b,c\n"),
        ("a.csv", "id\na\na\na 2\n"),
        ("a.ipynb", "{"),
        ("a.ipynb", '{"cells": [{"cell_type": "code"}]}'),
        ("a.ipynb", "[]"),
        ("a.md", "text"),
    ],
)
def test_what_cannot_be_told_apart_is_not_put_together(name, text):
    with pytest.raises(UnclearError):
        merged(name, (text.encode(), text.encode() + b" ", text.encode()), [])


def test_a_statement_that_would_mean_something_else_elsewhere_is_not_put_together():
    base = "a.x = 1\n[b]\ny = 1\n"
    new = "[a]\nx = 1\nz = 2\n[b]\ny = 2\n"
    with pytest.raises(UnclearError):
        merged("a.toml", (base.encode(), base.replace("x = 1", "x = 5").encode(), new.encode()), [])


def test_entries_without_an_id_have_numbers_and_those_within_belong_to_the_last():
    text = 'a.b = {c = 1}\n"x=y" = """\n# no\n"""\n[[g]]\n[[g.f]]\nid = 1\n[[g]]\n[g.f]\nq = [\n1,\n\n2]\n'
    paths = [".".join(one.path) for one in toml_statements(text)[0]]
    assert paths == ["a.b", "x=y", "g[#].[]", "g[#].f[1].[]", "g[#].f[1].id", "g[#]2.[]", "g[#]2.f.[]", "g[#]2.f.q"]
    assert isinstance(tree(toml_statements(text)[0])["g[#]"], Tree)
