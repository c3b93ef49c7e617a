"""A learner does the whole workshop by keyboard, in a real JupyterLab, from the welcome notebook on."""

import json
import re

import pandas as pd
import pytest

from kvi_widgets import Workshop
from kvi_widgets.logic.cards import written_cards
from kvi_widgets.logic.feedback import complete_reviews, feedback_package
from kvi_widgets.logic.map_sentences import link_sentences
from kvi_widgets.model.data_package import dump, parse, rows_of, tables_of
from kvi_widgets.model.tables import TABLES
from kvi_widgets.words.content import Content

from .learner import Learner

CONTENT = Content.load("fr")
EXAMPLE = Workshop(CONTENT).example("portal")
BEFORE = EXAMPLE.revisions.set_index("about")["before"].to_dict()
PARTNER = Workshop(CONTENT).example("shop")


def records(table: str) -> list[dict]:
    return EXAMPLE.table(table).to_dict("records")


@pytest.fixture(scope="module")
def finished(lab, tmp_path_factory):
    """The page after the whole workshop; the tests below look at what came of it."""
    folder = tmp_path_factory.mktemp("partner")
    learner = Learner(lab.page)
    lab.open_notebook("notebooks/fr/00_bienvenue.ipynb")
    for visit in (welcome, context, strategy, kvi, kpi, links, share, rewording):
        lab.run_all()
        visit(lab, learner, folder)
    return lab


def saved(lab) -> None:
    """Every form on the page says that the file has all of it."""
    lab.page.wait_for_function("""() => [...document.querySelectorAll('.kvi-form .kvi-status')]
        .filter((status) => status.offsetParent).every((status) => !/…|Pas encore/.test(status.textContent))""")


def welcome(lab, learner, _folder):
    answers = {row["card"]: row for row in records("sorting")}
    for place, card in enumerate(CONTENT.table("deck")["id"]):
        if card in answers:
            row = answers.pop(card)
            learner.choose(f"sorting.{card}.answer", row["answer"])
            if row["reason"]:
                learner.write(f"sorting.{card}.reason", row["reason"])
        if not answers:
            break
        learner.press("sorting.next")
        assert place < 60
    saved(lab)
    learner.follow("01_contexte.ipynb")


def context(lab, learner, _folder):
    row = records("context")[0]
    for choice in row["contexts"].split(" + "):
        learner.tick(f"context.context-1.contexts.{choice}")
    for field in ("title", "people"):
        learner.write(f"context.context-1.{field}", row[field])
    saved(lab)
    learner.follow("02_strategie.ipynb")


def strategy(lab, learner, _folder):
    learner.write("strategy.strategy-1.text", BEFORE.get("strategy-1", records("strategy")[0]["text"]))
    saved(lab)
    learner.follow("03_kvi.ipynb")


def kvi(lab, learner, _folder):
    for row in records("kvi"):
        learner.write(f"kvi.{row['id']}.text", BEFORE.get(row["id"], row["text"]))
        learner.choose(f"kvi.{row['id']}.nature", row["nature"])
        learner.write(f"kvi.{row['id']}.evidence", row["evidence"])
    saved(lab)
    learner.follow("04_kpi.ipynb")


def kpi(lab, learner, _folder):
    for row in records("kpi"):
        learner.write(f"kpi.{row['id']}.text", BEFORE.get(row["id"], row["text"]))
        learner.write(f"kpi.{row['id']}.evidence", row["evidence"])
    saved(lab)
    learner.follow("05_liens.ipynb")


def links(lab, learner, _folder):
    for row in records("links"):
        path = f"links.{row['kpi']}.{row['kvi']}"
        learner.choose(f"{path}.polarity", row["polarity"])
        if row["polarity"] != "0":
            learner.choose(f"{path}.strength", str(row["strength"]))
        learner.write(f"{path}.reason", row["reason"])
    saved(lab)
    learner.follow("06_partage.ipynb")


def share(lab, learner, folder):
    (folder / "partner.json").write_text(dump(PARTNER.package()), "utf-8")
    learner.open_file("partner.file", str(folder / "partner.json"))
    lab.page.wait_for_selector(f"[data-path^='reviews_given.{PARTNER.id}-']")
    learner.write("reviewer.reviewer-1.reviewer", "Camille")
    for row in written_cards(PARTNER):
        learner.choose(f"reviews_given.{PARTNER.id}-{row['id']}-card.answer", "both")
    for row in PARTNER.reviews.to_dict("records"):
        path = f"reviews_given.{PARTNER.id}-{row['about']}-{row['question']}.answer"
        learner.write(path, row["answer"])
    saved(lab)
    learner.follow("07_retouches.ipynb")


def rewording(lab, learner, folder):
    (folder / "feedback.json").write_text(feedback_of_a_partner(lab), "utf-8")
    learner.open_file("feedback.file", str(folder / "feedback.json"))
    lab.page.wait_for_selector("[data-path='revisions.revision-kvi-1.after']")
    for row in records("revisions"):
        learner.write(f"revisions.{row['id']}.after", row["after"])
        learner.write(f"revisions.{row['id']}.why", row["why"])
    for field in ("gps", "horizon", "explore", "takeaway"):
        learner.write(f"closing.closing-1.{field}", records("closing")[0][field])
    saved(lab)


def feedback_of_a_partner(lab) -> str:
    """The partner reads the learner's file with the same kit and answers the example's remarks."""
    partner = Workshop(CONTENT)
    partner.open_partner(lab.answers.read_text("utf-8"))
    remarks = {(row["about"], row["question"]): row for row in records("reviews")}
    answers = [
        {"id": f"{partner.partner.id}-{about}-{question}", "answer": row["answer"]}
        for (about, question), row in remarks.items()
    ]
    reviewer = next(iter(remarks.values()))["reviewer"]
    partner.update("reviews_given", complete_reviews(partner, answers, reviewer))
    return dump(feedback_package(partner))


def frame_in_kernel(lab, table: str) -> pd.DataFrame:
    rows = lab.python(f"import json; print(json.dumps(workshop.{table}.to_dict('records')))")
    return pd.DataFrame(rows, columns=EXAMPLE.table(table).columns)


@pytest.mark.parametrize("table", ["sorting", "context", "strategy", "kvi", "kpi", "links", "revisions", "closing"])
def test_the_frame_holds_what_was_typed(finished, table):
    key = list(EXAMPLE.table(table).columns[:2] if table == "links" else EXAMPLE.table(table).columns[:1])
    found = frame_in_kernel(finished, table).sort_values(key, ignore_index=True)
    expected = EXAMPLE.table(table).sort_values(key, ignore_index=True)
    pd.testing.assert_frame_equal(found, expected, check_dtype=False)


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
