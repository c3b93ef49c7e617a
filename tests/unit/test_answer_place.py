"""Where the answers lie: the file keeps its mode, its group and its links, and odd places are told."""

import os
import subprocess
import threading
from pathlib import Path

import pytest

from kvi_widgets import Workshop
from kvi_widgets.model.answer_place import AT_HOME
from kvi_widgets.model.data_package import parse, rows_of
from kvi_widgets.widgets.base import notice

from .faults import kvi, not_on_windows, package, texts, write

pytestmark = not_on_windows
as_root = pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away")


def kvi_in(path):
    return [row["text"] for row in rows_of(parse(path.read_bytes()), "kvi")]


def saved(path, text="new"):
    workshop = Workshop.open("fr", path)
    workshop.update("kvi", [kvi(1, text)])
    return workshop


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o666], ids=oct)
def test_a_save_keeps_the_mode_of_the_file(path, mode):
    write(path, package([kvi(1)])).chmod(mode)
    saved(path)
    assert path.stat().st_mode & 0o777 == mode


def test_a_new_file_has_the_mode_that_the_learner_gives_new_files(path):
    before = os.umask(0o027)
    try:
        saved(path)
    finally:
        os.umask(before)
    assert path.stat().st_mode & 0o777 == 0o640


@as_root
def test_a_save_keeps_owner_and_group(path):
    os.chown(write(path, package([kvi(1)])), 1234, 4321)
    path.chmod(0o660)
    saved(path)
    seen = path.stat()
    assert (seen.st_uid, seen.st_gid, seen.st_mode & 0o777) == (1234, 4321, 0o660)


def test_a_file_that_is_a_link_is_written_where_it_points_to(path, tmp_path):
    real = write(tmp_path / "cloud" / "real.json", package([kvi(1, "old")]))
    path.parent.mkdir()
    path.symlink_to(real)
    workshop = saved(path)
    assert path.is_symlink()
    assert kvi_in(real) == ["new"]
    through = Workshop.open("fr", real)
    through.update("kvi", [kvi(1, "newer")])
    workshop.look_again()
    assert texts(workshop) == {"kvi-1": "newer"}


def test_a_link_to_what_is_not_there_yet_makes_it(path, tmp_path):
    path.parent.mkdir()
    path.symlink_to(tmp_path / "later.json")
    saved(path)
    assert path.is_symlink()
    assert kvi_in(tmp_path / "later.json") == ["new"]


def test_a_bad_file_behind_a_link_is_set_aside_there_and_the_link_stays(path, tmp_path):
    real = write(tmp_path / "cloud" / "real.json", "{")
    path.parent.mkdir()
    path.symlink_to(real)
    saved(path)
    assert path.is_symlink()
    assert kvi_in(real) == ["new"]
    assert len([file for file in real.parent.glob("*.json") if file.read_bytes() == b"{"]) == 1


def test_a_hard_linked_original_stays_as_it_is(path):
    original = write(path.with_name("original.json"), package([kvi(1, "original")]))
    path.hardlink_to(original)
    saved(path)
    assert kvi_in(original) == ["original"]
    assert kvi_in(path) == ["new"]


def test_the_original_of_a_mended_file_does_not_change_with_the_file(path):
    made = package([kvi(1)])
    made["resources"].append({"name": "kvi", "data": 7})
    write(path, made)
    Workshop.open("fr", path)
    path.write_bytes(b"written where it stands")
    (kept,) = (path.parent / "versions").iterdir()
    assert parse(kept.read_bytes()) == made


@pytest.fixture
def home(tmp_path, monkeypatch):
    """The learner's home, with nothing in it."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    return folder


@pytest.fixture
def read_only(disk):
    """Make the small disk read-only; what lies on it was put there before."""

    def mount(how="ro"):
        subprocess.run(["mount", "-o", f"remount,{how}", disk], check=True)

    yield mount
    mount("rw")


def at_home(home):
    """The one file of answers in the learner's home."""
    (found,) = (home / Path(AT_HOME).name).glob("*.json")
    return found


def said(workshop):
    """Reasons of the notices; each makes a sentence in both languages."""
    for one in workshop.notices:
        assert notice(*one, workshop.content.messages)
    return [reason for reason, _ in workshop.notices]


def test_in_a_folder_that_may_only_be_read_the_answers_go_to_the_learners_home(disk, home, read_only):
    read_only()
    asked = disk / "class" / "mine.json"
    workshop = saved(asked)
    assert kvi_in(at_home(home)) == ["new"]
    assert said(workshop) == ["place_at_home"]
    assert workshop.notices[0][1]["place"] == at_home(home)
    again = Workshop.open("fr", asked)
    assert texts(again) == {"kvi-1": "new"}
    assert said(again) == ["place_at_home"]
    read_only("rw")
    assert texts(Workshop.open("fr", asked)) == {"kvi-1": "new"}


def test_a_file_that_may_only_be_read_is_begun_with_and_two_classes_stay_apart(disk, home, read_only):
    for name in "ab":
        write(disk / name / "mine.json", package([kvi(1, name)]))
    read_only()
    for name in "ab":
        workshop = Workshop.open("fr", disk / name / "mine.json")
        assert texts(workshop) == {"kvi-1": name}
        workshop.update("kvi", [*workshop.rows["kvi"], kvi(2, f"more {name}")])
    found = sorted(kvi_in(file) for file in (home / Path(AT_HOME).name).glob("*.json"))
    assert found == [["a", "more a"], ["b", "more b"]]


def test_who_went_on_at_home_stays_there_when_the_first_file_may_be_written_again(disk, home, read_only):
    asked = write(disk / "mine.json", package([kvi(1, "a")]))
    read_only()
    workshop = Workshop.open("fr", asked)
    workshop.update("kvi", [*workshop.rows["kvi"], kvi(2, "a day's work")])
    read_only("rw")
    again = Workshop.open("fr", asked)
    assert texts(again) == {"kvi-1": "a", "kvi-2": "a day's work"}
    assert said(again) == ["place_at_home"]


def test_a_link_to_a_file_that_may_only_be_read_is_begun_with(disk, home, read_only, tmp_path):
    link = tmp_path / "mine.json"
    link.symlink_to(write(disk / "mine.json", package([kvi(1, "old")])))
    read_only()
    assert said(saved(link)) == ["place_at_home"]
    assert kvi_in(at_home(home)) == ["new"]


def test_a_bad_file_that_may_only_be_read_is_told_and_left(disk, home, read_only):
    bad = write(disk / "mine.json", "{")
    read_only()
    workshop = saved(bad)
    assert said(workshop)[:2] == ["place_at_home", "not_json"]
    assert bad.read_bytes() == b"{"
    assert kvi_in(at_home(home)) == ["new"]


def test_the_null_device_keeps_nothing_and_says_so(home, monkeypatch):
    renamed = []
    monkeypatch.setattr(Path, "replace", lambda *names: renamed.append(names))
    monkeypatch.setenv("KVI_ANSWERS", os.devnull)
    workshop = Workshop.open("fr")
    workshop.update("kvi", [kvi(1)])
    assert said(workshop) == ["kept_nowhere"]
    assert renamed == []
    assert not Path(os.devnull).is_file()
    assert list(home.iterdir()) == []


def pipe(folder):
    os.mkfifo(folder / "pipe.json")
    return folder / "pipe.json"


ODD = {
    "a pipe": pipe,
    "a device": lambda _: "/dev/zero",
    "a name with NUL": lambda folder: f"{folder}/mi\0ne.json",
    "a name that is too long": lambda folder: f"{folder}/{'x' * 300}.json",
    "a ring of links": lambda folder: (folder / "ring.json").symlink_to("ring.json") or folder / "ring.json",
}


@pytest.mark.parametrize("make", ODD.values(), ids=ODD)
def test_an_odd_place_is_not_touched_and_the_answers_go_home(tmp_path, home, make):
    asked = make(tmp_path)
    before = sorted(tmp_path.iterdir())
    opened = []
    thread = threading.Thread(target=lambda: opened.append(saved(asked)), daemon=True)
    thread.start()
    thread.join(20)
    assert said(opened[0]) == ["odd_place"]
    assert kvi_in(at_home(home)) == ["new"]
    assert sorted(tmp_path.iterdir()) == before


def test_a_pipe_that_takes_the_files_place_later_is_neither_read_nor_moved(path):
    workshop = saved(path)
    path.unlink()
    os.mkfifo(path)
    with pytest.raises(OSError):  # noqa: PT011
        workshop.look_again()
    with pytest.raises(OSError):  # noqa: PT011
        workshop.update("kvi", [kvi(2)])
    assert path.is_fifo()
    path.unlink()
    workshop.look_again()
    assert kvi_in(path) == ["they dare"]


def test_a_partners_place_that_is_a_pipe_is_told(path):
    saved(path)
    os.mkfifo(path.with_name("mine.partner.json"))
    assert "not_regular" in said(Workshop.open("fr", path).partner)


def test_a_tilde_is_the_learners_home(home, monkeypatch):
    monkeypatch.setenv("KVI_ANSWERS", "~/answers/mine.json")
    workshop = Workshop.open("fr")
    workshop.update("kvi", [kvi(1)])
    assert kvi_in(home / "answers" / "mine.json") == ["they dare"]
    assert said(workshop) == []
