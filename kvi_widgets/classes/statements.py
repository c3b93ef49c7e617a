"""Text as statements that are kept word for word: TOML keys, or lines of a list such as a lock file.

A statement keeps the blank lines and remarks above it. Whether a statement ends at a line is asked
of `tomllib` itself, so that this module holds no grammar of its own.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from typing import Any, NamedTuple

from kvi_widgets.classes.three_way_merge import Leaf, Tree, leaves

STATEMENT_LINE = re.compile(r"[^\n]*\n|[^\n]+")
HEADING = "[]"  # name of the part of a table that is its heading


class UnclearError(ValueError):
    """The text cannot be read, so nothing can be put together in it."""


class Statement(NamedTuple):
    """One statement: the way to it, what it says, the lines above it, and its own lines."""

    path: tuple[str, ...]
    leaf: Leaf
    above: str
    own: str


Statements = dict[tuple[str, ...], Statement]  # by the way to them
Reader = Callable[[str], tuple[list[Statement], str]]


def toml_statements(text: str) -> tuple[list[Statement], str]:
    r"""Statements of a TOML text, and what stands below the last one.

    Entries of a list of tables are told apart by their ``id``, else by their number.

    Raises
    ------
    UnclearError
        It is no TOML.

    >>> text = "# first\n[[groups]]\nid = 'kvi'\n[groups.names]\na = 'b' # so\n"
    >>> [(".".join(one.path), one.above, one.own) for one in toml_statements(text)[0]][::2]
    [('groups[kvi].[]', '# first\n', '[[groups]]\n'), ('groups[kvi].names.[]', '', '[groups.names]\n')]
    """
    try:
        tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise UnclearError(str(error)) from error
    split, below = _split(text)
    found, table = [], ()
    entries: dict[tuple[str, ...], str] = {}  # the entry of each list that the next lines belong to
    taken: Counter[tuple[str, ...]] = Counter()
    for at, (above, own) in enumerate(split):
        names = _key_names(own)
        if own.lstrip().startswith("["):
            table = tuple(entries.get(names[:end], names[end - 1]) for end in range(1, len(names) + 1))
        if own.lstrip().startswith("[["):
            name = (*table[:-1], f"{names[-1]}[{_entry_id(own for _, own in split[at + 1 :])}]")
            taken[name] += 1
            table = name if taken[name] == 1 else (*name[:-1], f"{name[-1]}{taken[name]}")
            entries = {way: entry for way, entry in entries.items() if way[: len(names)] != names} | {names: table[-1]}
        path = (*table, HEADING) if own.lstrip().startswith("[") else (*table, *names)
        found.append(Statement(path, Leaf(_meaning(own), own.strip()), above, own))
    if len({statement.path for statement in found}) < len(found):  # a key that is called like a heading
        raise UnclearError(text)
    return found, below


def _split(text: str) -> tuple[list[tuple[str, str]], str]:
    """Pairs of the lines above a statement and its own; the shortest run of lines that is TOML is one."""
    found, above, own = [], "", ""
    for line in STATEMENT_LINE.findall(text):
        if not own and (not line.strip() or line.lstrip().startswith("#")):
            above += line
            continue
        own += line
        try:
            tomllib.loads(own)
        except tomllib.TOMLDecodeError:
            continue
        found.append((above, own if own.endswith("\n") else f"{own}\n"))
        above = own = ""
    return found, above


def _key_names(own: str) -> tuple[str, ...]:
    """Names in a heading, or before the sign = of a key."""
    if own.lstrip().startswith("["):
        return _way(tomllib.loads(own))
    for sign in re.finditer("=", own):
        with suppress(tomllib.TOMLDecodeError):  # this = stands in a name between quotation marks
            return _way(tomllib.loads(f"{own[: sign.start()]}= 0"))
    raise UnclearError(own)


def _way(values: Any) -> tuple[str, ...]:
    names = []
    while values:
        [(name, values)] = (values[0] if isinstance(values, list) else values).items()
        names.append(name)
        values = {} if values == [{}] else values
    return tuple(names)


def _entry_id(following: Iterable[str]) -> str:
    for own in following:
        if own.lstrip().startswith("["):
            break
        values = tomllib.loads(own)
        if "id" in values:
            return str(values["id"])
    return "#"


def _meaning(own: str) -> str:
    """What is compared: the value, or the very text where it may hold a remark."""
    return own.strip() if "#" in own else repr(tomllib.loads(own))


def line_statements(text: str) -> tuple[list[Statement], str]:
    r"""Lines of a list, told apart by the name with which they begin.

    >>> [one.path for one in line_statements("# pins\npandas==3.0\n\nanswers/\n")[0]]
    [('pandas',), ('answers/',)]
    """
    found, above = [], ""
    counts: Counter[str] = Counter()
    for line in STATEMENT_LINE.findall(text):
        if not line.strip() or line.startswith("#"):
            above += line
            continue
        name = re.split(r"[=<>~!;\s]", line.strip(), maxsplit=1)[0] or line.strip()
        counts[name] += 1
        path = (name if counts[name] == 1 else f"{name} {counts[name]}",)
        found.append(
            Statement(path, Leaf(line.strip(), line.strip()), above, line if line.endswith("\n") else f"{line}\n")
        )
        above = ""
    return found, above


def tree(statements: Iterable[Statement]) -> Tree:
    r"""What the statements say, as parts by name.

    >>> list(leaves(tree(toml_statements("[a]\nb = 1\nc.d = 2\n")[0])))
    [('a', '[]'), ('a', 'b'), ('a', 'c', 'd')]
    """
    whole = Tree()
    for statement in statements:
        inner = whole
        for name in statement.path[:-1]:
            inner = inner.setdefault(name, Tree())
            if isinstance(inner, Leaf):  # a key that is called like an entry of a list
                raise UnclearError(name)
        inner[statement.path[-1]] = statement.leaf
    return whole


def merged_text(wanted: Tree, texts: tuple[str, str, str], read: Reader) -> str:
    r"""Text that says what is wanted, in the teacher's own words, order and remarks wherever they are.

    Parameters
    ----------
    wanted
        What the text has to say: parts of the teacher's or the kit's text.
    texts
        The text as the kit gave it, as the teacher has it, as the kit has it now.
    read
        How to read such a text.

    >>> texts = "a = 1\nb = 1\n", "# mine\na = 2\nb = 1\n", "a = 1\nb = 3\nc = 4\n"
    >>> wanted = tree(toml_statements("a = 2\nb = 3\nc = 4\n")[0])
    >>> merged_text(wanted, texts, toml_statements)
    '# mine\na = 2\nb = 3\nc = 4\n'
    """
    (base, base_below), (yours, below), (new, new_below) = (
        ({statement.path: statement for statement in statements}, end) for statements, end in map(read, texts)
    )
    chosen = leaves(wanted)
    orphans = _remarks_of_removed(base, yours, chosen)
    parts = []
    for path, leaf in chosen.items():
        mine = yours.get(path)
        own = mine.own if mine and mine.leaf == leaf else new[path].own
        parts += [orphans.pop(path, ""), _remarks_above(path, base, yours, new), own]
    parts += [*orphans.values(), new_below if below == base_below else below]
    return "".join(parts)


def _remarks_above(path: tuple[str, ...], base: Statements, yours: Statements, new: Statements) -> str:
    if path not in yours:
        return new[path].above
    unchanged = path in base and path in new and yours[path].above == base[path].above
    return new[path].above if unchanged else yours[path].above


def _remarks_of_removed(
    base: Statements, yours: Statements, chosen: Collection[tuple[str, ...]]
) -> dict[tuple[str, ...], str]:
    """The teacher's remarks above what goes, by the statement that they will stand above."""
    remarks: dict[tuple[str, ...], str] = {}
    waiting = ""
    for path, statement in yours.items():
        if path in chosen:
            remarks |= {path: waiting} if waiting else {}
            waiting = ""
        elif "#" in statement.above and not (path in base and base[path].above == statement.above):
            waiting += statement.above
    return remarks | ({(): waiting} if waiting else {})
