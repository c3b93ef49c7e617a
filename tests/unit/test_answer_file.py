"""A power cut at any moment leaves the old file or the new one."""

import os
import time
from pathlib import Path

import pytest

from kvi_widgets import Workshop
from kvi_widgets.model.answer_file import AnswerFile
from kvi_widgets.model.data_package import MOST_BYTES, AnswerFileError, dump, parse, rows_of

from .faults import ASIDE, kvi, not_on_windows, package, run, texts, tree, write

# Writes once, and dies for good where a power cut would strike.
CUT = """
import os, signal, sys
from pathlib import Path
from kvi_widgets import Workshop

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

def die_at_second(*_, count=[]):
    count.append(1)
    if len(count) == 2:
        die()

workshop = Workshop.open("fr", sys.argv[1])
{cut}
workshop.update("kvi", [*workshop.rows["kvi"], {{"id": "kvi-2", "text": "new"}}])
"""
MOMENTS = {
    "while the lock is taken": ("SoftFileLock._write_lock_info = die", False),
    "before anything is written": ("secrets.token_hex = die", False),
    "before it is surely on disk": ("os.fsync = die", False),
    "between write and rename": ("Path.replace = die", False),
    "before the folder is surely on disk": ("os.fsync = die_at_second", True),
    "before the lock is given back": ("SoftFileLock.release = die", True),
}


def save(path, *rows):
    return AnswerFile(path).change(lambda _: package(rows), ASIDE)


def kvi_in(path):
    return [row["text"] for row in rows_of(parse(path.read_bytes()), "kvi")]


@pytest.mark.slow
@not_on_windows
@pytest.mark.parametrize(("cut", "arrived"), MOMENTS.values(), ids=MOMENTS)
def test_a_power_cut_leaves_the_old_file_or_the_new_one_and_disturbs_nobody_after(path, cut, arrived):
    save(path, kvi(1, "old"))
    before = path.read_bytes()
    imports = "import secrets; from filelock import SoftFileLock\n"
    assert run(CUT.format(cut=imports + cut), path) == -9
    assert kvi_in(path) == ["old", "new"] if arrived else path.read_bytes() == before
    # A lock without its owner's name, as of a process that died while taking it, is broken when it is old.
    for lock in path.parent.glob(".*.lock"):
        os.utime(lock, (time.time() - 60,) * 2)
    again = Workshop.open("fr", path)
    assert texts(again)["kvi-1"] == "old"
    again.update("kvi", [*again.rows["kvi"], kvi(3, "after")])
    assert kvi_in(path)[-1] == "after"
    assert again.notices == []


@pytest.mark.slow
def test_a_power_cut_before_the_first_answer_leaves_no_file(path):
    cut = MOMENTS["between write and rename"][0]
    assert run(CUT.format(cut=cut), path) == -9
    assert not path.exists()
    assert not Workshop.open("fr", path).has_answers


def test_what_is_written_is_surely_on_disk_before_it_gets_its_name(path, monkeypatch):
    calls = []
    fsync, replace = os.fsync, Path.replace
    monkeypatch.setattr(os, "fsync", lambda handle: (calls.append("fsync"), fsync(handle)))
    monkeypatch.setattr(Path, "replace", lambda *names: (calls.append("replace"), replace(*names)))
    save(path, kvi(1))
    assert calls == ["fsync", "replace", "fsync"]


def test_a_write_that_fails_leaves_no_half_file_behind(path, monkeypatch):
    save(path, kvi(1, "old"))
    before = tree(path.parent)

    def full(*_):
        raise OSError(28, "disk full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="disk full"):
        save(path, kvi(1, "new"))
    assert {name: content for name, content in tree(path.parent).items() if name.parent == path.parent} == before


def test_what_could_not_be_read_again_is_not_written(path):
    save(path, kvi(1, "old"))
    with pytest.raises(AnswerFileError, match="too_big"):
        save(path, kvi(1, "x" * MOST_BYTES))
    assert kvi_in(path) == ["old"]


def test_a_file_is_read_once_and_again_when_it_has_changed(path):
    file = AnswerFile(path)
    write(path, package([kvi(1, "old")]))
    first = file.read()
    assert file.read() is first
    write(path, package([kvi(1, "longer than before")]))
    assert file.read() != first


def test_two_files_set_aside_in_one_second_are_both_kept(path):
    for content in ("first", "second"):
        write(path, content)
        AnswerFile(path).set_aside(ASIDE)
    assert sorted(tree(path.parent).values()) == [b"first", b"second"]


def test_a_name_for_what_is_set_aside_cannot_lead_elsewhere(path):
    write(path, "bad")
    assert AnswerFile(path).set_aside("../../{stem}.bad.json").parent == path.parent
    assert dump(save(path)) == path.read_text("utf-8")
