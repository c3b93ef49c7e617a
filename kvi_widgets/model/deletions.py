"""Sentences that were taken away, noted in the file: who wrote apart and never heard of it does not bring them back.

A note says which row, by a digest of its cells, and in which state of the file (`lineage`) it went.
Who knows that state and has the row has written it again; who has changed the row keeps it.
"""

from hashlib import sha256

from kvi_widgets.model.merge import OPEN_TABLES, cells
from kvi_widgets.model.shapes import Package, Row, Tables
from kvi_widgets.model.tables import fresh_id

DELETED = "deleted"  # where a file keeps the notes, under ``kvi``
MOST_NOTES = 100
LONGEST_NOTE = 24


def _digest(table: str, row: Row) -> str:
    return sha256(repr((table, sorted(cells(row)))).encode("utf-8", "replace")).hexdigest()[:12]


def notes_of(package: Package) -> dict[str, str]:
    """The state in which each row was taken away, by the digest of the row.

    >>> notes_of({"kvi": {"deleted": "a1b2:s5 c3d4:s6"}}), notes_of({"kvi": {"deleted": 7}})
    ({'a1b2': 's5', 'c3d4': 's6'}, {})
    """
    said = package.get("kvi", {}).get(DELETED)
    notes = said[: MOST_NOTES * LONGEST_NOTE].split() if isinstance(said, str) else []
    return {row: state for row, _, state in (note.partition(":") for note in notes if note.isascii()) if state}


def next_notes(packages: list[Package], before: list[Tables], after: Tables, states: list[str]) -> dict[str, str]:
    """What a file says of deletions that is written over these packages.

    Parameters
    ----------
    packages
        What it is written over.
    before, after
        Tables as they stood, here and there, and as they are written.
    states
        Names of the states that the file comes from, its own first; a note of a state that is no
        longer among them says nothing any more.

    Examples
    --------
    >>> said = next_notes([], [{"kvi": [{"id": "kvi-1", "text": "Trust"}]}], {"kvi": []}, ["s5"])
    >>> list(notes_of({"kvi": said}).values())
    ['s5']
    """
    there = {_digest(table, row) for table in OPEN_TABLES for row in after.get(table, [])}
    notes = {row: state for package in packages for row, state in notes_of(package).items()}
    for tables in before:
        for table in OPEN_TABLES:
            names = {row["id"] for row in after.get(table, [])}
            gone = [row for row in tables.get(table, []) if row["id"] not in names and cells(row)]
            notes |= {digest: states[0] for digest in (_digest(table, row) for row in gone) if digest not in notes}
    kept = {row: state for row, state in notes.items() if row not in there and state in states}
    said = " ".join([f"{row}:{state}" for row, state in kept.items()][-MOST_NOTES:])
    return {DELETED: said} if said or any(map(notes_of, packages)) else {}


def with_deleted(common: Tables, rows: Tables, others: Tables, notes: dict[str, str], known: list[str]) -> Tables:
    """What two sides have known, and those of one's rows that the other has taken away meanwhile.

    Parameters
    ----------
    common
        What both have known.
    rows, others
        Tables of one side and of the other.
    notes
        What the other side has taken away (`notes_of`).
    known
        States that the one side comes from: what it has in spite of them was written again.

    Examples
    --------
    >>> row = {"id": "kvi-1", "text": "Trust"}
    >>> notes = notes_of({"kvi": next_notes([], [{"kvi": [row]}], {"kvi": []}, ["s5"])})
    >>> with_deleted({}, {"kvi": [row]}, {}, notes, ["s4"]), with_deleted({}, {"kvi": [row]}, {}, notes, ["s5", "s4"])
    ({'kvi': [{'id': 'kvi-2', 'text': 'Trust'}]}, {})
    """
    both = dict(common)
    for table in OPEN_TABLES if notes else ():
        # An id that nobody has: under one of theirs it would be taken for a sentence that was reworded.
        taken = {row["id"] for tables in (common, rows, others) for row in tables.get(table, [])}
        contents = {cells(row) for row in both.get(table, [])}
        for row in rows.get(table, []):
            state = notes.get(_digest(table, row))
            if state and state not in known and cells(row) not in contents:
                name = fresh_id(table, taken)
                taken.add(name)
                both[table] = [*both.get(table, []), {**row, "id": name}]
    return both
