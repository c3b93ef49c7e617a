"""A teacher opens a class's files, moves the threshold by keyboard, and reads both sides of a dispute."""

import pytest

from kvi_widgets import Content
from kvi_widgets.model.class_answers import made_up_class
from kvi_widgets.model.data_package import dump

# How many lines are drawn, by sign; and how many of them are lit.
LINES = """(crowd) => {
  const shapes = crowd.querySelector('.js-plotly-plot').layout.shapes;
  const count = (start) => shapes.filter(({ name }) => name.startsWith(start))
    .reduce((sum, { path }) => sum + (path === 'M0,0' ? 0 : path.split('M').length - 1), 0);
  return [count('bundle +'), count('bundle -'), count('lit')];
}"""
SHOWN = "([count, text]) => document.querySelector('.kvi-crowd').textContent.includes(text.replace('{}', count))"


@pytest.fixture(scope="module")
def crowd(lab):
    lab.open_notebook("notebooks/fr/08_donnees.ipynb")
    lab.run_cells("donnees-02", "donnees-classe-2")
    lab.page.wait_for_selector(".kvi-crowd .js-plotly-plot .main-svg")
    return lab.page.locator(".kvi-crowd")


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Three answer files, one of somebody else's indicators, and one that is broken."""
    folder = tmp_path_factory.mktemp("class")
    maps = made_up_class(Content.load("fr"))[:4]
    maps[3].update("kpi", [{"id": "kpi-1", "text": "<b>Sourires</b>"}])
    for number, one in enumerate(maps):
        (folder / f"{number}.json").write_text(dump(one.package()), "utf-8")
    (folder / "4.json").write_text("{", "utf-8")
    return sorted(folder.iterdir())


def test_the_made_up_class_shows_both_signs(crowd):
    assert crowd.evaluate(LINES) == [5, 4, 0]


def test_the_threshold_moves_by_keyboard_and_says_what_is_shown(lab, crowd):
    slider = crowd.locator("[data-path='crowd.least']")
    slider.focus()
    for _ in range(9):  # as a hand does it: the answer to one place comes while the next is chosen
        lab.page.keyboard.press("ArrowRight", delay=80)
    lab.page.wait_for_function(SHOWN, arg=["10", "Nombre de cartes exigé\u00a0: {}."])
    lab.page.wait_for_function(f"() => ({LINES})(document.querySelector('.kvi-crowd')).join() === '1,2,0'")
    assert crowd.get_by_role("slider").get_attribute("data-path") == "crowd.least"
    lab.page.keyboard.press("Home")
    lab.page.wait_for_function(f"() => ({LINES})(document.querySelector('.kvi-crowd')).join() === '5,4,0'")


def test_arrow_keys_go_from_box_to_box_and_light_its_lines(lab, crowd):
    crowd.locator("[data-path='map.kpi-1']").focus()
    lab.page.keyboard.press("ArrowDown")
    assert lab.page.evaluate("() => document.activeElement.dataset.path") == "map.kpi-2"
    lab.page.wait_for_function(
        f"() => ({LINES})(document.querySelector('.kvi-crowd'))[2] === 7"
    )  # four lines, three outlines
    lab.page.keyboard.press("Enter")
    panel = crowd.locator(".kvi-map-panel")
    panel.get_by_text("Oser demander, c’est déjà être tranquille").wait_for()
    assert panel.get_by_text("Personne n’appelle l’assistance pour le plaisir").is_visible()


@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing_with_the_panel_and_the_twin_open(lab, crowd, dark):
    crowd.locator("details:last-of-type").evaluate("(node) => { node.open = true; }")
    lab.set_theme(dark)
    assert lab.axe(".kvi-crowd") == []


def test_files_take_the_place_of_the_made_up_class_and_the_broken_one_is_named(lab, crowd, files):
    crowd.locator("input[type=file]").set_input_files(files)
    lab.page.wait_for_function(SHOWN, arg=["4", "Cartes dessinées\u00a0: {}."])
    assert crowd.get_by_text("4.json").is_visible()
    assert crowd.evaluate("(node) => node.textContent").count("<b>Sourires</b>") >= 1
    rows = lab.python("import json; print(json.dumps(crowd.frame['maps'].tolist()))")
    assert rows == [3] * 6
    assert lab.errors == []
    assert lab.outside == []
