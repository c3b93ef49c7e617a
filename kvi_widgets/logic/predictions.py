"""Questions that come before an example: what each asks, and what is shown once it was answered or skipped."""

from typing import TYPE_CHECKING

from kvi_widgets.logic.map_sentences import link_cells
from kvi_widgets.model.tables import column_names
from kvi_widgets.words.shapes import Group, Section

if TYPE_CHECKING:
    from kvi_widgets.model.workshop import Workshop

PARTNER = "partner"  # instead of the name of an example
ANSWER_KEYS = ("kind", "options", "many", "rows", "placeholder", "advice")
# Columns with the ids and the texts that one chooses from; those of other tables are "id" and "text".
CHOSEN_COLUMNS = {"reviews": ("about", "seen")}


def prediction_items(group: Group, workshop: "Workshop") -> None:
    """Give every question of a group its fields; those about examples that a class does not have are left out.

    >>> from kvi_widgets import Content, Workshop
    >>> group = {"items": [{"id": "bet", "kind": "text", "question": "Who wins?"}]}
    >>> prediction_items(group, Workshop(Content.load("en")))
    >>> group["items"][0]["fields"]
    [{'id': 'answer', 'label': 'Who wins?', 'kind': 'text'}]
    """
    there = {PARTNER, *workshop.examples}
    group["items"] = [
        prediction_item(item, workshop) for item in group["items"] if item.get("example", PARTNER) in there
    ]


def prediction_item(item: Section, workshop: "Workshop") -> Section:
    """One question with its fields: the answer, and a thought about what was shown. Of that itself nothing."""
    answer = {"id": "answer", "label": item["question"]} | {key: item[key] for key in ANSWER_KEYS if key in item}
    if "choose_from" in item:
        id_, text = CHOSEN_COLUMNS.get(item["choose_from"], ("id", "text"))
        columns, rows = _cells(item | {"shows": item["choose_from"]}, workshop)
        choices = [(row[columns.index(id_)], row[columns.index(text)]) for row in rows]
        answer["options"] = [{"id": name, "label": label} for name, label in choices if label.strip()]
    thought = [{"id": "thought", "label": item["then"], "kind": "text"}] if "then" in item else []
    about = {"fields": [answer, *thought], "shows": "shows" in item}
    return {"id": _row_id(item, workshop), "question": item["question"], **about}


def _row_id(item: Section, workshop: "Workshop") -> str:
    """Id of the row that keeps the answer: what was guessed of one partner says nothing of the next."""
    is_of_partner = item.get("example") == PARTNER and workshop.partner.has_answers
    return f"{item['id']}-{workshop.partner.id}" if is_of_partner else item["id"]


def revealed(item: Section, workshop: "Workshop") -> Section:
    """What is shown after this question: a table, which may be empty; of a map the links, for where none is drawn.

    >>> from kvi_widgets import Content, Workshop
    >>> revealed({"example": "portal", "shows": "kpi"}, Workshop(Content.load("en")))["rows"][1][1]
    'Number of helpline calls about statements'
    """
    columns, rows = _cells(item, workshop)
    words = {name: item[name] for name in ("caption", "told") if name in item}
    titles = {} if "example" in item else workshop.content.titles(item["shows"])
    return words | {"columns": [titles.get(name, name) for name in columns], "rows": rows}


def whose(item: Section, workshop: "Workshop") -> "Workshop":
    """Workshop that a question is about."""
    return workshop.partner if item["example"] == PARTNER else workshop.example(item["example"])


def _cells(item: Section, workshop: "Workshop") -> tuple[list[str], list[list[str]]]:
    table = item["shows"]
    if "example" in item and table in {"map", "reasons"}:
        return link_cells(whose(item, workshop).rows, workshop.content.words("map"))
    if "example" in item:
        rows = whose(item, workshop).rows_of(table)
        columns = column_names(table, rows)
    else:
        rows, columns = workshop.content.rows(table), workshop.content.columns(table)
    return columns, [[str(row.get(name, "")) for name in columns] for row in rows]
