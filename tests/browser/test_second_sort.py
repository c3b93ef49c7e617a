"""Eight new cards at the end, by keyboard; then both sorts side by side. And a sentence of somebody else's to improve."""

from playwright.sync_api import expect

from kvi_widgets import Workshop
from kvi_widgets.words.content import Content

from .learner import Learner

CONTENT = Content.load("fr")
DECK = CONTENT.table("deck")
CARDS = DECK[DECK["round"] == "again"].to_dict("records")
AUTHOR = Workshop(CONTENT).example("selfcare").revisions.to_dict("records")[0]
ROWS = "import json; print(json.dumps(workshop.sorting.to_dict('records')))"


def test_one_sorts_again_and_sees_what_one_went_by_and_improves_a_sentence(own_lab):
    own_lab.put_example("fr")
    own_lab.open_notebook("notebooks/fr/07_retouches.ipynb")
    own_lab.run_all()
    learner, page = Learner(own_lab.page), own_lab.page
    table = page.locator(".kvi-brief:visible tbody tr")
    before = len(own_lab.python(ROWS))
    for place, card in enumerate(CARDS):
        expect(table).to_have_count(0)
        learner.choose(f"again.{card['id']}.answer", card["family"])
        if place < len(CARDS) - 1:
            learner.press("again.next")
    page.keyboard.press("Tab")  # an arrow only looks at an answer; leaving it means it
    expect(table).to_have_count(3)
    rows = own_lab.python(ROWS)
    assert len(rows) == before + len(CARDS)
    assert [row["card"] for row in rows[before:]] == [card["id"] for card in CARDS]
    assert AUTHOR["after"] not in page.locator(".jp-NotebookPanel:visible").text_content()
    learner.write("predictions.improve.answer", "Des salariés savent à qui parler")
    learner.press("predictions.improve.answered")
    expect(page.locator(".kvi-brief:visible").last).to_contain_text(AUTHOR["after"])
    for dark in (False, True):
        own_lab.set_theme(dark)
        assert own_lab.axe(".kvi-widget") == []
        for width in (1280, 900):
            page.set_viewport_size({"width": width, "height": 900})
            page.locator(".kvi-brief:visible .kvi-deck").evaluate("(one) => one.scrollIntoView({ block: 'start' })")
            own_lab.picture(f"second_sort_{width}_{'dark' if dark else 'light'}")
    page.locator(".kvi-brief:visible").last.evaluate("(one) => one.scrollIntoView({ block: 'center' })")
    own_lab.picture("improve")
