"""A partner's file is data: shown as text, never executed, never a path."""

import json
import re
import time

import pytest

from kvi_widgets import AdjustStep, CompareLinks, ReviewStep, Workshop
from kvi_widgets.logic.feedback import with_feedback
from kvi_widgets.model.data_package import AnswerFileError, dump
from kvi_widgets.pictures.map_figure import map_data

from .faults import kvi, package, tree

HOSTILE = {
    "script": "<script>alert(1)</script>",
    "picture": "<img src=x onerror=alert(1)>",
    "link": '<a href="javascript:alert(1)">here</a>',
    "bare link": "javascript:alert(1)",
    "formula": '=HYPERLINK("http://evil")',
    "command": "@SUM(1)|cmd",
    "markdown": "[here](javascript:alert(1)) ![](http://evil/x.png)",
    "LaTeX": r"$\href{javascript:alert(1)}{x}$",
    "braces": "{0.__class__} {text} %s {{}}",
    "path": "../../../etc/passwd",
    "long": "x" * 4_000_000,
    "many words": "they dare " * 400_000,
    "many lines": "a\n" * 200_000,
}
IDS = ["../../evil", "/etc/evil", "..\\evil", "a/b", "", " ", "<b>", "kvi-1\u202e", "\u0000", "x" * 100_000]
TURNING = "\u202egnp.exe \u2066x\u2069 \u200f"


def hostile(text, identifier="kvi-1", workshop="fedcba98"):
    """Partner's file whose every text is this one; a very long one stands only once."""
    more = text if len(text) < 100_000 else ""
    made = package(
        [kvi(1, text, evidence=more) | {"id": identifier}],
        kpi=[{"id": "kpi-1", "text": more or "calls"}],
        strategy=[{"id": "strategy-1", "text": more}],
        links=[{"kpi": "kpi-1", "kvi": identifier, "polarity": "+", "strength": 2, "reason": more}],
        context=[{"id": "context-1", "title": more, "people": more}],
    )
    made["kvi"]["workshop"] = workshop
    return made


def drawn(workshop):
    """Every text of the map, as Plotly gets it."""
    data = map_data(workshop.rows, workshop.content.words("map"))
    found = []

    def collect(part):
        for one in part.values() if isinstance(part, dict) else part:
            if isinstance(one, dict | list | tuple):
                collect(one)
            elif isinstance(one, str):
                found.append(one)

    collect([data["data"], data["layout"]])
    json.dumps(data, allow_nan=False)
    return found


@pytest.fixture
def opened(path, tmp_path):
    """A learner with answers of their own, and the folder before anything comes in."""
    workshop = Workshop.open("fr", path)
    workshop.update("kvi", [kvi(1)])
    return workshop, tree(tmp_path)


def is_only_beside_ours(workshop, before, tmp_path):
    new = tree(tmp_path)
    partner = workshop.path.with_name("mine.partner.json")
    assert {name: content for name, content in new.items() if name != partner} == before


@pytest.mark.slow  # draws each of them everywhere
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_text_is_shown_as_it_is_and_draws_in_no_time(opened, tmp_path, text):
    workshop, before = opened
    workshop.open_partner(dump(hostile(text)))
    assert workshop.partner.kvi["text"].tolist() == [text]
    started = time.process_time()
    for one in drawn(workshop.partner):
        # The kit's own line breaks and stresses are the only signs that Plotly may read.
        assert not re.search(r"<(?!/?(b|br|i|em|span)\b[^>]*>)", one)
        assert "<script" not in one
        assert "<a " not in one
        assert "<img" not in one
    assert time.process_time() - started < 2
    for step in (CompareLinks, ReviewStep):
        form = step(workshop)
        assert form.saved["problem"] == ""
        json.dumps(form.get_state(["value", "groups", "identity"]), allow_nan=False)
    is_only_beside_ours(workshop, before, tmp_path)


def test_marks_that_turn_a_sentence_around_are_taken_out(opened):
    workshop, _ = opened
    workshop.open_partner(dump(hostile(TURNING)))
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", "".join(drawn(workshop.partner)))
    assert workshop.partner.kvi["text"].tolist() == ["gnp.exe x "]


@pytest.mark.parametrize("identifier", IDS, ids=lambda one: ascii(one)[:20])
def test_a_hostile_name_of_a_row_leads_nowhere(opened, tmp_path, identifier):
    workshop, before = opened
    workshop.open_partner(dump(hostile("they dare", identifier)))
    assert len(workshop.partner.kvi) == 1
    assert drawn(workshop.partner)
    ReviewStep(workshop)
    is_only_beside_ours(workshop, before, tmp_path)


@pytest.mark.parametrize(
    "name",
    ["../../evil", "/etc/evil", 7, {"a": 1}, ["x"], "\ud800\u202e", "x" * 100_000],
    ids=lambda one: ascii(one)[:20],
)
def test_a_hostile_name_of_a_workshop_leads_nowhere_and_can_be_sent(opened, tmp_path, name):
    workshop, before = opened
    workshop.open_partner(dump(hostile("they dare", workshop=name)))
    assert len(workshop.partner.id) <= 40
    assert json.dumps(workshop.partner.id, ensure_ascii=False).encode()
    is_only_beside_ours(workshop, before, tmp_path)
    mine = hostile("they dare", workshop=name)
    workshop.take(mine)
    assert set(tree(tmp_path)) - set(before) <= {
        workshop.path.with_name("mine.partner.json"),
        *(workshop.path.parent / "versions").iterdir(),
    }
    assert workshop.path.parent.exists()


def test_hostile_names_of_tables_are_told_as_plain_and_short_text(opened):
    made = hostile("x")
    made["resources"] += [{"name": TURNING + "\ud800" + "x" * 1000}, *({"name": f"t{n}"} for n in range(1000))]
    workshop, _ = opened
    workshop.open_partner(dump(made))
    names = [details["name"] for reason, details in workshop.partner.notices if reason == "unknown_table"]
    assert 1 <= len(names) <= 5
    assert all(len(name) <= 40 and "\u202e" not in name for name in names)
    "".join(names).encode()


def feedback(workshop, text, **about):
    rows = [
        {
            "id": f"{workshop.id}-kvi-1-speaks",
            "about": "kvi-1",
            "reviewer": text[:99],
            "question": text[:99],
            "answer": text,
        }
    ]
    made = package(reviews=rows)
    made["kvi"] |= {"workshop": workshop.id, "feedback": True, "from": text[:50], **about}
    return dump(made)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_feedback_is_shown_as_it_is(opened, tmp_path, text):
    workshop, before = opened
    workshop.update_all(with_feedback(workshop, feedback(workshop, text)))
    assert workshop.reviews["answer"].tolist() == [text]
    form = AdjustStep(workshop)
    assert form.saved["problem"] == ""
    shown = json.dumps(form.get_state(["groups"]), ensure_ascii=False)
    assert json.dumps(text, ensure_ascii=False)[1:-1] in shown
    assert set(tree(tmp_path)) - set(before) <= set((workshop.path.parent / "versions").glob("*"))


@pytest.mark.parametrize("sender", [7, None, {"a": [1]}, "../x"], ids=repr)
def test_feedback_from_an_odd_sender_is_taken(opened, sender):
    workshop, _ = opened
    workshop.update_all(with_feedback(workshop, feedback(workshop, "I like it", **{"from": sender})))
    assert len(workshop.reviews) == 1


def test_a_file_of_ten_megabytes_is_refused_with_its_reason(opened):
    workshop, _ = opened
    with pytest.raises(AnswerFileError, match="too_big"):
        workshop.open_partner(dump(hostile("x" * 10_000_000)))
