"""Put three texts of one file together: by key, by row and cell, by notebook cell, or not at all."""

import csv
import io
import json
from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from kvi_widgets.classes.statements import (
    HEADING,
    Reader,
    UnclearError,
    line_statements,
    merged_text,
    toml_statements,
    tree,
)
from kvi_widgets.classes.three_way_merge import Leaf, MergeNote, Tree, in_order, merge_states, nothing_needed

HEADER_ROW = "#"  # name of the part of a table that is its header
BYTE_ORDER_MARK = "\ufeff"
OF_A_RUN = {"execution", "ExecuteTime", "collapsed", "scrolled", "trusted"}  # metadata that running leaves


class Format(NamedTuple):
    """How to read a kind of text, how to write what is wanted from three texts, and what makes it whole before."""

    read: Callable[[str], Tree]
    write: Callable[[Tree, tuple[str, str, str]], str]
    complete: Callable[[Tree, Tree], Tree] = lambda wanted, yours: wanted  # noqa: ARG005


def merged(
    name: str,
    texts: tuple[bytes, bytes, bytes],
    notes: list[MergeNote],
    needed: Callable[[tuple[str, ...]], bool] = nothing_needed,
) -> bytes:
    r"""Content of a file, with all that the teacher has changed in it and the kit's news elsewhere.

    Parameters
    ----------
    name
        Name of the file, which says what kind of text it is.
    texts
        As the kit gave it, as the teacher has it, as the kit has it now.
    notes
        What happened is added to this list.
    needed
        Whether the kit cannot do without the part at the end of a path.

    Raises
    ------
    UnclearError
        It cannot be put together, or one of the texts cannot be read.

    >>> texts = b"a = 1\nb = 1\n", b"a = 1\nb = 2 # mine\n", b"a = 3\nb = 1\n"
    >>> merged("kvi.toml", texts, [])
    b'a = 3\nb = 2 # mine\n'
    """
    form = _format(name)
    base, yours, new = map(_decoded, texts)
    decoded = base, yours, new
    trees = form.read(base), form.read(yours), form.read(new)
    found: list[MergeNote] = []
    whole = merge_states(trees, found, needed)
    if not isinstance(whole, Tree):
        raise UnclearError(name)
    wanted = form.complete(whole, trees[1])
    notes += found
    if wanted == trees[1]:
        return texts[1]
    text = form.write(wanted, decoded)
    if form.read(text) != wanted:  # statements can mean something else in another place
        raise UnclearError(text)
    ends = "\r\n" if b"\r\n" in texts[1] else "\n"
    start = BYTE_ORDER_MARK if texts[1].startswith(BYTE_ORDER_MARK.encode()) else ""
    return (start + text).replace("\n", ends).encode()


def _format(name: str) -> Format:
    for ends, form in FORMATS.items():
        if name.endswith(ends):
            return form
    raise UnclearError(name)


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise UnclearError(str(error)) from error


def of_statements(read: Reader) -> Format:
    """Format of a text that consists of statements."""
    return Format(lambda text: tree(read(text)[0]), partial(merged_text, read=read))


def table(text: str) -> Tree:
    r"""Rows by id, or by their first cell where there is none, and their filled cells by column.

    >>> table("id,text\na,x\n")["a"]["text"].value
    'x'
    """
    header, *lines = [
        line for line in csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)) if any(line)
    ]
    if len(set(header)) < len(header):
        raise UnclearError(text)
    key = header.index("id") if "id" in header else 0
    rows = Tree({HEADER_ROW: Tree({column: Leaf(column, column) for column in header})})
    taken: Counter[str] = Counter()
    for line in lines:
        if len(line) > len(header):
            raise UnclearError(text)
        first = "".join(line[key : key + 1])
        taken[first] += 1
        name = first if taken[first] == 1 and first != HEADER_ROW else f"{first} {taken[first]}"
        rows[name] = Tree({column: Leaf(cell, cell) for column, cell in zip(header, line, strict=False) if cell})
    if len(rows) != len(lines) + 1:
        raise UnclearError(text)
    return rows


def _delimiter(text: str) -> str:
    first = next((line for line in text.split("\n") if line.strip()), "")
    if not first:
        raise UnclearError(text)
    return max(",;\t", key=first.count)


def complete_columns(wanted: Tree, yours: Tree) -> Tree:
    r"""Rows with the columns that are wanted, and those of the teacher's in which something stands.

    >>> yours = table("id,old\na,mine\n")
    >>> list(complete_columns(Tree({HEADER_ROW: Tree(id=Leaf("id")), "a": yours["a"]}), yours)[HEADER_ROW])
    ['id', 'old']
    """
    filled = {column for name, row in wanted.items() if name != HEADER_ROW for column in row}
    columns = [
        column
        for column in in_order(yours[HEADER_ROW], wanted[HEADER_ROW])
        if column in wanted[HEADER_ROW] or (column in yours[HEADER_ROW] and column in filled)
    ]
    rows = {name: Tree({column: row[column] for column in columns if column in row}) for name, row in wanted.items()}
    return Tree(rows | {HEADER_ROW: Tree({column: Leaf(column, column) for column in columns})})


def write_table(wanted: Tree, texts: tuple[str, str, str]) -> str:
    """Table with these rows, separated as the teacher's is."""
    columns = list(wanted[HEADER_ROW])
    rows = [
        [row[column].value if column in row else "" for column in columns]
        for name, row in wanted.items()
        if name != HEADER_ROW
    ]
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=_delimiter(texts[1]), lineterminator="\n").writerows([columns, *rows])
    return buffer.getvalue()


def notebook(text: str) -> Tree:
    """Cells by id; whether they were run, and what they showed then, does not count.

    >>> cell = {"id": "a-1", "cell_type": "code", "source": ["x"], "metadata": {}, "outputs": [{}]}
    >>> notebook(json.dumps({"cells": [cell]}))["a-1"].text
    'x'
    """
    try:
        cells = json.loads(text)["cells"]
        named = {cell["id"]: _cell(cell) for cell in cells}
    except (ValueError, KeyError, TypeError) as error:
        raise UnclearError(text) from error
    if len(named) < len(cells):
        raise UnclearError(text)
    return Tree(named)


def _cell(cell: dict[str, Any]) -> Leaf:
    source = "".join(cell["source"])
    about = {name: value for name, value in cell["metadata"].items() if name not in OF_A_RUN}
    return Leaf((cell["cell_type"], source, about, cell.get("attachments")), source)


def write_notebook(wanted: Tree, texts: tuple[str, str, str]) -> str:
    """Notebook with these cells; those that the teacher has not changed are as the kit gives them."""
    whole, new = json.loads(texts[1]), json.loads(texts[2])
    if wanted == notebook(texts[2]):
        return texts[2]
    yours = {cell["id"]: cell for cell in whole["cells"]}
    the_kits = {cell["id"]: cell for cell in new["cells"] if wanted.get(cell["id"]) == _cell(cell)}
    whole["cells"] = [the_kits.get(name) or yours[name] for name in wanted]
    return json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def path_text(path: tuple[str, ...]) -> str:
    """Way to a part of a file, for people.

    >>> path_text(("groups[kvi]", "fields[text]", HEADING))
    'groups[kvi].fields[text]'
    """
    return ".".join(name for name in path if name != HEADING)


LIST = of_statements(line_statements)
FORMATS = {
    ".toml": of_statements(toml_statements),
    ".csv": Format(table, write_table, complete_columns),
    ".ipynb": Format(notebook, write_notebook),
    "requirements.txt": LIST,
    ".gitignore": LIST,
    ".gitattributes": LIST,
}
