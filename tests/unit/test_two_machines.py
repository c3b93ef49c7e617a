"""Two machines and a tool that carries one folder between them: no sentence is lost, with and without conflict copies."""

import os
import random
from itertools import count

import pytest

from kvi_widgets import ClosingStep, ProgressRibbon, Workshop
from kvi_widgets.model import lineage
from kvi_widgets.model.answer_file import AnswerFile
from kvi_widgets.model.data_package import dump, parse
from kvi_widgets.model.tables import fresh_id

from .faults import kvi, package, texts, write

SYNCTHING = "mine.sync-conflict-20261128-{number:06}-ABCDEFG.json"
COPIES = {
    "Syncthing": SYNCTHING,
    "Nextcloud": "mine (conflicted copy 2026-11-28 1055{number:02}).json",
    "ownCloud": "mine_conflict-20261128-{number:06}.json",
    "Dropbox": "mine (Anna's conflicted copy 2026-11-28).json",
    "Dropbox in French": "mine (Copie en conflit de Anna 2026-11-28).json",
    "OneDrive": "mine-DESKTOP-4F2K{number}.json",
}


class Sync:
    """A tool that carries the answer file between two folders; the later one stays where both have changed."""

    def __init__(self, *paths, copies=SYNCTHING):
        self.paths, self.copies, self.carried, self.number = paths, copies, b"", count(1)

    def __call__(self):
        states = [path.read_bytes() if path.exists() else self.carried for path in self.paths]
        new = [place for place, state in enumerate(states) if state != self.carried]
        if len(new) == 2 and states[0] != states[1]:
            new = sorted(new, key=lambda place: self.paths[place].stat().st_mtime_ns)
            if self.copies:
                name = self.copies.format(number=next(self.number))
                for path in self.paths:
                    write(path.with_name(name), states[new[0]])
        if new:
            self.carried = states[new[-1]]
            for path in self.paths:
                if path != self.paths[new[-1]]:
                    part = write(path.with_name("carried.part"), self.carried)
                    part.replace(path)


@pytest.fixture
def machines(tmp_path, monkeypatch):
    """Places of one answer file on two machines."""
    monkeypatch.setattr(os, "fsync", lambda _: None)  # no power is cut here
    return [tmp_path / name / "mine.json" for name in "ab"]


def add(workshop, text):
    name = fresh_id("kvi", [row["id"] for row in workshop.rows["kvi"]])  # as a form names it
    workshop.update("kvi", [*workshop.rows["kvi"], kvi(1, text) | {"id": name}])


def settle(sync, *workshops):
    for _ in range(6):
        sync()
        for workshop in workshops:
            workshop.look_again()


def in_file(path):
    return sorted(texts(Workshop.open("fr", path)).values())


def begun(machines, **options):
    """Both machines have one sentence, and the tool that carries them."""
    sync = Sync(*machines, **options)
    one = Workshop.open("fr", machines[0])
    add(one, "shared")
    sync()
    return sync, one, Workshop.open("fr", machines[1])


@pytest.mark.parametrize("copies", [SYNCTHING, None], ids=["with copies", "without"])
def test_what_both_wrote_apart_is_on_both_screens_and_in_both_files(machines, copies):
    sync, one, other = begun(machines, copies=copies)
    add(one, "written here")
    add(other, "written there")
    settle(sync, one, other)
    everything = ["shared", "written here", "written there"]
    assert sorted(texts(one).values()) == sorted(texts(other).values()) == everything
    assert [in_file(path) for path in machines] == [everything] * 2


def test_what_one_rewords_while_the_other_adds_stays_reworded_and_stands_once(machines):
    sync, one, other = begun(machines, copies=None)
    one.update("kvi", [kvi(1, "shared and reworded")])
    add(other, "written there")
    settle(sync, one, other)
    assert sorted(texts(one).values()) == sorted(texts(other).values()) == ["shared and reworded", "written there"]


def test_what_is_taken_away_by_who_knew_it_stays_away(machines):
    sync, one, other = begun(machines)
    add(one, "to go")
    settle(sync, one, other)
    assert "to go" in texts(other).values()
    other.update("kvi", other.rows["kvi"][:1])
    settle(sync, one, other)
    assert list(texts(one).values()) == list(texts(other).values()) == ["shared"]


def test_what_one_took_away_while_the_other_added_stays_away_when_the_lesson_is_closed(machines):
    sync, one, other = begun(machines, copies=None)
    add(one, "to go")
    settle(sync, one, other)
    one.update("kvi", one.rows["kvi"][:1])
    add(other, "written there")
    sync()
    one.look_again()
    one.look_again()  # a second later
    assert in_file(machines[0]) == ["shared", "written there"]


def test_what_one_has_written_and_taken_away_meanwhile_stays_with_the_other_who_wrote_it_too(machines):
    sync, one, other = begun(machines, copies=None)
    add(one, "Confiance")
    one.update("kvi", one.rows["kvi"][:1])
    add(other, "Confiance")
    settle(sync, one, other)
    assert sorted(texts(one).values()) == sorted(texts(other).values()) == ["Confiance", "shared"]


@pytest.mark.parametrize("name", COPIES.values(), ids=COPIES)
def test_a_conflict_copy_is_read_when_the_lesson_opens_told_and_not_read_again(machines, name):
    sync, one, other = begun(machines, copies=name)
    add(one, "written here")
    add(other, "written there")
    del one, other  # both are closed before the tool runs
    sync()
    again = Workshop.open("fr", machines[0])
    assert sorted(texts(again).values()) == ["shared", "written here", "written there"]
    assert "conflict_copy" in [reason for reason, _ in again.notices]
    assert any("mine" in sentence for sentence in ProgressRibbon(again).notices)
    again.look_again()
    again.update("kvi", [row for row in again.rows["kvi"] if row["text"] == "shared"])
    third = Workshop.open("fr", machines[0])
    assert list(texts(third).values()) == ["shared"]
    assert third.notices == []


def test_a_conflict_copy_that_comes_while_one_works_is_read(machines):
    _, one, other = begun(machines)
    add(other, "written there")
    write(machines[0].with_name(SYNCTHING.format(number=7)), machines[1].read_bytes())
    one.look_again()
    assert sorted(texts(one).values()) == ["shared", "written there"]


def carry(workshop, other):
    """Download the answers, open the file as one's own elsewhere, say that it is."""
    form = ClosingStep(other)
    form.upload = {"group": "own", "name": "mine.json", "text": dump(workshop.package()), "number": 1}
    form.decision = {"instead" if form.offer["kind"] == "another" else "take": True, "number": 1}


@pytest.mark.parametrize("had", [[], ["tried at home"]], ids=["the first file there", "after another workshop"])
def test_a_file_that_went_on_at_home_brings_its_sentences_and_replaces_none_written_meanwhile(machines, had):
    school, home = (Workshop.open("fr", path) for path in machines)
    add(school, "shared")
    for text in had:
        add(home, text)
    carry(school, home)
    add(home, "at home")
    home.update(
        "kvi", [row | {"text": "shared and reworded"} if row["text"] == "shared" else row for row in home.rows["kvi"]]
    )
    add(school, "at school")
    carry(home, school)
    assert in_file(machines[0]) == ["at home", "at school", "shared and reworded"]


def as_copy(path):
    return path.with_name(SYNCTHING.format(number=7))


@pytest.mark.parametrize("theirs", ["of this kit", "of an older kit"])
def test_what_was_taken_away_after_a_copy_was_read_stays_away_however_long_the_copy_lies_there(
    machines, theirs, monkeypatch
):
    monkeypatch.setattr(lineage, "MOST_STATES", 5)
    _, one, other = begun(machines, copies=None)
    add(other, "in the copy")
    copy = machines[1].read_bytes() if theirs == "of this kit" else package([kvi(7, "in the copy")])
    write(as_copy(machines[0]), copy)
    one.look_again()
    assert "in the copy" in texts(one).values()
    one.update("kvi", [row for row in one.rows["kvi"] if row["text"] == "shared"])
    assert in_file(machines[0]) == ["shared"]
    for number in range(9):
        one.update("kvi", [kvi(1, f"shared {number}")])
    assert in_file(machines[0]) == [f"shared {number}"]
    assert Workshop.open("fr", machines[0]).notices == []


@pytest.mark.parametrize(
    "name", ["mine-MARIE.json", "mine-2 (conflicted copy 2026-11-28).json", "mine-gestion-des-conflits.json"]
)
def test_somebody_elses_file_is_no_conflict_copy_of_ones_own(machines, content, name):
    _, one, _ = begun(machines)
    marie = Workshop(content)
    add(marie, "Marie's")
    write(machines[0].with_name(name), dump(marie.package()))
    one.look_again()
    assert list(texts(one).values()) == ["shared"]


@pytest.mark.parametrize("name", ["mine-2.json", "mine.partner.json", "mine copy.json", "other-DESKTOP-1.json"])
def test_what_no_tool_has_named_is_left_alone(machines, name):
    _, one, other = begun(machines)
    add(other, "written there")
    write(machines[0].with_name(name), machines[1].read_bytes())
    one.look_again()
    assert list(texts(one).values()) == ["shared"]


def test_a_copy_of_who_began_apart_is_united_and_a_broken_one_left_alone(machines, content):
    _, one, _ = begun(machines)
    apart = Workshop(content)
    add(apart, "begun on another machine")
    write(machines[0].with_name(SYNCTHING.format(number=7)), dump(apart.package()))
    broken = write(machines[0].with_name(SYNCTHING.format(number=8)), "{")
    one.look_again()
    assert sorted(texts(one).values()) == ["begun on another machine", "shared"]
    assert broken.read_text("utf-8") == "{"


def test_what_one_took_away_stays_with_who_began_apart_and_wrote_it_too(machines):
    here, there = (Workshop.open("fr", path) for path in machines)
    add(here, "Confiance")
    add(here, "Calme")
    here.update("kvi", here.rows["kvi"][1:])
    add(there, "Confiance")
    write(machines[1], machines[0].read_bytes())
    there.look_again()
    assert sorted(texts(there).values()) == ["Calme", "Confiance"]


def test_a_file_that_names_no_state_takes_nothing_away(path):
    workshop = Workshop.open("fr", path)
    workshop.update("kvi", [kvi(1, "mine"), kvi(2, "mine, too")])
    write(path, package([kvi(1, "reworded by a script"), kvi(3, "by a script")]))
    workshop.look_again()
    assert sorted(texts(workshop).values()) == ["by a script", "mine", "mine, too", "reworded by a script"]


def test_what_a_script_or_an_older_kit_adds_to_an_earlier_state_comes_in(path):
    workshop = Workshop.open("fr", path)
    add(workshop, "mine")
    read_by_it = parse(path.read_bytes())
    add(workshop, "mine, too")
    for resource in read_by_it["resources"]:
        if resource["name"] == "kvi":
            resource["data"].append(["kvi-9", "by a script", *resource["data"][1][2:]])
    write(path, read_by_it)
    workshop.look_again()
    workshop.look_again()  # a second later
    assert in_file(path) == ["by a script", "mine", "mine, too"]


def test_a_file_edited_by_hand_takes_away_what_is_not_in_it_any_more(path):
    workshop = Workshop.open("fr", path)
    workshop.update("kvi", [kvi(1, "stays"), kvi(2, "goes")])
    edited = parse(path.read_bytes())
    for resource in edited["resources"]:
        resource["data"] = [row for row in resource["data"] if "goes" not in row]
    write(path, edited)
    workshop.look_again()
    assert list(texts(workshop).values()) == ["stays"]


@pytest.mark.parametrize("states", [7, ["a"], {"a": 1}, "x " * 100_000, "\ud800", None])
def test_odd_names_of_states_do_no_harm(path, states):
    workshop = Workshop.open("fr", path)
    workshop.update("kvi", [kvi(1, "mine")])
    theirs = package([kvi(2, "theirs")])
    theirs["kvi"]["states"] = states
    write(path, theirs)
    workshop.look_again()
    workshop.look_again()
    workshop.update("kvi", [*workshop.rows["kvi"], kvi(9, "more")])
    assert in_file(path) == ["mine", "more", "theirs"]
    assert len(AnswerFile(path).read()["kvi"]["states"]) < 5000


@pytest.mark.parametrize("seed", range(25))
@pytest.mark.parametrize("copies", [SYNCTHING, None], ids=["with copies", "without"])
def test_whatever_two_people_do_no_sentence_is_lost(machines, copies, seed):
    chance, sync = random.Random(seed), Sync(*machines, copies=copies)
    workshops = [Workshop.open("fr", path) for path in machines]
    wanted, removed, changed = {}, set(), set()
    for number in range(60):
        place = chance.randrange(2)
        workshop = workshops[place]
        deed = chance.choice(["add"] * 4 + ["evidence", "remove", "look", "sync", "settle", "again"])
        rows = workshop.rows["kvi"]
        if deed == "add":
            wanted[f"sentence {number}"] = ""
            add(workshop, f"sentence {number}")
        elif deed == "evidence" and rows:
            row = chance.choice([row for row in rows if not row["evidence"]] or [{}])
            if row:
                changed.add(row["text"])
                workshop.update(
                    "kvi", [each | {"evidence": f"seen {number}"} if each == row else each for each in rows]
                )
        elif deed == "remove" and rows:
            gone = chance.choice(rows)
            removed.add(gone["text"])
            workshop.update("kvi", [row for row in rows if row != gone])
        elif deed == "look":
            workshop.look_again()
        elif deed == "sync":
            sync()
        elif deed == "settle":
            settle(sync, *workshops)
        elif deed == "again" and copies:  # a kernel that ends where the tool keeps no copies loses what it knew alone
            workshops[place] = Workshop.open("fr", machines[place])
    settle(sync, *workshops)
    missing = [
        [text for text in wanted if text not in removed and text not in there]
        for there in [*(texts(workshop).values() for workshop in workshops), *map(in_file, machines)]
    ]
    assert missing == [[]] * 4
    back = (removed - changed) & {text for workshop in workshops for text in texts(workshop).values()}
    assert not back  # what one has changed while the other took it away stays
    assert len(texts(workshops[0])) <= len(wanted) + 3  # now and then one stands twice, and no avalanche comes of it
