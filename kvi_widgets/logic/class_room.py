"""Where a class is while it works: how many at which step, who asks for help, how it sorts, who looks for a partner."""

from collections import Counter
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from kvi_widgets.logic.crowd import signs_of_maps
from kvi_widgets.logic.progress import done
from kvi_widgets.logic.room_pairs import Looking
from kvi_widgets.model.room_status import Status
from kvi_widgets.model.room_works import Work
from kvi_widgets.model.shapes import Rows
from kvi_widgets.words.content import Content
from kvi_widgets.words.form_schema import forms_of, optional_steps

FINISHED = "finished"
FAMILIES = ("kvi", "kpi", "both")  # what a card may be
UNNAMED = {"asking": [], "pairs": [], "unread": []}  # in place of what names people


class RoomCounts(NamedTuple):
    """How many show something, how many are at each step (`FINISHED` last), who asks for help, the longest first."""

    here: int
    at: dict[str, int]
    asking: list[Status]


def steps_to_do(content: Content) -> list[str]:
    """Ids of the steps that the plan asks for, in order.

    >>> steps_to_do(Content.load("fr"))[-2:]
    ['share', 'rewording']
    """
    spared = optional_steps(content)
    return [step for step, forms in forms_of(content).items() if forms and step not in spared]


def at_step(done: Iterable[str], steps: Sequence[str]) -> str:
    """The step after the furthest that is done: who left one out is not held back by it.

    >>> at_step(["welcome", "strategy"], ["welcome", "context", "strategy", "kvi"]), at_step(["kvi"], ["kvi"])
    ('kvi', 'finished')
    >>> at_step([], ["welcome", "context"])
    'welcome'
    """
    known = set(done)
    furthest = max((number for number, step in enumerate(steps, start=1) if step in known), default=0)
    return [*steps, FINISHED][furthest]


def seen_lately(now: Iterable[Status], last: Iterable[Status]) -> list[Status]:
    """Who is there, and who was at the last look: on a share a file is away for a moment while it is replaced.

    >>> [one.name for one in seen_lately([Status("a", "Ana")], [Status("a", "Ann"), Status("b", "Bo")])]
    ['Ana', 'Bo']
    """
    return list(({one.seat: one for one in last} | {one.seat: one for one in now}).values())


def room_counts(statuses: Iterable[Status], steps: Sequence[str]) -> RoomCounts:
    """Count a class; who does not show the steps is at none, and two of one name are two.

    >>> counts = room_counts([Status("a", "Sam", ("kvi",)), Status("b", "Sam", None, 7)], ["kvi", "kpi"])
    >>> counts.here, counts.at, [one.name for one in counts.asking]
    (2, {'kvi': 0, 'kpi': 1, 'finished': 0}, ['Sam'])
    """
    shown = list(statuses)
    at = Counter(at_step(one.done, steps) for one in shown if one.done is not None)
    asking = sorted((one for one in shown if one.asks_since), key=lambda one: (one.asks_since, one.name, one.seat))
    return RoomCounts(len(shown), {step: at[step] for step in [*steps, FINISHED]}, asking)


def sorting_split(content: Content, sorted_by: Iterable[Rows]) -> list[tuple[str, Counter[str]]]:
    """How many say what of each card of the first game, the most disputed first; cards that nobody sorted are not there.

    Parameters
    ----------
    content
        Content pack of the class: its cards.
    sorted_by
        Rows of ``sorting`` of each learner.

    Examples
    --------
    >>> content = Content.load("en")
    >>> one, other = [row["id"] for row in content.rows("deck")[:2]]
    >>> agreed, disputed = {"card": one, "answer": "kvi"}, {"card": other, "answer": "kvi"}
    >>> split = sorting_split(content, [[agreed, disputed], [agreed, disputed | {"answer": "kpi"}]])
    >>> [dict(said) for _, said in split]
    [{'kvi': 1, 'kpi': 1}, {'kvi': 2}]
    """
    said = Counter((row["card"], row["answer"]) for rows in sorted_by for row in rows if row["answer"])
    cards = {card["id"]: card["text"] for card in content.rows("deck") if not card["round"]}
    split = [
        (text, Counter({answer: count for (card, answer), count in said.items() if card == id_}))
        for id_, text in cards.items()
    ]
    disputed = lambda one: one[1].total() - max(one[1].values())  # noqa: E731
    return sorted(((text, counts) for text, counts in split if counts), key=disputed, reverse=True)


def with_partners(statuses: Iterable[Status]) -> set[str]:
    """Seats of those who have taken a partner's work, and of those whose work was taken.

    >>> sorted(with_partners([Status("a", "Ana", (), 0, "b"), Status("c", "Bo")]))
    ['a', 'b']
    """
    return {seat for one in statuses if one.partner for seat in (one.seat, one.partner)}


def looking_for_partners(works: Iterable[Work], paired: AbstractSet[str]) -> list[Looking]:
    """Those of a class who look for a partner and have none yet, with what pairs are made by."""
    looking = [work for work in works if work.looks_as and work.seat not in paired]
    signs = signs_of_maps(work.workshop.own_map for work in looking)
    return [
        Looking(work.seat, work.looks_as, mine, sum(done(work.workshop).values()))
        for work, mine in zip(looking, signs, strict=True)
    ]
