"""All answers of a workshop in reading order, under the words of its forms: what a page to take away tells.

Questions that a teacher adds to a form are told as well. Signs, strengths and reasons of the links
are told elsewhere, in `map_sentences`; here stands only what else was asked about them.
"""

from typing import TYPE_CHECKING, NamedTuple

from kvi_widgets.logic import form_binding
from kvi_widgets.logic.cards import card_fields, family
from kvi_widgets.logic.links import with_text
from kvi_widgets.model.shapes import Row, Rows
from kvi_widgets.model.tables import CARD, SENTENCES, columns
from kvi_widgets.words import form_schema
from kvi_widgets.words.shapes import Field

if TYPE_CHECKING:
    from kvi_widgets.model.answers import Answers
    from kvi_widgets.model.workshop import Workshop


class Entry(NamedTuple):
    """Answers that belong together: a heading, blank for none, and pairs of question and answer."""

    heading: str
    answers: list[tuple[str, str]]


class PageSection(NamedTuple):
    """One step of the workshop; ``id`` is the table that holds its answers."""

    id: str
    entries: list[Entry]


def answer_sections(answers: "Workshop") -> list[PageSection]:
    """Every answer that was given, step by step; a step without answers is left out.

    Parameters
    ----------
    answers
        A workshop.

    Returns
    -------
    list of PageSection
        Plain text, not escaped.

    Examples
    --------
    >>> from kvi_widgets import Content, Workshop
    >>> [section.id for section in answer_sections(Workshop(Content.load("en")).example("portal"))]
    ['context', 'strategy', 'kvi', 'kpi', 'reviews', 'revisions', 'closing', 'sorting']
    >>> answer_sections(Workshop(Content.load("en")))
    []
    """
    sections = [PageSection(table, _form(answers, table)) for table in ("context", "strategy", "kvi", "kpi")]
    sections += [PageSection("links", _more_about_links(answers))]
    sections += [
        PageSection("reviews", _review_entries(answers, "reviews")),
        PageSection("revisions", _revisions(answers)),
        PageSection("decided", _form(answers, "adjust", "decided")),
    ]
    sections += [PageSection("closing", _form(answers, "closing")), PageSection("sorting", _sorting(answers))]
    sections += [PageSection("cards", _cards(answers))]
    sections += [PageSection("predictions", _predictions(answers))]
    sections += [PageSection("reviews_given", _review_entries(answers, "reviews_given"))]
    return [section for section in sections if section.entries]


def title(answers: "Answers") -> str:
    """What the workshop is about: the learner's own title, else those of the chosen contexts.

    >>> from kvi_widgets import Content, Workshop
    >>> title(Workshop(Content.load("en")).example("desk"))
    'Welcome desk at a branch'
    """
    own, chosen = _first(answers, "title"), _first(answers, "contexts").split(" + ")
    titles = {row["id"]: row["title"] for row in answers.content.rows("contexts")}
    named = " + ".join(titles[id_] for id_ in chosen if id_ in titles)
    return own or named or answers.content.words("pack")["title"]


def people(answers: "Answers") -> str:
    """Who is concerned, in the learner's words."""
    return _first(answers, "people")


def authors(answers: "Answers") -> list[str]:
    """Names under which the learner gave feedback to others: the only place where one signs.

    >>> from kvi_widgets import Content, Workshop
    >>> authors(Workshop(Content.load("en")).example("portal"))
    []
    """
    return _reviewer_names(answers.rows_of("reviews_given"))


def readers(answers: "Answers") -> list[str]:
    """Names of those who gave feedback.

    >>> from kvi_widgets import Content, Workshop
    >>> readers(Workshop(Content.load("en")).example("portal"))
    ['Inès']
    """
    return _reviewer_names(answers.rows_of("reviews"))


def captions(answers: "Answers") -> dict[str, str]:
    """Short name of every sentence, by id, numbered as on the map.

    >>> from kvi_widgets import Content, Workshop
    >>> captions(Workshop(Content.load("en")).example("portal"))["kvi-2"]
    'KVI 2'
    """
    words = answers.content.words("map")
    return {
        row["id"]: words[f"caption_{table}"].format(number=number)
        for table in SENTENCES
        for number, row in enumerate(with_text(answers.rows_of(table)), start=1)
    }


def _first(answers: "Answers", column: str) -> str:
    return "".join(row[column].strip() for row in answers.rows_of("context")[:1])


def _reviewer_names(reviews: Rows) -> list[str]:
    return list(dict.fromkeys(name for row in reviews if (name := row["reviewer"].strip())))


def _form(answers: "Workshop", step: str, table: str = "") -> list[Entry]:
    names = captions(answers)
    entries = [
        Entry(names.get(row["id"], "…") if "item" in group else "", _answer_pairs(form_schema.fields(group), row))
        for group in form_binding.groups(answers, step)
        if group["kind"] == "items" and group["id"] == (table or group["id"])
        for row in answers.rows_of(group["id"])
    ]
    return [entry for entry in entries if entry.answers]


def _answer_pairs(fields: list[Field], row: Row) -> list[tuple[str, str]]:
    """Question and answer of each field that was answered."""
    pairs = [
        (field.get("label", field["id"]), form_schema.answer_text(field, row.get(field["id"], ""))) for field in fields
    ]
    return [(question, answer.strip()) for question, answer in pairs if answer.strip()]


def _more_about_links(answers: "Answers") -> list[Entry]:
    names, group = captions(answers), form_schema.group(answers.content, "links", "links")
    fields = [field for field in form_schema.fields(group) if field["id"] not in columns("links")]
    entries = [
        Entry(
            group["pair"].format(kpi=names.get(row["kpi"], "…"), kvi=names.get(row["kvi"], "…")),
            _answer_pairs(fields, row),
        )
        for row in answers.rows_of("links")
        if fields
    ]
    return [entry for entry in entries if entry.answers]


def _review_entries(answers: "Answers", table: str) -> list[Entry]:
    # The numbers of somebody else's indicators are not known here; their words are.
    names, words = captions(answers) if table == "reviews" else {}, answers.content.words("page")
    now = {row["id"]: row["question"] for row in answers.content.rows("questions")}
    more = [
        field
        for name in ("reviewer", "reviews_given")
        for field in form_schema.fields(form_schema.group(answers.content, "review", name))
        if field["id"] not in {"reviewer", "answer"}
    ]
    entries: dict[tuple[str, ...], Entry] = {}
    for row in answers.rows_of(table):
        about = words["whole"] if row["about"] == "whole" else names.get(row["about"], "")
        heading = " · ".join(filter(None, [about, row["seen"].strip()]))
        asked = row["asked"] or now.get(row["question"], "")
        is_card = row["question"] == CARD
        said = family(answers.content, row) if is_card else row["answer"]
        also = [field for field in card_fields(answers.content) if field["id"] != "answer"] + more if is_card else more
        pairs = [(" · ".join(filter(None, [row["reviewer"], asked])), said), *_answer_pairs(also, row)]
        entries.setdefault((row["author"], row["about"], heading), Entry(heading, [])).answers.extend(pairs)
    return list(entries.values())


def _revisions(answers: "Answers") -> list[Entry]:
    names, words = captions(answers), answers.content.words("page")
    fields = form_schema.fields(form_schema.group(answers.content, "adjust", "revisions"))
    own = [
        {"id": "before", "label": words["before"]},
        {"id": "after", "label": words["after"]},
        *(field for field in fields if field["id"] != "after"),
    ]
    return [
        Entry(names.get(row["about"], ""), _answer_pairs(own, row))
        for row in answers.rows_of("revisions")
        if row["before"] != row["after"]
    ]


def _sorting(answers: "Answers") -> list[Entry]:
    deck = form_schema.group(answers.content, "welcome", "sorting")
    cards = [
        (" · ".join(filter(None, [row["text"], label if place else ""])), answer)
        for row in answers.rows_of("sorting")
        for place, (label, answer) in enumerate(_answer_pairs(form_schema.fields(deck), row))
    ]
    return [Entry("", cards)] if cards else []


def _cards(answers: "Answers") -> list[Entry]:
    fields = card_fields(answers.content)
    return [Entry(row["seen"], _answer_pairs(fields, row)) for row in answers.rows_of("cards")]


def _predictions(answers: "Workshop") -> list[Entry]:
    """Each under its question as it was asked then, in the order of the lessons."""
    [group] = form_binding.groups(answers, "predictions")
    known = {item["id"]: item["fields"] for item in group["items"]}
    places = {id_: place for place, id_ in enumerate(known)}
    pairs = []
    for row in sorted(answers.rows_of("predictions"), key=lambda row: places.get(row["id"], len(places))):
        fields = known.get(row["id"], [{"id": "answer"}, {"id": "thought"}])
        asked = [field | ({"label": row["question"]} if field["id"] == "answer" else {}) for field in fields]
        pairs += _answer_pairs(asked, row)
    return [Entry("", pairs)] if pairs else []
