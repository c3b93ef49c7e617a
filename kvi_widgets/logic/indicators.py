"""Names of indicators, and an indicator that moves to where it belongs."""

from typing import TYPE_CHECKING

from kvi_widgets.model.shapes import Tables
from kvi_widgets.model.tables import KEPT_COLUMN, columns, fresh_id

if TYPE_CHECKING:
    from kvi_widgets.model.workshop import Workshop

OTHER_KIND = {"kvi": "kpi", "kpi": "kvi"}


def names_in_use(workshop: "Workshop", kind: str) -> set[str]:
    """Names that no new indicator may take: of those there are, and of those that another table still speaks of.

    >>> from kvi_widgets import Content, Workshop
    >>> workshop = Workshop(Content.load("en"))
    >>> workshop.update("revisions", [{"id": "revision-kvi-2", "about": "kvi-2", "before": "Trust"}])
    >>> names_in_use(workshop, "kvi")
    {'kvi-2'}
    """
    rows = workshop.rows
    named = [row["id"] for row in rows[kind]] + [link[kind] for link in rows["links"]]
    named += [row["about"] for table in ("reviews", "revisions") for row in rows[table]]
    named += [row["id"] for row in rows["cards"]]
    return {name for name in named if name.startswith(f"{kind}-")}


def moved(workshop: "Workshop", id_: str) -> Tables:
    """Tables with one indicator among those of the other kind, under a new name.

    Its evidence, what it is as a card, remarks and its first wording go along. Its links do not: a KPI leads to a KVI,
    and never the other way round.

    Parameters
    ----------
    workshop
        Whose indicator.
    id_
        Its ``id``, of a KVI or of a KPI. Where there is none of that name, nothing moves.

    Examples
    --------
    >>> from kvi_widgets import Content, Workshop
    >>> workshop = Workshop(Content.load("en"))
    >>> workshop.update("kpi", [{"id": "kpi-1", "text": "Customers dare to ask", "evidence": "Ask them"}])
    >>> tables = moved(workshop, "kpi-1")
    >>> tables["kpi"], tables["kvi"]
    ([], [{'id': 'kvi-1', 'text': 'Customers dare to ask', 'evidence': 'Ask them'}])
    """
    rows = workshop.rows
    for kind, other in OTHER_KIND.items():
        for row in rows[kind]:
            if row["id"] == id_:
                left = set(columns(kind)) - set(columns(other)) | {KEPT_COLUMN}
                new = {column: cell for column, cell in row.items() if column not in left}
                name = fresh_id(other, names_in_use(workshop, other))
                return {
                    kind: [one for one in rows[kind] if one is not row],
                    other: [*rows[other], new | {"id": name}],
                    "cards": [one | ({"id": name} if one["id"] == id_ else {}) for one in rows["cards"]],
                    "links": [link for link in rows["links"] if link[kind] != id_],
                    "reviews": [one | ({"about": name} if one["about"] == id_ else {}) for one in rows["reviews"]],
                    "revisions": [
                        one | ({"id": f"revision-{name}", "about": name} if one["about"] == id_ else {})
                        for one in rows["revisions"]
                    ],
                }
    return {}
