"""The arrows of the house point one way: words → answers → logic → pictures → widgets → notebooks."""

import ast
import sys
from pathlib import Path

import pytest

import kvi_widgets

from .sources import MODULES, code_cells, notebooks

READING = {"sentences", "pack_findings", "pack_files", "pack_texts", "pack_toml", "pack_tables", "pack_words", "pack_steps"}
CHECKING = {"pack_forms", "pack_check", "pack_notebooks", "pack_report", "pack_edit"}
WORDS = READING | {"content", "content_rows", "form_words", "series_files"}
MODEL = {"tables", "leftovers", "data_package", "merge", "answer_file", "answers", "following", "workshop"}
LOGIC = {"progress", "forms", "feedback_form", "comparison", "feedback", "story", "recovery", "linking",
         "wording", "coherence_rules", "coherence", "what_if", "recap", "series", "series_story",
         "crowd", "crowd_files", "crowd_story"}
LOGIC |= CHECKING
PICTURES = {"map_text", "map_order", "map_layout", "map_routes", "map_traces", "map_figure", "what_if_figure",
            "series_figure",
            "svg_tree", "figure_svg",
            "map_bundles", "map_rows", "crowd_layout", "crowd_figure",
            "map_large"}
FRONT = {"anywidget", "ipywidgets", "IPython", "traitlets", "plotly", "pandas", "pydantic"}

# room: (what it may import of the kit, what it may import from outside besides the standard library)
ROOMS = {
    "content_rows": (set(), {"pydantic"}),
    "sentences": (set(), set()),
    "pack_findings": ({"sentences"}, {"pandas"}),
    "pack_files": ({"pack_findings"}, set()),
    "pack_texts": ({"pack_findings", "sentences"}, set()),
    "pack_toml": ({"pack_files", "pack_findings"}, set()),
    "pack_tables": ({"pack_files", "pack_findings", "pack_texts"}, {"pydantic"}),
    "pack_words": ({"pack_findings", "pack_texts", "pack_toml", "sentences"}, set()),
    "content": ({"content_rows", *READING}, {"pandas"}),
    "pack_steps": ({"form_words", "pack_findings", "pack_words"}, set()),
    "form_words": ({"content"}, set()),
    "series_files": ({"content"}, {"pandas"}),
    "answer_rows": (set(), {"pydantic"}),
    "tables": ({"answer_rows"}, set()),
    "data_package": ({"tables"}, {"pandas"}),
    "merge": ({"tables"}, set()),
    "answer_file": ({"data_package"}, {"filelock"}),
    "leftovers": ({"tables", *WORDS}, set()),
    "answers": ({"tables", "data_package", "leftovers", *WORDS}, {"pandas"}),
    "following": ({"data_package"}, set()),
    "workshop": ({"answers", "following", "answer_file", "data_package", "merge", "tables", *WORDS}, {"pandas"}),
    **dict.fromkeys(LOGIC, (WORDS | MODEL | LOGIC, {"pandas"})),
    **dict.fromkeys(PICTURES, (MODEL | LOGIC | PICTURES, {"pandas", "plotly"})),
    "commands": (WORDS, set()),
    "class_files": (WORDS, set()),
    "class_folder": ({"class_files", "commands", *WORDS}, set()),
    "three_way": (set(), set()),
    "statements": ({"three_way"}, set()),
    "text_merge": ({"statements", "three_way"}, set()),
    "class_update": ({"class_files", "class_folder", "commands", "pack_check", "statements", "text_merge", "three_way", *WORDS},
                     set()),
    "class_report": ({"class_update", "text_merge", "three_way"}, set()),
    "__main__": ({"commands", "class_folder", "class_update", "class_report", "pack_report", "pages", *WORDS}, set()),
    "widgets": (WORDS | MODEL | LOGIC | PICTURES | {"pages", "widgets"}, FRONT),
    "pages": (WORDS | MODEL | LOGIC | PICTURES | {"pages"}, {"pandas", "jinja2", "markupsafe"}),
    "__init__": (WORDS | MODEL | LOGIC | PICTURES | {"widgets", "pages"}, set()),
}
READERS = {"open", "read_text", "read_bytes", "write_text", "write_bytes"}


def room(path: Path) -> str:
    """Name of the room that a file of the package belongs to."""
    return path.parent.name if path.parent.name in ("widgets", "pages") else path.stem


def imports(source: str) -> tuple[set[str], set[str]]:
    """Rooms of the kit and outside packages that this source imports, wherever in the file."""
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
    """What a file of this room imports and must not."""
    inside, outside = imports(source)
    may_inside, may_outside = ROOMS[of]
    return (inside - may_inside) | (outside - may_outside)


def names_used(source: str) -> set[str]:
    """Every name and attribute in this source."""
    tree = list(ast.walk(ast.parse(source)))
    return {node.attr for node in tree if isinstance(node, ast.Attribute)} | {
        node.id for node in tree if isinstance(node, ast.Name)}


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
def test_file_has_a_room_and_imports_only_what_it_may(path):
    assert room(path) in ROOMS, f"{path.name} is new: give it a room here and in CONTRIBUTING.md"
    assert wrong_imports(path.read_text("utf-8"), room(path)) == set()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_no_figure_widget_anywhere(path):
    assert "FigureWidget" not in names_used(path.read_text("utf-8"))


@pytest.mark.parametrize("path", [path for path in MODULES if room(path) == "widgets"], ids=lambda path: path.stem)
def test_widget_reads_no_file_but_its_own_javascript(path):
    used = names_used(path.read_text("utf-8")) & READERS
    assert used <= ({"read_text"} if path.name == "base.py" else set())


@pytest.mark.parametrize("path", notebooks(), ids=lambda path: path.stem)
def test_notebook_uses_only_public_names_of_the_kit(path):
    assert {name for cell in code_cells(path) for name in private_use(cell.source)} == set()


@pytest.mark.parametrize(("source", "of", "found"), [
    ("import ipywidgets", "comparison", {"ipywidgets"}),
    ("def late():\n    from kvi_widgets.widgets.form import FormWidget", "story", {"widgets"}),
    ("from kvi_widgets import workshop", "tables", {"workshop"}),
    ("import plotly.graph_objects as go", "forms", {"plotly"}),
    ("from .map_figure import map_figure", "story", {""}),
    ("import json\nfrom kvi_widgets.tables import TABLES", "forms", set()),
])
def test_the_rule_for_rooms_bites(source, of, found):
    assert wrong_imports(source, of) == found


@pytest.mark.parametrize(("cell", "found"), [
    ("from kvi_widgets.story import link_sentences", {"link_sentences"}),
    ("from kvi_widgets import forms", {"forms"}),
    ("import sys", {"sys"}),
    ("workshop._frames", {"_frames"}),
    ("from kvi_widgets import Workshop\nWorkshop.open(lang='fr').kvi", set()),
])
def test_the_rule_for_notebooks_bites(cell, found):
    assert private_use(cell) == found
