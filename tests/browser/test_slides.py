"""Steps to project: read from afar, by keys and buttons, dark and light; printed they are a handout."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import expect

from kvi_widgets import Content
from kvi_widgets.pages.slides import slide_page, slides

from .lab import PICTURES

FITS = (
    "() => document.documentElement.scrollWidth <= innerWidth && document.documentElement.scrollHeight <= innerHeight"
)


@pytest.fixture(params=["fr", "en"])
def content(request):
    return Content.load(request.param)


@pytest.fixture
def page(browser, content, tmp_path):
    (tmp_path / "slides.html").write_text(slide_page(content), "utf-8")
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    opened.goto((tmp_path / "slides.html").as_uri())
    yield opened
    opened.close()


def test_keys_lead_from_step_to_step_and_a_screen_reader_is_taken_along(page, content):
    title = content.words("pack")["title"]
    expect(page.get_by_role("heading")).to_have_text([title])
    for slide in slides(content):
        page.keyboard.press("ArrowRight")
        expect(page.get_by_role("heading")).to_have_text([slide.title])
        expect(page.get_by_role("heading")).to_be_focused()
        assert page.locator(".shown .prompt").all_inner_texts() == slide.prompts
    page.keyboard.press("PageDown")  # there is no further one
    expect(page.get_by_role("heading")).to_have_text([slides(content)[-1].title])
    expect(page.locator("[data-by='1']")).to_be_disabled()
    page.reload()
    expect(page.get_by_role("heading")).to_have_text([slides(content)[-1].title])
    page.keyboard.press("PageUp")
    page.locator("[data-by='-1']").click()
    expect(page.get_by_role("heading")).to_have_text([slides(content)[-3].title])
    page.keyboard.press("Home")
    expect(page.get_by_role("heading")).to_have_text([title])


def test_the_clock_has_the_minutes_of_the_step_and_ends(page, content):
    words = content.words("room")["board"]
    timer, button = page.get_by_role("timer"), page.locator(".clock")
    page.clock.install()
    page.reload()
    expect(button).to_be_hidden()  # the first page names no time
    page.keyboard.press("ArrowRight")
    button.press("Enter")
    minutes = slides(content)[0].minutes
    expect(timer).to_have_text(re.compile(rf"\b({minutes}:00|{minutes - 1}:5\d)$"))
    page.clock.fast_forward(minutes * 60_000)
    expect(timer).to_have_text(words["over"])
    button.press("Enter")
    expect(timer).to_be_empty()
    expect(button).to_have_text(words["start"])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_slide_fits_and_is_sound_for_a_checker_of_accessibility(page, content, scheme):
    page.emulate_media(color_scheme=scheme)
    page.evaluate(Path(AXE_FILE_PATH).read_text("utf-8"))
    PICTURES.mkdir(exist_ok=True)
    for number in range(len(slides(content)) + 1):
        for width in (900, 1280, 1920):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=PICTURES / f"slides-{content.language}-{number}-{scheme}-{width}.png")
            assert page.evaluate(FITS), (number, width)
        found = page.evaluate("() => axe.run()")["violations"]
        assert [f"{rule['id']}: {node['html'][:160]}" for rule in found for node in rule["nodes"]] == []
        page.keyboard.press("ArrowRight")


def test_on_paper_all_steps_are_there_on_two_pages_at_most(page, content):
    page.emulate_media(media="print")
    for slide in slides(content):
        expect(page.get_by_role("heading", name=slide.title)).to_be_visible()
    assert len(re.findall(rb"/Type /Page\b", page.pdf(prefer_css_page_size=True))) <= 2
