"""The stored notebooks are what ``make notebooks`` would write, to the last character."""

import nbformat
import pytest

from .refresh import NOTEBOOKS, clean, execute


@pytest.mark.nightly  # by day nbval runs them, and compares what they show with what is stored
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_make_notebooks_would_change_nothing(path, tmp_path, monkeypatch):
    monkeypatch.setenv("KVI_ANSWERS", str(tmp_path / "answers.json"))
    fresh = clean(execute(nbformat.read(path, as_version=4), path.parent))
    assert path.read_text("utf-8") == nbformat.writes(fresh) + "\n"
