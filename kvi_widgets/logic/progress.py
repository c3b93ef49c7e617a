"""What is still missing in each step, and what deserves a second look. Never a grade.

A step asks for what its ``[missing]`` has a sentence for. So a teacher who adds a field also
decides, by a sentence under its id, whether it may stay blank; a field that was taken out of the
form is not asked for any more.
"""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from kvi_widgets.logic.feedback import questions_about
from kvi_widgets.logic.links import known_links, with_effect, with_text
from kvi_widgets.model.shapes import Row, Rows
from kvi_widgets.model.tables import CARD, SENTENCES
from kvi_widgets.words.content import Words
from kvi_widgets.words.form_schema import fields, forms_of, group, has_form, required_forms
from kvi_widgets.words.shapes import Group, Texts

if TYPE_CHECKING:
    from kvi_widgets.model.workshop import Workshop


MIXED = 2  # contexts that mix well; more deserve a second look
PARTNERS = {"compare", "review"}  # beside others, these forms keep no step open: not everyone has a partner
IMAGES = ("gps", "horizon", "explore")


class Notes(NamedTuple):
    """Sentences for the learner: what is missing, and what is only advice."""

    missing: list[str]
    advice: list[str]


def optional_sentence(words: Texts, name: str, part: str = "missing", /, **details: object) -> list[str]:
    """Sentence of this name; none where a teacher has taken it out.

    >>> optional_sentence({"missing": {"none": "{count} so far"}}, "none", count=1), optional_sentence({}, "none")
    (['1 so far'], [])
    """
    sentence = words.get(part, {}).get(name)
    return [sentence.format(**details)] if sentence else []


def open_fields(asked: Group, row: Row, words: Texts, name: str = "") -> list[str]:
    """Sentences about what a row still lacks, of the fields that the form shows."""
    lacking = [field["id"] for field in fields(asked) if not str(row.get(field["id"], "")).strip()]
    return [sentence for column in lacking for sentence in optional_sentence(words, column, name=name)]


def open_counts(asked: Group, rows: Rows, words: Texts) -> list[str]:
    """Sentences about how many rows lack an answer to a field, of those that the form shows."""
    lacking = {field["id"]: len(blank(rows, field["id"])) for field in fields(asked)}
    return [
        sentence
        for column, count in lacking.items()
        if count
        for sentence in optional_sentence(words, column, count=count)
    ]


def blank(rows: Rows, column: str) -> Rows:
    """Rows in which this answer is still missing."""
    return [row for row in rows if not str(row.get(column, "")).strip()]


def welcome_notes(workshop: "Workshop", words: Words) -> Notes:
    """Enough cards sorted to feel the difference."""
    deck, table = group(workshop.content, "welcome", "sorting"), workshop.content.rows("deck")
    later = {card["id"] for card in table if card["round"]}
    enough = min(deck["at_least"], len(table) - len(later))
    cards = [row for row in workshop.rows_of("sorting") if row["card"] not in later]
    left = enough - len(cards) + len(blank(cards, "answer"))
    missing = optional_sentence(words, "cards", count=left) if left > 0 else []
    return Notes(missing + open_counts(deck, cards, words), [])


def context_notes(workshop: "Workshop", words: Words) -> Notes:
    """A context, and people in it."""
    row = dict.fromkeys(["contexts", "title"], "") | next(iter(workshop.rows_of("context")), {})
    missing = [] if (row["contexts"] + row["title"]).strip() else optional_sentence(words, "context")
    missing += open_fields(group(workshop.content, "context", "context"), row, words)
    count = len([id_ for id_ in row["contexts"].split(" + ") if id_])
    return Notes(missing, optional_sentence(words, "many", "advice", count=count) if count > MIXED else [])


def strategy_notes(workshop: "Workshop", words: Words) -> Notes:
    """A sentence."""
    row = next(iter(workshop.rows_of("strategy")), {})
    return Notes(open_fields(group(workshop.content, "strategy", "strategy"), row, words), [])


def indicator_notes(workshop: "Workshop", words: Words, table: str) -> Notes:
    """How many indicators, and which of their answers are still open."""
    rows, asked = workshop.rows_of(table), group(workshop.content, table, table)
    count = len(with_text(rows))
    missing = (
        optional_sentence(words, "none", count=count, at_least=asked["at_least"]) if count < asked["at_least"] else []
    )
    for number, row in enumerate(rows, start=1):
        if row["text"].strip():
            missing += open_fields(asked, row, words, name=asked["item"].format(n=number))
    most = asked["at_most"]
    return Notes(missing, optional_sentence(words, "many", "advice", count=count, at_most=most) if count > most else [])


def links_notes(workshop: "Workshop", words: Words) -> Notes:
    """Every pair looked at, and a reason for each link."""
    tables = workshop.rows
    pairs = len(with_text(tables["kvi"])) * len(with_text(tables["kpi"]))
    if not pairs:
        return Notes(optional_sentence(words, "indicators"), [])
    links = known_links(tables)
    missing = optional_sentence(words, "pairs", count=pairs - len(links)) if len(links) < pairs else []
    working, asked = with_effect(links), group(workshop.content, "links", "links")
    silent = len(blank(working, "reason")) if "reason" in [field["id"] for field in fields(asked)] else 0
    missing += optional_sentence(words, "reasons", count=silent) if silent else []
    return Notes(missing + open_counts(asked, working, words), [])


def compare_notes(workshop: "Workshop", words: Words) -> Notes:
    """A partner's file to compare with."""
    return Notes([] if workshop.partner.rows_of("kvi") else optional_sentence(words, "partner"), [])


def review_notes(workshop: "Workshop", words: Words) -> Notes:
    """A name, and an answer to each question about the partner's work."""
    partner = workshop.partner
    if not partner.has_indicators:
        return Notes(optional_sentence(words, "partner"), [])
    asked = {row["id"] for row in questions_about(workshop, partner)}
    mine = [row for row in workshop.rows_of("reviews_given") if row["author"] == partner.id]
    answers = [row for row in mine if row["id"] in asked]
    questions = [row for row in answers if row["question"] != CARD]
    open_ = len(asked) - len(answers) + len(blank(answers, "answer"))
    missing = optional_sentence(words, "name") if blank(mine, "reviewer") or not mine else []
    missing += optional_sentence(words, "answers", count=open_) if open_ else []
    missing += open_fields(group(workshop.content, "review", "reviewer"), next(iter(mine), {}), words)
    return Notes(missing + open_counts(group(workshop.content, "review", "reviews_given"), questions, words), [])


def adjust_notes(workshop: "Workshop", words: Words) -> Notes:
    """Feedback received, a reason for each reworded sentence, and what a class expects of the pair."""
    tables = workshop.rows
    sentences = [row for table in SENTENCES for row in tables[table]]
    if not sentences:
        return Notes(optional_sentence(words, "text"), [])
    expected = has_form(workshop.content, "review") and not tables["reviews"]
    there = {row["id"] for row in with_text(sentences)}
    reworded = [row for row in tables["revisions"] if row["before"] != row["after"] and row["about"] in there]
    missing = optional_sentence(words, "feedback") if expected else []
    missing += open_counts(group(workshop.content, "adjust", "revisions"), reworded, words)
    decided = next(iter(tables["decided"]), {})
    return Notes(missing + open_fields(group(workshop.content, "adjust", "decided"), decided, words), [])


def closing_notes(workshop: "Workshop", words: Words) -> Notes:
    """Three images and a thought."""
    row = next(iter(workshop.rows_of("closing")), {})
    asked = group(workshop.content, "closing", "closing")
    left = sum(field["id"] in IMAGES and not row.get(field["id"], "").strip() for field in fields(asked))
    missing = optional_sentence(words, "images", count=left) if left else []
    return Notes(missing + open_fields(asked, row, words), [])


NOTES: dict[str, Callable[["Workshop", Words], Notes]] = {
    "welcome": welcome_notes,
    "context": context_notes,
    "strategy": strategy_notes,
    "kvi": partial(indicator_notes, table="kvi"),
    "kpi": partial(indicator_notes, table="kpi"),
    "links": links_notes,
    "compare": compare_notes,
    "review": review_notes,
    "adjust": adjust_notes,
    "closing": closing_notes,
}


def notes(workshop: "Workshop", step: str) -> Notes:
    """What is missing in a step and what deserves a second look.

    Examples
    --------
    >>> from kvi_widgets import Workshop
    >>> from kvi_widgets.words.content import Content
    >>> len(notes(Workshop(Content.load("fr")), "strategy").missing)
    1
    """
    return NOTES[step](workshop, workshop.content.words(step))


def done(workshop: "Workshop") -> dict[str, bool]:
    """Which steps have nothing missing, by the ids of ``pack.toml``.

    A step is done when the forms that the plan asks for are, a partner's apart: links without a comparison.
    Where there is nothing else to do, as in giving feedback, an example can stand in for a partner. A step
    without forms is not told of.
    """
    state, required = {}, required_forms(workshop.content)
    for step, forms in forms_of(workshop.content).items():
        if not forms:
            continue
        asked = [form for form in forms if form in required] or forms
        alone = [form for form in asked if form not in PARTNERS] or asked
        state[step] = not any(notes(workshop, form).missing for form in alone)
    return state
