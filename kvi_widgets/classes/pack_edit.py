"""Change a table of a content pack from a form instead of a spreadsheet, and check the pack."""

import csv
import io
import shutil
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kvi_widgets.classes.class_folder import write
from kvi_widgets.model.merge import merge_rows
from kvi_widgets.model.shapes import Row, Rows
from kvi_widgets.words.content import DATA, Content
from kvi_widgets.words.pack_overlay import own_rows
from kvi_widgets.words.pack_read import base_language
from kvi_widgets.words.pack_rows import TABLE_ROWS

if TYPE_CHECKING:
    import pandas as pd


PLAIN_TABLE = "strategy"  # merged as this one: each row has an id, and texts
BEFORE_FOLDER = ".before"  # folder in a pack: what its tables were before a form changed them


class Saved(NamedTuple):
    """What became of rows that were to be written: cells that are blank, or the rows that stand in the file now."""

    blank: list[tuple[int, str]]
    rows: Rows


def blank_cells(table: str, rows: Rows) -> list[tuple[int, str]]:
    """Cells that must be filled and are not: place of the row (from 1) and column; rows without text are passed over.

    >>> blank_cells("questions", [{"id": "q-1", "about": "kvi", "question": " ", "placeholder": "Because…"}])
    [(1, 'question')]
    """
    needed = [name for name, column in TABLE_ROWS[table].items() if column.needed]
    return [
        (place, column)
        for place, row in enumerate(rows, start=1)
        if _filled(row)
        for column in needed
        if not str(row.get(column, "")).strip()
    ]


def save_table(folder: Path, name: str, rows: Rows, known: Rows | None = None) -> Saved:
    """Write a table of a pack, or what differs from the kit's; not while a cell is blank that must be filled.

    Columns that the teacher added stay, and so does the order of all columns. What somebody else has saved
    meanwhile, a colleague or a spreadsheet, is united with these rows by their ids.

    Parameters
    ----------
    folder
        A content pack.
    name
        Name of the table, such as ``"contexts"``.
    rows
        All its rows; those without any text but their id are passed over.
    known
        Rows from which ``rows`` were made; by default those in the file.

    Returns
    -------
    Saved
        The blank cells, as `blank_cells` tells them, empty when the table is written; and its rows.

    Raises
    ------
    ContentError
        The pack cannot be read.
    OSError
        The file cannot be written.
    """
    folder = Path(folder)
    blank = blank_cells(name, rows)
    if blank:
        return Saved(blank, rows)
    content = Content(folder)
    filled, there = [row for row in rows if _filled(row)], content.rows(name)
    if known is not None and there != known:
        filled = merge_rows(PLAIN_TABLE, known, filled, there)
    columns = content.columns(name)
    # All at once, so that no class reads half a table.
    write(folder / f"{name}.csv", table_bytes(columns, _differing_rows(folder, name, columns, filled)))
    return Saved([], filled)


def table_bytes(columns: list[str], rows: Rows) -> bytes:
    r"""Content of a CSV file of a pack, with the mark that tells Excel that this is UTF-8.

    >>> table_bytes(["id", "title"], [{"id": "garden"}]).decode("utf-8-sig")
    'id,title\ngarden,\n'
    """
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def keep_before(folder: Path, name: str) -> None:
    """Keep a table as it is now, under today's date; what was kept on that day already stays.

    Raises
    ------
    OSError
        It cannot be copied.
    """
    path = Path(folder) / f"{name}.csv"
    kept = path.parent / BEFORE_FOLDER / f"{name}.{datetime.now():%Y-%m-%d}.csv"
    if path.exists() and not kept.exists():
        kept.parent.mkdir(exist_ok=True)
        shutil.copyfile(path, kept)


def _differing_rows(folder: Path, name: str, columns: list[str], rows: Rows) -> Rows:
    """Of these rows those that a pack over the kit has to say; all of them in a pack that says every word."""
    base = base_language(folder)
    if not base:
        return rows
    mine = [{column: str(row.get(column, "")) for column in columns} for row in rows]
    return own_rows(Content(DATA / base).rows(name), mine, columns)


def _filled(row: Row) -> bool:
    return any(str(cell).strip() for column, cell in row.items() if column != "id")


def check_pack(folder: Path) -> "pd.DataFrame":
    """Find all that is wrong or odd in a content pack or a class; one row a finding.

    The same as ``python -m kvi_widgets check``, without the notebooks; see `kvi_widgets.classes.pack_check.check_folder`.

    >>> check_pack(Content.load("fr").folder).empty
    True
    """
    from kvi_widgets.classes.pack_check import check_folder  # noqa: PLC0415  it brings the rules of rows along

    return check_folder(folder)
