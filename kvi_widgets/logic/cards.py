"""One's own sentences as cards: is it a KVI? Asked of the author, then of the partner, who has seen no other verdict."""

from typing import TYPE_CHECKING

from kvi_widgets.logic.links import with_text
from kvi_widgets.logic.map_sentences import quoted
from kvi_widgets.model.shapes import Row, Rows, Tables
from kvi_widgets.model.tables import CARD
from kvi_widgets.words import form_schema
from kvi_widgets.words.shapes import Field, Group

if TYPE_CHECKING:
    from kvi_widgets.model.workshop import Workshop
    from kvi_widgets.words.content import Content


def written_cards(workshop: "Workshop") -> Rows:
    """Sentences by their letters, without their names: neither their place nor a number tells where they were written.

    >>> from kvi_widgets import Content, Workshop
    >>> work = Workshop(Content.load("en"))
    >>> work.update_all({"kvi": [{"id": "kvi-1", "text": "they dare"}], "kpi": [{"id": "kpi-1", "text": "Calls"}]})
    >>> [row["id"] for row in written_cards(work)]
    ['kpi-1', 'kvi-1']
    """
    rows = [row for table in ("kvi", "kpi") for row in with_text(workshop.rows_of(table))]
    return sorted(rows, key=lambda row: row["text"].casefold())


def card_group(content: "Content") -> Group:
    """The words of a card."""
    return form_schema.group(content, "cards", "cards")


def card_items(group: Group, workshop: "Workshop") -> None:
    """Turn every written KVI and KPI into a card."""
    given = {row["id"]: row for row in workshop.rows_of("cards")}
    group["items"] = [
        {"id": row["id"], "heading": quoted(row["text"], workshop.content.words("map"))}
        | {"lines": _earlier(group, given.get(row["id"], {}), row["text"])}
        for row in written_cards(workshop)
    ]
    if not group["items"]:
        group |= {"kind": "note", "text": group["empty"]}


def with_wording(workshop: "Workshop", answers: Rows) -> Tables:
    """Tables with these verdicts; each keeps how the sentence read when it was given, or given anew."""
    before = {row["id"]: row for row in workshop.rows_of("cards")}
    texts = {row["id"]: row["text"] for row in written_cards(workshop)}
    rows = []
    for row in answers:
        old = before.get(row["id"], {})
        now = {"seen": texts.get(row["id"], "")}
        kept = {"seen": old["seen"]} if old and old["answer"] == row.get("answer", "") else now
        rows.append(row | kept)
    return {"cards": rows}


def verdict_lines(group: Group, workshop: "Workshop", sentence: Row) -> list[str]:
    """What the author and every partner said of a sentence's card, one below the other, without judging who is right.

    Parameters
    ----------
    group
        Words of the form in which they stand: ``verdict`` and ``me``.
    workshop
        Whose sentence it is.
    sentence
        Its row.

    Examples
    --------
    >>> from kvi_widgets import Content, Workshop
    >>> work = Workshop(Content.load("en"))
    >>> work.update_all({"cards": [{"id": "kvi-1", "seen": "old", "answer": "both", "reason": "nobody knows"}]})
    >>> group = {"verdict": "{who}: {family}. {reason}", "me": "Me"}
    >>> verdict_lines(group, work, {"id": "kvi-1", "text": "old"})
    ['Me: It depends. nobody knows']
    """
    words = card_group(workshop.content)
    mine = [row | {"reviewer": group["me"]} for row in workshop.rows_of("cards") if row["id"] == sentence["id"]]
    theirs = [row for row in workshop.rows_of("reviews") if (row["question"], row["about"]) == (CARD, sentence["id"])]
    lines = []
    for row in [*mine, *theirs]:
        said = {"who": row["reviewer"], "family": family(workshop.content, row) or "…", "reason": row.get("reason", "")}
        lines += [" ".join([group["verdict"].format(**said).rstrip(" ·"), *_earlier(words, row, sentence["text"])])]
    return lines


def family(content: "Content", row: Row) -> str:
    """The verdict of a row, as the card words it."""
    [field] = [field for field in card_fields(content) if field["id"] == "answer"]
    return form_schema.answer_text(field, row["answer"])


def card_fields(content: "Content") -> list[Field]:
    """What a card asks, of the author and of the partner alike."""
    return form_schema.fields(card_group(content))


def _earlier(words: Group, row: Row, text: str) -> list[str]:
    is_earlier = row.get("seen", "").strip() not in {"", text.strip()}
    return [words["earlier"].format(text=row["seen"])] if is_earlier else []
