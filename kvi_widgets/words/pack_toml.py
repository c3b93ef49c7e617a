"""Read a TOML file of a content pack; whatever cannot be read is named with its line and its cause."""

import re
import tomllib
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from kvi_widgets.words.foreign_files import is_deeper
from kvi_widgets.words.pack_files import read_text
from kvi_widgets.words.pack_findings import Finding
from kvi_widgets.words.shapes import KeyLines, KeyPath, Section

LONGEST_LINE = 20_000  # letters; a key of thousands of parts would take minutes to read
DEEPEST_KEY = 40  # ours need eight
MOST = 20  # broken lines that are told; more would hide the first
HEADING_LINE = re.compile(r"\s*(\[\[?)\s*([\w.-]+)")
KEY_LINE = re.compile(r"""\s*([\w-]+)\s*[=:"'“«]""")
CURLY = re.compile(r"[=\[,]\s*([“”„«»‘’])|([”“»])\s*,?\s*$")
TEXT = re.compile(r'"(?:[^"\\\n]|\\.)*"')
SET_ASIDE = "__set_aside"  # tables whose heading cannot be used

# How tomllib begins to complain, and the finding that tells a teacher what to do.
CAUSES = {
    ("Cannot",): "same_key",
    ("Expected", "'='"): "no_equals",
    ("Expected", "']'"): "open_heading",
    ("Expected", "']]'"): "open_heading",
    ("Expected", "newline"): "inner_quote",
    ("Unterminated",): "open_text",
    ("Illegal",): "open_text",
    ("Unescaped",): "backslash",
    ("Invalid", "hex"): "backslash",
    ("Invalid", "value"): "no_quotes",
}


class Topic(NamedTuple):
    """Words of one file, the line of each key, and what is wrong or odd about the file."""

    words: Section
    lines: KeyLines
    findings: list[Finding]


def read_topic(path: Path) -> Topic:
    """Read ``<topic>.toml``; lines that cannot be read are left out and named.

    Examples
    --------
    >>> from kvi_widgets.words.content import DATA
    >>> topic = read_topic(DATA / "fr" / "kvi.toml")
    >>> topic.words["groups"][0]["at_most"], topic.lines["title",], topic.findings
    (2, 1, [])
    """
    text, findings = read_text(path)
    topic = _topic(path.name, text)
    return topic._replace(findings=findings + topic.findings)


@lru_cache(maxsize=256)
def _topic(file: str, text: str) -> Topic:
    # Most files of a teacher's pack are the kit's own, word for word: each text is read once.
    lines = re.split(r"\r\n|\r|\n", text)
    values, broken = _parsed(file, lines)
    return Topic(values, key_lines(lines), broken)


def key_lines(lines: list[str]) -> KeyLines:
    """Line of each key and heading, by the way to it.

    >>> key_lines(["[[groups]]", 'id = "kvi"'])
    {('groups', 0): 1, ('groups', 0, 'id'): 2}
    """
    found: KeyLines = {}
    counts: Counter[KeyPath] = Counter()
    here: KeyPath = ()
    for row, line in enumerate(lines, start=1):
        heading, key = HEADING_LINE.match(line), KEY_LINE.match(line)
        if heading:
            here = ()
            *parents, last = heading[2].split(".")
            for part in parents:
                here += (part, counts[*here, part] - 1) if (*here, part) in counts else (part,)
            here += (last,)
            if heading[1] == "[[":
                counts[here] += 1
                here += (counts[here] - 1,)
        if heading or key:
            found.setdefault((*here, key[1]) if key else here, row)
    return found


def _parsed(file: str, lines: list[str]) -> tuple[Section, list[Finding]]:
    """Values of what can be read: whatever cannot is mended or left out, and reading begins anew."""
    left = [line if len(line) <= LONGEST_LINE else "" for line in lines]
    broken = [
        Finding("broken_toml", file, row, found=line[:LONGEST_LINE], expected=f"> {LONGEST_LINE}")
        for row, line in enumerate(lines, start=1)
        if len(line) > LONGEST_LINE
    ]
    while len(broken) < MOST:
        try:
            values = tomllib.loads("\n".join(left))
        except RecursionError:  # brackets within brackets without end
            return {}, [*broken, Finding("broken_toml", file)]
        except ValueError as error:
            row, column = _place(left, str(error))
            broken.append(_syntax_finding(file, row, column, left, str(error)))
            _mend(left, row, broken[-1])
        else:
            if is_deeper(values, DEEPEST_KEY):
                return {}, [*broken, Finding("broken_toml", file)]
            return {name: value for name, value in values.items() if not name.startswith(SET_ASIDE)}, broken
    return {}, broken


def _place(lines: list[str], error: str) -> tuple[int, int]:
    """Line and column that an error is about; column 0 where the file ends too early."""
    place = re.search(r"line\D(\d+),\scolumn\D(\d+)", error)
    if place:
        return int(place[1]), int(place[2])
    opened = [row for row, line in enumerate(lines, start=1) if '"""' in line or "'''" in line]
    if opened and error.startswith("Unterminated"):
        return opened[-1], 0
    return _line_above(lines, len(lines) + 1), 0


def _line_above(lines: list[str], row: int) -> int:
    """Last line above this one that is not blank."""
    return next((line_number for line_number in range(row - 1, 0, -1) if lines[line_number - 1].strip()), 1)


def _syntax_finding(file: str, row: int, column: int, lines: list[str], error: str) -> Finding:
    line = lines[row - 1]
    first, second, *_ = error.split()
    if first == "Unclosed" and line.lstrip()[:1] in {'"', "'"}:  # two texts in a row
        above = _line_above(lines, row)
        return Finding("no_comma", file, above, found=lines[above - 1].strip())
    if first == "Unclosed" or ((first, second) == ("Invalid", "value") and _begins(line, column)):
        opened = next(
            (
                line_number
                for line_number in range(row, 0, -1)
                if re.search(r"=\s*\[", lines[line_number - 1]) and line_number != row
            ),
            row,
        )
        return Finding("open_list", file, opened, found=lines[opened - 1].strip())
    key = KEY_LINE.match(line)
    name = key[1] if key else ""
    plain = TEXT.sub(lambda text: " " * len(text[0]), line)
    curly = CURLY.search(plain)
    if curly and first != "Cannot":
        mark = curly[1] or curly[2]
        return Finding("curly_quote", file, row, name, mark, str(plain.index(mark, curly.start()) + 1))
    if "\u00a0" in plain or "\u202f" in plain:
        return Finding("odd_space", file, row, name, line.strip())
    kind = CAUSES.get((first, second)) or CAUSES.get((first,), "broken_toml")
    return Finding(kind, file, row, name, line.strip(), error if kind == "broken_toml" else "")


def _begins(line: str, column: int) -> bool:
    """Whether an error is about where a line begins: something above it was still going on."""
    indent = len(line) - len(line.lstrip())
    return column <= indent + 2 and bool(not column or KEY_LINE.match(line) or HEADING_LINE.match(line))


def _mend(lines: list[str], row: int, finding: Finding) -> None:
    """Make the lines readable from here on, without what was told."""
    if finding.kind == "no_comma":
        lines[finding.row - 1] += ","
    elif finding.kind == "open_list" and finding.row < row:
        lines[_line_above(lines, row) - 1] += "]"
    elif '"""' in lines[row - 1]:
        del lines[row - 1 :]
    elif HEADING_LINE.match(lines[row - 1]):
        lines[row - 1] = f"[{SET_ASIDE}{row}]"
    else:
        lines[row - 1] = ""
