"""Lay what a pack says over the words of the kit, as a style sheet is laid over another.

Tables meet by key, and lists of things with an ``id`` by id. ``without = ["…"]`` takes keys and things out of the
table it stands in; ``order = ["…"]`` moves things. A list of texts replaces the kit's, whose texts stand where the
new one says ``"..."``. Rows of a CSV file meet by their first column: one with nothing but that is taken out, the
others are whole, and those that are named stand in the order in which they are named.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from kvi_widgets.words.shapes import KeyLines, KeyPath, Section, TextRow

REST = "..."  # in a list of texts: those of the kit
WITHOUT, ORDER = "without", "order"


class Unknown(NamedTuple):
    """A name that is to be taken out or moved, and is not there."""

    way: KeyPath
    name: str
    known: list[str]


def laid_over(kit: Section, own: Section) -> Section:
    """Words of the kit with what a pack changes in them; neither of the two is changed.

    Parameters
    ----------
    kit
        All words of a topic.
    own
        Those that differ.

    Examples
    --------
    >>> kit = {"title": "Step 3", "hints": ["Look."], "groups": [{"id": "kvi"}, {"id": "note"}]}
    >>> laid_over(kit, {"groups": [{"id": "kvi", "at_most": 4}]})["groups"]
    [{'id': 'kvi', 'at_most': 4}, {'id': 'note'}]
    >>> laid_over(kit, {"without": ["hints", "kvi"]})
    {'title': 'Step 3', 'groups': [{'id': 'note'}]}
    >>> laid_over(kit, {"order": ["note", "kvi"], "hints": ["...", "Listen."]})
    {'title': 'Step 3', 'hints': ['Look.', 'Listen.'], 'groups': [{'id': 'note'}, {'id': 'kvi'}]}
    """
    gone, order = set(_names(own, WITHOUT)), _names(own, ORDER)
    whole = {key: _value(kit.get(key), own[key]) if key in own else kit[key] for key in [*kit, *own]}
    return {
        key: _in_order([item for item in value if item["id"] not in gone], order) if has_ids(value) else value
        for key, value in whole.items()
        if key not in gone | {WITHOUT, ORDER}
    }


def unknown_names(kit: Section, own: Section, way: KeyPath = ()) -> Iterator[Unknown]:
    """Find the names to take out or to move that are neither keys nor ids of what is there.

    >>> [one.name for one in unknown_names({"groups": [{"id": "kvi"}]}, {"without": ["kvy"]})]
    ['kvy']
    """
    whole = laid_over(kit, {key: value for key, value in own.items() if key not in {WITHOUT, ORDER}})
    ids = [item["id"] for value in whole.values() if has_ids(value) for item in value]
    for key, known in ((WITHOUT, [*whole, *ids]), (ORDER, ids)):
        yield from (Unknown((*way, key), name, known) for name in _names(own, key) if name not in known)
    for key, value in own.items():
        theirs: Any = kit.get(key)
        if isinstance(value, dict):
            yield from unknown_names(theirs if isinstance(theirs, dict) else {}, value, (*way, key))
        elif has_ids(value):
            known_items = {item["id"]: item for item in theirs} if has_ids(theirs) else {}
            for at, item in enumerate(value):
                yield from unknown_names(known_items.get(item["id"], {}), item, (*way, key, at))


def moved_lines(lines: KeyLines, own: Section, whole: Section) -> KeyLines:
    """Lines of a file by the ways that its keys have among the kit's.

    >>> own = {"groups": [{"id": "kvi"}]}
    >>> moved_lines({("groups", 0, "id"): 2}, own, laid_over({"groups": [{"id": "rule"}, {"id": "kvi"}]}, own))
    {('groups', 1, 'id'): 2}
    """
    return {_moved(way, own, whole): row for way, row in lines.items()}


def laid_rows(kit: Iterable[TextRow], own: Iterable[TextRow], key: str) -> list[TextRow]:
    """Rows of the kit with those of a pack; a row with nothing but its key takes the kit's out.

    >>> kit = [{"id": "shop", "title": "Shop"}, {"id": "desk", "title": "Desk"}]
    >>> own = [{"id": "shop", "title": ""}, {"id": "garden", "title": "Garden"}]
    >>> [row["title"] for row in laid_rows(kit, own, "id")]
    ['Desk', 'Garden']
    """
    mine = {row[key]: row for row in own}
    gone = {name for name, row in mine.items() if not any(row[column].strip() for column in row if column != key)}
    whole = {row[key]: row for row in kit} | mine
    return [whole[name] for name in named_in_order(whole, mine) if name not in gone]


def own_rows(kit: Iterable[TextRow], rows: Sequence[TextRow], columns: Sequence[str]) -> list[TextRow]:
    """Rows that a pack has to say so that these come of it: those that differ, or all where some have moved.

    >>> kit = [{"id": "shop", "title": "Shop"}, {"id": "desk", "title": "Desk"}]
    >>> own_rows(kit, [{"id": "shop", "title": "Baker"}], ["id", "title"])
    [{'id': 'shop', 'title': 'Baker'}, {'id': 'desk', 'title': ''}]
    """
    kit, key = [dict.fromkeys(columns, "") | row for row in kit], columns[0]
    theirs, there = {row[key] for row in kit}, {row[key]: row for row in rows}
    gone = {row[key]: dict.fromkeys(row, "") | {key: row[key]} for row in kit if row[key] not in there}
    # In the order of the kit, so that no row takes the place of one that goes; then what is new.
    differing = [(there | gone)[row[key]] for row in kit if row not in rows]
    differing += [row for row in rows if row[key] not in theirs]
    return differing if laid_rows(kit, differing, key) == list(rows) else [*rows, *gone.values()]


def named_in_order(names: Iterable[str], order: Iterable[str]) -> list[str]:
    """Names as they were, but for those of the order: these share out their places as it says.

    >>> named_in_order(["a", "b", "c", "d"], ["c", "a"])
    ['c', 'b', 'a', 'd']
    """
    names = list(names)
    moving = iter([name for name in dict.fromkeys(order) if name in names])
    wanted = set(order)
    return [next(moving) if name in wanted else name for name in names]


def has_ids(value: object) -> bool:
    """Whether this is a list of things that are told apart by their ids."""
    return isinstance(value, list) and all(isinstance(item, dict) and isinstance(item.get("id"), str) for item in value)


def _names(own: Section, key: str) -> list[str]:
    said = own.get(key, [])
    return [name for name in (said if isinstance(said, list) else [said]) if isinstance(name, str)]


def _value(kit: Any, own: Any) -> Any:
    if isinstance(own, dict):
        return laid_over(kit if isinstance(kit, dict) else {}, own)
    if has_ids(own) and has_ids(kit):
        return _things(kit, own)
    if isinstance(own, list) and REST in own:
        at = own.index(REST)
        return [*own[:at], *(kit if isinstance(kit, list) else []), *own[at + 1 :]]
    return own


def _things(kit: list[Section], own: list[Section]) -> list[Section]:
    mine = {item["id"]: item for item in reversed(own)}  # of two with one id, the first
    theirs = {item["id"]: item for item in kit}
    again = [item for item in own if mine[item["id"]] is not item]  # told by the check
    whole = theirs | {name: laid_over(theirs.get(name, {}), item) for name, item in reversed(mine.items())}
    return [*whole.values(), *again]


def _in_order(things: list[Section], order: list[str]) -> list[Section]:
    by_id = {item["id"]: item for item in things}
    if not order or len(by_id) != len(things):
        return things
    return [by_id[name] for name in named_in_order(by_id, order)]


def _moved(way: KeyPath, own: Any, whole: Any) -> KeyPath:
    here: KeyPath = ()
    for part in way:
        try:
            own = own[part]
            if isinstance(part, int) and isinstance(own, dict) and "id" in own:
                ids = [item.get("id") for item in whole]
                part = ids.index(own["id"])  # noqa: PLW2901  its place among the kit's
            whole = whole[part]
        except (LookupError, TypeError, ValueError, AttributeError):  # not there any more, or never was
            return way
        here += (part,)
    return here
