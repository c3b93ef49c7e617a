"""The tables of a workshop: which columns each one has, and of which type.

A row model is the one place where a table is described: DataFrames, the answer file's
schema and the checks on incoming rows are all read from it. Lengths and counts are not
limited here, because they are guidance for the learner and never a reason to refuse.
"""

import re
from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

# Nobody sees or types these, and they break files or turn a sentence around: control characters,
# half characters (lone surrogates), marks that reverse the direction of reading.
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")

NOTHING = {"None", "nan", "NaT", "<NA>"}  # how Python and pandas write that nothing is there


def _text(value: Any) -> str:
    if not isinstance(value, str) and str(value) in NOTHING:
        return ""
    return UNSEEN.sub("", str(value).replace("\r\n", "\n"))


def _strength(value: Any) -> int:
    try:
        return min(3, max(1, int(float(value))))
    except (TypeError, ValueError, OverflowError):
        return 1


NoneIsBlank = BeforeValidator(_text)
Text = Annotated[str, NoneIsBlank]
Strength = Annotated[int, BeforeValidator(_strength)]


class Row(BaseModel):
    """A row of any table. Columns that a teacher adds are kept."""

    # Built at first use: half of the time that importing the kit would take otherwise.
    model_config = ConfigDict(extra="allow", defer_build=True)


class Sorting(Row):
    """One sorted card of the welcome game."""

    card: Text
    answer: Annotated[Literal["kvi", "kpi", "both", ""], NoneIsBlank] = ""


class Context(Row):
    """The chosen context; ``contexts`` joins the ids of several with `` + ``."""

    id: Text = "context-1"
    contexts: Text = ""
    title: Text = ""
    people: Text = ""


class Strategy(Row):
    """What is to change, and for whom."""

    id: Text = "strategy-1"
    text: Text = ""


class Kvi(Row):
    """What really changes for people (an outcome; lagging)."""

    id: Text
    text: Text = ""
    nature: Annotated[Literal["quantitative", "qualitative", ""], NoneIsBlank] = ""
    evidence: Text = ""


class Kpi(Row):
    """A signal that the work advances (an output; leading)."""

    id: Text
    text: Text = ""
    evidence: Text = ""


class Link(Row):
    """A KPI's influence on a KVI: ``+`` supports, ``-`` works against, ``0`` none."""

    kpi: Text
    kvi: Text
    polarity: Annotated[Literal["+", "-", "0", ""], NoneIsBlank] = ""
    strength: Strength = 1
    reason: Text = ""


class Review(Row):
    """A partner's answer to one question about one indicator, as it then read."""

    id: Text
    author: Text = ""
    reviewer: Text = ""
    about: Text = ""
    seen: Text = ""
    question: Text = ""
    answer: Text = ""


class Revision(Row):
    """A sentence before and after the partner's feedback."""

    id: Text
    about: Text = ""
    before: Text = ""
    after: Text = ""
    why: Text = ""


class Closing(Row):
    """The learner's own three images and what they take away."""

    id: Text = "closing-1"
    gps: Text = ""
    horizon: Text = ""
    explore: Text = ""
    takeaway: Text = ""


TABLES: dict[str, type[Row]] = {
    "sorting": Sorting,
    "context": Context,
    "strategy": Strategy,
    "kvi": Kvi,
    "kpi": Kpi,
    "links": Link,
    "reviews": Review,
    "reviews_given": Review,
    "revisions": Revision,
    "closing": Closing,
}
KEYS = {"sorting": ["card"], "links": ["kpi", "kvi"]}


def key(table: str) -> list[str]:
    """Columns that together name one row of a table.

    >>> key("links"), key("kvi")
    (['kpi', 'kvi'], ['id'])
    """
    return KEYS.get(table, ["id"])


def columns(table: str) -> list[str]:
    """Fixed columns of a table, in order.

    >>> columns("strategy")
    ['id', 'text']
    """
    return list(TABLES[table].model_fields)


def checked(table: str, rows: list[dict]) -> list[dict]:
    """Rows in canonical form: every column there in each row, every value of its type.

    Rows without any answer are left out: an empty line of a form is no row yet.

    Raises
    ------
    KeyError
        The table is not one of `TABLES`.
    pydantic.ValidationError
        A value cannot be what its column asks for.

    Examples
    --------
    >>> checked("kvi", [{"id": "kvi-1", "text": "They dare to ask"}, {"id": "kvi-2"}])
    [{'id': 'kvi-1', 'text': 'They dare to ask', 'nature': '', 'evidence': ''}]
    """
    model = TABLES[table]
    clean = [model.model_validate(row).model_dump() for row in rows]
    added = dict.fromkeys(name for row in clean for name in row if name not in model.model_fields)
    clean = [row | {name: _text(row.get(name)) for name in added} for row in clean]
    return [row for row in clean if _is_answered(table, row)]


def salvaged(table: str, rows: list) -> tuple[list[dict], list[str]]:
    """Rows in canonical form, whatever comes in; and the columns in which something was not usable.

    A value that cannot be is left blank, a row that is none is left out, a row without a name or
    with one that is taken gets a new one.

    Examples
    --------
    >>> salvaged("strategy", [{"id": "strategy-1", "text": "A"}, {"id": "strategy-1", "text": "B"}, 7])
    ([{'id': 'strategy-1', 'text': 'A'}, {'id': 'strategy-2', 'text': 'B'}], ['id', ''])
    """
    kept: dict[tuple, dict] = {}
    wrong: list[str] = []
    highest = _highest_number(row.get("id") for row in rows if isinstance(row, dict))
    for row in rows:
        if not isinstance(row, dict):
            wrong.append("")
            continue
        clean, columns_ = _usable(TABLES[table], {_text(name): _text(value) for name, value in row.items()})
        wrong += columns_
        name = tuple(clean[part] for part in key(table))
        if key(table) == ["id"] and (name == ("",) or kept.get(name, clean) != clean):
            highest += 1
            wrong.append("id")
            clean["id"] = f"{table}-{highest}"
            name = (clean["id"],)
        if _is_answered(table, clean):
            kept[name] = clean
    return list(kept.values()), wrong


def _usable(model: type[Row], row: dict) -> tuple[dict, list[str]]:
    missing = {name: "" for name, field in model.model_fields.items() if field.is_required() and name not in row}
    try:
        return model.model_validate(missing | row).model_dump(), list(missing)
    except ValidationError as error:
        columns_ = [str(one["loc"][0]) for one in error.errors()]
        return model.model_validate(missing | row | dict.fromkeys(columns_, "")).model_dump(), [*missing, *columns_]


def fresh_id(table: str, taken: Iterable[str]) -> str:
    """First free name of a row: ``kvi-3`` after ``kvi-1`` and ``kvi-2``.

    >>> fresh_id("kvi", {"kvi-1", "kvi-7"})
    'kvi-8'
    """
    return f"{table}-{_highest_number(taken) + 1}"


def _highest_number(names: Iterable) -> int:
    found = (re.fullmatch(r".*-([0-9]{1,9})", str(name), re.DOTALL) for name in names)
    return max((int(match[1]) for match in found if match), default=0)


def _is_answered(table: str, row: dict) -> bool:
    not_answers = {"id", "author", "reviewer", "about", "seen", "question", "strength", *key(table)}
    return any(str(value).strip() for name, value in row.items() if name not in not_answers)
