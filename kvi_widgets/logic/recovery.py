"""Answers that lie elsewhere, in the browser or in a file: what taking them up would change.

Nothing here changes an answer. A copy in the browser knows three states of its step: what the
learner typed last (``value``), what the kernel had acknowledged (``acknowledged``) and what was
under way to it (``sent``). So an answer that was changed on disk since is told from one that
was not: it stays as it is on disk.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kvi_widgets.logic import form_binding
from kvi_widgets.model.data_package import NO_MAP, apart, tables_of
from kvi_widgets.model.merge import merge_rows
from kvi_widgets.model.shapes import Row, Rows, Tables
from kvi_widgets.model.tables import is_answered, key, kit_columns, row_name, table_of_group, usable
from kvi_widgets.words.form_schema import ASKING, answer_text, fields

if TYPE_CHECKING:
    from kvi_widgets.model.workshop import Workshop

FIRST = ("kvi", "kpi", "links", "strategy", "context")  # what an offer says first…
CLICKED = ("predictions", "cards", "sorting")  # …and last, each in one line: what was only clicked
LONGEST_ANSWER, LEAD_IN = 160, 40  # letters of an answer, and before the place where two begin to differ


def taken_up(workshop: "Workshop", copies: Rows) -> dict[str, dict[str, Rows]]:
    """Form values, by step, as they would be with these copies taken up.

    Parameters
    ----------
    workshop
        The answers as they are now.
    copies
        Copies from the browser: ``step``, ``workshop``, ``value``, ``acknowledged``, ``sent``.
        What has not this shape is passed over.

    Returns
    -------
    dict
        Only steps that would change.

    Examples
    --------
    >>> from kvi_widgets import Workshop
    >>> from kvi_widgets.words.content import Content
    >>> copy = {"step": "strategy", "workshop": "lost", "value": {"strategy": [{"id": "strategy-1", "text": "Oser"}]}}
    >>> taken_up(Workshop(Content.load("fr")), [copy])
    {'strategy': {'strategy': [{'id': 'strategy-1', 'text': 'Oser'}]}}
    """
    steps = {}
    for copy in copies:
        step = copy.get("step") if isinstance(copy, dict) else None
        if step in ASKING:
            now = steps.get(step) or form_binding.value(workshop, step)
            new = {name: _merged(name, rows, copy, workshop.id) for name, rows in now.items()}
            if new != now:
                steps[step] = new
    return steps


def _merged(name: str, now: Rows, copy: Row, workshop: str) -> Rows:
    table = table_of_group(name)
    value, acknowledged, sent = (_rows(table, copy.get(state), name) for state in ("value", "acknowledged", "sent"))
    if copy.get("workshop") != workshop:
        # From a workshop whose file is gone: nothing on disk speaks against any of it.
        acknowledged, sent = [], []
    before = {row_name(table, row): row for row in acknowledged}
    under_way = {row_name(table, row): row for row in sent}
    base = list(acknowledged)
    for row in now:
        # What stands on disk and was under way is no change made elsewhere.
        was, on_way = before.get(row_name(table, row)), under_way.get(row_name(table, row), {})
        known = {column: value for column, value in row.items() if on_way.get(column) == value}
        if was is not None:
            base[base.index(was)] = {**was, **known}
        elif known:
            base.append(known)
    filled = [row for row in value if is_answered(table, row)]
    # What was changed elsewhere meanwhile is newer than this copy.
    return merge_rows(table, base, now, filled, both_changed=lambda _was, newer, _copied: newer)


def _rows(table: str, state: object, name: str) -> Rows:
    rows = state.get(name) if isinstance(state, dict) else None
    found = [usable(table, row) for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    return [row for row in found if all(row.get(part) and isinstance(row[part], str) for part in key(table))]


def changes(workshop: "Workshop", steps: dict[str, dict[str, Rows]]) -> Rows:
    """What taking up would change, answer by answer: ``label``, ``now``, ``then``."""
    lines = []
    for step, values in steps.items():
        now = form_binding.value(workshop, step)
        for name, rows in values.items():
            lines += _change_lines(name, now[name], rows, _groups_by_table(workshop, [step])[name])
    return lines


def file_changes(workshop: "Workshop", package: Row) -> Rows:
    """What taking a file as one's own would change: ``label``, ``now``, ``then``.

    Another workshop's file replaces the answers held now: what goes away has a blank ``then``.
    """
    replaced = str(package["kvi"].get("workshop") or workshop.id) != workshop.id
    return table_changes(workshop, tables_of(package)[0], replaced=replaced)


def own_file_changes(workshop: "Workshop", package: Row) -> Rows:
    """What opening a file as one's own would change, the second map that it carries or takes away included."""
    own, second = apart(package)
    lines = file_changes(workshop, own)
    if second or own["kvi"].get("workshop") != workshop.id:
        name = workshop.content.words("map")["whose"]["second"]
        there = file_changes(workshop.second, second or NO_MAP)
        lines += [line | {"label": f"{name} · {line['label']}"} for line in there]
    return lines


def table_changes(workshop: "Workshop", tables: Tables, *, replaced: bool = True) -> Rows:
    """What these tables would change: ``label``, ``now``, ``then``; in place of one's own what goes away, too.

    What matters most comes first; of what was only clicked, ``told`` says how much there is.

    >>> from kvi_widgets import Content, Workshop
    >>> workshop = Workshop(Content.load("en"))
    >>> workshop.update("kpi", [{"id": "kpi-1", "text": "Calls"}])
    >>> table_changes(workshop, {"kpi": []})
    [{'label': 'KPI 1', 'now': 'Calls', 'then': ''}]
    """
    groups, now = _groups_by_table(workshop, ASKING), workshop.rows
    groups["links"] = _with_ends(groups, tables)
    lines = {
        table: _change_lines(table, now[table], rows, groups.get(table, {}), replaced=replaced)
        for table, rows in tables.items()
    }
    last = [_counted(workshop, table, tables[table], replaced=replaced) for table in CLICKED if lines.get(table)]
    between = [table for table in lines if table not in FIRST + CLICKED]
    listed = [line for table in (*FIRST, *between) for line in lines.get(table, [])]
    return listed + last


def _with_ends(groups: dict[str, Row], tables: Tables) -> Row:
    """The group of links, where the indicators of these tables have names, too: they may be in no form yet."""
    group = groups.get("links", {})
    ends = [
        {"id": row["id"], "name": _heading(groups.get(table, {}), row, number) or row["id"]}
        for table in ("kpi", "kvi")
        for number, row in enumerate(tables.get(table, []), start=1)
    ]
    return group | {"columns": [*group.get("columns", []), *ends]}


def _counted(workshop: "Workshop", table: str, then: Rows, *, replaced: bool) -> Row:
    now = {row_name(table, row): row for row in workshop.rows_of(table)}
    keys = {row_name(table, row) for row in then}
    count = sum(bool(_new_cells(table, now.get(row_name(table, row), {}), row, replaced=replaced)) for row in then)
    count += len(now.keys() - keys) if replaced else 0
    label = workshop.content.words("page")["headings"][table]
    told = workshop.content.words("form")["counted"].format(count=count)
    return {"label": label, "now": "", "then": "", "told": told}


def _change_lines(name: str, now: Rows, then: Rows, group: Row, *, replaced: bool = False) -> Rows:
    table = table_of_group(name)
    before = {row_name(table, row): row for row in now}
    lines = []
    for number, row in enumerate(then, start=1):
        was = before.get(row_name(table, row), {})
        heading, asked = _heading(group, row, number), _asked(group, row)
        for column, old, new in _new_cells(table, was, row, replaced=replaced):
            field = asked.get(column, {})
            label = " · ".join(filter(None, [heading, field.get("label", column)]))
            shown, after = excerpts(*(answer_text(field, value) for value in (old, new)))
            place = [table, list(row_name(table, row)), column]
            lines.append({"label": label, "now": shown, "then": after, "place": place})
    keys = {row_name(table, row) for row in then}
    gone = [(number, row) for number, row in enumerate(now, start=1) if replaced and row_name(table, row) not in keys]
    return lines + [
        {
            "label": _heading(group, row, number),
            "now": _cut(str(row.get("text") or row.get("answer") or ""), 0),
            "then": "",
        }
        for number, row in gone
    ]


def _new_cells(table: str, was: Row, row: Row, *, replaced: bool) -> list[tuple[str, str, str]]:
    """Cells that differ in the new row: column, old and new text."""
    cells = []
    for column in dict.fromkeys([*row, *(was if replaced else ())]):
        old, new = (str(version.get(column, "")) for version in (was, row))
        is_default = column == "strength" and not was  # every new link has one
        if column not in kit_columns(table) and (new.strip() or replaced) and new != old and not is_default:
            cells.append((column, old, new))
    return cells


def excerpts(old: str, new: str) -> tuple[str, str]:
    """Two answers, each at most `LONGEST_ANSWER` letters: the words around the place where they begin to differ.

    >>> excerpts("They ask. " * 30 + "Rarely.", "They ask. " * 30 + "Often.")
    ('… ask. They ask. They ask. They ask. Rarely.', '… ask. They ask. They ask. They ask. Often.')
    """
    if max(len(old), len(new)) <= LONGEST_ANSWER:
        return old, new
    pairs = enumerate(zip(old, new, strict=False))
    place = next((at for at, (left, right) in pairs if left != right), min(len(old), len(new)))
    start = max(0, place - LEAD_IN)
    word = old.find(" ", start, place)
    start = word if start and word >= 0 else start
    return _cut(old, start), _cut(new, start)


def _cut(answer: str, start: int) -> str:
    end = start + LONGEST_ANSWER - 2  # room for what says that there is more
    return ("…" if start else "") + answer[start:end] + ("…" if len(answer) > end else "")


def _heading(group: Row, row: Row, number: int) -> str:
    if "item" in group:
        return group["item"].format(n=number)
    if "card" in row:
        return str(row.get("text", ""))
    if "kpi" in row:
        names = {entry["id"]: entry["name"] for entry in [*group.get("rows", []), *group.get("columns", [])]}
        return " → ".join(names.get(row[end], row[end]) for end in ("kpi", "kvi"))
    return _item(group, row).get("heading", "")


def _asked(group: Row, row: Row) -> dict[str, Row]:
    item = _item(group, row)
    return {field["id"]: field for field in item.get("fields", fields(group))}


def _item(group: Row, row: Row) -> Row:
    return next((item for item in group.get("items", []) if item["id"] == row.get("id")), {})


def _groups_by_table(workshop: "Workshop", steps: Iterable[str]) -> dict[str, Row]:
    return {group["id"]: group for step in steps for group in form_binding.groups(workshop, step)}


def reviews_in(copies: Rows) -> Rows:
    """Feedback given, as complete rows, for when the partner's file went away with the rest.

    >>> reviews_in([])
    []
    """
    # A review's name tells whom and what it is about.
    rows = []
    for copy in copies:
        value = copy.get("value") if isinstance(copy, dict) and copy.get("step") == "review" else None
        reviewer = next(iter(_rows("closing", value, "reviewer")), {})
        for row in _rows("reviews_given", value, "reviews_given"):
            author, _, rest = row["id"].partition("-")
            about, _, question = rest.rpartition("-")
            rows.append({**row, **reviewer, "id": row["id"], "author": author, "about": about, "question": question})
    return rows
