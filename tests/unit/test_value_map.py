"""The live map: drawn when the page is ready, redrawn with the answers, told in words always."""

import json
from xml.etree.ElementTree import fromstring

import pytest
from traitlets import TraitError

from kvi_widgets import ValueMap, Workshop
from kvi_widgets.model.data_package import dump

SVG = "image/svg+xml"


@pytest.fixture
def live(finished):
    """Map on a page that has said how wide and how bright it is."""
    shown = ValueMap(finished)
    shown.set_state({"width": 800, "theme": "light"})
    return shown


def drawn(shown):
    return [data for trace in shown.figure["data"] for data in trace.get("customdata") or []]


def test_nothing_is_drawn_before_the_page_has_said_how_wide_and_how_bright_it_is(finished):
    shown = ValueMap(finished)
    shown.width = 800
    assert shown.figure == {}
    shown.theme = "dark"
    assert shown.figure["layout"]["width"] == 800


def test_a_figure_goes_to_the_browser_as_plain_json(live):
    assert json.loads(json.dumps(live.figure, allow_nan=False))["data"]


def test_a_new_width_and_a_new_theme_draw_again(live):
    paper = live.figure["layout"]["paper_bgcolor"]
    live.width = 600
    assert live.figure["layout"]["width"] == 600
    live.theme = "dark"
    assert live.figure["layout"]["paper_bgcolor"] != paper


def lefts(figure, kind):
    return [left for trace in figure["data"] if trace["name"] == kind for left in trace["base"]]


def crossed(workshop):
    """Two KPI whose links cross as they are written."""
    named = {kind: [{"id": f"{kind}-1", "text": "a"}, {"id": f"{kind}-2", "text": "b"}] for kind in ("kpi", "kvi")}
    pairs = [{"kpi": "kpi-1", "kvi": "kvi-2", "polarity": "+"}, {"kpi": "kpi-2", "kvi": "kvi-1", "polarity": "-"}]
    workshop.update_all({**named, "links": pairs})
    return ValueMap(workshop)


def test_in_a_mind_map_kpi_stand_on_both_sides_also_in_the_figure_to_take_away(live):
    assert len(set(lefts(live.figure, "kpi"))) == 1
    live.view = "mindmap"
    for figure in (live.figure, live.plot.to_plotly_json()):
        (kvi,) = set(lefts(figure, "kvi"))
        assert min(lefts(figure, "kpi")) < kvi < max(lefts(figure, "kpi"))


@pytest.mark.parametrize("view", ["untangled", "mindmap"])
def test_a_map_can_begin_in_any_view(finished, view):
    assert ValueMap(finished, view=view).view == view


@pytest.mark.parametrize("view", ["untangled", "mindmap", "columns"])
def test_each_view_is_told_when_it_is_chosen(workshop, view):
    shown = crossed(workshop)
    shown.view = "columns" if view == "mindmap" else "mindmap"
    shown.view = view
    assert shown.said["text"] == shown.words[f"view_{view}"].format(before=1, after=0)


def test_a_chosen_view_keeps_what_can_be_undone(live):
    live.edit = {"do": "set", "kpi": "kpi-1", "kvi": "kvi-1", "polarity": "-"}
    live.view = "mindmap"
    assert live.said["undo"] == 1


def test_a_view_that_does_not_exist_is_refused(live):
    with pytest.raises(TraitError):
        live.view = "spiral"
    assert live.view == "columns"


def test_the_live_map_has_buttons_for_a_legend_and_the_figure_to_take_away_has_one(live):
    assert not live.figure["layout"]["showlegend"]
    assert live.plot.layout.showlegend


def test_a_link_taken_away_leaves_the_map_and_its_twin(live):
    first, *others = live.workshop.links.to_dict("records")
    name, told = ["link", first["kpi"], first["kvi"]], live.twin["sentences"][0]
    assert name in drawn(live)
    live.workshop.update("links", others)
    assert name not in drawn(live)
    assert told not in live.twin["sentences"]


@pytest.mark.parametrize("table", ["kvi", "kpi", "strategy"])
def test_a_reworded_sentence_shows_at_once(live, table):
    rows = live.workshop.table(table).to_dict("records")
    rows[0]["text"] = "unheard of"
    live.workshop.update(table, rows)
    assert "unheard" in json.dumps(live.figure)


def test_the_twin_is_there_without_any_page(finished):
    shown = ValueMap(finished)
    assert shown.twin["sentences"] == shown.sentences
    assert len(shown.twin["rows"]) == len(shown.table) == len(finished.links)
    reasons = [row[-1] for row in shown.twin["rows"]]
    assert sorted(reasons) == sorted(finished.links["reason"])


def test_an_empty_workshop_has_a_map_and_a_twin_too(workshop):
    shown = ValueMap(workshop)
    shown.set_state({"width": 800, "theme": "light"})
    assert shown.sentences == shown.twin["rows"] == []
    assert shown.words["empty"] in json.dumps(shown.figure, ensure_ascii=False)
    assert shown.table.columns.tolist() == shown.twin["columns"]


def test_a_partners_map_appears_when_the_file_is_opened(workshop, finished):
    shown = ValueMap(workshop.partner)
    workshop.open_partner(dump(finished.package()))
    assert shown.sentences == ValueMap(finished).sentences


def test_the_map_is_an_ordinary_figure_where_the_live_one_cannot_be_shown(finished):
    shown = ValueMap(finished)
    assert shown.plot.data
    assert shown.plot.to_json() == shown.plot.to_json()


def test_other_answers_do_not_draw_the_map_again(live):
    figures = []
    live.observe(lambda change: figures.append(change["new"]), names="figure")
    live.workshop.update("closing", [{"takeaway": "look at people"}])
    assert figures == []


def test_a_closed_map_follows_no_longer(live):
    live.close()
    before = live.twin
    live.workshop.update("links", [])
    assert live.twin == before


def test_what_stands_for_the_map_in_a_stored_notebook_never_changes(workshop, finished):
    words = workshop.content.words("map")
    assert repr(ValueMap(workshop)) == repr(ValueMap(finished)) == f"{words['repr']}\n{words['still_title']}"


def test_a_worked_example_carries_its_picture_beside_the_live_map(workshop):
    bundle, _ = ValueMap(workshop.example("portal"))._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "application/vnd.jupyter.widget-view+json", SVG}
    again, _ = ValueMap(workshop.example("portal"))._repr_mimebundle_()
    assert bundle[SVG] == again[SVG]
    picture = fromstring(bundle[SVG])  # noqa: S314  our own picture
    told = "".join(picture.itertext())
    assert all(sentence in told for sentence in ValueMap(workshop.example("portal")).sentences)
    assert workshop.content.words("map")["still"] in told


def test_a_map_that_goes_on_changing_leaves_no_old_picture_in_the_notebook(content, tmp_path, monkeypatch):
    monkeypatch.setenv("JPY_SESSION_NAME", "lesson.ipynb")
    own = Workshop(content, tmp_path / "answers.json")
    own.load(own.example("portal").package())
    assert ValueMap(own).still
    assert SVG not in ValueMap(own)._repr_mimebundle_()[0]
    assert SVG not in ValueMap(own.partner)._repr_mimebundle_()[0]


def test_a_lesson_that_is_run_once_for_a_page_leaves_the_picture_of_the_own_map(content, tmp_path, monkeypatch):
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    own = Workshop(content, tmp_path / "answers.json")
    own.load(own.example("portal").package())
    shown = ValueMap(own)
    assert shown._repr_mimebundle_()[0][SVG] == shown.still


def test_an_empty_map_and_a_very_large_one_have_no_picture(workshop):
    assert ValueMap(workshop).still == ""
    workshop.update("kpi", [{"id": f"kpi-{number}", "text": "Visits"} for number in range(30)])
    assert ValueMap(workshop).still == ""


def test_a_map_says_whose_it_is(workshop, content):
    words = content.words("map")["whose"]
    assert ValueMap(workshop).title == words["own"]
    assert ValueMap(workshop.partner).title == words["partner"]
    assert ValueMap(workshop.example("desk")).title == words["example"]
    assert ValueMap(workshop.example("portal")).title == words["author"].format(author="Romain")


@pytest.mark.parametrize("contributors", [None, [], "Romain", [None], [{}], [{"title": None}]])
def test_who_wrote_it_is_not_known_where_the_file_says_it_badly(workshop, contributors):
    example = workshop.example("portal")
    example.load(example.package() | {"contributors": contributors})
    assert ValueMap(example).title == example.content.words("map")["whose"]["example"]


def test_one_sentence_tells_how_much_there_is_on_a_map(finished):
    drawn = finished.links.query("polarity != '0'")
    told = ValueMap(finished).twin["summary"]
    counts = {"kpi": len(finished.kpi), "kvi": len(finished.kvi), "links": len(drawn)}
    assert told == finished.content.words("map")["summary"].format(**counts)
