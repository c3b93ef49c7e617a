"""Change a table of a content pack from a form instead of a spreadsheet, and check the pack."""

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING

from kvi_widgets.model.shapes import Row, Rows
from kvi_widgets.words.content import DATA, Content
from kvi_widgets.words.pack_overlay import own_rows
from kvi_widgets.words.pack_read import base_language

if TYPE_CHECKING:
    import pandas as pd


def table_rows(folder: Path, name: str) -> Rows:
    """Rows of ``<name>.csv`` of a pack, blank cells as blank text.

    Raises
    ------
    ContentError
        The pack cannot be read.
    """
    return Content(folder).rows(name)


def blank_cells(name: str, rows: Rows) -> list[tuple[int, str]]:
    """Cells that must be filled and are not: place of the row (from 1) and column; rows without text are passed over.

    >>> blank_cells("questions", [{"id": "q-1", "about": "kvi", "question": " ", "placeholder": "Because…"}])
    [(1, 'question')]
    """
    from kvi_widgets.words.pack_rows import TABLE_ROWS  # noqa: PLC0415  pydantic, at first use

    needed = [column for column, field in TABLE_ROWS[name].model_fields.items() if field.is_required()]
    return [
        (place, column)
        for place, row in enumerate(rows, start=1)
        if _filled(row)
        for column in needed
        if not str(row.get(column, "")).strip()
    ]


def save_table(folder: Path, name: str, rows: Rows) -> list[tuple[int, str]]:
    """Write a table of a pack, or what differs from the kit's; not while a cell is blank that must be filled.

    Columns that the teacher added stay, and so does the order of all columns.

    Parameters
    ----------
    folder
        A content pack.
    name
        Name of the table, such as ``"contexts"``.
    rows
        All its rows; those without any text but their id are passed over.

    Returns
    -------
    list of tuple
        The blank cells, as `blank_cells` tells them; empty when the table is written.

    Raises
    ------
    ContentError
        The pack cannot be read.
    OSError
        The file cannot be written.
    """
    blank = blank_cells(name, rows)
    if not blank:
        columns = list(Content(folder).table(name).columns)
        written = _differing_rows(Path(folder), name, columns, [row for row in rows if _filled(row)])
        text = io.StringIO()
        writer = csv.DictWriter(text, columns, restval="", extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(written)
        path = Path(folder) / f"{name}.csv"
        aside = path.with_suffix(".writing")
        # With the mark that tells Excel that this is UTF-8; all at once, so that no class reads half a table.
        aside.write_text(text.getvalue(), "utf-8-sig", newline="")
        aside.replace(path)
    return blank


def _differing_rows(folder: Path, name: str, columns: list[str], rows: Rows) -> Rows:
    """Of these rows those that a pack over the kit has to say; all of them in a pack that says every word."""
    base = base_language(folder)
    if not base:
        return rows
    kit = [dict.fromkeys(columns, "") | row for row in table_rows(DATA / base, name)]
    return own_rows(kit, [{column: str(row.get(column, "")) for column in columns} for row in rows], columns[0])


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
