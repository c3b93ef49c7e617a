"""The grid of a class: one row a learner, one column a criterion, and a remark; filled on paper, on the page or in a spreadsheet."""

import csv
import errno
import os
from pathlib import Path
from typing import NamedTuple

from kvi_widgets.logic.class_survey import ClassSurvey
from kvi_widgets.model.data_package import AnswerFileError
from kvi_widgets.pages.class_exports import RECKONED, as_text, written_whole
from kvi_widgets.pages.rendering import render, source
from kvi_widgets.words.content import Content
from kvi_widgets.words.pack_files import NOTHING_READ, plain_name, read_sheet
from kvi_widgets.words.plain_text import clean_text, match_key

SHEETS = {".html", ".htm"}


class Marked(NamedTuple):
    """What a teacher tells one learner: criteria with what was found of each, and a remark."""

    criteria: list[tuple[str, str]]
    remark: str

    def __bool__(self) -> bool:
        return bool(self.remark or any(found for _, found in self.criteria))


def grid_header(content: Content) -> list[str]:
    """Titles of a grid's columns: the learner, each criterion of the pack, the remark.

    >>> grid_header(Content.load("en"))
    ['Learner', 'Reasoning', 'Revising', 'Listening', 'Remark']
    """
    words = content.words("desk")
    criteria = [one["title"] for one in words["grid"]["criteria"]]
    return [words["headers"]["learner"], *criteria, words["grid"]["remark"]]


def grid_sheet(desk: ClassSurvey) -> str:
    """Same grid as a sheet of paper to tick: HTML for a browser that prints it, on as many pages as the class needs.

    >>> grid_sheet(ClassSurvey(Content.load("en"), [])).count("<th scope")
    5
    """
    content = desk.content
    return render(
        "grid_sheet",
        source("printables.css") + source("printables_narrow.css"),
        language=content.language,
        words=content.words,
        text=content.words("printables"),
        learners=[one.name for one in desk.people],
    )


def save_grid(desk: ClassSurvey, file: Path) -> Path:
    """Write an empty grid, to be filled in a spreadsheet; a file named ``.html`` is a sheet to print.

    Raises
    ------
    FileExistsError
        It is there already, and may be filled in.
    OSError
        The file cannot be written.
    """
    if file.exists():
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(file))
    if file.suffix.lower() in SHEETS:
        with written_whole(file) as part:
            part.write_text(grid_sheet(desk), "utf-8")
        return file
    header = grid_header(desk.content)
    with written_whole(file) as part, part.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(header)
        writer.writerows([as_text(one.name), *[""] * (len(header) - 1)] for one in desk.people)
    return file


def read_grid(file: Path, content: Content) -> dict[str, Marked]:
    r"""What a filled grid says of each learner, by name.

    Columns that a teacher has added are criteria too; titles may be written in any case.

    Parameters
    ----------
    file
        A CSV file as spreadsheets save it.
    content
        Content pack of the class.

    Raises
    ------
    AnswerFileError
        It cannot be read, has no column of learners, or one of them twice.

    Examples
    --------
    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp()) / "grid.csv"
    >>> _ = file.write_text("learner;Reasoning;Remark\nAna;sound;Go on\n", "utf-8")
    >>> read_grid(file, Content.load("en"))
    {'Ana': Marked(criteria=[('Reasoning', 'sound')], remark='Go on')}
    """
    known = grid_header(content)
    sheet = read_sheet(file, [plain_name(title) for title in known])
    names = {match_key(title): title for title in known}
    header = [names.get(match_key(title), title) for title in sheet.header]
    if any(finding.kind in NOTHING_READ for finding in sheet.findings) or known[0] not in header:
        raise AnswerFileError("no_grid", file=file.name, column=known[0], found=", ".join(sheet.header))
    marked: dict[str, Marked] = {}
    for cells in sheet.rows.values():
        row = [(title, _plain(cell)) for title, cell in zip(header, cells, strict=False) if title]
        name = dict(row)[known[0]]
        if name in marked:
            raise AnswerFileError("twice_in_grid", file=file.name, name=name)
        if name:
            criteria = [(title, cell) for title, cell in row if title not in {known[0], known[-1]}]
            marked[name] = Marked(criteria, dict(row).get(known[-1], ""))
    return marked


def _plain(cell: str) -> str:
    """Cell without the sign that kept a spreadsheet from reckoning it."""
    cell = clean_text(cell).strip()
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(RECKONED) else cell
