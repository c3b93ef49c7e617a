"""All that is on the map stands out from what is behind it: texts 4.5 to 1, lines and outlines 3 to 1."""

import re

import pytest

from kvi_widgets.logic.crowd import gather
from kvi_widgets.logic.what_if import what_if
from kvi_widgets.model.class_answers import made_up_class
from kvi_widgets.pages.rendering import source
from kvi_widgets.pictures.crowd_figure import crowd_data
from kvi_widgets.pictures.map_figure import THEMES, map_data
from kvi_widgets.pictures.map_layout import BOX_PADDING, VIEWS
from kvi_widgets.pictures.what_if_figure import FADED, what_if_data
from kvi_widgets.widgets.assets import FOLDER
from kvi_widgets.words.content import Content

from .maps import indicators, links, tables

TABLES = tables(
    indicators("kvi", 2),
    indicators("kpi", 3),
    links(("kpi-1", "kvi-1", "+", 1, ""), ("kpi-2", "kvi-1", "-", 3, "")),
    indicators("strategy", 1),
)


def brightness(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted([brightness(one), brightness(other)])
    return (light + 0.05) / (dark + 0.05)


def texts(figure: dict) -> list[tuple[str, str]]:
    """Colour of each text, and of what it stands on."""
    layout, traces = figure["layout"], {trace["name"]: trace for trace in figure["data"]}
    paper = layout["paper_bgcolor"]
    bars = [trace for trace in figure["data"] if trace["type"] == "bar"]
    fills = {
        (left, middle): bar["marker"]["color"]
        for bar in bars
        for left, middle in zip(bar["base"], bar["y"], strict=True)
    }
    words = traces["text"]
    places = zip(words["x"], words["y"], words["textfont"]["color"], strict=True)
    signs = [
        (trace["textfont"]["color"], trace["marker"]["color"]) for trace in figure["data"] if trace["name"] == "badges"
    ]
    on_paper = [note["font"]["color"] for note in layout["annotations"]]
    on_paper += [layout["font"]["color"], layout["legend"]["font"]["color"], layout["legend"]["title"]["font"]["color"]]
    hover = layout["hoverlabel"]
    return [
        *((colour, fills[x - BOX_PADDING + 2, y]) for x, y, colour in places),
        *signs,
        *((colour, paper) for colour in on_paper),
        (hover["font"]["color"], hover["bgcolor"]),
    ]


def lines(figure: dict) -> list[str]:
    """Colour of every line, arrow, sign and outline; all of them lie on the paper."""
    traces, shapes = figure["data"], figure["layout"]["shapes"]
    drawn = [trace["line"]["color"] for trace in traces if trace.get("mode") == "lines"]
    filled = [trace["marker"]["color"] for trace in traces if trace["name"] in {"arrows", "badges"}]
    outlines = [trace["marker"]["line"]["color"] for trace in traces if trace["type"] == "bar"]
    return [*drawn, *filled, *outlines, *(shape["line"]["color"] for shape in shapes)]


@pytest.fixture(params=[(theme, view) for theme in ("light", "dark") for view in VIEWS], ids=" ".join)
def figure(request):
    theme, view = request.param
    return map_data(TABLES, Content.load("fr").words("map"), 900, theme, view)


def test_texts_stand_out_from_what_is_behind_them(figure):
    found = texts(figure)
    assert len(found) == 6 + 2 + 3 + 3 + 1
    assert min(contrast(*pair) for pair in found) >= 4.5


def test_lines_and_outlines_stand_out_from_the_paper(figure):
    found = lines(figure)
    assert len(found) == 1 + 2 + 2 + 2 + 2 + 3 + 2
    assert min(contrast(line, figure["layout"]["paper_bgcolor"]) for line in found) >= 3


def test_the_word_for_an_empty_map_stands_out(figure):
    empty = map_data({table: [] for table in TABLES}, Content.load("fr").words("map"))["layout"]
    assert contrast(empty["annotations"][0]["font"]["color"], empty["paper_bgcolor"]) >= 4.5


def test_what_the_mouse_is_told_stands_out_on_its_own_ground():
    sheet = (FOLDER / "value_map.css").read_text("utf-8")
    grounds, words = (re.findall(rf"--kvi-map-{name}: (#\w{{6}})", sheet) for name in ("tip", "tip-text"))
    assert min(contrast(*pair) for pair in zip(grounds, words, strict=True)) >= 4.5
    assert len(grounds) == len(THEMES) - 1  # the page has none


def page_colours() -> dict[str, dict[str, str]]:
    """Colours that the style sheet of the live map adds, by theme."""
    sheet = (FOLDER / "value_map.css").read_text("utf-8")
    blocks = re.findall(r"([^{}]*)\{([^{}]*--kvi-map-ring[^{}]*)\}", sheet)
    return {
        "dark" if "jp-theme-light" in where else "light": dict(re.findall(r"--kvi-map-(\w+): (#\w{6})", rules))
        for where, rules in blocks
        if ": #" in rules
    }


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_ring_of_the_focus_and_the_key_stand_out_and_the_key_has_the_colours_of_the_links(theme):
    colours, drawn = page_colours()[theme], THEMES[theme]
    assert (colours["plus"], colours["minus"]) == (drawn["+"], drawn["-"])
    assert min(contrast(colour, drawn["paper"]) for colour in colours.values()) >= 3
    assert len(colours) == 4


def blended(colour: str, paper: str, share: float) -> str:
    parts = [(int(colour[place : place + 2], 16), int(paper[place : place + 2], 16)) for place in (1, 3, 5)]
    return "#" + "".join(f"{round(share * one + (1 - share) * other):02x}" for one, other in parts)


def faded_shares() -> dict[str, float]:
    """How much of its colour is left to what fades: on the live map, on the page of one's own, in what if."""
    script, sheet = (FOLDER / "map_highlight.js").read_text("utf-8"), source("page.css")
    rules = dict(re.findall(r"(\.map \.faded[^{]*) \{\s*opacity: ([\d.]+);", sheet))
    return {
        "map": float(re.search(r"FADED = ([\d.]+)", script)[1]),
        "page": float(rules[".map .faded > :not(text)"]),
        "what if": FADED,
    }


def form_pages() -> dict[str, str]:
    """What a form is drawn on, by the paper of the map: what if lets it shine through."""
    pages = re.findall(r"--kvi-page: (#\w{6});", (FOLDER / "theme.css").read_text("utf-8"))
    return dict(zip((THEMES[theme]["paper"] for theme in ("light", "dark")), pages, strict=True))


@pytest.mark.parametrize("place", ["map", "page", "what if"])
def test_what_has_faded_is_still_seen_and_its_words_are_still_read(figure, place):
    share, on_paper = faded_shares()[place], figure["layout"]["paper_bgcolor"]
    paper = form_pages()[on_paper] if place == "what if" else on_paper
    assert share < 0.9
    assert min(contrast(blended(line, paper, share), paper) for line in lines(figure)) >= 3
    signs = {trace["legendgroup"]: trace for trace in figure["data"] if trace["name"] == "badges"}
    for sign in signs.values():
        assert contrast(sign["textfont"]["color"], blended(sign["marker"]["color"], paper, share)) >= 3
    in_boxes = [(text, behind) for text, behind in texts(figure) if behind != on_paper][: -len(signs) - 1]
    assert len(in_boxes) == 6
    assert min(contrast(text, blended(behind, paper, share)) for text, behind in in_boxes) >= 4.5


def strengths(figure: dict) -> list[float]:
    """How much of its colour is left to each line, arrow and sign."""
    traces = [trace for trace in figure["data"] if "meta" in trace or trace["name"] in {"arrows", "badges", "aim"}]
    return [
        share
        for trace in traces
        for share in (trace.get("opacity", 1), *[trace.get("marker", {}).get("opacity", 1)])
        for share in (share if isinstance(share, list) else [share])
    ]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_at_rest_what_if_shows_the_map_as_it_is_and_no_move_hides_a_link(theme):
    plain = map_data(TABLES, Content.load("fr").words("map"), 900, theme)
    for moves, least in (({}, 1), ({"kpi-1": "stays"}, 1), ({"kpi-1": "rises"}, FADED)):
        figure = what_if_data(plain, moves, what_if(TABLES, moves), theme)
        assert min(strengths(figure)) == least


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_number_of_a_class_is_read_or_it_is_not_there(theme):
    content = Content.load("en")
    figure = crowd_data(
        gather(one.rows for one in made_up_class(content)), content.words("map") | content.words("crowd"), theme=theme
    )
    (numbers,) = [trace for trace in figure["data"] if trace["name"] == "badges"]
    assert {contrast(numbers["textfont"]["color"], fill) >= 4.5 for fill in numbers["marker"]["color"]} == {True}
    hidden = numbers["unselected"]
    assert (hidden["marker"]["opacity"], hidden["textfont"]["color"]) == (0, "rgba(0,0,0,0)")


def test_contrast_is_measured_as_the_standard_says():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
