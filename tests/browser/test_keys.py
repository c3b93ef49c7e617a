"""A text field of the kit behaves like every other text field that a person knows."""

import pytest

from .faults import FIELD, WORDS, in_field, in_file, open_form, wait_until_told


@pytest.fixture
def field(own_lab):
    """The first text field of step 3, with the caret in it."""
    open_form(own_lab)
    own_lab.page.locator(f'[data-path="{FIELD}"]').click()
    return own_lab


def test_enter_breaks_the_line_and_undo_takes_it_back(field):
    keys = field.page.keyboard
    keys.type("un")
    keys.press("Enter")
    keys.type("deux")
    assert in_field(field.page) == "un\ndeux"
    keys.press("Control+z")
    assert in_field(field.page) != "un\ndeux"
    keys.press("Control+Shift+z")
    assert in_field(field.page) == "un\ndeux"
    wait_until_told(field.page, WORDS["saved"])
    assert in_file(field) == ["un\ndeux"]


@pytest.mark.parametrize("key", ["Shift+Enter", "Control+Enter", "Alt+Enter"])
def test_no_key_runs_the_cell_or_moves_on_while_somebody_types(field, key):
    before = field.page.evaluate("() => jupyterapp.shell.currentWidget.content.activeCellIndex")
    keys = field.page.keyboard
    keys.type("un")
    keys.press(key)
    keys.type("deux")
    assert in_field(field.page) in {"un\ndeux", "undeux"}
    assert field.page.evaluate("() => document.activeElement.dataset.path") == FIELD
    assert field.page.evaluate("() => jupyterapp.shell.currentWidget.content.activeCellIndex") == before


def test_editing_keys_do_what_they_do_everywhere(field):
    keys = field.page.keyboard
    keys.type("deux")
    keys.press("Home")
    keys.type("un ")
    keys.press("End")
    keys.press("ArrowLeft")
    keys.press("Delete")
    keys.press("Backspace")
    assert in_field(field.page) == "un de"
    keys.press("Control+a")
    keys.press("Control+x")
    assert in_field(field.page) == ""
    keys.press("Control+v")
    assert in_field(field.page) == "un de"
    for key in "xdm":  # commands of the notebook, where no text field has the focus
        keys.type(key)
    assert in_field(field.page) == "un dexdm"
    assert field.page.locator(".kvi-form").count() == 1


def test_a_dead_key_and_a_composition_arrive_whole(field):
    hand = field.page.context.new_cdp_session(field.page)
    hand.send("Input.imeSetComposition", {"text": "^", "selectionStart": 1, "selectionEnd": 1})
    hand.send("Input.insertText", {"text": "ê"})
    field.page.keyboard.type("tre")
    assert in_field(field.page) == "être"
    wait_until_told(field.page, WORDS["saved"])
    assert in_file(field) == ["être"]
