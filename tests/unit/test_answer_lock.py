"""Several programs write one file: no row is lost, and no lock outlives its owner for long."""

import os
import time

import pytest
from filelock import SoftFileLock, Timeout

from kvi_widgets import Workshop
from kvi_widgets.model import answer_file
from kvi_widgets.model.answer_file import FORGOTTEN, AnswerFile

from .faults import ASIDE, kvi, package, start, texts

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
