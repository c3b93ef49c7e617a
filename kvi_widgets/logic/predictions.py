"""Questions that come before an example: what each asks, and what is shown once it was answered or skipped."""

from typing import TYPE_CHECKING

import pandas as pd

from kvi_widgets.logic.map_sentences import link_table
from kvi_widgets.model.shapes import records
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
        rows = records(_frame(item | {"shows": item["choose_from"]}, workshop))
        answer["options"] = [{"id": row[id_], "label": row[text]} for row in rows if row[text].strip()]
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
    frame = _frame(item, workshop)
    words = {name: item[name] for name in ("caption", "told") if name in item}
    titles = frame.attrs.get("titles", {})
    return words | {
        "columns": [titles.get(name, name) for name in frame.columns],
        "rows": frame.astype("str").to_numpy().tolist(),
    }


def whose(item: Section, workshop: "Workshop") -> "Workshop":
    """Workshop that a question is about."""
    return workshop.partner if item["example"] == PARTNER else workshop.example(item["example"])


def _frame(item: Section, workshop: "Workshop") -> pd.DataFrame:
    if "example" not in item:
        return workshop.content.table(item["shows"])
    about = whose(item, workshop)
    if item["shows"] in {"map", "reasons"}:
        return link_table(about.rows, workshop.content.words("map"))
    return about.table(item["shows"])
