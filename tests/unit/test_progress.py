"""What is missing in each step is named; nothing is graded."""

import pytest

from kvi_widgets import Workshop
from kvi_widgets.logic.feedback import complete_reviews, questions_about, with_rewording
from kvi_widgets.logic.progress import NOTES, done, notes
from kvi_widgets.model.data_package import dump

TABLES = ("sorting", "context", "strategy", "kvi", "kpi", "links", "reviews", "revisions", "closing")


@pytest.fixture
def complete(workshop, finished):
    """Own answers in which nothing is missing."""
    for table in TABLES:
        workshop.update(table, finished.table(table).to_dict("records"))
    return workshop


def missing(workshop, step):
    return notes(workshop, step).missing


def sentence(workshop, step, key, **details):
    return workshop.content.words(step)["missing"][key].format(**details)


def change(workshop, table, place, **cells):
    rows = workshop.table(table).to_dict("records")
    rows[place] |= cells
    workshop.update(table, rows)


@pytest.mark.parametrize("step", NOTES)
def test_something_is_missing_in_every_step_at_first(step, workshop):
    assert missing(workshop, step)


@pytest.mark.parametrize("step", [step for step in NOTES if step not in {"compare", "review"}])
def test_nothing_is_missing_when_everything_is_answered(step, complete):
    assert notes(complete, step) == ([], [])


def test_done_follows_the_steps_of_the_pack(workshop, reviewed):
    ids = [step["id"] for step in workshop.content.words("pack")["steps"] if not step.get("optional")]
    assert done(reviewed) == dict.fromkeys(ids, True)
    assert done(Workshop(workshop.content)) == dict.fromkeys(ids, False)


@pytest.mark.parametrize(
    ("table", "steps"),
    [
        ("sorting", {"welcome"}),
        ("context", {"context"}),
        ("strategy", {"strategy"}),
        ("kvi", {"kvi", "links"}),
        ("kpi", {"kpi", "links"}),
        ("links", {"links"}),
        ("reviews_given", {"share"}),
        ("reviews", {"rewording"}),
        ("closing", {"rewording"}),
    ],
)
def test_a_step_is_done_no_longer_when_its_answers_go(reviewed, table, steps):
    reviewed.update(table, [])
    assert {step for step, is_done in done(reviewed).items() if not is_done} == steps


def test_the_cards_still_to_sort_are_counted(complete):
    complete.update("sorting", complete.sorting.to_dict("records")[:3])
    at_least = complete.content.words("welcome")["groups"][0]["at_least"]
    assert missing(complete, "welcome") == [sentence(complete, "welcome", "cards", count=at_least - 3)]


def test_cards_of_the_second_round_do_not_stand_in_for_those_of_the_first(workshop):
    cards = workshop.content.table("deck")
    later = cards.loc[cards["round"] == "published", "id"]
    workshop.update("sorting", [{"card": card, "answer": "kpi"} for card in later])
    at_least = workshop.content.words("welcome")["groups"][0]["at_least"]
    assert missing(workshop, "welcome") == [sentence(workshop, "welcome", "cards", count=at_least)]


@pytest.mark.parametrize("cells", [{"contexts": "desk"}, {"title": "our club"}])
def test_a_context_is_chosen_or_invented(workshop, cells):
    workshop.update("context", [cells | {"people": "us"}])
    assert missing(workshop, "context") == []
    workshop.update("context", [cells])
    assert missing(workshop, "context") == [sentence(workshop, "context", "people")]


@pytest.mark.parametrize(("contexts", "advice"), [("shop + desk", 0), ("shop + desk + portal", 1)])
def test_many_contexts_are_advised_against_and_never_missing(workshop, contexts, advice):
    workshop.update("context", [{"contexts": contexts, "people": "us"}])
    assert [len(lines) for lines in notes(workshop, "context")] == [0, advice]


def test_open_answers_name_the_indicator_by_its_place_in_the_form(complete):
    change(complete, "kvi", 1, nature="", evidence=" ")
    name = complete.content.words("kvi")["groups"][0]["item"].format(n=2)
    assert missing(complete, "kvi") == [sentence(complete, "kvi", key, name=name) for key in ("nature", "evidence")]


def test_an_indicator_without_a_sentence_does_not_count_and_asks_for_nothing_else(complete):
    change(complete, "kpi", 2, text=" ")
    assert missing(complete, "kpi") == []
    change(complete, "kpi", 1, text="")
    assert missing(complete, "kpi") == [sentence(complete, "kpi", "none", count=1, at_least=2)]


@pytest.mark.parametrize("step", ["kvi", "kpi"])
def test_more_indicators_than_advised_are_advice_only(complete, step):
    at_most = complete.content.words(step)["groups"][0]["at_most"]
    row = {"text": "more", "nature": "qualitative", "evidence": "survey"}
    complete.update(step, [row | {"id": f"{step}-{number}"} for number in range(at_most)])
    assert notes(complete, step).advice == []
    complete.update(step, [row | {"id": f"{step}-{number}"} for number in range(at_most + 1)])
    assert (missing(complete, step), len(notes(complete, step).advice)) == ([], 1)


def test_links_need_two_indicators_first(complete):
    complete.update("kvi", [])
    assert missing(complete, "links") == [sentence(complete, "links", "indicators")]


def test_pairs_not_looked_at_are_counted(complete):
    change(complete, "links", 0, polarity="")
    assert missing(complete, "links") == [sentence(complete, "links", "pairs", count=1)]
    complete.update("links", complete.links.to_dict("records")[2:])
    assert missing(complete, "links") == [sentence(complete, "links", "pairs", count=2)]


def test_links_to_an_indicator_that_went_away_do_not_hide_a_missing_pair(complete):
    complete.update("kpi", [*complete.kpi.to_dict("records")[1:], {"id": "kpi-9", "text": "new"}])
    assert missing(complete, "links") == [sentence(complete, "links", "pairs", count=2)]


def test_a_link_without_effect_needs_no_reason_but_every_other_does(complete):
    rows = [row | {"reason": ""} for row in complete.links.to_dict("records")]
    complete.update("links", rows)
    silent = sum(row["polarity"] != "0" for row in rows)
    assert 0 < silent < len(rows)
    assert missing(complete, "links") == [sentence(complete, "links", "reasons", count=silent)]


def test_a_partners_file_is_all_that_a_comparison_misses(workshop, finished):
    assert missing(workshop, "compare") == [sentence(workshop, "compare", "partner")]
    workshop.open_partner(dump(finished.package()))
    assert missing(workshop, "compare") == []


def test_a_review_misses_answers_then_a_name_then_nothing(workshop, finished):
    workshop.open_partner(dump(finished.package()))
    asked = [row | {"answer": "hm"} for row in questions_about(workshop, workshop.partner)]
    name, answers = sentence(workshop, "review", "name"), len(asked) - 1
    assert missing(workshop, "review") == [name, sentence(workshop, "review", "answers", count=len(asked))]
    workshop.update("reviews_given", complete_reviews(workshop, asked[:1], "Tom"))
    assert missing(workshop, "review") == [sentence(workshop, "review", "answers", count=answers)]
    workshop.update("reviews_given", complete_reviews(workshop, asked, " "))
    assert missing(workshop, "review") == [name]
    workshop.update("reviews_given", complete_reviews(workshop, asked, "Tom"))
    assert missing(workshop, "review") == []


def test_answers_for_one_partner_do_not_count_for_another(workshop, finished):
    workshop.open_partner(dump(finished.package()))
    asked = [row | {"answer": "hm"} for row in questions_about(workshop, workshop.partner)]
    workshop.update("reviews_given", complete_reviews(workshop, asked, "Tom"))
    workshop.open_partner(dump(workshop.example("desk").package()))
    assert len(missing(workshop, "review")) == 2


def test_a_reworded_sentence_asks_why(complete):
    complete.update_all(with_rewording(complete, [{"id": "revision-strategy-1", "after": "help more", "why": " "}]))
    assert missing(complete, "adjust") == [sentence(complete, "adjust", "why", count=1)]


def test_a_reworded_sentence_that_went_away_asks_nothing(complete):
    complete.update_all(with_rewording(complete, [{"id": "revision-kpi-3", "after": "calls a day", "why": ""}]))
    complete.update("kpi", complete.kpi.to_dict("records")[:2])
    assert missing(complete, "adjust") == []


def test_the_images_still_to_find_are_counted(complete):
    complete.update("closing", [{"gps": "a clock", "explore": " "}])
    assert missing(complete, "closing") == [
        sentence(complete, "closing", "images", count=2),
        sentence(complete, "closing", "takeaway"),
    ]
