"""No sign and no picture is in the name of anything in a form or on a page: a voice would read it out, each in its way."""

import re

import pytest

from kvi_widgets.words.content import languages

from .lab import ROOT
from .spoken import said
from .test_sheets import all_pages, page  # noqa: F401

NAMED = {"button", "link", "radio", "checkbox", "textbox", "group", "radiogroup", "region", "image", "img"}
NAMED |= {"DisclosureTriangle", "combobox", "slider", "table", "navigation"}
QUOTED = re.compile("«[^»]*»|“[^”]*”")  # who asks about the sign “−” means it
SIGN = re.compile("[+−→←↑↓↶⇅⬇·=✓▸\u2600-\u27bf\U0001f000-\U0001faff]")
# What makes a name is the same in every language: the French lessons are listened to in every run.
LESSONS = [
    pytest.param(
        path, id=f"{path.parent.name}-{path.stem}", marks=[] if path.parent.name == "fr" else pytest.mark.nightly
    )
    for path in sorted((ROOT / "notebooks").glob("*/0*.ipynb"))
]


def signs(nodes: list[dict]) -> list[tuple[str, str]]:
    """Role and name of whatever has a sign in its name, or in what describes it."""
    named = [node for node in nodes if not node.get("ignored") and said(node, "role") in NAMED]
    assert named
    texts = [(said(node, "role"), said(node, what)) for node in named for what in ("name", "description")]
    return [(role, text) for role, text in texts if SIGN.search(QUOTED.sub("", text))]


@pytest.mark.parametrize("path", LESSONS)
def test_no_name_in_a_lesson_has_a_sign(lab, path):
    lab.put_example(path.parent.name)
    lab.open_notebook(str(path.relative_to(ROOT)))
    lab.run_all()
    devtools = lab.page.context.new_cdp_session(lab.page)
    devtools.send("Accessibility.enable")
    for number in range(len(lab.page.query_selector_all(".kvi-widget, .kvi-map"))):
        one = f"document.querySelectorAll('.kvi-widget, .kvi-map')[{number}]"
        lab.page.evaluate(f"{one}.scrollIntoView()")
        lab.page.wait_for_timeout(200)  # what is far below is hidden from all until it comes into sight
        found = devtools.send("Runtime.evaluate", {"expression": one})["result"]["objectId"]
        nodes = devtools.send("Accessibility.queryAXTree", {"objectId": found})["nodes"]
        if len(nodes) > 5:
            assert signs(nodes) == []


@pytest.mark.parametrize("lang", languages())
def test_no_name_on_a_page_has_a_sign(page, lang, tmp_path):  # noqa: F811
    devtools = page.context.new_cdp_session(page)
    for name, source in all_pages(lang).items():
        (tmp_path / f"{name}.html").write_text(source, "utf-8")
        page.goto((tmp_path / f"{name}.html").as_uri())
        nodes = devtools.send("Accessibility.getFullAXTree")["nodes"]
        assert name in {"large", "sheets"} or signs(nodes) == []
