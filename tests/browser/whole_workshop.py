"""What a learner does in each lesson, by keyboard: the whole workshop, in whatever opens its lessons."""

import pandas as pd

from kvi_widgets import Workshop
from kvi_widgets.logic.cards import written_cards
from kvi_widgets.logic.feedback import complete_reviews, feedback_package
from kvi_widgets.model.data_package import dump
from kvi_widgets.words.content import Content

CONTENT = Content.load("fr")
EXAMPLE = Workshop(CONTENT).example("portal")
BEFORE = EXAMPLE.revisions.set_index("about")["before"].to_dict()
PARTNER = Workshop(CONTENT).example("shop")


def records(table: str) -> list[dict]:
    return EXAMPLE.table(table).to_dict("records")


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
    own = "import json; from kvi_widgets.model.data_package import dump; print(json.dumps(dump(workshop.package())))"
    partner.open_partner(lab.python(own))
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


VISITS = (welcome, context, strategy, kvi, kpi, links, share, rewording)
TYPED = ("sorting", "context", "strategy", "kvi", "kpi", "links", "revisions", "closing")


def found_and_expected(lab, table: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Rows of a table in the kernel, and those that were typed, both in the order of their ids."""
    key = list(EXAMPLE.table(table).columns[:2] if table == "links" else EXAMPLE.table(table).columns[:1])
    return tuple(
        frame.sort_values(key, ignore_index=True) for frame in (frame_in_kernel(lab, table), EXAMPLE.table(table))
    )
