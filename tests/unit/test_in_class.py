"""Learners of a class hand in, find each other, send feedback and see it arrive; the workshop goes on without a class."""

import json
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kvi_widgets import AdjustStep, ClassRoom, CompareLinks, KviStep, ProgressRibbon, ReviewStep, Workshop
from kvi_widgets.model.class_place import ClassPlace
from kvi_widgets.model.class_seat import keep_seat, pseudonym, seat_of
from kvi_widgets.model.data_package import dump
from kvi_widgets.model.hand_ins import partners
from kvi_widgets.model.submissions import submissions
from kvi_widgets.widgets import form_class
from kvi_widgets.words.content import Content
from tests.unit import class_servers

CLASS_SIZE = 30


class Learner:
    """Somebody with answers of their own, at the forms of steps 5 and 6."""

    def __init__(self, content, path, answers=None):
        self.workshop = Workshop(content, path)
        if answers:
            self.workshop.take(answers | {"kvi": answers["kvi"] | {"workshop": path.stem}})
        self.review, self.adjust = ReviewStep(self.workshop), AdjustStep(self.workshop)

    def asks(self, form, kind, **more):
        """Click, and wait for what comes of it."""
        form.set_state(
            {"request": {"group": "class", "kind": kind, "number": form.request.get("number", 0) + 1} | more}
        )
        form.at_work.join()
        return form.class_place["said"] or form.saved["problem"]

    def takes(self, seat):
        """Read somebody's work and answer all questions about it."""
        listed = self.asks(self.review, "partners")
        self.asks(self.review, "read", seat=seat)
        assert self.workshop.partner.has_indicators, (
            listed + self.review.saved["problem"] + str(self.review.class_place)
        )
        items = next(group for group in self.review.groups if group["id"] == "reviews_given")["items"]
        answers = [{"id": item["id"], "answer": "Je le sens"} for item in items]
        self.review.value = {"reviews_given": answers, "reviewer": [{"id": "reviewer-1", "reviewer": "Moi"}]}
        return self.asks(self.review, "send")


@pytest.fixture
def two(content, tmp_path, class_folder):
    shop = Workshop(content).example("shop").package()
    desk = Workshop(content).example("desk").package()
    return Learner(content, tmp_path / "a" / "ana.json", shop), Learner(content, tmp_path / "b" / "bo.json", desk)


def test_without_a_place_nothing_of_it_is_shown_and_no_library_is_loaded(workshop, monkeypatch):
    monkeypatch.delenv("KVI_CLASS", raising=False)
    for module in [name for name in sys.modules if name.split(".")[0] in {"fsspec", "webdav4", "s3fs"}]:
        monkeypatch.delitem(sys.modules, module)
    form = KviStep(workshop)
    form.request = {"group": "class", "kind": "give", "number": 1}
    assert form.class_place == {}
    assert "fsspec" not in sys.modules


def test_a_pack_may_name_the_place(tmp_path, monkeypatch):
    monkeypatch.delenv("KVI_CLASS", raising=False)
    (tmp_path / "pack.toml").write_text(f'base = "en"\nclass_place = "{tmp_path.as_posix()}"\n', "utf-8")
    form = KviStep(Workshop(Content(tmp_path)))
    assert form.class_place["where"] == str(tmp_path)


def test_work_is_handed_in_under_a_pseudonym_and_taken_back(two, class_folder):
    ana, _ = two
    assert ana.review.class_place["name"] in ana.asks(ana.review, "give")
    (handed_in,) = submissions(class_folder / "handed-in")
    package = json.loads(Path(handed_in.path).read_bytes())
    assert package["kvi"]["workshop"] == "ana"
    assert package["contributors"] == [{"title": ana.review.class_place["name"]}]
    assert handed_in.learner == ana.review.class_place["name"]
    assert Path(handed_in.path).stem.startswith(f"{handed_in.learner} {ana.workshop.seat.id}-Partage")
    ana.asks(ana.review, "look")
    assert [len(list((class_folder / name).iterdir())) for name in ("handed-in", "partners")] == [1, 1]
    assert "repris" in ana.asks(ana.adjust, "back")
    assert [len(list((class_folder / name).iterdir())) for name in ("handed-in", "partners")] == [0, 0]
    assert not ana.review.class_place["given"]  # the other form of the same learner knows it


def test_a_name_of_ones_own_is_kept_and_cleaned(two, class_folder, content):
    ana, _ = two
    ana.asks(ana.review, "give", name=" Zoé/../Tom ")
    assert submissions(class_folder / "handed-in")[0].learner == "Zoé .. Tom"
    again = ReviewStep(Workshop.open("fr", ana.workshop.path))
    assert again.class_place["name"] == "Zoé .. Tom"
    assert again.class_place["given"]


def test_two_learners_under_one_name_stay_two(two, class_folder):
    for learner in two:
        learner.asks(learner.review, "give", name="Sam")
        learner.asks(learner.review, "look", name="Sam")
    assert len(submissions(class_folder / "handed-in")) == 2
    assert [one.name for one in partners(ClassPlace(str(class_folder)), two[0].workshop.seat)] == ["Sam"]


def test_who_began_with_one_file_are_two_and_are_asked_whose_it_is(content, tmp_path, class_folder, finished):
    package = finished.package()
    ana = Learner(content, tmp_path / "a" / "same.json", package)
    bo = Learner(content, tmp_path / "b" / "same.json", package)
    bo.workshop.update("strategy", [{"id": "strategy-1", "text": "Une autre"}])
    bo.asks(bo.review, "look")
    ana.asks(ana.review, "partners")
    (one,) = ana.review.class_place["partners"]
    ana.asks(ana.review, "read", seat=one["seat"])
    assert ana.review.offer["kind"] == "same"


def test_who_shows_nothing_yet_is_said_to_show_nothing(two, content, tmp_path):
    ana, _ = two
    empty = Learner(content, tmp_path / "c" / "empty.json")
    empty.asks(empty.review, "look", name="Cy")
    ana.asks(ana.review, "partners")
    assert "ni KVI ni KPI" in ana.asks(ana.review, "read", seat=empty.workshop.seat.id)


def test_feedback_bears_the_name_in_the_class_where_its_writer_gave_no_other(two):
    ana, bo = two
    ana.asks(ana.review, "look")
    bo.asks(bo.review, "partners", name="Bo")
    bo.asks(bo.review, "read", seat=ana.workshop.seat.id)
    item = next(group for group in bo.review.groups if group["id"] == "reviews_given")["items"][0]
    bo.review.value = {"reviews_given": [{"id": item["id"], "answer": "Je le sens"}]}
    bo.asks(bo.review, "send")
    ana.asks(ana.adjust, "arrived")
    assert "Bo" in {row["reviewer"] for row in ana.workshop.rows_of("reviews")}


def test_a_pair_is_formed_and_feedback_arrives(two):
    ana, bo = two
    assert bo.asks(bo.review, "partners").startswith("On ne te trouve pas encore")
    bo.asks(bo.review, "look")
    assert bo.asks(bo.review, "partners").startswith("Personne d’autre")
    ana.asks(ana.review, "look")
    assert bo.takes(ana.workshop.seat.id).startswith(f"C’est envoyé à {ana.review.class_place['name']}")
    assert bo.workshop.partner.id == "ana"
    assert bo.review.class_place["name"] in ana.asks(ana.adjust, "arrived")
    assert next(row["answer"] for row in ana.workshop.rows_of("reviews") if row["id"].endswith("-bo")) == "Je le sens"
    assert ana.asks(ana.adjust, "arrived") == "Rien de nouveau pour l’instant."
    assert bo.asks(bo.adjust, "arrived") == "Rien de nouveau pour l’instant."


def test_signs_stay_sealed_until_both_have_linked(two):
    ana, bo = two
    ana.asks(ana.review, "look")
    form = CompareLinks(bo.workshop)
    bo.asks(form, "partners")
    bo.asks(form, "read", seat=ana.workshop.seat.id)
    with_file = Workshop(bo.workshop.content)
    with_file.take(bo.workshop.package())
    with_file.open_partner(dump(ana.workshop.package()))
    assert form.groups == CompareLinks(with_file).groups | {} if isinstance(form.groups, dict) else True
    assert [group.get("rows") for group in form.groups] == [
        group.get("rows") for group in CompareLinks(with_file).groups
    ]


def test_feedback_for_a_partner_from_a_file_is_not_offered_to_send(two):
    ana, bo = two
    ana.asks(ana.review, "look")
    bo.takes(ana.workshop.seat.id)
    assert bo.review.class_place["partner"]
    bo.workshop.open_partner(dump(bo.workshop.example("portal").package()))
    assert ReviewStep(bo.workshop).class_place["partner"] == ""


def test_nothing_written_is_nothing_sent(two, class_folder):
    ana, bo = two
    ana.asks(ana.review, "look")
    bo.asks(bo.review, "partners")
    bo.asks(bo.review, "read", seat=ana.workshop.seat.id)
    assert "encore rien écrit" in bo.asks(bo.review, "send")
    assert list((class_folder / "feedback").iterdir()) == []


@pytest.mark.parametrize(
    "content_of", [b"", b"{", b"PK\x03\x04", b"\xff" * 99, b"[" * 9000, b'{"kvi": {}, "resources": []}', b"<html>"]
)
def test_damaged_and_hostile_feedback_is_told_and_the_other_arrives(two, class_folder, content_of):
    ana, bo = two
    ana.asks(ana.review, "look")
    bo.takes(ana.workshop.seat.id)
    (class_folder / "feedback" / f"{ana.workshop.seat.id} Mallory 99999999.json").write_bytes(content_of)
    said = ana.asks(ana.adjust, "arrived")
    assert said
    assert "Retour arrivé" not in said
    assert ana.workshop.rows_of("reviews")


def test_a_half_written_partner_is_told_and_nothing_changes(two, class_folder):
    ana, bo = two
    ana.asks(ana.review, "look")
    (file,) = (class_folder / "partners").iterdir()
    file.write_bytes(file.read_bytes()[:500])
    bo.asks(bo.review, "partners")
    assert "coupé" in bo.asks(bo.review, "read", seat=ana.workshop.seat.id)
    assert bo.review.saved["where"] == "partner"
    assert not bo.workshop.partner.has_answers
    assert bo.review.class_place["partner"] == ""


def test_a_click_that_is_unknown_or_junk_does_nothing(two):
    ana, _ = two
    for junk in ({"kind": "rm"}, {"kind": ["give"]}, {"kind": "read", "seat": "../../x"}, {}):
        ana.review.set_state({"request": {"group": "class", "number": 1} | junk})
    assert not ana.review.class_place["busy"]


def test_a_place_that_hangs_is_given_up_and_the_form_goes_on(two, monkeypatch):
    ana, _ = two
    monkeypatch.setattr(form_class, "LONGEST_WAIT", 0.5)
    free = threading.Event()
    monkeypatch.setattr(ClassPlace, "put", lambda *_: free.wait(20))
    given_up = threading.Event()
    ana.review.set_state({"request": {"group": "class", "kind": "give", "number": 1}})
    ana.review.observe(lambda change: change["new"]["busy"] or given_up.set(), names="class_place")
    assert ana.review.class_place["busy"] or given_up.set() is None  # it may be over by now
    ana.workshop.update("strategy", [{"id": "strategy-1", "text": "Entre-temps"}])  # nothing waits for it
    assert given_up.wait(20)
    assert "ne répond pas assez vite" in ana.review.saved["problem"]
    assert ana.review.saved["where"] == "own"
    free.set()
    ana.review.at_work.join()
    assert ana.review.class_place["given_at"] == 0  # too late to count…
    assert ana.review.class_place["given"]  # …and it can be taken back, should it be there


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_trouble_has_a_sentence_that_says_where(language):
    messages = Content.load(language).messages
    reasons = [name for name in messages if name.startswith("class_") and name != "class_too_big"]
    for name in reasons:
        said = messages[name].format(place="/srv/class", detail="refused", name="Sam")
        assert "/srv/class" in said or "Sam" in said
        assert "{" not in said


def test_a_note_that_cannot_be_used_is_a_new_seat(tmp_path):
    answers = tmp_path / "mine.json"
    for junk in (b"", b"[]", b'{"id": 7}', b'{"id": "../../../x"}', b"{" * 99):
        (tmp_path / ".mine.class.json").write_bytes(junk)
        assert seat_of(answers) is None
    seat = Workshop(Content.load("fr"), answers).seat
    assert seat_of(answers) == seat
    keep_seat(answers, seat._replace(given=("a.json",), given_at=7))
    assert seat_of(answers).given == ("a.json",)


def play(content, tmp_path, size):
    """Everybody looks for a partner, reads the next one's work, and gets feedback from the one before: what was said."""
    example = Workshop(content).example("shop")
    example.update("reviews", [])
    package = example.package()
    with ThreadPoolExecutor(size) as pool:
        paths = [tmp_path / str(number) / f"learner{number}.json" for number in range(size)]
        learners = list(pool.map(lambda path: Learner(content, path, package), paths))
        following = [*learners[1:], learners[0]]
        said = [
            list(pool.map(lambda one: one.asks(one.review, "give"), learners)),
            list(pool.map(lambda one: one.asks(one.review, "look"), learners)),
            list(pool.map(lambda one, other: one.takes(other.workshop.seat.id), learners, following)),
            list(pool.map(lambda one: one.asks(one.adjust, "arrived"), learners)),
        ]
    return learners, said


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["folder", "webdav"])
def test_a_class_of_thirty(content, tmp_path, class_folder, monkeypatch, kind):
    monkeypatch.setattr(form_class, "LONGEST_WAIT", 120)  # one machine plays all of them and the server
    monkeypatch.setattr("kvi_widgets.model.class_place.SERVER_PATIENCE", 60)
    if kind == "folder":
        learners, said = play(content, tmp_path, CLASS_SIZE)
    else:
        class_servers.as_learner(monkeypatch)
        with class_servers.webdav(class_folder) as address:
            monkeypatch.setenv("KVI_CLASS", address)
            learners, said = play(content, tmp_path, CLASS_SIZE)
    for texts, begin in zip(
        said, ["C’est donné", "Les autres te trouvent", "C’est envoyé", "Retour arrivé"], strict=True
    ):
        assert [text for text in texts if not text.startswith(begin)] == []
    for number, one in enumerate(learners):
        senders = {row["id"].rsplit("-", 1)[-1] for row in one.workshop.rows_of("reviews")}
        assert senders == {learners[number - 1].workshop.id}
    assert (
        len(
            {
                json.loads(Path(one.path).read_bytes())["kvi"]["workshop"]
                for one in submissions(class_folder / "handed-in")
            }
        )
        == CLASS_SIZE
    )
    assert (
        len(list((class_folder / "partners").glob("*.json")))
        == len(list((class_folder / "feedback").glob("*.json")))
        == CLASS_SIZE
    )
    assert not list(class_folder.rglob(".*"))


def test_where_python_runs_in_the_page_the_form_says_that_the_place_is_out_of_reach_and_begins_nothing(
    content, tmp_path, class_folder, monkeypatch
):
    monkeypatch.setattr("sys.platform", "emscripten")
    before, workshop = threading.active_count(), Workshop(content, tmp_path / "ana.json")
    form, ribbon, live = KviStep(workshop), ProgressRibbon(workshop), ClassRoom(content.folder)
    assert form.class_place == {"unreachable": str(class_folder)}
    form.set_state({"request": {"group": "class", "kind": "give", "number": 1}})
    ribbon.wish = {"shows": True, "asks": True, "number": 1}
    live.look()
    assert (ribbon.room, live.looked, form.saved["problem"]) == ({}, 0, "")
    assert threading.active_count() == before
    assert list(class_folder.iterdir()) == []


def test_a_page_of_a_class_without_a_place_says_nothing_of_one(content, tmp_path, monkeypatch):
    monkeypatch.delenv("KVI_CLASS", raising=False)
    monkeypatch.setattr("sys.platform", "emscripten")
    assert KviStep(Workshop(content, tmp_path / "ana.json")).class_place == {}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_class_hardly_ever_has_two_of_one_pseudonym(language):
    names = Content.load(language).words("form")["class_place"]["names"]
    assert len({pseudonym(f"{number:08x}", names) for number in range(300)}) >= 295
