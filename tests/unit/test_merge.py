"""Three versions of a table meet: whatever only one side changed is taken."""

import pytest

from kvi_widgets.model.merge import lay_over, merge_rows, merge_tables
from kvi_widgets.model.merge_texts import merge_texts

from .faults import kvi

DARE, ASK, TRUST = kvi(1, "they dare"), kvi(2, "they ask"), kvi(3, "they trust")
LINK = {"kpi": "kpi-1", "kvi": "kvi-1", "polarity": "+", "strength": 1, "reason": ""}

# base, mine, theirs, what comes out
CASES = {
    "nobody did anything": ([DARE], [DARE], [DARE], [DARE]),
    "all are empty": ([], [], [], []),
    "I added": ([DARE], [DARE, ASK], [DARE], [DARE, ASK]),
    "they added": ([DARE], [DARE], [DARE, ASK], [DARE, ASK]),
    "both added": ([DARE], [DARE, ASK], [DARE, TRUST], [DARE, ASK, TRUST]),
    "both added the same": ([], [DARE], [DARE], [DARE]),
    "I took away": ([DARE, ASK], [ASK], [DARE, ASK], [ASK]),
    "they took away": ([DARE, ASK], [DARE, ASK], [ASK], [ASK]),
    "both took away": ([DARE, ASK], [ASK], [ASK], [ASK]),
    "I took away what they changed": ([DARE], [], [kvi(1, "new")], [kvi(1, "new")]),
    "they took away what I changed": ([DARE], [kvi(1, "new")], [], [kvi(1, "new")]),
    "I changed": ([DARE], [kvi(1, "new")], [DARE], [kvi(1, "new")]),
    "they changed": ([DARE], [DARE], [kvi(1, "new")], [kvi(1, "new")]),
    "each changed a cell": ([DARE], [kvi(1, "new")], [kvi(1, evidence="survey")], [kvi(1, "new", evidence="survey")]),
    "both changed a cell": ([DARE], [kvi(1, "mine")], [kvi(1, "theirs")], [kvi(1, "mine")]),
    "they emptied a cell": ([kvi(1, evidence="x")], [kvi(1, evidence="x")], [DARE], [DARE]),
    "I emptied a cell": ([kvi(1, evidence="x")], [DARE], [kvi(1, evidence="x")], [DARE]),
    "they moved a row": ([DARE, ASK], [DARE, ASK], [ASK, DARE], [DARE, ASK]),
    "they have one more column": ([DARE], [DARE], [DARE | {"grade": "A"}], [DARE | {"grade": "A"}]),
    "I have one more column": ([DARE], [DARE | {"grade": "A"}], [DARE], [DARE | {"grade": "A"}]),
}


@pytest.mark.parametrize(("base", "mine", "theirs", "merged"), CASES.values(), ids=CASES)
def test_what_comes_of_two_sides_changes(base, mine, theirs, merged):
    assert merge_rows("kvi", base, mine, theirs) == merged


def test_one_new_name_for_two_sentences_keeps_both_under_free_names():
    merged = merge_rows("kvi", [], [kvi(1, "mine"), kvi(3)], [kvi(1, "theirs"), kvi(2, "their second")])
    assert {row["id"]: row["text"] for row in merged} == {
        "kvi-1": "mine",
        "kvi-3": "they dare",
        "kvi-2": "their second",
        "kvi-4": "theirs",
    }


def test_a_row_that_got_another_name_elsewhere_is_changed_under_that_name():
    held = [kvi(1, "mine"), kvi(2, "theirs")]
    assert merge_rows("kvi", [kvi(1, "theirs")], [kvi(1, "theirs, and more")], held) == [
        kvi(1, "mine"),
        kvi(2, "theirs, and more"),
    ]


def test_a_blank_or_repeated_text_says_nothing_of_where_a_row_went():
    theirs = [kvi(1, evidence="asked"), kvi(2, "", evidence="survey")]
    blank = merge_rows("kvi", [kvi(1, "", evidence="asked")], [kvi(1, "", evidence="asked twice")], theirs)
    assert blank == [kvi(1, evidence="asked twice"), kvi(2, "", evidence="survey")]
    twice = [kvi(1, "same"), kvi(2, "same")]
    theirs = [kvi(1, "a"), kvi(2, "b"), kvi(3, "same")]
    merged = merge_rows("kvi", twice, [kvi(1, "same, and more"), kvi(2, "same")], theirs)
    assert [row["text"] for row in merged] == ["a, and more", "b", "same"]


def test_two_first_sentences_typed_at_once_are_both_kept_to_their_end():
    held = {"they dare": [], "we ask": []}  # by what each of two notebooks types; the last to save has what is on disk
    disk = []
    for length in range(1, 10):
        for sentence, rows in held.items():
            own = next((row for row in rows if sentence.startswith(row["text"])), kvi(1))
            others = [row for row in rows if row is not own]
            disk = held[sentence] = merge_rows("kvi", rows, [own | {"text": sentence[:length]}, *others], disk)
    assert sorted(row["text"] for row in disk) == ["they dare", "we ask"]


def test_a_row_with_fewer_columns_is_the_same_when_the_rest_is_blank():
    assert merge_rows("kvi", [{"id": "kvi-1", "text": "they dare"}], [], [DARE]) == []


# was, mine, theirs, what comes out
TEXTS = {
    "only mine": ("They ask", "They dare to ask", "They ask", "They dare to ask"),
    "only theirs": ("They ask", "They ask", "They ask more", "They ask more"),
    "both, apart": ("They ask.", "Today they ask.", "They ask for help.", "Today they ask for help."),
    "both at the end": ("They", "They ask", "They dare", "They ask dare"),
    "both wrote the first words": ("", "They ask", "They dare", "They ask\nThey dare"),
    "both the same first words": ("", "They ask", " They ask", "They ask"),
    "one took away, the other wrote elsewhere": ("They never ask", "They ask", "They never ask now", "They ask now"),
    "both the same words": ("They ask", "They dare", "They wait", "They dare"),
    "one emptied it, the other wrote on": ("They ask", "", "They ask now", " now"),
}


@pytest.mark.parametrize(("was", "mine", "theirs", "merged"), TEXTS.values(), ids=TEXTS)
def test_what_comes_of_two_changes_of_a_text(was, mine, theirs, merged):
    assert merge_texts(was, mine, theirs) == merged


def test_a_taken_name_is_not_given_again_however_large_its_number():
    highest = "kvi-999999999"
    rows = [kvi(999999999, "mine"), kvi(1000000000, "next")]
    merged = merge_rows("kvi", [], rows, [kvi(999999999, "theirs")])
    assert [row["text"] for row in merged] == ["mine", "next", "theirs"]
    assert len({row["id"] for row in merged} | {highest}) == 3


@pytest.mark.parametrize("theirs", ["", " they dare "], ids=["blank", "but for spaces the same"])
def test_one_new_name_for_one_sentence_is_one_row(theirs):
    assert merge_rows("kvi", [], [DARE], [kvi(1, theirs, evidence="survey")]) == [kvi(1, evidence="survey")]


def test_two_answers_to_one_question_are_one_row_and_mine():
    assert merge_rows("links", [], [LINK], [LINK | {"polarity": "-"}]) == [LINK]


def test_rows_of_a_table_that_only_one_side_knows_are_kept():
    assert merge_tables({}, {"kvi": [DARE], "kpi": []}, {"kvi": []}) == {"kvi": [DARE], "kpi": []}


def test_nothing_that_comes_in_is_changed():
    sides = [[kvi(1, "was")], [kvi(1, "mine")], [kvi(1, "was", evidence="x")]]
    before = [[dict(row) for row in side] for side in sides]
    merge_rows("kvi", *sides)
    assert sides == before


def test_laying_over_takes_no_answer_away():
    below = [kvi(1, "old", evidence="survey"), ASK]
    assert lay_over("kvi", below, [kvi(1, "new"), TRUST])[:2] == [kvi(1, "new", evidence="survey"), ASK]
    assert lay_over("kvi", below, []) == below
