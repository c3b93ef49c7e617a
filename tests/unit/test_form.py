"""The form between browser and workshop: values, files, and errors told in plain words."""

import contextlib
import gc
import json
from weakref import ref

import pytest

from kvi_widgets import AdjustStep, ClosingStep, CompareLinks, KviStep, ReviewStep, Workshop, open_class
from kvi_widgets.logic import form_binding
from kvi_widgets.logic.feedback import with_rewording
from kvi_widgets.model.data_package import dump
from kvi_widgets.pages.class_page import class_page
from kvi_widgets.pages.page import workshop_page
from kvi_widgets.widgets import steps
from kvi_widgets.widgets.form import FormWidget

from .faults import kvi

STEPS = [one for one in vars(steps).values() if isinstance(one, type) and issubclass(one, FormWidget) and one.step]
KVI = kvi(1)


def upload(form, group, text):
    form.upload = {"group": group, "name": "file.json", "text": text, "number": form.upload.get("number", 0) + 1}
    return form.saved["problem"]


def press(form, group):
    form.request = {"group": group, "number": form.request.get("number", 0) + 1}
    return form.saved["problem"]


def answer_all(form, answer):
    items = next(one for one in form.groups if one["id"] == "reviews_given")["items"]
    rows = [{"id": item["id"], "answer": answer} for item in items]
    form.value = {"reviewer": [{"id": "reviewer-1", "reviewer": "Tom"}], "reviews_given": rows}


@pytest.mark.parametrize("step", STEPS)
def test_every_step_opens_on_no_answers_and_on_all_of_them(step, workshop, finished):
    for work in (workshop, finished):
        form = step(work)
        sent = form.get_state(["value", "groups", "head", "words", "notes", "saved"])
        assert json.loads(json.dumps(sent, allow_nan=False)) == sent
        assert form.saved.get("problem", "") == ""


@pytest.mark.parametrize("step", STEPS)
def test_what_stands_for_a_form_in_a_stored_notebook_never_changes(step, workshop, finished):
    words = workshop.content.words(step.step)
    told = repr(step(workshop))
    assert told == repr(step(finished))
    assert told.replace("\n", " ") == f"{words['repr']} {words['prompt']}"


def test_an_answer_becomes_a_row_and_its_edit_is_acknowledged(workshop):
    form = KviStep(workshop)
    form.set_state({"value": {"kvi": [KVI]}, "edit": 4})
    assert workshop.kvi.to_dict("records") == [KVI]
    assert (form.saved["edit"], form.saved["problem"]) == (4, "")
    assert form.saved["at"] == workshop.saved_at > 0


def test_a_change_elsewhere_shows_in_the_form_with_what_is_missing(workshop):
    form = KviStep(workshop)
    before = form.notes["missing"]
    workshop.update("kvi", [KVI])
    assert form.value == {"kvi": [KVI]}
    assert form.notes["missing"] != before


def test_two_forms_of_one_step_follow_each_other(workshop):
    one, other = KviStep(workshop), KviStep(workshop)
    one.value = {"kvi": [KVI]}
    assert other.value == {"kvi": [KVI]}
    other.value = {"kvi": [KVI | {"text": "they ask"}]}
    assert one.value["kvi"][0]["text"] == "they ask"


def test_an_empty_line_is_no_row_yet(workshop):
    form = KviStep(workshop)
    form.value = {"kvi": [KVI, {"id": "kvi-2"}]}
    assert form.value["kvi"] == workshop.rows["kvi"]
    assert len(workshop.kvi) == 1


def test_a_closed_form_follows_the_workshop_no_longer(workshop, finished):
    form = CompareLinks(workshop)
    form.close()
    value, groups = form.value, form.groups
    workshop.update("kvi", [KVI])
    workshop.open_partner(dump(finished.package()))
    assert (form.value, form.groups) == (value, groups)


def test_a_bad_answer_is_explained_and_the_next_good_one_clears_it(workshop):
    form = KviStep(workshop)
    form.value = {"kvi": [KVI | {"nature": "beautiful"}]}
    assert form.saved["problem"] == workshop.content.messages["bad_row"].format(where="nature")
    assert workshop.kvi.empty
    form.value = {"kvi": [KVI]}
    assert form.saved["problem"] == ""
    assert len(workshop.kvi) == 1


def test_a_full_disk_is_explained_and_the_answer_stays_on_the_screen(workshop, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left")

    form = KviStep(workshop)
    monkeypatch.setattr(Workshop, "save", full)
    form.value = {"kvi": [KVI]}
    assert form.saved["problem"] == workshop.content.messages["disk"].format(detail="No space left")
    assert form.value == {"kvi": [KVI]}
    assert len(workshop.kvi) == 1


@pytest.mark.parametrize(
    ("text", "reason"), [("", "not_json"), ("{", "not_json"), ("[1]", "not_answers"), ("{}", "not_answers")]
)
def test_a_file_that_cannot_be_used_is_explained_and_changes_nothing(workshop, text, reason):
    form = CompareLinks(workshop)
    assert upload(form, "partner", text) == workshop.content.messages[reason]
    assert workshop.partner.kvi.empty


def test_ones_own_file_is_no_partners_file(workshop):
    workshop.update("kvi", [KVI])
    assert upload(CompareLinks(workshop), "partner", dump(workshop.package())) == workshop.content.messages["own_file"]


def test_a_partners_file_shows_in_every_form_about_the_partner(workshop, finished):
    review, compare = ReviewStep(workshop), CompareLinks(workshop)
    assert upload(review, "partner", dump(finished.package())) == ""
    for form in (review, compare):
        assert "opened" in next(group for group in form.groups if group["id"] == "partner")
    assert compare.notes["missing"] == []


def test_who_means_the_same_takes_over_the_partners_words_and_keeps_the_first_wording(workshop, finished):
    theirs = finished.kvi["text"][0]
    mine = f"{theirs[:-1]}x"
    workshop.update("kvi", [KVI, {"id": "kvi-7", "text": mine}])
    form = CompareLinks(workshop)
    upload(form, "partner", dump(finished.package()))
    assert press(form, "alike-kvi-7") == ""
    assert workshop.kvi["text"].tolist() == [KVI["text"], theirs]
    revision = workshop.revisions.iloc[0]
    why = next(one["why"] for one in workshop.content.words("compare")["groups"] if one["id"] == "alike")
    assert revision[["about", "before", "after", "why"]].tolist() == ["kvi-7", mine, theirs, why]
    assert "alike-kvi-7" not in [group["id"] for group in form.groups]
    assert press(form, "alike-kvi-7") == ""  # the button of a page that has not heard of it yet


def test_every_download_has_the_next_number_and_can_be_opened(workshop, finished):
    form, other = CompareLinks(finished), CompareLinks(workshop)
    press(form, "mine")
    press(form, "mine")
    assert form.download["number"] == 2
    assert form.download["name"] == finished.content.words("pack")["answer_file"]
    assert upload(other, "partner", form.download["text"]) == ""
    assert workshop.partner.links.equals(finished.links)


def test_a_page_of_ones_own_is_handed_over_and_opens_again_as_a_file(workshop, finished):
    form, other = ClosingStep(finished), ClosingStep(workshop)
    assert press(form, "page") == ""
    given = form.download
    assert (given["name"], given["type"], given["whole"]) == ("mon-atelier.html", "text/html", True)
    assert upload(other, "own", given["text"]) == ""
    assert other.offer["kind"] == "file"
    other.decision = {"take": True, "number": 1}
    assert workshop.closing.equals(finished.closing)
    assert workshop.links.equals(finished.links)


@pytest.mark.parametrize("paper", ["A4", "A3"])
def test_a_poster_is_handed_over_and_is_no_copy_of_the_answers(finished, paper):
    form = ClosingStep(finished)
    assert press(form, f"poster_{paper.lower()}") == ""
    given = form.download
    assert (given["name"], given["type"], given["whole"]) == (f"mon-affiche-{paper}.html", "text/html", False)
    assert f"size: {paper} " in given["text"]


def test_the_file_to_hand_in_is_still_the_answer_file(finished):
    form = ClosingStep(finished)
    assert press(form, "mine") == press(form, "own") == ""
    assert (form.download["type"], form.download["whole"], form.download["number"]) == ("application/json", True, 2)


def test_answers_about_an_earlier_partner_come_back_with_the_file(workshop, finished):
    desk = workshop.example("desk")
    first = ReviewStep(workshop)
    upload(first, "partner", dump(finished.package()))
    answer_all(first, "for the first")
    upload(first, "partner", dump(desk.package()))
    answer_all(first, "for the second")
    again = ReviewStep(workshop)
    upload(again, "partner", dump(finished.package()))
    assert {row["answer"] for row in again.value["reviews_given"]} == {"for the first"}
    again.value = again.value | {"reviewer": [{"id": "reviewer-1", "reviewer": "Tomás"}]}
    assert workshop.reviews_given["answer"].value_counts().to_dict() == {"for the first": 11, "for the second": 11}


def test_feedback_travels_through_two_forms(workshop, finished):
    form = ReviewStep(workshop)
    upload(form, "partner", dump(finished.package()))
    answer_all(form, "I hear it")
    press(form, "feedback")
    adjust = AdjustStep(finished)
    before = len(finished.reviews)
    assert upload(adjust, "feedback", form.download["text"]) == ""
    assert upload(adjust, "feedback", form.download["text"]) == ""
    assert len(finished.reviews) == before + 11
    lines = [line for group in adjust.groups for item in group.get("items", []) for line in item.get("lines", [])]
    assert sum("I hear it" in line for line in lines) == 11


def test_an_example_to_practise_on_opens_like_a_partners_file(workshop):
    form = ReviewStep(workshop)
    assert press(form, "example") == ""
    assert len(workshop.partner.kvi) > 0
    assert form.notes["missing"]


def test_who_has_no_partner_gets_the_remarks_of_the_example_once_and_they_say_so(workshop, finished):
    shown = lambda form: [group["id"] for group in form.groups if not group.get("hidden")]  # noqa: E731
    assert "example" not in shown(AdjustStep(workshop))  # there is nothing to say anything about yet
    workshop.update_all({table: finished.rows[table] for table in ("kvi", "kpi")})
    form = AdjustStep(workshop)
    assert press(form, "example") == ""
    name = next(group["name"] for group in workshop.content.words("adjust")["groups"] if group["id"] == "example")
    assert set(workshop.reviews["reviewer"]) == {name}
    assert {*workshop.kvi["id"], *workshop.kpi["id"], "whole"} == set(workshop.reviews["about"])
    assert "example" not in shown(form)


def test_links_and_evidence_are_asked_about_once_their_sentence_reads_otherwise(finished):
    finished.update("revisions", [])
    words = next(group for group in finished.content.words("adjust")["groups"] if group["id"] == "revisions")
    mark = words["link"].split("{")[0]
    form = AdjustStep(finished)
    asked = lambda: {  # noqa: E731
        item["id"]: sum(line.startswith(mark) for line in item.get("lines", []))
        for group in form.groups
        for item in group.get("items", [])
    }
    assert not any(asked().values())
    kpi = finished.kpi["id"][0]
    finished.update_all(with_rewording(finished, [{"id": f"revision-{kpi}", "after": "Calls not answered", "why": ""}]))
    linked = finished.links.loc[(finished.links["kpi"] == kpi) & (finished.links["polarity"] != "")]
    assert {id_: count for id_, count in asked().items() if count} == {f"revision-{kpi}": len(linked)}
    assert len(linked) > 0


def test_a_form_that_cannot_be_opened_raises_one_error_and_no_second_one(workshop, monkeypatch):
    second = []
    monkeypatch.setattr("sys.unraisablehook", second.append)
    monkeypatch.setitem(workshop.content._topics, "kvi", {})
    with pytest.raises(KeyError):
        KviStep(workshop)
    gc.collect()
    assert second == []


def test_an_error_that_nobody_thought_of_is_told_to_the_teacher(workshop):
    problem = press(ReviewStep(workshop), "no such button")
    assert problem == workshop.content.messages["unexpected"].format(detail="StopIteration: ")


def say(form, was, now):
    """As the page does after a pause."""
    form.set_state({"was": was, "value": now, "edit": form.edit + 1})


@pytest.mark.parametrize("text", ["they dare to ask ", "", " "], ids=["a space at the end", "emptied", "only a space"])
def test_a_sentence_is_reworded_at_ones_own_pace(finished, text):
    form, was = AdjustStep(finished), AdjustStep(finished).value
    first = was["revisions"][0]
    now = was | {"revisions": [first | {"after": text}, *was["revisions"][1:]]}
    say(form, was, now)
    assert form.value["revisions"][0]["after"].strip() == text.strip()
    more = now | {"revisions": [first | {"after": text + "for help"}, *was["revisions"][1:]]}
    say(form, now, more)
    assert form.value["revisions"][0]["after"] == text + "for help"


def test_a_name_that_was_given_last_time_can_be_taken_away(finished, workshop):
    workshop.open_partner(dump(finished.package()))
    form = ReviewStep(workshop)
    say(form, form.value, form.value | {"reviewer": [{"id": "reviewer-1", "reviewer": "Ana"}]})
    was = form.value
    blank = was | {"reviewer": [was["reviewer"][0] | {"reviewer": ""}]}
    say(form, was, blank)
    assert form.value["reviewer"][0]["reviewer"] == ""
    say(form, blank, blank | {"reviewer": [was["reviewer"][0] | {"reviewer": "Bo"}]})
    assert form.value["reviewer"][0]["reviewer"] == "Bo"


def test_a_sentence_that_was_emptied_and_reworded_elsewhere_shows_the_new_words(finished):
    form = AdjustStep(finished)
    was = form.value
    first = was["revisions"][0]
    say(form, was, was | {"revisions": [first | {"after": "", "why": "cold"}, *was["revisions"][1:]]})
    table = first["id"].removeprefix("revision-").rpartition("-")[0]
    rows = finished.rows[table]
    finished.update(table, [rows[0] | {"text": "new words"}, *rows[1:]])
    assert form.value["revisions"][0]["after"] == "new words"
    was = form.value
    say(form, was, was | {"revisions": [was["revisions"][0] | {"why": "warm"}, *was["revisions"][1:]]})
    assert finished.rows[table][0]["text"] == "new words"


def test_a_name_given_in_another_notebook_is_not_wiped(finished, workshop):
    workshop.open_partner(dump(finished.package()))
    here, there = ReviewStep(workshop), ReviewStep(workshop)
    items = next(one for one in there.groups if one["id"] == "reviews_given")["items"]
    rows = [{"id": item["id"], "answer": "hm"} for item in items]
    say(there, there.value, there.value | {"reviewer": [{"id": "reviewer-1", "reviewer": "Ana"}]})
    say(there, there.value, there.value | {"reviews_given": rows[:1]})
    assert here.value["reviewer"][0]["reviewer"] == "Ana"
    say(here, here.value, here.value | {"reviews_given": [*here.value["reviews_given"], rows[1]]})
    assert set(workshop.reviews_given["reviewer"]) == {"Ana"}


def test_two_who_type_one_name_at_once_lose_no_letter(finished, workshop):
    workshop.open_partner(dump(finished.package()))
    form = ReviewStep(workshop)
    was = form.value
    for name in ("Ana", "Bo"):
        say(form, was, was | {"reviewer": [{"id": "reviewer-1", "reviewer": name}]})
    assert sorted(form.value["reviewer"][0]["reviewer"].split()) == ["Ana", "Bo"]


def test_a_value_that_is_no_answer_at_all_does_not_deafen_the_form(finished):
    form = AdjustStep(finished)
    with contextlib.suppress(Exception):
        form.value = {"revisions": [7]}
    was = form.value = form_binding.value(finished, "adjust")
    say(form, was, was | {"revisions": [was["revisions"][0] | {"why": "warm"}, *was["revisions"][1:]]})
    assert "warm" in finished.revisions["why"].tolist()


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.__name__)
def test_a_form_that_is_closed_lets_its_workshop_go(content, step):
    workshop = Workshop(content)
    followed = ref(workshop)
    step(workshop).close()
    del workshop
    gc.collect()
    assert followed() is None


def test_what_a_pair_decided_is_kept_and_travels_wherever_answers_do(workshop, finished, tmp_path):
    form = AdjustStep(finished)
    assert form.value["decided"] == []
    form.value = {**form.value, "decided": [{"id": "decided-1", "decision": "ask the callers"}]}
    assert finished.decided["decision"].tolist() == ["ask the callers"]
    upload(ReviewStep(workshop), "partner", dump(finished.package()))
    assert workshop.partner.decided["decision"].tolist() == ["ask the callers"]
    assert "ask the callers" in workshop_page(finished, finished.content)
    (tmp_path / "ana.json").write_text(dump(finished.package()), "utf-8")
    assert "ask the callers" in class_page(open_class(tmp_path, finished.content))


def test_a_file_from_before_there_were_decisions_opens_and_asks_for_none(workshop, finished):
    package = finished.package()
    package["resources"] = [one for one in package["resources"] if one["name"] != "decided"]
    workshop.take(package)
    assert workshop.notices == []
    assert AdjustStep(workshop).notes["missing"] == AdjustStep(finished).notes["missing"] == []


def test_a_class_may_expect_a_decision(finished, monkeypatch):
    monkeypatch.setitem(finished.content.words("adjust")["missing"], "decision", "say what you decided")
    form = AdjustStep(finished)
    assert form.notes["missing"] == ["say what you decided"]
    form.value = {**form.value, "decided": [{"id": "decided-1", "decision": "ask the callers"}]}
    assert form.notes["missing"] == []
