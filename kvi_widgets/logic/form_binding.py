"""What each step's form shows, and how its value becomes rows of tables.

A form is a list of groups as the step's TOML file gives them; here they get what depends
on the learner: the cards, the contexts, the indicators to link, the partner's sentences.
"""

from collections.abc import Callable
from copy import deepcopy
from typing import TYPE_CHECKING

from kvi_widgets.logic import cards, feedback_binding, predictions, second_sort
from kvi_widgets.logic.comparison import compare_maps, has_second_map, lacks_indicators, lookalikes, unshared_texts
from kvi_widgets.logic.feedback import complete_reviews, with_rewording
from kvi_widgets.logic.indicators import names_in_use
from kvi_widgets.model.merge import merge_rows
from kvi_widgets.model.shapes import Rows, Tables
from kvi_widgets.model.tables import TABLES, highest_number, table_of_group
from kvi_widgets.words import form_schema
from kvi_widgets.words.shapes import Group, Texts

if TYPE_CHECKING:
    from kvi_widgets.model.workshop import Workshop


ANSWERED = {"items", "deck", "matrix", "prediction"}  # kinds of groups whose answers go into a table
ASKED = ("title", "help", "button")  # words that name the two sentences that look alike


def groups(workshop: "Workshop", step: str) -> list[Group]:
    """Groups of a step's form, complete for this learner.

    >>> from kvi_widgets import Workshop
    >>> from kvi_widgets.words.content import Content
    >>> [group["id"] for group in groups(Workshop(Content.load("fr")), "kvi")]
    ['kvi']
    """
    all_groups = [deepcopy(one) for one in workshop.content.words(step)["groups"] if _has_a_place(one)]
    for group in all_groups:
        complete = COMPLETE.get((step, group["id"]))
        if complete:
            complete(group, workshop)
        elif group["kind"] == "items" and "item" not in group:
            group["items"] = [{"id": f"{group['id']}-1"}]
        table = table_of_group(group["id"])
        _keep_chosen(group, workshop.rows_of(table) if table in TABLES else [], workshop.content.words("form"))
    shown = [group for group in all_groups if not group.get("hidden")]
    return [one for group in shown for one in group.get("each", [group])]


def _has_a_place(group: Group) -> bool:
    """Whether its answers could be kept; under an id that no table has they could not, and the form does without."""
    return group["kind"] not in ANSWERED or table_of_group(group["id"]) in TABLES


def _keep_chosen(group: Group, rows: Rows, words: Texts) -> None:
    """Offer as well what somebody has chosen and the pack does not offer any more."""
    for field in form_schema.fields(group):
        if field["kind"] == "choice":
            offered = {str(option.get("value", option["id"])) for option in field["options"]}
            cells = [str(row.get(field["id"], "")) for row in rows]
            chosen = [id_ for cell in cells for id_ in (cell.split(" + ") if field.get("many") else [cell])]
            field["options"] += [
                {"id": id_, "label": words["gone_option"].format(text=id_)}
                for id_ in dict.fromkeys(chosen)
                if id_ and id_ not in offered
            ]


def _deck(group: Group, workshop: "Workshop") -> None:
    cards = workshop.content.rows("deck")
    group["cards"] = [card for card in cards if (card["round"] or "sorting") == group["id"]]
    group["table"] = table_of_group(group["id"])
    group["hidden"] = not group["cards"]


def _contexts(group: Group, workshop: "Workshop") -> None:
    group["items"] = [{"id": "context-1"}]
    contexts = workshop.content.rows("contexts")
    for field in group["fields"]:
        if field["id"] == "contexts":
            field["options"] = [
                {"id": row["id"], "sign": row["emoji"], "label": row["title"], "help": row["description"]}
                for row in contexts
            ]


def _last_number(group: Group, workshop: "Workshop") -> None:
    """Highest number that another table still names, so that no new indicator takes it."""
    group["last_number"] = highest_number(names_in_use(workshop, group["id"]))


def _matrix(group: Group, workshop: "Workshop") -> None:
    for place, table in (("rows", "kpi"), ("columns", "kvi")):
        item = form_schema.group(workshop.content, table, table)["item"]
        frame = workshop.rows_of(table)
        group[place] = [
            {"id": row["id"], "text": row["text"], "name": item.format(n=number)}
            for number, row in enumerate(frame, start=1)
            if row["text"].strip()
        ]


def _partner_file(group: Group, workshop: "Workshop") -> None:
    partner = workshop.partner
    counts = {name: len(partner.rows_of(name)) for name in ("kvi", "kpi", "links")}
    if counts["kvi"] + counts["kpi"]:
        strategy = _strategy(partner)
        group["opened"] = group["opened"].format(**counts, strategy=strategy)
    else:
        del group["opened"]


def _strategy(workshop: "Workshop") -> str:
    return "".join(row["text"] for row in workshop.rows_of("strategy")[:1]) or "…"


def _received(group: Group, workshop: "Workshop") -> None:
    reviews = workshop.rows_of("reviews")
    names = ", ".join(dict.fromkeys(row["reviewer"] or "?" for row in reviews))
    group["hidden"] = not (reviews or form_schema.has_form(workshop.content, "review"))
    if reviews:
        group["opened"] = group["opened"].format(count=len(reviews), reviewers=names)
    else:
        del group["opened"]


def _example_partner(group: Group, workshop: "Workshop") -> None:
    remarks = [row["example"] for row in workshop.content.rows("questions")]
    group["hidden"] = bool(workshop.rows_of("reviews")) or not workshop.has_indicators or not any(remarks)
    for part in ("help", "button"):
        group[part] = group[part].format(name=group["name"])


def _second_matrix(group: Group, workshop: "Workshop") -> None:
    """The fields of one's own matrix, so that a teacher adapts both in one place."""
    group["fields"] = deepcopy(form_schema.group(workshop.content, "links", "links")["fields"])
    _matrix(group, workshop)
    strategy = _strategy(workshop)
    group["help"] = group["help"].format(strategy=strategy) if workshop.has_indicators else ""


def _differences(group: Group, workshop: "Workshop") -> None:
    words = workshop.content.words("compare")
    mine, theirs = workshop.rows, workshop.partner.rows
    group["columns"] = list(words["columns"].values())
    group["rows"] = [
        [
            words["verdicts"]["waiting" if row["mine"] and not row["theirs"] else row["verdict"]],
            words["signs"]["link"].format(kpi=row["kpi"], kvi=row["kvi"]),
            _view(words["signs"], row["mine"], row["my_strength"], row["my_reason"]),
            # Who has seen another's sign first has none of their own any more.
            _view(words["signs"], row["theirs"], row["their_strength"], row["their_reason"])
            if row["mine"]
            else words["signs"]["sealed"],
        ]
        for row in compare_maps(workshop)
    ]
    alone = unshared_texts(mine, theirs)
    if theirs["kvi"] and not group["rows"]:
        group["empty"] = group["nothing_shared"]
    elif theirs["kvi"] and alone and not has_second_map(workshop):
        group["help"] = group["not_shared"].format(list=" · ".join(alone))


def _view(words: Texts, polarity: str, strength: int, reason: str) -> str:
    sign = words[polarity]
    if polarity in {"+", "-"}:
        sign = words["strong"].format(sign=sign, strength=words[str(strength)])
    return words["reason"].format(sign=sign, reason=reason) if reason else sign


def _reviewer(group: Group, workshop: "Workshop") -> None:
    group["items"] = [{"id": "reviewer-1"}]


def _start(group: Group, workshop: "Workshop") -> None:
    if not lacks_indicators(workshop):
        group |= {"kind": "note", "text": group["started"], "help": "", "hidden": not has_second_map(workshop)}


def _lookalikes(group: Group, workshop: "Workshop") -> None:
    """One group for each two sentences that are nearly the same, so that each has its own button."""
    each = []
    # On a second map both have linked the same sentences.
    is_asked = workshop.partner.has_indicators and not has_second_map(workshop)
    for pair in lookalikes(workshop.rows, workshop.partner.rows) if is_asked else []:
        kind, name = pair["kind"], pair["mine"]
        number = [row["id"] for row in workshop.rows_of(kind)].index(name) + 1
        item = form_schema.group(workshop.content, kind, kind)["item"].format(n=number)
        texts = {"name": item, "mine": pair["text"], "theirs": pair["their_text"]}
        each.append(group | {part: group[part].format(**texts) for part in ASKED} | {"id": f"{group['id']}-{name}"})
    group["each"] = each


def _practice(group: Group, workshop: "Workshop") -> None:
    group["hidden"] = workshop.partner.has_answers


COMPLETE: dict[tuple[str, str], Callable[[Group, "Workshop"], None]] = {
    ("welcome", "sorting"): _deck,
    ("welcome", "published"): _deck,
    ("context", "context"): _contexts,
    ("kvi", "kvi"): _last_number,
    ("kpi", "kpi"): _last_number,
    ("links", "links"): _matrix,
    ("second", "links"): _second_matrix,
    ("compare", "partner"): _partner_file,
    ("compare", "start"): _start,
    ("compare", "alike"): _lookalikes,
    ("compare", "differences"): _differences,
    ("review", "partner"): _partner_file,
    ("review", "example"): _practice,
    ("review", "reviewer"): _reviewer,
    ("review", "reviews_given"): feedback_binding.question_items,
    ("adjust", "feedback"): _received,
    ("adjust", "example"): _example_partner,
    ("adjust", "revisions"): feedback_binding.sentence_items,
    ("predictions", "predictions"): predictions.prediction_items,
    ("cards", "cards"): cards.card_items,
    ("again", "again"): _deck,
    ("again", "traces"): second_sort.sorts_side_by_side,
}


def value(workshop: "Workshop", step: str, form_value: Tables | None = None) -> Tables:
    """Answers of a step as its form holds them: rows per table.

    ``form_value`` is the form's value until now: only there stands the name of a reviewer who has
    not answered anything yet, and which sentence was emptied to be written anew.
    """
    rows = {name: workshop.rows_of(name) for name in _tables_of(workshop, step)}
    if step == "review":
        rows |= feedback_binding.review_values(workshop, (form_value or {}).get("reviewer", []))
    if step == "adjust":
        rows |= feedback_binding.revision_values(workshop, (form_value or {}).get("revisions", []))
    return rows


def _tables_of(workshop: "Workshop", step: str) -> list[str]:
    names = [table_of_group(group["id"]) for group in workshop.content.words(step)["groups"]]
    return [name for name in names if name in TABLES]


def merged_value(workshop: "Workshop", step: str, was: Tables, now: Tables, form_value: Tables) -> Tables:
    """Answers of a step after what a page has changed in them, as its form holds them.

    Parameters
    ----------
    workshop, step
        Whose answers, and which form.
    was, now
        The form's value as the page had it from the kernel, and as it is on the screen.
    form_value
        The form's value as the kernel holds it until now.

    Examples
    --------
    >>> from kvi_widgets import Workshop
    >>> from kvi_widgets.words.content import Content
    >>> workshop = Workshop(Content.load("fr"))
    >>> workshop.update("kvi", [{"id": "kvi-1", "text": "What another notebook has just written"}])
    >>> typed = {"kvi": [{"id": "kvi-1", "text": "They read"}]}
    >>> [row["text"] for row in merged_value(workshop, "kvi", {}, typed, {})["kvi"]]
    ['They read', 'What another notebook has just written']
    """
    held = value(workshop, step, form_value=form_value)
    return {
        name: merge_rows(table_of_group(name), was.get(name, []), now.get(name, []), rows)
        for name, rows in held.items()
    }


def stored_tables(workshop: "Workshop", step: str, rows: Tables) -> Tables:
    """Rows of the workshop's tables as a form's value makes them.

    >>> from kvi_widgets import Workshop
    >>> from kvi_widgets.words.content import Content
    >>> stored_tables(Workshop(Content.load("fr")), "kvi", {"kvi": [{"id": "kvi-1", "text": "Ils lisent"}]})
    {'kvi': [{'id': 'kvi-1', 'text': 'Ils lisent'}]}
    """
    if step == "review":
        about_me = next(iter(rows.get("reviewer", [])), {})
        given = rows.get("reviews_given", [])
        return {"reviews_given": complete_reviews(workshop, given, about_me.get("reviewer", ""), about_me)}
    if step == "adjust":
        decided = {"decided": rows["decided"]} if "decided" in rows else {}
        return decided | with_rewording(workshop, [row for row in rows.get("revisions", []) if row["id"] != "whole"])
    if step == "cards":
        return cards.with_wording(workshop, rows.get("cards", []))
    return {name: rows[name] for name in _tables_of(workshop, step) if name in rows}  # nothing else is asked here
