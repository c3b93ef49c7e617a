"""Read the series of a worked example: one CSV file, one row a week, one column an indicator."""

import csv
import math
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from kvi_widgets.words.content import DATA, ContentError
from kvi_widgets.words.shapes import Texts

if TYPE_CHECKING:
    from kvi_widgets.words.content import Content

SERIES = DATA / "series"
WEEK, MADE_UP = "week", "made_up"


def read_series(example: str, content: "Content") -> pd.DataFrame:
    """Series of an example.

    Parameters
    ----------
    example
        Name of the file, without ``.csv``.
    content
        Content pack: its own folder ``series`` comes before the kit's, and its messages say what
        is wrong in a file.

    Returns
    -------
    DataFrame
        Index ``week`` (Mondays or any other day, always seven days apart), one column of numbers
        per indicator id, NaN where nothing was measured; ``made_up`` stays, as text, when it is there.

    Raises
    ------
    ContentError
        There is no such file, or a row or a cell is not as it should be.

    Examples
    --------
    >>> from kvi_widgets.words.content import Content
    >>> read_series("shop", Content.load("fr")).columns.tolist()
    ['kpi-1', 'kpi-2', 'kpi-3', 'kvi-1', 'kvi-2', 'made_up']
    """
    own, messages = content.folder / "series", content.messages
    folder = own if own.is_dir() else SERIES
    path = folder / f"{example}.csv"
    if not path.exists():
        names = ", ".join(sorted(csv_path.stem for csv_path in folder.glob("*.csv")))
        raise ContentError(messages["no_series"].format(name=example, names=names))
    header, *lines = _csv_lines(path, messages) or [[]]
    if header[:1] != [WEEK]:
        raise ContentError(messages["missing_column"].format(file=path.name, column=WEEK, found=", ".join(header)))
    rows = [_row(path.name, number, header, line, messages) for number, line in enumerate(lines, start=2) if any(line)]
    frame = pd.DataFrame(rows, columns=header)
    _check_weeks(path.name, frame.loc[:, WEEK], messages)
    return frame.assign(**{WEEK: pd.to_datetime(frame[WEEK])}).set_index(WEEK)


def _csv_lines(path: Path, messages: Texts) -> list[list[str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.reader(file))
    except UnicodeDecodeError as error:
        raise ContentError(messages["not_utf8"].format(file=path.name, detail=error)) from error


def _row(file: str, number: int, header: list[str], line: list[str], messages: Texts) -> dict[str, Any]:
    row = {}
    for extra, cell in enumerate(line[len(header) :], start=len(header) + 1):  # 12,5 is two cells
        if cell:
            raise _bad_cell(file, number, str(extra), cell, messages["some_number"], messages)
    for column, cell in zip(header, line + [""] * (len(header) - len(line)), strict=False):
        try:
            row[column] = cell if column == MADE_UP else date.fromisoformat(cell) if column == WEEK else _number(cell)
        except ValueError as error:
            expected = messages["some_week" if column == WEEK else "some_number"]
            raise _bad_cell(file, number, column, cell, expected, messages) from error
    return row


def _number(cell: str) -> float:
    value = float(cell) if cell.strip() else math.nan
    if math.isinf(value):
        raise ValueError(cell)
    return value


def _check_weeks(file: str, weeks: pd.Series, messages: Texts) -> None:
    # What changes from one week to the next is looked at, so no week may be left out.
    for number, (before, week) in enumerate(pairwise(weeks), start=3):
        if week - before != timedelta(days=7):
            raise _bad_cell(file, number, WEEK, week.isoformat(), messages["some_week"], messages)


def _bad_cell(file: str, number: int, column: str, cell: str, expected: str, messages: Texts) -> ContentError:  # noqa: PLR0913, PLR0917
    return ContentError(
        messages["bad_cell"].format(file=file, row=number, column=column, found=f'"{cell}"', expected=expected)
    )
