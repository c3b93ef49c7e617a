"""At the end one sorts again, and sees both sorts side by side: told, not marked."""

import json
import re

import pytest

from kvi_widgets import SecondSort, SortingGame
from kvi_widgets.logic.progress import notes


@pytest.fixture
def cards(workshop):
    """Cards of the first round and of the last."""
    deck = workshop.content.table("deck")
    return deck[deck["round"] == ""], deck[deck["round"] == "again"]


def put(cards, family):
    return [{"card": card.id, "text": card.text, "answer": family} for card in cards.itertuples()]


def table(form):
    return [(group["columns"], group["rows"]) for group in form.groups if group["id"] == "traces"]


def test_the_last_cards_are_in_no_game_before(workshop, cards):
    shown = [card["id"] for group in SortingGame(workshop).groups for card in group["cards"]]
    assert set(shown) & set(cards[1]["id"]) == set()
    assert [card["id"] for card in SecondSort(workshop).groups[0]["cards"]] == cards[1]["id"].tolist()


def test_both_sorts_stand_side_by_side_once_the_second_is_done(workshop, cards):
    workshop.update("sorting", put(cards[0].head(8), "kpi"))
    form = SecondSort(workshop)
    form.value = {"sorting": [*form.value["sorting"], *put(cards[1].head(7), "kvi")]}
    assert table(form) == []
    form.value = {"sorting": [*form.value["sorting"], *put(cards[1].tail(1), "both")]}
    [(columns, rows)] = table(form)
    assert len(columns) == 3
    assert json.loads(json.dumps(form.groups)) == form.groups  # plain values, as the page asks for
    assert [row[0] for row in rows] == [*form.groups[1]["beginnings"].values()]
    assert all(start.startswith("KPI") and "KVI" in now for _, start, now in rows)
    assert len(workshop.sorting) == 16


def test_what_only_one_of_both_sorts_has_is_not_compared(workshop, cards):
    pupils = cards[0].query("id == 'pupils-enrolled'")
    workshop.update("sorting", [*put(pupils, "kpi"), *put(cards[1], "kvi")])
    [(_, rows)] = table(SecondSort(workshop))
    assert len(rows) == 1


def test_a_card_of_an_older_file_may_have_no_text(workshop, cards):
    workshop.update("sorting", [*put(cards[1], "kvi"), {"card": "dare-question", "answer": "kvi"}])
    [(_, rows)] = table(SecondSort(workshop))
    assert len(rows) == 1


def test_who_sorted_nothing_at_the_start_is_shown_no_table(workshop, cards):
    workshop.update("sorting", put(cards[1], "kvi"))
    assert table(SecondSort(workshop)) == []


def test_the_last_cards_do_not_stand_in_for_those_of_the_first_game(workshop, cards):
    workshop.update("sorting", put(cards[1], "kvi"))
    assert notes(workshop, "welcome").missing


def test_the_table_tells_where_every_card_went_and_nothing_else(workshop, cards):
    workshop.update("sorting", [*put(cards[0].head(8), "kpi"), *put(cards[1], "kvi")])
    [(_, rows)] = table(SecondSort(workshop))
    assert [sum(int(re.fullmatch(r"\w+\s: (\d+)", row[place])[1]) for row in rows) for place in (1, 2)] == [8, 8]
