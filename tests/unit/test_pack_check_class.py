"""What stands around the words of a class is looked at as well, before learners meet it."""

import json
import shutil

import pytest

from kvi_widgets.classes import pack_check_page, pack_report
from kvi_widgets.classes.class_folder import new_class
from kvi_widgets.classes.pack_check import check_folder
from kvi_widgets.classes.pack_report import check_and_report
from kvi_widgets.words.content import languages


@pytest.fixture(scope="module")
def fresh(tmp_path_factory):
    return new_class(tmp_path_factory.mktemp("classes") / "ours", "en")


@pytest.fixture
def ours(fresh, tmp_path):
    return shutil.copytree(fresh, tmp_path / "ours")


def said(folder):
    found = check_folder(folder)
    return {(row.file, row.severity) for row in found.itertuples()}


def cell_with(folder, old, new, name="03_kvi.ipynb"):
    path = folder / "notebooks" / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_a_new_class_has_nothing_to_mend(ours):
    assert said(ours) == set()


@pytest.mark.parametrize("name", ["requirements.txt", "postBuild"])
@pytest.mark.parametrize("how", ["gone", "empty"])
def test_a_file_that_binder_needs_is_missed(ours, name, how):
    path = ours / "binder" / name
    path.unlink() if how == "gone" else path.write_text("")
    assert said(ours) == {(f"binder/{name}", "advice")}


def test_line_ends_of_windows_stop_binder(ours):
    path = ours / "binder" / "postBuild"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert said(ours) == {("binder/postBuild", "error")}


@pytest.mark.parametrize(
    "name", ["pack/kvi.toml", "pack/contexts.csv", "notebooks/03_kvi.ipynb", "notebooks/91_guide.ipynb"]
)
def test_what_git_could_not_decide_is_named_with_its_row(ours, name):
    path = ours / name
    first, *rest = path.read_text("utf-8-sig").splitlines()
    path.write_text("\n".join([first, "<<<<<<< HEAD", "=======", ">>>>>>> theirs", *rest]), "utf-8")
    found = check_folder(ours)
    assert (name, 2) in set(zip(found["file"], found["row"], strict=True))
    assert any("<<<<<<<" in message for message in found["message"])


@pytest.mark.parametrize(
    "opened",
    [
        'Workshop.open(lang=\\"fr\\")',
        "Workshop.open()",
        'Workshop.open(pack=\\"/home/me/ours/pack\\")',
        'Workshop.open(pack=\\"../../other/pack\\")',
    ],
)
def test_a_lesson_that_opens_with_other_words_is_named(ours, opened):
    cell_with(ours, 'Workshop.open(pack=\\"../pack\\")', opened)
    found = check_folder(ours)
    assert found["file"].tolist() == ["notebooks/03_kvi.ipynb"]
    assert 'pack="../pack"' in found["message"][0]


def test_a_link_that_leads_out_of_the_class_is_named(ours, tmp_path):
    outside = tmp_path / "elsewhere.ipynb"
    (ours / "notebooks" / "08_data.ipynb").rename(outside)
    (ours / "notebooks" / "08_data.ipynb").symlink_to(outside)
    assert ("notebooks/08_data.ipynb", "error") in said(ours)


def test_settings_of_jupyterlab_that_cannot_be_read_are_named(ours):
    [path] = (ours / "pack" / "labconfig").glob("*.json")
    path.write_text('{"a": 1,}', "utf-8")
    assert said(ours) == {(f"pack/labconfig/{path.name}", "error")}


def test_the_teachers_own_trial_is_not_handed_out(ours):
    answers = ours / "notebooks" / "answers"
    answers.mkdir()
    (answers / "my-workshop.json").write_text("{}")
    path = ours / "notebooks" / "03_kvi.ipynb"
    notebook = json.loads(path.read_text("utf-8"))
    tried = next(cell for cell in notebook["cells"] if "try-it" in cell["metadata"].get("tags", []))
    tried["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "my own words"}]
    path.write_text(json.dumps(notebook), "utf-8")
    assert said(ours) == {("notebooks/answers/my-workshop.json", "advice"), ("notebooks/03_kvi.ipynb", "advice")}


@pytest.mark.parametrize("language", languages())
def test_who_did_not_try_the_notebooks_does_not_say_that_nothing_is_to_be_mended(ours, language, monkeypatch):
    monkeypatch.setattr(pack_check_page, "find_spec", lambda _: None)
    monkeypatch.setattr(pack_report, "can_run", lambda: False)
    lines = []
    assert check_and_report(ours, language, lines.append)
    assert ("not tried" if language == "en" else "pas été essayés") in lines[-1]
