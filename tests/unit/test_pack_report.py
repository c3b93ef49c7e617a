"""``check`` on the command line: everything told in plain words, 0 or 1 at the end, notebooks one by one."""

import json
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from playwright.sync_api import Error

from kvi_widgets.__main__ import main
from kvi_widgets.classes import pack_check_page, pack_report
from kvi_widgets.classes.pack_check_notebooks import notebook_findings
from kvi_widgets.classes.pack_check_page import NoPageError, class_pages
from kvi_widgets.classes.pack_report import check_and_report
from kvi_widgets.words.content import DATA, languages
from kvi_widgets.words.pack_findings import Finding

from .mistakes import ROOT, cell, sub


@pytest.fixture
def ours(tmp_path):
    """A class of one's own."""
    shutil.copytree(DATA / "fr", tmp_path / "ours" / "pack")
    shutil.copytree(ROOT / "notebooks" / "fr", tmp_path / "ours" / "notebooks")
    return tmp_path / "ours"


@pytest.fixture
def run(monkeypatch):
    """Notebooks that are said to have run, without running any."""
    ran = []

    def pretend(folder):
        ran.append(folder)
        yield "a.ipynb", []
        yield "b.ipynb", [Finding("failed_notebook", "notebooks/b.ipynb", column="b-02", found="NameError: x")]

    monkeypatch.setattr(pack_report, "notebook_findings", pretend)
    monkeypatch.setattr(pack_check_page, "find_spec", lambda name: name != "playwright")
    return ran


@contextmanager
def seen(folder):
    """Pages that are said to have been opened."""
    yield iter(
        [("a.ipynb", []), ("b.ipynb", [Finding("blank_frame", "notebooks/b.ipynb", found="https://nowhere.example")])]
    )


def said(folder, **options):
    lines = []
    return check_and_report(folder, say=lines.append, **options), lines


@pytest.mark.parametrize("lang", languages())
def test_a_sound_pack_ends_with_0_and_one_line(lang, capsys):
    assert main(["check", str(DATA / lang)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        pack_report.kit_words("check", lang)["said"]["nothing"].format(folder=DATA / lang)
    ]


def test_a_broken_pack_ends_with_1_and_every_message(ours, capsys):
    cell("deck", 3, "family", "kvii")(ours / "pack")
    sub("kvi.toml", '"$', ' "')(ours / "pack")
    assert main(["check", str(ours), "--no-notebooks"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line[:12] for line in lines if line.startswith("  ")] == ["  ✗ deck.csv", "  • kvi.toml"]
    assert main(["check", str(ours / "pack"), "--lang", "en"]) == 1
    assert "expected: kvi, kpi, both" in capsys.readouterr().out


def test_advice_alone_ends_with_0(ours):
    sub("kvi.toml", '"$', ' "')(ours / "pack")
    sound, lines = said(ours, notebooks=False)
    assert sound
    assert len([line for line in lines if line.startswith("  •")]) == 1


def test_a_folder_that_is_not_there_ends_with_1(tmp_path, capsys):
    assert main(["check", str(tmp_path / "nowhere")]) == 1
    assert "nowhere" in capsys.readouterr().out


def test_notebooks_of_a_class_are_run_and_told_one_by_one(ours, run):
    sound, lines = said(ours)
    assert not sound
    assert run == [ours / "notebooks"]
    assert [line for line in lines if line.startswith("  ")][:2] == ["  ✓ a.ipynb", "  ✗ b.ipynb"]
    assert "b-02" in lines[-1]
    assert "NameError: x" in lines[-1]


def test_notebooks_wait_for_a_pack_that_opens_and_can_be_left_out(ours, run):
    assert said(ours, notebooks=False) == (
        True,
        [pack_report.kit_words("check")["said"]["words_fine"].format(folder=ours)],
    )
    (ours / "pack" / "deck.csv").unlink()
    sound, lines = said(ours)
    assert not sound
    assert lines[-1] == pack_report.kit_words("check")["said"]["notebooks_wait"]
    assert run == []


def test_without_nbval_it_says_how_to_get_it(ours, run, monkeypatch):
    monkeypatch.setattr(pack_report, "can_run", lambda: False)
    sound, lines = said(ours)
    assert sound
    assert [line for line in lines if "pip install nbval" in line]
    assert run == []


def test_without_a_browser_it_says_what_to_install_and_does_not_vouch_for_pages(ours, run, monkeypatch):
    monkeypatch.setattr(pack_report, "notebook_findings", lambda _: iter([("a.ipynb", [])]))
    sound, lines = said(ours)
    words = pack_report.kit_words("check")["said"]
    assert sound
    assert "Playwright" in lines[0]
    assert f"`{sys.executable} -m pip install playwright`" in lines[0]
    assert lines[1:] == [words["notebooks"], "  ✓ a.ipynb", words["cells_fine"].format(folder=ours)]


@pytest.mark.parametrize("missing", ["jupyterlab", "playwright"])
def test_what_a_page_needs_and_is_not_here_is_named(ours, monkeypatch, missing):
    monkeypatch.setattr(pack_check_page, "find_spec", lambda module: module != missing)
    assert reason_of(ours) == f"no_{missing}"


def test_a_machine_without_any_browser_is_told(ours, monkeypatch):
    monkeypatch.setattr(pack_check_page, "BROWSERS", [])
    monkeypatch.setattr("playwright.sync_api.BrowserType.launch", no_browser)
    assert reason_of(ours) == "no_browser"


def test_a_folder_that_cannot_be_copied_is_told(ours):
    (ours / "elsewhere").symlink_to(ours.parent)
    assert reason_of(ours) == "no_copy"


def reason_of(folder):
    """Why its pages cannot be opened; in this thread a browser of other tests may be open."""

    def refused():
        with pytest.raises(NoPageError) as told, class_pages(folder):
            pass
        return told.value.reason

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(refused).result()


def no_browser(*_, **__):
    raise Error("none here")


def test_pages_that_were_looked_at_are_vouched_for_and_advice_stops_nothing(ours, run, monkeypatch):
    monkeypatch.setattr(pack_report, "class_pages", seen)
    sound, lines = said(ours)
    words = pack_report.kit_words("check")["said"]
    assert sound
    assert lines[:3] == [words["pages"], "  ✓ a.ipynb", "  ✓ b.ipynb"]
    assert lines[3].startswith("    • ")
    assert "https://nowhere.example" in lines[3]
    assert lines[-1] == words["nothing"].format(folder=ours)
    assert run == []


@pytest.mark.slow
def test_notebooks_are_run_with_nbval_and_the_cell_that_fails_is_named(tmp_path):
    for name, sources in {"good": ["x = 1"], "bad": ["y = 1", "1 / 0", "z", "import nothing"]}.items():
        cells = [
            {
                "cell_type": "code",
                "id": f"{name}-{at}",
                "metadata": {},
                "execution_count": None,
                "outputs": [],
                "source": source,
            }
            for at, source in enumerate(sources)
        ]
        kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
        book = {"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}
        (tmp_path / f"{name}.ipynb").write_text(json.dumps(book), "utf-8")
    (tmp_path / "broken.ipynb").write_text("{", "utf-8")
    found = dict(notebook_findings(tmp_path))
    assert list(found) == ["bad.ipynb", "broken.ipynb", "good.ipynb"]
    assert [(one.column, one.found) for one in found["bad.ipynb"]] == [
        ("1 / 0", "ZeroDivisionError: division by zero"),
        ("import nothing", "ModuleNotFoundError: No module named 'nothing'"),
    ]
    assert len(found["broken.ipynb"]) == 1
    assert found["good.ipynb"] == []
