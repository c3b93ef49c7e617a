"""Feedback travels as a file from one partner to the other; sentences are reworded."""

import json

import pytest

from kvi_widgets import AnswerFileError, Workshop
from kvi_widgets.logic.feedback import (
    complete_reviews,
    feedback_package,
    questions_about,
    with_feedback,
    with_rewording,
)
from kvi_widgets.model.data_package import dump, rows_of


@pytest.fixture
def author(workshop):
    """Somebody with two sentences who waits for feedback."""
    workshop.update("strategy", [{"id": "strategy-1", "text": "help"}])
    workshop.update("kvi", [{"id": "kvi-1", "text": "they dare"}, {"id": "kvi-2", "text": " ", "evidence": "survey"}])
    workshop.update("kpi", [{"id": "kpi-4", "text": "calls"}])
    return workshop


def review(author, name, answer="{about}: {question}", reviewer=None):
    """Let a partner answer every question about this author's work."""
    reviewer = reviewer or Workshop(author.content)
    reviewer.open_partner(dump(author.package()))
    answers = [{"id": row["id"], "answer": answer.format(**row)} for row in questions_about(reviewer, reviewer.partner)]
    reviewer.update("reviews_given", complete_reviews(reviewer, answers, name))
    return reviewer


def feedback(*args, **options):
    return dump(feedback_package(review(*args, **options)))


def refusal(author, text):
    with pytest.raises(AnswerFileError) as caught:
        author.update_all(with_feedback(author, text))
    return caught.value.reason


def test_every_written_indicator_and_the_whole_are_asked_about(author):
    asked = questions_about(Workshop(author.content), author)
    assert {row["about"]: row["seen"] for row in asked} == {"kvi-1": "they dare", "kpi-4": "calls", "whole": ""}
    assert len({row["id"] for row in asked}) == len(asked)
    assert {row["question"] for row in asked} == {"card", *author.content.table("questions")["id"]}


def test_feedback_goes_from_one_workshop_to_the_other(author):
    author.update_all(with_feedback(author, feedback(author, "Tom")))
    assert set(author.reviews["reviewer"]) == {"Tom"}
    assert set(author.reviews["about"]) == {"kvi-1", "kpi-4", "whole"}
    assert all(row.answer == f"{row.about}: {row.question}" for row in author.reviews.itertuples())


@pytest.mark.parametrize("names", [("Tom", "Zoé"), ("Tom", "Tom"), ("", "")])
def test_two_partners_stand_side_by_side_whatever_they_call_themselves(author, names):
    for number, name in enumerate(names):
        author.update_all(with_feedback(author, feedback(author, name, answer=f"from {number}")))
    assert author.reviews["answer"].value_counts().to_dict() == {"from 0": 5, "from 1": 5}
    assert author.reviews["id"].is_unique


def test_the_same_feedback_twice_counts_once(author):
    text = feedback(author, "Tom")
    author.update_all(with_feedback(author, text))
    before = author.reviews
    author.update_all(with_feedback(author, text))
    assert author.reviews.equals(before)


def test_corrected_feedback_replaces_the_first_one(author):
    partner = review(author, "Tomm", "hm")
    author.update_all(with_feedback(author, dump(feedback_package(partner))))
    author.update_all(with_feedback(author, feedback(author, "Tom", "better", reviewer=partner)))
    assert set(author.reviews["answer"]) == {"better"}
    assert set(author.reviews["reviewer"]) == {"Tom"}
    assert len(author.reviews) == 5


def test_feedback_of_an_earlier_kit_is_told_apart_by_the_reviewer(author):
    for name in ("Tom", "Zoé"):
        package = feedback_package(review(author, name))
        del package["kvi"]["from"]
        author.update_all(with_feedback(author, dump(package)))
    assert author.reviews["reviewer"].value_counts().to_dict() == {"Tom": 5, "Zoé": 5}


def test_feedback_for_another_workshop_is_refused_and_changes_nothing(author, finished):
    assert refusal(author, feedback(finished, "Tom")) == "not_for_me"
    assert author.reviews.empty


def test_what_is_no_feedback_is_refused(author):
    assert refusal(author, dump(author.package())) == "no_feedback"
    assert refusal(author, feedback(author, "Tom", answer="")) == "no_feedback"
    assert refusal(author, feedback(author, "Tom")[:-20]) == "not_json"


def test_only_feedback_for_the_partner_opened_now_is_handed_back(author, finished):
    reviewer = review(finished, "Tom", "for the first")
    review(author, "Tom", "for the second", reviewer=reviewer)
    assert set(reviewer.reviews_given["answer"]) == {"for the first", "for the second"}
    handed = feedback_package(reviewer)
    assert {row["answer"] for row in rows_of(handed, "reviews")} == {"for the second"}
    assert handed["kvi"]["workshop"] == author.id


def test_nothing_of_the_reviewers_own_work_is_handed_back(author):
    reviewer = review(author, "Tom")
    reviewer.update("closing", [{"takeaway": "my secret"}])
    handed = json.loads(dump(feedback_package(reviewer)))
    assert [entry["name"] for entry in handed["resources"]] == ["reviews"]


def test_a_blank_answer_takes_the_remark_back(author):
    reviewer = review(author, "Tom")
    row = reviewer.reviews_given.iloc[0]
    kept = complete_reviews(reviewer, [{"id": row["id"], "answer": ""}], "Tom")
    assert [one["id"] for one in kept] == reviewer.reviews_given["id"].tolist()[1:]


def test_a_remark_keeps_the_text_it_was_made_about(author):
    reviewer = review(author, "Tom", "cold")
    author.update("kvi", [{"id": "kvi-1", "text": "they laugh"}])
    reviewer.open_partner(dump(author.package()))
    answers = [
        row | ({"answer": "new"} if row["about"] == "whole" else {})
        for row in reviewer.reviews_given.to_dict("records")
    ]
    seen = {row["about"]: (row["answer"], row["seen"]) for row in complete_reviews(reviewer, answers, "Tom")}
    assert seen["kvi-1"] == ("cold", "they dare")
    answers = [row | {"answer": "warm"} for row in answers]
    seen = {row["about"]: row["seen"] for row in complete_reviews(reviewer, answers, "Tom")}
    assert seen["kvi-1"] == "they laugh"


def put(author, about, after, why=""):
    author.update_all(with_rewording(author, [{"id": f"revision-{about}", "after": after, "why": why}]))
    return author.revisions.set_index("about")


def test_a_reworded_sentence_is_in_place_and_its_first_wording_is_kept(author):
    first = put(author, "kvi-1", " they ask ", "it was cold").loc["kvi-1"]
    assert (first["before"], first["after"], first["why"]) == ("they dare", " they ask ", "it was cold")
    assert author.kvi.set_index("id").loc["kvi-1", "text"] == " they ask "  # who types on would else find words glued


def test_the_first_wording_is_kept_through_further_ones(author):
    put(author, "kvi-1", "they ask")
    assert put(author, "kvi-1", "they ask each other").loc["kvi-1", "before"] == "they dare"


@pytest.mark.parametrize("back", ["they dare", "", "  "])
def test_taking_a_rewording_back_leaves_no_revision(author, back):
    put(author, "kvi-1", "they ask")
    assert put(author, "kvi-1", back).empty
    assert author.kvi["text"].tolist()[0] == "they dare"


def test_rewording_one_sentence_keeps_what_was_said_of_the_others(author):
    put(author, "kvi-1", "they ask", "cold")
    revisions = put(author, "kpi-4", "calls a day")
    assert revisions["before"].to_dict() == {"kvi-1": "they dare", "kpi-4": "calls"}
    assert author.kvi["evidence"].tolist()[1] == "survey"


def test_a_reason_written_before_the_new_wording_is_kept(author):
    assert put(author, "kvi-1", "they dare", "it was cold").loc["kvi-1", "why"] == "it was cold"
    assert author.kvi["text"].tolist()[0] == "they dare"


def test_a_sentence_that_is_not_there_cannot_be_reworded(author):
    assert put(author, "kvi-9", "surprise").empty
    assert author.kvi["id"].tolist() == ["kvi-1", "kvi-2"]


def test_the_revision_of_a_sentence_that_went_away_stays_like_the_remarks_about_it(author):
    put(author, "kpi-4", "calls a day")
    author.update("kpi", [])
    assert put(author, "kvi-1", "they ask")["after"].to_dict() == {"kpi-4": "calls a day", "kvi-1": "they ask"}
