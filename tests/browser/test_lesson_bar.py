"""What the line above a lesson does for who thinks long, and for who would rather listen."""

import os
import subprocess
import sys

import pytest

from .lab import Lab, wait_for_answer

LESSON = "notebooks/fr/03_kvi.ipynb"
BESIDE = "notebooks/fr/04_kpi.ipynb"
BAR = ".kvi-lesson-bar"
OPEN = "() => globalThis.jupyterapp?.shell.currentWidget?.node.dataset.lesson === 'open'"
IN_FRONT = "(path) => jupyterapp.shell.currentWidget.context.path === path"
SHEET = "notebooks/fr/92_antiseche.ipynb"
UNTIED = "() => document.querySelectorAll('.jp-Notebook th:not([scope=col], [scope=row])').length"
COLUMNS = "() => document.querySelectorAll('.jp-RenderedMarkdown th[scope=col]').length > 4"
BUTTONS = "() => [...document.querySelectorAll('.kvi-lesson-read')].map((button) => button.textContent)"
LAST_WORK = "async () => Date.parse((await (await fetch('/api/kernels')).json())[0].last_activity)"
LATER_WORK = f"async (before) => await ({LAST_WORK})() > before"
IS_WHOLE = """() => {
  const { bottom } = document.querySelector(".kvi-lesson-bar").getBoundingClientRect();
  const parts = [...document.querySelectorAll(".kvi-lesson-bar :is(span, button, label)")];
  return bottom > 130 && parts.every((part) => part.getBoundingClientRect().bottom <= bottom);
}"""
HAS_FOCUS = "(text) => document.activeElement?.textContent === text"
# From a text one more: one Escape alone changes nothing there.
ESCAPES = {"kvi.kvi-1.nature.quantitative": 2, "kvi.kvi-1.text": 3}
# Headless browsers have no voices: one that says each word when the test asks for it.
VOICE = """
const said = [], voices = [{ lang: "fr-FR", name: "Test" }];
globalThis.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
Object.defineProperty(globalThis, "speechSynthesis", { value: {
  getVoices: () => globalThis.voiceless ? [] : voices,
  speak: (utterance) => { said.push(utterance); },
  cancel: () => {
    const { onerror } = said.at(-1) ?? {};
    if (onerror) said.push("cancelled");
    onerror?.({ error: "interrupted" });
  },
} });
globalThis.said = said;
"""
MARKED = "() => [...CSS.highlights.get('kvi-reading') ?? []].map(String)"


@pytest.fixture(scope="module")
def hands(browser, tmp_path_factory):
    """A lab on a server that lets a learner think for three seconds more than three minutes."""
    folder = tmp_path_factory.mktemp("thinking")
    one = Lab(folder, browser, language="fr")
    command = [sys.executable, "-m", "kvi_widgets", "trust", "--idle", "3.05", str(folder / "notebooks" / "fr")]
    subprocess.run(command, env=os.environ | {"JUPYTER_CONFIG_DIR": str(folder / "config")}, check=True)
    one.page.add_init_script(VOICE)
    one.page.goto(f"{one.address}/doc/tree/{LESSON}?reset")
    one.page.wait_for_function(OPEN)
    yield one
    one.close()


def test_who_thinks_long_is_told_before_the_kernel_is_stopped_and_goes_on(hands):
    page = hands.page
    button = page.locator(f"{BAR} button", has_text="Je réfléchis encore")
    button.wait_for()
    assert "dans trois minutes environ" in page.inner_text(f"{BAR} [role=status]")
    hands.picture("lesson-bar-idle")
    page.set_viewport_size({"width": 390, "height": 800})
    page.wait_for_function(IS_WHOLE)
    page.set_viewport_size({"width": 1280, "height": 900})
    before = page.evaluate(LAST_WORK)
    button.press("Enter")
    wait_for_answer(page, LATER_WORK, before)  # the server counts anew
    page.wait_for_function(HAS_FOCUS, arg="C’est noté\u00a0: prends ton temps.")
    button.wait_for()  # and tells it again


def test_escape_leads_from_a_form_to_the_buttons_above_and_back_to_the_same_place(hands):
    page, button = hands.page, hands.page.locator(f"{BAR} button", has_text="Je réfléchis encore")
    for path, keys in ESCAPES.items():
        button.wait_for()
        page.locator(f"[data-path='{path}']").focus()
        for _ in range(keys):
            page.keyboard.press("Escape")
        page.wait_for_function(HAS_FOCUS, arg="Je réfléchis encore")
        hands.picture("lesson-bar-reached")
        page.keyboard.press("Enter")
        page.wait_for_function(HAS_FOCUS, arg="C’est noté\u00a0: prends ton temps.")
        page.keyboard.press("Escape")
        assert page.evaluate("() => document.activeElement.dataset.path") == path
    button.wait_for(state="hidden")
    for key in ("Escape", "Escape", "ArrowDown", "Escape"):
        page.keyboard.press(key)
    page.wait_for_function(HAS_FOCUS, arg="Lire à voix haute")
    page.keyboard.press("Escape")
    assert page.evaluate("() => document.activeElement.matches('.jp-Cell')"), "where the arrow had led"


def test_whoever_writes_need_not_say_that_they_are_there(hands):
    page = hands.page
    button = page.locator(f"{BAR} button", has_text="Je réfléchis encore")
    button.wait_for()
    page.fill(".kvi-form textarea[data-path='kvi.kvi-1.text']", "Ils osent demander")
    button.wait_for(state="hidden")
    assert page.inner_text(f"{BAR} [role=status]") == ""


def test_a_lesson_is_read_aloud_from_what_is_in_sight_and_the_word_is_marked(hands):
    page = hands.page
    page.locator("h1").first.scroll_into_view_if_needed()
    page.get_by_role("button", name="Lire à voix haute").press("Enter")
    title = page.locator("h1").first.inner_text()
    first = page.evaluate("() => ({ text: said[0].text, lang: said[0].lang, voice: said[0].voice.lang })")
    assert first["lang"] == "fr"
    assert first["voice"] == "fr-FR"
    word = first["text"].split()[0]
    assert word.isalpha(), "no voice should call the little picture by its name"
    page.evaluate(
        "(word) => said[0].onboundary({ charIndex: said[0].text.indexOf(word), charLength: word.length })", word
    )
    assert page.evaluate(MARKED) == [word]
    hands.picture("lesson-bar-reading")
    for _ in range(60):
        page.evaluate("said.at(-1).onend()")
    texts = page.evaluate("() => said.map(({ text }) => text ?? '')")
    assert texts[0].strip() in title
    assert len(set(texts)) > 40, "each text once, one after the other"
    assert not any("import" in text for text in texts), "code is not read"
    page.evaluate("said.at(-1).onboundary({ charIndex: 0 })")  # as Safari tells it
    assert page.evaluate(MARKED)[0] in texts[-1]
    assert hands.axe(BAR) == []
    page.get_by_role("button", name="Arrêter la lecture").press("Enter")
    assert page.evaluate("said.at(-1)") == "cancelled"
    assert page.evaluate(MARKED) == []


def read_in(page, path):
    """Have the lesson that is in front read aloud, once it is open."""
    page.wait_for_function(OPEN)
    page.wait_for_function(IN_FRONT, arg=path)
    page.locator(f"{BAR}:visible").get_by_role("button", name="Lire à voix haute").press("Enter")
    page.locator(f"{BAR}:visible").get_by_role("button", name="Arrêter la lecture").wait_for()


def test_a_lesson_that_begins_to_read_stops_the_one_before_beside_it_and_in_another_tab(hands):
    page, other = hands.page, hands.page.context.new_page()
    read_in(page, LESSON)
    page.evaluate("(path) => { jupyterapp.commands.execute('docmanager:open', { path }); }", BESIDE)
    read_in(page, BESIDE)
    assert page.evaluate(BUTTONS) == ["Lire à voix haute", "Arrêter la lecture"]
    assert page.evaluate("said.at(-2)") == "cancelled"
    other.add_init_script(VOICE)
    other.goto(f"{hands.address}/doc/tree/{BESIDE}?reset")
    read_in(other, BESIDE)
    page.locator(f"{BAR}:visible").get_by_role("button", name="Lire à voix haute").wait_for()
    assert page.evaluate("said.at(-1)") == "cancelled"
    assert other.evaluate(BUTTONS) == ["Arrêter la lecture"]
    other.close()


def test_a_browser_without_a_voice_of_this_language_says_so(hands):
    page = hands.page
    page.evaluate("globalThis.voiceless = true")
    page.locator(f"{BAR}:visible").get_by_role("button", name="Lire à voix haute").click()
    assert "pas de voix" in page.inner_text(f"{BAR}:visible [role=status]")


def test_the_window_is_called_by_the_heading_of_the_lesson_and_tables_of_texts_say_what_their_headers_are_for(hands):
    page = hands.page
    page.evaluate("(path) => { jupyterapp.commands.execute('docmanager:open', { path }); }", LESSON)
    page.wait_for_function("document.title === 'Faire émerger tes KVI'")
    page.evaluate("(path) => { jupyterapp.commands.execute('docmanager:open', { path }); }", SHEET)
    page.wait_for_function("document.title === 'Animer l’atelier avec une page'")
    page.wait_for_function(COLUMNS)
    assert page.evaluate(UNTIED) == 0
