"""No sign and no picture is in the name of anything in a form or on a page: a voice would read it out, each in its way."""

import re

import pytest
from playwright.sync_api import Page

from kvi_widgets.words.content import languages

from .spoken import said
from .test_sheets import all_pages, page  # noqa: F401

NAMED = {"button", "link", "radio", "checkbox", "textbox", "group", "radiogroup", "region", "image", "img"}
NAMED |= {"DisclosureTriangle", "combobox", "slider", "table", "navigation"}
QUOTED = re.compile("«[^»]*»|“[^”]*”")  # who asks about the sign “−” means it
SIGN = re.compile("[+−→←↑↓↶⇅⬇·=✓▸\u2600-\u27bf\U0001f000-\U0001faff]")
TWO_FRAMES = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


def signs(nodes: list[dict]) -> list[tuple[str, str]]:
    """Role and name of whatever has a sign in its name, or in what describes it."""
    named = [node for node in nodes if not node.get("ignored") and said(node, "role") in NAMED]
    assert named
    texts = [(said(node, "role"), said(node, what)) for node in named for what in ("name", "description")]
    return [(role, text) for role, text in texts if SIGN.search(QUOTED.sub("", text))]


def signs_of_widgets(lesson: Page) -> list[tuple[str, str]]:
    """The same of all widgets of the lesson that is open."""
    devtools = lesson.context.new_cdp_session(lesson)
    devtools.send("Accessibility.enable")
    found = []
    for number in range(len(lesson.query_selector_all(".kvi-widget, .kvi-map"))):
        one = f"document.querySelectorAll('.kvi-widget, .kvi-map')[{number}]"
        lesson.evaluate(f"() => {{ {one}.scrollIntoView(); return {TWO_FRAMES}; }}")  # far below it is hidden from all
        place = devtools.send("Runtime.evaluate", {"expression": one})["result"]["objectId"]
        nodes = devtools.send("Accessibility.queryAXTree", {"objectId": place})["nodes"]
        found += signs(nodes) if len(nodes) > 5 else []
    devtools.detach()
    return found


@pytest.mark.parametrize("lang", languages())
def test_no_name_on_a_page_has_a_sign(page, lang, tmp_path):  # noqa: F811
    devtools = page.context.new_cdp_session(page)
    for name, source in all_pages(lang).items():
        (tmp_path / f"{name}.html").write_text(source, "utf-8")
        page.goto((tmp_path / f"{name}.html").as_uri())
        nodes = devtools.send("Accessibility.getFullAXTree")["nodes"]
        assert name in {"large", "sheets"} or signs(nodes) == []
