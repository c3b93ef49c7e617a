"""Before two states that were written apart are merged: one sentence has one id in both."""

from kvi_widgets.model.merge import OPEN_TABLES
from kvi_widgets.model.shapes import Rows, Tables
from kvi_widgets.model.tables import fresh_id

REFERRING = ("id", "kpi", "kvi", "about")  # columns that hold the id of a sentence


def named_alike(common: Tables, rows: Tables, leading: Tables) -> tuple[Tables, Tables]:
    """Two states with the ids that a third one has for the same sentences.

    Who works apart numbers new sentences in their own way: what has one id there is two sentences.

    Parameters
    ----------
    common
        What both sides have known.
    rows, leading
        Each side now; the ids of ``leading`` stay.

    Returns
    -------
    tuple
        Common and rows, with their ids, and what refers to them, changed.

    Examples
    --------
    >>> rows = {"kvi": [{"id": "kvi-1", "text": "Trust"}], "links": [{"kpi": "kpi-1", "kvi": "kvi-1"}]}
    >>> named_alike({}, rows, {"kvi": [{"id": "kvi-2", "text": "Trust"}, {"id": "kvi-1", "text": "Calm"}]})[1]
    {'kvi': [{'id': 'kvi-2', 'text': 'Trust'}], 'links': [{'kpi': 'kpi-1', 'kvi': 'kvi-2'}]}
    """
    old: dict[str, str] = {}
    new: dict[str, str] = {}
    for table in OPEN_TABLES:
        both, ours, their = (tables.get(table, []) for tables in (common, rows, leading))
        taken = {row["id"] for row in [*both, *ours, *their]}
        old |= _names_alike(table, both, their, _reworded(both, their), taken)
        known = [*their, *({**row, "id": old[row["id"]]} for row in both)]
        new |= _names_alike(table, ours, known, {name: old[name] for name in _reworded(ours, both)}, taken)
    return _renamed(common, old), _renamed(rows, new)


def _reworded(rows: Rows, others: Rows) -> dict[str, str]:
    """Ids under which these rows have a sentence that the others have not, and the others one that these have not."""
    texts, there = {row.get("text") for row in rows}, {row["id"]: row.get("text") for row in others}
    return {row["id"]: row["id"] for row in rows if row["id"] in there and there[row["id"]] not in texts}


def _names_alike(table: str, rows: Rows, known: Rows, reworded: dict[str, str], taken: set[str]) -> dict[str, str]:
    """For the id of each row the one by which the sentence is known, and else one that nothing has."""
    by_text: dict[str, dict[str, None]] = {}
    for row in known:
        by_text.setdefault(row.get("text", ""), {})[row["id"]] = None
    new: dict[str, str] = {}
    free = {row["id"] for row in rows} - {row["id"] for row in known} - {*reworded.values()}
    for row in sorted(rows, key=lambda row: row.get("text") not in by_text):
        wanted = [*by_text.get(row.get("text", ""), ()), reworded.get(row["id"]), *({row["id"]} & free)]
        name = next((name for name in wanted if name and name not in new.values()), None)
        if name is None:
            name = fresh_id(table, taken)
            taken.add(name)
        new[row["id"]] = name
    return new


def _renamed(tables: Tables, new: dict[str, str]) -> Tables:
    return {
        table: [
            {name: new.get(cell, cell) if name in REFERRING else cell for name, cell in row.items()} for row in rows
        ]
        for table, rows in tables.items()
    }
