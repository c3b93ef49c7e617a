"""The sorting game by keyboard: who sees a card differently says why, and the second round waits below."""

from itertools import pairwise

import pytest
from playwright.sync_api import expect

from kvi_widgets.words.content import Content

from .learner import Learner
from .spoken import Ear

CONTENT = Content.load("en")
CARDS = CONTENT.table("deck")
FIRST, SECOND = (CARDS[CARDS["round"] == name].to_dict("records") for name in ("", "published"))
OPTIONS = CONTENT.words("welcome")["groups"][0]["field"]["options"]
MOST_KEYS = 31  # that eight cards took when the arrow keys still answered
OTHER = {"kvi": "kpi", "kpi": "kvi", "both": "kvi"}


@pytest.fixture
def game(own_lab):
    own_lab.open_notebook("notebooks/en/00_welcome.ipynb")
    own_lab.run_all()
    return own_lab


def disputed(lab, place: int) -> list[str]:
    """What the list below a round shows, if it is there at all."""
    rounds = lab.page.locator(".kvi-form:visible .kvi-disputed")
    return rounds.nth(place).locator("li:visible").all_inner_texts()


def sorted_cards(lab) -> list[dict]:
    """Rows of the table, once all of them are saved."""
    status = lab.page.locator(".kvi-form:not(.kvi-brief):visible .kvi-status")
    expect(status).to_contain_text(CONTENT.words("form")["saved"].split("{")[0])
    return lab.python("import json; print(json.dumps(workshop.sorting.to_dict('records')))")


def test_a_card_is_heard_with_its_answers_and_only_a_key_that_means_it_answers(game):
    learner, keys, ear = Learner(game.page), 0, Ear(game.page)
    places = [option["id"] for option in OPTIONS]
    learner.tab_until(lambda focus: focus["path"].startswith("sorting."), "the first card")
    for card, after in pairwise(FIRST[:9]):
        said = ear.on_focus()
        assert f"{card['text']} {CONTENT.words('welcome')['groups'][0]['field']['label']}" in said
        assert said[-1] == f"{OPTIONS[0]['label']} {OPTIONS[0]['help']}"
        arrows = {"kvi": [], "kpi": ["ArrowDown"], "both": ["ArrowUp"]}[card["family"]]
        for key in arrows:
            game.page.keyboard.press(key)
        focus = learner.focus()
        assert (focus["path"], focus["checked"]) == (f"sorting.{card['id']}.answer.{card['family']}", False)
        assert ear.by_itself() == []
        game.page.keyboard.press("Enter")
        assert [card["reason"] in told for told in ear.by_itself()] == [True]
        for key in ("Tab", "Enter"):
            game.page.keyboard.press(key)
        keys += len(arrows) + 3
        assert learner.focus()["path"] == f"sorting.{after['id']}.answer.{places[0]}"
    assert keys <= MOST_KEYS
    assert [row["answer"] for row in sorted_cards(game)] == [card["family"] for card in FIRST[:8]]


def test_a_reason_is_asked_where_one_disagrees_and_shown_at_the_end(game):
    learner = Learner(game.page)
    for card in FIRST[:7]:
        learner.choose(f"sorting.{card['id']}.answer", card["family"])
        game.page.keyboard.press("Tab")
        assert learner.focus()["path"] == "sorting.next"
        game.page.keyboard.press("Enter")
    eighth = FIRST[7]
    assert learner.focus()["path"].startswith(f"sorting.{eighth['id']}.answer.")
    assert disputed(game, 0) == []
    learner.choose(f"sorting.{eighth['id']}.answer", OTHER[eighth["family"]])
    game.page.keyboard.press("Tab")
    assert learner.focus()["path"] == f"sorting.{eighth['id']}.reason"
    game.page.keyboard.type("we counted it ourselves")
    (line,) = disputed(game, 0)
    assert eighth["text"] in line
    assert "we counted it ourselves" in line
    learner.press("sorting.next")
    assert game.page.locator(".kvi-objection:visible").count() == 0
    assert len(disputed(game, 0)) == 1
    assert [row["reason"] for row in sorted_cards(game)] == [""] * 7 + ["we counted it ourselves"]


def test_the_second_round_is_folded_and_stays_open_while_one_plays(game):
    learner = Learner(game.page)
    assert game.page.locator(".kvi-form:visible .kvi-deck:visible").count() == 1
    learner.choose(f"sorting.{FIRST[0]['id']}.answer", FIRST[0]["family"])
    learner.press("sorting.next")
    learner.choose(f"sorting.{FIRST[1]['id']}.answer", FIRST[1]["family"])
    learner.press_summary(CONTENT.words("welcome")["groups"][1]["unfold"])
    for place, card in enumerate(SECOND):
        learner.choose(f"published.{card['id']}.answer", card["family"] if place else OTHER[card["family"]])
        if place < len(SECOND) - 1:
            learner.press("published.next")
    assert [SECOND[0]["text"] in line for line in disputed(game, 1)] == [True]
    game.page.keyboard.press("Shift+Tab")
    assert learner.focus()["path"] == "published.previous"
    in_order = [card["id"] for card in (*FIRST[:2], *SECOND)]
    assert [row["card"] for row in sorted_cards(game)] == in_order
    assert game.axe(".kvi-form") == []
    assert game.errors == []
