"""Two learners on two pages, with a place where their class meets: they find each other, and feedback arrives."""

import shutil

import pytest
from playwright.sync_api import expect

from kvi_widgets import Content, Workshop
from kvi_widgets.words.content import DATA

from .lab import Lab

WORDS = Content.load("fr").words("form")
CLASS = WORDS["class_place"]
REVIEW = ".kvi-form:has([data-path='partner.file'])"
ADJUST = ".kvi-form:has([data-path='feedback.file'])"
OWN = f"{REVIEW} .kvi-details:has([data-path='own.download'])"


@pytest.fixture
def pair(browser, tmp_path, monkeypatch):
    """Two JupyterLabs with a folder of answers each; their class meets in a third folder."""
    (tmp_path / "class").mkdir()
    monkeypatch.setenv("KVI_CLASS", str(tmp_path / "class"))
    labs = [Lab(tmp_path / name, browser) for name in ("ana", "bo")]
    for lab, example in zip(labs, ("shop", "desk"), strict=True):
        shutil.copy(DATA / "examples" / "fr" / f"{example}.json", lab.answers)
        lab.open_notebook("notebooks/fr/06_partage.ipynb")
        lab.run_all()
    yield labs
    for lab in labs:
        lab.close()


def click(lab, path, form=REVIEW):
    lab.page.locator(f"{form} [data-path='{path}']").first.click()


def hears(lab, *sentences, form=REVIEW, **details):
    """What came of a click is said aloud, and stands there."""
    text = " ".join(CLASS[sentence].format(**details) for sentence in sentences)
    expect(lab.page.locator(f"{form} > .kvi-hidden[role=status]")).to_have_text(text)
    expect(lab.page.locator(f"{form} .kvi-help", has_text=text).first).to_be_attached()


def open_own_file(lab):
    lab.page.locator(f"{OWN} > summary").first.click()


def looks_well(lab, name, selector, form=REVIEW):
    """Nothing that a checker of accessibility finds, however one looks."""
    for _ in lab.looks(f"class-{name}", selector, (1280, 900, 390)):
        assert lab.axe(form) == []


def test_a_pair_finds_each_other_and_feedback_arrives(pair, tmp_path):
    ana, bo = pair
    open_own_file(ana)
    name = ana.page.locator(f"{OWN} [data-path='class.name']")
    expect(ana.page.locator(f"{OWN} .kvi-help", has_text=str(tmp_path / "class")).first).to_be_visible()
    name.fill("Ana")
    click(ana, "class.give")
    hears(ana, "gave", name="Ana", place=str(tmp_path / "class"))
    looks_well(ana, "own", f"{OWN} [data-path='class.give']")
    name.fill("Anaïs")  # and nothing more: the tick beside the partners goes by this name
    click(ana, "class.looks")
    hears(ana, "looking", name="Anaïs")
    tick = ana.page.get_by_label(CLASS["look"].format(name="Anaïs"))
    expect(tick).to_be_checked()
    expect(ana.page.locator(".kvi-class", has=tick).locator("[data-path='class.partners']")).to_be_visible()
    looks_well(ana, "tick", f"{REVIEW} [data-path='class.looks']")

    click(bo, "class.partners")
    hears(bo, "unseen", "found", count=1)
    looks_well(bo, "partners", f"{REVIEW} [data-path='class.partners']")
    bo.page.locator(f"{REVIEW} [data-path^='class.read.']").click()
    hears(bo, "reading", name="Anaïs")
    answer = bo.page.locator(f"{REVIEW} textarea[data-path^='reviews_given.']").first
    answer.fill("Je le sens")
    click(bo, "class.send")
    hears(bo, "sent", name="Anaïs")
    looks_well(bo, "send", f"{REVIEW} [data-path='class.send']")

    ana.open_notebook("notebooks/fr/07_retouches.ipynb")
    ana.run_all()
    click(ana, "class.arrived", ADJUST)
    expect(ana.page.locator(f"{ADJUST} .kvi-line", has_text="Je le sens").first).to_be_visible()
    looks_well(ana, "arrived", f"{ADJUST} [data-path='class.arrived']", ADJUST)
    decision = "decided.decided-1.decision"
    ana.page.locator(f"{ADJUST} [data-path='{decision}']").fill("Demander aux clients")
    expect(ana.page.locator(f"{ADJUST} .kvi-status")).to_contain_text(WORDS["saved"].split("{")[0])
    looks_well(ana, "decided", f"{ADJUST} [data-path='{decision}']", ADJUST)
    assert Workshop.open("fr", ana.answers).decided["decision"].tolist() == ["Demander aux clients"]

    open_own_file_again = ana.page.locator(f"{ADJUST} .kvi-details:has([data-path='own.download']) > summary").first
    open_own_file_again.click()
    click(ana, "class.back", ADJUST)
    hears(ana, "took_back", form=ADJUST, place=str(tmp_path / "class"))
    assert not [*(tmp_path / "class" / "handed-in").iterdir(), *(tmp_path / "class" / "partners").iterdir()]
    assert ana.errors == bo.errors == []
    assert ana.outside == bo.outside == []


def test_without_a_place_nothing_of_a_class_is_shown(own_lab):
    own_lab.put_example("fr")
    own_lab.open_notebook("notebooks/fr/06_partage.ipynb")
    own_lab.run_all()
    open_own_file(own_lab)
    expect(own_lab.page.locator(f"{OWN} [data-path='own.download']")).to_be_visible()
    expect(own_lab.page.locator(f"{OWN} [data-path='class.give']")).to_be_hidden()
    expect(own_lab.page.locator("[data-path='class.partners'], [data-path='class.looks']")).to_have_count(0)


def test_where_no_place_can_be_reached_the_page_says_so_and_offers_text_and_file(own_lab):
    own_lab.open_notebook("notebooks/fr/06_partage.ipynb")
    own_lab.python("import os; os.environ['KVI_CLASS'] = 'https://cloud.example.org/class'; print(1)")
    own_lab.python(
        "from kvi_widgets.model import class_place; class_place._is_in_page = lambda: True; print(1)"
    )  # as on a site
    own_lab.run_all()
    open_own_file(own_lab)
    said = own_lab.page.locator(f"{OWN} .kvi-class")
    expect(said).to_contain_text(CLASS["unreachable"].format(place="https://cloud.example.org/class"))
    expect(own_lab.page.locator(f"{OWN} .kvi-class").get_by_role("button")).to_have_count(0)
    assert WORDS["code"]["title"] in CLASS["unreachable"]
    expect(own_lab.page.locator(f"{OWN} summary", has_text=WORDS["code"]["title"])).to_be_visible()
    expect(own_lab.page.locator("[data-path='class.looks']")).to_have_count(0)
    looks_well(own_lab, "unreachable", f"{OWN} .kvi-class")
    assert own_lab.errors == []
