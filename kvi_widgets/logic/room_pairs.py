"""Who might work with whom in a class: those first who see the same links with opposite signs."""

from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

from kvi_widgets.logic.comparison import verdict

PAIRED_AT_A_TIME = (
    100  # learners: of these each is compared with each; even, so that nobody is left between two hundreds
)


class Looking(NamedTuple):
    """Somebody who looks for a partner: the sign of each link, as `signs_of_maps` names them, and how many steps done."""

    seat: str
    name: str
    signs: dict[tuple[str, str], str]
    done: int


class Proposed(NamedTuple):
    """Two who might work together: how many links they see with opposite signs, and how many steps lie between them."""

    one: Looking
    other: Looking
    opposite: int
    steps: int


def proposed_pairs(looking: Sequence[Looking]) -> tuple[list[Proposed], list[Looking]]:
    """Pair a class: opposite signs first; where none are, who is furthest with who is least far.

    Returns
    -------
    list of Proposed
        Everybody once, the most telling pairs first.
    list of Looking
        Who is left.

    Examples
    --------
    >>> link = ("kpi-1", "kvi-1")
    >>> class_ = [Looking(name, name, {link: sign}, 3) for name, sign in [("Ana", "+"), ("Bo", "+"), ("Zoé", "-")]]
    >>> pairs, left = proposed_pairs(class_)
    >>> [(pair.one.name, pair.other.name, pair.opposite) for pair in pairs], [one.name for one in left]
    ([('Ana', 'Zoé', 1)], ['Bo'])
    """
    people = sorted(looking, key=lambda one: (one.name, one.seat))
    parts = [people[start : start + PAIRED_AT_A_TIME] for start in range(0, len(people), PAIRED_AT_A_TIME)]
    possible = [_pair(one, other) for part in parts for one, other in combinations(part, 2)]
    pairs, paired = [], set()
    for pair in sorted(possible, key=lambda pair: (-pair.opposite, -pair.steps)):
        seats = {pair.one.seat, pair.other.seat}
        if not seats & paired:
            pairs.append(pair)
            paired |= seats
    return pairs, [one for one in people if one.seat not in paired]


def _pair(one: Looking, other: Looking) -> Proposed:
    verdicts = [verdict(sign, other.signs[link]) for link, sign in one.signs.items() if link in other.signs]
    return Proposed(one, other, verdicts.count("opposite"), abs(one.done - other.done))
