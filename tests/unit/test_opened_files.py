"""A file opened in the wrong place is known for what it is, and one click puts it right."""

import io
import zipfile

import pytest

from kvi_widgets import AdjustStep, CompareLinks, Content, KviStep, Workshop
from kvi_widgets.logic.feedback import feedback_package
from kvi_widgets.logic.opened_files import FEEDBACK_PLACE, OWN_PLACE, PARTNER_PLACE
from kvi_widgets.model.data_package import dump, to_package
from kvi_widgets.model.starter import starter_package
from kvi_widgets.pages.page import workshop_page
from kvi_widgets.pages.poster import poster

from .test_feedback import review
from .test_form import upload

FORMS = {OWN_PLACE: KviStep, PARTNER_PLACE: CompareLinks, FEEDBACK_PLACE: AdjustStep}
KVI = [{"id": "kvi-1", "text": "they dare"}]


@pytest.fixture
def mine(content):
    """A learner who has begun to write."""
    workshop = Workshop(content)
    workshop.update("kvi", KVI)
    return workshop


@pytest.fixture
def files(mine, finished):
    """A file of each kind."""
    later = Workshop(mine.content)
    later.update_all({"kvi": KVI, "kpi": [{"id": "kpi-1", "text": "calls"}]})
    later.id = mine.id
    twin = Workshop(mine.content)  # so that mine itself has no partner yet
    twin.load(mine.package())
    return {
        "mine": dump(mine.package()),
        "later": dump(later.package()),
        "partner": dump(finished.package()),
        "their page": workshop_page(finished, finished.content),
        "feedback": dump(feedback_package(review(mine, "Tom"))),
        "my feedback": dump(feedback_package(review(finished, "Me", reviewer=twin))),
        "feedback for others": dump(feedback_package(review(finished, "Tom"))),
        "starter": dump(starter_package(finished.package(), "cafeteria")),
        "poster": poster(finished, finished.content, "A4"),
    }


# What is asked, or why it is refused, where each of them is opened.
SEEN_AS = {
    "mine": {OWN_PLACE: "file", PARTNER_PLACE: "!own_file", FEEDBACK_PLACE: "!own_file"},
    "later": {OWN_PLACE: "file", PARTNER_PLACE: "same", FEEDBACK_PLACE: "same"},
    "partner": {OWN_PLACE: "another", PARTNER_PLACE: "", FEEDBACK_PLACE: "partner"},
    "their page": {OWN_PLACE: "another", PARTNER_PLACE: "", FEEDBACK_PLACE: "partner"},
    "feedback": {OWN_PLACE: "feedback", PARTNER_PLACE: "feedback", FEEDBACK_PLACE: ""},
    "my feedback": {OWN_PLACE: "!my_feedback", PARTNER_PLACE: "!my_feedback", FEEDBACK_PLACE: "!my_feedback"},
    "feedback for others": {OWN_PLACE: "!not_for_me", PARTNER_PLACE: "!not_for_me", FEEDBACK_PLACE: "!not_for_me"},
    "starter": {OWN_PLACE: "starter", PARTNER_PLACE: "starter", FEEDBACK_PLACE: "starter"},
    "poster": {OWN_PLACE: "!empty_page", PARTNER_PLACE: "!empty_page", FEEDBACK_PLACE: "!empty_page"},
}


@pytest.mark.parametrize("place", FORMS)
@pytest.mark.parametrize("kind", SEEN_AS)
def test_every_kind_of_file_is_known_in_every_place_and_changes_no_answer_unasked(mine, files, kind, place):
    form, expected = FORMS[place](mine), SEEN_AS[kind][place]
    before = mine.rows
    problem = upload(form, place, files[kind])
    refused = expected.removeprefix("!") if expected.startswith("!") else ""
    assert problem == (mine.content.messages[refused] if refused else "")
    assert form.offer.get("kind", "") == ("" if refused else expected)
    if expected:
        assert mine.rows == before
        assert not mine.partner.has_answers
    if form.offer.get("kind"):
        form.decision = {"leave": True, "number": 1}
        assert (mine.rows, form.offer["kind"]) == (before, "")


@pytest.mark.parametrize("place", [OWN_PLACE, PARTNER_PLACE])
def test_feedback_opened_elsewhere_is_put_in_its_place_by_one_click_and_says_where(mine, files, place):
    form = FORMS[place](mine)
    upload(form, place, files["feedback"])
    assert form.offer["name"] == "Tom"
    form.decision = {"take": True, "number": 1}
    assert set(mine.reviews["reviewer"]) == {"Tom"}
    assert (form.offer["kind"], form.saved["problem"]) == ("feedback_there", "")


@pytest.mark.parametrize(("place", "choice"), [(OWN_PLACE, "take"), (FEEDBACK_PLACE, "take")])
def test_a_partners_file_opened_elsewhere_is_put_in_its_place_by_one_click(mine, files, finished, place, choice):
    form = FORMS[place](mine)
    upload(form, place, files["partner"])
    form.decision = {choice: True, "number": 1}
    assert mine.partner.kvi.equals(finished.kvi)
    assert (mine.rows_of("kvi")[0]["text"], form.offer["kind"]) == ("they dare", "partner_there")


def test_under_one_id_a_partners_answers_are_read_and_mine_stay(mine, files):
    form, before = CompareLinks(mine), mine.rows
    upload(form, PARTNER_PLACE, files["later"])
    form.decision = {"take": True, "number": 1}
    assert mine.partner.kpi["text"].tolist() == ["calls"]
    assert (mine.rows, form.offer["kind"], form.saved["problem"]) == (before, "", "")


def test_under_one_id_a_later_state_of_mine_shows_what_would_change_and_is_taken_when_i_say_so(mine, files):
    form = CompareLinks(mine)
    upload(form, PARTNER_PLACE, files["later"])
    form.decision = {"instead": True, "number": 1}
    assert (form.offer["kind"], [line["then"] for line in form.offer["lines"]]) == ("file", ["calls"])
    assert mine.kpi.empty
    form.decision = {"take": True, "number": 2}
    assert mine.kpi["text"].tolist() == ["calls"]
    assert not mine.partner.has_answers


def test_who_has_written_nothing_yet_is_still_asked_whose_file_it_is(content, files, finished):
    fresh = Workshop(content)
    form = KviStep(fresh)
    upload(form, OWN_PLACE, files["partner"])
    assert form.offer["kind"] == "file"
    form.decision = {"instead": True, "number": 1}
    assert (fresh.has_answers, fresh.partner.id) == (False, finished.id)


def test_another_file_opened_meanwhile_is_not_taken_for_the_one_that_was_asked_about(mine, files, finished):
    form = AdjustStep(mine)
    upload(form, FEEDBACK_PLACE, files["partner"])
    assert upload(form, FEEDBACK_PLACE, files["my feedback"])
    form.decision = {"take": True, "number": 1}
    assert mine.partner.id == finished.id
    assert form.saved["problem"] == ""


def test_an_offer_says_first_what_matters_and_counts_what_was_clicked(content, finished):
    mine = Workshop(content)
    lines = (upload(form := KviStep(mine), OWN_PLACE, dump(finished.package())), form.offer["lines"])[1]
    words = content.words("page")["headings"]
    assert lines[0]["label"].startswith("KVI 1")
    kinds = [line["label"].split(" ")[0] for line in lines]
    assert kinds.index("KVI") < kinds.index("KPI") < next(i for i, line in enumerate(lines) if "→" in line["label"])
    last = {line["label"]: line["told"] for line in lines if "told" in line}
    assert last[words["sorting"]] == content.words("form")["counted"].format(count=len(finished.sorting))
    assert [line for line in lines if "told" in line] == lines[-len(last) :]


@pytest.mark.parametrize("inside", ["handed-in/Ana/my-workshop.json", "kvi.json"])
def test_the_archive_of_a_class_is_no_spreadsheet(mine, inside):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr(inside, "{}")
    seen = held.getvalue().decode("utf-8", "replace")  # what a browser sends
    for place, form in FORMS.items():
        assert upload(form(mine), place, seen) == mine.content.messages["archive"]


def test_feedback_that_nobody_signed_is_offered_without_a_name(mine):
    rows = [{"id": "a-kvi-1-speaks", "author": mine.id, "about": "kvi-1", "answer": "I feel"}]
    form = KviStep(mine)
    upload(form, OWN_PLACE, dump(to_package({"reviews": rows}, {"workshop": mine.id, "feedback": True, "from": "x"})))
    assert (form.offer["kind"], form.offer["name"]) == ("feedback", "")


def test_words_that_are_shown_for_each_kind_are_there_in_both_languages():
    for language in ("fr", "en"):
        offers = Content.load(language).words("form")["offers"]
        kinds = {kind for seen in SEEN_AS.values() for kind in seen.values() if kind and kind[0] != "!"}
        assert kinds | {"starter_again", "partner_there", "feedback_there"} <= set(offers)


def test_another_file_of_mine_takes_the_place_of_my_answers_only_when_i_say_so(mine, files, finished):
    form = KviStep(mine)
    upload(form, OWN_PLACE, files["partner"])
    form.decision = {"instead": True, "number": 1}
    assert (mine.id, mine.kvi.equals(finished.kvi), mine.partner.has_answers) == (finished.id, True, False)


def test_partners_under_one_id_give_each_other_feedback_and_none_takes_their_own(mine):
    other = Workshop(mine.content)
    other.update("kvi", [{"id": "kvi-1", "text": "they sing"}])
    other.id = mine.id
    for one, partner in ((mine, other), (other, mine)):
        form = CompareLinks(one)
        upload(form, PARTNER_PLACE, dump(partner.package()))
        form.decision = {"take": True, "number": 1}
    given = {
        name: dump(feedback_package(review(b, name, f"from {name}", reviewer=a)))
        for name, a, b in (("Me", mine, other), ("Tom", other, mine))
    }
    form = AdjustStep(mine)
    assert upload(form, FEEDBACK_PLACE, given["Me"]) == mine.content.messages["my_feedback"]
    assert upload(form, FEEDBACK_PLACE, given["Tom"]) == ""
    assert set(mine.reviews["reviewer"]) == {"Tom"}
