"""Who teaches sees the class while it works: right at every look, whatever lies in the place, until it is closed."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from kvi_widgets import ClassRoom, Content, ProgressRibbon, Workshop
from kvi_widgets.logic import progress
from kvi_widgets.logic.class_room import at_step, steps_to_do
from kvi_widgets.model.class_place import ClassPlace
from kvi_widgets.model.room_status import Status, leave_room, show_in_room, statuses
from kvi_widgets.widgets import live_room
from tests.unit import class_servers

CLASS_SIZE = 30
TABLES = ["strategy", "kvi", "kpi", "links"]


def test_without_a_place_it_says_how_to_name_one_and_follows_nothing(content, monkeypatch):
    monkeypatch.delenv("KVI_CLASS", raising=False)
    before = threading.active_count()
    live = ClassRoom(content.folder)
    live.look()
    assert threading.active_count() == before
    assert live.words["where"] == ""
    assert live.looked == 0
    assert "class_place" in live.words["no_place"]


def test_help_is_asked_and_heard_by_itself_and_no_more_after_closing(content, class_folder, monkeypatch):
    monkeypatch.setattr(live_room, "EVERY", 0.01)
    live = ClassRoom(content.folder)
    heard = threading.Event()
    live.observe(lambda change: change["new"]["asking"] and heard.set(), names="room")
    show_in_room(ClassPlace(str(class_folder)), Status("12ab34cd", "Ana", None, 7))
    assert heard.wait(20)
    assert live.room["asking"] == [{"name": "Ana", "since": 7}]
    live.close()
    live.following.join(20)
    assert not live.following.is_alive()


def test_a_place_that_fails_is_told_beside_what_was_seen_last(live, class_folder):
    show_in_room(ClassPlace(str(class_folder)), Status("12ab34cd", "Ana", ("welcome",)))
    live.look()
    class_folder.rename(class_folder.with_name("gone"))
    live.look()
    assert str(class_folder) in live.room["problem"]
    assert live.room["here"] == 1
    class_folder.with_name("gone").rename(class_folder)
    live.look()
    assert live.room["problem"] == ""


def test_hand_ins_and_partners_are_counted_by_learner(live, class_folder):
    place = ClassPlace(str(class_folder))
    for name in ("Ana 11111111-KVI-1.json", "Ana 11111111-KVI-2.json", "Ana 22222222-KVI-1.json", "notes.json"):
        place.put("handed-in", name, b"{}")
    place.put("partners", "Ana 11111111.json", b"{}")
    live.look()
    assert (live.room["handed_in"], live.room["looking"]) == (2, 1)


def test_no_name_reaches_the_projector_when_it_begins_in_the_middle_of_a_look(live):
    begun, may_go_on = threading.Event(), threading.Event()

    class Slow(dict):
        def __or__(self, more):
            first, _ = not begun.is_set(), begun.set()
            return may_go_on.wait(20) and super().__or__(more) if first else super().__or__(more)

    looks = threading.Thread(target=live._show_room)
    projects = threading.Thread(target=live.set_trait, args=["projected", True])
    with live._one_at_a_time:  # no other look comes between
        live._seen = Slow(live._seen, asking=[{"name": "Ana", "since": 7}])
        looks.start()
        assert begun.wait(20)
        projects.start()
        projects.join(0.2)
        may_go_on.set()
        for thread in (looks, projects):
            thread.join(20)
        assert live.room["asking"] == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_step_has_its_task_for_the_projector(language, class_folder):
    live = ClassRoom(Content.load(language).folder, str(class_folder))
    assert [step["id"] for step in live.steps] == list(live.room["at"])
    assert all(step["prompt"] for step in live.steps[:-1])
    live.close()


def test_another_place_than_the_named_one_may_be_given(content, class_folder, tmp_path):
    (tmp_path / "other").mkdir()
    show_in_room(ClassPlace(str(tmp_path / "other")), Status("12ab34cd", "Ana"))
    live = ClassRoom(content.folder, str(tmp_path / "other"))
    live.look()
    assert live.room["here"] == 1
    live.close()


def wait(ribbon):
    while thread := ribbon._in_room.at_work:
        thread.join()


def shown_by(ribbons, steps):
    """Where the class is in truth."""
    at = [at_step([step for step, is_done in progress.done(one.workshop).items() if is_done], steps) for one in ribbons]
    return {step: at.count(step) for step in [*steps, "finished"]}


def play(content, tmp_path, live):
    """Thirty learners work at the same time, table after table, some only to the first ones; who teaches looks on."""
    example, steps = Workshop(content).example("shop"), steps_to_do(content)
    ribbons = [ProgressRibbon(Workshop(content, tmp_path / str(n) / "mine.json")) for n in range(CLASS_SIZE)]
    looks = []
    live.observe(lambda change: looks.append(change["new"]), names="room")

    def act(number, turn):
        one = ribbons[number]
        if turn == 0:
            one.wish = {"shows": True, "asks": False, "number": 1}
        elif number % len(TABLES) >= turn - 1:
            one.workshop.update(TABLES[turn - 1], example.rows_of(TABLES[turn - 1]))
        one.wish = {"shows": True, "asks": number % 3 == turn, "number": turn + 2}
        wait(one)

    for turn in range(len(TABLES) + 1):
        with ThreadPoolExecutor(CLASS_SIZE) as pool:
            list(pool.map(act, range(CLASS_SIZE), [turn] * CLASS_SIZE))
        live.look()
        assert live.room["here"] == CLASS_SIZE
        assert live.room["at"] == shown_by(ribbons, steps)
        assert len(live.room["asking"]) == (CLASS_SIZE // 3 if turn < 3 else 0)
    assert all(sum(look["at"].values()) == look["here"] for look in looks)
    return ribbons, looks


def test_a_class_of_thirty_is_seen_right_at_every_look(content, tmp_path, class_folder, monkeypatch):
    monkeypatch.setattr(live_room, "EVERY", 0.01)
    live = ClassRoom(content.folder)
    ribbons, looks = play(content, tmp_path, live)
    assert len(looks) > len(TABLES)
    assert all(look["problem"] == "" for look in looks)
    here = [look["here"] for look in looks]
    assert here == sorted(here)  # nobody has left, and nobody was missed by any look, as may happen once on a share
    for one in ribbons[:10]:
        one.wish = {"shows": False, "asks": False, "number": 99}
        wait(one)
    live.look()
    assert live.room["here"] == CLASS_SIZE - 10
    live.close()
    assert not list((class_folder / "room").glob(".*"))


@pytest.mark.slow
def test_a_class_of_thirty_on_a_share(content, tmp_path, class_folder, monkeypatch):
    monkeypatch.setattr("kvi_widgets.model.class_place.SERVER_PATIENCE", 60)
    class_servers.as_learner(monkeypatch)
    with class_servers.webdav(class_folder) as address:
        monkeypatch.setenv("KVI_CLASS", address)
        live = ClassRoom(content.folder)
        play(content, tmp_path, live)
        leave_room(ClassPlace(address), statuses(ClassPlace(address))[0].seat)
        live.look()
        live.look()  # at the first of them it might be about to be replaced
        assert live.room["here"] == CLASS_SIZE - 1
        live.close()
        live.following.join()


def test_who_leaves_twice_or_never_came_is_no_trouble(live, class_folder):
    leave_room(ClassPlace(str(class_folder)), "12ab34cd")
    live.look()
    assert live.room["here"] == 0
