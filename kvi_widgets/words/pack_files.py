"""Read the files of a content pack as spreadsheets and Windows write them.

Other alphabets, separators and line ends are understood, and told as advice. Rows are counted as
a spreadsheet counts them.
"""

import codecs
import csv
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from kvi_widgets.words.foreign_files import read_file
from kvi_widgets.words.pack_findings import Finding

BYTE_ORDER_MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
SEPARATORS = ",;\t|"
LINE_OF_ANY_SYSTEM = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
MOST_PACK_BYTES = 250_000  # of one file of words; the largest of the kit has 25 kB
MOST_PACK_LINES = 10_000
NOTHING_READ = {"not_a_file", "cannot_open", "too_large"}  # findings of a file of which nothing is read
LONGEST_ROW = 1_000  # cells of a row in which a text between curly marks is looked for
HEADER_ROWS = 5  # rows among which the header is looked for


class RawTable(NamedTuple):
    """A table as it stands in its file: names of columns, cells by row number, what is odd about it."""

    header: list[str]
    rows: dict[int, list[str]]
    findings: list[Finding]
    header_row: int = 1


def decoded(data: bytes) -> tuple[str, str]:
    """Text, and the name of its alphabet where that is not UTF-8.

    >>> decoded("été".encode("cp1252")), decoded("été".encode("utf-16"))
    (('été', 'Windows-1252'), ('été', 'UTF-16'))
    """
    for mark, encoding in BYTE_ORDER_MARKS.items():
        if data.startswith(mark):
            text = data[len(mark) :].decode(encoding, "replace")
            return text, "" if encoding == "utf-8" else "UTF-16"
    if b"\0" in data[:2]:  # every other byte of Western text in UTF-16 is zero
        return data.decode("utf-16-be" if data[:1] == b"\0" else "utf-16-le", "replace"), "UTF-16"
    text = data.decode("utf-8", "replace")
    lost = text.count("\ufffd")
    if not lost:
        return text, ""
    good = sum(letter > "\x7f" for letter in text) - lost
    # One damaged letter among many good ones is damage, not another alphabet.
    return (data.decode("cp1252", "replace"), "Windows-1252") if lost > good else (text, "")


def read_text(path: Path) -> tuple[str, list[Finding]]:
    """Text of a file, and what is odd about it; blank, with an error, where it cannot be read."""
    if path.is_dir():
        return "", [Finding("not_a_file", path.name)]
    try:
        data = read_file(path, MOST_PACK_BYTES)
    except OSError as error:
        return "", [Finding("cannot_open", path.name, found=error.strerror or str(error))]
    if len(data) > MOST_PACK_BYTES:
        return "", [Finding("too_large", path.name)]
    text, alphabet = decoded(data)
    if text.count("\n") + text.count("\r") > MOST_PACK_LINES:
        return "", [Finding("too_large", path.name)]
    found = [Finding("alphabet", path.name, found=alphabet)] if alphabet else []
    return text, found + [
        Finding("lost_letter", path.name, row, found=line.strip())
        for row, line in enumerate(LINE_OF_ANY_SYSTEM.findall(text), start=1)
        if "\ufffd" in line
    ]


def read_sheet(path: Path, columns: Collection[str]) -> RawTable:
    """Read a table; ``columns`` are names by which its header is recognised."""
    text, findings = read_text(path)
    lines = LINE_OF_ANY_SYSTEM.findall(text)
    said = re.fullmatch(r'"?sep=(.)"?', lines[0].strip(" \r\n"), re.IGNORECASE) if lines else None
    lines = lines[1:] if said else lines  # Excel does not count this line either
    separator = said[1] if said else max(SEPARATORS, key=lambda mark: _recognised(lines[:HEADER_ROWS], mark, columns))
    if separator != ",":
        findings.append(Finding("separator", path.name, found={"\t": "Tab"}.get(separator, separator)))
    records = list(_records(path.name, lines, separator, findings))
    at = _header_place(records, columns)
    if at is None:
        return RawTable([], {}, findings)
    above = [cell for _, cells in records[:at] for cell in cells if cell.strip()]
    findings += [Finding("above_header", path.name, records[0][0], found=" ".join(above))] if above else []
    header = _header(path.name, *records[at], columns, findings)
    width = _width(header, [line for _, line in records[at + 1 :]])
    filled = {number: line for number, line in records[at + 1 :] if any(cell.strip() for cell in line)}
    rows = {number: _rejoined(line, width, separator) for number, line in filled.items()}
    findings += [
        Finding("curly_cells", path.name, number)
        for number, line in filled.items()
        if width <= len(rows[number]) < len(line) and any(line[width:])
    ]
    return RawTable(header[:width], rows, findings, records[at][0])


def _records(file: str, lines: list[str], separator: str, findings: list[Finding]) -> Iterator[tuple[int, list[str]]]:
    """Cells of each row with its number; a quotation mark that is never closed takes no other row along."""
    at = number = 0
    while at < len(lines):
        number += 1
        reader = csv.reader((lines[place] for place in range(at, len(lines))), delimiter=separator)
        try:
            cells = next(reader)
        except csv.Error:  # a cell of more than 131,072 letters
            cells = []
        raw = lines[at : at + reader.line_num]
        problem = _quote_problem(raw, separator)
        if problem:
            findings.append(Finding(problem, file, number, found=raw[0].strip()))
        if problem == "open_quote":
            raw, cells = raw[:1], []
        at += len(raw)
        yield number, cells


def _quote_problem(raw: list[str], separator: str) -> str:
    try:
        list(csv.reader(raw, delimiter=separator, strict=True))
    except csv.Error as error:
        return "open_quote" if len(raw) > 1 or str(error).startswith("unexpected") else "stray_quote"
    return ""


def _recognised(lines: list[str], separator: str, columns: Collection[str]) -> int:
    return max((len(_known(line.split(separator), columns)) for line in lines), default=0)


def _known(cells: list[str], columns: Collection[str]) -> set[str]:
    return {plain_name(cell) for cell in cells} & set(columns)


def plain_name(name: str) -> str:
    r"""Name of a column as the kit compares it.

    >>> plain_name(" \ufeffFamily\u00a0")
    'family'
    """
    return name.strip(' \t\r\n\u00a0\ufeff"“”').casefold()


def _header_place(records: list[tuple[int, list[str]]], columns: Collection[str]) -> int | None:
    """Where the header is: the first row that names a column, else the first that is not blank."""
    named = [at for at, (_, cells) in enumerate(records[:HEADER_ROWS]) if _known(cells, columns)]
    filled = [at for at, (_, cells) in enumerate(records) if any(cell.strip() for cell in cells)]
    return next(iter([*named, *filled]), None)


def _header(file: str, row: int, cells: list[str], columns: Collection[str], findings: list[Finding]) -> list[str]:
    names = [plain_name(cell) if plain_name(cell) in columns else cell.strip() for cell in cells]
    changed = [cell for cell, name in zip(cells, names, strict=True) if cell != name]
    if changed:
        findings.append(Finding("header_read", file, row, found=", ".join(column.strip() for column in changed)))
    return names


def _width(header: list[str], lines: list[list[str]]) -> int:
    """How many columns there are; blank ones at the end count when most rows have a cell there."""
    width = len(header)
    while width and not header[width - 1]:
        filled = sum(any(cell.strip() for cell in line[width - 1 :]) for line in lines)
        if 2 * filled > sum(any(line) for line in lines):
            break
        width -= 1
    return width


def _rejoined(cells: list[str], width: int, separator: str) -> list[str]:
    """Cells of a row; a text between curly marks that was cut at its commas is one cell again."""
    if len(cells) > LONGEST_ROW or not any(cell.strip() for cell in cells[width:]):
        return cells if len(cells) > LONGEST_ROW else cells[:width]
    whole: list[str] = []
    rest = list(cells)
    while rest:
        ends = [at for at, cell in enumerate(rest) if cell.rstrip().endswith("”")]
        if rest[0].lstrip().startswith(("“", "„")) and ends:
            whole.append(separator.join(rest[: ends[0] + 1]).strip()[1:-1])
            rest = rest[ends[0] + 1 :]
        else:
            whole.append(rest.pop(0))
    whole = whole if any(whole[width:]) else whole[:width]
    return whole if len(whole) == width else cells
