"""All answers of a workshop in reading order, under the words of its forms: what a page to take away tells.

The links stand elsewhere, in `story`. Questions that a teacher adds to a form are told as well.
"""

from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from kvi_widgets import forms
from kvi_widgets.feedback import SENTENCES
from kvi_widgets.story import answered

if TYPE_CHECKING:
    from kvi_widgets.answers import Answers


class Entry(NamedTuple):
    """Answers that belong together: a heading, blank for none, and pairs of question and answer."""

    heading: str
    answers: list[tuple[str, str]]


class Section(NamedTuple):
    """One step of the workshop; ``id`` is the table that holds its answers."""

    id: str
    entries: list[Entry]


def sections(answers: "Answers") -> list[Section]:
    """Every answer that was given, step by step; a step without answers is left out.

    Parameters
    ----------
    answers
        A workshop.

    Returns
    -------
    list of Section
        Plain text, not escaped.

    Examples
    --------
    >>> from kvi_widgets import Content, Workshop
    >>> [section.id for section in sections(Workshop(Content.load("en")).example("portal"))]
    ['context', 'strategy', 'kvi', 'kpi', 'reviews', 'revisions', 'closing', 'sorting']
    >>> sections(Workshop(Content.load("en")))
    []
    """
    told = [Section(table, _form(answers, table)) for table in ("context", "strategy", "kvi", "kpi")]
    told += [Section("reviews", _reviews(answers, "reviews")), Section("revisions", _revisions(answers))]
    told += [Section("closing", _form(answers, "closing")), Section("sorting", _sorting(answers))]
    told += [Section("reviews_given", _reviews(answers, "reviews_given"))]
    return [section for section in told if section.entries]


def title(answers: "Answers") -> str:
    """What the workshop is about: the learner's own title, else those of the chosen contexts.

    >>> from kvi_widgets import Content, Workshop
    >>> title(Workshop(Content.load("en")).example("desk"))
    'Welcome desk at a branch'
    """
    own, chosen = _first(answers.context, "title"), _first(answers.context, "contexts").split(" + ")
    titles = answers.content.table("contexts").set_index("id")["title"].to_dict()
    named = " + ".join(titles[id_] for id_ in chosen if id_ in titles)
    return own or named or answers.content.words("pack")["title"]


def people(answers: "Answers") -> str:
    """Who is concerned, in the learner's words."""
    return _first(answers.context, "people")


def authors(answers: "Answers") -> list[str]:
    """Names under which the learner gave feedback to others: the only place where one signs.

    >>> from kvi_widgets import Content, Workshop
    >>> authors(Workshop(Content.load("en")).example("portal"))
    []
    """
    return _names(answers.reviews_given)


def readers(answers: "Answers") -> list[str]:
    """Names of those who gave feedback.

    >>> from kvi_widgets import Content, Workshop
    >>> readers(Workshop(Content.load("en")).example("portal"))
    ['Inès']
    """
    return _names(answers.reviews)


def captions(answers: "Answers") -> dict[str, str]:
    """Short name of every sentence, by id, numbered as on the map.

    >>> from kvi_widgets import Content, Workshop
    >>> captions(Workshop(Content.load("en")).example("portal"))["kvi-2"]
    'KVI 2'
    """
    words = answers.content.words("map")
    return {id_: words[f"caption_{table}"].format(number=number)
            for table in SENTENCES for number, id_ in enumerate(answered(answers.table(table))["id"], start=1)}


def _first(frame: pd.DataFrame, column: str) -> str:
    return frame[column].iloc[0].strip() if len(frame) else ""


def _names(reviews: pd.DataFrame) -> list[str]:
    return list(dict.fromkeys(name.strip() for name in reviews["reviewer"] if name.strip()))


def _form(answers: "Answers", step: str) -> list[Entry]:
    names = captions(answers)
    entries = []
    for group in forms.groups(answers, step):
        fields = group.get("fields", [])
        for row in answers.table(group["id"]).to_dict("records") if group["kind"] == "items" else ():
            heading = names.get(row["id"], "…") if "item" in group else ""
            entries.append(Entry(heading, [(field["label"], told) for field in fields if (told := _told(field, row))]))
    return [entry for entry in entries if entry.answers]


def _told(field: dict, row: dict) -> str:
    """Answer to one field as people read it: the words of a choice, not its name."""
    value = str(row.get(field["id"], "")).strip()
    if field["kind"] != "choice":
        return value
    labels = {str(option.get("value", option["id"])): " ".join(filter(None, [option.get("sign"), option["label"]]))
              for option in field["options"]}
    return " + ".join(labels.get(one, one) for one in value.split(" + "))


def _reviews(answers: "Answers", table: str) -> list[Entry]:
    # The numbers of somebody else's indicators are not known here; their words are.
    names = captions(answers) if table == "reviews" else {}
    questions = answers.content.table("questions").set_index("id")["question"].to_dict()
    whole = answers.content.words("page")["whole"]
    entries: dict[tuple, Entry] = {}
    for row in answers.table(table).to_dict("records"):
        about = whole if row["about"] == "whole" else names.get(row["about"], "")
        heading = " · ".join(filter(None, [about, row["seen"]]))
        asked = " · ".join(filter(None, [row["reviewer"], questions.get(row["question"], "")]))
        entries.setdefault((row["author"], heading), Entry(heading, [])).answers.append((asked, row["answer"]))
    return list(entries.values())


def _revisions(answers: "Answers") -> list[Entry]:
    names, words = captions(answers), answers.content.words("page")
    return [
        Entry(names.get(row["about"], ""), [(words[name], row[name]) for name in ("before", "after", "why") if row[name].strip()])
        for row in answers.revisions.to_dict("records") if row["before"] != row["after"]
    ]


def _sorting(answers: "Answers") -> list[Entry]:
    deck = next(group for group in answers.content.words("welcome")["groups"] if group["id"] == "sorting")
    cards = [(row["text"], deck["names"][row["answer"]]) for row in answers.rows["sorting"] if row["answer"]]
    return [Entry("", cards)] if cards else []
