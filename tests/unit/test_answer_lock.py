"""Several programs write one file: no row is lost, and no lock outlives its owner for long."""

import os
import time

import pytest
from filelock import SoftFileLock, Timeout

from kvi_widgets import Workshop
from kvi_widgets.model import answer_file
from kvi_widgets.model.answer_file import FORGOTTEN, AnswerFile

from .faults import ASIDE, kvi, package, start, texts, write

ROUNDS = 200
# At each line that comes in, adds a row or rewords one of its twenty; what came late is written with the next.
WRITER = """
import os, sys
from kvi_widgets import Workshop
os.fsync = lambda _: None  # no power is cut here, and a busy disk makes it slow

workshop = Workshop.open("fr", sys.argv[1])
for number, line in enumerate(sys.stdin):
    try:
        name = f"kvi-{sys.argv[2]}{number % 20}"
        others = [row for row in workshop.rows["kvi"] if row["id"] != name]
        workshop.update("kvi", [*others, {"id": name, "text": str(number)}])
    except TimeoutError:
        pass
    print(len(workshop.kvi), flush=True)
while workshop.late:
    workshop.look_again()
"""
HOLDER = """
import sys
from filelock import SoftFileLock
lock = SoftFileLock(sys.argv[1])
lock.acquire()
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def writers(path):
    processes = [start(WRITER, path, name) for name in "ab"]
    yield processes
    for process in processes:
        process.kill()
        process.wait()


@pytest.fixture
def lock(path):
    path.parent.mkdir()
    return path.with_name(f".{path.name}.lock")


def every_row():
    """What both have written last in each of their rows."""
    return {f"kvi-{name}{number % 20}": str(number) for name in "ab" for number in range(ROUNDS)}


@pytest.mark.slow
def test_two_programs_that_write_in_turn_lose_no_row(path, writers):
    for number in range(ROUNDS):
        for writer in writers:
            writer.stdin.write("go\n")
            writer.stdin.flush()
            seen = int(writer.stdout.readline())
        assert seen == min(2 * number + 2, 40)
    assert texts(Workshop.open("fr", path)) == every_row()


@pytest.mark.slow
def test_two_programs_that_write_at_the_same_time_lose_no_row(path, writers):
    for writer in writers:
        writer.stdin.write("go\n" * ROUNDS)
        writer.stdin.close()
    for writer in writers:
        assert len(writer.stdout.readlines()) == ROUNDS
        assert writer.wait(timeout=60) == 0
    assert texts(Workshop.open("fr", path)) == every_row()


def test_a_lock_left_by_a_killed_program_is_taken_over_at_once(path, lock):
    holder = start(HOLDER, lock)
    assert holder.stdout.readline() == "held\n"
    holder.kill()
    holder.wait()
    assert lock.exists()
    started = time.monotonic()
    AnswerFile(path).change(lambda _: package([kvi(1)]), ASIDE)
    assert time.monotonic() - started < 1
    assert path.exists()


def test_while_another_program_writes_one_waits_and_says_so(path, lock, monkeypatch):
    monkeypatch.setattr(answer_file, "WAIT", 0.2)
    holder = start(HOLDER, lock)
    assert holder.stdout.readline() == "held\n"
    workshop = Workshop.open("fr", path)
    with pytest.raises(Timeout):
        workshop.update("kvi", [kvi(1)])
    assert workshop.late
    holder.communicate("")
    workshop.look_again()
    assert not workshop.late
    assert texts(Workshop.open("fr", path)) == {"kvi-1": "they dare"}


@pytest.mark.parametrize("content", ["123\nanother-host\n", "", "rubbish"], ids=["another host", "empty", "rubbish"])
def test_a_forgotten_lock_is_broken_and_a_fresh_one_of_another_host_is_not(path, lock, monkeypatch, content):
    monkeypatch.setattr(answer_file, "WAIT", 0.1)
    lock.write_text(content)
    with pytest.raises(OSError, match="lock"):
        AnswerFile(path).change(lambda _: package([kvi(1)]), ASIDE)
    then = time.time() - FORGOTTEN - 1
    os.utime(lock, (then, then))
    AnswerFile(path).change(lambda _: package([kvi(1)]), ASIDE)
    assert path.exists()
    assert not lock.exists()


def test_the_lock_is_given_back_when_writing_fails(path, lock):
    with pytest.raises(ZeroDivisionError):
        AnswerFile(path).change(lambda _: 1 / 0, ASIDE)
    assert not lock.exists()
    SoftFileLock(lock).acquire(timeout=0)


def sleep_once(monkeypatch, meanwhile):
    """Between writing and renaming this happens once, as when a lid is closed there."""
    sync, happened = os.fsync, []

    def sleep(handle):
        sync(handle)
        if not happened:
            happened.append(True)
            meanwhile()

    monkeypatch.setattr(os, "fsync", sleep)


def test_who_slept_longer_than_the_lock_lives_writes_over_nobody(path, lock, monkeypatch):
    monkeypatch.setattr(answer_file, "WAIT", 0.1)
    one, other = (Workshop.open("fr", path) for _ in "ab")
    other.update("kvi", [kvi(1, "first")])
    one.look_again()

    def meanwhile():
        then = time.time() - FORGOTTEN - 1
        os.utime(lock, (then, then))
        other.update("kvi", [kvi(1, "first"), kvi(2, "written while the other slept")])

    sleep_once(monkeypatch, meanwhile)
    one.update("kvi", [kvi(1, "first"), kvi(3, "written by who slept")])
    other.look_again()
    everything = {"kvi-1": "first", "kvi-2": "written while the other slept", "kvi-3": "written by who slept"}
    assert texts(one) == texts(other) == texts(Workshop.open("fr", path)) == everything
    assert not lock.exists()


def test_what_a_program_without_our_lock_writes_meanwhile_is_not_written_over(path, lock, monkeypatch):
    one = Workshop.open("fr", path)
    one.update("kvi", [kvi(1, "first")])
    theirs = one.package()
    theirs["resources"][3]["data"].append(["kvi-2", "from a program of the folder", "", ""])
    sleep_once(monkeypatch, lambda: write(path, theirs))
    one.update("kvi", [kvi(1, "first"), kvi(3, "mine")])
    assert sorted(texts(Workshop.open("fr", path)).values()) == ["first", "from a program of the folder", "mine"]


def test_a_file_that_changes_at_every_try_is_late_and_loses_nothing(path, monkeypatch):
    one = Workshop.open("fr", path)
    one.update("kvi", [kvi(1, "first")])
    theirs, sync = one.package(), os.fsync
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", lambda handle: (sync(handle), write(path, theirs), time.sleep(0.01)))
        with pytest.raises(OSError):  # noqa: PT011  whatever the system says
            one.update("kvi", [kvi(1, "first"), kvi(3, "mine")])
        assert one.late
    one.look_again()
    assert texts(Workshop.open("fr", path)) == {"kvi-1": "first", "kvi-3": "mine"}
    assert [file.name for file in path.parent.iterdir() if file.suffix == ".tmp"] == []


def test_a_lock_that_others_hold_keeps_the_kernel_for_a_moment_only(path, lock):
    workshop = Workshop.open("fr", path)
    lock.write_text("123\nanother-host\n")
    started = time.monotonic()
    with pytest.raises(Timeout):
        workshop.update("kvi", [kvi(1)])
    for _ in range(10):
        with pytest.raises(Timeout):
            workshop.look_again()
    assert time.monotonic() - started < 2
    lock.unlink()
    workshop.look_again()
    assert texts(Workshop.open("fr", path)) == {"kvi-1": "they dare"}


def test_python_in_a_page_writes_past_a_lock_file_and_leaves_none(path, lock, monkeypatch):
    monkeypatch.setattr("sys.platform", "emscripten")
    lock.write_text("1\nthis-page\n")
    started = time.monotonic()
    Workshop.open("fr", path).update("kvi", [kvi(1)])
    assert time.monotonic() - started < 1
    lock.unlink()
    workshop = Workshop.open("fr", path)
    workshop.update("kvi", [kvi(1, "again")])
    assert texts(Workshop.open("fr", path)) == {"kvi-1": "again"}
    assert not lock.exists()
