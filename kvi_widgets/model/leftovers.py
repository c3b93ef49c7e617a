"""Answers that today's content pack does not show: a question, a card or a step that was taken out.

They stay in the file and in the DataFrames; the learner is told once.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kvi_widgets.model.tables import key
from kvi_widgets.words.form_words import STEPS, belongs, fields

if TYPE_CHECKING:
    from kvi_widgets.words.content import Content

# Columns that are no field of a form and shown all the same, or that nobody has typed.
GIVEN = {"id", "author", "reviewer", "about", "seen", "question", "asked", "before", "strength"}
LONGEST_NAME = 40
PLACES = {"reviews": "adjust"}  # a table that a form shows in a way of its own
SHARED = {"reviewer": "reviews_given"}  # groups whose fields are columns of another table


def leftovers(content: "Content", rows: dict[str, list[dict]]) -> dict[str, str]:
    """What has been answered and no form shows any more.

    Parameters
    ----------
    content
        Today's words.
    rows
        Rows per table, as they were in the file.

    Returns
    -------
    dict
        For the learner, in words with how many and in which table; by a name that is the same
        each time.

    Examples
    --------
    >>> from kvi_widgets.words.content import Content
    >>> kvi = {"id": "kvi-1", "text": "Ils osent demander", "nature": "", "evidence": "", "source": "un sondage"}
    >>> list(leftovers(Content.load("fr"), {"kvi": [kvi]}))
    ['kvi.source']
    """
    homes = _homes(content)
    found = {}
    for table, some in rows.items():
        for name, form, count, details in _left_of(content, table, some, homes[table]):
            title = content.words(min(homes[table], key=STEPS.index))["title"]
            found[name] = content.messages[form].format(title=title, table=table, count=count, **details)
    return found


def _homes(content: "Content") -> dict[str, dict[str, set[str]]]:
    """Forms that show each table, and the columns that they show."""
    homes: dict[str, dict[str, set[str]]] = {table: {form: set()} for table, form in PLACES.items()}
    for form in STEPS:
        for group in content.words(form)["groups"]:
            table = SHARED.get(group["id"], group["id"])
            shown = homes.setdefault(table, {}).setdefault(form, set())
            shown |= {field["id"] for field in fields(group)}
    return homes


def _left_of(content: "Content", table: str, rows: list[dict], home: dict[str, set[str]]) -> Iterator[tuple]:
    here = [form for form in home if belongs(content, form)]
    if not here:
        if rows:
            yield table, "gone_step", len(rows), {}
        return
    yield from _left_rows(content, table, rows)
    if table not in PLACES:
        shown = {
            *GIVEN,
            *key(table),
            *({"text"} if table == "sorting" else ()),
            *({"answer"} if table == "reviews_given" else ()),
        }
        shown = shown.union(*(home[form] for form in here))
        for column in dict.fromkeys(name for row in rows for name in row if name not in shown):
            count = sum(bool(str(row.get(column, "")).strip()) for row in rows)
            if count:
                yield f"{table}.{column}", "gone_column", count, {"column": column[:LONGEST_NAME]}


def _left_rows(content: "Content", table: str, rows: list[dict]) -> Iterator[tuple]:
    for name, column, place in (("sorting", "card", "deck"), ("reviews_given", "question", "questions")):
        if table == name:
            known = set(content.table(place)["id"])
            count = sum(row[column] not in known for row in rows)
            if count:
                yield f"{table}/{place}", f"gone_{place}", count, {}
