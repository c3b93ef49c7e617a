"""Who listens instead of looking, and who has colours of their own, is told what matters and no more."""

import json

import pytest

from .faults import FIELD, WORDS, kill_kernel, open_form, wait_until_told

# Every change of what is read aloud by itself.
LISTEN = """() => {
  const live = "[role=status], [role=alert], [aria-live]";
  window.heard = [];
  new MutationObserver((changes) => {
    for (const { target } of changes) {
      const region = (target.closest ? target : target.parentElement)?.closest(".kvi-widget")
        && (target.closest ? target : target.parentElement).closest(live);
      if (region && region.getAttribute("aria-live") !== "off") window.heard.push(region.textContent);
    }
  }).observe(document.body, { childList: true, characterData: true, subtree: true });
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


def heard(form):
    return json.loads(form.page.evaluate("() => JSON.stringify(window.heard.filter(Boolean))"))


def test_nothing_is_read_aloud_while_one_types_only_a_failure_and_its_end(form):
    field = form.page.locator(f'[data-path="{FIELD}"]')
    field.click()
    form.page.evaluate(LISTEN)
    for word in THIRTEEN.split():
        form.page.keyboard.type(f"{word} ")
        wait_until_told(form.page, WORDS["saved"])
    assert heard(form) == []
    kill_kernel(form).join()
    form.page.keyboard.type("Et encore.")
    wait_until_told(form.page, WORDS["kept_here"])
    form.page.keyboard.type(" Et encore.")
    form.page.wait_for_function("() => window.heard.length > 0")
    assert set(heard(form)) == {WORDS["kept_here"]}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_forms_maps_and_ribbon_say_their_language(lab, language):
    lab.open_notebook({"fr": "notebooks/fr/05_liens.ipynb", "en": "notebooks/en/05_links.ipynb"}[language])
    lab.run_all()
    roots = lab.page.evaluate(ROOTS)
    assert len(roots) >= 4
    assert {tuple(root) for root in roots} == {(language, "auto", "ltr")}


def test_the_key_of_the_map_is_seen_in_colours_of_ones_own(lab):
    lab.page.emulate_media(forced_colors="active")
    sample = lab.page.locator(".kvi-map [data-sign='+'] .kvi-map-sample").first
    colour, behind = sample.evaluate(
        "(node) => [node, node.parentElement].map((one) => getComputedStyle(one).backgroundColor)"
    )
    lab.page.emulate_media(forced_colors="none")
    assert colour == "rgb(0, 103, 163)"
    assert colour != behind
