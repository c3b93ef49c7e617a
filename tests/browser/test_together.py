"""Two at once: what both type is kept, comes in, and takes nothing from under anybody's hands."""

import shutil

import pytest

from kvi_widgets.words.content import Content

from .faults import FIELD, WORDS, in_field, in_file, open_form, run_form, type_slowly, wait_until_told
from .learner import Learner

SECOND, THIRD = "kvi.kvi-2.text", "kvi.kvi-3.text"
ADD = Content.load("fr").words("kvi")["groups"][0]["add"]
SHOWS = """([path, text]) => document.querySelector(`[data-path="${path}"]`)?.value === text"""
# What is made anew has not this mark.
MARK = """(path) => { document.querySelector(`[data-path="${path}"]`).dataset.mine = "yes"; }"""
FOCUS = """() => {
  const { dataset, value, selectionStart } = document.activeElement;
  return { path: dataset.path, isMine: dataset.mine === "yes", value, caret: selectionStart };
}"""


@pytest.fixture
def pair(own_lab):
    """Two notebooks of step 3 on one answer file, each on a page of its own."""
    lab = own_lab
    first = open_form(lab)
    shutil.copy(lab.folder / "notebooks/fr/03_kvi.ipynb", lab.folder / "notebooks/fr/twin.ipynb")
    lab.page = first.page.context.new_page()
    lab.open_notebook("notebooks/fr/twin.ipynb")
    run_form(lab)
    return first, Learner(lab.page)


def saved(learner) -> None:
    wait_until_told(learner.page, WORDS["saved"])


def test_two_first_sentences_typed_at_once_are_both_kept(own_lab, pair):
    first, second = pair
    for learner, text in ((first, "Ils osent"), (second, "Elles lisent")):
        type_slowly(learner, text)
    for learner in pair:
        saved(learner)
    for more in (" demander", " de l’aide"):
        for learner in pair:
            learner.page.keyboard.type(more, delay=10)  # without a look at what came in meanwhile
        for learner in pair:
            saved(learner)
    expected = ["Elles lisent demander de l’aide", "Ils osent demander de l’aide"]
    assert sorted(in_file(own_lab)) == expected
    for learner, text in zip(pair, expected[::-1], strict=True):
        found = learner.page.evaluate(FOCUS)
        assert (found["value"], found["caret"]) == (text, len(text))
        other = next(one for one in expected if one != text)
        path = next(one for one in (FIELD, SECOND) if one != found["path"])
        learner.page.wait_for_function(SHOWS, arg=[path, other])


def test_what_another_notebook_brings_takes_no_field_from_under_the_hands(own_lab, pair):
    first, second = pair
    type_slowly(second, "Elles lisent")
    saved(second)
    first.page.wait_for_function(SHOWS, arg=[FIELD, "Elles lisent"])
    type_slowly(first, "Ils osent", path=SECOND)
    saved(first)
    first.page.evaluate(MARK, SECOND)
    first.page.keyboard.type(" demander")
    second.page.get_by_role("button", name=ADD).click()
    type_slowly(second, "Ils rient", path=THIRD)
    saved(second)
    own_lab.page = first.page
    while own_lab.python("print(len(workshop.kvi))") < 3:
        first.page.wait_for_timeout(100)
    found = first.page.evaluate(FOCUS)
    assert found == {"path": SECOND, "isMine": True, "value": "Ils osent demander", "caret": 18}
    assert not first.page.locator(f'[data-path="{THIRD}"]').count()
    first.page.keyboard.press("Control+Z")
    assert in_field(first.page, SECOND) == "Ils osent demande"
    first.page.keyboard.press("Control+Shift+Z")
    first.page.keyboard.press("Tab")
    first.page.wait_for_function(SHOWS, arg=[THIRD, "Ils rient"])
    assert first.page.evaluate("() => document.activeElement.dataset.path").startswith("kvi.kvi-2.nature.")
    assert sorted(in_file(own_lab)) == ["Elles lisent", "Ils osent demander", "Ils rient"]
