"""A learner shows the class how far they are, asks for help, and stops: their own click, and nothing of what they wrote."""

import json
import threading
import time

import pytest

from kvi_widgets import AdjustStep, ProgressRibbon, Workshop
from kvi_widgets.model.class_place import ClassPlace
from kvi_widgets.model.room_status import statuses

SENTENCE = "Que les habitués se sentent attendus"


@pytest.fixture
def ribbon(content, tmp_path, class_folder):
    return ProgressRibbon(Workshop(content, tmp_path / "ana.json"))


def wish(ribbon, **wanted):
    """Click, and wait until it is written."""
    ribbon.wish = {"shows": False, "asks": False, "number": ribbon.wish.get("number", 0) + 1} | wanted
    wait(ribbon)


def wait(ribbon):
    while thread := ribbon._in_room.at_work:
        thread.join()


def in_room(class_folder):
    return sorted(path.name for path in (class_folder / "room").glob("*")) if (class_folder / "room").exists() else []


def test_without_a_place_there_is_nothing_to_click(workshop, monkeypatch):
    monkeypatch.delenv("KVI_CLASS", raising=False)
    ribbon = ProgressRibbon(workshop)
    ribbon.wish = {"shows": True, "asks": True, "number": 1}
    assert ribbon.room == {}
    assert not workshop.seat.shows


def test_nothing_is_shown_before_a_click(ribbon, class_folder, tmp_path):
    ribbon.workshop.update("strategy", [{"text": SENTENCE}])
    assert ribbon._in_room.at_work is None
    assert not list(class_folder.iterdir())
    assert (ribbon.room["shows"], ribbon.room["asks"]) == (False, False)


def test_a_tick_shows_the_steps_and_no_word_and_follows(ribbon, class_folder):
    ribbon.workshop.update("strategy", [{"text": SENTENCE}])
    wish(ribbon, shows=True)
    (file,) = in_room(class_folder)
    said = (class_folder / "room" / file).read_text("utf-8")
    assert SENTENCE not in said
    assert set(json.loads(said)) == {"seat", "name", "done", "asks_since", "partner"}
    assert json.loads(said)["done"] == ["strategy"]
    assert json.loads(said)["name"] == ribbon.room["name"]
    ribbon.workshop.update("strategy", [])
    wait(ribbon)
    assert statuses(ClassPlace(str(class_folder)))[0].done == ()


def test_who_was_chosen_as_a_partner_is_shown_with_the_steps_and_not_without(ribbon, class_folder):
    wish(ribbon, shows=True)
    ribbon.workshop.take_seat(partner="12ab34cd")
    wait(ribbon)
    assert statuses(ClassPlace(str(class_folder)))[0].partner == "12ab34cd"
    wish(ribbon, asks=True)
    assert statuses(ClassPlace(str(class_folder)))[0].partner == ""


def test_to_stop_takes_the_file_away(ribbon, class_folder):
    wish(ribbon, shows=True)
    assert len(in_room(class_folder)) == 1
    wish(ribbon, shows=False)
    assert in_room(class_folder) == []
    assert not ribbon.workshop.seat.in_room


def test_asking_for_help_shows_that_alone(ribbon, class_folder):
    before = int(time.time() * 1000)
    ribbon.workshop.update("strategy", [{"text": SENTENCE}])
    wish(ribbon, asks=True)
    (one,) = statuses(ClassPlace(str(class_folder)))
    assert one.done is None
    assert before <= one.asks_since <= time.time() * 1000
    wish(ribbon, asks=True, shows=True)
    assert statuses(ClassPlace(str(class_folder)))[0] == one._replace(
        done=("strategy",)
    )  # and the wait began when it began
    wish(ribbon, asks=False, shows=True)
    assert statuses(ClassPlace(str(class_folder)))[0].asks_since == 0
    wish(ribbon)
    assert in_room(class_folder) == []


def test_junk_in_a_click_changes_nothing(ribbon, class_folder):
    for junk in ({}, {"shows": 1, "asks": 1}, {"shows": "true", "asks": None}, {"shows": True}):
        ribbon.wish = junk
    assert ribbon._in_room.at_work is None
    assert in_room(class_folder) == []


def test_a_place_that_fails_is_told_and_the_next_change_tries_again(ribbon, class_folder):
    class_folder.rmdir()
    wish(ribbon, shows=True)
    assert not ribbon.room["reached"]
    class_folder.mkdir()
    ribbon.workshop.update("strategy", [{"text": SENTENCE}])
    wait(ribbon)
    assert ribbon.room["reached"]
    assert statuses(ClassPlace(str(class_folder)))[0].done == ("strategy",)


def test_what_could_not_be_taken_away_is_taken_away_later(ribbon, class_folder, content, monkeypatch):
    wish(ribbon, shows=True)
    with monkeypatch.context() as patch:
        patch.setenv("KVI_CLASS", "")
        patch.setattr(ClassPlace, "remove", lambda *_: ClassPlace("nowhere://x").files("room"))
        wish(ribbon, shows=False)
    assert len(in_room(class_folder)) == 1
    again = ProgressRibbon(Workshop(content, ribbon.workshop.path))
    wait(again)
    assert in_room(class_folder) == []


def test_a_place_that_hangs_is_in_nobodys_way_and_the_newest_is_written(ribbon, class_folder, monkeypatch):
    free, put = threading.Event(), ClassPlace.put
    written = []

    def slowly(*of):
        free.wait(20)
        written.append(json.loads(of[-1])["done"])
        put(*of)

    monkeypatch.setattr(ClassPlace, "put", slowly)
    ribbon.wish = {"shows": True, "asks": False, "number": 1}
    for number in range(20):  # nothing waits for it
        ribbon.workshop.update("strategy", [{"text": SENTENCE}] if number % 2 else [])
    assert {step["id"]: step["done"] for step in ribbon.steps}["strategy"]
    free.set()
    wait(ribbon)
    assert written == [[], ["strategy"]]


def test_a_new_name_is_shown_and_taking_back_takes_this_too(ribbon, class_folder):
    wish(ribbon, shows=True, asks=True)
    form = AdjustStep(ribbon.workshop)
    for number, kind in enumerate(("give", "back"), start=1):
        form.set_state({"request": {"group": "class", "kind": kind, "name": "Zoé", "number": number}})
        form.at_work.join()
        wait(ribbon)
        if kind == "give":
            assert statuses(ClassPlace(str(class_folder)))[0].name == "Zoé"
    assert in_room(class_folder) == []
    assert (ribbon.room["shows"], ribbon.room["asks"]) == (False, False)
    assert not form.class_place["given"]


def test_what_is_shown_goes_on_in_the_next_lesson(ribbon, class_folder, content):
    wish(ribbon, shows=True)
    ribbon.close()
    after = ProgressRibbon(Workshop(content, ribbon.workshop.path))
    assert after.room["shows"]
    after.workshop.update("strategy", [{"text": SENTENCE}])
    wait(after)
    assert [one.done for one in statuses(ClassPlace(str(class_folder)))] == [("strategy",)]
