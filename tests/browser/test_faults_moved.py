"""Another server, another address, another notebook: the answers come along."""

import json
import os
import shutil

import pytest

from kvi_widgets.model.data_package import parse, rows_of

from .faults import (
    EXAMPLE,
    FIELD,
    SHELF,
    WORDS,
    in_file,
    open_form,
    run_form,
    shown,
    sound,
    type_slowly,
    wait_until_told,
)
from .learner import Learner

STEPS = {
    "02_strategie": ("strategie-02", "strategie-10"),
    "03_kvi": ("kvi-02", "kvi-10"),
    "04_kpi": ("kpi-02", "kpi-10"),
    "05_liens": ("liens-02", "liens-08"),
}
TURNS = 20 if os.environ.get("KVI_NIGHTLY") else 6
TABLES = ("strategy", "kvi", "kpi", "links")
DROP = """(drop, text) => {
  const carried = new DataTransfer();
  carried.items.add(new File([text], "mon-atelier.json", { type: "application/json" }));
  for (const name of ["dragover", "drop"]) {
    drop.dispatchEvent(new DragEvent(name, { dataTransfer: carried, bubbles: true, cancelable: true }));
  }
}"""
DROP_PLACE = ".kvi-drop:has([data-path='own.file'])"


def tables(path) -> dict[str, list]:
    package = parse(path.read_bytes())
    return {table: sorted(map(json.dumps, rows_of(package, table))) for table in TABLES}


def visit_all_steps(lab) -> None:
    """Every step's form is shown once, with a key typed, so that the browser keeps a copy of each."""
    learner = Learner(lab.page)
    for name, cells in STEPS.items():
        lab.open_notebook(f"notebooks/fr/{name}.ipynb")
        run_form(lab, *cells)
        learner.tab_until(lambda focus: focus["path"].count(".") > 1, name)
        lab.page.keyboard.press("Control+S")
        wait_until_told(lab.page, WORDS["saved"])


@pytest.fixture
def moved(own_lab, tmp_path):
    """The learner has worked through the steps at one address; that server is gone with its folder."""
    lab = own_lab
    shutil.copy(EXAMPLE, lab.answers)
    visit_all_steps(lab)
    before = tables(lab.answers)
    lab.stop()
    return lab, before


@pytest.mark.nightly
def test_a_new_server_on_the_same_origin_offers_what_the_browser_kept_of_all_steps(moved, tmp_path):
    lab, before = moved
    lab.settle(tmp_path / "fresh", base_url="/user/kit-7f3k2p1q/")
    assert not lab.answers.exists()
    lab.page.evaluate("() => sessionStorage.clear()")  # another tab
    learner = open_form(lab)
    strategy = json.loads(before["strategy"][0])["text"][:100]
    assert strategy not in shown(lab.page, ".kvi-offer")  # somebody else may have sat here
    sound(lab, "offer-whose")
    learner.press("offer.leave")
    assert not lab.page.locator(".kvi-offer:visible").count()
    lab.page.evaluate("() => sessionStorage.clear()")
    learner = open_form(lab)
    learner.press("offer.take")
    lab.page.locator(".kvi-offer", has_text=strategy).wait_for()
    lab.picture("fault-offer-all-steps")
    learner.press("offer.take")
    wait_until_told(lab.page, WORDS["saved"])
    lab.page.wait_for_function("() => !document.querySelector('.kvi-offer:not([hidden])')")
    assert tables(lab.answers) == before


@pytest.mark.parametrize(
    "way", ["drop", *(pytest.param(way, marks=pytest.mark.nightly) for way in ("keyboard", "mouse"))]
)
def test_in_an_empty_folder_the_downloaded_file_brings_everything_back(own_lab, tmp_path, way):
    lab, before = own_lab, tables(EXAMPLE)
    file = shutil.copy(EXAMPLE, tmp_path / "mon-atelier.json")
    learner = open_form(lab)
    if way == "keyboard":
        learner.press_summary(WORDS["own"]["title"])
        learner.open_file("own.file", str(file))
    else:
        lab.page.get_by_text(WORDS["own"]["title"]).click()
        if way == "drop":
            lab.page.locator(DROP_PLACE).evaluate(DROP, file.read_text("utf-8"))
        else:
            with lab.page.expect_file_chooser() as chooser:
                lab.page.locator(f"{DROP_PLACE} .kvi-button").click()
            chooser.value.set_files(str(file))
    wait_until_told(lab.page, WORDS["offers"]["file"]["title"], ".kvi-offer h4")
    lab.picture(f"fault-file-{way}")
    learner.press("offer.take")
    wait_until_told(lab.page, WORDS["saved"])
    assert tables(lab.answers) == before


def test_two_notebooks_of_the_same_step_do_not_lose_each_others_rows(own_lab):
    lab = own_lab
    learner = open_form(lab)
    type_slowly(learner, "A")
    wait_until_told(lab.page, WORDS["saved"])
    shutil.copy(lab.folder / "notebooks/fr/03_kvi.ipynb", lab.folder / "notebooks/fr/twin.ipynb")
    first = lab.page
    lab.page = first.context.new_page()
    lab.open_notebook("notebooks/fr/twin.ipynb")
    run_form(lab)
    twin, texts = Learner(lab.page), ["", ""]
    for turn in range(TURNS):
        who, field = ((learner, FIELD), (twin, "kvi.kvi-2.text"))[turn % 2]
        texts[turn % 2] = f"tour {turn} é"
        type_slowly(who, texts[turn % 2], path=field)
        other = (twin, learner)[turn % 2].page
        other.wait_for_function(
            '([path, text]) => document.querySelector(`[data-path="${path}"]`)?.value === text',
            arg=[field, texts[turn % 2]],
            timeout=8_000,
        )
        if turn:
            mine = (FIELD, "kvi.kvi-2.text")[1 - turn % 2]
            focus = other.evaluate("() => [document.activeElement.dataset.path, document.activeElement.selectionStart]")
            assert focus == [mine, len(texts[1 - turn % 2])]
    lab.page.close()
    lab.page = first
    assert in_file(lab) == texts


def test_forgetting_leaves_nothing_in_this_browser(own_lab):
    lab = own_lab
    learner = open_form(lab)
    type_slowly(learner, "Un secret")
    assert lab.page.evaluate(SHELF)
    learner.press_summary(WORDS["own"]["title"])
    learner.press("own.forget")
    assert WORDS["own"]["forgotten"] in lab.page.locator(".kvi-form").text_content()
    assert lab.page.evaluate(SHELF) == []
    type_slowly(learner, "Un autre secret")
    wait_until_told(lab.page, WORDS["saved"])
    run_form(lab)
    assert lab.page.evaluate(SHELF) == []
