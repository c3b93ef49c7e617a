"""The what-if form: moves in, sentences out, always with the words that it is a hypothesis."""

import pytest

from kvi_widgets import WhatIf


@pytest.fixture
def ask(finished):
    return WhatIf(finished)


def test_nothing_moves_at_first_and_the_last_line_says_hypothesis(ask):
    assert ask.sentences == [ask.words["nothing"], ask.words["hypothesis"]]


def test_a_move_is_told_for_every_kvi_with_its_reason(ask):
    ask.moves = {"kpi-1": "rises"}
    told = " ".join(ask.sentences)
    assert all(text.split()[0] in told for text in ask.workshop.kvi["text"])
    reasons = ask.workshop.links.query("kpi == 'kpi-1'")["reason"]
    assert all(reason in told for reason in reasons)
    assert ask.sentences[-1] == ask.words["hypothesis"]


def test_the_story_follows_the_links(ask):
    ask.moves = {"kpi-1": "rises"}
    before = ask.sentences
    ask.workshop.update("links", [])
    assert ask.sentences != before


def test_a_kpi_that_went_away_and_a_move_that_is_none_count_for_nothing(ask):
    ask.moves = {"kpi-9": "rises", "kpi-1": "sideways"}
    assert ask.sentences == [ask.words["nothing"], ask.words["hypothesis"]]


def test_a_closed_form_follows_no_longer(ask):
    ask.close()
    before = ask.kpis
    ask.workshop.update("kpi", [])
    assert ask.kpis == before


def test_the_picture_waits_for_the_page_and_then_follows_the_moves(ask):
    assert ask.figure == {}
    ask.width, ask.theme = 900, "light"
    before = ask.figure["data"][-1]["text"]
    ask.moves = {"kpi-1": "rises"}
    assert ask.figure["data"][-1]["text"] != before


def test_only_what_a_move_changed_is_said_and_nothing_when_a_link_changes(ask):
    assert ask.said == ""
    ask.moves = {"kpi-1": "rises"}
    outcomes = [line for line in ask.sentences if line.startswith(ask.words["outcomes"]["rises"].split("{")[0])]
    assert ask.said == " ".join(outcomes)
    ask.moves = {"kpi-1": "rises", "kpi-9": "falls"}
    assert ask.said == ask.words["same"]
    ask.workshop.update("links", [])
    assert ask.said == ask.words["same"]
