"""Rows of an answer file that a kit wrote, without looking twice at each cell; all other files go the long way.

A class may have ten thousand files. Nearly all are as the kit writes them: each table a header with its
columns, each row as many texts. That is quick to see, and then there is nothing to mend.
"""

import json
import re
from collections.abc import Collection, Sequence
from functools import cache
from typing import Any, NamedTuple

from kvi_widgets.model.data_package import END_IN_PAGE, IN_PAGE, MOST_BYTES, apart, parse, tables_of
from kvi_widgets.model.shapes import Package, Rows, Tables
from kvi_widgets.model.tables import TABLES, choices, columns, completed, key, kit_columns, number_columns
from kvi_widgets.words.plain_text import UNUSUAL

MOST_QUICK_ROWS, MOST_MORE_COLUMNS = 1_000, 20  # of a table that is quickly read: far below what is refused
ODD_IN_JSON = re.compile(r"\\[utrbf]")  # may stand for a sign that `clean_text` takes away
NUMBERS = {1, 2, 3}
TEXTS_ALONE, WHOLE_ALONE = {str}, {int}


class _OddError(ValueError):
    """Something is not as the kit writes it."""


class _Shape(NamedTuple):
    columns: tuple[str, ...]
    choices: dict[str, set[str]]
    numbers: frozenset[str]
    key: list[str]
    said_by_kit: frozenset[str]  # columns that are no answer


def read_answers(content: bytes, tables: Collection[str] = tuple(TABLES)) -> tuple[Package, Tables]:
    """Package in the content of a file, without a second map, and the usable rows of these tables.

    Parameters
    ----------
    content
        What an answer file or a page holds.
    tables
        Those that are wanted.

    Returns
    -------
    tuple
        The rows are the same, cell by cell, as `data_package.parse`, `apart`, `tables_of` and `tables.completed`
        give. What nobody reads here is not looked at.

    Raises
    ------
    AnswerFileError
        It is no file of answers.

    Examples
    --------
    >>> from kvi_widgets.model.data_package import dump, to_package
    >>> held = dump(to_package({"strategy": [{"id": "strategy-1", "text": "Read it alone"}]}, {"workshop": "a"}))
    >>> read_answers(held.encode())[1]["strategy"]
    [{'id': 'strategy-1', 'text': 'Read it alone'}]
    """
    try:
        return _as_written(content, tables)
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        package, _ = apart(parse(content))
        found, _ = tables_of(package)
        return package, {table: completed(table, found[table]) for table in tables}


def _as_written(content: bytes, wanted: Collection[str]) -> tuple[Package, Tables]:
    page, mark, rest = content.partition(IN_PAGE)
    text = (rest.partition(END_IN_PAGE)[0] if mark and page.startswith(b"<") else content).decode()
    if len(content) > MOST_BYTES or ("\\" in text and ODD_IN_JSON.search(text)) or UNUSUAL.search(text):
        raise _OddError
    package = json.loads(text)
    about, tables = package["kvi"], {entry["name"]: entry["data"] for entry in package["resources"]}
    if type(about) is not dict or "second" in about or len(tables) < len(package["resources"]) or {*tables} - {*TABLES}:
        raise _OddError
    return package, {table: _rows(tables[table], _shape(table)) if table in tables else [] for table in wanted}


def _rows(data: list[Any], shape: _Shape) -> Rows:
    header, *cells = data
    count = len(shape.columns)
    if (
        tuple(header[:count]) != shape.columns
        or len(header) > count + MOST_MORE_COLUMNS
        or len(cells) > MOST_QUICK_ROWS
    ):
        raise _OddError
    if len({*header}) < len(header) or {*map(type, header)} != TEXTS_ALONE:
        raise _OddError
    if not cells:
        return []
    values = dict(zip(header, zip(*cells, strict=True), strict=True))  # by column: what is quick is asked of many cells
    names = {*zip(*(values[part] for part in shape.key), strict=True)}
    said = [values[name] for name in header if name not in shape.said_by_kit]
    if (
        len(names) < len(cells)
        or ("",) in names
        or not all(_is_sound(name, cells_of_column, shape) for name, cells_of_column in values.items())
        or not all("".join(row).strip() for row in zip(*said, strict=True))
    ):
        raise _OddError
    return [dict(zip(header, row, strict=True)) for row in cells]


def _is_sound(name: str, cells: Sequence[Any], shape: _Shape) -> bool:
    if name in shape.numbers:
        return {*map(type, cells)} == WHOLE_ALONE and NUMBERS.issuperset(cells)
    return {*map(type, cells)} == TEXTS_ALONE and (name not in shape.choices or shape.choices[name].issuperset(cells))


@cache
def _shape(table: str) -> _Shape:
    names, numbers = columns(table), number_columns(table)
    allowed = {name: {"", *choices(table, name)} for name in names if name not in numbers and choices(table, name)}
    return _Shape(tuple(names), allowed, numbers, key(table), kit_columns(table) | numbers)
