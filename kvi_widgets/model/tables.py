"""The tables of a workshop: their names, their columns, and rows in canonical form."""

import re
from collections.abc import Iterable
from functools import cache
from itertools import count
from typing import Any

from kvi_widgets.model.answer_rows import ROWS
from kvi_widgets.model.shapes import Row, RowName, Rows
from kvi_widgets.words.plain_text import clean_text

TABLES = tuple(ROWS)
NULL_TEXTS = {"None", "nan", "NaT", "<NA>"}  # how Python and pandas write that nothing is there
SENTENCES = ("strategy", "kvi", "kpi")  # tables of which each row is one sentence
KEPT_COLUMN = "kept"  # there, once somebody has kept a sentence in spite of a question: how it read then
CARD = "card"  # what reviews call the question of the cards, beside those of questions.csv
KEYS = {"sorting": ["card"], "links": ["kpi", "kvi"]}
# Groups of a form whose fields are columns of another table.
TABLE_OF_GROUP = {"published": "sorting", "again": "sorting", "reviewer": "reviews_given"}


class RowError(ValueError):
    """A row lacks what it must have, or says what its column cannot: in these columns."""

    def __init__(self, columns: list[str]) -> None:
        super().__init__(", ".join(columns))
        self.columns = columns


def text(value: Any) -> str:
    r"""Text that any file can hold; nothing becomes a blank.

    >>> text(None), text("Trust\x00"), text(7)
    ('', 'Trust', '7')
    """
    if not isinstance(value, str) and str(value) in NULL_TEXTS:
        return ""
    return clean_text(str(value))


def _strength(value: Any) -> int:
    try:
        return min(3, max(1, int(float(value))))
    except (TypeError, ValueError, OverflowError):
        return 1


def key(table: str) -> list[str]:
    """Columns that together name one row of a table.

    >>> key("links"), key("kvi")
    (['kpi', 'kvi'], ['id'])
    """
    return KEYS.get(table, ["id"])


def row_name(table: str, row: Row) -> RowName:
    """Cells that name a row of a table; nothing where it has none.

    >>> row_name("links", {"kpi": "kpi-1", "kvi": "kvi-2", "polarity": "+"})
    ('kpi-1', 'kvi-2')
    """
    return tuple(row.get(part) for part in key(table))


def table_of_group(group: str) -> str:
    """Table that holds the answers of a form's group.

    >>> table_of_group("kvi"), table_of_group("reviewer")
    ('kvi', 'reviews_given')
    """
    return TABLE_OF_GROUP.get(group, group)


def columns(table: str) -> list[str]:
    """Fixed columns of a table, in order.

    >>> columns("strategy")
    ['id', 'text']
    """
    return list(ROWS[table])


@cache
def kit_columns(table: str) -> frozenset[str]:
    """Columns that the kit fills in: they name a row, say whose it is and what about, or how a sentence was kept.

    >>> sorted(kit_columns("links")), sorted(kit_columns("sorting"))
    (['kpi', 'kvi'], ['card', 'text'])
    """
    named = {name for name, column in ROWS[table].items() if column.by_kit}
    return frozenset(named | ({KEPT_COLUMN} if table in SENTENCES else set()))


@cache
def number_columns(table: str) -> frozenset[str]:
    """Columns of whole numbers; all others hold text. They always say something, so they are no answer alone.

    >>> [table for table in TABLES if number_columns(table)]
    ['links']
    """
    return frozenset(name for name, column in ROWS[table].items() if column.is_number)


def choices(table: str, column: str) -> tuple[str, ...]:
    """Answers that a column may hold; none where it holds any text.

    >>> choices("links", "polarity"), choices("links", "strength"), choices("kvi", "text")
    (('+', '-', '0'), ('1', '2', '3'), ())
    """
    if column in number_columns(table):
        return "1", "2", "3"
    return ROWS[table][column].choices if column in ROWS[table] else ()


def column_names(table: str, rows: Rows) -> list[str]:
    """Columns of these rows: the fixed ones first, added ones after.

    >>> column_names("strategy", [{"id": "strategy-1", "text": "Read it alone", "grade": "A"}])
    ['id', 'text', 'grade']
    """
    return list(dict.fromkeys([*columns(table), *(name for row in rows for name in row)]))


def completed(table: str, rows: Rows) -> Rows:
    """Rows with every column in each: what a row lacks of the added columns is blank there.

    >>> completed("strategy", [{"id": "a", "text": "A", "grade": "1"}, {"id": "b", "text": "B"}])[1]
    {'id': 'b', 'text': 'B', 'grade': ''}
    """
    blank = dict.fromkeys(column_names(table, rows), "")
    return [blank | row for row in rows]


def checked(table: str, rows: Rows) -> Rows:
    """Rows in canonical form: every column there in each row, every value of its type.

    Rows without any answer are left out: an empty line of a form is no row yet. Of two rows
    with one name the later counts.

    Raises
    ------
    KeyError
        The table is not one of `TABLES`.
    RowError
        A value cannot be what its column asks for.

    Examples
    --------
    >>> checked("kvi", [{"id": "kvi-1", "text": "They dare to ask"}, {"id": "kvi-2"}])
    [{'id': 'kvi-1', 'text': 'They dare to ask', 'nature': '', 'evidence': ''}]
    """
    fixed = ROWS[table]
    added = dict.fromkeys(name for row in rows for name in row if name not in fixed)
    clean = [_canonical(table, row) | {name: text(row.get(name)) for name in added} for row in rows]
    for row, as_given in zip(clean, rows, strict=True):
        wrong = _missing(table, as_given) + _impossible(table, row)
        if wrong:
            raise RowError(wrong)
    by_name = {row_name(table, row): row for row in clean if is_answered(table, row)}
    return list(by_name.values())


def _canonical(table: str, row: Row) -> Row:
    """Fixed columns of a row, each of its type, though it may say what it cannot."""
    return {
        name: _strength(row.get(name)) if column.is_number else text(row.get(name, column.default))
        for name, column in ROWS[table].items()
    }


def _missing(table: str, row: Row) -> list[str]:
    return [name for name, column in ROWS[table].items() if column.needed and name not in row]


def _impossible(table: str, row: Row) -> list[str]:
    return [name for name, column in ROWS[table].items() if not column.may_say(row[name])]


def salvaged(table: str, rows: list[Any]) -> tuple[Rows, list[str]]:
    """Rows in canonical form, whatever comes in; and the columns in which something was not usable.

    A value that cannot be is left blank, a row that is none is left out, a row without a name or
    with one that is taken gets a new one. Where a row can have no other name, the one with more
    answers stays, the first of two that are alike.

    Examples
    --------
    >>> salvaged("strategy", [{"id": "strategy-1", "text": "A"}, {"id": "strategy-1", "text": "B"}, 7])
    ([{'id': 'strategy-1', 'text': 'A'}, {'id': 'strategy-2', 'text': 'B'}], ['id', ''])
    """
    by_key: dict[RowName, Row] = {}
    wrong: list[str] = []
    names = {text(row.get("id")) for row in rows if isinstance(row, dict)}
    highest = highest_number(names)
    for row in rows:
        if not isinstance(row, dict):
            wrong.append("")
            continue
        clean, columns_ = _usable(table, row)
        wrong += columns_
        name = row_name(table, clean)
        nameless, taken = name == ("",), by_key.get(name, clean) != clean
        if nameless or taken:
            wrong += key(table)
        if key(table) == ["id"] and (nameless or taken):
            highest = _free_number(table, highest, names)
            clean["id"] = f"{table}-{highest}"
            name = (clean["id"],)
        if _count_answers(table, clean) > _count_answers(table, by_key.get(name, {})):
            by_key[name] = clean
    return list(by_key.values()), wrong


def usable(table: str, row: Row) -> Row:
    """Cells of a row in canonical form; a value that cannot be is left blank.

    >>> usable("kvi", {"id": "kvi-1", "nature": "beautiful"})
    {'id': 'kvi-1', 'nature': ''}
    """
    clean, _ = _usable(table, row)
    return {name: clean[name] for name in map(text, row)}


def _usable(table: str, row: Row) -> tuple[Row, list[str]]:
    row = {text(name): text(value) for name, value in row.items()}
    missing = _missing(table, row)
    clean = _canonical(table, dict.fromkeys(missing, "") | row)
    impossible = _impossible(table, clean)
    in_order = clean | row  # fixed columns first
    return in_order | clean | dict.fromkeys(impossible, ""), [*missing, *impossible]


def fresh_id(table: str, taken: Iterable[str]) -> str:
    """First free name of a row: ``kvi-3`` after ``kvi-1`` and ``kvi-2``.

    >>> fresh_id("kvi", {"kvi-1", "kvi-7"})
    'kvi-8'
    """
    taken = set(taken)
    return f"{table}-{_free_number(table, highest_number(taken), taken)}"


def _free_number(table: str, number: int, taken: set[str]) -> int:
    return next(free for free in count(number + 1) if f"{table}-{free}" not in taken)


def highest_number(names: Iterable[str]) -> int:
    """Highest number at the end of these names; 0 where there is none.

    >>> highest_number({"kvi-1", "kvi-7", "other"})
    7
    """
    found = (re.fullmatch(r".*-([0-9]{1,9})", str(name), re.DOTALL) for name in names)
    return max((int(match[1]) for match in found if match), default=0)


def is_answered(table: str, row: Row) -> bool:
    """Whether a learner has answered anything in this row.

    >>> is_answered("sorting", {"card": "meals", "text": "Meals handed out", "answer": ""})
    False
    """
    return _count_answers(table, row) > 0


def _count_answers(table: str, row: Row) -> int:
    no_answer = kit_columns(table) | number_columns(table)
    return sum(bool(str(value).strip()) for name, value in row.items() if name not in no_answer)
