"""Step 6: a partner's answers travel as a file, and sentences are reworded."""

from typing import TYPE_CHECKING

from kvi_widgets.logic.cards import card_fields, written_cards
from kvi_widgets.logic.comparison import lookalikes
from kvi_widgets.logic.links import with_text
from kvi_widgets.model.data_package import AnswerFileError, parse, tables_of, to_package
from kvi_widgets.model.shapes import Package, Row, Rows, Tables
from kvi_widgets.model.tables import CARD, SENTENCES, is_answered

if TYPE_CHECKING:
    from kvi_widgets.model.workshop import Workshop


def questions_about(workshop: "Workshop", partner: "Workshop") -> Rows:
    """Every question that a reviewer is asked about a partner's work.

    Returns
    -------
    list of dict
        Rows of ``reviews_given`` without an answer yet: ``id``, ``author``, ``about``,
        ``seen`` (the text as it reads now), ``question`` (its id), ``asked`` (the question itself).

    Examples
    --------
    >>> from kvi_widgets import Workshop
    >>> from kvi_widgets.words.content import Content
    >>> workshop = Workshop(Content.load("fr"))
    >>> [row["question"] for row in questions_about(workshop, workshop.example("shop"))]
    ['card', 'card', 'card', 'card', 'card', 'speaks', 'speaks', 'supports', 'supports', 'supports', 'touches']
    """
    # The cards come first: after them the names of the sentences say where the author wrote them.
    card = next(field["label"] for field in card_fields(workshop.content) if field["id"] == "answer")
    rows = [_question(partner, thing, CARD, card) for thing in written_cards(partner)]
    for about in ("kvi", "kpi", "whole"):
        things = [{"id": "whole", "text": ""}]
        if about != "whole":
            things = with_text(partner.rows_of(about))
        asked = [row for row in workshop.content.rows("questions") if row["about"] == about]
        rows += [_question(partner, thing, row["id"], row["question"]) for thing in things for row in asked]
    return rows


def _question(partner: "Workshop", thing: Row, question: str, asked: str) -> Row:
    return {
        "id": f"{partner.id}-{thing['id']}-{question}",
        "author": partner.id,
        "about": thing["id"],
        "seen": thing["text"],
        "question": question,
        "asked": asked,
    }


def complete_reviews(workshop: "Workshop", answers: Rows, reviewer: str, about_me: Row | None = None) -> Rows:
    """Rows of ``reviews_given``: these answers, and all that the form did not show.

    That is what was given to other partners, in another notebook, or about a question or an
    indicator that is no longer there.

    Parameters
    ----------
    workshop
        Who gives the answers, with the partner opened.
    answers
        Rows with the ``id`` of a question about something, its ``answer``, and columns that a
        teacher has added.
    reviewer, about_me
        Who answers, and what else is asked about that person.
    """
    about_me = about_me or {}
    now = {row["id"]: row for row in answers}
    before = {row["id"]: row for row in workshop.rows_of("reviews_given")}
    asked = {row["id"]: row for row in questions_about(workshop, workshop.partner)}
    rows = [row for name, row in before.items() if name not in now or name not in asked]
    for name in [name for name in asked if name in now]:
        old = before.get(name, {})
        row = {**old, **now[name], **asked[name]}
        if old.get("answer") == row.get("answer", ""):
            # An answer speaks of the text and the question that were there when it was written.
            row |= {part: old[part] for part in ("seen", "asked")}
        if is_answered("reviews_given", {part: cell for part, cell in row.items() if part not in about_me}):
            rows.append({**row, **about_me, "id": name, "reviewer": reviewer})
    return rows


def feedback_package(workshop: "Workshop", name: str = "") -> Package:
    """Data Package to hand back: only what one wrote for the partner opened now, under this name if under none yet."""
    author = workshop.partner.id
    given = [row for row in workshop.rows_of("reviews_given") if row["author"] == author]
    mine = [{**row, "reviewer": row.get("reviewer") or name} for row in given]
    return to_package(
        {"reviews": mine},
        {"language": workshop.content.language, "workshop": author, "feedback": True, "from": workshop.id},
    )


def with_feedback(workshop: "Workshop", text: str) -> Tables:
    """Tables with the rows of a feedback file among the ``reviews``; the same row again replaces the old one.

    Raises
    ------
    AnswerFileError
        No feedback in the file, or it is about another workshop.
    """
    package = parse(text)
    rows, sender = tables_of(package)[0]["reviews"], package["kvi"].get("from")
    if not package["kvi"].get("feedback") or not rows:
        raise AnswerFileError("no_feedback")
    is_for_me = package["kvi"].get("workshop") == workshop.id
    given = {(row["id"], row["answer"]) for row in workshop.rows_of("reviews_given")}
    # Partners may have one id, if they began with one file: then what was written tells.
    if sender == workshop.id and (not is_for_me or {(row["id"], row["answer"]) for row in rows} <= given):
        raise AnswerFileError("my_feedback")
    if not is_for_me:
        raise AnswerFileError("not_for_me")
    # Two partners answer the same questions, perhaps without a name or with the same one.
    new = {f"{row['id']}-{sender or row['reviewer']}": row for row in rows}
    old = {row["id"]: row for row in workshop.rows_of("reviews")}
    return {"reviews": list((old | {name: row | {"id": name} for name, row in new.items()}).values())}


def with_example_feedback(workshop: "Workshop", reviewer: str) -> Tables:
    """Tables with what the example's partner would ask of every sentence, for who has no partner.

    Parameters
    ----------
    workshop
        Whose sentences.
    reviewer
        Name under which the remarks stand in ``reviews``; it says that they come from an example.

    Examples
    --------
    >>> from kvi_widgets import Content, Workshop
    >>> workshop = Workshop(Content.load("en"))
    >>> workshop.update("kvi", [{"id": "kvi-1", "text": "They dare to ask"}])
    >>> [(row["about"], row["reviewer"]) for row in with_example_feedback(workshop, "Inès (example)")["reviews"]]
    [('kvi-1', 'Inès (example)'), ('whole', 'Inès (example)')]
    """
    remarks = {row["id"]: row["example"] for row in workshop.content.rows("questions")}
    said = [
        row | {"id": f"{row['id']}-{reviewer}", "reviewer": reviewer, "answer": remarks[row["question"]]}
        for row in questions_about(workshop, workshop)
        if remarks.get(row["question"])
    ]
    return {"reviews": [*workshop.rows_of("reviews"), *said]}


def with_rewording(workshop: "Workshop", answers: Rows) -> Tables:
    """Tables with these sentences reworded; the first wording of each stays in ``revisions``.

    Parameters
    ----------
    workshop
        Whose sentences.
    answers
        Rows with ``id`` (``revision-kvi-1``), ``after`` and ``why``. A blank ``after``
        puts the first wording back; sentences that are not named stay as they are.
    """
    revisions = {row["about"]: row for row in workshop.rows_of("revisions")}
    texts = {row["id"]: row["text"] for table in SENTENCES for row in workshop.rows_of(table)}
    for row in answers:
        about = row["id"].removeprefix("revision-")
        if about in texts:
            first = revisions.get(about, {}).get("before", texts[about])
            after = row.get("after", "")
            texts[about] = after if after.strip() else first
            revisions[about] = revisions.get(about, {}) | row | {"about": about, "before": first, "after": texts[about]}
    # A reason may be written before the new wording; what was said of a sentence that is gone stays, too.
    older = [
        row
        for about, row in revisions.items()
        if about not in texts
        or row["before"].strip() != row["after"].strip()
        or is_answered("revisions", row | {"before": "", "after": ""})
    ]
    sentences = {table: [row | {"text": texts[row["id"]]} for row in workshop.rows_of(table)] for table in SENTENCES}
    return {"revisions": older} | sentences


def with_their_words(workshop: "Workshop", name: str, why: str) -> Tables:
    """Tables with an indicator that reads as the partner's that looks alike, because both mean the same.

    The learner's own wording stays in ``revisions``, as after every rewording; ``why`` is said
    where the learner has given no reason yet.
    """
    pairs = lookalikes(workshop.rows, workshop.partner.rows)
    texts = [pair["their_text"] for pair in pairs if pair["mine"] == name]
    given = [row["why"] for row in workshop.rows_of("revisions") if row["about"] == name]
    reason = "".join(given).strip() or why
    return with_rewording(workshop, [{"id": f"revision-{name}", "after": text, "why": reason} for text in texts])
