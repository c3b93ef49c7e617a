"""One learner's answers in memory: rows inside, DataFrames for who asks, and events when a table changes."""

import secrets
from collections.abc import Callable, Iterable
from functools import wraps
from threading import RLock
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from kvi_widgets.model.data_package import tables_of, to_package
from kvi_widgets.model.frames import captioned, to_frame
from kvi_widgets.model.hidden_answers import hidden_answers
from kvi_widgets.model.shapes import Listener, Package, Remark, Rows, Tables
from kvi_widgets.model.starter import BEGAN_WITH, STARTER, Beginning, beginning_of, mark
from kvi_widgets.model.tables import TABLES, checked, completed, text
from kvi_widgets.words.content import Content

if TYPE_CHECKING:
    import pandas as pd

LONGEST_ID = 40
MOST_HIDDEN_NAMED = 5  # of what is not shown: a strange file may hold hundreds of columns


_Holder = TypeVar("_Holder", bound="Answers")
_Arguments = ParamSpec("_Arguments")
_Result = TypeVar("_Result")


def synchronized(
    method: Callable[Concatenate[_Holder, _Arguments], _Result],
) -> Callable[Concatenate[_Holder, _Arguments], _Result]:
    """Let no other thread in meanwhile: JupyterLab lets forms speak in a thread beside the cells'."""

    @wraps(method)
    def alone(self: _Holder, *args: _Arguments.args, **names: _Arguments.kwargs) -> _Result:
        with self.lock:
            return method(self, *args, **names)

    return alone


class Answers:
    """Answers of one learner or team, in memory.

    Parameters
    ----------
    content
        The words and tables of the workshop.

    Attributes
    ----------
    id
        Name of this workshop, the same in every copy of its file.
    whose
        ``"own"``, ``"partner"`` or ``"example"``.
    began_with
        The starter file that these answers go on from; None where they began from nothing.
    notices
        What there is to say about where the answers came from: keys of ``messages.toml`` with
        their details.

    Examples
    --------
    >>> answers = Answers(Content.load("fr"))
    >>> answers.update("kvi", [{"id": "kvi-1", "text": "Ils osent demander"}])
    >>> answers.kvi["text"].tolist()
    ['Ils osent demander']
    """

    def __init__(self, content: Content) -> None:
        self.content = content
        self.id = secrets.token_hex(4)
        self.whose = "own"
        self.began_with: Beginning | None = None
        self.lock = RLock()
        self.notices: list[Remark] = []
        self.about_place: list[Remark] = []  # what of these holds as long as the answers do
        self._package: Package = {}
        self._left: set[str] = set()  # names of what the file holds and no form shows…
        self._told: set[str] | None = None  # …and of what the learner knows about already
        self._rows: Tables = {table: [] for table in TABLES}
        self._frames: dict[str, pd.DataFrame] = {}  # those that somebody has asked for since their rows changed
        self._listeners: dict[object, tuple[Listener, frozenset[str]]] = {}

    def update(self, table: str, rows: Rows) -> None:
        """Put these rows in place of a table's rows and tell listeners.

        Raises
        ------
        KeyError
            No such table.
        RowError
            A value cannot be what its column asks for; nothing is changed then.
        """
        self.update_all({table: rows})

    def update_all(self, tables: Tables) -> None:
        """Put new rows in place of those of several tables, in one step; raises as `update` does."""
        self._notify(self._take({table: checked(table, rows) for table, rows in tables.items()}))

    def load(self, package: Package, rows: Tables | None = None) -> None:
        """Show the answers of a package in place of those held now; ``rows`` are its tables where they were read."""
        rows = self._read(package) if rows is None else rows
        self._package = package
        self._adopt(package)
        self._notify(self._take(rows))

    def _read(self, package: Package) -> Tables:
        """Rows of a package; `notices` says what is odd about them, or not shown here (once, or it would nag)."""
        rows, remarks = tables_of(package)
        self.notices = self.about_place + remarks
        left = hidden_answers(self.content, rows)
        if self._told is None:
            known = package.get("kvi", {}).get("told")
            self._told = {text(name) for name in known} if isinstance(known, list) else set()
        new = [words for name, words in left.items() if name not in self._told]
        self._left = {*self._told, *left}
        self.notices += (
            [("not_shown", {"list": " · ".join(new[:MOST_HIDDEN_NAMED] + ["…"] * (len(new) > MOST_HIDDEN_NAMED))})]
            if new
            else []
        )
        return rows

    def _adopt(self, package: Package) -> None:
        before, self.id = self.id, text(package.get("kvi", {}).get("workshop") or "")[:LONGEST_ID] or self.id
        self.began_with = beginning_of(package) or (self.began_with if self.id == before else None)

    def package(self) -> Package:
        """All answers as a Data Package, with what else their file holds."""
        return to_package(self._rows, self._about, self._package)

    @property
    def _about(self) -> dict[str, Any]:
        hidden = {"told": sorted(self._left)} if self._left else {}
        began = {BEGAN_WITH: self.began_with and self.began_with.written, STARTER: None}
        return {"language": self.content.language, "workshop": self.id} | began | hidden

    @property
    def author(self) -> str:
        """Who wrote these answers, where their file says so, as the standard of Data Packages has it."""
        named = self._package.get("contributors")
        first = named[0] if isinstance(named, list) and named else None
        return text(first.get("title") or "")[:LONGEST_ID] if isinstance(first, dict) else ""

    @property
    def said_language(self) -> str:
        """Language in which these answers were written, where their file says so."""
        return text(self._package.get("kvi", {}).get("language") or "")

    @property
    def has_answers(self) -> bool:
        """Whether there is any answer at all."""
        return any(self._rows.values())

    @property
    def has_indicators(self) -> bool:
        """Whether there is a KVI or a KPI."""
        return bool(self._rows["kvi"] or self._rows["kpi"])

    @property
    def rows(self) -> Tables:
        """Rows of every table, copied, so that changing one changes no answer."""
        return {table: [dict(row) for row in rows] for table, rows in self._rows.items()}

    @property
    def own_rows(self) -> Tables:
        """Rows of every table without those that came with the starter file and that nobody has touched."""
        return {table: self.own_rows_of(table) for table in self._rows}

    def own_rows_of(self, table: str) -> Rows:
        """Rows of one table as `own_rows` has them; raises `KeyError` where there is no such table."""
        marks = self.began_with.marks if self.began_with else ()
        return [row for row in self.rows_of(table) if not marks or mark(table, row) not in marks]

    @property
    def own_map(self) -> Tables:
        """Rows of every table, of the links only those that are one's own: see `own_rows`."""
        return self.rows | {"links": self.own_rows_of("links")}

    def rows_of(self, table: str) -> Rows:
        """Rows of one table, copied; raises `KeyError` where there is no such table."""
        return [dict(row) for row in self._rows[table]]

    def _take(self, rows: Tables) -> set[str]:
        complete = {table: completed(table, table_rows) for table, table_rows in rows.items()}
        changed = {table for table, table_rows in complete.items() if table_rows != self._rows[table]}
        for table in changed:
            self._rows[table] = complete[table]
            self._frames.pop(table, None)
        return changed

    def _notify(self, changed: set[str]) -> None:
        failed = None
        for callback, tables in list(self._listeners.values()):
            if changed & tables:
                try:
                    callback(changed)
                except Exception as error:  # noqa: BLE001  one that fails must not silence the others
                    failed = failed or error
        if failed is not None:
            raise failed

    def on_change(self, callback: Listener, tables: Iterable[str] = tuple(TABLES)) -> Callable[[], None]:
        """Call ``callback(changed_tables)`` whenever one of these tables changes.

        Returns
        -------
        callable
            Call it to stop listening.
        """
        token = object()
        self._listeners[token] = (callback, frozenset(tables))

        def stop() -> None:
            self._listeners.pop(token, None)

        return stop

    def table(self, name: str) -> "pd.DataFrame":
        """One table as a DataFrame of one's own: changing it changes no answer."""
        if name not in self._frames:
            self._frames[name] = captioned(
                to_frame(name, self._rows[name]), self.content.words("page")["headings"][name]
            )
        return self._frames[name].copy()

    @property
    def sorting(self) -> "pd.DataFrame":
        """Sorted cards."""
        return self.table("sorting")

    @property
    def context(self) -> "pd.DataFrame":
        """Step 1."""
        return self.table("context")

    @property
    def strategy(self) -> "pd.DataFrame":
        """Step 2."""
        return self.table("strategy")

    @property
    def kvi(self) -> "pd.DataFrame":
        """Step 3."""
        return self.table("kvi")

    @property
    def kpi(self) -> "pd.DataFrame":
        """Step 4."""
        return self.table("kpi")

    @property
    def links(self) -> "pd.DataFrame":
        """Step 5."""
        return self.table("links")

    @property
    def reviews(self) -> "pd.DataFrame":
        """Feedback received."""
        return self.table("reviews")

    @property
    def reviews_given(self) -> "pd.DataFrame":
        """Feedback given."""
        return self.table("reviews_given")

    @property
    def revisions(self) -> "pd.DataFrame":
        """Sentences before, after."""
        return self.table("revisions")

    @property
    def decided(self) -> "pd.DataFrame":
        """What was agreed in pairs."""
        return self.table("decided")

    @property
    def closing(self) -> "pd.DataFrame":
        """Closing words."""
        return self.table("closing")

    @property
    def predictions(self) -> "pd.DataFrame":
        """What one said before an example was shown."""
        return self.table("predictions")

    @property
    def cards(self) -> "pd.DataFrame":
        """Whether one's own sentences are KVI, when they come back as cards."""
        return self.table("cards")

    def __repr__(self) -> str:
        return self.content.words("pack")["workshop_repr"].format(count=sum(map(len, self._rows.values())))
