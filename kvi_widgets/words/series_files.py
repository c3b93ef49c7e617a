"""Read the series of a worked example: one CSV file, one row a week, one column an indicator."""

import math
import re
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pandas as pd

from kvi_widgets.words.content import DATA, ContentError
from kvi_widgets.words.pack_files import NOTHING_READ, read_sheet
from kvi_widgets.words.pack_findings import sentence
from kvi_widgets.words.pack_read import base_language, told_language
from kvi_widgets.words.pack_words import kit_words
from kvi_widgets.words.shapes import Texts

if TYPE_CHECKING:
    from kvi_widgets.words.content import Content

SERIES = DATA / "series"
WEEK, MADE_UP = "week", "made_up"
DAY_FIRST = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")


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
    beside = base_language(content.folder) and not (own / f"{example}.csv").exists()  # the kit's fill the rest
    folder = own if own.is_dir() and not beside else SERIES
    path = folder / f"{example}.csv"
    if not path.exists():
        names = ", ".join(sorted(csv_path.stem for csv_path in folder.glob("*.csv")))
        raise ContentError(messages["no_series"].format(name=example, names=names))
    header, lines, findings, _ = read_sheet(path, (WEEK, MADE_UP))
    unread = next((finding for finding in findings if finding.kind in NOTHING_READ), None)
    if unread:
        raise ContentError(sentence(unread, kit_words("check", told_language(content.folder))))
    if header[:1] != [WEEK]:
        raise ContentError(messages["missing_column"].format(file=path.name, column=WEEK, found=", ".join(header)))
    rows = {number: _row(path.name, number, header, line, messages) for number, line in lines.items()}
    frame = pd.DataFrame(rows.values(), columns=header)
    _check_weeks(path.name, {number: row[WEEK] for number, row in rows.items()}, messages)
    return frame.assign(**{WEEK: pd.to_datetime(frame[WEEK])}).set_index(WEEK)


def _row(file: str, number: int, header: list[str], line: list[str], messages: Texts) -> dict[str, Any]:
    row = {}
    for extra, cell in enumerate(line[len(header) :], start=len(header) + 1):  # 12,5 is two cells
        if cell:
            raise _bad_cell(file, number, str(extra), cell, messages["some_number"], messages)
    for column, cell in zip(header, line + [""] * (len(header) - len(line)), strict=False):
        try:
            row[column] = cell if column == MADE_UP else _date(cell) if column == WEEK else _number(cell)
        except ValueError as error:
            expected = messages["some_week" if column == WEEK else "some_number"]
            raise _bad_cell(file, number, column, cell, expected, messages) from error
    return row


def _date(cell: str) -> date:
    """A date, year first or, as spreadsheets of much of Europe write it, day first."""
    day_first = DAY_FIRST.fullmatch(cell.strip())
    if day_first:
        day, month, year = map(int, day_first.groups())
        return date(year, month, day)
    return date.fromisoformat(cell.strip())


def _number(cell: str) -> float:
    plain = "".join(cell.split())  # a no-break space between thousands is a space, too
    value = float(plain.replace(",", ".")) if plain else math.nan
    if math.isinf(value):
        raise ValueError(cell)
    return value


def _check_weeks(file: str, weeks: dict[int, date], messages: Texts) -> None:
    # What changes from one week to the next is looked at, so no week may be left out.
    for (_, before), (number, week) in pairwise(weeks.items()):
        if week - before != timedelta(days=7):
            raise _bad_cell(file, number, WEEK, week.isoformat(), messages["some_week"], messages)


def _bad_cell(file: str, number: int, column: str, cell: str, expected: str, messages: Texts) -> ContentError:  # noqa: PLR0913, PLR0917
    return ContentError(
        messages["bad_cell"].format(file=file, row=number, column=column, found=f'"{cell}"', expected=expected)
    )
