"""Files opened in the right place and in the wrong one, with the mouse and with the keyboard alone."""

import json
import time

import pytest
from playwright.sync_api import expect

from kvi_widgets import Content, Workshop
from kvi_widgets.logic.feedback import complete_reviews, feedback_package, questions_about
from kvi_widgets.model.data_package import dump, parse
from kvi_widgets.model.starter import starter_package

from .lab import PATIENCE
from .learner import Learner

CONTENT = Content.load("fr")
WORDS = CONTENT.words("form")
REVIEW = ".kvi-form:has([data-path='partner.file'])"
TITLE = f"{REVIEW} [data-path='offer.title']"


@pytest.fixture(scope="module")
def share(lab):
    """The sixth lesson, with somebody's answers in it."""
    lab.put_example("fr")
    lab.open_notebook("notebooks/fr/06_partage.ipynb")
    lab.run_all()
    lab.page.locator(f"{REVIEW} summary", has_text=WORDS["own"]["title"]).first.click()
    return lab


@pytest.fixture
def files(lab, tmp_path):
    """What others hand over: work of theirs, feedback, a starter, and a file under the learner's own id."""
    mine, partner, twin = (Workshop(CONTENT) for _ in range(3))
    mine.load(parse(lab.answers.read_text("utf-8")))
    partner.update_all(partner.example("shop").rows)
    partner.open_partner(dump(mine.package()))
    asked = [row | {"answer": "Je sens"} for row in questions_about(partner, partner.partner)]
    partner.update("reviews_given", complete_reviews(partner, asked, "Zoé"))
    twin.update("kvi", [{"id": "kvi-1", "text": "Elles chantent en travaillant"}])
    twin.id = mine.id
    made = {
        "partner": partner.package(),
        "feedback": feedback_package(partner),
        "starter": starter_package(partner.package(), "cantine"),
        "twin": twin.package(),
    }
    for name, package in made.items():
        (tmp_path / f"{name}.json").write_text(dump(package), "utf-8")
    return {name: str(tmp_path / f"{name}.json") for name in made}


def asked(lab, kind):
    """Wait for this question; what was asked for has the focus."""
    words = WORDS["offers"][kind]
    expect(lab.page.locator(TITLE)).to_have_text(words.get("titled", words["title"]).format(name="Zoé"))
    expect(lab.page.locator(TITLE)).to_be_focused()


def seen(lab, name):
    """Nothing that a checker of accessibility finds, however one looks."""
    for _ in lab.looks(f"opened-{name}", TITLE):
        assert lab.axe(f"{REVIEW} .kvi-offer") == []


def choose(lab, group, file):
    lab.page.locator(f"{REVIEW} [data-path='{group}.file']").set_input_files(file)


def begun(lab):
    """What the answer file says of itself once it was begun with a starter; the page hides the question before that."""
    latest = time.monotonic() + PATIENCE / 1000
    while "began_with" not in (held := json.loads(lab.answers.read_text("utf-8"))["kvi"]):
        assert time.monotonic() < latest
        lab.page.wait_for_timeout(50)
    return held


def click(lab, choice):
    lab.page.locator(f"{REVIEW} [data-path='offer.{choice}']").click()


def test_with_the_mouse_feedback_opened_as_a_partners_file_is_put_in_its_place(share, files):
    choose(share, "partner", files["feedback"])
    asked(share, "feedback")
    seen(share, "feedback")
    click(share, "take")
    asked(share, "feedback_there")
    assert share.python("import json; print(json.dumps(sorted(set(workshop.reviews['reviewer']))))")[-1] == "Zoé"
    click(share, "leave")
    expect(share.page.locator(f"{REVIEW} .kvi-offer")).to_be_hidden()


def test_with_the_mouse_a_partners_file_opened_as_ones_own_is_read_instead(share, files):
    before = share.python("import json; print(json.dumps(workshop.rows['kvi']))")
    choose(share, "own", files["partner"])
    asked(share, "another")
    lines = share.page.locator(f"{REVIEW} .kvi-offer li").all_text_contents()
    assert lines[0].startswith("KVI 1")
    assert CONTENT.words("page")["headings"]["sorting"] in lines[-1]
    assert len([line for line in lines if WORDS["counted"].format(count="").strip() in line]) <= 3
    seen(share, "another")
    click(share, "take")
    asked(share, "partner_there")
    click(share, "leave")
    opened = share.python(
        "import json; print(json.dumps([workshop.rows['kvi'], workshop.partner.kvi['text'].tolist()]))"
    )
    assert opened == [before, Workshop(CONTENT).example("shop").kvi["text"].tolist()]


def test_by_keyboard_who_shares_an_id_with_a_partner_says_whose_answers_they_are(share, files):
    learner = Learner(share.page)
    before = share.python("import json; print(json.dumps(workshop.rows['kvi']))")
    share.page.locator(f"{REVIEW} [data-path='partner.file']").focus()
    learner.open_file("partner.file", files["twin"])
    asked(share, "same")
    seen(share, "same")
    share.page.locator(TITLE).focus()
    learner.press("offer.instead")
    asked(share, "file")
    learner.press("offer.leave")
    expect(share.page.locator(f"{REVIEW} .kvi-offer")).to_be_hidden()
    assert share.python("import json; print(json.dumps(workshop.rows['kvi']))") == before
    share.page.locator(f"{REVIEW} [data-path='partner.file']").focus()
    learner.open_file("partner.file", files["twin"])
    asked(share, "same")
    learner.press("offer.take")
    share.page.wait_for_selector(f"{REVIEW} .kvi-line:has-text('KVI : 1')")
    found = share.python(
        "import json; print(json.dumps([workshop.rows['kvi'], workshop.partner.kvi['text'].tolist()]))"
    )
    assert found == [before, ["Elles chantent en travaillant"]]


def test_by_keyboard_a_starter_is_begun_with_after_asking_and_asks_again_the_second_time(share, files):
    learner = Learner(share.page)
    learner.open_file("own.file", files["starter"])
    asked(share, "starter")
    seen(share, "starter")
    share.page.locator(TITLE).focus()
    learner.press("offer.leave")
    assert learner.focus()["path"] == "own.file"
    learner.open_file("own.file", files["starter"])
    asked(share, "starter")
    learner.press("offer.take")
    asked(share, "taken")
    learner.press("offer.leave")
    held = begun(share)
    assert held["began_with"]["name"] == "cantine"
    assert held["workshop"] not in {Workshop(CONTENT).example("portal").id, held["began_with"]["workshop"]}
    share.page.locator(f"{REVIEW} [data-path='own.file']").focus()
    learner.open_file("own.file", files["starter"])
    asked(share, "starter_again")
    learner.press("offer.leave")


def test_the_archive_of_a_class_says_what_it_is(share, tmp_path):
    (tmp_path / "class.zip").write_bytes(b"PK\x03\x04\x14\x00" + bytes(20) + b"\x0f\x00Ana/mine.json")
    choose(share, "own", str(tmp_path / "class.zip"))
    share.page.wait_for_selector(f"{REVIEW} .kvi-problem:has-text('archive')")
    assert share.errors == []


def test_a_starter_in_the_place_of_the_answers_is_there_when_the_lesson_opens_and_is_one_s_own_at_once(own_lab):
    starter = starter_package(Workshop(CONTENT).example("shop").package(), "cantine")
    own_lab.answers.write_text(dump(starter), "utf-8")
    own_lab.open_notebook("notebooks/fr/03_kvi.ipynb")
    own_lab.run_all()
    first = own_lab.page.locator(".kvi-form:visible [data-path='kvi.kvi-1.text']")
    expect(first).to_have_value(Workshop(CONTENT).example("shop").kvi["text"][0])
    expect(own_lab.page.locator(".kvi-form:visible .kvi-status").first).to_contain_text(WORDS["saved"].split(" {")[0])
    held = json.loads(own_lab.answers.read_text("utf-8"))["kvi"]
    assert held["began_with"]["workshop"] == starter["kvi"]["workshop"] != held["workshop"]
    assert "starter" not in held
    assert own_lab.python("import json; print(json.dumps(workshop.id))") == held["workshop"]
