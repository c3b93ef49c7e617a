"""Notebooks are short, clean and linked, and every link in the repository leads somewhere."""

import ast
import importlib
import json
import re
from pathlib import Path
from statistics import median
from urllib.parse import unquote

import pytest

from kvi_widgets.words.content import languages

from .sources import ROOT, cells, code_cells, lessons, notebooks

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "data").glob("*.md"), *notebooks()])
ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,}\b")
# [text](target "title") and ![…](…); what stands between backticks is no link.
LINK = re.compile(r"""!?\[[^\]]*\]\(<?([^)\s>]+)>?(?:\s+["'][^)]*)?\)|(?:href|src)=["']([^"']+)["']""")
MOST_DRAWN = 30_000  # letters of a drawing
LONGEST_CELL, MEDIAN_CELL, LONGEST_DEF = 12, 3, 5

every_notebook = pytest.mark.parametrize("path", notebooks(), ids=lambda path: f"{path.parent.name}-{path.stem}")


@pytest.fixture(scope="module")
def refresh():
    """What cleans notebooks, and nbformat: two seconds, for the process that needs them alone."""
    return importlib.import_module("tests.notebooks.refresh")


def long_code(sources: list[str]) -> list[str]:
    """Cells that are too long to read at one glance, and helpers that belong into the kit."""
    found = [source for source in sources if len(source.splitlines()) > LONGEST_CELL]
    for source in sources:
        defined = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef | ast.ClassDef)]
        found += [node.name for node in defined if node.end_lineno - node.lineno >= LONGEST_DEF]
    return found


def prose(path: Path) -> str:
    """Markdown of a page or of the text cells of a notebook, without code."""
    if path.suffix == ".ipynb":
        text = "\n\n".join(cell.source for cell in cells(path) if cell.cell_type == "markdown")
    else:
        text = path.read_text("utf-8")
    return re.sub(r"```.*?```|`[^`\n]*`", "", text, flags=re.DOTALL)


def broken_links(text: str, folder: Path) -> list[str]:
    """Links to files that are not there; addresses of other sites are not asked."""
    targets = [one or other for one, other in LINK.findall(text)]
    files = [unquote(target).split("#")[0] for target in targets if not re.match(r"[a-z]+:|#", target)]
    return [file for file in files if not (folder / file).exists()]


@every_notebook
def test_it_is_clean(path, refresh):
    assert path.read_text("utf-8") == refresh.cleaned(path), "python -m tests.notebooks.refresh --clean FILES"
    assert ADDRESS.findall(json.dumps([cell.outputs for cell in code_cells(path)])) == []


@every_notebook
def test_all_cells_were_run_once_in_order(path):
    for place, cell in enumerate(code_cells(path), start=1):
        tried = "try-it" in cell.metadata.get("tags", [])  # left to the learner
        assert cell.execution_count == (None if tried else place), "make notebooks runs and stores all of them"


@every_notebook
def test_a_visitor_reads_it_without_running_it(path):
    for cell in code_cells(path):
        shown = [output.get("data", {}) for output in cell.outputs]
        said = "".join("".join(data.get("text/plain", "")) for data in shown)
        # Own answers are a cell tagged try-it; only the check of a pack shows that it found nothing.
        assert "Empty DataFrame" not in said or cell.source.startswith("check_pack("), cell.source
        assert shown or "workshop.example(" not in cell.source, cell.source
        if re.search(r"ValueMap\(workshop\.example|^crowd$", cell.source, flags=re.MULTILINE):
            (drawing,) = ("".join(data["image/svg+xml"]) for data in shown)
            assert len(drawing) < MOST_DRAWN, cell.source


def test_tables_of_lessons_have_a_caption_and_rows_with_names():
    tables = [
        "".join(output["data"]["text/html"])
        for path in lessons()
        for cell in code_cells(path)
        for output in cell.outputs
        if "text/html" in output.get("data", {})
    ]
    assert len(tables) >= 8
    for table in tables:
        assert re.search(r"<caption>.+</caption>", table)
        assert not re.search(r"<th[^>]*>\d*</th>", table)


def test_every_course_has_one_drawing_and_one_empty_table():
    for language in languages():
        stored = "".join(path.read_text("utf-8") for path in notebooks(language))
        assert stored.count('"image/svg+xml"') == 1, "the map of the made-up class; that of Romain is to be predicted"
        assert stored.count("Empty DataFrame") == 1, "what the check of a pack has found: nothing"


@every_notebook
def test_cell_ids_are_readable_and_unique(path):
    ids = [cell.id for cell in cells(path)]
    assert len(set(ids)) == len(ids)
    # Jupyter's own ids are eight random hexadecimal digits; ours say the notebook and the place.
    assert [one for one in ids if not re.fullmatch(r"[a-z]+(-[a-z0-9]+)+", one)] == []


@every_notebook
def test_cells_are_short(path):
    sources = [cell.source for cell in code_cells(path)]
    assert long_code(sources) == []
    assert median([len(source.splitlines()) for source in sources] or [0]) <= MEDIAN_CELL


@every_notebook
def test_nothing_in_it_plays_with_paths_or_installs(path):
    code = "\n".join(cell.source for cell in code_cells(path))
    assert re.findall(r"sys\.path|^\s*[%!]|\binput\(", code, flags=re.MULTILINE) == []


@every_notebook
def test_it_starts_with_its_one_title(path):
    titles = re.findall(r"^# .+", prose(path), flags=re.MULTILINE)
    assert len(titles) == 1
    assert cells(path)[0].source.startswith(titles[0])


@every_notebook
def test_last_line_leads_to_the_neighbours_and_the_first(path):
    course = lessons(path.parent.name)
    row = course if path in course else [one for one in notebooks(path.parent.name) if one not in course]
    place = row.index(path)
    wanted = {course[0].name, *(one.name for one in row[max(place - 1, 0) : place + 2] if one != path)}
    last = cells(path)[-1].source.splitlines()[-1]
    assert {target for target, _ in LINK.findall(last)} == wanted


@every_notebook
def test_it_is_a_valid_notebook(path, refresh):
    refresh.nbformat.validate(refresh.nbformat.read(path, as_version=4))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_link_targets_exist(path):
    assert broken_links(prose(path), path.parent) == []


@pytest.mark.parametrize("dirt", ["state of widgets", "id of a widget", "time of a run", "kernel", "collapsed cell"])
def test_what_changes_from_run_to_run_is_dirt(dirt, tmp_path, refresh):
    nbformat = refresh.nbformat
    shown = nbformat.v4.new_output("display_data", {"text/plain": "<Form>"})
    cell = nbformat.v4.new_code_cell("Form(workshop)", id="a-1", outputs=[shown], execution_count=1)
    notebook = refresh.clean(nbformat.v4.new_notebook(cells=[cell]))
    path = tmp_path / "lesson.ipynb"
    nbformat.write(notebook, path)
    assert path.read_text("utf-8") == refresh.cleaned(path)
    {
        "state of widgets": lambda: notebook.metadata.update(widgets={}),
        "id of a widget": lambda: shown.data.update({refresh.WIDGET: {"model_id": "0f3c"}}),
        "time of a run": lambda: cell.metadata.update(execution={"iopub.execute_input": "2026-11-27T08:00:00"}),
        "kernel": lambda: notebook.metadata.kernelspec.update(display_name="mine"),
        "collapsed cell": lambda: cell.metadata.update(collapsed=True),
    }[dirt]()
    nbformat.write(notebook, path)
    assert path.read_text("utf-8") != refresh.cleaned(path)


def test_the_rule_for_long_code_bites():
    assert long_code(["x = 1\n" * 13]) != []
    assert long_code(["def helper():\n" + "    x = 1\n" * 5]) == ["helper"]
    assert long_code(["def helper():\n    return 1", "x = 1"]) == []


def test_the_rule_for_links_bites():
    text = "[a](no.md) ![b](<no.png>) [c](https://example.org) [d](README.md#start) <img src='no.svg'>"
    assert broken_links(text, ROOT) == ["no.md", "no.png", "no.svg"]
