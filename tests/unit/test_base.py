"""What widgets share: one module from several, one widget a cell, errors in plain words."""

import re
import shutil
from itertools import count

import jupyter_core.paths
import pytest

import kvi_widgets
from kvi_widgets import AnswerFileError, KviStep, ProgressRibbon, ValueMap, Workshop
from kvi_widgets.model.tables import checked
from kvi_widgets.widgets import assets, base
from kvi_widgets.widgets.assets import FOLDER, leave_to_page, script
from kvi_widgets.widgets.base import explain, traceback_text
from tests.repo.sources import code_cells, lessons

# Where a learner's action can end, and what the sentence must name.
REFUSALS = {
    "not_json": {},
    "not_answers": {},
    "newer": {"version": 7},
    "no_example": {"name": "moon", "names": "desk, shop"},
    "own_file": {},
    "not_for_me": {},
    "no_feedback": {},
}
KVI = {"id": "kvi-1", "text": "they dare"}
MOMENTS = count()


@pytest.fixture
def run(monkeypatch):
    """Run a cell in a notebook: what JupyterLab tells the kernel about it."""

    class Shell:
        def __init__(self, cell, message):
            self.parent = {"header": {"msg_id": message}, "metadata": {"cellId": cell} if cell else {}}

        def get_parent(self):
            return self.parent

    def run(cell, message, *makers):
        monkeypatch.setattr(base, "get_ipython", lambda: Shell(cell, message))
        return [make() for make in makers]

    monkeypatch.setattr(base, "_widgets_by_cell", {})
    return run


def listening(workshop, forms):
    """Which of these forms still follow the workshop."""
    text = f"written at {next(MOMENTS)}"
    workshop.update("kvi", [KVI | {"text": text}])
    return [text in str(form.value) for form in forms]


def test_running_a_cell_again_leaves_no_earlier_form_behind(workshop, run):
    forms = [run("cell-1", f"run-{number}", lambda: KviStep(workshop))[0] for number in range(4)]
    assert listening(workshop, forms) == [False, False, False, True]
    assert [form.comm is None for form in forms] == [True, True, True, False]


@pytest.mark.parametrize("widget", [ProgressRibbon, ValueMap])
def test_ribbon_and_map_are_closed_by_the_next_run_as_well(workshop, run, widget):
    (first,), (second,) = (run("cell-1", f"run-{number}", lambda: widget(workshop)) for number in range(2))
    assert first.comm is None
    assert second.comm is not None


def test_two_of_a_kind_in_one_cell_stay_and_go_together(workshop, run):
    forms = run("cell-1", "run-1", *[lambda: KviStep(workshop)] * 2)
    assert listening(workshop, forms) == [True, True]
    forms += run("cell-1", "run-2", lambda: KviStep(workshop))
    assert listening(workshop, forms) == [False, False, True]


def test_other_cells_and_other_widgets_are_left_alone(workshop, run):
    forms = run("cell-1", "run-1", lambda: KviStep(workshop))
    forms += run("cell-2", "run-2", lambda: KviStep(workshop))
    run("cell-1", "run-3", lambda: ProgressRibbon(workshop))
    assert listening(workshop, forms) == [True, True]


def test_where_cells_have_no_name_every_widget_stays(workshop, run):
    forms = [run(None, f"run-{number}", lambda: KviStep(workshop))[0] for number in range(2)]
    assert listening(workshop, forms) == [True, True]


@pytest.mark.parametrize("reason", REFUSALS)
def test_every_refusal_has_a_sentence_that_names_its_details(content, reason):
    sentence = explain(AnswerFileError(reason, **REFUSALS[reason]), content.messages)
    assert all(str(detail) in sentence for detail in REFUSALS[reason].values())
    assert "{" not in sentence
    assert sentence.endswith((".", "!"))


def test_a_bad_row_is_explained_by_its_column(content):
    with pytest.raises(ValueError, match="nature") as caught:
        checked("kvi", [KVI | {"nature": "beautiful"}])
    assert explain(caught.value, content.messages) == content.messages["bad_row"].format(where="nature")


@pytest.mark.parametrize(
    ("error", "detail"),
    [(PermissionError(13, "Denied", "/home"), "Denied"), (OSError("odd"), "odd"), (OSError(28, "Full"), "Full")],
)
def test_a_disk_that_refuses_is_explained_with_its_reason(content, error, detail):
    assert explain(error, content.messages) == content.messages["disk"].format(detail=detail)


def test_an_unexpected_error_reads_calmly_and_its_details_are_for_the_teacher(content):
    error = ZeroDivisionError("of {braces}")
    assert explain(error, content.messages) == content.messages["unexpected"]
    assert traceback_text(error).endswith("ZeroDivisionError: of {braces}\n")


def test_a_disk_error_needs_no_details(content):
    assert traceback_text(OSError(28, "full")) == ""


def test_several_files_become_one_module_without_imports_between_them(tmp_path, monkeypatch):
    monkeypatch.setattr(assets, "FOLDER", tmp_path)
    (tmp_path / "one.js").write_text("// gone\nexport const one = 'import me'; // é\n", "utf-8")
    (tmp_path / "two.js").write_text('import {\n  one,\n} from "./one.js";\nexport const two = one;\n', "utf-8")
    (tmp_path / "three.js").write_text(
        'import { one } from "./one.js";\nimport { two } from "./two.js";\nexport default two;\n', "utf-8"
    )
    assert [line for line in script("three.js").split("\n") if line] == [
        "export const one = 'import me'; // é",
        "export const two = one;",
        "export default two;",
    ]


@pytest.mark.parametrize("widget", [KviStep, ProgressRibbon, ValueMap])
def test_each_widgets_module_stands_alone(widget):
    lines = str(widget._esm).split("\n")
    assert sum(line.startswith("export default") for line in lines) == 1
    assert not any(" from " in line and line.rstrip().endswith((".js';", '.js";')) for line in lines)


@pytest.fixture
def server(tmp_path, monkeypatch):
    """A server whose pages have what is installed in this folder; no page has said so yet."""
    monkeypatch.setattr(assets, "_in_page", set())
    monkeypatch.setattr(jupyter_core.paths, "jupyter_path", lambda _: [str(tmp_path / "none"), str(tmp_path)])
    folder = tmp_path / "kvi-lessons" / "static" / "widgets"
    shutil.copytree(FOLDER, folder)
    return folder


def test_a_widget_leaves_its_code_to_a_page_that_has_the_same(content, server):
    leave_to_page(["ribbon.js"])
    workshop = Workshop(content)
    ribbon, form = ProgressRibbon(workshop), KviStep(workshop)
    assert ribbon._esm == 'export default await globalThis.kviWidget("ribbon.js");'
    assert (ribbon._css, form._css) == ("", "")
    assert form._esm == script("form.js")


def test_a_page_with_other_code_is_sent_what_the_kernel_has(content, server):
    (server / "dom.js").write_text("// older\n", "utf-8")
    leave_to_page(["ribbon.js"])
    ribbon = ProgressRibbon(Workshop(content))
    assert ribbon._esm == script("ribbon.js")
    assert ".kvi-ribbon" in ribbon._css


def test_the_page_knows_what_lessons_show_and_every_style_sheet():
    source = (FOLDER.parents[1] / "labextension" / "static" / "widget_scripts.js").read_text("utf-8")
    assert set(re.findall(r'"(\w+\.css)"', source)) == {path.name for path in FOLDER.glob("*.css")}
    shown = dict(re.findall(r'^  (\w+): "(\w+\.js)",$', source, re.MULTILINE))
    assert {name: getattr(kvi_widgets, name)._esm for name in shown} == {n: script(js) for n, js in shown.items()}
    code = "".join(cell.source for path in lessons() for cell in code_cells(path))
    public = [name for name in kvi_widgets.__all__ if name in code and hasattr(getattr(kvi_widgets, name), "_esm")]
    others = {name: getattr(kvi_widgets, name)._esm for name in public if name not in shown}
    assert set(others.values()) == {script("form.js"), script("ribbon.js")}
