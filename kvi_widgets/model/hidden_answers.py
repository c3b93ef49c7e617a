"""Answers that today's content pack does not show: a question, a card or a step that was taken out.

They stay in the file and in the DataFrames; the learner is told once.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kvi_widgets.model.shapes import Rows, Tables
from kvi_widgets.model.tables import CARD, kit_columns, number_columns, table_of_group
from kvi_widgets.words.form_schema import FORMS, fields, has_form

if TYPE_CHECKING:
    from kvi_widgets.words.content import Content

LONGEST_COLUMN_NAME = 40
HiddenPart = tuple[str, str, int, dict[str, str]]  # a name that stays, a key of the messages, how many, details
FORM_OF_TABLE = {"reviews": "adjust"}  # a table that a form shows in a way of its own
# Columns that are no field of a form and shown all the same.
SHOWN_ANYWAY = {"revisions": {"before"}, "reviews_given": {"answer", "reason"}}


def hidden_answers(content: "Content", rows: Tables) -> dict[str, str]:
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
    >>> list(hidden_answers(Content.load("fr"), {"kvi": [kvi]}))
    ['kvi.source']
    """
    homes = _forms_of_tables(content)
    found = {}
    for table in (name for name in rows if name in homes):  # the others belong to no form
        for name, reason, count, details in _hidden_in_table(content, table, rows[table], homes[table]):
            title = content.words(min(homes[table], key=FORMS.index))["title"]
            found[name] = content.messages[reason].format(title=title, table=table, count=count, **details)
    return found


def _forms_of_tables(content: "Content") -> dict[str, dict[str, set[str]]]:
    """Forms that show each table, and the columns that they show."""
    homes: dict[str, dict[str, set[str]]] = {table: {form: set()} for table, form in FORM_OF_TABLE.items()}
    for form in FORMS:
        for group in content.words(form)["groups"]:
            columns = homes.setdefault(table_of_group(group["id"]), {}).setdefault(form, set())
            columns |= {field["id"] for field in fields(group)}
    return homes


def _hidden_in_table(content: "Content", table: str, rows: Rows, home: dict[str, set[str]]) -> Iterator[HiddenPart]:
    here = [form for form in home if has_form(content, form)]
    if not here:
        if rows:
            yield table, "gone_step", len(rows), {}
        return
    yield from _hidden_rows(content, table, rows)
    if table not in FORM_OF_TABLE:
        columns = kit_columns(table) | number_columns(table) | SHOWN_ANYWAY.get(table, set())
        columns = columns.union(*(home[form] for form in here))
        for column in dict.fromkeys(name for row in rows for name in row if name not in columns):
            count = sum(bool(str(row.get(column, "")).strip()) for row in rows)
            if count:
                yield f"{table}.{column}", "gone_column", count, {"column": column[:LONGEST_COLUMN_NAME]}


def _hidden_rows(content: "Content", table: str, rows: Rows) -> Iterator[HiddenPart]:
    for name, column, place in (("sorting", "card", "deck"), ("reviews_given", "question", "questions")):
        if table == name:
            known = {CARD, *(row["id"] for row in content.rows(place))}
            count = sum(row[column] not in known for row in rows)
            if count:
                yield f"{table}/{place}", f"gone_{place}", count, {}
