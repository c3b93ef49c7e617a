"""What is taken away, in a plain browser: the page by keyboard, the poster on one sheet, the map as Plotly draws it."""

import re
from base64 import b64encode
from pathlib import Path

import plotly
import pytest
from axe_playwright_python.base import AXE_FILE_PATH

from kvi_widgets import Content, Workshop
from kvi_widgets.pages.page import workshop_page
from kvi_widgets.pages.poster import poster
from kvi_widgets.pictures.figure_svg import figure_svg
from kvi_widgets.pictures.map_figure import map_data

MILLIMETRES = {"A4": (210, 297), "A3": (297, 420)}
# Names of what is lit, and what of the poster reaches beyond its sheet.
LIT = """() => [...document.querySelectorAll(".map [data-node], .map [role='button'][data-kpi], .map [data-aim]")]
    .filter((group) => !group.classList.contains("faded") && getComputedStyle(group).display !== "none")
    .map(({ dataset: { node, kpi, kvi } }) => node ?? (kpi ? `${kpi} ${kvi}` : "aims")).sort()"""
BEYOND = """() => { const sheet = document.querySelector(".sheet"), edge = sheet.getBoundingClientRect();
    const outside = ({ left, right, top, bottom }) => left < edge.left - 1 || right > edge.right + 1 || top < edge.top - 1 || bottom > edge.bottom + 1;
    return [...sheet.querySelectorAll("*")].filter((one) => outside(one.getBoundingClientRect())).map((one) => one.tagName); }"""

# Share of the pixels in which two pictures clearly differ.
DIFFERENCE = """async (pictures) => {
    const [one, other] = await Promise.all(pictures.map(async (picture) => {
      const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${picture}`)).blob());
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
      canvas.drawImage(bitmap, 0, 0);
      return canvas.getImageData(0, 0, bitmap.width, bitmap.height).data; }));
    const apart = one.filter((value, at) => Math.abs(value - other[at]) > 90).length;
    return one.length === other.length ? apart / one.length : 1; }"""


@pytest.fixture(scope="module")
def content():
    """The English one, as the scripted learner speaks French."""
    return Content.load("en")


def large(content, kvi=8, kpi=12, times=1, links=3):
    """A workshop of this size whose texts are so many times as long as ordinary ones."""
    work = Workshop(content)
    text = "Part des clients de plus de 60 ans qui atteignent seuls leur relevé " * times
    rows = {
        table: [
            {"id": f"{table}-{n}", "text": f"{text}({n})", "evidence": "Le journal du site, chaque semaine " * times}
            for n in range(1, many + 1)
        ]
        for table, many in (("kvi", kvi), ("kpi", kpi))
    }
    ends = [(k, v) for k in range(1, kpi + 1) for v in range(1, kvi + 1) if (5 * k + 3 * v) % 8 < links]
    work.update_all(
        rows
        | {
            "strategy": [{"id": "strategy-1", "text": text}],
            "context": [{"id": "context-1", "title": text, "people": text}],
            "links": [
                {"kpi": f"kpi-{k}", "kvi": f"kvi-{v}", "polarity": "+-"[(k + v) % 2], "strength": 1 + k % 3}
                for k, v in ends
            ],
        }
    )
    return work


def works(content):
    return {
        "example": Workshop(content).example("portal"),
        "empty": Workshop(content),
        "large": large(content),
        "huge": large(content, 20, 40),
        "long": large(content, 2, 3, times=150),
    }


@pytest.fixture
def show(browser, tmp_path):
    """Open this HTML as a file that was downloaded, in a page without network; nothing may complain."""
    opened, complaints = [], []

    def one(source: str, width: int = 1280, **look):
        page = browser.new_context(viewport={"width": width, "height": 900}, offline=True, **look).new_page()
        page.on("console", lambda line: complaints.append(line.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        (tmp_path / "page.html").write_text(source, "utf-8")
        page.goto((tmp_path / "page.html").as_uri())
        opened.append(page)
        return page

    yield one
    for page in opened:
        page.context.close()
    assert complaints == []


@pytest.fixture
def portal(content):
    return Workshop(content).example("portal")


def test_by_keyboard_boxes_and_links_light_what_they_touch_and_tell_it(show, portal):
    page = show(workshop_page(portal, portal.content))
    everything = page.evaluate(LIT)
    seen = {}
    for _ in range(20):
        page.keyboard.press("Tab")
        name = page.evaluate(
            "() => document.activeElement.dataset.node ?? (document.activeElement.dataset.kpi"
            " && `${document.activeElement.dataset.kpi} ${document.activeElement.dataset.kvi}`)"
        )
        if name:
            seen[name] = page.evaluate(LIT), page.locator(".told").text_content()
    assert sorted(["aims", *seen]) == everything
    assert seen["strategy-1"][0] == ["aims", "kvi-1", "kvi-2", "strategy-1"]
    assert seen["kpi-1"][0] == ["kpi-1", "kpi-1 kvi-1", "kvi-1"]
    assert seen["kpi-2 kvi-2"][0] == ["kpi-2", "kpi-2 kvi-2", "kvi-2"]
    for link in portal.links[portal.links["polarity"] != "0"].to_dict("records"):
        assert link["reason"] in seen[f"{link['kpi']} {link['kvi']}"][1]
    page.locator("[data-node='kvi-2']").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.locator("[data-family='plus']").focus()
    assert set(page.evaluate(LIT)) == {"kvi-2", "kpi-2", "kpi-3", "kpi-2 kvi-2", "kpi-3 kvi-2"}
    page.keyboard.press("Escape")
    assert page.evaluate(LIT) == everything
    page.keyboard.press("Space")
    assert page.locator("[data-family='plus']").get_attribute("aria-pressed") == "false"
    assert set(everything) - set(page.evaluate(LIT)) == {"kpi-1 kvi-1"}
    page.keyboard.press("Enter")
    assert page.evaluate(LIT) == everything


def test_by_mouse_a_line_answers_along_its_whole_way(show, portal):
    page = show(workshop_page(portal, portal.content))
    line = page.locator("g[data-kpi='kpi-3'][data-kvi='kvi-1'] path").first
    x, y = line.evaluate(
        "(path) => { const at = path.getPointAtLength(path.getTotalLength() * 0.2).matrixTransform(path.getScreenCTM());"
        " return [at.x, at.y + 5]; }"
    )
    page.mouse.move(x, y)
    assert page.evaluate(LIT) == ["kpi-3", "kpi-3 kvi-1", "kvi-1"]
    page.mouse.move(5, 5)
    assert len(page.evaluate(LIT)) == 12


def test_what_is_told_never_covers_what_has_the_focus(show, content):
    page = show(workshop_page(large(content), content), 900)
    for number in range(1, 13):
        page.locator(f"[data-node='kpi-{number}']").focus()
        box, told = (page.locator(place).bounding_box() for place in (":focus", ".told"))
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= told["y"]
        assert told["y"] + told["height"] <= 900


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (900, "dark"), (380, "light")])
def test_axe_finds_nothing_on_the_page(show, portal, width, scheme):
    page = show(workshop_page(portal, portal.content), width, color_scheme=scheme, bypass_csp=True)
    page.locator("[data-node='kvi-2']").focus()
    page.keyboard.press("Enter")
    page.evaluate(Path(AXE_FILE_PATH).read_text("utf-8"))
    found = page.evaluate("() => axe.run()")
    assert found["passes"]
    assert [(rule["id"], node["html"][:160]) for rule in found["violations"] for node in rule["nodes"]] == []
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("paper", MILLIMETRES)
@pytest.mark.parametrize("name", ["example", "empty", "large", "huge", "long"])
def test_a_poster_prints_on_one_sheet_and_nothing_reaches_beyond_it(show, content, name, paper):
    page = show(poster(works(content)[name], content, paper))
    pdf = page.pdf(prefer_css_page_size=True)
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    found = [sorted(round(float(points) / 72 * 25.4) for points in box) for box in boxes]
    assert found == [list(MILLIMETRES[paper])]
    page.emulate_media(media="print")
    assert page.evaluate(BEYOND) == []
    assert name == "empty" or page.locator(".map svg").bounding_box()["height"] > 200


def test_the_picture_looks_as_plotly_draws_it(browser, content):
    work = large(content, 3, 4, links=8)
    page = browser.new_page()
    page.set_content('<body style="margin: 0"><div id="graph"></div><div id="picture"></div>')
    page.add_script_tag(path=Path(plotly.__file__).parent / "package_data" / "plotly.min.js")
    for theme, view in (("light", "columns"), ("dark", "untangled"), ("light", "mindmap")):
        figure = map_data(work.rows, content.words("map"), 900, theme, view)
        page.set_viewport_size({name: figure["layout"][name] for name in ("width", "height")})
        page.evaluate("(svg) => { graph.hidden = true; picture.innerHTML = svg; }", figure_svg(figure, "Map"))
        ours = page.screenshot()
        page.evaluate(
            """({ data, layout }) => { graph.hidden = false; picture.innerHTML = "";
            return Plotly.react('graph', data, layout, { displayModeBar: false }); }""",
            figure,
        )
        pictures = [b64encode(picture).decode() for picture in (ours, page.screenshot())]
        assert page.evaluate(DIFFERENCE, pictures) < 0.004, (theme, view)
    page.close()
