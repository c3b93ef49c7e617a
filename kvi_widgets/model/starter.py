"""Starter files: answers that a teacher hands out, and that each learner goes on from under an id of their own.

A starter names itself under ``kvi`` in its package. Who begins with it keeps a mark of each row that
came with it, so that what nobody has touched is told from what a learner wrote.
"""

import json
import secrets
from hashlib import sha256
from itertools import count
from typing import Any, NamedTuple

from kvi_widgets.model.data_package import AnswerFileError, tables_of, to_package
from kvi_widgets.model.shapes import Package, Row, Rows, Tables
from kvi_widgets.model.tables import KEPT_COLUMN, TABLES, text

STARTER, BEGAN_WITH = "starter", "began_with"  # where a package says that it is one, and what it began with
HANDED_OUT = ("context", "strategy", "kvi", "kpi", "links")
SIGNED = "reviewer"  # the only column in which people write names because they are asked to
LONGEST_STARTER_NAME = 40
MARK_LETTERS, MOST_MARKS = 8, 2000


class Beginning(NamedTuple):
    """The starter that a workshop began with: its id, its name, a mark of each of its rows."""

    workshop: str
    name: str
    marks: frozenset[str]

    @property
    def written(self) -> dict[str, str]:
        """What the answer file says of it."""
        return {"workshop": self.workshop, "name": self.name, "rows": " ".join(sorted(self.marks))}


def is_starter(package: Package) -> bool:
    """Whether a package is handed out for everybody to begin with.

    >>> is_starter({"kvi": {"starter": "cafeteria"}, "resources": []}), is_starter({"kvi": {}, "resources": []})
    (True, False)
    """
    name = package["kvi"].get(STARTER)
    return isinstance(name, str) and bool(name.strip())


def starter_package(package: Package, name: str, *, whole: bool = False) -> Package:
    """Starter made of somebody's answers: their indicators and links, and nobody's name.

    Parameters
    ----------
    package
        The answers to hand out.
    name
        What the starter is called, on a teacher's page of the class.
    whole
        Hand out all tables: sorted cards, feedback and reflection, too.

    Raises
    ------
    AnswerFileError
        There is nothing to hand out.

    Examples
    --------
    >>> made = starter_package(to_package({"kvi": [{"id": "kvi-1", "text": "They laugh"}]}, {}), "cafeteria")
    >>> is_starter(made), tables_of(made)[0]["kvi"][0]["text"]
    (True, 'They laugh')
    """
    rows = tables_of(package)[0]
    given = {table: unsigned(rows[table]) if whole or table in HANDED_OUT else [] for table in TABLES}
    if not any(given.values()):
        raise AnswerFileError("nothing_to_start")
    about = {"language": text(package["kvi"].get("language")), "workshop": _id(given), STARTER: _short(name) or "?"}
    return to_package(given, about)


def _id(tables: Tables) -> str:
    # By what it holds: made again of the same answers, it is the same starter.
    return sha256(json.dumps(tables, sort_keys=True).encode("utf-8", "replace")).hexdigest()[:MARK_LETTERS]


def _short(name: Any) -> str:
    return text(name).strip()[:LONGEST_STARTER_NAME]


def begun(package: Package, workshop: str = "") -> Package:
    """Package of one's own that begins with this starter, under a new id or the one given.

    >>> begun({"kvi": {"workshop": "a", "starter": "cafeteria"}, "resources": []}, "b")["kvi"]
    {'workshop': 'b', 'began_with': {'workshop': 'a', 'name': 'cafeteria', 'rows': ''}}
    """
    about = {name: value for name, value in package["kvi"].items() if name != STARTER}
    marks = frozenset(mark(table, row) for table, rows in tables_of(package)[0].items() for row in rows)
    beginning = Beginning(_short(about.get("workshop")), _short(package["kvi"][STARTER]), marks)
    own = {"workshop": workshop or secrets.token_hex(4), BEGAN_WITH: beginning.written}
    return {**package, "kvi": about | own}


def beginning_of(package: Package) -> Beginning | None:
    """Starter that a package says it began with; None where it says nothing that can be used.

    >>> beginning_of({"kvi": {"began_with": {"workshop": "a", "name": "cafeteria", "rows": "12ab"}}})
    Beginning(workshop='a', name='cafeteria', marks=frozenset({'12ab'}))
    """
    said = package.get("kvi", {}).get(BEGAN_WITH)
    if not isinstance(said, dict) or not _short(said.get("workshop")):
        return None
    marks = text(said.get("rows"))[: MOST_MARKS * (MARK_LETTERS + 1)].split()
    return Beginning(_short(said["workshop"]), _short(said.get("name")), frozenset(marks))


def mark(table: str, row: Row) -> str:
    """Short mark of what a row says; the same for everybody who has not touched it.

    >>> mark("kvi", {"id": "kvi-1", "text": "Ask"}) == mark("kvi", {"id": "kvi-1", "text": "Ask", "evidence": ""})
    True
    """
    cells = {name: value for name, value in row.items() if str(value).strip() and name != KEPT_COLUMN}
    return sha256(json.dumps([table, cells], sort_keys=True).encode("utf-8", "replace")).hexdigest()[:MARK_LETTERS]


def unsigned(rows: Rows) -> Rows:
    """Rows without the name that signs them, which also ends the id of feedback that somebody has opened.

    >>> unsigned([{"id": "a-kvi-1-speaks-Zoé", "reviewer": "Zoé"}])
    [{'id': 'a-kvi-1-speaks-1', 'reviewer': ''}]
    """
    return [_unsigned(row, number) if SIGNED in row else row for row, number in zip(rows, count(1), strict=False)]


def _unsigned(row: Row, number: int) -> Row:
    end = f"-{row[SIGNED]}"
    name = row.get("id", "")
    is_signed = len(end) > 1 and name.endswith(end)
    return row | {SIGNED: ""} | ({"id": f"{name.removesuffix(end)}-{number}"} if is_signed else {})
