"""Two learners' links side by side: texts decide, what is worth talking about comes first."""

import time
from copy import deepcopy
from itertools import product

import pytest

from kvi_widgets.logic.comparison import (
    VERDICTS,
    compare_links,
    lookalikes,
    shared_indicators,
    unshared_texts,
    verdict,
)
from kvi_widgets.model.tables import checked
from kvi_widgets.words.plain_text import match_key

from .test_plain_text import SAME

SIGNS = ["+", "-", "0", ""]


def rows(table, *cells):
    names = {"links": ["kpi", "kvi", "polarity", "strength", "reason"]}.get(table, ["id", "text"])
    return checked(table, [dict(zip(names, row, strict=False)) for row in cells])


def answers(kpi, kvi, links=()):
    return {
        "kvi": rows("kvi", *[(f"kvi-{number}", text) for number, text in enumerate(kvi, start=1)]),
        "kpi": rows("kpi", *[(f"kpi-{number}", text) for number, text in enumerate(kpi, start=1)]),
        "links": rows("links", *links),
        "revisions": [],
    }


def column(found, name):
    return [row[name] for row in found]


@pytest.fixture
def both():
    """The same texts in another order, case and spacing; signs that differ in every way."""
    mine = answers(
        ["Calls", "Clicks", "Visits"],
        ["They dare", "They laugh"],
        [
            ("kpi-1", "kvi-1", "+", 2, "they call"),
            ("kpi-1", "kvi-2", "+", 1),
            ("kpi-2", "kvi-1", "+", 1),
            ("kpi-2", "kvi-2", "-", 3, "they click"),
            ("kpi-3", "kvi-1", "0", 3),
        ],
    )
    theirs = answers(
        [" visits", "CLICKS", "calls\n"],
        ["they  laugh", "They\u00a0dare"],
        [
            ("kpi-3", "kvi-2", "+", 2, "yes"),
            ("kpi-3", "kvi-1", "0", 1),
            ("kpi-2", "kvi-2", "-", 1, "no"),
            ("kpi-2", "kvi-1", "+", 3, "of course"),
            ("kpi-1", "kvi-2", "0", 1),
            ("kpi-1", "kvi-1", "-", 1),
        ],
    )
    return mine, theirs


def test_same_texts_count_as_same_in_other_order_case_and_spacing(both):
    found = shared_indicators(both[0]["kpi"], both[1]["kpi"])
    assert [list(row.values()) for row in found] == [
        ["Calls", "kpi-1", "kpi-3"],
        ["Clicks", "kpi-2", "kpi-2"],
        ["Visits", "kpi-3", "kpi-1"],
    ]
    assert unshared_texts(*both) == []


def test_what_is_worth_talking_about_comes_first(both):
    found = compare_links(*both)
    assert column(found, "verdict") == ["opposite", "opposite", "differ", "unseen", "agree", "agree"]


def test_among_opposite_signs_the_stronger_pair_comes_first(both):
    first, second, *_ = [(row["kpi"], row["kvi"]) for row in compare_links(*both)]
    assert first == ("Clicks", "They laugh")
    assert second == ("Clicks", "They dare")


def test_both_sides_stand_in_their_own_columns(both):
    row = compare_links(*both)[0]
    assert (row["mine"], row["my_strength"], row["my_reason"]) == ("-", 3, "they click")
    assert (row["theirs"], row["their_strength"], row["their_reason"]) == ("+", 3, "of course")


def test_seen_from_the_other_side_the_verdicts_are_the_same(both):
    mine, theirs = compare_links(*both), compare_links(*both[::-1])
    pairs = [
        {(match_key(r["kpi"]), match_key(r["kvi"])): (r["verdict"], r["mine"], r["theirs"]) for r in found}
        for found in (mine, theirs)
    ]
    assert pairs[0] == {pair: (name, left, right) for pair, (name, right, left) in pairs[1].items()}


def test_the_same_sign_felt_more_strongly_is_worth_a_word():
    mine = answers(["Calls"], ["They dare"], [("kpi-1", "kvi-1", "-", 1)])
    theirs = answers(["Calls"], ["They dare"], [("kpi-1", "kvi-1", "-", 3)])
    assert column(compare_links(mine, theirs), "verdict") == ["strength"]


@pytest.mark.parametrize(("mine", "theirs"), list(product(SIGNS, SIGNS)))
def test_a_verdict_does_not_depend_on_who_looks(mine, theirs):
    assert verdict(mine, theirs) == verdict(theirs, mine)
    assert verdict(mine, theirs, 1, 3) in VERDICTS
    assert (verdict(mine, theirs) == "agree") == (mine == theirs != "")


def test_strength_says_nothing_about_links_without_effect():
    assert verdict("0", "0", 1, 3) == "agree"


def test_every_pair_of_shared_indicators_has_a_row_and_no_other_has():
    mine = answers(["Calls", "Clicks"], ["They dare", "Only mine", "They laugh"])
    theirs = answers(["Clicks", "Only theirs", "Calls"], ["They laugh", "They dare"])
    found = compare_links(mine, theirs)
    assert sorted((row["kpi"], row["kvi"]) for row in found) == list(
        product(["Calls", "Clicks"], ["They dare", "They laugh"])
    )
    assert unshared_texts(mine, theirs) == ["Only theirs", "Only mine"]


def test_indicators_without_a_text_are_never_the_same():
    blank = [{"id": "kvi-1", "text": " ", "nature": "", "evidence": "survey"}]
    assert shared_indicators(blank, blank) == []
    assert unshared_texts(answers([" "], []), answers([" "], [])) == []


def test_a_text_that_one_wrote_twice_is_compared_once():
    mine = answers(["Calls", "calls "], ["They dare"])
    assert len(compare_links(mine, answers(["CALLS"], ["They dare"]))) == 1


def test_a_link_left_by_an_indicator_that_went_away_is_not_compared(both):
    mine, theirs = both
    less = mine | {"kvi": [row for row in mine["kvi"] if row["id"] != "kvi-2"]}
    assert set(column(compare_links(less, theirs), "kvi")) == {"They dare"}


@pytest.mark.parametrize("side", [0, 1])
def test_there_may_be_nothing_to_compare(both, side):
    sides = list(both)
    sides[side] = answers([], [])
    assert compare_links(*sides) == []


def test_comparing_changes_neither_side(both):
    before = deepcopy(both)
    compare_links(*both)
    assert both == before


@pytest.mark.parametrize(("mine", "theirs"), SAME.values(), ids=SAME)
def test_one_sentence_typed_on_two_keyboards_is_shared(mine, theirs):
    one, other = answers([mine], ["They dare"]), answers([theirs], ["They dare"])
    assert len(compare_links(one, other)) == 1
    assert unshared_texts(one, other) == []


def test_sentences_a_few_letters_apart_are_asked_about_each_once():
    mine = answers(["Calls to the hotline", "Call to the hotline", "Clicks"], ["They dare to ask"])
    theirs = answers(["Visits", "Calls to the hotlines"], ["They dared to ask"])
    found = lookalikes(mine, theirs)
    assert [(row["kind"], row["mine"], row["theirs"]) for row in found] == [
        ("kpi", "kpi-1", "kpi-2"),
        ("kvi", "kvi-1", "kvi-1"),
    ]


def test_what_is_shared_already_and_what_differs_is_not_asked_about():
    mine = answers(["L'aide", "Calls"], ["They dare"])
    assert lookalikes(mine, answers(["L’aide.", "Visits"], ["They laugh"])) == []


@pytest.mark.slow
def test_endless_sentences_are_compared_in_no_time():
    mine, theirs = (answers([sign + "m" * 9000 + str(n) for n in range(40)], ["x"]) for sign in "ab")
    started = time.process_time()
    lookalikes(mine, theirs)
    assert time.process_time() - started < 5
