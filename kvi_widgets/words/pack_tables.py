"""Read and check the tables of a content pack, row by row and as a whole."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from kvi_widgets.words.columns import Columns
from kvi_widgets.words.pack_files import NOTHING_READ, SEPARATORS, RawTable, read_sheet
from kvi_widgets.words.pack_findings import Finding, nearest
from kvi_widgets.words.pack_overlay import laid_rows
from kvi_widgets.words.pack_rows import TABLE_ROWS
from kvi_widgets.words.pack_texts import cell_oddities
from kvi_widgets.words.shapes import TextRow, TextRows

REQUIRED_TABLES = {"deck", "questions"}  # tables without which a step has nothing to show
MOVED = {"extra_cell", "other_separator", "shifted_row"}  # the cells stand below wrong titles
ID = re.compile(r"[\w-]+")


class Table(NamedTuple):
    """A table with its cells in canonical form, and what is wrong or odd about it."""

    columns: list[str]
    rows: TextRows
    findings: list[Finding]


def read_table(path: Path, base: Table | None = None) -> Table:
    """Read ``<name>.csv`` and check all of it. A row that is wrong is there as it was found.

    With a ``base``, the file holds only what differs from it.

    Examples
    --------
    >>> from kvi_widgets.words.content import DATA
    >>> table = read_table(DATA / "fr" / "memo.csv")
    >>> table.columns, min(table.rows), table.findings
    (['aspect', 'kvi', 'kpi'], 2, [])
    """
    wanted = TABLE_ROWS[path.stem]
    columns = list(wanted)
    if not path.exists():
        return base or Table(columns, {}, [Finding("no_file", path.name)])
    sheet = read_sheet(path, columns)
    if any(finding.kind in NOTHING_READ for finding in sheet.findings):
        return Table(columns, {}, sheet.findings)
    if not sheet.header:
        return Table(columns, {}, [*sheet.findings, Finding("empty_file", path.name)])
    findings = [*sheet.findings, *_header_findings(path.name, sheet, wanted)]
    key = columns[0]
    rows, taken_out = {}, {}
    for number, cells in sheet.rows.items():
        row = {name: cell for name, cell in zip(sheet.header, cells, strict=False) if cell.strip()}
        if base and list(row) == [key]:
            taken_out[number] = dict.fromkeys(columns, "") | row
            continue
        rows[number], wrong = _checked_row(path.name, number, cells, sheet.header, wanted)
        findings += wrong
    if "missing_column" not in {finding.kind for finding in findings}:
        moved = {finding.row for finding in findings if finding.kind in MOVED}
        straight = {number: row for number, row in rows.items() if number not in moved}
        findings += _id_findings(path.name, straight)
        if base:
            findings += _unknown_rows(path.name, taken_out, base, key)
            rows = _over(base, rows | taken_out, key)
        findings += _whole_findings(path, rows, wanted, findings)
    names = dict.fromkeys([name for name in sheet.header if name] + columns)
    return Table(list(names), {number: dict.fromkeys(names, "") | row for number, row in rows.items()}, findings)


def _over(base: Table, own: TextRows, key: str) -> TextRows:
    """Rows of the base with the file's own; only those have a number that a spreadsheet shows."""
    numbers = {row[key]: number for number, row in own.items()}
    in_file_order = [row for _, row in sorted(own.items())]
    whole = laid_rows(base.rows.values(), in_file_order, key)
    return {numbers.get(row[key], -place): row for place, row in enumerate(whole, start=1)}


def _unknown_rows(file: str, taken_out: TextRows, base: Table, key: str) -> Iterator[Finding]:
    known = [row[key] for row in base.rows.values()]
    for number, row in taken_out.items():
        if row[key] not in known:
            yield Finding("unknown_name", file, number, key, row[key], ", ".join(known), nearest(row[key], known))


def _header_findings(file: str, sheet: RawTable, wanted: Columns) -> Iterator[Finding]:
    strangers = [name for name in sheet.header if name and name not in wanted]
    for name, column in wanted.items():
        if column.needed and name not in sheet.header:
            header = ", ".join(sheet.header)
            yield Finding("missing_column", file, sheet.header_row, name, header, nearest=nearest(name, strangers))
    for place, name in enumerate(sheet.header):
        if name and name in sheet.header[:place]:
            yield Finding("same_column", file, sheet.header_row, name)
        elif not name and any(line[place : place + 1] != [""] for line in sheet.rows.values() if len(line) > place):
            yield Finding("blank_header", file, sheet.header_row, found=_letter(place))


def _letter(place: int) -> str:
    return chr(ord("A") + place) if place < 26 else str(place + 1)  # noqa: PLR2004  letters of the alphabet


def _checked_row(
    file: str, number: int, cells: list[str], header: list[str], wanted: Columns
) -> tuple[TextRow, list[Finding]]:
    """Row in canonical form, or as it is with what is wrong in it."""
    row = {name: cell for name, cell in zip(header, cells + [""] * len(header), strict=False) if name}
    extra = [cell for cell in cells[len(header) :] if cell.strip()]
    if extra:
        return row, [Finding("extra_cell", file, number, found=extra[0])]
    separator = _other_separator(cells, sum(column.needed for column in wanted.values()))
    if separator:
        return row, [Finding("other_separator", file, number, found=separator)]
    clean = {
        name: row.get(name, "") if column.choices else row.get(name, "").strip() for name, column in wanted.items()
    }
    blank = [name for name, cell in clean.items() if wanted[name].needed and not cell]
    wrong = [name for name, cell in clean.items() if name in blank or not wanted[name].may_say(cell)]
    if wrong:
        return row, _cell_findings(file, number, row, [name for name in wrong if name in header], wanted)
    return row | clean, [
        Finding(kind, file, number, name, found) for name, cell in row.items() for kind, found in cell_oddities(cell)
    ]


def _other_separator(cells: list[str], fewest: int) -> str:
    filled = [cell for cell in cells if cell.strip()]
    enough = fewest - 1
    return next(
        (separator for separator in SEPARATORS if len(filled) == 1 < fewest and filled[0].count(separator) >= enough),
        "",
    )


def _cell_findings(file: str, number: int, row: TextRow, wrong: list[str], wanted: Columns) -> list[Finding]:
    choices = {name: wanted[name].choices for name in wrong}
    for name, allowed in choices.items():
        moved = next((column for column, cell in row.items() if cell and cell in allowed and column != name), "")
        if moved:
            return [Finding("shifted_row", file, number, moved, row[moved], name)]
    return [
        Finding("bad_cell", file, number, name, row[name], ", ".join(allowed), nearest(row[name], allowed))
        if allowed and row[name].strip()
        else Finding("blank_cell", file, number, name, row[name], ", ".join(allowed) or "some_text")
        for name, allowed in choices.items()
    ]


def _id_findings(file: str, rows: TextRows) -> Iterator[Finding]:
    first_seen: dict[str, int] = {}
    for number, row in rows.items():
        name = row.get("id", "").strip()
        if name and first_seen.setdefault(name, number) != number:
            yield Finding("same_id", file, number, "id", name, str(first_seen[name]))
        elif name and not ID.fullmatch(name):
            yield Finding("bad_id", file, number, "id", name)


def _whole_findings(path: Path, rows: TextRows, wanted: Columns, known: list[Finding]) -> Iterator[Finding]:
    if "open_quote" in {finding.kind for finding in known}:
        return  # rows may be missing that are there
    if not rows:
        yield Finding("empty_table" if path.stem in REQUIRED_TABLES else "empty_list", path.name)
    for name, column in wanted.items():
        said = {row.get(name, "") for row in rows.values()}
        if column.choices and column.needed and len(said) == 1 < len(rows):
            yield Finding("one_value", path.name, column=name, found=said.pop(), expected=", ".join(column.choices))
