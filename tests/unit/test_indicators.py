"""An indicator that moves to the other kind takes its evidence along, and no other one's name."""

import pytest

from kvi_widgets import KpiStep, KviStep
from kvi_widgets.logic.indicators import moved, names_in_use

LIVED, CONTACT = "Les clients osent demander", "Les clients ouvrent l’appli tous les matins"


@pytest.fixture
def misplaced(workshop):
    workshop.update(
        "kvi", [{"id": "kvi-1", "text": CONTACT, "nature": "quantitative", "evidence": "Compter", "note": "n"}]
    )
    workshop.update(
        "kpi", [{"id": "kpi-1", "text": LIVED, "evidence": "Les écouter"}, {"id": "kpi-2", "text": "Appels"}]
    )
    workshop.update("links", [{"kpi": kpi, "kvi": "kvi-1", "polarity": "+"} for kpi in ("kpi-1", "kpi-2")])
    return workshop


def filled(tables):
    """Cells that say something: a column that a teacher has added stays, blank."""
    return {
        table: [{name: cell for name, cell in row.items() if cell} for row in rows] for table, rows in tables.items()
    }


def test_evidence_and_what_a_teacher_added_go_along_and_only_its_own_links_go(misplaced):
    tables = moved(misplaced, "kpi-1")
    assert [(row["id"], row["text"], row["evidence"]) for row in tables["kvi"]][1:] == [("kvi-2", LIVED, "Les écouter")]
    assert [row["id"] for row in tables["kpi"]] == ["kpi-2"]
    assert [link["kpi"] for link in tables["links"]] == ["kpi-2"]
    back = moved(misplaced, "kvi-1")
    assert back["kpi"][-1] == {"id": "kpi-3", "text": CONTACT, "evidence": "Compter", "note": "n"}
    assert back["links"] == []


def test_a_name_that_feedback_still_speaks_of_is_not_given_again(misplaced):
    misplaced.update("reviews", [{"id": "r-1", "about": "kvi-7", "answer": "Très juste"}])
    assert names_in_use(misplaced, "kvi") == {"kvi-1", "kvi-7"}
    assert moved(misplaced, "kpi-1")["kvi"][-1]["id"] == "kvi-8"


def test_remarks_and_the_first_wording_stay_with_their_sentence(misplaced):
    misplaced.update("reviews", [{"id": "r-1", "about": "kpi-1", "answer": "Très juste"}])
    misplaced.update("revisions", [{"id": "revision-kpi-1", "about": "kpi-1", "before": "Oser", "after": LIVED}])
    tables = moved(misplaced, "kpi-1")
    name = tables["kvi"][-1]["id"]
    assert [row["about"] for row in tables["reviews"]] == [name]
    assert [(row["id"], row["about"]) for row in tables["revisions"]] == [(f"revision-{name}", name)]


def test_what_is_gone_already_moves_nothing(misplaced):
    assert moved(misplaced, "kpi-9") == {}


@pytest.mark.parametrize(("step", "id_", "left"), [(KpiStep, "kpi-1", "kpi"), (KviStep, "kvi-1", "kvi")])
def test_the_form_shows_what_would_change_and_moves_only_when_asked(misplaced, step, id_, left):
    form = step(misplaced)
    assert [question["id"] for question in form.questions if question["move"]] == [id_]
    before = misplaced.rows
    form.request = {"group": f"move-{id_}", "number": 1}
    assert form.offer["kind"] == "move"
    assert form.offer["lines"]
    assert misplaced.rows == before
    form.decision = {"take": False, "number": 1}
    assert misplaced.rows == before
    form.request = {"group": f"move-{id_}", "number": 2}
    form.decision = {"take": True, "number": 2}
    assert id_ not in misplaced.table(left)["id"].tolist()
    assert len(misplaced.kvi) + len(misplaced.kpi) == 3
    misplaced.update("strategy", [{"id": "strategy-1", "text": "Écrit depuis"}])
    form.decision = {"take": True, "number": 3}
    assert form.offer["kind"] == ""
    assert filled(misplaced.rows) == filled(before | {"strategy": misplaced.rows["strategy"]})
