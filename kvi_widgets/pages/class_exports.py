"""Tables of a class as files: CSV and Excel for people, Parquet for programs. Each file is there whole or not at all."""

import csv
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from kvi_widgets.logic.class_survey import RECEIVED
from kvi_widgets.model.data_package import AnswerFileError
from kvi_widgets.model.tables import TABLES, number_columns
from kvi_widgets.model.whole_files import written_whole
from kvi_widgets.pages.class_tables import Cells, ClassTable
from kvi_widgets.words.content import DATA, Content, languages

RECKONED = ("=", "+", "-", "@", "\t", "\r")  # how a cell begins that a spreadsheet would reckon
MOST_SHEET_ROWS, LONGEST_CELL, LONGEST_SHEET_NAME = 1_048_575, 32_767, 31  # of Excel
ROWS_AT_A_TIME = 20_000


def write_csv(tables: Sequence[ClassTable], folder: Path, _content: Content) -> None:
    """One CSV file a table, as spreadsheets read them."""
    for table in tables:
        with (folder / f"{table.name}.csv").open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(map(as_text, table.titles))
            writer.writerows(list(map(as_text, row)) for row in table.rows)


def as_text(cell: object) -> object:
    """Cell that no spreadsheet takes for a formula; a sign alone is none.

    >>> as_text("=1+1"), as_text("-"), as_text(3)
    ("'=1+1", '-', 3)
    """
    return f"'{cell}" if isinstance(cell, str) and len(cell) > 1 and cell.startswith(RECKONED) else cell


def write_excel(tables: Sequence[ClassTable], file: Path, content: Content) -> None:
    """One workbook with a sheet a table, in which every text is a text.

    Raises
    ------
    AnswerFileError
        XlsxWriter is not installed.
    """
    library = _library("xlsxwriter", content)
    with written_whole(file) as part, library.Workbook(str(part), {"constant_memory": True}) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        for table in tables:
            rows, number = iter(table.rows), 0
            while chunk := _chained(rows, number):
                number += 1
                _write_sheet(book, table, chunk, number, bold)


def _chained(rows: Iterator[Cells], number: int) -> Iterator[Cells] | None:
    """Rows of the next sheet; None where there is none, except that every table has one."""
    first = list(islice(rows, 1))
    if not first and number:
        return None
    return (row for part in (first, islice(rows, MOST_SHEET_ROWS - 1)) for row in part)


def _write_sheet(book: Any, table: ClassTable, rows: Iterator[Cells], number: int, bold: object) -> None:
    name = table.name if number == 1 else f"{table.name} {number}"
    sheet = book.add_worksheet(name[:LONGEST_SHEET_NAME])
    sheet.freeze_panes(1, 1)
    sheet.set_column(0, len(table.columns) - 1, 24)
    for place, title in enumerate(table.titles):
        sheet.write_string(0, place, title, bold)
    for line, row in enumerate(rows, start=1):
        for place, cell in enumerate(row):
            if isinstance(cell, int | float) and not isinstance(cell, bool):
                sheet.write_number(line, place, cell)
            else:
                sheet.write_string(line, place, str(cell)[:LONGEST_CELL])


def write_parquet(tables: Sequence[ClassTable], folder: Path, content: Content) -> None:
    """One Parquet file a table, under the names of the answer file, and a page that says how to read them.

    Raises
    ------
    AnswerFileError
        PyArrow is not installed.
    """
    arrow = _library("pyarrow", content)
    parquet = _library("pyarrow.parquet", content)
    for table in tables:
        schema = arrow.schema([(name, _arrow_type(arrow, table, name)) for name in table.columns])
        rows = iter(table.rows)
        with parquet.ParquetWriter(folder / f"{table.name}.parquet", schema) as writer:
            while chunk := list(islice(rows, ROWS_AT_A_TIME)):
                cells = [list(column) for column in zip(*chunk, strict=True)]
                writer.write_table(arrow.table(cells, schema=schema))
    language = content.language if content.language in languages() else "en"
    (folder / "README.md").write_bytes((DATA / "desk" / f"parquet.{language}.md").read_bytes())


def _arrow_type(arrow: Any, table: ClassTable, column: str) -> object:
    if column == RECEIVED:
        return arrow.bool_()
    is_number = column in (number_columns(table.name) if table.name in TABLES else ())
    is_count = table.name == "overview" and column not in {"learner", "began_with"}
    return arrow.int64() if is_number or is_count else arrow.string()


def _library(name: str, content: Content) -> Any:
    from importlib import import_module  # noqa: PLC0415  beside its only use

    try:
        return import_module(name)
    except ImportError as error:
        raise AnswerFileError("needs_library", name=name.partition(".")[0]) from error


def write_folder(
    tables: Sequence[ClassTable], folder: Path, content: Content, write: Callable[..., None]
) -> list[Path]:
    """Files of ``write`` in a folder, put there when all of them are complete.

    >>> import tempfile
    >>> table = ClassTable("strategy", "The strategy", ["id"], ["Name"], [["=1"]])
    >>> [file.name for file in write_folder([table], Path(tempfile.mkdtemp()), Content.load("en"), write_csv)]
    ['strategy.csv']
    """
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".part-", dir=folder) as part:
        write(tables, Path(part), content)
        return [file.replace(folder / file.name) for file in sorted(Path(part).iterdir())]
