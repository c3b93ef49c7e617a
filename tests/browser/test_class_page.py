"""The page of a class in a browser: a narrow window, and the way from the top to the files left out."""

from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_FILE_PATH

from kvi_widgets import Content, Workshop
from kvi_widgets.logic.class_desk import ClassDesk
from kvi_widgets.model.class_learners import Learner, LeftOut
from kvi_widgets.model.starter import begun, starter_package
from kvi_widgets.pages.class_grid import read_grid
from kvi_widgets.pages.class_page import class_page

NARROW = 320
# Of the overlay's table: how wide each column of sentences is.
SENTENCES = """() => [...document.querySelectorAll("#crowd ~ .scroll tbody tr:first-child > :not(.number)")]
  .map((cell) => cell.getBoundingClientRect().width)"""


@pytest.fixture(scope="module")
def page(browser):
    content = Content.load("fr")
    learners = [Learner(name, f"{name}.json", Workshop(content).example("portal")) for name in ("Ana", "Bo")]
    learners[0].workshop.take(begun(starter_package(learners[1].workshop.package(), "cantine")))
    desk = ClassDesk(content, learners, [LeftOut("Cy.json", ("not_json", {}), "Cy")])
    opened = browser.new_page(viewport={"width": NARROW, "height": 640})
    opened.set_content(class_page(desk))
    yield opened
    opened.close()


def test_no_table_makes_the_page_scroll_sideways(page):
    assert page.evaluate("() => document.documentElement.scrollWidth") == NARROW
    page.locator("summary").evaluate_all("(all) => all.forEach((one) => one.click())")
    assert page.evaluate("() => document.documentElement.scrollWidth") == NARROW


def test_columns_of_sentences_are_wide_enough_to_read(page):
    assert min(page.evaluate(SENTENCES)) > 100


def test_from_the_top_a_link_leads_to_the_files_left_out(page):
    page.locator("header a").press("Enter")
    assert page.locator("#left").evaluate("(title) => title.getBoundingClientRect().top < innerHeight")


def test_who_cannot_be_read_stands_in_the_narrow_table_and_leads_to_the_file(page):
    row = page.locator("table.progress tr:has(.unread)")
    assert row.locator("td").bounding_box()["width"] > 100
    row.locator("a").press("Enter")
    assert page.locator("#left").evaluate("(title) => title.getBoundingClientRect().top < innerHeight")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_sound_for_a_checker_of_accessibility(page, scheme):
    page.emulate_media(color_scheme=scheme)
    page.evaluate(Path(AXE_FILE_PATH).read_text("utf-8"))
    found = page.evaluate("() => axe.run()")
    assert [f"{rule['id']}: {node['html'][:160]}" for rule in found["violations"] for node in rule["nodes"]] == []


@pytest.fixture
def wide(browser):
    """The same class, with a third learner who has hardly begun."""
    content = Content.load("fr")
    learners = [Learner(name, f"{name}.json", Workshop(content).example("portal")) for name in ("Ana", "=Bo", "Zoé")]
    learners[2].workshop.update("kpi", [])
    learners[2].workshop.update("links", [])
    opened = browser.new_page(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    opened.set_content(class_page(ClassDesk(content, learners, [LeftOut("Cy.json", ("not_json", {}), "Cy")])))
    yield opened
    opened.close()


def names_in(page, table):
    return page.locator(f"{table} tbody tr:visible th").all_inner_texts()


def test_people_are_found_by_step_state_and_words(wide):
    wide.get_by_label("Étape").select_option(label="KPI")
    wide.locator("select[name=state]").select_option("blank")
    assert names_in(wide, "table.progress") == names_in(wide, "#overview + .scroll table") == ["Zoé"]
    assert wide.locator("article:visible").count() == 1
    assert wide.locator(".filter [role=status]").inner_text() == "Affichés : 1 sur 4"
    wide.locator("select[name=state]").select_option("unread")
    assert names_in(wide, "table.progress") == ["Cy"]
    wide.locator("select[name=state]").select_option("")
    wide.get_by_label("Chercher").fill("ana")
    assert names_in(wide, "table.progress") == ["Ana"]


def test_who_searches_needs_no_accents_and_words_of_the_grid_find_nobody(wide):
    find = wide.get_by_label("Chercher")
    find.fill("zoe")
    assert names_in(wide, "table.progress") == ["Zoé"]
    find.fill("ça commence")
    assert names_in(wide, "table.progress") == []


def test_each_grid_says_whose_it_is_and_leads_to_where_it_is_saved(wide):
    zoe = wide.get_by_role("group", name="Remplir la grille : Zoé")
    zoe.get_by_role("link", name="Enregistrer la grille").press("Enter")
    wide.keyboard.press("Tab")
    assert wide.get_by_role("button", name="Enregistrer la grille").evaluate("(e) => e === document.activeElement")


def test_tables_are_sorted_by_a_key_and_say_so(wide):
    head = wide.locator("#overview + .scroll thead th").nth(2)
    head.locator("button").press("Enter")
    assert (names_in(wide, "#overview + .scroll table")[0], head.get_attribute("aria-sort")) == ("Zoé", "ascending")
    head.locator("button").press("Enter")
    assert (names_in(wide, "#overview + .scroll table")[-1], head.get_attribute("aria-sort")) == ("Zoé", "descending")


def test_a_grid_ticked_on_the_page_is_the_one_that_is_handed_back(wide, tmp_path):
    remark = 'Bravo ; "continue",\n=1+1'
    bo = wide.get_by_role("group", name="Remplir la grille").nth(1)
    bo.get_by_label("Réviser").select_option("c’est solide")
    bo.get_by_label("Remarque").fill(remark)
    with wide.expect_download() as saved:
        wide.get_by_role("button", name="Enregistrer la grille").press("Enter")
    saved.value.save_as(tmp_path / "grille.csv")
    marked = read_grid(tmp_path / "grille.csv", Content.load("fr"))
    assert marked["=Bo"].remark == remark
    assert dict(marked["=Bo"].criteria) == {"Raisonner": "", "Réviser": "c’est solide", "Écouter": ""}
    assert not marked["Ana"]
    bo.get_by_label("Remarque").fill("")
    wide.get_by_label("Ouvrir une grille").set_input_files(tmp_path / "grille.csv")
    wide.get_by_text("La grille est remplie.").wait_for()
    assert bo.get_by_label("Remarque").input_value() == remark


def test_a_grid_from_a_spreadsheet_is_opened_and_any_other_file_refused(wide, tmp_path):
    (tmp_path / "grille.csv").write_text("Élève;Remarque;Raisonner;Réviser;Écouter\nAna;Oui;un peu;;\n", "utf-8-sig")
    (tmp_path / "other.csv").write_text("a,b\n1,2\n", "utf-8")
    wide.get_by_label("Ouvrir une grille").set_input_files(tmp_path / "other.csv")
    wide.get_by_text("Ce n’est pas une grille").wait_for()
    wide.get_by_label("Ouvrir une grille").set_input_files(tmp_path / "grille.csv")
    wide.get_by_text("La grille est remplie.").wait_for()
    ana = wide.get_by_role("group", name="Remplir la grille").first
    assert (ana.get_by_label("Raisonner").input_value(), ana.get_by_label("Remarque").input_value()) == (
        "un peu",
        "Oui",
    )
