"""Write the examples as the kit writes answers, run every notebook and store it clean: ``make notebooks``.

``python -m tests.notebooks.refresh --clean FILES`` only cleans them, as before a commit.
"""

import os
import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from kvi_widgets import Workshop
from kvi_widgets.model.data_package import dump
from kvi_widgets.words.content import DATA, Content

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*/*.ipynb"))
LESSONS = [path for path in NOTEBOOKS if not path.name.startswith("9")]  # the others are for teachers
WIDGET = "application/vnd.jupyter.widget-view+json"


def clean(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Leave only what is the same in every run: no widget ids, no times, no state.

    A cell tagged ``try-it`` shows the learner's own answers: it is stored as not yet run, instead of
    with a table in which there is nothing.
    """
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    notebook.metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    for cell in notebook.cells:
        cell.metadata = {"tags": cell.metadata["tags"]} if "tags" in cell.metadata else {}
        if "try-it" in cell.metadata.get("tags", []):
            cell.update(outputs=[], execution_count=None)
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(WIDGET, None)
    return notebook


def cleaned(path: Path) -> str:
    """Text of a notebook file as it should be stored, without running it."""
    return nbformat.writes(clean(nbformat.read(path, as_version=4))) + "\n"


def execute(notebook: nbformat.NotebookNode, folder: Path) -> nbformat.NotebookNode:
    """Run all cells in this folder; a cell that fails stops with its error."""
    if not any(cell.cell_type == "code" for cell in notebook.cells):
        return notebook  # a guide to read needs no kernel
    return NotebookClient(notebook, timeout=60, resources={"metadata": {"path": str(folder)}}).execute()


def write_examples() -> None:
    """With every column that answers have by now."""
    for path in sorted((DATA / "examples").glob("*/*.json")):
        example = Workshop(Content.load(path.parent.name)).example(path.stem)
        path.write_text(dump(example.package()), "utf-8", newline="\n")


def refresh() -> None:
    """Run and store all notebooks in place."""
    os.environ["KVI_ANSWERS"] = str(Path(tempfile.mkdtemp()) / "answers.json")
    for path in NOTEBOOKS:
        notebook = execute(nbformat.read(path, as_version=4), path.parent)
        nbformat.write(clean(notebook), path)
        print(path.relative_to(ROOT))


if __name__ == "__main__":
    if "--clean" in sys.argv:
        for name in sys.argv[2:]:
            Path(name).write_text(cleaned(Path(name)), "utf-8", newline="\n")
    else:
        write_examples()
        refresh()
