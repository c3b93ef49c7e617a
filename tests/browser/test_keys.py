"""A text field of the kit behaves like every other text field that a person knows; here in Chromium.

`test_keys_firefox.py` plays the same table in Firefox.
"""

import pytest
from playwright.sync_api import Error

from .faults import FIELD, WORDS, in_field, in_file, open_form, wait_until_told
from .keys import AROUND, TABLE, play
from .lab import bounded

SLIDE = "Les clients osent\x0bdemander de l’aide\x0bsans honte"
SLIDE_HTML = "<p><b>Les clients osent<br>demander de l’aide</b></p>"
FOCUS_IS = "(path) => document.activeElement.dataset.path === path"
MIDDLE = """(node) => {
  const { x, y, width, height } = node.getBoundingClientRect();
  return { x: x + width / 2, y: y + height / 2 };
}"""
VALUE_IS = "([path, text]) => document.querySelector(`[data-path='${path}']`).value === text"
PASTE = """async ([text, html]) => {
  const parts = { "text/plain": text, "text/html": html };
  for (const type in parts) parts[type] = new Blob([parts[type]], { type });
  await navigator.clipboard.write([new ClipboardItem(parts)]);
}"""


@pytest.fixture(scope="module")
def form(lab):
    open_form(lab)
    lab.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    return lab


@pytest.fixture
def field(form):
    """The first text field of step 3, empty, with the caret in it."""
    form.page.locator(f'[data-path="{FIELD}"]').click()
    form.page.keyboard.press("Control+a")
    form.page.keyboard.press("Delete")
    return form


@pytest.fixture
def hand(field):
    """What Chromium's own protocol can do with the field: fingers, input methods."""
    one = field.page.context.new_cdp_session(field.page)
    yield one
    one.detach()


def is_kept(lab, text: str) -> None:
    """The field shows this text, and so does the file once the page says that it is saved."""
    assert in_field(lab.page) == text
    wait_until_told(lab.page, WORDS["saved"])
    assert "".join(in_file(lab)) == text


@pytest.mark.parametrize("name", TABLE)
def test_keys_do_in_a_field_what_they_do_in_every_field(field, name):
    keys, text = TABLE[name]
    around = field.page.evaluate(AROUND)
    play(field.page.keyboard, keys)
    is_kept(field, text)
    assert field.page.evaluate("() => document.activeElement.dataset.path") == FIELD
    assert field.page.evaluate(AROUND) == around


def test_ctrl_enter_runs_nothing_either(field):
    around = field.page.evaluate(AROUND)
    play(field.page.keyboard, "un<Control+Enter>deux")
    assert in_field(field.page) == "undeux"
    assert field.page.evaluate(AROUND) == around


def test_tab_leaves_the_field_and_comes_back(field):
    play(field.page.keyboard, "un<Tab>")
    assert field.page.evaluate("() => document.activeElement.dataset.path").startswith("kvi.kvi-1.nature.")
    play(field.page.keyboard, "<Shift+Tab>")
    assert field.page.evaluate("() => document.activeElement.dataset.path") == FIELD
    is_kept(field, "un")


def test_dead_keys_and_input_methods_are_not_cut_by_a_saving(field, hand):
    for trial in ("^", "に", "にほ", "にほん"):
        hand.send("Input.imeSetComposition", {"text": trial, "selectionStart": len(trial), "selectionEnd": len(trial)})
        field.page.wait_for_timeout(400)  # longer than the pause after which a form sends
    hand.send("Input.insertText", {"text": "日本"})
    hand.send("Input.imeSetComposition", {"text": "^", "selectionStart": 1, "selectionEnd": 1})
    hand.send("Input.insertText", {"text": "ê"})
    field.page.keyboard.type("tre")
    is_kept(field, "日本être")


def test_what_a_slide_puts_on_the_clipboard_comes_as_lines(field):
    field.page.evaluate(bounded(PASTE), [SLIDE, SLIDE_HTML])
    play(field.page.keyboard, "<Control+v>")
    wait_until_told(field.page, WORDS["saved"])
    kept = SLIDE.replace("\x0b", "\n")
    assert in_file(field) == [kept]
    field.page.keyboard.press("Tab")  # who leaves the field sees what was kept
    field.page.wait_for_function(VALUE_IS, arg=[FIELD, kept])


@pytest.mark.parametrize(
    "start", ["<Space>", "un<Backspace><Backspace>", "un<Enter>"], ids=["space", "emptied", "line"]
)
def test_a_pause_with_next_to_nothing_in_the_field_costs_nothing_that_comes_after(field, start):
    play(field.page.keyboard, start)
    field.page.wait_for_timeout(600)  # longer than the pause after which a form sends
    play(field.page.keyboard, "deux<Tab>")
    wait_until_told(field.page, WORDS["saved"])
    expected = {"<Space>": " deux", "un<Enter>": "un\ndeux"}.get(start, "deux")
    field.page.wait_for_function(VALUE_IS, arg=[FIELD, expected])
    field.page.wait_for_timeout(600)
    assert (in_field(field.page), in_file(field)) == (expected, [expected])


def tap(field, hand, path):
    """With a finger, and again where the page was still moving."""
    place = field.page.locator(f'[data-path="{path}"]')
    for _ in range(10):
        try:
            place.scroll_into_view_if_needed()
            middle = place.evaluate(MIDDLE)
            hand.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [middle]})
            hand.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
            field.page.wait_for_function(FOCUS_IS, arg=path, timeout=3_000)
        except Error:  # drawn anew meanwhile, or moved away
            continue
        return
    raise AssertionError(f"{path} cannot be reached with a finger")


def test_a_finger_enters_a_field_and_chooses(field, hand):
    hand.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
    for path in ("kvi.kvi-1.nature.qualitative", FIELD):
        tap(field, hand, path)
    hand.send("Emulation.setTouchEmulationEnabled", {"enabled": False})
    field.page.keyboard.type("un")
    is_kept(field, "un")
    assert in_file(field, column="nature") == ["qualitative"]
