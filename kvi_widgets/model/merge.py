"""Bring together what two notebooks made of the same answers, so that neither loses a row.

Three versions meet: ``base`` is what both started from, ``mine`` what this notebook holds,
``theirs`` what stands in the file now. Whatever only one side changed is taken; where both
changed the same cell, texts are put together where that can be (`merge_texts`), and else mine
stays, because it was written last. A form and its kernel meet by the same rule.
"""

from collections.abc import Callable

from kvi_widgets.model.merge_texts import merge_texts
from kvi_widgets.model.shapes import Row, RowName, Rows, Tables
from kvi_widgets.model.tables import choices, fresh_id, row_name

# Rows that learners add: the same new name on both sides means two sentences, not one.
OPEN_TABLES = ("kvi", "kpi")


def merge_tables(base: Tables, mine: Tables, theirs: Tables, *, apart: bool = False) -> Tables:
    """`merge_rows` for every table that ``mine`` has.

    >>> kvi = [{"id": "kvi-1", "text": "Trust"}]
    >>> merge_tables({}, {"kvi": kvi, "kpi": []}, {"kpi": [{"id": "kpi-1", "text": "Calls"}]})["kpi"]
    [{'id': 'kpi-1', 'text': 'Calls'}]
    """
    return {
        table: merge_rows(table, base.get(table, []), rows, theirs.get(table, []), None if apart else merge_texts)
        for table, rows in mine.items()
    }


def merge_rows(
    table: str,
    base: Rows,
    mine: Rows,
    theirs: Rows,
    both_changed: Callable[[str, str, str], str] | None = merge_texts,
) -> Rows:
    """Rows of one table after both sides' changes.

    Parameters
    ----------
    table
        Name of the table; it says which columns name a row.
    base, mine, theirs
        Rows: what both started from, and what each side has now.
    both_changed
        What a text is then, of how it was, mine and theirs. Without it neither side could see what
        the other typed: a sentence that both have reworded stands twice.

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
    order = dict.fromkeys([*ours, *their])
    for old, new in _moved(table, was, ours, their).items():
        was[new], ours[new] = ({**rows.pop(old), "id": new[0]} for rows in (was, ours))
    merged, both_new = [], []
    for name in order:
        if name not in their or name not in ours:
            only = ours.get(name) or their[name]
            # Known before and unchanged since: the other side has taken it away.
            merged += [] if name in was and _is_same(was[name], only) else [only]
        elif ours[name] == their[name]:
            merged.append(ours[name])
        elif table in OPEN_TABLES and _are_two(was.get(name), ours[name], their[name], apart=both_changed is None):
            merged.append(ours[name])
            both_new.append(their[name])
        else:
            merged.append(_merge_cells(table, was.get(name, {}), ours[name], their[name], both_changed or merge_texts))
    taken = {*was, *ours, *their}
    for row in both_new:
        if any(_is_same({**row, "id": there["id"]}, there) for there in merged):
            continue  # it came under another name already
        name = fresh_id(table, [name for (name,) in taken])
        taken.add((name,))
        merged.append({**row, "id": name})
    return merged


def are_unlike(some: Tables, others: Tables) -> bool:
    """Whether there is a row in one of both that stands nowhere in the other, under whatever id.

    >>> are_unlike({"kvi": [{"id": "kvi-1", "text": "Trust"}]}, {"kvi": [{"id": "kvi-2", "text": "Trust", "evidence": ""}]})
    False
    """
    return any({*map(cells, rows)} != {*map(cells, some.get(table, []))} for table, rows in others.items())


def cells(row: Row) -> frozenset[tuple[str, str]]:
    """What a row says, under whatever id.

    >>> cells({"id": "kvi-1", "text": "Trust", "evidence": ""})
    frozenset({('text', 'Trust')})
    """
    return frozenset((column, str(value)) for column, value in row.items() if column != "id" and value != "")


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


def _moved(
    table: str, was: dict[RowName, Row], ours: dict[RowName, Row], their: dict[RowName, Row]
) -> dict[RowName, RowName]:
    """New names of rows of ours: another notebook, which had a sentence under the same name, gave them these."""
    if table not in OPEN_TABLES:
        return {}
    added = {row.get("text"): name for name, row in their.items() if name not in was and name not in ours}
    changed = [
        name for name in was if name in ours and name in their and was[name].get("text") != their[name].get("text")
    ]
    texts = [was[name].get("text") for name in changed]
    # What stands twice, or nowhere, says nothing of where it came from.
    return {
        name: added[text]
        for name, text in zip(changed, texts, strict=True)
        if text in added and str(text).strip() and texts.count(text) == 1
    }


def _are_two(was: Row | None, ours: Row, their: Row, *, apart: bool) -> bool:
    """Whether two rows of one name are two sentences, and not one that was reworded."""
    reworded = apart and was is not None and _differ(was, ours) and _differ(was, their)
    return (was is None or reworded) and _differ(ours, their)


def _differ(first: Row, second: Row) -> bool:
    mine, theirs = (row.get("text", "").strip() for row in (first, second))
    return bool(mine and theirs) and mine != theirs


def _is_same(first: Row, second: Row) -> bool:
    """A row that was just made has not all columns yet."""
    return all(first.get(column, "") == second.get(column, "") for column in {*first, *second})


def _merge_cells(table: str, was: Row, ours: Row, their: Row, both_changed: Callable[[str, str, str], str]) -> Row:
    merged = {}
    for column in dict.fromkeys([*ours, *their]):
        before = was.get(column, "")
        mine, theirs = ours.get(column, before), their.get(column, before)
        if mine in (before, theirs):
            merged[column] = theirs
        elif theirs == before or not isinstance(mine, str) or choices(table, column):
            merged[column] = mine
        else:
            merged[column] = both_changed(before, mine, theirs)
    return merged
