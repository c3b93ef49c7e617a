"""The map as SVG: well-formed, the same boxes and links as the figure, people's words as they wrote them."""

from xml.etree.ElementTree import fromstring, tostring

import pytest

from kvi_widgets import Content, Workshop
from kvi_widgets.logic.crowd import gather
from kvi_widgets.model.class_answers import made_up_class
from kvi_widgets.pictures.crowd_figure import crowd_data
from kvi_widgets.pictures.figure_svg import figure_svg
from kvi_widgets.pictures.map_figure import map_data
from kvi_widgets.pictures.map_text import LETTER, breadth

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = [
    "<script>alert(1)</script>",
    '"><b>bold</b><br>',
    "&amp; &lt;i&gt;",
    "{{ 7*7 }} {% x %}",
    "]]>",
    "\x00\x0bnul\ufffe",
    "שלום עולם",
    "👩‍👩‍👧 e\u0301",
    "'; DROP",
]


def drawn(work, **look):
    words = work.content.words("map")
    theme, width = look.pop("theme", "light"), look.pop("width", 900)
    figure = map_data(work.rows, words, width, theme)
    return fromstring(figure_svg(figure, "My map", "Its story", **look))  # noqa: S314  our own picture


def class_drawn(crowd, content):
    words = content.words("map") | content.words("crowd")
    return fromstring(figure_svg(crowd_data(crowd, words), "The class"))  # noqa: S314  our own picture


def said(element):
    return "".join(element.itertext())


def having(root, **marks):
    return [
        group
        for group in root.iter(f"{SVG}g")
        if all(group.get(f"data-{name}") == value for name, value in marks.items())
    ]


@pytest.fixture
def portal(content):
    return Workshop(content).example("portal")


def test_it_is_one_picture_with_a_name_a_story_and_a_size(portal):
    root = drawn(portal)
    assert (root.tag, root.get("role")) == (f"{SVG}svg", "img")
    assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"
    named = {one.get("id"): one.text for one in root if one.tag in {f"{SVG}title", f"{SVG}desc"}}
    assert [named[id_] for id_ in root.get("aria-labelledby").split()] == ["My map", "Its story"]


def test_every_indicator_has_its_box_with_its_whole_text(portal):
    root = drawn(portal)
    for table in ("kpi", "kvi", "strategy"):
        for row in portal.table(table).to_dict("records"):
            (box,) = having(root, node=row["id"], kind=table)
            assert row["text"].replace(" ", "") in said(box).replace(" ", "")


def test_every_working_link_has_a_line_and_a_sign_with_its_polarity(portal):
    root = drawn(portal)
    for link in portal.links.to_dict("records"):
        groups = having(root, kpi=link["kpi"], kvi=link["kvi"])
        assert [group.get("data-sign") for group in groups] == (
            [] if link["polarity"] == "0" else [link["polarity"]] * 2
        )


def test_signs_differ_by_dash_and_letter_too(portal):
    root = drawn(portal)
    plus, minus = having(root, kpi="kpi-1", kvi="kvi-1"), having(root, kpi="kpi-2", kvi="kvi-1")
    assert [said(group[1]) for group in (plus[1], minus[1])] == ["+", "−"]
    assert plus[0][0].get("stroke-dasharray") is None
    assert minus[0][0].get("stroke-dasharray")


def test_reasons_open_under_the_mouse(portal):
    reason = portal.links["reason"][0]
    titles = [
        title.text for group in having(drawn(portal), kpi="kpi-1", kvi="kvi-1") for title in group.iter(f"{SVG}title")
    ]
    assert len(titles) == 2
    assert all(reason in title for title in titles)


def test_a_live_map_has_a_named_button_on_each_box_and_sign(portal):
    root = drawn(portal, live=True, buttons=True)
    buttons = [group for group in root.iter(f"{SVG}g") if group.get("role") == "button"]
    assert len(buttons) == 2 + 3 + 1 + 5
    assert all(group.get("tabindex") == "0" and group.get("aria-label") and group.get("data-told") for group in buttons)
    names = [group.get("aria-label") for group in buttons]
    assert {"KPI 2, KVI 1. contrarie", "KPI 3. Durée moyenne pour se connecter"} <= set(names)
    assert root.get("role") == "group"
    assert not list(root.iter(f"{SVG}title"))


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("live", [False, True])
def test_hostile_texts_stay_texts_and_are_never_escaped_twice(content, text, live):
    work = Workshop(content)
    work.update_all(
        {
            "kvi": [{"id": "kvi-1", "text": text, "evidence": text}],
            "kpi": [{"id": 'kpi-1"><x>', "text": text}],
            "links": [{"kpi": 'kpi-1"><x>', "kvi": "kvi-1", "polarity": "+", "reason": text}],
            "strategy": [{"id": "strategy-1", "text": text}],
        }
    )
    root = drawn(work, live=live, buttons=live)
    shown = "".join(work.kvi["text"][0].split())
    assert {element.tag for element in root.iter()} <= {
        SVG + tag for tag in ("svg", "title", "desc", "g", "rect", "path", "circle", "text", "tspan")
    }
    for name in ("kvi-1", 'kpi-1"><x>', "strategy-1"):
        assert shown in said(having(root, node=name)[0]).replace(" ", "")


def test_an_endless_text_is_drawn_at_once_and_inside_its_box(content):
    work = Workshop(content)
    work.update("kvi", [{"id": "kvi-1", "text": "m" * 10_000}])
    (box,) = having(drawn(work), node="kvi-1")
    lines = [said(row) for row in box.find(f"{SVG}text")]
    room = float(box.find(f"{SVG}rect").get("width"))
    assert max(breadth(line) * LETTER * 13 for line in lines) < room


def test_a_class_has_a_numbered_sign_for_each_side_of_a_pair_and_its_lines_lie_below_the_boxes(content):
    crowd = gather(one.rows for one in made_up_class(content))
    root = class_drawn(crowd, content)
    for pair in crowd.pairs.to_dict("records"):
        signs = having(root, kpi=pair["kpi"], kvi=pair["kvi"])
        numbers = [said(sign.find(f"{SVG}text")) for sign in signs]
        assert numbers == [f"{mark}{pair[side]}" for mark, side in (("+", "plus"), ("−", "minus")) if pair[side]]
    (lines,) = having(root, bundles="")
    assert {part.tag for part in lines} == {f"{SVG}path"}
    assert list(root).index(lines) < next(place for place, part in enumerate(root) if part.get("data-node"))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_of_a_class_stay_texts(content, text):
    work = Workshop(content)
    work.update_all({"kvi": [{"id": "kvi-1", "text": text}], "kpi": [{"id": "kpi-1", "text": text}]})
    root = class_drawn(gather([work.rows, work.rows]), content)
    assert text.replace("\ufffe", "").replace("\x00\x0b", "").replace(" ", "") in said(root).replace(" ", "")


def test_a_note_stands_below_the_picture_in_room_of_its_own(portal):
    bare, noted = drawn(portal), drawn(portal, note="Still & <quiet>")
    assert int(noted.get("height")) > int(bare.get("height"))
    assert "Still & <quiet>" in said(noted)
    assert len(list(noted.iter())) - len(list(bare.iter())) == 3  # a text, its line, its words


def test_an_empty_map_says_so(workshop):
    assert workshop.content.words("map")["empty"] in said(drawn(workshop))


def test_the_colours_of_a_page_are_variables(portal):
    colours = {
        value
        for element in drawn(portal, theme="page").iter()
        for name, value in element.attrib.items()
        if name in {"fill", "stroke"}
    }
    assert colours - {"none"}
    assert all(colour.startswith("var(--map-") for colour in colours - {"none"})


def test_the_same_answers_give_the_same_picture(portal):
    again = Workshop(Content.load("fr")).example("portal")
    assert tostring(drawn(portal)) == tostring(drawn(again))


def test_a_map_of_ordinary_size_stays_small(portal):
    assert len(tostring(drawn(portal))) < 20_000
