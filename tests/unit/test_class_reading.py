"""A class of any size: the same whether few or many read it, whole or in parts, and nothing left half-made."""

import json
import multiprocessing
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from copy import deepcopy

import pytest

from kvi_widgets import Content, Workshop, open_class
from kvi_widgets.__main__ import main
from kvi_widgets.logic.class_survey import counts_of
from kvi_widgets.model import submissions as doors
from kvi_widgets.model.class_counts import counts_text
from kvi_widgets.model.class_learners import by_learner
from kvi_widgets.model.data_package import dump
from kvi_widgets.model.submissions import submissions
from kvi_widgets.model.tables import TABLES
from kvi_widgets.pages import class_reading, class_report
from kvi_widgets.pages.class_page import class_page
from kvi_widgets.pages.class_reading import Wanted, read_class


@pytest.fixture(scope="module")
def content():
    return Content.load("en")


def hand_in(folder, content, count, first=0):
    """A class with all kinds of work: whole, half, empty, broken; one learner has two versions."""
    examples = [Workshop(content).example(name).package() for name in content.examples]
    for number in range(first, first + count):
        package = deepcopy(examples[number % len(examples)])
        package["kvi"]["workshop"] = f"w{number}"
        for resource in package["resources"][number % 7 :: 3]:
            resource["data"] = resource["data"][:1]
        place = folder / f"Learner {number}_{1000 + number}_assignsubmission_file"
        place.mkdir(parents=True)
        (place / "mine.json").write_text("{" if number % 11 == 10 else dump(package), "utf-8")
        if number % 13 == 12:
            (place / "older.json").write_text(dump(package), "utf-8")
            os.utime(place / "older.json", (1, 1))
    return folder


@pytest.fixture(scope="module")
def school(tmp_path_factory, content):
    return hand_in(tmp_path_factory.mktemp("school"), content, 130)


def groups_in(place):
    return by_learner(submissions(place))


@pytest.mark.slow
def test_a_class_is_the_same_read_by_one_process_and_by_two(school, content):
    kept, also_kept = {}, {}
    alone = read_class(groups_in(school), content, Wanted(keep=kept.__setitem__))
    together = read_class(groups_in(school), content, Wanted(keep=also_kept.__setitem__, processes=2))
    assert (alone.people, alone.left_out, kept) == (together.people, together.left_out, also_kept)
    assert not multiprocessing.active_children()


def test_a_class_is_the_same_read_in_parts_and_by_the_desk(school, content):
    kept = {}
    alone = read_class(groups_in(school), content, Wanted(keep=kept.__setitem__))
    desk = open_class(school, content)
    assert alone.people == desk.people
    assert alone.left_out == desk.left_out
    assert alone.progress.equals(desk.progress)
    assert alone.overview.equals(desk.overview)
    assert (alone.seen, alone.read, alone.left) == (desk.seen, len(desk.learners), desk.left)
    for table in TABLES:
        rows = [{"learner": name} | row for name, tables in kept.items() for row in tables[table]]
        assert rows == desk.table(table).to_dict("records")


def test_the_same_work_from_two_is_pointed_out_and_an_empty_one_is_not(tmp_path, content, capsys):
    work, other = Workshop(content).example("portal"), Workshop(content).example("portal")
    other.update("strategy", [{"text": "That they dare"}])  # who began with the same file has written something else
    for name, package in (
        ("Ana", work),
        ("Bo", work),
        ("Cy", other),
        ("Di", (empty := Workshop(content))),
        ("Ed", empty),
    ):
        (tmp_path / f"{name}_1_assignsubmission_file").mkdir()
        (tmp_path / f"{name}_1_assignsubmission_file" / "mine.json").write_text(dump(package.package()), "utf-8")
    said = content.words("desk")["alike"].format(names="Ana, Bo")
    assert read_class(groups_in(tmp_path), content).alike == open_class(tmp_path, content).alike == [said]
    assert class_page(open_class(tmp_path, content)).count(said) == 1
    assert "Learner 1, Learner 2" in open_class(tmp_path, content, pseudonyms=True).alike[0]
    assert main(["class", str(tmp_path), "-o", str(tmp_path / "c.html"), "--lang", "en"]) == 0
    assert said in capsys.readouterr().out


def test_progress_is_told_part_by_part(school, content):
    told = []
    read_class(groups_in(school), content, Wanted(on_progress=lambda *said: told.append(said)))
    assert told == [(50, 130), (100, 130), (130, 130)]


def test_names_that_are_replaced_are_the_same_as_on_the_desk(school, content):
    many = read_class(groups_in(school), content, Wanted(pseudonyms=True))
    desk = open_class(school, content, pseudonyms=True)
    assert [one.name for one in many.people] == [one.name for one in desk.learners]
    assert many.progress.equals(desk.progress)


def test_a_class_of_classes_is_the_sum_of_its_classes(tmp_path, content):
    parts = [hand_in(tmp_path / name, content, 20, first) for name, first in (("all/a", 0), ("all/b", 20))]
    together = tmp_path / "counts"
    together.mkdir()
    for part in parts:
        assert main(["class", str(part), "--counts", str(together / f"{part.name}.json"), "--lang", "en"]) == 0
    (together / "a again.json").write_bytes((together / "a.json").read_bytes())
    whole = open_class(tmp_path / "all", content)
    summed = open_class(together, content)
    assert summed.counts == whole.counts == counts_of(whole.people, whole.left_out)
    assert (summed.seen, summed.read, summed.left) == (whole.seen, whole.read, whole.left)
    assert summed.steps_together.equals(whole.steps_together)
    assert summed.together.equals(whole.together)
    assert Counter(summed.raised["learners"]) == Counter(whole.raised["learners"])
    assert main(["class", str(together), "--counts", str(tmp_path / "all.json"), "--lang", "en"]) == 0
    assert json.loads((tmp_path / "all.json").read_text("utf-8"))["counts"] == dict(whole.counts)


def test_counts_hold_nobodys_name_and_nobodys_words(school, content):
    text = counts_text(open_class(school, content).counts)
    assert not re.search(r"Learner|helpline|w1|\d{4}", text)
    assert {name.partition(".")[0] for name in json.loads(text)["counts"]} == {
        *("learners", "steps", "sum", "with", "asked", "left_out")
    }


@pytest.mark.parametrize(
    "counts",
    ['{"learners": -1}', '{"learners": 1.5}', '{"learners": true}', "[]", "7", '{"<b>": 1}', '{"learners": 1e99}', "{"],
)
def test_counts_that_cannot_be_are_left_out_and_named(tmp_path, content, counts):
    (tmp_path / "a.json").write_text(f'{{"kvi_class_counts": 1, "counts": {counts}}}', "utf-8")
    desk = open_class(tmp_path, content)
    assert [one.reason[0] for one in desk.left_out] == ["not_counts"]
    assert "holds counts of a class" in class_page(desk)


def test_above_some_learners_the_page_shows_counts_and_says_so(school, content, tmp_path, monkeypatch):
    monkeypatch.setattr(class_report, "MOST_SIDE_BY_SIDE", 100)
    assert main(["class", str(school), "-o", str(tmp_path / "c.html"), "--tables", str(tmp_path), "--lang", "en"]) == 0
    page = (tmp_path / "c.html").read_text("utf-8")
    assert "too many to read side by side" in page
    assert "Learner 129" in page
    assert "helpline" not in page.replace("calls the helpline", "")
    assert 'id="side"' not in page
    assert "helpline" in (tmp_path / "kpi.csv").read_text("utf-8-sig")


def test_a_class_that_is_far_too_large_is_refused_in_a_sentence(school, monkeypatch, capsys):
    monkeypatch.setattr(doors, "MOST_SUBMISSIONS", 2)
    for lang, sentence in (("en", "That is too much"), ("fr", "C’est trop")):
        assert main(["class", str(school), "--lang", lang]) == 1
        assert sentence in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_ctrl_c_leaves_nothing_half_made_and_nobody_running(tmp_path, content):
    hand_in(tmp_path / "in", content, 1_500)
    out = tmp_path / "out"
    out.mkdir()
    command = [sys.executable, "-m", "kvi_widgets", "class", str(tmp_path / "in"), "--lang", "en"]
    command += ["-o", str(out / "c.html"), "--tables", str(out / "t"), "--excel", str(out / "t.xlsx")]
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True, text=True
    ) as run:
        while not children_of(run.pid):
            assert run.poll() is None
            time.sleep(0.01)
        os.killpg(run.pid, signal.SIGINT)
        told, error = run.communicate(timeout=60)
    assert (told, error, run.returncode) == ("", "Stopped. Nothing was left half-made.\n", 1)
    assert list(out.iterdir()) == []


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("by", ["SIGTERM", "SIGKILL"])
def test_who_reads_ends_with_who_asked_and_leaves_nothing(tmp_path, content, by):
    hand_in(tmp_path / "in", content, 1_500)
    for name in ("out", "tmp"):
        (tmp_path / name).mkdir()
    command = [sys.executable, "-m", "kvi_widgets", "class", str(tmp_path / "in"), "--lang", "en"]
    command += ["-o", str(tmp_path / "out" / "c.html"), "--tables", str(tmp_path / "out" / "t")]
    at = os.environ | {"TMPDIR": str(tmp_path / "tmp")}
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=at) as run:
        while len(children := children_of(run.pid)) < 2:  # who keeps count of semaphores is one
            assert run.poll() is None
            time.sleep(0.01)
        run.send_signal(getattr(signal, by))
        told, error = run.communicate(timeout=60)  # they hold these pipes: it would wait for them
    assert (told, list((tmp_path / "out").iterdir())) == ("", [])
    assert [child for child in children if is_running(child)] == []
    if by == "SIGTERM":
        assert (error, run.returncode) == ("", 128 + signal.SIGTERM)
        assert list((tmp_path / "tmp").iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_ctrl_c_while_the_processes_begin_is_not_lost_and_waits_until_they_have_begun():
    done, begun = threading.Event(), []
    other = threading.Thread(target=done.wait)  # as NumPy's: it takes the signal that the main thread holds back
    other.start()

    def begin():
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0.05)
        begun.append("all")

    with pytest.raises(KeyboardInterrupt), class_reading._only_we_are_interrupted():
        begin()
    done.set()
    other.join()
    assert begun == ["all"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def is_running(process):
    listed = subprocess.run(["ps", "-p", process, "-o", "stat="], capture_output=True, text=True, check=False)
    return bool(listed.stdout.strip(" \nZ"))


def children_of(process):
    listed = subprocess.run(["ps", "--ppid", str(process), "-o", "pid="], capture_output=True, text=True, check=False)
    return listed.stdout.split()
