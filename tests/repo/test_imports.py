"""The arrows of the house point one way: words → answers → logic → pictures → widgets → notebooks."""

import ast
import re
import sys
from pathlib import Path

import pytest

import kvi_widgets

from .sources import MODULES, code_cells, notebooks

WORDS, MODEL, LOGIC, PICTURES = {"words"}, {"model"}, {"logic"}, {"pictures"}
FRONT = {"anywidget", "ipywidgets", "IPython", "traitlets", "plotly", "pandas"}

# A layer is a folder: what it may import of the kit, and from outside besides the standard library.
LAYERS = {
    "words": (WORDS, {"pandas"}),
    "model": (WORDS | MODEL, {"pandas", "filelock", "fsspec", "IPython"}),
    "logic": (WORDS | MODEL | LOGIC, {"pandas", "snowballstemmer"}),
    "pictures": (WORDS | MODEL | LOGIC | PICTURES, {"pandas", "plotly"}),
    "pages": (WORDS | MODEL | LOGIC | PICTURES | {"pages"}, {"pandas", "jinja2", "markupsafe"}),
    "classes": (WORDS | MODEL | LOGIC | {"classes"}, {"pandas", "jupyter_core"}),
    "widgets": (WORDS | MODEL | LOGIC | PICTURES | {"pages", "classes", "widgets"}, FRONT | {"jupyter_core"}),
    "__main__": (WORDS | MODEL | {"pages", "classes"}, set()),
    "__init__": (WORDS | MODEL | LOGIC | {"pages", "classes", "widgets"}, set()),
}
# Inside the model: what a module may know of the others.
MODEL_ARROWS = {
    "whole_files": set(),
    "answer_rows": set(),
    "frames": {"tables", "shapes"},
    "shapes": set(),
    "tables": {"answer_rows", "shapes"},
    "data_package": {"tables", "shapes"},
    "merge": {"merge_texts", "tables", "shapes"},
    "merge_apart": {"merge", "tables", "shapes"},
    "deletions": {"merge", "tables", "shapes"},
    "merge_texts": set(),
    "hidden_answers": {"tables", "shapes"},
    "file_watcher": {"data_package"},
    "answer_file": {"data_package", "versions", "shapes"},
    "answer_place": {"answer_file", "tables", "shapes"},
    "visitors": set(),
    "versions": {"data_package", "shapes", "whole_files"},
    "answers": {"tables", "frames", "data_package", "hidden_answers", "starter", "shapes"},
    "starter": {"data_package", "tables", "shapes"},
    "lineage": {"answer_file", "data_package", "versions", "shapes"},
    "saved_answers": {
        "answers",
        "answer_file",
        "data_package",
        "lineage",
        "merge",
        "merge_apart",
        "deletions",
        "starter",
        "tables",
        "versions",
        "shapes",
    },
    "workshop": {
        "answers",
        "answer_place",
        "visitors",
        "file_watcher",
        "frames",
        "answer_file",
        "class_seat",
        "data_package",
        "saved_answers",
        "tables",
        "shapes",
    },
    "class_trouble": {"data_package"},
    "class_place": {"class_trouble", "data_package", "tables", "whole_files"},
    "class_seat": {"tables", "shapes", "whole_files"},
    "hand_ins": {"class_place", "class_seat", "data_package", "shapes"},
    "room_works": {
        *("class_learners", "class_place", "data_package", "hand_ins", "room_status", "workshop"),
    },
    "room_status": {"class_place", "class_seat", "class_trouble", "data_package", "hand_ins", "tables"},
    "class_counts": {"data_package"},
    "quick_tables": {"data_package", "tables", "shapes"},
    "class_answers": {"answers", "data_package", "quick_tables", "starter", "tables", "workshop", "shapes"},
    "submissions": {"data_package"},
    "class_learners": {"class_counts", "quick_tables", "submissions", "data_package", "starter", "workshop", "shapes"},
}
READERS = {"open", "read_text", "read_bytes", "write_text", "write_bytes"}
# What is called on files and on a workshop to change something or to look at the disk.
DEEDS = READERS | {"glob", "iterdir", "stat", "unlink", "mkdir"}
DEEDS |= {"update", "update_all", "take", "save", "load", "refresh", "link_partner", "continue_as", "open_partner"}


def layer(path: Path) -> str:
    """Layer that a file of the package belongs to: its folder."""
    return path.stem if path.parent.name == "kvi_widgets" else path.parent.name


def imports(source: str) -> tuple[set[str], set[str]]:
    """Layers of the kit and outside packages that this source imports, wherever in the file."""
    dotted = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            dotted |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            origin = node.module or ""
            whole = origin == "kvi_widgets"  # from kvi_widgets import progress
            dotted |= {f"{origin}.{name.name}" for name in node.names} if whole else {"." * node.level + origin}
    inside = {name.split(".")[1] for name in dotted if name.startswith("kvi_widgets.")}
    outside = {name.split(".")[0] for name in dotted if not name.startswith("kvi_widgets")}
    return inside, outside - sys.stdlib_module_names


def wrong_imports(source: str, of: str) -> set[str]:
    """What a file of this layer imports and must not."""
    inside, outside = imports(source)
    may_inside, may_outside = LAYERS[of]
    return (inside - may_inside) | (outside - may_outside)


def names_used(source: str) -> set[str]:
    """Every name and attribute in this source."""
    tree = list(ast.walk(ast.parse(source)))
    return {node.attr for node in tree if isinstance(node, ast.Attribute)} | {
        node.id for node in tree if isinstance(node, ast.Name)
    }


def private_use(source: str) -> set[str]:
    """What a notebook cell takes from behind the front door of the kit."""
    nodes = list(ast.walk(ast.parse(source)))
    wrong = {node.attr for node in nodes if isinstance(node, ast.Attribute) and node.attr.startswith("_")}
    wrong |= {name.name for node in nodes if isinstance(node, ast.Import) for name in node.names}
    for node in nodes:
        if isinstance(node, ast.ImportFrom):
            public = kvi_widgets.__all__ if node.module == "kvi_widgets" else ()
            wrong |= {name.name for name in node.names if name.name not in public}
    return wrong


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_file_has_a_layer_and_imports_only_what_it_may(path):
    assert layer(path) in LAYERS, f"{path.name} stands in no layer: see CONTRIBUTING.md"
    assert wrong_imports(path.read_text("utf-8"), layer(path)) == set()


@pytest.mark.parametrize(
    "path", [path for path in MODULES if layer(path) == "model" and path.stem != "__init__"], ids=lambda path: path.stem
)
def test_arrows_inside_the_model_point_one_way(path):
    others = set(re.findall(r"kvi_widgets\.model\.(\w+) import", path.read_text("utf-8")))
    assert others <= MODEL_ARROWS[path.stem]


def acting_functions(source: str) -> set[str]:
    """Functions, by name, that change a workshop or touch the disk; blank for what stands outside of all."""
    found = set()
    for part in ast.parse(source).body:
        calls = [node.func for node in ast.walk(part) if isinstance(node, ast.Call)]
        called = {call.attr if isinstance(call, ast.Attribute) else getattr(call, "id", "") for call in calls}
        if called & DEEDS:
            found.add(getattr(part, "name", ""))
    return found


@pytest.mark.parametrize(
    "path", [path for path in MODULES if layer(path) in {"logic", "pictures"}], ids=lambda path: path.stem
)
def test_logic_and_pictures_only_compute(path):
    assert acting_functions(path.read_text("utf-8")) == set()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_no_figure_widget_anywhere(path):
    assert "FigureWidget" not in names_used(path.read_text("utf-8"))


def test_texts_enter_a_figure_through_one_function():
    modules = [path for path in MODULES if layer(path) in {"pictures", "pages"}]
    own = {path.stem for path in modules if "from html import escape" in path.read_text("utf-8")}
    assert own == {"plotly_text"}


@pytest.mark.parametrize("path", [path for path in MODULES if layer(path) == "widgets"], ids=lambda path: path.stem)
def test_widget_reads_no_file_but_its_own_javascript(path):
    used = names_used(path.read_text("utf-8")) & READERS
    assert used <= ({"read_text"} if path.name == "assets.py" else set())


@pytest.mark.parametrize("path", notebooks(), ids=lambda path: path.stem)
def test_notebook_uses_only_public_names_of_the_kit(path):
    assert {name for cell in code_cells(path) for name in private_use(cell.source)} == set()


@pytest.mark.parametrize(
    ("source", "of", "found"),
    [
        ("import ipywidgets", "logic", {"ipywidgets"}),
        ("def late():\n    from kvi_widgets.widgets.form import FormWidget", "logic", {"widgets"}),
        ("from kvi_widgets.model import workshop", "words", {"model"}),
        ("import plotly.graph_objects as go", "logic", {"plotly"}),
        ("from .map_figure import map_figure", "logic", {""}),
        ("import json\nfrom kvi_widgets.model.tables import TABLES", "logic", set()),
    ],
)
def test_the_rule_for_rooms_bites(source, of, found):
    assert wrong_imports(source, of) == found


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("def put(workshop):\n    workshop.update('kvi', [])", {"put"}),
        ("def late(work):\n    def inner():\n        work.save()\n    inner()", {"late"}),
        ("class Reader:\n    def files(self, folder):\n        return folder.glob('*')", {"Reader"}),
        ("TEXT = open('words.toml')", {""}),
        ("def with_rewording(workshop):\n    return {'kvi': workshop.rows['kvi']}", set()),
    ],
)
def test_the_rule_for_pure_functions_bites(source, found):
    assert acting_functions(source) == found


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("from kvi_widgets.logic.map_sentences import link_sentences", {"link_sentences"}),
        ("from kvi_widgets import forms", {"forms"}),
        ("import sys", {"sys"}),
        ("workshop._frames", {"_frames"}),
        ("from kvi_widgets import Workshop\nWorkshop.open(lang='fr').kvi", set()),
    ],
)
def test_the_rule_for_notebooks_bites(cell, found):
    assert private_use(cell) == found
