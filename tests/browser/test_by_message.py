"""A pair exchanges files by message: copied as text from one form, pasted into another."""

import base64
import zlib

import pytest

from kvi_widgets.words.content import DATA

from .spoken import Ear

FORM = ".kvi-form:has([data-path='partner.pasted'])"
# The box has closed, and the hands are where they can open it again.
IN_ITS_PLACE = "() => document.activeElement?.matches('summary') && document.activeElement.textContent.includes('Sans')"


@pytest.fixture(scope="module")
def pair(lab):
    lab.put_example("fr")
    lab.open_notebook("notebooks/fr/06_partage.ipynb")
    lab.run_all()
    return lab


def test_by_keyboard_a_file_is_copied_as_text_and_a_partner_s_text_is_opened(pair):
    page = pair.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    boxes = page.locator(f"{FORM} details:has(> summary:text('Sans fichier'))")
    boxes.first.locator("summary").press("Enter")
    page.locator(f"{FORM} [data-path='mine.copy']").press("Enter")
    code = page.locator(f"{FORM} .kvi-code[readonly]").first
    page.wait_for_function("(node) => document.activeElement === node && node.value", arg=code.element_handle())
    text = code.input_value()
    assert text.startswith("KVI1.")
    assert page.evaluate("() => navigator.clipboard.readText()") == text
    assert "colle-le dans un message" in boxes.first.inner_text()
    pair.picture("by-message")
    boxes.nth(1).locator("summary").press("Enter")
    pasted = page.locator(f"{FORM} [data-path='partner.pasted']")
    pasted.fill(f"> {text[: len(text) // 2]}")
    page.locator(f"{FORM} [data-path='partner.paste']").press("Enter")
    page.wait_for_function(
        "(node) => node.textContent.includes('Il en manque un bout')", arg=boxes.nth(1).element_handle()
    )
    pasted.fill("Voilà\u00a0!\n> " + text.replace("\n", "\n> "))
    page.locator(f"{FORM} [data-path='partner.paste']").press("Enter")
    page.wait_for_selector(f"{FORM} .kvi-problem:has-text('ton propre fichier')")
    other = zlib.compress((DATA / "examples" / "fr" / "shop.json").read_bytes())
    ear = Ear(page)
    pasted.fill(f"KVI1.{base64.b64encode(other).decode()}.KVI")
    page.locator(f"{FORM} [data-path='partner.paste']").press("Enter")
    page.wait_for_selector(f"{FORM} .kvi-line:has-text('Ouvert')")
    page.wait_for_function(IN_ITS_PLACE)
    assert [text for text in ear.by_itself() if text.startswith("Ouvert")]
    for dark in (False, True):
        pair.set_theme(dark)
        assert pair.axe(FORM) == []
