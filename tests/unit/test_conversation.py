"""What a page tells arrives once, in whatever way the network repeats, delays or drops it."""

import re

import pytest

from kvi_widgets import CrowdMap, KviStep, LinkTest, ProgressRibbon, ValueMap, WhatIf
from kvi_widgets.widgets import form_answers
from kvi_widgets.widgets.assets import FOLDER
from kvi_widgets.widgets.conversation import ConversingWidget
from kvi_widgets.widgets.pack_form import PackForm

from .faults import kvi, texts

WIDGETS = [KviStep, ValueMap, CrowdMap, LinkTest, WhatIf, PackForm]
SOURCES = "".join(path.read_text("utf-8") for path in FOLDER.glob("*.js"))
# An echo would come late and set the page back to what it said before.
FROM_PAGE = {
    *re.findall(r'sendRequest\([\w.]+, "(\w+)"', SOURCES),
    *re.findall(r"sendState\([\w.]+, \{ (\w+)", SOURCES),
}
FROM_PAGE |= {"was", "edit", "width", "theme", "chosen", "predictions"}


@pytest.fixture
def form(workshop, monkeypatch):
    """A form, and in `form.answers` all messages that it sends."""
    form = KviStep(workshop)
    form.answers = []
    monkeypatch.setattr(form, "_send", record(form, form._send))
    return form


def record(widget, send):
    def recorded(msg, buffers=None):
        widget.answers.append(msg)
        return send(msg, buffers)

    return recorded


def told(number, rows, was=(), page="p"):
    state = {"value": {"kvi": rows}, "was": {"kvi": list(was)}, "edit": number if page == "p" else 100 + number}
    return {"page": page, "number": number, "state": state}


def hear(form, message):
    form._handle_custom_msg(message, [])
    return [one["content"] for one in form.answers if one.get("method") == "custom"]


def test_what_is_told_is_stored_and_answered(form, workshop):
    answers = hear(form, told(1, [kvi(1, "they dare")]))
    assert texts(workshop) == {"kvi-1": "they dare"}
    assert answers == [{"page": "p", "answered": 1, "updates": form.updates}]
    assert form.saved["edit"] == 1


def test_told_again_it_is_answered_again_and_done_once(form, workshop, monkeypatch):
    stored = []
    monkeypatch.setattr(form_answers, "store", lambda *about: stored.append(about))
    for _ in range(3):
        answers = hear(form, told(1, [kvi(1, "they dare")]))
    assert len(stored) == 1
    assert [answer["answered"] for answer in answers] == [1, 1, 1]


def test_a_late_repetition_does_not_bring_back_what_stood_there_before(form, workshop):
    hear(form, told(1, [kvi(1, "they dare")]))
    hear(form, told(2, [kvi(1, "they dare to ask")], was=[kvi(1, "they dare")]))
    hear(form, told(1, [kvi(1, "they dare")]))
    assert texts(workshop) == {"kvi-1": "they dare to ask"}


def test_two_pages_count_for_themselves(form, workshop):
    hear(form, told(1, [kvi(1, "they dare")]))
    answers = hear(form, told(1, [kvi(1, "they ask")], was=[kvi(1, "they dare")], page="other"))
    assert [answer["page"] for answer in answers] == ["p", "other"]
    assert texts(workshop) == {"kvi-1": "they ask"}
    assert form.saved["edit"] == 101


def test_two_people_in_one_field_lose_no_letter(form, workshop):
    screens, bases = {"p": "", "q": ""}, {"p": [], "q": []}
    for number, letter in enumerate("osentlisent", start=1):
        page = "pq"[number > 5]
        screens[page] += letter  # as who types sees nothing of the other until a pause
        hear(form, told(number, [kvi(1, screens[page])], was=bases[page], page=page))
        bases[page] = [kvi(1, screens[page])]
        if number == 1:  # both have seen the first letter
            screens["q"], bases["q"] = letter, list(bases["p"])
    assert sorted("".join(texts(workshop).values())) == sorted("osentlisent")


def test_a_sentence_that_another_notebook_saved_meanwhile_is_kept(form, workshop):
    workshop.update("kvi", [kvi(1, "they dare")])
    hear(form, told(1, [kvi(1, "they ask")]))
    assert sorted(texts(workshop).values()) == ["they ask", "they dare"]
    assert form.value["kvi"] == workshop.rows["kvi"]


def test_the_page_hears_what_was_kept_of_its_text(form, workshop):
    hear(form, told(1, [kvi(1, "they\x0bdare\x00")]))
    assert texts(workshop) == {"kvi-1": "they\ndare"}
    assert form.value["kvi"] == [kvi(1, "they\ndare")]


def test_another_window_hears_what_this_one_typed(form):
    hear(form, told(1, [kvi(1, "they dare")]))
    states = [one["state"] for one in form.answers if one.get("method") == "update"]
    assert [state["value"] for state in states if "value" in state][-1] == {"kvi": [kvi(1, "they dare")]}


def test_a_full_disk_refuses_nothing_that_memory_holds(form, monkeypatch):
    with monkeypatch.context() as full:
        full.setattr(form_answers, "store", fill_the_disk)
        hear(form, told(1, [kvi(1, "they dare")]))
    assert (form.saved["refused"], form.saved["problem"] != "") == (False, True)


def fill_the_disk(*_about):
    raise OSError(28, "No space left on device")


def test_an_edit_that_was_refused_is_known_as_such(form, workshop, monkeypatch):
    hear(form, told(1, [kvi(1, "they dare")]))
    assert form.saved["refused"] is False
    with monkeypatch.context() as broken:
        broken.setattr(form_answers, "store", refuse)
        hear(form, told(2, [kvi(1, "they ask")], was=[kvi(1, "they dare")]))
    assert (form.saved["refused"], form.saved["problem"] != "") == (True, True)
    hear(form, told(3, [kvi(1, "they ask")], was=[kvi(1, "they dare")]))
    assert (form.saved["refused"], texts(workshop)) == (False, {"kvi-1": "they ask"})


def refuse(*_about):
    raise ValueError("no")


def test_an_interruption_in_the_middle_is_told_again_and_loses_nothing(form, workshop, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(form_answers, "store", interrupt)
        with pytest.raises(KeyboardInterrupt):
            hear(form, told(1, [kvi(1, "they dare")]))
    assert hear(form, told(1, [kvi(1, "they dare")]))[-1]["answered"] == 1
    assert texts(workshop) == {"kvi-1": "they dare"}


def interrupt(*_about):
    raise KeyboardInterrupt


def test_what_no_trait_can_be_is_answered_too(form, workshop):
    assert hear(form, {"page": "p", "number": 1, "state": {"edit": "no number"}})[-1]["answered"] == 1
    hear(form, told(2, [kvi(1, "they dare")]))
    assert texts(workshop) == {"kvi-1": "they dare"}


def test_updates_are_counted_and_the_whole_comes_when_asked_for(form):
    before = form.updates
    workshop = form.workshop
    workshop.update("kvi", [kvi(1, "they dare")])
    counts = [one["state"]["updates"] for one in form.answers if one.get("method") == "update"]
    assert counts == list(range(before + 1, before + 1 + len(counts)))
    assert form.updates == form.get_state("updates")["updates"] == counts[-1]
    hear(form, {"page": "p", "number": 1, "state": {}, "whole": True})
    whole = next(one["state"] for one in reversed(form.answers) if one.get("method") == "update")
    assert {"value", "saved", "groups", "updates"} <= set(whole)


def test_pressing_a_link_counts_once_however_often_it_is_told(workshop):
    workshop.update("kvi", [kvi(1)])
    workshop.update("kpi", [{"id": "kpi-1", "text": "calls"}])
    shown = ValueMap(workshop, editable=True)
    edit = {"do": "next", "kpi": "kpi-1", "kvi": "kvi-1", "number": 1}
    for _ in range(3):
        shown._handle_custom_msg({"page": "p", "number": 1, "state": {"edit": edit}}, [])
    assert workshop.links["polarity"].tolist() == ["+"]


@pytest.mark.parametrize("widget", WIDGETS, ids=lambda widget: widget.__name__)
def test_what_the_page_says_is_not_said_back_to_it(widget):
    assert issubclass(widget, ConversingWidget)
    synced = widget.class_traits(sync=True)
    said = {name for name in FROM_PAGE if name in synced}
    assert said
    assert {name for name in said if synced[name].metadata.get("echo_update", True)} == set()


def types_in(value):
    """Types of all that a state is made of."""
    if isinstance(value, dict):
        return {type(value)}.union(*map(types_in, value.values()), *map(types_in, value))
    if isinstance(value, list | tuple):
        return {type(value)}.union(*map(types_in, value))
    return {type(value)}


@pytest.mark.parametrize("kind", [KviStep, ValueMap, CrowdMap, WhatIf, ProgressRibbon])
def test_what_goes_to_the_page_is_plain_data(workshop, kind):
    state = kind(workshop).get_state()
    assert types_in(state) <= {dict, list, str, int, float, bool, type(None)}
