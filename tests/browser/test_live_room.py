"""A learner ticks and asks for help in one lab; the teacher's page, in another, shows it, and for the projector no name."""

import re

import pytest
from playwright.sync_api import expect

from kvi_widgets import Content, Workshop
from kvi_widgets.model.class_place import ClassPlace
from kvi_widgets.model.class_seat import Seat
from kvi_widgets.model.hand_ins import hand_in, show_to_partners

from .lab import Lab
from .spoken import LISTEN

WORDS = Content.load("fr").words("room")
SAID = Content.load("fr").words("ribbon")["room"]
ROOM, RIBBON = ".kvi-room", ".kvi-ribbon-room"
UNREAD = WORDS["unread"].format(count=1)
PAIRS = ".kvi-room-works > section li"


@pytest.fixture
def labs(browser, tmp_path, monkeypatch):
    """A learner's JupyterLab and the teacher's; their class meets in a third folder."""
    (tmp_path / "class").mkdir()
    monkeypatch.setenv("KVI_CLASS", str(tmp_path / "class"))
    both = [Lab(tmp_path / name, browser) for name in ("learner", "teacher")]
    both[0].open_notebook("notebooks/fr/02_strategie.ipynb")
    both[0].run_all()
    both[1].open_notebook("notebooks/fr/90_enseignant.ipynb")
    both[1].run_cells("enseignant-02", "enseignant-live-2")
    yield both
    for lab in both:
        lab.close()


# A page that has become narrower is answered with a narrower map.
MAP_FITS = """() => {
  const map = document.querySelector(".kvi-room-works .js-plotly-plot");
  return map.querySelector(".main-svg").getBoundingClientRect().right <= map.closest("section").getBoundingClientRect().right + 1;
}"""


# Whether what stands there has outlived a look at which nothing was new.
OUTLIVES_A_LOOK = """() => new Promise((done) => {
  const bar = document.querySelector(".kvi-room-bars li");
  const looked = [...document.querySelectorAll(".kvi-room > .kvi-help")].at(-1);
  new MutationObserver(() => done(bar.isConnected)).observe(looked, { childList: true });
})"""


def looks_well(lab, name, selector):
    """Nothing that a checker of accessibility finds and nothing cut off, however one looks."""
    for _ in lab.looks(f"room-{name}", selector, (1280, 900, 390)):
        assert lab.page.locator(selector).first.evaluate("(node) => node.scrollWidth <= node.clientWidth + 1")
        assert lab.axe(selector) == []


def give_works(folder):
    """Two learners, who sort and link otherwise, have given their work and look for a partner."""
    place, content = ClassPlace(str(folder)), Content.load("fr")
    turned = {"+": "-", "-": "+"}
    for seat, name in (("11111111", "Ana Diaz"), ("22222222", "Zoé Roux")):
        work = Workshop(content).example("shop")
        if name.startswith("Z"):
            links = [row | {"polarity": turned.get(row["polarity"], row["polarity"])} for row in work.rows_of("links")]
            work.update("links", links)
        hand_in(place, f"{name} {seat}-KVI-2026-11-27-1042.json", work.package(), name)
        show_to_partners(place, Seat(seat), work.package(), name)
    place.put("handed-in", "Léa Petit.json", b"[]")


def sees_works(teacher):
    """Pairs to propose, how each card is sorted, and the maps as one."""
    expect(teacher.page.locator(PAIRS)).to_contain_text(["Ana Diaz et Zoé Roux"])
    teacher.page.locator(".kvi-room-works summary", has_text=WORDS["split"]["title"]).click()
    expect(teacher.page.locator(".kvi-room-works td").first).to_be_visible()
    expect(teacher.page.locator(".kvi-room-works .js-plotly-plot").first).to_be_visible()
    expect(teacher.page.locator(".kvi-room-works .kvi-drop")).to_have_count(0)
    teacher.page.locator(f"{ROOM} summary", has_text=UNREAD).click()
    expect(teacher.page.get_by_text("Léa Petit.json")).to_be_visible()
    looks_well(teacher, "unread", f"{ROOM}-unread")
    looks_well(teacher, "sorting", ".kvi-room-works .kvi-details")
    looks_well(teacher, "pairs", ".kvi-room-works > section")
    for _ in teacher.looks("room-map", ".kvi-room-works .js-plotly-plot"):
        teacher.page.wait_for_function(MAP_FITS)
        assert teacher.axe(".kvi-room-works") == []


def bar(lab, title):
    return lab.page.locator(f"{ROOM} .kvi-room-bars li", has_text=title).locator("strong")


def press(lab, path, key="Space"):
    lab.page.locator(f"[data-path='{path}']").focus()
    lab.page.keyboard.press(key)


def test_a_tick_and_a_call_reach_the_teacher_and_can_be_stopped(labs, tmp_path):
    learner, teacher = labs
    asking = teacher.page.locator(f"{ROOM} h4", has_text=re.compile("Besoin"))
    names = teacher.page.locator(f"{ROOM} .kvi-room-names li")
    ask = learner.page.locator(f"{RIBBON} [data-path='room.ask']")
    expect(teacher.page.locator(f"{ROOM} .kvi-help", has_text=str(tmp_path / "class"))).to_be_visible()
    expect(asking).to_have_text(WORDS["asking"].format(count=0))
    assert not (tmp_path / "class" / "room").exists()
    teacher.page.evaluate(LISTEN)

    press(learner, "room.shows")
    expect(learner.page.locator(f"{RIBBON} [role=status]").first).to_have_text(SAID["shown"])
    expect(bar(teacher, "Bienvenue")).to_have_text("1")
    press(learner, "room.ask", "Enter")
    expect(ask).to_have_attribute("aria-pressed", "true")
    expect(learner.page.locator(f"{RIBBON} [role=status]").first).to_have_text(SAID["asked"])
    expect(asking).to_have_text(WORDS["asking"].format(count=1))
    expect(names).to_have_count(1)
    name = names.first.inner_text().split(",")[0]
    assert f"« {name} »" in learner.page.locator(f"{RIBBON}").inner_text().replace("\xa0", " ")
    learner.page.locator("textarea[data-path^='strategy.']").first.fill("Que les habitués se sentent attendus")
    learner.page.keyboard.press("Control+s")
    expect(bar(teacher, "KVI")).to_have_text("1")
    expect(bar(teacher, "Bienvenue")).to_have_text("0")
    looks_well(learner, "ribbon", RIBBON)
    looks_well(teacher, "teacher", ROOM)
    give_works(tmp_path / "class")
    sees_works(teacher)
    assert teacher.page.evaluate(OUTLIVES_A_LOOK)

    press(teacher, "room.projector")
    expect(names).to_have_count(0)
    expect(teacher.page.locator(PAIRS)).to_have_count(0)
    expect(teacher.page.locator(f"{ROOM} summary", has_text=UNREAD)).to_have_count(0)
    expect(teacher.page.locator(".kvi-room-works td").first).to_be_visible()
    for one in (name, "Ana Diaz", "Zoé Roux", "Léa Petit"):
        assert one not in teacher.page.locator(ROOM).inner_text()
    teacher.page.locator("[data-path='room.step']").select_option("strategy")
    press(teacher, "room.clock", "Enter")
    expect(teacher.page.locator(".kvi-room-prompt")).to_have_text(Content.load("fr").words("strategy")["prompt"])
    expect(teacher.page.locator(".kvi-room-clock")).to_have_text(re.compile(r"\b(10:00|9:5\d)$"))
    looks_well(teacher, "projector", ROOM)
    press(teacher, "room.clock", "Enter")
    expect(teacher.page.locator(".kvi-room-clock")).to_be_hidden()

    press(learner, "room.ask")
    expect(asking).to_have_text(WORDS["asking"].format(count=0))
    press(learner, "room.shows")
    expect(bar(teacher, "KVI")).to_have_text("0")
    assert not list((tmp_path / "class" / "room").iterdir())
    assert teacher.page.evaluate("window.heard") == [WORDS["asking"].format(count=count) for count in (1, 0)]
    assert learner.errors == teacher.errors == []
    assert learner.outside == teacher.outside == []


def test_without_a_place_the_lesson_is_as_before_and_the_teacher_hears_how_to_name_one(own_lab):
    own_lab.open_notebook("notebooks/fr/02_strategie.ipynb")
    own_lab.run_all()
    expect(own_lab.page.locator(".kvi-ribbon")).to_be_visible()
    expect(own_lab.page.locator(RIBBON)).to_be_hidden()
    own_lab.open_notebook("notebooks/fr/90_enseignant.ipynb")
    own_lab.run_cells("enseignant-02", "enseignant-live-2")
    expect(own_lab.page.locator(f"{ROOM} .kvi-hint")).to_have_text(WORDS["no_place"])
