"""The second sort at the end, beside the first: what one went by, told by how the sentences begin. Nothing is marked."""

from typing import TYPE_CHECKING

import pandas as pd

from kvi_widgets.model.shapes import records
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
    deck, sorted_ = workshop.content.table("deck"), workshop.sorting.query("answer != ''")
    rounds = sorted_["card"].map(deck.set_index("id")["round"])
    first, again = sorted_[rounds == ""], sorted_[rounds == AGAIN]
    group["hidden"] = not len(first) or len(again) < len(deck[deck["round"] == AGAIN])
    both = [_families_by_beginning(group, cards) for cards in (first, again)]
    group["columns"] = list(group["heads"].values())
    group["rows"] = [
        [label, *(told[name] for told in both)]
        for name, label in group["beginnings"].items()
        if all(name in told for told in both)
    ]


def _families_by_beginning(group: Group, cards: pd.DataFrame) -> dict[str, str]:
    """In which families the sentences went, by how they begin."""
    answers: dict[str, list[str]] = {}
    for card in records(cards):
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
    first = text.split(maxsplit=1)[0]
    if first[0] in "«“":
        return "quote"
    return "count" if first[0].isdigit() or first.casefold() in counts else "other"
