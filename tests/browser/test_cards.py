"""One's own sentences as cards, by keyboard: answered, kept, and met again beside the partner's verdict."""

import pytest
from playwright.sync_api import expect

from kvi_widgets import Workshop
from kvi_widgets.logic.cards import written_cards
from kvi_widgets.model.data_package import dump
from kvi_widgets.words.content import Content

from .learner import Learner

CONTENT = Content.load("fr")
ROMAIN = Workshop(CONTENT).example("portal")
FIRST = written_cards(ROMAIN)[0]
ROWS = "import json; print(json.dumps(workshop.{}.to_dict('records')))"


@pytest.fixture
def open_lesson(own_lab):
    def open_lesson(name):
        own_lab.put_example("fr")
        own_lab.open_notebook(f"notebooks/fr/{name}.ipynb")
        own_lab.run_all()
        return own_lab

    return open_lesson


def looked_at(lab, name, selector):
    """What axe finds, and pictures for people, in both themes and two widths."""
    found = []
    for dark in (False, True):
        lab.set_theme(dark)
        found += lab.axe(".kvi-widget")
        for width in (1280, 900):
            lab.page.set_viewport_size({"width": width, "height": 900})
            lab.page.locator(selector).first.evaluate("(one) => one.scrollIntoView({ block: 'start' })")
            lab.picture(f"{name}_{width}_{'dark' if dark else 'light'}")
    return found


def test_a_card_is_answered_by_keyboard_and_kept_with_its_wording(open_lesson):
    lab = open_lesson("04_kpi")
    learner = Learner(lab.page)
    learner.write(f"cards.{FIRST['id']}.reason", "Odette, elle dormirait mieux")
    learner.choose(f"cards.{FIRST['id']}.answer", "kvi")
    cards = lab.page.locator(f".kvi-brief:visible:has([data-path^='cards.{FIRST['id']}'])")
    expect(cards.locator(".kvi-status")).to_contain_text("✓")
    [row] = lab.python(ROWS.format("cards"))
    assert row == {
        "id": FIRST["id"],
        "seen": FIRST["text"],
        "answer": "kvi",
        "reason": "Odette, elle dormirait mieux",
    }
    assert looked_at(lab, "cards", f".kvi-brief:visible:has([data-path^='cards.{FIRST['id']}'])") == []


def test_the_partner_answers_the_same_cards_before_any_other_question(open_lesson):
    lab = open_lesson("06_partage")
    partner = Workshop(CONTENT).example("shop")
    lab.folder.joinpath("partner.json").write_text(dump(partner.package()), "utf-8")
    learner = Learner(lab.page)
    learner.open_file("partner.file", str(lab.folder / "partner.json"))
    card = written_cards(partner)[0]
    path = f"reviews_given.{partner.id}-{card['id']}-card"
    lab.page.wait_for_selector(f"[data-path^='{path}']")
    first = lab.page.locator("[data-path^='reviews_given.']:visible").first
    assert first.get_attribute("data-path").startswith(path)
    learner.write(f"{path}.reason", "Personne, je crois")
    learner.choose(f"{path}.answer", "kpi")
    expect(lab.page.locator(".kvi-form:visible .kvi-status").first).to_contain_text("✓")
    [row] = [row for row in lab.python(ROWS.format("reviews_given")) if row["question"] == "card"]
    assert (row["answer"], row["reason"], row["seen"]) == ("kpi", "Personne, je crois", card["text"])
    assert looked_at(lab, "review_cards", "[data-path^='reviews_given.']:visible") == []
