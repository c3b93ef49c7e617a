"""Sheets in large letters, sheets to fill by keyboard, and what a PDF of any page says to who listens to it."""

import re

import pytest
from axe_playwright_python.base import AXE_FILE_PATH

from kvi_widgets import Workshop
from kvi_widgets.logic.map_sentences import link_sentences
from kvi_widgets.pages.page import workshop_page
from kvi_widgets.pages.poster import poster
from kvi_widgets.pages.printables import printables
from kvi_widgets.words.content import Content, languages

from .spoken import said
from .test_printed import A4, CUT_OFF, WIDE, pages

# Size in points of the smallest letters, and what is cut off at its own edge or reaches beyond its sheet.
SMALLEST = """() => Math.min(...[...document.querySelectorAll("main *")]
    .filter((one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
    .map((one) => parseFloat(getComputedStyle(one).fontSize) * 0.75))"""
BEYOND = """() => [...document.querySelectorAll(".sheet *:not(.unseen)")].filter((one) => {
    const { left, right } = one.closest(".sheet").getBoundingClientRect();
    const box = one.getBoundingClientRect();
    return box.left < left || box.right > right + 1 || (one.clientWidth > 0 && one.scrollWidth > one.clientWidth + 1);
}).map((one) => one.outerHTML.slice(0, 80))"""
# A map and a table of data keep their width: they scroll by themselves.
OFF_SCREEN = """() => [document.documentElement, ...document.querySelectorAll("body *:not(.unseen)")]
    .filter((one) => one.getBoundingClientRect().right > innerWidth + 1 || one.scrollWidth > innerWidth)
    .filter((one) => !one.matches("svg, svg *, .map, .scroll, .scroll *"))
    .map((one) => one.outerHTML.slice(0, 80))"""
CRAMPED = (
    """() => [...document.querySelectorAll("textarea")].filter((one) => one.scrollHeight > one.clientHeight).length"""
)
STOPS = """() => document.querySelectorAll("textarea, input:not([type=radio])").length +
    new Set([...document.querySelectorAll("[type=radio]")].map((one) => one.name)).size"""
FIELDS = ("textbox", "checkbox", "radio")


def fields(page) -> list[tuple[str, str]]:
    """Role and name of all that one fills in, as the accessibility tree has them."""
    devtools = page.context.new_cdp_session(page)
    nodes = devtools.send("Accessibility.getFullAXTree")["nodes"]
    return [(said(node, "role"), said(node, "name")) for node in nodes if said(node, "role") in FIELDS]


def tags(pdf: bytes) -> list[tuple[str, str]]:
    """Structure elements of a tagged PDF, in its order, with the text that stands for a picture."""
    assert b"/MarkInfo" in pdf
    assert b"/Lang" in pdf
    found = re.findall(rb"/S /(\w+)\s(?:/Alt \(?<?(?:FEFF)?([0-9A-F]*)>?)?", pdf)
    return [(name.decode(), bytes.fromhex(text.decode()).decode("utf-16-be")) for name, text in found]


@pytest.fixture
def page(browser):
    one = browser.new_page()
    yield one
    one.close()


@pytest.mark.parametrize("lang", languages())
def test_large_print_has_no_letter_below_18_points_and_nothing_cut_off(page, lang, tmp_path):
    found = pages(page, printables(Content.load(lang), large=True), tmp_path)
    assert set(found) == {A4, WIDE}
    assert page.evaluate(SMALLEST) >= 18
    page.set_viewport_size({"width": 1600, "height": 900})
    assert [*page.evaluate(CUT_OFF), *page.evaluate(BEYOND)] == []


@pytest.mark.parametrize("width", [320, 1280])
def test_the_sheets_to_fill_are_filled_by_keyboard_and_grow_with_what_is_written(page, width, tmp_path):
    pages(page, printables(Content.load("en"), fillable=True), tmp_path)
    page.set_viewport_size({"width": width, "height": 700})
    all_fields, answer = fields(page), "What I feel when I read it, in many words. " * 20
    names = [name for role, name in all_fields if role == "textbox"]
    assert len(set(names)) >= len(names) - 2  # the first name is asked on each sheet that is handed in
    assert [name for _, name in all_fields if not name or set(name) & set("+−→·🏦")] == []
    page.keyboard.press("Tab")
    for _ in range(page.evaluate(STOPS)):
        if page.evaluate("document.activeElement.matches('textarea, :not([type])')"):
            page.keyboard.insert_text(answer)
        else:
            page.keyboard.press("Space")
        page.keyboard.press("Tab")
    assert page.evaluate("[...document.querySelectorAll('textarea, input:not([type])')].every((one) => one.value)")
    assert page.locator(":checked").count() == 4 + 2 + 2 * 6  # contexts, KVI, and what each link does and how strongly
    assert page.evaluate(CRAMPED) == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_who_leaves_a_written_sheet_is_asked_first(page, tmp_path):
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    for text in ("", "Mine."):
        pages(page, printables(Content.load("en"), fillable=True), tmp_path)
        page.locator("textarea").first.click()
        page.keyboard.type(text)
        page.goto("about:blank")
        assert asked == ["beforeunload"] * bool(text)


def all_pages(lang: str) -> dict[str, str]:
    """Every page that the kit writes, by name."""
    content = Content.load(lang)
    own = Workshop(content).example("portal")
    sheets = {name: printables(content, **{name: True}) for name in ("large", "fillable")}
    return {"page": workshop_page(own, content), "poster": poster(own, content), "sheets": printables(content)} | sheets


@pytest.mark.parametrize("lang", languages())
def test_no_page_is_scrolled_sideways_on_a_narrow_screen(page, lang, tmp_path):
    for name, source in all_pages(lang).items():
        pages(page, source, tmp_path)
        page.set_viewport_size({"width": 320, "height": 700})
        assert (name, page.evaluate(OFF_SCREEN)) == (name, [])
        page.set_viewport_size({"width": 1280, "height": 700})


@pytest.mark.parametrize("lang", languages())
def test_axe_finds_nothing_on_any_page(page, lang, tmp_path):
    for name, source in all_pages(lang).items():
        pages(page, source, tmp_path)
        page.evaluate(AXE_FILE_PATH.read_text("utf-8"))
        found = page.evaluate("axe.run()")
        assert [(name, rule["id"], rule["nodes"][0]["html"]) for rule in found["violations"]] == []
        assert len(found["passes"]) > 10


@pytest.mark.parametrize("lang", languages())
def test_a_pdf_has_headings_and_tells_the_map_in_words(page, lang, tmp_path):
    content = Content.load(lang)
    own = Workshop(content).example("portal")
    story = link_sentences(own.rows, content.words("map"))
    for name, source in all_pages(lang).items():
        (tmp_path / "page.html").write_text(source, "utf-8")
        page.goto((tmp_path / "page.html").as_uri())
        found = tags(page.pdf(tagged=True, prefer_css_page_size=True))
        kinds = [kind for kind, _ in found]
        assert "H2" in kinds, name
        buttons = 2 if name == "page" else 0  # of the two families: they are the map's legend
        assert kinds.count("Form") == buttons or name == "fillable"
        pictures = [text for kind, text in found if kind == "Figure"]
        assert len(pictures) == (name in {"page", "poster"}), name
        assert [one for text in pictures for one in story if one not in text] == []
