"""What stood in the file an hour ago is looked at from any form, and comes back one answer at a time."""

import time

import pytest

from kvi_widgets import KpiStep, KviStep, Workshop
from kvi_widgets.model.versions import keep_version

from .faults import kvi, package, texts, write


@pytest.fixture
def clock(monkeypatch):
    """The time, which passes only when told; an hour goes by with every call."""
    now = [time.time() - 90_000]

    def later(seconds=3600):
        now[0] += seconds

    monkeypatch.setattr(time, "time", lambda: now[0])
    monkeypatch.setattr("kvi_widgets.widgets.form_files.time", lambda: now[0])
    real = time.gmtime
    monkeypatch.setattr(time, "gmtime", lambda seconds=None: real(now[0] if seconds is None else seconds))
    return later


@pytest.fixture
def states(path, clock):
    """A file with three earlier states: one sentence, two of them, one with its evidence reworded; now but one."""
    workshop = Workshop.open("fr", path)
    for rows in (
        [kvi(1, "They dare")],
        [kvi(1, "They dare", evidence="Ask them"), kvi(2, "They ask")],
        [kvi(1, "They dare", evidence="Look"), kvi(3, "They stay")],
        [kvi(1, "They dare", evidence="Look")],
    ):
        clock()
        workshop.update("kvi", rows)
    clock()
    return workshop


def look_back(form, number=1):
    form.request = {"group": "earlier", "number": number}
    return [(line["label"].split(" · ")[0], line["now"], line["then"]) for line in form.offer["lines"]]


def decide(form, **decision):
    form.decision = {"take": False, **decision, "number": form.offer["number"]}


def test_the_newest_state_that_had_anything_else_is_shown_then_those_before(states):
    form = KpiStep(states)
    assert look_back(form) == [("KVI 2", "", "They stay")]
    decide(form, instead=True)
    assert [line["then"] for line in form.offer["lines"]] == ["Ask them", "They ask"]
    decide(form, instead=True)
    assert (form.offer["kind"], form.offer["lines"]) == ("no_earlier", [])
    assert texts(states) == {"kvi-1": "They dare"}


def test_one_sentence_comes_back_with_what_belongs_to_it_and_nothing_else(states, path):
    form = KviStep(states)
    look_back(form)
    decide(form, take=True, line=0)
    assert texts(Workshop.open("fr", path)) == {"kvi-1": "They dare", "kvi-3": "They stay"}
    assert form.offer["kind"] == "earlier"  # what stood there before that
    assert [line["then"] for line in form.offer["lines"]] == ["Ask them", "They ask"]


def test_a_sentence_comes_back_beside_the_one_that_has_its_id_and_another_answer_in_its_place(states):
    states.update("kvi", [kvi(1, "They dare", evidence="Look"), kvi(2, "Something new")])
    form = KviStep(states)
    look_back(form)
    decide(form, instead=True)
    decide(form, take=True, line=[line["then"] for line in form.offer["lines"]].index("They ask"))
    assert texts(states) == {"kvi-1": "They dare", "kvi-2": "Something new", "kvi-3": "They ask"}
    decide(form, take=True, line=0)
    assert states.rows["kvi"][0]["evidence"] == "Ask them"


def test_what_was_there_before_it_came_back_is_kept(states, path):
    form = KviStep(states)
    look_back(form)
    decide(form, instead=True)
    decide(form, take=True, line=0)  # Ask them, in place of Look
    decide(form, leave=True)
    assert ("KVI 1", "Ask them", "Look") in look_back(KviStep(states), 2)


def test_another_workshops_state_and_a_damaged_one_are_passed_over(states, path, clock):
    folder = path.parent / "versions"
    for number in (900, 901):
        clock()
        keep_version(path, for_good=True)
        newest = max(folder.iterdir(), key=lambda place: place.name)
        write(newest, package([kvi(9, "somebody else's")]) if number == 900 else "{")
        states.update("kvi", [*states.rows["kvi"], kvi(number, f"more {number}")])
    clock()
    assert ("KVI 2", "", "They stay") in look_back(KviStep(states))


def test_where_nothing_was_kept_it_is_said(workshop, path):
    for one in (workshop, Workshop.open("fr", path)):
        form = KviStep(one)
        assert look_back(form) == []
        assert form.offer["kind"] == "no_earlier"


def test_a_line_that_is_not_there_changes_nothing(states):
    form = KviStep(states)
    look_back(form)
    decide(form, take=True, line=7)
    assert texts(states) == {"kvi-1": "They dare"}
    assert form.saved["problem"]


def test_a_link_comes_back_only_where_both_its_ends_are(states, clock):
    states.update("kpi", [{"id": "kpi-1", "text": "Calls"}])
    link = {"kpi": "kpi-1", "kvi": "kvi-2", "polarity": "+", "reason": "They told us"}
    for more, links in (([kvi(2, "They ask")], [link]), ([], [])):
        states.update_all({"kvi": [kvi(1, "They dare"), *more], "links": links})
        clock()
    form = KviStep(states)
    assert [then for _, _, then in look_back(form)] == ["They ask"]
    decide(form, take=True, line=0)
    assert form.offer["lines"][0]["label"] == "KPI 1 → KVI 2 · Effet"


def test_what_was_changed_elsewhere_meanwhile_is_shown_before_anything_comes_back(states):
    form = KviStep(states)
    look_back(form)
    decide(form, instead=True)
    assert [line["then"] for line in form.offer["lines"]] == ["Ask them", "They ask"]
    states.update("kvi", [kvi(1, "They dare", evidence="Ask them")])
    decide(form, take=True, line=0)
    assert texts(states) == {"kvi-1": "They dare"}
    assert [line["then"] for line in form.offer["lines"]] == ["They ask"]


def test_no_line_is_counted_from_the_end(states):
    form = KviStep(states)
    look_back(form)
    decide(form, take=True, line=-1)
    assert texts(states) == {"kvi-1": "They dare"}
