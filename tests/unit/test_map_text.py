"""Lines of text are measured without a browser, and never too short."""

import pytest

from kvi_widgets.pictures.map_text import breadth, wrap

from .maps import TEXTS


@pytest.mark.parametrize("room", [11, 17.3, 40])
@pytest.mark.parametrize("text", TEXTS)
def test_no_line_is_broader_than_its_room_and_no_letter_is_lost(text, room):
    lines = wrap(text, room)
    assert all(breadth(line) <= room for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_long_words_are_broken_and_quotation_marks_stay_with_their_words():
    assert wrap("nnnnuuuupp", 4) == ["nnnn", "uuuu", "pp"]
    assert wrap("dire «\u00a0oui\u00a0»", 7) == ["dire", "«\u00a0oui\u00a0»"]


def test_a_long_word_begins_in_the_room_that_is_left():
    assert wrap("ah nnnnnnnn", 6) == ["ah", "nnnnnn", "nn"]


def test_emoji_count_double_and_their_joiners_nothing():
    assert breadth("🙂") == 2 * breadth("a")
    assert breadth("e\u0301") == breadth("e")
    assert wrap("🙂🙂🙂", 4) == ["🙂🙂", "🙂"]


@pytest.mark.parametrize("one", ["👩‍👩‍👧‍👦", "👍🏽", "é" + "\u0301" * 3])
def test_one_emoji_and_one_letter_are_never_torn_apart(one):
    assert all(line.replace(one, "") == "" for line in wrap(one * 9, 11))


def test_capitals_and_other_scripts_count_broader():
    assert breadth("a") < breadth("A") < breadth("W")
    assert breadth("щ") > breadth("A")
    assert breadth("é") == breadth("e")


def test_an_endless_text_ends_with_dots():
    assert wrap("a" * 5000, 50)[-1].endswith("…")
