"""What the works of a class make of it while it works: pairs, sorting, map; and no name while it is projected."""

import json
import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from datetime import UTC, datetime
from time import monotonic, sleep

import pytest

from kvi_widgets import ClassRoom, Workshop
from kvi_widgets.logic.crowd_sentences import linked_by
from kvi_widgets.logic.room_pairs import Looking, proposed_pairs
from kvi_widgets.model.class_place import ClassPlace
from kvi_widgets.model.class_seat import Seat
from kvi_widgets.model.hand_ins import file_handed_in, hand_in, send_feedback, show_to_partners
from kvi_widgets.model.room_status import Status, show_in_room
from kvi_widgets.model.room_works import RoomWorks
from kvi_widgets.widgets import live_room
from tests.unit import class_servers

OPPOSITE = {"+": "-", "-": "+", "0": "0", "": ""}
CLASS_SIZE, PAIRED = 30, 10  # how many learners, how many of them have answered a partner
NAMES = "Ana Diaz", "Bo Li", "Zoé Roux"


@pytest.fixture
def place(class_folder):
    return ClassPlace(str(class_folder))


def seat(number):
    return f"{number:08x}"


def given(place, number, work, minute=0):
    name = NAMES[number]
    now = datetime(2026, 11, 27, 10, minute, tzinfo=UTC)
    hand_in(place, file_handed_in(name, seat(number), "KVI", now), work.package(), name)


def shown(place, number, work):
    show_to_partners(place, Seat(seat(number)), work.package(), NAMES[number])


def other_signs(work):
    """Same answers, each link with the other sign."""
    links = [row | {"polarity": OPPOSITE[row["polarity"]]} for row in work.rows_of("links")]
    made = Workshop(work.content)
    made.update_all(work.rows | {"links": links})
    return made


def test_who_sees_the_same_links_with_opposite_signs_is_paired_and_who_is_left_is_named(live, place, content):
    work = Workshop(content).example("shop")
    for number, one in enumerate((work, work, other_signs(work))):
        shown(place, number, one)
    live.look()
    pair, alone = live.room["pairs"]
    linked = sum(row["polarity"] in {"+", "-"} for row in work.rows_of("links"))
    assert pair == content.words("room")["pairs"]["opposite"].format(one=NAMES[0], other=NAMES[2], opposite=linked)
    assert alone == content.words("room")["pairs"]["alone"].format(name=NAMES[1])


@pytest.mark.parametrize("how", ["taken", "answered"])
def test_who_has_a_partner_already_is_not_proposed_again(live, place, content, how):
    work = Workshop(content).example("shop")
    for number, one in enumerate((work, other_signs(work), work)):
        shown(place, number, one)
    if how == "taken":  # the one by who shows it, of the other nothing is there
        show_in_room(place, Status(seat(0), NAMES[0], (), 0, seat(1)))
    else:
        send_feedback(place, Seat(seat(0), partner=seat(1)), work.package(), NAMES[0])
    live.look()
    words = content.words("room")["pairs"]
    assert live.room["pairs"] == [words["alone"].format(name=NAMES[2]), words["formed"].format(count=2)]


def test_with_contexts_of_their_own_who_is_furthest_works_with_who_is_least_far(live, place, content):
    beginner = Workshop(content)
    beginner.update("strategy", [{"text": "Oser"}])
    for number, one in enumerate((Workshop(content).example("shop"), Workshop(content).example("desk"), beginner)):
        shown(place, number, one)
    live.look()
    pair = live.room["pairs"][0]
    assert NAMES[2] in pair
    assert "signes" not in pair


@pytest.mark.parametrize(("learners", "opposite"), [(41, 14), (241, 78)])
def test_everybody_is_paired_once_however_many_there_are(learners, opposite):
    people = [Looking(str(n), f"Learner {n % 7}", {("kpi", "kvi"): "+-0"[n % 3]}, n % 4) for n in range(learners)]
    pairs, left = proposed_pairs(people)
    seats = [one.seat for pair in pairs for one in pair[:2]] + [one.seat for one in left]
    assert sorted(seats) == sorted(one.seat for one in people)
    assert len(left) == learners % 2
    assert sum(pair.opposite for pair in pairs) == opposite  # as many as there are minus signs, in each hundred
    assert proposed_pairs(people[::-1]) == (pairs, left)


def test_the_split_of_each_card_counts_each_learners_newest_work(live, place, content):
    card = content.rows("deck")[0]
    for number, minute, family in ((0, 1, "kvi"), (0, 2, "kpi"), (1, 1, "kvi")):
        work = Workshop(content)
        work.update("sorting", [{"card": card["id"], "text": card["text"], "answer": family}])
        given(place, number, work, minute)
    live.look()
    assert live.room["split"] == [[card["text"], 1, 1, 0]]


def test_the_map_grows_with_the_class_and_shows_nobody_alone(live, place, content):
    work = Workshop(content).example("shop")
    given(place, 0, work)
    live.look()
    assert live._crowd.crowd.maps == 0
    given(place, 1, other_signs(work))
    live.look()
    assert live._crowd.crowd.maps == 2
    assert (live._crowd.frame["disagree"] == 1).any()


def test_what_a_teacher_has_picked_on_the_map_stays_while_the_class_works(live, place, content):
    work = Workshop(content).example("shop")
    for number in (0, 1):
        given(place, number, work)
    live.look()
    live._crowd.least, live._crowd.picked = 2, work.rows_of("kvi")[0]["id"]
    before = live._crowd.pairs
    given(place, 1, other_signs(work), minute=5)
    live.look()
    assert (live._crowd.least, live._crowd.picked) == (2, work.rows_of("kvi")[0]["id"])
    assert live._crowd.pairs != before
    for number in (0, 1):
        given(place, number, Workshop(content).example("desk"), minute=9)
    live.look()
    assert (live._crowd.picked, live._crowd.pairs) == ("", [])


def test_the_threshold_stays_where_it_was_put_while_the_map_grows(live, place, content):
    work = Workshop(content).example("shop")
    for number in range(2):
        given(place, number, work)
    live.look()
    live._crowd.set_state({"least": 2, "picked": "kvi-1"})
    told = live._crowd.pairs[0]["sentence"]
    given(place, 2, work)
    live.look()
    assert live._crowd.crowd.maps == 3
    assert (live._crowd.least, live._crowd.picked) == (2, "kvi-1")
    assert live._crowd.pairs[0]["sentence"] != told
    assert live._crowd.summary["shown"] == linked_by_two(live)


def linked_by_two(live):
    shown_, all_ = (len(linked_by(live._crowd.crowd.pairs, least)) for least in (2, 1))
    return live._crowd.words["shown"].format(count=2, pairs=shown_, all=all_, disputed=0)


def test_what_is_projected_holds_no_name_and_the_names_come_back(live, place, content):
    work = Workshop(content).example("shop")
    for number, one in enumerate((work, other_signs(work))):
        given(place, number, one)
        shown(place, number, one)
        show_in_room(place, Status(seat(number), NAMES[number], ("welcome",), 7))
        place.put("partners", f"{NAMES[number]}.json", b"{half")
    held = lambda: json.dumps([live.get_state(), live._crowd.get_state()], ensure_ascii=False)  # noqa: E731
    live.look()
    assert all(name in held() for name in NAMES[:2])
    live.set_state({"projected": True})
    assert not any(name in held() for name in NAMES)
    assert live.room["calls"] == 2
    live.look()
    assert not any(name in held() for name in NAMES)
    live.set_state({"projected": False})
    assert all(name in held() for name in NAMES[:2])


def test_a_half_written_and_a_foreign_file_are_passed_over_and_named_until_they_are_whole(live, place, content):
    work = Workshop(content).example("shop")
    given(place, 0, work)
    name = f"Bo Li {seat(1)}-KVI-2026-11-27-1000.json"
    place.put("handed-in", "notes.json", b"[1]")
    place.put("handed-in", name, b'{"kvi": ')
    half = (place._folder / "handed-in" / name).stat()
    live.look()
    assert live.room["unread"] == [name, "notes.json"]
    assert (live.room["problem"], live._crowd.crowd.maps) == ("", 0)
    hand_in(place, name, work.package(), "Bo Li")
    os.utime(place._folder / "handed-in" / name, ns=(half.st_atime_ns, half.st_mtime_ns))  # clocks of shares are coarse
    live.look()
    assert live.room["unread"] == ["notes.json"]
    assert live._crowd.crowd.maps == 2


def play_works(address, content, live):
    """Thirty learners give works, look for partners and answer them, while who teaches looks on and files go wrong.

    Gives how many seconds each look took.
    """
    example, place, took = Workshop(content).example("shop"), ClassPlace(address), []
    works, cards = [example, other_signs(example)], [card for card in content.rows("deck") if not card["round"]]
    broken = f"{name_of(0)} {seat(0)}-KVI-2026-11-27-1059.json"

    def act(number):
        here, work = ClassPlace(address), Workshop(content)
        said = {"card": cards[0]["id"], "text": cards[0]["text"], "answer": "kvi" if number % 3 else "kpi"}
        work.update_all(works[number % 2].rows | {"sorting": [said]})
        now = datetime(2026, 11, 27, 10, 42, tzinfo=UTC)
        hand_in(here, file_handed_in(name_of(number), seat(number), "KVI", now), work.package(), name_of(number))
        show_to_partners(here, Seat(seat(number)), work.package(), name_of(number))
        if number < PAIRED:  # two and two
            send_feedback(here, Seat(seat(number), partner=seat(number ^ 1)), work.package(), name_of(number))

    with ThreadPoolExecutor(8) as pool:
        acts = [pool.submit(act, number) for number in range(CLASS_SIZE)]
        place.put("partners", "list of groceries.json", b"[]")
        while not all(one.done() for one in acts):
            began = monotonic()
            live.look()
            took.append(monotonic() - began)
            assert live.room["problem"] == ""
        for one in acts:
            one.result()
    sleep(1.1)  # clocks of shares count seconds
    place.put("handed-in", broken, b'{"kvi": {"half')
    live.look()
    assert live._crowd.crowd.maps == CLASS_SIZE  # of who wrote it, the work before counts
    assert broken in live.room["unread"]
    place.remove("handed-in", broken)
    for _ in range(3):
        began = monotonic()
        live.look()
        took.append(monotonic() - began)
    return took


def name_of(number):
    return f"Learner {number}"


def board_is_right(live, content):
    assert (live.room["handed_in"], live.room["looking"], live.room["problem"]) == (CLASS_SIZE, CLASS_SIZE, "")
    assert live.room["unread"] == ["list of groceries.json"]
    assert live._crowd.crowd.maps == CLASS_SIZE
    counts = live.room["split"][0][1:]
    assert counts == [20, 10, 0]
    words = content.words("room")["pairs"]
    *pairs, formed = live.room["pairs"]
    assert formed == words["formed"].format(count=PAIRED)
    assert len(pairs) == (CLASS_SIZE - PAIRED) / 2
    assert all(words["opposite"].partition(" : ")[2].partition(" (")[0] in pair for pair in pairs)
    assert live._crowd.least == 5


@pytest.mark.parametrize("where", ["folder", pytest.param("share", marks=pytest.mark.slow)])
def test_the_board_of_thirty_works_is_right_at_the_end(content, class_folder, monkeypatch, where):
    monkeypatch.setattr(live_room, "EVERY", 3600)
    monkeypatch.setattr("kvi_widgets.model.class_place.SERVER_PATIENCE", 60)
    class_servers.as_learner(monkeypatch)
    with class_servers.webdav(class_folder) if where == "share" else nullcontext(str(class_folder)) as address:
        live = ClassRoom(content.folder, address)
        live._crowd.set_state({"least": 5})
        took = play_works(address, content, live)
        board_is_right(live, content)
        live.close()
        live.following.join()
    print(f"{where}: seconds a look, while all give {took[:-3]}, then {took[-3:]}")


def test_a_work_is_read_once_and_what_holds_no_answers_is_passed_over(place, content, monkeypatch):
    given(place, 0, Workshop(content).example("shop"))
    place.put("handed-in", f"Bo {seat(1)}-KVI-2026-11-27-1000.json", b"{half")
    works, read, place_reads = RoomWorks(place, content), [], ClassPlace.read
    monkeypatch.setattr(ClassPlace, "read", lambda self, *which: read.append(which) or place_reads(self, *which))
    assert [[one.seat for one in works.look()] for _ in range(3)] == [[seat(0)]] * 3
    assert (works.handed_in, works.looking, len(read)) == (2, 0, 4)  # what is half written may be whole now
    given(place, 0, Workshop(content).example("desk"), minute=5)
    assert works.look()[0].workshop.rows_of("kvi") == Workshop(content).example("desk").rows_of("kvi")
    assert len(read) == 6
