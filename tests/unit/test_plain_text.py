"""What is kept of a pasted text, and when two texts count as the same."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvi_widgets import Workshop
from kvi_widgets.model.tables import text
from kvi_widgets.words.plain_text import clean_text, match_key

# Raw → kept.
CASES = json.loads((Path(__file__).parent / "text_cases.json").read_text("utf-8"))
SEPARATORS = "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u2002\u2009\u2028\u2029\u202f\u3000\ufffc"
ODD = "'’´\"«».,;:!?…-–œéÉβ\u200b\u200c\u200d\u0300\u0345\u1fbd\ufb01\u0130ẞ\x00\x92\xad\ufeff\u202e🙂אb"
TEXT = st.text(st.characters() | st.sampled_from(SEPARATORS + ODD), max_size=15)
WORD = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=6)

# The same sentence, as two keyboards and programs write it.
SAME = {
    "an apostrophe of a tablet": ("L'aide est là", "L’aide est là"),
    "an accent in place of an apostrophe": ("L´aide est là", "L`aide est là"),
    "case": ("They dare", "they DARE"),
    "spacing": ("  They\n dare ", "They dare"),
    "French spaces before a mark": ("Osent-ils\u202f?", "Osent-ils?"),
    "a space of thousands": ("1\u202f000 appels", "1 000 appels"),
    "quotation marks": ("Dire «\u00a0oui\u00a0» à tous", 'Dire "oui" à tous'),
    "a dash of a word processor": ("Calls - per week", "Calls – per week"),
    "a hyphen that does not break": ("rendez\u2011vous", "rendez-vous"),
    "punctuation at the end": ("They dare.", "They dare"),
    "a full stop within quotation marks": ("“They dare.”", "They dare"),
    "three dots in one sign": ("And so… on", "And so... on"),
    "accents of their own": ("e\u0301te\u0301", "été"),
    "a ligature that a keyboard lacks": ("De bon cœur", "De bon coeur"),
    "a ligature of a PDF": ("con\ufb01ance", "confiance"),
    "a soft hyphen": ("con\u00adfiance", "confiance"),
    "an unseen sign in front": ("\u200bTrust", "Trust"),
    "the colour of a heart": ("❤\ufe0f Trust", "❤ Trust"),
    "letters as broad as Chinese ones": ("\uff34rust", "Trust"),
    "a sharp s": ("Straße", "STRASSE"),
}
DIFFERENT = {
    "another word": ("They dare", "They dared"),
    "an accent that parts two words": ("Tâche", "Tache"),
    "a sign before a number": ("-5 %", "5 %"),
    "a minus where there is none": ("5-6", "56"),
    "two words or one": ("care less", "careless"),
    "marks alone": ("?", "!"),
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_what_separates_stays_and_what_is_nothing_goes(case):
    assert clean_text(case["raw"]) == case["kept"]
    assert clean_text(case["kept"]) == case["kept"]


def test_an_answer_keeps_its_words_apart_in_every_table_and_in_the_file(content, tmp_path):
    slide, kept = CASES[0]["raw"], CASES[0]["kept"]
    path = tmp_path / "mine.json"
    work = Workshop(content, path)
    work.update_all(
        {
            "kvi": [{"id": "kvi-1", "text": slide, "evidence": slide, "of_a_teacher": slide}],
            "links": [{"kpi": "kpi-1", "kvi": "kvi-1", "polarity": "+", "reason": slide}],
        }
    )
    again = Workshop(content, path)
    again.read_first()
    assert again.rows["kvi"] == [
        {"id": "kvi-1", "text": kept, "nature": "", "evidence": kept, "of_a_teacher": kept},
    ]
    assert again.links["reason"].tolist() == [kept]


def test_an_answer_of_nothing_but_unseen_signs_is_none(content):
    work = Workshop(content)
    work.update("kvi", [{"id": "kvi-1", "text": "\u200b\ufeff"}])
    assert work.kvi.empty


@given(TEXT)
def test_what_is_kept_is_kept_again(raw):
    assert clean_text(clean_text(raw)) == clean_text(raw)
    assert text(raw) == text(text(raw))


@given(st.lists(WORD, min_size=2, max_size=4), st.text(SEPARATORS, min_size=1, max_size=3))
def test_two_words_that_a_separator_parts_are_never_glued(words, separator):
    kept = clean_text(separator.join(words))
    assert re.split(r"\s+", kept) == words
    assert match_key(separator.join(words)) == match_key(" ".join(words))


@pytest.mark.parametrize(("one", "other"), SAME.values(), ids=SAME)
def test_one_sentence_counts_as_the_same_however_it_is_written(one, other):
    assert match_key(one) == match_key(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT.values(), ids=DIFFERENT)
def test_two_sentences_that_say_different_things_are_not_the_same(one, other):
    assert match_key(one) != match_key(other)


@given(TEXT)
def test_the_form_for_comparing_is_its_own_and_does_not_see_what_was_cleaned(raw):
    assert match_key(match_key(raw)) == match_key(raw)
    assert match_key(clean_text(raw)) == match_key(raw)
    assert clean_text(raw).strip() or not match_key(raw)


def test_no_sign_that_changes_a_text_is_overlooked():
    unseen = "\x00"  # brings all the steps about, and goes
    for code in [*range(0x10000), *range(0x10000, 0x110000, 0x101)]:
        text = f"a{chr(code)}b"
        assert clean_text(text) == clean_text(unseen + text), hex(code)
