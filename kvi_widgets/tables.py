"""The tables of a workshop: which columns each one has, and of which type.

A row model is the one place where a table is described: DataFrames, the answer file's
schema and the checks on incoming rows are all read from it. Lengths and counts are not
limited here, because they are guidance for the learner and never a reason to refuse.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict

NOTHING = {"None", "nan", "NaT", "<NA>"}  # how Python and pandas write that nothing is there


def _text(value: Any) -> str:
    return "" if not isinstance(value, str) and str(value) in NOTHING else str(value)


def _strength(value: Any) -> int:
    try:
        return min(3, max(1, int(value)))
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


def _is_answered(table: str, row: dict) -> bool:
    not_answers = {"id", "author", "reviewer", "about", "seen", "question", "strength", *key(table)}
    return any(str(value).strip() for name, value in row.items() if name not in not_answers)
