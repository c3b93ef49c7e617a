"""A sentence that was taken away an hour ago comes back, by keyboard, from the form it stood in."""

import time

import pytest
from playwright.sync_api import expect

from kvi_widgets import Content, Workshop
from kvi_widgets.model.versions import WHEN

WORDS = Content.load("fr").words("form")
FORM = ".kvi-form:has([data-path='own.earlier'])"
GONE = "Les patients osent poser leurs questions"


@pytest.fixture(scope="module")
def kvi_lesson(lab):
    """The third lesson; an hour ago there was one sentence more."""
    lab.put_example("fr")
    work = Workshop.open("fr", lab.answers)
    rows = work.rows["kvi"]
    folder = lab.answers.parent / "versions"
    folder.mkdir(exist_ok=True)
    work.update("kvi", [*rows, {"id": "kvi-9", "text": GONE, "evidence": "Leur demander à la sortie"}])
    earlier = time.strftime(WHEN, time.gmtime(time.time() - 3700))
    (folder / f"{lab.answers.stem}-000900-{earlier}Z.json").write_bytes(lab.answers.read_bytes())
    work.update("kvi", rows)
    lab.open_notebook("notebooks/fr/03_kvi.ipynb")
    lab.run_all()
    return lab


def seen(lab, name):
    """Nothing that a checker of accessibility finds, however one looks."""
    for _ in lab.looks(f"earlier-{name}", f"{FORM} .kvi-offer:visible"):
        assert lab.axe(f"{FORM} .kvi-offer") == []


def test_by_keyboard_one_sentence_comes_back(kvi_lesson):
    page = kvi_lesson.page
    form = page.locator(FORM).first
    form.locator("summary", has_text=WORDS["own"]["title"]).focus()
    page.keyboard.press("Enter")
    form.locator("[data-path='own.earlier']").focus()
    page.keyboard.press("Enter")
    title = form.locator("[data-path='offer.title']")
    expect(title).to_be_focused()
    expect(form.locator(".kvi-offer li")).to_have_count(2)  # the sentence, and how to see it
    seen(kvi_lesson, "one")
    title.focus()
    page.keyboard.press("Tab")
    expect(form.get_by_role("button", name=WORDS["offers"]["earlier"]["one"])).to_have_count(1)  # with all of its row
    expect(form.locator("[data-path='offer.line.0']")).to_be_focused()
    page.keyboard.press("Enter")
    expect(title).to_have_text(WORDS["offers"]["no_earlier"]["title"])
    expect(title).to_be_focused()
    expect(form.locator("[data-path$='.text']").last).to_have_value(GONE)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(form.locator(".kvi-offer")).to_be_hidden()
    rows = Workshop.open("fr", kvi_lesson.answers).rows["kvi"]
    assert (rows[-1]["text"], rows[-1]["evidence"]) == (GONE, "Leur demander à la sortie")
