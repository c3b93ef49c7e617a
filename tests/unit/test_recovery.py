"""What the browser kept is offered and taken up, and never stands over what is newer on disk."""

import pytest

from kvi_widgets import Workshop
from kvi_widgets.logic.form_binding import value
from kvi_widgets.logic.recovery import LONGEST_ANSWER, changes, excerpts, file_changes, taken_up
from kvi_widgets.model.data_package import dump
from kvi_widgets.widgets.form_answers import take_up
from kvi_widgets.words.form_schema import FORMS

from .faults import kvi, not_on_windows, package, run, texts, write

GARBAGE = [
    [],
    7,
    None,
    "copy",
    {},
    {"step": "kvi"},
    {"step": []},
    {"step": "nowhere", "value": {}},
    *({"step": "kvi", "value": bad} for bad in ([], 7, "x", {"kvi": 7}, {"kvi": [7, [], None]})),
    *({"step": "kvi", "value": {"kvi": [row]}} for row in ({}, {"text": "no id"})),
]
ODD = [
    {"id": "kvi-1", "evidence": "no text"},
    {"id": "kvi-1", "text": 7},
    {"id": "kvi-1", "text": ["a", {"b": None}]},
    {"id": "kvi-1", "text": "x", "nature": "beautiful"},
    {"id": "kvi-1", "text": "\ud800\u202ex"},
    {"id": "kvi-1", "text": "x", "": 1},
    {"id": 7, "text": "x"},
]


def copy(now, workshop="lost", step="kvi", acknowledged=None, sent=None):
    """Copy of a step in the browser; rows are those of the table of the same name."""
    states = {"value": now, "acknowledged": acknowledged, "sent": sent}
    states = {state: rows and {step: rows} for state, rows in states.items()}
    return {"step": step, "workshop": workshop, "at": 1, **states}


def after(workshop, *copies):
    """Every KVI's text once these copies are taken up; what was offered is what changes."""
    offered = taken_up(workshop, list(copies))
    lines = changes(workshop, offered)
    before = workshop.rows
    take_up(workshop, list(copies))
    assert bool(lines) == (workshop.rows != before)
    assert taken_up(workshop, list(copies)) == {}
    return texts(workshop)


@pytest.fixture
def started(workshop):
    workshop.update("kvi", [kvi(1, "they dare")])
    return workshop


OLD, TYPED, ELSEWHERE = [kvi(1, "they dare")], [kvi(1, "they dare to ask")], [kvi(1, "they trust us")]

# on disk now; the copy: typed last, acknowledged, under way; what is there afterwards
STATES = {
    "typed, not sent": (OLD, TYPED, OLD, None, TYPED),
    "typed and sent, not arrived": (OLD, TYPED, OLD, TYPED, TYPED),
    "sent and arrived, not acknowledged": (TYPED, TYPED, OLD, TYPED, TYPED),
    "arrived, then typed on": (TYPED, [kvi(1, "they dare to ask us")], OLD, TYPED, [kvi(1, "they dare to ask us")]),
    "nothing typed": (OLD, OLD, OLD, None, OLD),
    "changed on disk, nothing typed": (ELSEWHERE, OLD, OLD, None, ELSEWHERE),
    "changed on disk while typing": (ELSEWHERE, TYPED, OLD, None, ELSEWHERE),
    "changed on disk while under way": (ELSEWHERE, TYPED, OLD, TYPED, ELSEWHERE),
    "a row more on disk": ([*OLD, kvi(2)], TYPED, OLD, None, [*TYPED, kvi(2)]),
    "a row more typed": (OLD, [*OLD, kvi(2)], OLD, None, [*OLD, kvi(2)]),
    "first answer ever, under way": (OLD, TYPED, None, OLD, TYPED),
    "an empty line typed": (OLD, [*OLD, kvi(2, " ")], OLD, None, OLD),
}


@pytest.mark.parametrize("state", STATES.values(), ids=STATES)
def test_typed_is_taken_up_unless_the_disk_has_something_newer(workshop, state):
    on_disk, typed, acknowledged, sent, expected = state
    workshop.update("kvi", on_disk)
    made = copy(typed, workshop.id, acknowledged=acknowledged, sent=sent)
    found = after(workshop, made)
    assert found == {row["id"]: row["text"] for row in expected}


def test_nothing_changes_before_the_learner_agrees(started):
    made = copy(TYPED, started.id, acknowledged=OLD)
    lines = changes(started, taken_up(started, [made]))
    assert [(line["now"], line["then"]) for line in lines] == [("they dare", "they dare to ask")]
    assert texts(started) == {"kvi-1": "they dare"}


KILLED = """
import os, signal, sys
from kvi_widgets import Workshop
workshop = Workshop.open("fr", sys.argv[1])
workshop.update("kvi", [{"id": "kvi-1", "text": "they dare to ask"}])
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.slow
@not_on_windows
def test_a_killed_kernel_that_had_written_what_was_under_way_leaves_nothing_to_offer(path):
    write(path, package(OLD))
    assert run(KILLED, path) == -9
    workshop = Workshop.open("fr", path)
    made = copy(TYPED, workshop.id, acknowledged=OLD, sent=TYPED)
    assert taken_up(workshop, [made]) == {}
    further = copy([kvi(1, "they dare to ask us")], workshop.id, acknowledged=OLD, sent=TYPED)
    assert after(workshop, further) == texts(Workshop.open("fr", path)) == {"kvi-1": "they dare to ask us"}


def every_copy(workshop):
    return [{"step": step, "workshop": workshop.id, "at": 1, "value": value(workshop, step)} for step in FORMS]


def test_a_fresh_workshop_takes_up_every_step_of_one_whose_file_is_gone(content, finished, path):
    lost = Workshop(content)
    lost.take(finished.package())
    lost.update("sorting", [{"card": "meals", "answer": "kpi"}])
    lost.open_partner(dump(finished.package() | {"kvi": {"workshop": "fedcba98"}}))
    about = "fedcba98-kvi-1-speaks"
    lost.update(
        "reviews_given",
        [
            {
                "id": about,
                "author": "fedcba98",
                "about": "kvi-1",
                "question": "speaks",
                "reviewer": "Tom",
                "answer": "I like it",
            }
        ],
    )
    fresh = Workshop.open("fr", path)
    take_up(fresh, every_copy(lost))
    again = Workshop.open("fr", path)
    assert again.id == lost.id
    for table in ("sorting", "context", "strategy", "kvi", "kpi", "links", "closing"):
        assert again.rows[table] == lost.rows[table], table
    assert [row | {"seen": ""} for row in lost.rows["reviews_given"]] == again.rows["reviews_given"]
    assert taken_up(again, every_copy(lost)).keys() <= {"review"}


@pytest.mark.parametrize("bad", GARBAGE, ids=repr)
def test_a_copy_that_is_none_is_passed_over(started, bad):
    assert taken_up(started, [bad]) == {}
    take_up(started, [bad])
    assert after(started, bad, copy(TYPED, started.id, acknowledged=OLD)) == {"kvi-1": "they dare to ask"}


@pytest.mark.parametrize("row", ODD, ids=ascii)
def test_an_odd_row_of_a_copy_neither_fails_nor_takes_an_answer_away(started, row):
    for workshop, acknowledged in ((started.id, OLD), ("lost", None), (7, [row])):
        made = copy([row], workshop, acknowledged=acknowledged, sent=[row])
        changes(started, taken_up(started, [made]))
        take_up(started, [made])
    assert "they dare" in texts(started).values() or row.get("text")
    dump(started.package()).encode()


@pytest.mark.parametrize("step", FORMS)
def test_rows_of_any_step_may_lack_everything(started, step):
    rows = [{"id": "x"}, {"card": "x"}, {"kpi": "a", "kvi": "b"}, {"id": "revision-kvi-1", "after": 7}, 7]
    for group in value(started, step):
        made = {"step": step, "workshop": "lost", "value": {group: rows}, "sent": {group: rows}}
        changes(started, taken_up(started, [made]))
        take_up(started, [made])
    assert texts(started)["kvi-1"] == "they dare"


def test_on_a_full_disk_every_step_is_taken_up_in_memory_and_written_later(path):
    path.parent.write_text("in the way")
    workshop = Workshop.open("fr", path)
    with pytest.raises(OSError, match=r"exists|directory"):
        take_up(workshop, [copy(OLD), copy([{"id": "kpi-1", "text": "calls"}], step="kpi")])
    assert (len(workshop.kvi), len(workshop.kpi), workshop.late) == (1, 1, True)
    path.parent.unlink()
    workshop.look_again()
    assert len(Workshop.open("fr", path).kpi) == 1


def test_a_file_shows_what_it_would_change_before_it_is_taken(started):
    lines = file_changes(started, package([kvi(1, "they ask", evidence="survey"), kvi(2, "they trust")]))
    assert [(line["now"], line["then"]) for line in lines] == [
        ("they dare", "they ask"),
        ("", "survey"),
        ("", "they trust"),
    ]


def test_another_workshops_file_shows_what_goes_away(finished, content):
    other = Workshop(content)
    other.update("kvi", [{"id": "kvi-1", "text": "Another"}])
    lines = file_changes(finished, other.package())
    gone = [line for line in lines if not line["then"]]
    assert len(gone) >= len(finished.kpi) + len(finished.links)
    assert {line["now"] for line in gone} >= set(finished.kpi["text"])


def test_links_are_named_by_the_indicators_that_come_with_them(finished, content):
    labels = [line["label"] for line in file_changes(Workshop(content), finished.package())]
    assert "KPI 1 → KVI 1" in {label.split(" · ")[0] for label in labels}
    assert not [label for label in labels if "kpi-" in label or "kvi-" in label]


def test_a_copy_that_differs_only_in_strength_is_offered(finished):
    links = finished.rows["links"]
    typed = [row | {"strength": 4 - row["strength"]} if row["strength"] != 2 else row for row in links]
    copy = {"step": "links", "workshop": finished.id, "value": {"links": typed}, "acknowledged": {"links": links}}
    assert changes(finished, taken_up(finished, [copy]))


@pytest.mark.parametrize("ending", ["once.", "", "again, and again " * 20])
def test_long_answers_that_differ_late_are_never_shown_alike(started, ending):
    long = "they dare to ask " * 30
    started.update("kvi", [kvi(1, long + "rarely")])
    made = copy([kvi(1, long + ending)], started.id, acknowledged=[kvi(1, long + "rarely")])
    (line,) = changes(started, taken_up(started, [made]))
    assert line["now"] != line["then"]
    assert max(map(len, (line["now"], line["then"]))) <= LONGEST_ANSWER
    assert line["now"].startswith("…")


def test_a_long_word_without_a_gap_shows_its_difference_too():
    now, then = excerpts("a" * 500 + "b", "a" * 500 + "c")
    assert (now[-1], then[-1]) == ("b", "c")


def test_what_is_cut_says_so():
    now, then = excerpts("a " * 200, "b " * 200)
    assert [now[-1], then[-1]] == ["…", "…"]
    assert excerpts("they dare", "they ask") == ("they dare", "they ask")
