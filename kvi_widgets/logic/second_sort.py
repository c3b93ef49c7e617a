"""The second sort at the end, beside the first: what one went by, told by how the sentences begin. Nothing is marked."""

from typing import TYPE_CHECKING

from kvi_widgets.model.shapes import Rows
from kvi_widgets.words.shapes import Group

if TYPE_CHECKING:
    from kvi_widgets.model.workshop import Workshop

AGAIN = "again"  # the round of the cards that are sorted at the end


def sorts_side_by_side(group: Group, workshop: "Workshop") -> None:
    """Lay both sorts side by side, once the second is done; a beginning that only one of them has is left out.

    >>> from kvi_widgets import Content, Workshop
    >>> work = Workshop(Content.load("en"))
    >>> group = dict(next(one for one in work.content.words("again")["groups"] if one["id"] == "traces"))
    >>> sorts_side_by_side(group, work)
    >>> group["hidden"]
    True
    """
    rounds = {card["id"]: card["round"] for card in workshop.content.rows("deck")}
    answered = [row for row in workshop.rows_of("sorting") if row["answer"]]
    first, again = ([row for row in answered if rounds.get(row["card"]) == name] for name in ("", AGAIN))
    group["hidden"] = not first or len(again) < list(rounds.values()).count(AGAIN)
    both = [_families_by_beginning(group, cards) for cards in (first, again)]
    group["columns"] = list(group["heads"].values())
    group["rows"] = [
        [label, *(told[name] for told in both)]
        for name, label in group["beginnings"].items()
        if all(name in told for told in both)
    ]


def _families_by_beginning(group: Group, cards: Rows) -> dict[str, str]:
    """In which families the sentences went, by how they begin."""
    answers: dict[str, list[str]] = {}
    for card in cards:
        answers.setdefault(beginning(card["text"], group["counts"]), []).append(card["answer"])
    return {
        name: " · ".join(
            group["told"].format(count=given.count(family), family=label)
            for family, label in group["names"].items()
            if family in given
        )
        for name, given in answers.items()
    }


def beginning(text: str, counts: list[str]) -> str:
    """How a sentence begins: by counting, by quoting somebody, or in another way.

    >>> [beginning(text, ["number"]) for text in ("Number of calls", "12 km", "“I dare”", "Pupils dare")]
    ['count', 'count', 'quote', 'other']
    """
    first = " ".join(text.split(maxsplit=1)[:1])  # nothing where an older file kept no text
    if first.startswith(("«", "“")):
        return "quote"
    return "count" if first[:1].isdigit() or first.casefold() in counts else "other"
