"""The disk fails while somebody writes: the answers stay here, and are written as soon as can be."""

import os
import shutil
import subprocess

import pytest

from kvi_widgets import AnswerFileError, KviStep, Workshop
from kvi_widgets.logic.feedback import with_rewording
from kvi_widgets.model.answer_file import AnswerFile
from kvi_widgets.model.saved_answers import SAVED

from .faults import kvi, not_on_windows, texts, write

LONG = "they dare to ask " * 2000


def on_disk(path):
    return texts(Workshop.open("fr", path))


@pytest.fixture
def started(path):
    """A workshop with one sentence on disk."""
    workshop = Workshop.open("fr", path)
    workshop.update("kvi", [kvi(1, "old")])
    return workshop


def fill(folder, free):
    """Fill a disk up to some kB."""
    ballast = folder / "ballast"
    ballast.write_bytes(bytes(shutil.disk_usage(folder).free - 1024 * free))
    return ballast


def refused(workshop, rows):
    """Try to write: it fails, listeners hear of it, and memory has the rows."""
    told = []
    stop = workshop.on_change(told.append)
    with pytest.raises(OSError):  # noqa: PT011  whatever the disk says
        workshop.update("kvi", rows)
    stop()
    assert workshop.late
    assert told == [{"kvi"}]
    assert workshop.rows["kvi"] == rows
    with pytest.raises(OSError):  # noqa: PT011
        workshop.look_again()
    assert workshop.late


def written_at_last(workshop):
    """Look again, as a kernel does every second: all is on disk, and forms are told."""
    told = []
    stop = workshop.on_change(told.append, [SAVED])
    workshop.look_again()
    stop()
    assert not workshop.late
    assert told == [{SAVED}]
    assert on_disk(workshop.path) == texts(workshop)


@pytest.mark.parametrize("free", [0, 4, 12, 32], ids="{} kB left".format)
def test_a_full_disk(disk, free):
    path = disk / "mine.json"
    workshop = Workshop.open("fr", path)
    workshop.update("kvi", [kvi(1, "old")])
    before, ballast = path.read_bytes(), fill(disk, free)
    refused(workshop, [kvi(1, "new"), kvi(2, LONG)])
    assert path.read_bytes() == before
    ballast.unlink()
    written_at_last(workshop)


def test_a_folder_that_may_only_be_read(disk):
    path = disk / "mine.json"
    workshop = Workshop.open("fr", path)
    workshop.update("kvi", [kvi(1, "old")])
    before = path.read_bytes()
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    refused(workshop, [kvi(1, "new")])
    assert path.read_bytes() == before
    assert on_disk(path) == {"kvi-1": "old"}
    subprocess.run(["mount", "-o", "remount,rw", disk], check=True)
    written_at_last(workshop)


def test_a_bad_file_that_cannot_be_set_aside_stays_there_and_nothing_is_written(path, monkeypatch):
    write(path, "{")
    with monkeypatch.context() as patched:
        patched.setattr(AnswerFile, "set_aside", lambda *_: (_ for _ in ()).throw(OSError(30, "read-only")))
        workshop = Workshop.open("fr", path)
    assert [reason for reason, _ in workshop.notices] == ["not_json", "stays_there"]
    with pytest.raises(AnswerFileError, match="read_only"):
        workshop.update("kvi", [kvi(1)])
    assert path.read_bytes() == b"{"


@not_on_windows
def test_a_folder_without_permission(started, path):
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere; see the disk that may only be read")
    path.parent.chmod(0o500)
    refused(started, [kvi(1, "new")])
    path.parent.chmod(0o700)
    written_at_last(started)


def test_a_file_where_the_folder_should_be(path):
    path.parent.write_text("in the way")
    workshop = Workshop.open("fr", path)
    refused(workshop, [kvi(1)])
    path.parent.unlink()
    written_at_last(workshop)


def test_a_folder_where_the_file_should_be(path):
    path.mkdir(parents=True)
    workshop = Workshop.open("fr", path)
    assert [reason for reason, _ in workshop.notices] == ["cannot_read"]
    refused(workshop, [kvi(1)])
    path.rmdir()
    written_at_last(workshop)


@pytest.mark.parametrize(
    "remove", [lambda path: shutil.rmtree(path.parent), lambda path: path.unlink()], ids=["folder", "file"]
)
def test_what_is_deleted_while_working_is_there_again_a_second_later(started, path, remove):
    remove(path)
    started.look_again()
    assert on_disk(path) == texts(started) == {"kvi-1": "old"}


def test_what_is_deleted_while_working_is_there_again_at_the_next_answer(started, path):
    shutil.rmtree(path.parent)
    started.update("kvi", [kvi(1, "old"), kvi(2, "new")])
    assert on_disk(path) == {"kvi-1": "old", "kvi-2": "new"}


def test_reading_again_when_the_file_is_gone_takes_no_answer_away(started, path):
    path.unlink()
    started.refresh()
    assert texts(started) == {"kvi-1": "old"}


def test_a_file_that_turns_to_rubbish_is_set_aside_and_written_anew(started, path):
    write(path, '{"half": ')
    for _ in range(3):  # once more, lest another program is still writing; then the answers count as late
        started.look_again()
    assert texts(started) == on_disk(path) == {"kvi-1": "old"}
    assert [bad.read_text() for bad in path.parent.glob("*illisible*")] == ['{"half": ']


def test_a_file_that_turns_to_rubbish_does_not_stop_the_next_answer(started, path):
    write(path, "rubbish")
    started.update("kvi", [kvi(1, "new")])
    assert on_disk(path) == {"kvi-1": "new"}
    assert [bad.read_text() for bad in path.parent.glob("*illisible*")] == ["rubbish"]


def test_a_file_that_is_half_written_for_a_moment_is_not_set_aside(started, path):
    whole = path.read_text("utf-8").replace("old", "theirs")
    write(path, "{")
    started.look_again()
    write(path, whole)
    started.look_again()
    assert texts(started) == {"kvi-1": "theirs"}
    assert list(path.parent.glob("*illisible*")) == []


def test_the_form_says_that_an_answer_is_late_and_then_that_it_is_saved(started, path):
    form = KviStep(started)
    shutil.rmtree(path.parent)
    path.parent.write_text("in the way")
    form.set_state({"value": {"kvi": [kvi(1, "new")]}, "was": form.value, "edit": 7})
    assert (form.saved["late"], form.saved["edit"]) == (True, 7)
    assert form.saved["problem"] != ""
    path.parent.unlink()
    started.look_again()
    assert (form.saved["late"], form.saved["problem"], form.saved["edit"]) == (False, "", 7)
    assert form.value == {"kvi": [kvi(1, "new")]}


def test_a_rewording_on_a_full_disk_is_whole_in_memory_and_then_on_disk(started, path):
    shutil.rmtree(path.parent)
    path.parent.write_text("in the way")
    with pytest.raises(OSError):  # noqa: PT011
        started.update_all(with_rewording(started, [{"id": "revision-kvi-1", "after": "new", "why": "clearer"}]))
    assert texts(started) == {"kvi-1": "new"}
    path.parent.unlink()
    written_at_last(started)
