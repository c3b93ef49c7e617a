"""After every action the focus is where the action was about, never on the page, and little is read aloud."""

import shutil

import pytest

from kvi_widgets.words.content import DATA, Content

from .faults import EXAMPLE, FORM, SETUP, WORDS, type_slowly
from .learner import Learner
from .spoken import Ear

KVI, KVI_NAMES = Content.load("fr").words("kvi"), "kvi.kvi-1.text"
COUNTED = "Les clients ouvrent l’appli tous les matins"
WHERE = """() => document.activeElement === document.body ? "the page"
  : document.activeElement.dataset.path ?? document.activeElement.textContent"""
IS_AT = f"(place) => ({WHERE})() === place"
# One pair is open, so that a press makes a link of it.
LOOKED_AT = """[row for row in workshop.links.to_dict("records") if (row["kpi"], row["kvi"]) != ("kpi-3", "kvi-2")]"""
# Seen at every frame: a moment on the page is enough for a screen reader to lose its place.
WATCH = """() => {
  window.wasLost = document.activeElement === document.body;
  const look = () => {
    window.wasLost ||= document.activeElement === document.body;
    window.watching = requestAnimationFrame(look);
  };
  cancelAnimationFrame(window.watching);
  look();
}"""
# The cell that has the focus itself, and what keys mean there.
CELL = """() => {
  const { activeCell, mode } = jupyterapp.shell.currentWidget.content;
  return [document.activeElement === activeCell.node ? activeCell.model.id : null, mode];
}"""
MOST_SPOKEN = 420  # letters after one key: half a minute of listening
OPEN = "(place) => { document.querySelector(place).closest('details').open = true; }"
# Where one is, what one presses, and where one is then. In this order: some begin where another has ended.
IN_A_FORM = {
    "a hint": ("hint", "Enter", "hint"),
    "another": ("hint", "Enter", "hint"),
    "the last hint": ("hint", "Enter", KVI["hints"][2]),
    "a row more": ("kvi.add", "Enter", "kvi.kvi-3.text"),
    "a row away": ("kvi.remove.kvi-3", "Enter", "undo"),
    "and back": ("undo", "Enter", "kvi.kvi-3.text"),
    "kept as it is": ("asked.kvi-1", "Enter", KVI_NAMES),
    "reminded of my file": ("remind.download", "Enter", WORDS["own"]["title"]),
    "my file taken along": ("own.download", "Enter", "own.download"),
    "the copy deleted": ("own.forget", "Enter", "own.forget"),
    "a file chosen": ("own.file", "", "offer.title"),
    "not taken": ("offer.leave", "Enter", "own.file"),
    "chosen again": ("own.file", "", "offer.title"),
    "and read as a partner's": ("offer.take", "Enter", "offer.title"),
    "which is understood": ("offer.leave", "Enter", KVI_NAMES),
}
ON_A_MAP = {
    "a box": ("map.kpi-1", "Enter", "map.kpi-1"),
    "a sign beside the map": ("map.kpi-1.kvi-1.polarity.+", "Space", "map.kpi-1.kvi-1.polarity.+"),
    "the panel closed": ("map.close", "Enter", "map.kpi-1"),
    "the box again": ("map.kpi-1", "Enter", "map.kpi-1"),
    "left by Escape": ("map.kpi-1.kvi-1.reason", "Escape", "map.kpi-1"),
    "a KPI": ("map.kpi-3", "Enter", "map.kpi-3"),
    "a link to a KVI": ("map.kvi-2", "Enter", "map.kvi-2"),
    "turned": ("map.kvi-2", "Enter", "map.kvi-2"),
    "undone": ("map.undo", "Enter", "map.undo"),
    "undone to the start": ("map.undo", "Enter", "map.kvi-2"),
    "another view": ("map.view.columns", "ArrowRight", "map.view.untangled"),
    "a family of links": ("map.family.plus", "Enter", "map.family.plus"),
    "saved as a picture": ("map.save.png", "Enter", "map.save.png"),
    "what if": ("what_if.kpi-1.move.stays", "ArrowRight", "what_if.kpi-1.move.rises"),
}


@pytest.fixture(scope="module")
def form(lab):
    lab.open_notebook("notebooks/fr/03_kvi.ipynb")
    lab.run_cells(SETUP, FORM)
    type_slowly(Learner(lab.page), COUNTED, delay=0)
    lab.page.locator("[data-path='asked.kvi-1']").wait_for()
    lab.page.evaluate(OPEN, "[data-path='own.file']")
    lab.page.evaluate("() => { document.querySelector('.kvi-remind').hidden = false; }")  # it would take minutes
    lab.ear = Ear(lab.page)
    return lab


@pytest.fixture(scope="module")
def own_map(lab, form):
    shutil.copy(DATA / "examples" / "fr" / "portal.json", lab.answers)
    lab.open_notebook("notebooks/fr/05_liens.ipynb")
    lab.run_cells("liens-02", "liens-10", "liens-11c")
    lab.python(f"import json; workshop.update('links', {LOOKED_AT}); print(json.dumps(len(workshop.links)))")
    lab.page.wait_for_selector(".kvi-what-if .main-svg")
    lab.page.wait_for_selector("[data-path='map.kpi-1']", state="attached")
    lab.ear = Ear(lab.page)
    return lab


def act(page, ear, start: str, key: str, end: str) -> None:
    """Press the key there, and find the focus here and few words said; the file dialog is the operating system's."""
    place = page.locator(f"[data-path='{start}']").first
    place.focus()
    page.evaluate(WATCH)
    ear.on_focus()
    ear.by_itself()
    if key:
        page.keyboard.press(key)
    else:
        place.set_input_files(EXAMPLE)
    try:
        page.wait_for_function(IS_AT, arg=end, timeout=20_000)
    finally:
        assert (page.evaluate(WHERE), page.evaluate("() => window.wasLost")) == (end, False)
    page.wait_for_timeout(250)  # what the kernel answers draws anew
    assert (page.evaluate(WHERE), page.evaluate("() => window.wasLost")) == (end, False)
    said = [*ear.on_focus(), *ear.by_itself()]
    assert len(" ".join(said)) <= MOST_SPOKEN, said


@pytest.mark.parametrize("name", IN_A_FORM)
def test_in_a_form_the_focus_goes_to_what_was_done(form, name):
    act(form.page, form.ear, *IN_A_FORM[name])


def leave(page, start: str, *keys: str) -> tuple[str | None, str]:
    """The cell that has the focus after these keys from there, and what keys mean then."""
    page.locator(f"[data-path='{start}']").first.focus()
    for key in keys:
        page.keyboard.press(key)
    return page.evaluate(CELL)


@pytest.mark.parametrize("start", ["kvi.add", "kvi.kvi-1.nature.quantitative"])
def test_escape_leaves_a_form_for_its_cell_and_the_next_cell_runs_with_four_keys(form, start):
    assert leave(form.page, start, "Escape") == [FORM, "command"]
    leave(form.page, start, "Escape", "ArrowDown", "ArrowDown", "Shift+Enter")
    form.page.wait_for_selector(".jp-Cell table.dataframe")


def test_in_a_text_escape_alone_changes_nothing_and_twice_it_leaves(form):
    assert leave(form.page, KVI_NAMES, "Escape") == [None, "command"]
    assert form.page.evaluate(WHERE) == KVI_NAMES
    assert leave(form.page, KVI_NAMES, "End", "Escape", "End", "Escape") == [None, "command"]
    assert leave(form.page, KVI_NAMES, "End", "Escape", "Escape") == [FORM, "command"]


@pytest.mark.parametrize("name", ON_A_MAP)
def test_on_a_map_the_focus_goes_to_what_was_done(own_map, name):
    act(own_map.page, own_map.ear, *ON_A_MAP[name])


def test_nothing_went_wrong(own_map):
    assert own_map.errors == []
