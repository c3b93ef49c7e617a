"""Which rows and which links of a workshop count: what maps, sentences and questions all start from."""

from kvi_widgets.model.shapes import Row, Rows, Tables

# What words and style sheets call a polarity, how people read it, and what it does to a rise.
SIGN_NAMES = {"+": "plus", "-": "minus", "0": "zero"}
SIGN_GLYPHS = {"+": "+", "-": "−"}
SIGN_VALUES = {"+": 1, "-": -1, "0": 0}
NOT_LINKED = {"polarity": "", "strength": 1, "reason": ""}  # a pair that was not looked at yet


def with_text(rows: Rows) -> Rows:
    """Rows whose text is not blank.

    >>> with_text([{"id": "kvi-1", "text": "Autonomy"}, {"id": "kvi-2", "text": "  "}])
    [{'id': 'kvi-1', 'text': 'Autonomy'}]
    """
    return [row for row in rows if row["text"].strip()]


def known_links(tables: Tables) -> Rows:
    """Links with a polarity whose two ends have a text, in reading order (KPI, then KVI).

    Of two links between the same two the later counts.

    >>> kvi, kpi = [{"id": "kvi-1", "text": "They dare"}], [{"id": "kpi-1", "text": "Calls"}]
    >>> known_links({"kvi": kvi, "kpi": kpi, "links": [{"kpi": "kpi-1", "kvi": "kvi-1", "polarity": ""}]})
    []
    """
    kpis, kvis = ({row["id"]: place for place, row in enumerate(with_text(tables[kind]))} for kind in ("kpi", "kvi"))
    found = {
        (kpis[link["kpi"]], kvis[link["kvi"]]): link
        for link in tables["links"]
        if link["kpi"] in kpis and link["kvi"] in kvis and link["polarity"] in SIGN_NAMES
    }
    return [found[places] for places in sorted(found)]


def with_effect(links: Rows) -> Rows:
    """Links without those that say “no effect” (0).

    >>> with_effect([{"polarity": "0"}, {"polarity": "-"}])
    [{'polarity': '-'}]
    """
    return [link for link in links if link["polarity"] != "0"]


def working_links(tables: Tables) -> Rows:
    """Known links that support (+) or work against (-): those that the map draws."""
    return with_effect(known_links(tables))


def sentence_texts(rows: Rows) -> dict[str, str]:
    """Text of every row that has one, by id.

    >>> sentence_texts([{"id": "kvi-1", "text": " Autonomy "}, {"id": "kvi-2", "text": ""}])
    {'kvi-1': 'Autonomy'}
    """
    return {row["id"]: row["text"].strip() for row in with_text(rows)}


def indicator_texts(tables: Tables) -> dict[str, str]:
    """Text of every indicator that has one, by id, KPI first."""
    return sentence_texts(tables["kpi"]) | sentence_texts(tables["kvi"])


def strength(link: Row) -> int:
    """Strength of a link from 1 to 3; 1 when it was not said."""
    return min(3, max(1, int(link["strength"] or 1)))
