"""Step 6: a partner's answers travel as a file, and sentences are reworded."""

from typing import TYPE_CHECKING

from kvi_widgets.data_package import AnswerFileError, parse, tables_of, to_package
from kvi_widgets.progress import written

if TYPE_CHECKING:
    from kvi_widgets.workshop import Workshop

SENTENCES = ("strategy", "kvi", "kpi")


def questions_about(workshop: "Workshop", partner: "Workshop") -> list[dict]:
    """Every question that a reviewer is asked about a partner's work.

    Returns
    -------
    list of dict
        Rows of ``reviews_given`` without an answer yet: ``id``, ``author``, ``about``,
        ``seen`` (the text as it reads now), ``question``.

    Examples
    --------
    >>> from kvi_widgets import Workshop
    >>> from kvi_widgets.content import Content
    >>> workshop = Workshop(Content.load("fr"))
    >>> [row["question"] for row in questions_about(workshop, workshop.example("shop"))]
    ['speaks', 'speaks', 'supports', 'supports', 'supports', 'touches']
    """
    rows = []
    for about in ("kvi", "kpi", "whole"):
        things = [{"id": "whole", "text": ""}]
        if about != "whole":
            things = written(partner.table(about)).to_dict("records")
        asked = workshop.content.table("questions").query("about == @about")["id"]
        rows += [{"id": f"{partner.id}-{thing['id']}-{question}", "author": partner.id,
                  "about": thing["id"], "seen": thing["text"], "question": question}
                 for thing in things for question in asked]
    return rows


def complete_reviews(workshop: "Workshop", answers: list[dict], reviewer: str) -> list[dict]:
    """Rows of ``reviews_given``: these answers, and all that the form did not show.

    That is what was given to other partners, in another notebook, or about an indicator that is
    no longer there.
    """
    partner = workshop.partner
    given = {row["id"]: row.get("answer", "") for row in answers}
    kept = [row for row in workshop.rows["reviews_given"] if row["author"] != partner.id or row["id"] not in given]
    # An answer speaks of the text that was there when it was written.
    seen = {(row["id"], row["answer"]): row["seen"] for row in workshop.reviews_given.to_dict("records")}
    return kept + [row | {"reviewer": reviewer, "answer": answer, "seen": seen.get((row["id"], answer), row["seen"])}
                   for row in questions_about(workshop, partner) if (answer := given.get(row["id"]))]


def feedback_package(workshop: "Workshop") -> dict:
    """Data Package to hand back: only what one wrote for the partner opened now."""
    author = workshop.partner.id
    mine = workshop.reviews_given.query("author == @author")
    return to_package({"reviews": mine}, {
        "language": workshop.content.language, "workshop": author, "feedback": True, "from": workshop.id})


def take_feedback(workshop: "Workshop", text: str) -> None:
    """Add the rows of a feedback file to ``reviews``; the same row again replaces the old one.

    Raises
    ------
    AnswerFileError
        No feedback in the file, or it is about another workshop.
    """
    package = parse(text)
    rows = tables_of(package)[0]["reviews"]
    if not package["kvi"].get("feedback") or not rows:
        raise AnswerFileError("no_feedback")
    if package["kvi"].get("workshop") != workshop.id:
        raise AnswerFileError("not_for_me")
    # Two partners answer the same questions, perhaps without a name or with the same one.
    sender = package["kvi"].get("from")
    new = {f"{row['id']}-{sender or row['reviewer']}": row for row in rows}
    old = {row["id"]: row for row in workshop.reviews.to_dict("records")}
    workshop.update("reviews", list((old | {name: row | {"id": name} for name, row in new.items()}).values()))


def reword(workshop: "Workshop", answers: list[dict]) -> None:
    """Put reworded sentences in place; the first wording of each stays in ``revisions``.

    Parameters
    ----------
    workshop
        Whose sentences.
    answers
        Rows with ``id`` (``revision-kvi-1``), ``after`` and ``why``. A blank ``after``
        puts the first wording back; sentences that are not named stay as they are.
    """
    revisions = {row["about"]: row for row in workshop.revisions.to_dict("records")}
    texts = {row["id"]: row["text"] for table in SENTENCES for row in workshop.table(table).to_dict("records")}
    for row in answers:
        about = row["id"].removeprefix("revision-")
        if about in texts:
            first = revisions.get(about, {}).get("before", texts[about])
            texts[about] = row.get("after", "").strip() or first
            revisions[about] = revisions.get(about, {}) | row | {"about": about, "before": first, "after": texts[about]}
    # A reason may be written before the new wording.
    kept = [row for about, row in revisions.items() if about in texts and (
        row["before"] != row["after"] or row.get("why", "").strip())]
    sentences = {table: [row | {"text": texts[row["id"]]} for row in workshop.rows[table]] for table in SENTENCES}
    workshop.update_all({"revisions": kept} | sentences)
