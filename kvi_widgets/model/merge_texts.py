"""Two people changed one text: what both typed stays, wherever they did not change the same words."""

from typing import NamedTuple


class Change(NamedTuple):
    """Letters of a text from ``start`` to ``end``, and what stands in their place."""

    start: int
    end: int
    text: str


def merge_texts(was: str, mine: str, theirs: str) -> str:
    r"""Text after both changes.

    Where both changed the same words mine stays; where there were no words yet both stay, each on
    a line of its own.

    >>> merge_texts("They ask.", "They dare to ask.", "They ask. Often.")
    'They dare to ask. Often.'
    >>> merge_texts("", "They dare", "They ask")
    'They dare\nThey ask'
    >>> merge_texts("They ask.", "They dare.", "They wait.")
    'They dare.'
    """
    if not was.strip():
        parts = mine.strip(), theirs.strip()
        return mine if parts[1] in parts[0] else theirs if parts[0] in parts[1] else f"{mine}\n{theirs}"
    my, their = _change(was, mine), _change(was, theirs)
    if my.end <= their.start:
        first, second = my, their
    elif their.end <= my.start:
        first, second = their, my
    else:
        return mine
    return was[: first.start] + first.text + was[first.end : second.start] + second.text + was[second.end :]


def _change(was: str, now: str) -> Change:
    """Replace the letters between what both texts begin and end with."""
    most = min(len(was), len(now))
    start = next((at for at in range(most) if was[at] != now[at]), most)
    same = next((at for at in range(most - start) if was[-1 - at] != now[-1 - at]), most - start)
    return Change(start, len(was) - same, now[start : len(now) - same])
