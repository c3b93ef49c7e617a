"""Three states put together: as the kit gave it, as the teacher left it, as the kit has it now.

A state is a `Tree` of named parts, down to a `Leaf` that is taken whole; None is what is not there.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple


class Tree(dict):
    """Parts by name, put together one by one and kept in order."""


@dataclass(frozen=True)
class Leaf:
    """What is taken or kept whole: what is compared, and how it is shown."""

    value: object
    text: str = field(default="", compare=False)


State = Tree | Leaf | None


class MergeNote(NamedTuple):
    """One thing that the teacher is told.

    Attributes
    ----------
    kind
        ``changed``, ``added``, ``removed``: the kit's news is taken. ``kept``: both have changed
        it, and it stays as the teacher has it. ``back``: the teacher had removed what the kit needs.
    path
        Names of the parts that lead to it.
    yours, new
        What the teacher has and what the kit has.
    """

    kind: str
    path: tuple[str, ...]
    yours: State
    new: State


def nothing_needed(path: tuple[str, ...]) -> bool:
    """The kit can do without any part.

    >>> nothing_needed(("groups[kvi]", "fields[why]"))
    False
    """
    return False


def merge_states(
    states: tuple[State, State, State],
    notes: list[MergeNote],
    needed: Callable[[tuple[str, ...]], bool] = nothing_needed,
    path: tuple[str, ...] = (),
) -> State:
    """State with all that the teacher has changed and, everywhere else, the kit's news.

    Parameters
    ----------
    states
        As the kit gave it once, as the teacher has it, as the kit has it now.
    notes
        What happened is added to this list.
    needed
        Whether the kit cannot do without the part at the end of this path.
    path
        Where these states stand in a larger one.

    >>> states = tuple(Tree(a=Leaf(a), b=Leaf(b)) for a, b in ("11", "x1", "22"))
    >>> notes = []
    >>> merge_states(states, notes) == Tree(a=Leaf("x"), b=Leaf("2"))
    True
    >>> [(one.kind, one.path) for one in notes]
    [('kept', ('a',)), ('changed', ('b',))]
    """
    base, yours, new = states
    if yours == base:
        if new != yours:
            kind = "added" if yours is None else "removed" if new is None else "changed"
            notes.append(MergeNote(kind, path, yours, new))
        return new
    if isinstance(yours, Tree) and isinstance(new, Tree):
        old = base if isinstance(base, Tree) else Tree()
        parts = {
            name: merge_states((old.get(name), yours.get(name), new.get(name)), notes, needed, (*path, name))
            for name in in_order(yours, new)
        }
        return Tree({name: part for name, part in parts.items() if part is not None})
    if yours is None and needed(path):
        notes.append(MergeNote("back", path, yours, new))
        return new
    if new not in (base, yours):
        notes.append(MergeNote("kept", path, yours, new))
    return yours


def in_order(yours: Iterable[str], new: Iterable[str]) -> list[str]:
    """All names in the teacher's order, the kit's new ones after those that they follow in the kit.

    >>> in_order(["own", "b", "a"], ["first", "a", "after-a", "b"])
    ['first', 'own', 'b', 'a', 'after-a']
    """
    names = list(yours)
    place = 0
    for name in new:
        if name not in names:
            names.insert(place, name)
        place = names.index(name) + 1
    return names


def leaves(tree: Tree, path: tuple[str, ...] = ()) -> dict[tuple[str, ...], Leaf]:
    """Every leaf with the way to it, in order.

    >>> list(leaves(Tree(a=Tree(b=Leaf(1)), c=Leaf(2))))
    [('a', 'b'), ('c',)]
    """
    found = {}
    for name, part in tree.items():
        here = (*path, name)
        found |= leaves(part, here) if isinstance(part, Tree) else {here: part}
    return found
