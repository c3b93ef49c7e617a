"""Letters set larger or wider apart, twice the size, a broad screen: all is read, and the focus is in sight."""

import pytest

# As in JupyterLab's settings.
LETTERS = """async (size) => {
  const change = { enabled: true, key: "content-font-size1", font: `${size}px` };
  await jupyterapp.commands.execute("apputils:change-font", change);
  const prose = document.querySelector(".jp-RenderedMarkdown p");
  while (getComputedStyle(prose).fontSize !== `${size}px`) await new Promise(requestAnimationFrame);
}"""
# All that can be read in the kit's own widgets, but for pictures: its place and how large it is written.
OURS = """const ours = [...document.querySelectorAll(".kvi-widget *")].filter((one) => one.checkVisibility() &&
  !one.closest("svg") && (one instanceof HTMLTextAreaElement || [...one.childNodes].some((node) => node instanceof Text && node.data.trim())));"""
SIZES = f"() => {{ {OURS} return ours.map((one) => parseFloat(getComputedStyle(one).fontSize)); }}"
# What shows less than it holds, but for what is there to be heard only.
CUT = f"""() => {{ {OURS}
  const isCut = (one) => one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth + 1;
  const hides = (one) => one instanceof HTMLTextAreaElement || ["hidden", "clip"].includes(getComputedStyle(one).overflowX);
  return ours.filter((one) => !one.closest(".kvi-hidden") && hides(one) && isCut(one)).map((one) => one.outerHTML);
}}"""
# By how many pixels each text of the first map keeps within its box, on its narrowest side.
WITHIN = """() => {
  const map = document.querySelector(".kvi-map .js-plotly-plot");
  const all = (selector) => [...map.querySelectorAll(selector)].map((one) => one.getBoundingClientRect());
  const boxes = all(".barlayer .point path");
  return all(".textpoint text").filter(({ width }) => width > 30).map((text) => Math.max(...boxes.map((box) => Math.min(
    text.left - box.left, box.right - text.right, text.top - box.top, box.bottom - text.bottom))));
}"""
# As the standard names them (WCAG 2.2, 1.4.12), in the way a bookmark sets them.
SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
  p { margin-bottom: 2em !important; }"""
IN_SIGHT = """() => {
  const link = document.activeElement.getBoundingClientRect();
  const notebook = document.activeElement.closest(".jp-Notebook")?.getBoundingClientRect();
  return document.activeElement.matches(".kvi-ribbon [aria-current]") &&
    notebook.top <= link.top && link.bottom <= notebook.bottom;
}"""
# Each line that is read, of the lesson and of the kit: one begins with each block, and with each word that stands left
# of the one before.
LINES = """() => {
  const isRead = ({ parentElement: at }) => at.checkVisibility() && at.closest(".jp-RenderedMarkdown, .kvi-widget") &&
    !at.closest("svg, pre, table, textarea, .kvi-hidden");
  const blockOf = (one) => (getComputedStyle(one).display.startsWith("inline") ? blockOf(one.parentElement) : one);
  const lines = [];
  const walker = document.createTreeWalker(document.querySelector(".jp-Notebook"), NodeFilter.SHOW_TEXT);
  let right = Infinity, block;
  while (walker.nextNode()) {
    if (!isRead(walker.currentNode)) continue;
    if (block !== (block = blockOf(walker.currentNode.parentElement))) right = Infinity;
    for (const { 0: word, index } of walker.currentNode.data.matchAll(/\\S+\\s*/g)) {
      const range = new Range();
      range.setStart(walker.currentNode, index);
      range.setEnd(walker.currentNode, index + word.trimEnd().length);
      const place = range.getBoundingClientRect();
      if (place.left < right) lines.push("");
      lines[lines.length - 1] += word;
      right = place.right;
    }
  }
  return lines.map((line) => line.trim());
}"""
# A map and a table keep their width: they scroll by themselves.
OFF_SCREEN = """() => [...document.querySelectorAll(".kvi-widget *")]
  .filter((one) => one.checkVisibility() && !one.closest(".kvi-map-stage, .kvi-scroll, .kvi-hidden"))
  .filter((one) => one.getBoundingClientRect().right > one.closest(".jp-Notebook").getBoundingClientRect().right)
  .map((one) => one.outerHTML.slice(0, 90))"""
RUN_ALL = "() => jupyterapp.commands.execute('notebook:run-all-cells')"
LESSON = "notebooks/fr/05_liens.ipynb"


@pytest.fixture(scope="module")
def lesson(lab):
    lab.put_example("fr")
    lab.open_notebook(LESSON)
    lab.run_all()
    lab.page.evaluate("() => { for (const one of document.querySelectorAll('.kvi-widget details')) one.open = true; }")
    lab.page.wait_for_selector(".kvi-map [data-path='map.kpi-1']", state="attached")
    return lab


@pytest.fixture
def large_letters(lesson):
    before = lesson.page.evaluate(SIZES)
    lesson.outcome(LETTERS, 20)
    yield before, lesson.page.evaluate(SIZES)
    lesson.outcome(LETTERS, 14)


@pytest.fixture
def wide_letters(lesson):
    style = lesson.page.add_style_tag(content=SPACING)
    yield lesson.page
    style.evaluate("(style) => style.remove()")


def test_the_kit_grows_with_the_letters_of_jupyterlab(lesson, large_letters):
    before, after = large_letters
    assert len(after) == len(before) > 100
    assert [large / size for size, large in zip(before, after, strict=True)] == pytest.approx(
        [20 / 14] * len(before), rel=0.01
    )
    assert lesson.page.evaluate(CUT) == []
    lesson.picture("letters-of-20")


def test_letters_set_apart_are_neither_cut_nor_outside_their_box(wide_letters):
    assert (
        wide_letters.locator(".kvi-prompt").first.evaluate("(one) => getComputedStyle(one).letterSpacing") != "normal"
    )
    assert wide_letters.evaluate(CUT) == []
    within = wide_letters.evaluate(WITHIN)
    assert len(within) == 6
    assert min(within) >= 4


def test_lines_are_not_too_long_for_the_eye_on_a_broad_screen(lesson):
    lesson.page.set_viewport_size({"width": 1920, "height": 1000})
    lines = lesson.page.evaluate(LINES)
    lesson.picture("broad")
    lesson.page.set_viewport_size({"width": 1280, "height": 900})
    assert len(lines) > 60
    assert [line for line in lines if len(line) > 90] == []


def test_after_run_all_at_twice_the_size_the_focused_link_is_in_sight(lesson):
    lesson.page.set_viewport_size({"width": 640, "height": 450})
    lesson.open_notebook(LESSON)
    lesson.outcome(RUN_ALL)
    lesson.page.wait_for_function(IN_SIGHT, timeout=20_000)
    lesson.picture("twice-the-size")
    assert lesson.errors == []


@pytest.mark.parametrize("notebook", ["01_contexte", "05_liens"])
def test_at_320_pixels_no_form_is_scrolled_sideways(lesson, notebook):
    lesson.page.set_viewport_size({"width": 320, "height": 800})
    lesson.open_notebook(f"notebooks/fr/{notebook}.ipynb")
    lesson.run_all()
    assert lesson.page.evaluate(OFF_SCREEN) == []
