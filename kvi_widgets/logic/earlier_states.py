"""One's own file as it was earlier: which answers stood there, and how one of them comes back."""

from typing import TYPE_CHECKING, Any

from kvi_widgets.logic.recovery import table_changes
from kvi_widgets.model.merge_apart import named_alike
from kvi_widgets.model.shapes import Rows, Tables
from kvi_widgets.model.tables import row_name

if TYPE_CHECKING:
    from kvi_widgets.model.workshop import Workshop


def earlier_answers(workshop: "Workshop", then: Tables) -> Rows:
    """What stood in these tables and does not now, answer by answer: ``label``, ``now``, ``then``, ``place``.

    A sentence that stands under another id now is there; one that was reworded since is another one. A row that is
    not there comes back whole: only its first answer has a ``place``. A link is named once both its ends are there.

    >>> from kvi_widgets import Content, Workshop
    >>> workshop = Workshop(Content.load("en"))
    >>> earlier_answers(workshop, {"kvi": [{"id": "kvi-1", "text": "They dare"}]})
    [{'label': 'KVI 1 · My indicator', 'now': '', 'then': 'They dare', 'place': ['kvi', ['kvi-1'], 'text']}]
    """
    lines = table_changes(workshop, named_alike({}, then, workshop.rows)[1], replaced=False)
    there = {(table, row_name(table, row)) for table, rows in workshop.rows.items() for row in rows}
    named, answers = set(), []
    for line in [line for line in lines if "place" in line]:
        row = line["place"][0], tuple(line["place"][1])
        if row[0] == "links" and not {("kpi", row[1][:1]), ("kvi", row[1][1:])} <= there:
            continue
        answers.append(line if row in there or row not in named else line | {"place": None})
        named.add(row)
    return answers


def with_earlier(now: Tables, then: Tables, place: list[Any]) -> Tables:
    """The table to which an answer comes back: in its place, or in a row of its own with all that stood there.

    Parameters
    ----------
    now, then
        Tables as they are, and as they were.
    place
        Table, name of the row and column, as `earlier_answers` gives them.

    Raises
    ------
    KeyError
        There was no such answer.

    Examples
    --------
    >>> then = {"kvi": [{"id": "kvi-1", "text": "They dare", "evidence": "Ask"}]}
    >>> with_earlier({"kvi": [{"id": "kvi-1", "text": "They ask"}]}, then, ["kvi", ["kvi-2"], "text"])["kvi"][1]
    {'id': 'kvi-2', 'text': 'They dare', 'evidence': 'Ask'}
    """
    table, name, column = str(place[0]), tuple(place[1]), str(place[2])
    found = {row_name(table, row): row for row in named_alike({}, then, now)[1][table]}[name]
    rows = {row_name(table, row): row for row in now.get(table, [])}
    rows[name] = {**rows[name], column: found[column]} if name in rows else found
    return {table: list(rows.values())}
