"""The figure of the map: signs told three ways, escaped texts, colours that stand out."""

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from kvi_widgets.pictures.map_figure import map_data
from kvi_widgets.pictures.map_layout import VIEWS
from kvi_widgets.pictures.plotly_text import checked_figure

from .maps import links

WORDS = tomllib.loads((Path(__file__).parents[2] / "data/fr/map.toml").read_text("utf-8"))
TABLES = {
    "kvi": [
        {"id": "kvi-1", "text": "Accès seul", "nature": "quantitative", "evidence": "un <i>entretien</i>"},
        {"id": "kvi-2", "text": "<b>Confiance</b> & joie", "nature": "qualitative", "evidence": ""},
        {"id": "kvi-3", "text": "", "nature": "", "evidence": ""},
    ],
    "kpi": [
        {"id": "kpi-1", "text": "Téléchargements", "evidence": ""},
        {"id": "kpi-2", "text": "Appels", "evidence": ""},
        {"id": "kpi-3", "text": "Visites", "evidence": "journal"},
    ],
    "links": links(
        ("kpi-1", "kvi-1", "+", 3, "<script>clair</script>"),
        ("kpi-2", "kvi-1", "-", 2, "on se débrouille"),
        ("kpi-1", "kvi-9", "+", 1, ""),
        ("kpi-3", "kvi-1", "0", 1, ""),
        ("kpi-3", "kvi-2", "", 1, ""),
    ),
    "strategy": [{"id": "strategy-1", "text": "Rendre le relevé facile"}],
}


def map_figure(*tables_and_look, **look):
    return checked_figure(map_data(*tables_and_look, **look))


@pytest.fixture
def figure():
    return map_figure(TABLES, WORDS)


def traces(figure, name, group=None):
    return [trace for trace in figure.data if trace.name == name and group in (None, trace.legendgroup)]


def test_every_box_carries_its_id_and_its_full_text(figure):
    boxes = [
        (data[1], hover)
        for trace in figure.data
        if trace.type == "bar"
        for data, hover in zip(trace.customdata, trace.hovertext, strict=True)
    ]
    assert [id_ for id_, _ in boxes] == ["kpi-1", "kpi-2", "kpi-3", "kvi-1", "kvi-2", "strategy-1"]
    assert "journal" in dict(boxes)["kpi-3"]
    assert WORDS["nature_quantitative"] in dict(boxes)["kvi-1"]
    assert WORDS["no_lever_hover"].split()[0] in dict(boxes)["kvi-2"]


def test_a_sign_is_told_by_colour_by_dash_and_by_letter(figure):
    (plus,), (minus,) = traces(figure, "plus"), traces(figure, "minus")
    assert (plus.line.dash, minus.line.dash) == ("solid", "9px,5px")
    assert plus.line.color != minus.line.color
    assert [trace.text for trace in traces(figure, "badges")] == [("<b>+</b>",), ("<b>−</b>",)]


def test_a_stronger_link_is_drawn_thicker():
    widths = {}
    for strength in (1, 2, 3):
        as_strong = [link | {"strength": strength} for link in TABLES["links"]]
        figure = map_figure(TABLES | {"links": as_strong}, WORDS)
        widths[strength] = traces(figure, "plus")[0].line.width
    assert widths == {1: 2, 2: 4, 3: 7}


def test_every_link_has_a_line_of_its_own_that_names_it(figure):
    lines = [*traces(figure, "plus"), *traces(figure, "minus")]
    assert [list(line.meta) for line in lines] == [["link", "kpi-1", "kvi-1"], ["link", "kpi-2", "kvi-1"]]


def test_links_without_effect_or_to_missing_indicators_are_not_drawn(figure):
    drawn = [data for trace in traces(figure, "badges") for data in trace.customdata]
    assert drawn == [["link", "kpi-1", "kvi-1"], ["link", "kpi-2", "kvi-1"]]


def test_a_link_answers_to_the_mouse_along_its_curve(figure):
    (line,) = traces(figure, "minus")
    assert len(line.x) > 10
    assert tuple(line.meta) == ("link", "kpi-2", "kvi-1")
    assert "on se débrouille" in line.hovertext.replace("<br>", " ")
    assert WORDS["strength_2"] in line.hovertext.replace("<br>", " ")


def test_arrowheads_stand_at_the_kvi_and_follow_the_curve(figure):
    (arrows,) = traces(figure, "arrows", "+")
    kvi = next(trace for trace in figure.data if trace.name == "kvi")
    assert 0 < kvi.base[0] - arrows.x[0] < 12
    assert 0 < arrows.marker.angle[0] < 180


def test_one_legend_entry_hides_the_whole_family_of_a_sign(figure):
    entries = [trace for trace in figure.data if trace.showlegend]
    assert [entry.name for entry in entries] == [WORDS["legend_plus"], WORDS["legend_minus"]]
    assert sum(trace.legendgroup == "+" for trace in figure.data) == 4


def test_a_legend_stands_below_and_the_live_map_leaves_it_out():
    full, live = map_figure(TABLES, WORDS), map_figure(TABLES, WORDS, key=False)
    assert full.layout.showlegend
    assert not live.layout.showlegend
    assert full.layout.height - live.layout.height == live.layout.meta["key"]
    assert full.layout.yaxis.range == (full.layout.height, 0)
    lowest = max(
        shown.y[place] + shown.width[place] / 2
        for shown in full.data
        if shown.type == "bar"
        for place in range(len(shown.y))
    )
    assert lowest <= live.layout.height


@pytest.mark.parametrize("view", VIEWS)
def test_each_column_has_one_heading(view):
    figure = map_figure(TABLES, WORDS, view=view)
    columns = {start for trace in figure.data if trace.type == "bar" for start in trace.base}
    assert [note.x for note in figure.layout.annotations] == sorted(columns)
    assert WORDS["heading_kvi"] in figure.layout.annotations[1].text


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_draws_the_same_boxes_links_and_signs(view):
    figure = map_figure(TABLES, WORDS, view=view)
    boxes = [data[1] for trace in figure.data if trace.type == "bar" for data in trace.customdata]
    assert sorted(boxes) == ["kpi-1", "kpi-2", "kpi-3", "kvi-1", "kvi-2", "strategy-1"]
    signs = {
        tuple(data): text
        for trace in traces(figure, "badges")
        for data, text in zip(trace.customdata, trace.text, strict=True)
    }
    assert signs == {("link", "kpi-1", "kvi-1"): "<b>+</b>", ("link", "kpi-2", "kvi-1"): "<b>−</b>"}


def test_what_no_link_reaches_is_outlined_with_dashes_and_named(figure):
    (texts,) = traces(figure, "text")
    marked = [text for text in texts.text if WORDS["no_link"] in text or WORDS["no_lever"] in text]
    assert len(marked) == len(figure.layout.shapes) == 2
    assert {shape.line.dash for shape in figure.layout.shapes} == {"5px,4px"}
    assert WORDS["no_link"] in marked[0]
    assert "Visites" in marked[0]


def test_texts_of_people_are_escaped_everywhere(figure):
    drawn = json.dumps(figure.to_plotly_json(), ensure_ascii=False, default=list)
    for tag in ("<script>", "<b>Confiance", "<i>"):
        assert tag not in drawn
    assert "&lt;script&gt;" in drawn
    assert "&lt;b&gt;Confiance&lt;/b&gt; &amp; joie" in drawn


def test_empty_tables_give_a_friendly_word():
    figure = map_figure({table: [] for table in TABLES}, WORDS)
    assert not figure.data
    assert WORDS["empty"] in figure.layout.annotations[0].text


@pytest.mark.parametrize("missing", TABLES)
def test_any_table_may_be_empty(missing):
    assert map_figure(TABLES | {missing: []}, WORDS).data


def test_one_unit_is_one_pixel_and_nothing_can_be_dragged(figure):
    layout = figure.layout
    assert layout.xaxis.range == (0, layout.width)
    assert layout.yaxis.range == (layout.height, 0)
    assert layout.xaxis.fixedrange
    assert layout.yaxis.fixedrange
    assert layout.dragmode is False


def test_a_map_of_ordinary_size_stays_small(figure):
    assert len(figure.to_json()) < 20_000


def test_the_same_answers_give_the_same_figure():
    assert map_figure(TABLES, WORDS).to_json() == map_figure(TABLES, WORDS).to_json()


@pytest.mark.slow
def test_importing_the_kit_does_not_import_plotly():
    code = "import sys, kvi_widgets; sys.exit('plotly' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.slow
def test_the_live_map_is_drawn_without_plotly_in_the_kernel():
    code = """if True:
        import sys
        from kvi_widgets import ValueMap, Workshop
        from kvi_widgets.words.content import Content
        shown = ValueMap(Workshop(Content.load("fr")).example("portal"))
        shown.set_state({"width": 800, "theme": "light"})
        sys.exit(not shown.figure["data"] or "plotly" in sys.modules)"""
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
