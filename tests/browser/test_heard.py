"""Who listens instead of looking, and who has colours of their own, is told what matters and no more."""

import pytest

from kvi_widgets.words.content import Content

from .faults import FIELD, WORDS, kill_kernel, open_form, wait_until_told
from .lab import MAPS_DRAWN
from .spoken import Ear

MARK = """(number) => {
  const map = document.querySelectorAll(".kvi-map-stage > [role=img]")[number];
  map.id = `map-${number}`;
  map.scrollIntoView({ block: "center" });
}"""
THIRTEEN = "Les habitants osent demander ce qu’ils ne comprennent pas, sans avoir peur de déranger."
ROOTS = """() => [...document.querySelectorAll(".kvi-widget")].map((one) => {
  const root = one.closest("[lang]");
  return [root.lang, root.dir, getComputedStyle(root).direction];
})"""


@pytest.fixture
def form(own_lab):
    open_form(own_lab)
    return own_lab


def test_nothing_is_read_aloud_while_one_types_only_a_failure_and_its_end(form):
    field = form.page.locator(f'[data-path="{FIELD}"]')
    field.click()
    ear = Ear(form.page)
    for word in THIRTEEN.split():
        form.page.keyboard.type(f"{word} ")
        wait_until_told(form.page, WORDS["saved"])
    assert ear.by_itself() == []
    kill_kernel(form).join()
    form.page.keyboard.type("Et encore.")
    wait_until_told(form.page, WORDS["kept_here"])
    form.page.keyboard.type(" Et encore.")
    form.page.wait_for_function("() => window.heard.length > 0")
    assert set(ear.by_itself()) == {WORDS["kept_here"]}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_forms_maps_and_ribbon_say_their_language(lab, language):
    lab.open_notebook({"fr": "notebooks/fr/05_liens.ipynb", "en": "notebooks/en/05_links.ipynb"}[language])
    lab.run_all()
    roots = lab.page.evaluate(ROOTS)
    assert len(roots) >= 4
    assert {tuple(root) for root in roots} == {(language, "auto", "ltr")}


def test_each_map_says_whose_it_is_and_in_one_sentence_what_is_on_it(lab):
    lab.put_example("en")
    lab.open_notebook("notebooks/en/05_links.ipynb")
    lab.run_cells("links-02", "links-05", "links-10", "links-11c")
    lab.page.wait_for_selector(".kvi-what-if .main-svg")
    lab.page.wait_for_function(MAPS_DRAWN)  # Plotly itself comes after the first of them was asked for
    ear, words = Ear(lab.page), Content.load("en").words("map")
    owners = [words["whose"]["author"].format(author="Romain"), words["whose"]["own"]]
    for number, owner in enumerate(owners):
        lab.page.evaluate(MARK, number)
        lab.page.wait_for_timeout(300)  # what is far below is hidden from all until it comes into sight
        heard = ear.name_and_description(f"#map-{number}")
        assert heard == (words["graph_label"].format(map=owner), words["summary"].format(kpi=3, kvi=2, links=5))
    lab.page.locator("[data-path='what_if.kpi-1.move.rises']").check()
    expected = Content.load("en").words("what_if")["outcomes"]["rises"].split("{")[0]
    lab.page.wait_for_function("(words) => window.heard.some((text) => text.startsWith(words))", arg=expected)
    (told,) = ear.by_itself()
    assert told.count(".") <= 2
