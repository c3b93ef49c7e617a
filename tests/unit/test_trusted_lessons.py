"""What is noted of lessons that may start themselves."""

import json
from pathlib import Path

import nbformat
import pytest

from kvi_widgets.__main__ import main
from kvi_widgets.classes import trusted_lessons
from kvi_widgets.classes.class_files import part
from kvi_widgets.classes.class_folder import new_class
from kvi_widgets.classes.commands import RefusedError
from kvi_widgets.classes.trusted_lessons import NOTE, trust_lessons


@pytest.fixture
def config(tmp_path, monkeypatch):
    """Folder of the settings of whoever gives the command."""
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(tmp_path / "config"))
    return tmp_path / "config"


@pytest.fixture
def ours(tmp_path, config):
    return new_class(tmp_path / "ours", "en")


def noted(config):
    return json.loads((config / NOTE).read_text("utf-8"))["folders"]


def test_the_code_of_each_lesson_is_noted_with_its_folder_and_words(ours, config):
    names = trust_lessons(ours)
    folder = noted(config)[(ours / "notebooks").as_posix()]
    assert names[0] == "00_welcome.ipynb"
    assert list(folder["lessons"]) == names
    assert folder["words"]["gone_button"] == "Resume the lesson"
    cells = nbformat.read(ours / "notebooks" / names[0], as_version=4).cells
    code = [cell for cell in cells if cell.cell_type == "code"]
    to_try = ["try-it" in cell.metadata.get("tags", []) for cell in code]
    assert folder["lessons"][names[0]] == {
        "kernel": "python3",
        "code": [cell.source for cell, is_tried in zip(code, to_try, strict=True) if not is_tried],
        "tries": [cell.source for cell, is_tried in zip(code, to_try, strict=True) if is_tried],
    }
    assert any(to_try)


def test_a_second_class_does_not_push_out_the_first_and_a_changed_one_is_noted_anew(ours, config, tmp_path):
    trust_lessons(ours)
    other = new_class(tmp_path / "other", "fr")
    trust_lessons(other)
    (ours / "notebooks" / "08_data.ipynb").unlink()
    assert "08_data.ipynb" not in trust_lessons(ours)
    folders = noted(config)
    assert "08_data.ipynb" not in folders[(ours / "notebooks").as_posix()]["lessons"]
    assert "08_donnees.ipynb" in folders[(other / "notebooks").as_posix()]["lessons"]


def test_a_folder_at_home_is_noted_under_both_its_names(ours, config, monkeypatch):
    monkeypatch.setattr(Path, "home", lambda: ours.parent)
    trust_lessons(ours)
    assert {"~/ours/notebooks", (ours / "notebooks").as_posix()} <= set(noted(config))


def test_a_damaged_note_is_made_anew(ours, config):
    for damaged in ("", "{", "[]", '{"folders": 1}', "{}"):
        (config / NOTE).parent.mkdir(parents=True, exist_ok=True)
        (config / NOTE).write_text(damaged, "utf-8")
        trust_lessons(ours)
        assert noted(config)


def test_for_everyone_the_note_lies_beside_python(ours, config, tmp_path, monkeypatch):
    monkeypatch.setattr(trusted_lessons, "ENV_CONFIG_PATH", [str(tmp_path / "env")])
    trust_lessons(ours, everyone=True)
    assert not (config / NOTE).exists()
    assert noted(tmp_path / "env")


def test_for_everyone_on_a_hub_the_folder_in_each_home_counts(ours, tmp_path, monkeypatch):
    monkeypatch.setattr(trusted_lessons, "ENV_CONFIG_PATH", [str(tmp_path / "env")])
    trust_lessons(ours, everyone=True)
    trust_lessons(part("notebooks") / "en", everyone=True)
    known = json.loads((tmp_path / "env" / NOTE).read_text("utf-8"))
    kit = part("notebooks").resolve().parent.name
    assert list(known["homes"]) == ["ours/notebooks", f"{kit}/notebooks/en"]
    assert known["homes"]["ours/notebooks"] == known["folders"][(ours / "notebooks").as_posix()]


def test_the_home_of_another_with_a_longer_name_is_not_ones_own(ours, config, monkeypatch):
    monkeypatch.setattr(Path, "home", lambda: ours.with_name("ou"))
    trust_lessons(ours)
    assert list(noted(config)) == [(ours / "notebooks").as_posix()]


def test_where_there_are_no_lessons_nothing_is_noted(tmp_path, config):
    (tmp_path / "photos").mkdir()
    with pytest.raises(RefusedError, match="no_lessons_here"):
        trust_lessons(tmp_path / "photos")
    assert not (config / NOTE).exists()


def test_who_makes_a_class_vouches_for_it(tmp_path, config, capsys):
    assert main(["new", str(tmp_path / "mine"), "--from", "en", "--lang", "en"]) == 0
    assert (tmp_path / "mine" / "notebooks").as_posix() in noted(config)
    assert main(["trust", str(tmp_path), "--lang", "en"]) == 1
    assert "There are no lessons" in capsys.readouterr().err
