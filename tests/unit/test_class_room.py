"""Who is where in a class: what its files say is checked, and counted rightly."""

import json

import pytest

from kvi_widgets import Content
from kvi_widgets.logic.class_room import FINISHED, at_step, room_counts, steps_to_do
from kvi_widgets.model import class_place
from kvi_widgets.model.class_place import ClassPlace
from kvi_widgets.model.class_trouble import ClassPlaceError
from kvi_widgets.model.room_status import LATEST_MOMENT, MOST_OF_A_STATUS, Status, leave_room, show_in_room, statuses

STEPS = ["welcome", "context", "strategy", "kvi"]
GOOD = {"seat": "12ab34cd", "name": "Loutre bleue", "done": ["welcome"], "asks_since": 7}


@pytest.fixture
def place(tmp_path):
    (tmp_path / "room").mkdir()
    return ClassPlace(str(tmp_path))


def put(place, said, seat="12ab34cd"):
    content = said if isinstance(said, bytes) else json.dumps(said).encode()
    place.put("room", f"{seat}.json", content)


@pytest.mark.parametrize(
    ("done", "at"),
    [
        ([], "welcome"),
        (["welcome"], "context"),
        (["welcome", "strategy"], "kvi"),
        (["kvi"], FINISHED),
        (["made-up", "strategy"], "kvi"),
    ],
)
def test_one_is_at_the_step_after_the_furthest(done, at):
    assert at_step(done, STEPS) == at


def test_a_plan_spares_steps(tmp_path):
    (tmp_path / "pack.toml").write_text('base = "fr"\nplan = "45"\n', "utf-8")
    assert steps_to_do(Content(tmp_path)) == ["welcome", "strategy", "kvi", "kpi", "links"]


def test_counts_add_up_and_the_longest_wait_comes_first():
    class_ = [
        Status("a", "Zoé", ("welcome",), 20),
        Status("b", "Ana", None, 10),
        Status("c", "Sam", tuple(STEPS)),
        Status("d", "Sam", ()),
    ]
    counts = room_counts(class_, STEPS)
    assert counts.here == 4
    assert counts.at == {"welcome": 1, "context": 1, "strategy": 0, "kvi": 0, FINISHED: 1}
    assert [one.name for one in counts.asking] == ["Ana", "Zoé"]


def test_equal_pseudonyms_stay_two(place):
    for seat in ("11111111", "22222222"):
        show_in_room(place, Status(seat, "Sam", (), 5))
    assert [one.name for one in room_counts(statuses(place), STEPS).asking] == ["Sam", "Sam"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b'{"seat": "12ab34cd", "na',
        b"\xff" * 99,
        b"[" * 2000,
        b'"12ab34cd"',
        GOOD | {"seat": "99999999"},  # somebody speaks for another
        GOOD | {"seat": ["12ab34cd"]},
        GOOD | {"name": "x" * MOST_OF_A_STATUS},
        b'{"seat": "12ab34cd", "asks_since": ' + b"9" * 3990 + b"}",
    ],
)
def test_what_is_no_status_is_passed_over_and_the_others_count(place, content):
    put(place, content)
    put(place, GOOD | {"seat": "22222222"}, "22222222")
    assert "22222222" in [one.seat for one in statuses(place)]
    assert [one for one in statuses(place) if one.seat == "12ab34cd" and one.done is not None] == []


@pytest.mark.parametrize("since", [-1, True, "7", 1.5, None, LATEST_MOMENT, [7]])
def test_a_wait_that_no_clock_says_is_none(place, since):
    put(place, GOOD | {"asks_since": since})
    assert statuses(place) == [Status("12ab34cd", "Loutre bleue", ("welcome",))]


def test_names_are_cleaned_and_steps_bounded(place):
    put(place, GOOD | {"name": "<b>Zoé</b>\n/..\x00\u202e" + "a" * 99, "done": ["welcome", 7, {"x": 1}] + ["y"] * 200})
    (one,) = statuses(place)
    assert len(one.name) <= 40
    assert not set(one.name) & set('<>/\n\x00\u202e"')
    assert len(one.done) <= 50
    assert room_counts([one], STEPS).at["context"] == 1


def test_files_of_other_names_links_and_folders_are_none_of_it(place, tmp_path):
    room = tmp_path / "room"
    (room / "notes.json").write_text(json.dumps(GOOD), "utf-8")
    (room / "33333333.json").mkdir()
    (tmp_path / "secret.json").write_text(json.dumps(GOOD | {"seat": "44444444"}), "utf-8")
    (room / "44444444.json").symlink_to(tmp_path / "secret.json")
    assert statuses(place) == []


def test_who_leaves_is_gone_and_may_leave_twice(place):
    show_in_room(place, Status("12ab34cd", "Ana", ()))
    leave_room(place, "12ab34cd")
    leave_room(place, "12ab34cd")
    assert statuses(place) == []


def test_a_file_that_goes_while_one_looks_is_not_missed(place, monkeypatch):
    for seat in ("11111111", "22222222"):
        show_in_room(place, Status(seat, "Sam", ()))
    listed = place.files("room")
    leave_room(place, "11111111")
    monkeypatch.setattr(ClassPlace, "files", lambda *_: listed)
    assert [one.seat for one in statuses(place)] == ["22222222"]


def test_a_place_that_does_not_answer_is_told_not_counted(tmp_path):
    with pytest.raises(ClassPlaceError):
        statuses(ClassPlace(str(tmp_path / "nowhere")))


def test_other_learners_do_not_see_who_is_in_the_room(tmp_path):
    ClassPlace(str(tmp_path)).prepare()
    assert (tmp_path / "room").stat().st_mode & 0o7777 == class_place.DROP_BOX
