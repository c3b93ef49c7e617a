"""The tables of a class on their way to files: rows on the disk, so that no number of learners fills the memory.

Columns have the names of the answer file for programs, and titles in the teacher's language for people; a table
of all columns says which is which.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, NamedTuple

import pandas as pd

from kvi_widgets.logic.class_survey import RECEIVED
from kvi_widgets.model.shapes import Tables
from kvi_widgets.model.tables import TABLES, choices, column_names, columns, key, kit_columns, number_columns
from kvi_widgets.words.content import Content

Cells = list[object]
LEARNER = "learner"
NAMED_BY_KIT = {"id", "card", "kpi", "kvi", "about", "question", "contexts", "shown", LEARNER, RECEIVED}


class ClassTable(NamedTuple):
    """One table to take away: its name, its title, its columns with their titles, and its rows."""

    name: str
    title: str
    columns: list[str]
    titles: list[str]
    rows: Iterable[Cells]


class TableStore:
    """Rows of all learners, table by table, in files of a folder of their own.

    Parameters
    ----------
    folder
        An empty folder, which whoever made it deletes.
    without_text
        Put a mark in place of what people wrote freely; what they chose stays.
    mark
        That mark.

    Examples
    --------
    >>> import tempfile
    >>> store = TableStore(Path(tempfile.mkdtemp()))
    >>> store.add("Ana", {"strategy": [{"id": "strategy-1", "text": "Read it alone"}]})
    >>> store.columns("strategy"), list(store.rows("strategy"))
    (['learner', 'id', 'text'], [['Ana', 'strategy-1', 'Read it alone']])
    """

    def __init__(self, folder: Path, *, without_text: bool = False, mark: str = "…") -> None:
        self._folder, self.without_text, self._mark = folder, without_text, mark
        self._columns = {table: [LEARNER, *columns(table)] for table in TABLES}
        self._files: dict[str, IO[str]] = {}
        self._has_received = False

    def add(self, learner: str, tables: Tables) -> None:
        """Put the rows of one learner behind those that are there."""
        for table, rows in tables.items():
            known = self._columns[table]
            known += [name for name in column_names(table, rows) if name not in known and name != RECEIVED]
            for row in rows:
                self._has_received = self._has_received or RECEIVED in row
                cells = [self._cell(table, name, row.get(name, "")) for name in known[1:]]
                self._file(table).write(json.dumps([row.get(RECEIVED, False), learner, *cells]) + "\n")

    def _file(self, table: str) -> IO[str]:
        if table not in self._files:
            self._files[table] = (self._folder / f"{table}.jsonl").open("w", encoding="utf-8")
        return self._files[table]

    def _cell(self, table: str, column: str, value: object) -> object:
        is_text = self.without_text and is_free_text(table, column)
        return self._mark if is_text and str(value).strip() else value

    def columns(self, table: str) -> list[str]:
        """Columns of a table, as far as rows have come: the learner, those of the kit, those of the class."""
        return [*self._columns[table], *([RECEIVED] if self._has_received else [])]

    def rows(self, table: str) -> Iterator[Cells]:
        """Rows of a table, each as long as there are columns."""
        if table not in self._files:
            return
        self._files[table].flush()
        width = len(self._columns[table])
        with (self._folder / f"{table}.jsonl").open(encoding="utf-8") as lines:
            for received, *cells in map(json.loads, lines):
                more = [received] if self._has_received else []
                yield [*cells, *[""] * (width - len(cells)), *more]

    def close(self) -> None:
        """Close all files."""
        for file in self._files.values():
            file.close()


def is_free_text(table: str, column: str) -> bool:
    """Whether people write in a column what they like, their own name perhaps.

    >>> [name for name in columns("kvi") if is_free_text("kvi", name)]
    ['text', 'evidence']
    """
    return column not in NAMED_BY_KIT and column not in number_columns(table) and not choices(table, column)


def class_tables(store: TableStore, content: Content) -> list[ClassTable]:
    """Tables of a store, with the titles of their columns.

    >>> import tempfile
    >>> tables = class_tables(TableStore(Path(tempfile.mkdtemp())), Content.load("en"))
    >>> tables[2].titles[:3]
    ['Learner', 'Name of the row', 'Sentence']
    """
    headings = content.words("page")["headings"]
    return [
        ClassTable(table, headings[table], names, column_titles(names, content), store.rows(table))
        for table in TABLES
        for names in [store.columns(table)]
    ]


def column_titles(names: Iterable[str], content: Content) -> list[str]:
    """Titles of columns in the teacher's language; a class's own column goes by its name."""
    titles = content.words("desk")["headers"]
    return [titles.get("row_name" if name == "id" else name, name) for name in names]


def frame_table(name: str, frame: pd.DataFrame, content: Content) -> ClassTable:
    """Table of a frame of the desk."""
    names = list(frame.columns)
    steps = {step["id"]: step["title"] for step in content.words("pack")["steps"]}
    titles = content.words("desk")["columns"] | content.words("desk")["headers"]
    shown = [steps.get(column) or titles.get(column, column) for column in names]
    if name != "progress":
        shown = [frame.attrs.get("titles", {}).get(column) or title for column, title in zip(names, shown, strict=True)]
    return ClassTable(name, frame.attrs["caption"], names, shown, frame.to_numpy().tolist())


def data_dictionary(tables: Iterable[ClassTable], content: Content) -> ClassTable:
    """Every column of these tables: its title, its name in the answer file, and what stands in it."""
    words = content.words("desk")
    rows: list[Cells] = [
        [table.title, table.name, title, name, _holds(table.name, name, words["holds"])]
        for table in tables
        for name, title in zip(table.columns, table.titles, strict=True)
    ]
    names = ["table", "file", "title", "column", "holds"]
    return ClassTable("columns", words["dictionary"], names, [words["headers"][name] for name in names], rows)


def _holds(table: str, column: str, words: dict[str, str]) -> str:
    if table not in TABLES:
        return words["counted"] if column != LEARNER else words["name"]
    if column in {*key(table), LEARNER, RECEIVED, "about"}:
        return words["name"]
    if choices(table, column):
        return words["choice"].format(choices=" · ".join(choices(table, column)))
    return words["text"] if is_free_text(table, column) and column not in kit_columns(table) else words["kit"]
