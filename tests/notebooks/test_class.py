"""The lessons of a class of one's own show what the kit's show, and keep their answers in the class."""

import os
import subprocess
import sys

import nbformat

from kvi_widgets import Workshop
from kvi_widgets.classes.class_folder import new_class

from .refresh import ROOT, execute

LESSONS = ("00_welcome.ipynb", "03_kvi.ipynb")  # the others open the same pack in the same way
ANSWER = 'workshop.update("kvi", [{"id": "kvi-1", "text": "They dare to ask"}])'


def test_lessons_of_a_class_show_what_is_stored_in_them(tmp_path):
    folder = new_class(tmp_path / "ours", "en")
    command = [sys.executable, "-m", "pytest", "--quiet", "-p", "no:cacheprovider", "--nbval", "--nbval-current-env",
               "--nbval-cell-timeout", "60", "--nbval-sanitize-with", str(ROOT / "tests/notebooks/sanitize.cfg"),
               *(f"notebooks/{name}" for name in LESSONS)]
    environment = {name: value for name, value in os.environ.items() if name != "KVI_ANSWERS"}
    done = subprocess.run(command, cwd=folder, env={**environment, "PYTHONPATH": str(ROOT)},
                          capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert "passed" in done.stdout


def test_answers_lie_beside_the_lessons_of_the_class(tmp_path, monkeypatch):
    folder = new_class(tmp_path / "ours", "en")
    monkeypatch.delenv("KVI_ANSWERS")
    lesson = nbformat.read(folder / "notebooks" / LESSONS[0], as_version=4)
    lesson.cells = [cell for cell in lesson.cells if "setup" in cell.metadata.get("tags", [])]
    lesson.cells.append(nbformat.v4.new_code_cell(ANSWER))
    execute(lesson, folder / "notebooks")
    answers = folder / "notebooks" / "answers" / "my-workshop.json"
    assert Workshop.open("en", answers).kvi["text"].tolist() == ["They dare to ask"]
