"""One's own sentences come back as cards: to oneself, to the partner, and both verdicts beside each other."""

import json

import pytest

from kvi_widgets import AdjustStep, KviStep, ReviewStep, SentenceCards, Workshop
from kvi_widgets.logic.feedback import (
    complete_reviews,
    feedback_package,
    questions_about,
    with_feedback,
    with_rewording,
)
from kvi_widgets.logic.recap import answer_sections
from kvi_widgets.model.data_package import dump

WHY_ME = "my grandmother would ring less"


@pytest.fixture
def author(workshop):
    """Somebody who has said of one sentence of two what it is."""
    workshop.update_all({"kvi": [{"id": "kvi-1", "text": "they dare"}], "kpi": [{"id": "kpi-1", "text": "Calls"}]})
    SentenceCards(workshop).value = {"cards": [{"id": "kvi-1", "answer": "kvi", "reason": WHY_ME}]}
    return workshop


@pytest.fixture
def partner(author):
    """Somebody who reads these two sentences."""
    partner = Workshop(author.content)
    partner.open_partner(dump(author.package()))
    return partner


def shown(widget, group):
    return next(one["items"] for one in widget.groups if one["id"] == group)


def lines(author, about="kvi-1"):
    return next(one["lines"] for one in shown(AdjustStep(author), "revisions") if one["id"] == f"revision-{about}")


def verdicts(author, about="kvi-1"):
    return [line for line in lines(author, about) if line.startswith("🃏")]


def answer_cards(author, partner):
    cards = [row["id"] for row in questions_about(partner, author) if row["question"] == "card"]
    answers = [{"id": name, "answer": "both", "reason": "who knows"} for name in cards]
    partner.update("reviews_given", complete_reviews(partner, answers, "Tom"))
    author.update_all(with_feedback(author, dump(feedback_package(partner))))


def test_nothing_says_in_which_box_a_card_was_written(author, workshop):
    headings = [card["heading"] for card in shown(SentenceCards(author), "cards")]
    assert ["Calls" in headings[0], "they dare" in headings[1]] == [True, True]
    assert not any("KVI" in heading or "KPI" in heading for heading in headings)


def test_there_are_no_cards_before_there_are_sentences(workshop):
    [group] = SentenceCards(workshop).groups
    assert group["kind"] == "note"


def test_the_partner_meets_the_cards_first_and_no_verdict_of_the_author(partner):
    form = ReviewStep(partner)
    asked = shown(form, "reviews_given")
    assert [item["id"].endswith("-card") for item in asked[:3]] == [True, True, False]
    assert WHY_ME not in json.dumps([form.groups, form.value])


def test_both_verdicts_stand_beside_each_other(author, partner):
    answer_cards(author, partner)
    mine, theirs = verdicts(author)
    assert "KVI" in mine
    assert WHY_ME in mine
    assert "Tom" in theirs
    assert "who knows" in theirs
    assert len(verdicts(author, "kpi-1")) == 1


def test_a_verdict_given_for_an_earlier_wording_says_so_until_it_is_given_anew(author):
    author.update_all(with_rewording(author, [{"id": "revision-kvi-1", "after": "they ask"}]))
    [kept] = verdicts(author)
    assert "they dare" in kept
    assert "they dare" in shown(SentenceCards(author), "cards")[1]["lines"][0]
    SentenceCards(author).value = {"cards": [{"id": "kvi-1", "answer": "both", "reason": WHY_ME}]}
    assert "they dare" not in verdicts(author)[0]
    assert author.cards["seen"].tolist() == ["they ask"]


def test_a_reason_without_a_verdict_is_no_verdict(author):
    SentenceCards(author).value = {"cards": [{"id": "kvi-1", "answer": "", "reason": "hm"}]}
    assert "…" in verdicts(author)[0]


def test_the_page_of_ones_own_tells_them_in_the_words_of_the_card(author, partner):
    answer_cards(author, partner)
    told = {section.id: section.entries for section in answer_sections(author)}
    assert ("KVI" in str(told["cards"]), WHY_ME in str(told["cards"])) == (True, True)
    assert ("both" in str(told["reviews"]), "who knows" in str(told["reviews"])) == (False, True)


def test_the_number_of_a_sentence_with_a_verdict_is_not_given_again(author):
    author.update("kvi", [])
    assert KviStep(author).groups[0]["last_number"] == 1
