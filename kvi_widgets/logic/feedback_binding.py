"""The two forms of step 6: questions about a partner's work, and one's own sentences beside the remarks."""

from typing import TYPE_CHECKING

from kvi_widgets.logic.cards import card_fields, verdict_lines
from kvi_widgets.logic.feedback import questions_about
from kvi_widgets.logic.links import with_text
from kvi_widgets.logic.map_sentences import link_sentence, quoted
from kvi_widgets.model.shapes import Row, Rows, Tables
from kvi_widgets.model.tables import CARD, SENTENCES, columns
from kvi_widgets.words import form_schema
from kvi_widgets.words.shapes import Field, Group

if TYPE_CHECKING:
    from kvi_widgets.model.workshop import Workshop

ANSWER_FIELD: Field = {"id": "answer", "kind": "text", "advice": 400}  # for packs that say nothing of it


def question_items(group: Group, workshop: "Workshop") -> None:
    """Ask every question of the pack about each of the partner's sentences.

    >>> from kvi_widgets import Content, Workshop
    >>> group = {"empty": "Nobody is there"}
    >>> question_items(group, Workshop(Content.load("fr")))
    >>> group["text"]
    'Nobody is there'
    """
    partner = workshop.partner
    if not partner.has_indicators:
        group |= {"kind": "note", "text": group["empty"]}
        return
    own = group.get("fields", [])
    group["fields"] = own if any(field["id"] == "answer" for field in own) else [ANSWER_FIELD, *own]
    asked = {row["id"]: row for row in workshop.content.rows("questions")}
    names = _sentence_headings(group, partner)
    group["items"] = []
    for row in questions_about(workshop, partner):
        if row["question"] == CARD:
            heading = quoted(row["seen"], workshop.content.words("map"))
            group["items"].append({"id": row["id"], "heading": heading, "fields": card_fields(workshop.content)})
            continue
        words = asked[row["question"]]
        answer = {"label": words["question"], "placeholder": words["placeholder"]}
        here = [field | (answer if field["id"] == "answer" else {}) for field in group["fields"]]
        group["items"].append({"id": row["id"], "heading": names[row["about"]], "fields": here})


def sentence_items(group: Group, workshop: "Workshop") -> None:
    """Put each written sentence beside its first wording and the remarks about it."""
    names = _sentence_headings(group, workshop)
    before = {row["about"]: row["before"] for row in workshop.rows_of("revisions")}
    group["items"] = []
    for table in SENTENCES:
        for row in with_text(workshop.rows_of(table)):
            first = before.get(row["id"], row["text"])
            lines = [group["before"].format(text=first)]
            lines += verdict_lines(group, workshop, row)
            lines += _remarks(group, workshop, row["id"]) or [group["no_feedback"]]
            lines += _said_of_the_former(group, workshop, row) if first != row["text"] else []
            group["items"].append({"id": f"revision-{row['id']}", "heading": names[row["id"]], "lines": lines})
    whole = _remarks(group, workshop, "whole")
    if whole:
        group["items"].append({"id": "whole", "heading": group["whole"], "lines": whole, "fields": []})
    if not group["items"]:
        group |= {"kind": "note", "text": group["empty"]}


def _said_of_the_former(group: Group, workshop: "Workshop", row: Row) -> list[str]:
    """Ask whether evidence and links still hold that were thought of for the former wording of a sentence."""
    rows, words = workshop.rows, workshop.content.words("map")
    texts = {one["id"]: one["text"] for kind in ("kvi", "kpi") for one in rows[kind]}
    lines = [group["evidence"].format(text=row["evidence"])] if row.get("evidence") else []
    links = [link for link in rows["links"] if row["id"] in {link["kpi"], link["kvi"]} and link["polarity"]]
    told = [link_sentence(link, texts, words) for link in links if {link["kpi"], link["kvi"]} <= texts.keys()]
    return lines + [group["link"].format(link=sentence) for sentence in told]


def _sentence_headings(group: Group, workshop: "Workshop") -> dict[str, str]:
    names = {"whole": group["whole"]}
    for table in SENTENCES:
        # Counted as in the form of the step, where a row may have no sentence yet.
        for number, row in enumerate(workshop.rows_of(table), start=1):
            names[row["id"]] = group[table].format(n=number, text=row["text"])
    return names


def _remarks(group: Group, workshop: "Workshop", about: str) -> list[str]:
    content = workshop.content
    asked = {row["id"]: row["question"] for row in content.rows("questions")}
    more = {
        field["id"]: field
        for name in ("reviewer", "reviews_given")
        for field in form_schema.fields(form_schema.group(content, "review", name))
    }
    found = []
    for row in [row for row in workshop.rows_of("reviews") if row["about"] == about and row["question"] != CARD]:
        # As it was asked then; an older file does not say how.
        question = row["asked"] or asked.get(row["question"], group["gone_question"])
        parts = [group["feedback"].format(**row | {"question": question})]
        parts += [
            group["more"].format(
                label=more.get(name, {}).get("label", name), text=form_schema.answer_text(more.get(name, {}), cell)
            )
            for name, cell in row.items()
            if name not in columns("reviews") and cell.strip()
        ]
        found.append(" ".join(parts))
    return found


def review_values(workshop: "Workshop", typed: Rows) -> Tables:
    """Answers about this partner, and who gives them: as given with them, else as typed, or as given last."""
    rows = workshop.rows_of("reviews_given")
    mine = [row for row in rows if row["author"] == workshop.partner.id]
    names = [
        "reviewer",
        *(field["id"] for field in form_schema.group(workshop.content, "review", "reviewer")["fields"]),
    ]
    said = [{name: row.get(name, "") for name in names} for row in mine or typed or rows[::-1]]
    who = next((row for row in said if any(row.values())), dict.fromkeys(names, ""))
    return {"reviews_given": mine, "reviewer": [{"id": "reviewer-1"} | who]}


def revision_values(workshop: "Workshop", typed: Rows) -> Tables:
    """Every written sentence as it reads now, with why it was changed; blank where it was emptied to be written anew."""
    revised = {row["about"]: row for row in workshop.rows_of("revisions")}
    # Only while the first wording stands there: whatever was written since counts.
    first = {name: row["before"] for name, row in revised.items()}
    emptied = {row.get("id") for row in typed if isinstance(row, dict) and not str(row.get("after", "text")).strip()}
    return {
        "revisions": [
            {"why": "", **revised.get(row["id"], {}), "id": name, "after": "" if is_emptied else row["text"]}
            for table in SENTENCES
            for row in with_text(workshop.rows_of(table))
            for name in [f"revision-{row['id']}"]
            for is_emptied in [name in emptied and row["text"] == first.get(row["id"], row["text"])]
        ]
    }
