"""The same keys in Firefox, which cancels and undoes by rules of its own."""

import pytest

from .browsers import find_firefox
from .faults import FIELD, FORM, NOTEBOOK, SETUP, TELLS, WORDS, in_file, pattern
from .firefox import Firefox
from .keys import AROUND, TABLE, play
from .lab import READY, RUN_CELLS, bounded

pytestmark = pytest.mark.skipif(
    not find_firefox(), reason="there is no Firefox here (as root the installer brings one)"
)
VALUE = f"""() => document.querySelector('[data-path="{FIELD}"]').value"""
# Firefox takes no key while the last letter is still being composed.
WATCH = """() => {
  window.composed = false;
  addEventListener("compositionend", () => { window.composed = true; }, { once: true, capture: true });
}"""
CLEAR = f"""() => {{
  const field = document.querySelector('[data-path="{FIELD}"]');
  field.focus();
  field.select();
}}"""


@pytest.fixture(scope="module")
def firefox(lab, tmp_path_factory):
    """A Firefox that looks at the form of step 3."""
    one = Firefox(tmp_path_factory.mktemp("firefox") / "profile")
    one.goto(f"{lab.address}/lab/tree/{NOTEBOOK}?reset")
    one.wait_for_function("() => window.jupyterapp?.shell.currentWidget?.context?.path.endsWith('.ipynb')")
    one.evaluate(bounded(READY))
    one.evaluate(bounded(RUN_CELLS), [SETUP, FORM])
    one.wait_for_selector(f'[data-path="{FIELD}"]')
    yield one
    one.close()


@pytest.fixture
def field(firefox):
    """Its first text field, empty, with the caret in it."""
    firefox.evaluate(CLEAR)
    firefox.press("Delete")
    return firefox


def is_kept(firefox, lab, text: str) -> None:
    assert firefox.evaluate(VALUE) == text
    firefox.wait_for_function(TELLS, [pattern(WORDS["saved"]), ".kvi-status"])
    assert "".join(in_file(lab)) == text


@pytest.mark.parametrize("name", TABLE)
def test_keys_do_in_a_field_what_they_do_in_every_field(field, lab, name):
    keys, text = TABLE[name]
    around = field.evaluate(AROUND)
    play(field, keys)
    is_kept(field, lab, text)
    assert field.evaluate(AROUND) == around


def test_a_letter_composed_by_a_dead_key_arrives(field, lab):
    field.evaluate(WATCH)
    field.compose("^", "ê")
    field.wait_for_function("() => window.composed")
    field.type("tre")
    is_kept(field, lab, "être")
