"""What a content pack has in it that is wrong or odd: where, what was found, what was expected.

A finding is told by a sentence of ``check.toml``. Those under ``[errors]`` stop a class, those
under ``[advice]`` do not.
"""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple

from kvi_widgets.words.sentences import Sentence
from kvi_widgets.words.shapes import Texts

if TYPE_CHECKING:
    import pandas as pd

MOST_LETTERS_SHOWN = 120  # letters of what was found; a whole paragraph would hide the message
CHECK_COLUMNS = ["severity", "file", "row", "column", "found", "expected", "nearest", "message"]


class Finding(NamedTuple):
    """One thing that is wrong or odd.

    Attributes
    ----------
    kind
        Name of its sentence in ``check.toml``.
    file
        Name of the file.
    row
        Row as a spreadsheet or an editor counts it; 0 where none is meant.
    column
        Column of a table, or key of a TOML file with the way to it.
    found, expected
        What is there, and what should be.
    nearest
        The valid name that looks most like what was found.
    """

    kind: str
    file: str
    row: int = 0
    column: str = ""
    found: str = ""
    expected: str = ""
    nearest: str = ""


def nearest(name: str, names: Iterable[str], alike: float = 0.6) -> str:
    """Most similar of some names, whatever their case; blank when none is similar.

    >>> nearest("Familly", ["id", "family"]), nearest("x", ["id", "family"])
    ('family', '')
    """
    by_plain = {candidate.strip().casefold(): candidate for candidate in names}
    found = get_close_matches(name.strip().casefold(), by_plain, n=1, cutoff=alike)
    return by_plain[found[0]] if found else ""


def is_error(finding: Finding, words: Texts) -> bool:
    """Whether a finding stops a class."""
    return finding.kind in words["errors"]


def sentence(finding: Finding, words: Texts) -> str:
    """Tell a finding in the words of ``check.toml``.

    >>> words = {"errors": {}, "advice": {"html": "found {found}."}, "kinds": {},
    ...          "place": {"row": ", row {row}", "column": ", {column}", "end": ": ", "nearest": " {nearest}?"}}
    >>> sentence(Finding("html", "kvi.toml", 3, "prompt", "<b>"), words)
    'kvi.toml, row 3, prompt: found <b>.'
    """
    place = words["place"]
    parts = [place["row"]] if finding.row else []
    parts += [place["column"]] if finding.column else []
    parts += [place["end"], {**words["errors"], **words["advice"]}[finding.kind]]
    parts += [place["nearest"]] if finding.nearest else []
    details = finding._asdict() | {"found": shortened(finding.found), "expected": _expected(finding, words)}
    return finding.file + "".join(Sentence(part).format(**details) for part in parts)


def _expected(finding: Finding, words: Texts) -> str:
    return words["kinds"].get(finding.expected, finding.expected)


def shortened(text: str) -> str:
    r"""Text on one line, cut where it would fill the screen.

    >>> shortened("a\nb")
    'a b'
    """
    line = " ".join(text.split("\n"))
    return line if len(line) <= MOST_LETTERS_SHOWN else f"{line[:MOST_LETTERS_SHOWN]}…"


def as_frame(findings: Iterable[Finding], words: Texts) -> "pd.DataFrame":
    """Findings as a DataFrame, errors first, then by file and row.

    Columns: ``severity`` (``error`` or ``advice``), ``file``, ``row`` (whole number, or missing),
    ``column``, ``found``, ``expected``, ``nearest``, ``message``.
    """
    import pandas as pd  # noqa: PLC0415  reading a pack does not need it

    order = sorted(
        dict.fromkeys(findings), key=lambda finding: (not is_error(finding, words), finding.file, finding.row)
    )
    rows = [
        (
            "error" if is_error(finding, words) else "advice",
            *finding[1:5],
            _expected(finding, words),
            finding.nearest,
            sentence(finding, words),
        )
        for finding in order
    ]
    frame = pd.DataFrame(rows, columns=CHECK_COLUMNS).astype({name: "str" for name in CHECK_COLUMNS if name != "row"})
    return frame.assign(row=frame["row"].astype("Int64").replace(0, pd.NA))
