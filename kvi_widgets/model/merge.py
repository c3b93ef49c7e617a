"""Bring together what two notebooks made of the same answers, so that neither loses a row.

Three versions meet: ``base`` is what both started from, ``mine`` what this notebook holds,
``theirs`` what stands in the file now. Whatever only one side changed is taken; where both
changed the same cell, mine stays, because it was written last.
"""

from kvi_widgets.model.shapes import Row, RowName, Rows, Tables
from kvi_widgets.model.tables import fresh_id, row_name

# Rows that learners add: the same new name on both sides means two sentences, not one.
OPEN_TABLES = ("kvi", "kpi")


def merge_tables(base: Tables, mine: Tables, theirs: Tables) -> Tables:
    """`merge_rows` for every table that ``mine`` has.

    >>> kvi = [{"id": "kvi-1", "text": "Trust"}]
    >>> merge_tables({}, {"kvi": kvi, "kpi": []}, {"kpi": [{"id": "kpi-1", "text": "Calls"}]})["kpi"]
    [{'id': 'kpi-1', 'text': 'Calls'}]
    """
    return {table: merge_rows(table, base.get(table, []), rows, theirs.get(table, [])) for table, rows in mine.items()}


def merge_rows(table: str, base: Rows, mine: Rows, theirs: Rows) -> Rows:
    """Rows of one table after both sides' changes.

    Parameters
    ----------
    table
        Name of the table; it says which columns name a row.
    base, mine, theirs
        Rows: what both started from, and what each side has now.

    Returns
    -------
    list of dict
        In the order of ``mine``, rows that only ``theirs`` has at the end.

    Examples
    --------
    >>> base = [{"id": "kvi-1", "text": "Trust", "evidence": ""}]
    >>> mine = [{"id": "kvi-1", "text": "They trust us", "evidence": ""}]
    >>> theirs = [{"id": "kvi-1", "text": "Trust", "evidence": "Ask them"}]
    >>> merge_rows("kvi", base, mine, theirs)
    [{'id': 'kvi-1', 'text': 'They trust us', 'evidence': 'Ask them'}]
    """
    was, ours, their = (_by_name(table, rows) for rows in (base, mine, theirs))
    merged, both_new = [], []
    for name in dict.fromkeys([*ours, *their]):
        if name not in their or name not in ours:
            only = ours.get(name) or their[name]
            # Known before and unchanged since: the other side has taken it away.
            merged += [only] if was.get(name) != only else []
        elif table in OPEN_TABLES and name not in was and _differ(ours[name], their[name]):
            merged.append(ours[name])
            both_new.append(their[name])
        else:
            merged.append(_merge_cells(was.get(name, {}), ours[name], their[name]))
    taken = {*was, *ours, *their}
    for row in both_new:
        name = fresh_id(table, [name for (name,) in taken])
        taken.add((name,))
        merged.append({**row, "id": name})
    return merged


def lay_over(table: str, below: Rows, above: Rows) -> Rows:
    """Rows of both; where both have an answer, the one above counts.

    >>> below = [{"id": "kvi-1", "text": "Trust", "evidence": "Ask them"}]
    >>> lay_over("kvi", below, [{"id": "kvi-1", "text": "They trust us", "evidence": ""}])
    [{'id': 'kvi-1', 'text': 'They trust us', 'evidence': 'Ask them'}]
    """
    laid = _by_name(table, below)
    for name, row in _by_name(table, above).items():
        laid[name] = laid.get(name, {}) | {column: value for column, value in row.items() if value != ""}
    return list(laid.values())


def _by_name(table: str, rows: Rows) -> dict[RowName, Row]:
    return {row_name(table, row): row for row in rows}


def _differ(first: Row, second: Row) -> bool:
    mine, theirs = (row.get("text", "").strip() for row in (first, second))
    return bool(mine and theirs) and mine != theirs


def _merge_cells(was: Row, ours: Row, their: Row) -> Row:
    names = dict.fromkeys([*ours, *their])
    return {
        name: ours[name] if name in ours and (name not in their or ours[name] != was.get(name, "")) else their[name]
        for name in names
    }
