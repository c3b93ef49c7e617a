"""A learner does the whole workshop by keyboard, in a real JupyterLab, from the welcome notebook on."""

import json
import re

import pandas as pd
import pytest

from kvi_widgets.logic.map_sentences import link_sentences
from kvi_widgets.model.data_package import parse, rows_of, tables_of
from kvi_widgets.model.tables import TABLES

from .learner import Learner
from .whole_workshop import CONTENT, EXAMPLE, PARTNER, TYPED, VISITS, found_and_expected, frame_in_kernel


@pytest.fixture(scope="module")
def finished(lab, tmp_path_factory):
    """The page after the whole workshop; the tests below look at what came of it."""
    folder = tmp_path_factory.mktemp("partner")
    learner = Learner(lab.page)
    lab.open_notebook("notebooks/fr/00_bienvenue.ipynb")
    for visit in VISITS:
        lab.run_all()
        visit(lab, learner, folder)
    return lab


@pytest.mark.parametrize("table", TYPED)
def test_the_frame_holds_what_was_typed(finished, table):
    pd.testing.assert_frame_equal(*found_and_expected(finished, table), check_dtype=False)


def test_the_partners_remarks_arrived(finished):
    found = frame_in_kernel(finished, "reviews").set_index(["about", "question"])["answer"].to_dict()
    assert found == EXAMPLE.reviews.set_index(["about", "question"])["answer"].to_dict()


def test_the_learners_own_remarks_are_kept(finished):
    found = frame_in_kernel(finished, "reviews_given")
    assert set(found["answer"]) == {"both", *PARTNER.reviews["answer"]}
    assert set(found["reviewer"]) == {"Camille"}


def test_the_file_holds_the_same_as_the_frames(finished):
    package = parse(finished.answers.read_text("utf-8"))
    for table in TABLES:
        frame = frame_in_kernel(finished, table)
        assert pd.DataFrame(rows_of(package, table), columns=frame.columns).equals(frame), table


def test_the_page_that_is_taken_away_carries_the_file(finished):
    with finished.page.expect_download() as waiting:
        finished.page.locator("[data-path='page.download']").press("Enter")
    assert re.fullmatch(r"mon-atelier-\w+-\d{4}-\d\d-\d\d-\d{4}\.html", waiting.value.suggested_filename)
    taken, kept = (parse(path.read_text("utf-8")) for path in (waiting.value.path(), finished.answers))
    assert tables_of(taken) == tables_of(kept)


def test_all_steps_are_done_on_the_ribbon(finished):
    marks = finished.page.locator(".kvi-ribbon:visible .kvi-done")
    assert marks.count() == sum(not step.get("optional") for step in CONTENT.words("pack")["steps"])


def test_the_map_shows_points_lines_signs_and_hovers(finished):
    graph = finished.page.locator(".kvi-map .js-plotly-plot:visible").last.evaluate(
        "(graph) => JSON.stringify(graph.data.map(({customdata, hovertext, text, line}) => ({customdata, hovertext, text, line})))"
    )
    traces = json.loads(graph)
    marks = [tuple(mark) for trace in traces for mark in trace.get("customdata") or [] if isinstance(mark, list)]
    nodes = {mark[1] for mark in marks if mark[0] == "node"}
    assert nodes == {*EXAMPLE.kvi["id"], *EXAMPLE.kpi["id"], *EXAMPLE.strategy["id"]}
    drawn = EXAMPLE.links.query("polarity != '0'")
    assert {mark[1:] for mark in marks if mark[0] == "link"} == set(zip(drawn["kpi"], drawn["kvi"], strict=True))
    dashes = {
        trace["line"].get("dash", "solid")
        for trace in traces
        if trace.get("line") and trace["line"].get("width", 0) >= 2
    }
    assert dashes > {"solid"}
    told = graph.replace("<br>", " ")
    assert all(reason.split()[0] in told for reason in drawn["reason"])


def test_the_twin_tells_the_same_in_words(finished):
    told = finished.page.locator(".kvi-map:visible").last.locator("ul").first.locator("li").all_text_contents()
    assert told == link_sentences(EXAMPLE.rows, CONTENT.words("map"))


def test_nothing_went_wrong_and_nothing_was_asked_outside(finished):
    assert finished.errors == []
    assert finished.outside == []


@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing_on_the_last_notebook(finished, dark):
    finished.set_theme(dark)
    assert finished.axe(".kvi-widget") == []
