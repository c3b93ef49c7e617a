"""Which rows and which links of a workshop count: what maps, sentences and questions all start from."""

import pandas as pd

from kvi_widgets.model.shapes import Row, Rows, Tables

# What words and style sheets call a polarity, how people read it, and what it does to a rise.
SIGN_NAMES = {"+": "plus", "-": "minus", "0": "zero"}
SIGN_GLYPHS = {"+": "+", "-": "−"}
SIGN_VALUES = {"+": 1, "-": -1, "0": 0}


def with_text(rows: Rows) -> Rows:
    """Rows whose text is not blank.

    >>> with_text([{"id": "kvi-1", "text": "Autonomy"}, {"id": "kvi-2", "text": "  "}])
    [{'id': 'kvi-1', 'text': 'Autonomy'}]
    """
    return [row for row in rows if row["text"].strip()]


def rows_with_text(frame: pd.DataFrame) -> pd.DataFrame:
    """Rows whose text is not blank.

    >>> rows_with_text(pd.DataFrame({"id": ["kvi-1", "kvi-2"], "text": ["Autonomy", "  "]}))["id"].tolist()
    ['kvi-1']
    """
    # In plain Python, as below: a learner's click waits for it.
    return frame.loc[[pd.notna(text) and bool(str(text).strip()) for text in frame["text"]]]


def known_links(kvi: pd.DataFrame, kpi: pd.DataFrame, links: pd.DataFrame) -> pd.DataFrame:
    """Links with a polarity whose two ends have a text, in reading order (KPI, then KVI).

    Of two links between the same two the later counts.
    """
    # In plain Python: for a dozen links pandas would take ten times as long, while a learner's click waits.
    kpi_places, kvi_places = (
        {id_: place for place, id_ in enumerate(rows_with_text(frame)["id"])} for frame in (kpi, kvi)
    )
    rows = {}
    for row, link in enumerate(zip(links["kpi"], links["kvi"], links["polarity"], strict=True)):
        if link[0] in kpi_places and link[1] in kvi_places and link[2] in SIGN_NAMES:
            rows[kpi_places[link[0]], kvi_places[link[1]]] = row
    return links.iloc[[rows[places] for places in sorted(rows)]].reset_index(drop=True)


def known(tables: Tables) -> Rows:
    """Links of ``links`` as `known_links` has them: with a polarity and two ends that have a text, in reading order.

    >>> kvi, kpi = [{"id": "kvi-1", "text": "They dare"}], [{"id": "kpi-1", "text": "Calls"}]
    >>> known({"kvi": kvi, "kpi": kpi, "links": [{"kpi": "kpi-1", "kvi": "kvi-1", "polarity": ""}]})
    []
    """
    kpis, kvis = ({row["id"]: place for place, row in enumerate(with_text(tables[kind]))} for kind in ("kpi", "kvi"))
    found = {
        (kpis[link["kpi"]], kvis[link["kvi"]]): link
        for link in tables["links"]
        if link["kpi"] in kpis and link["kvi"] in kvis and link["polarity"] in SIGN_NAMES
    }
    return [found[places] for places in sorted(found)]


def working_links(kvi: pd.DataFrame, kpi: pd.DataFrame, links: pd.DataFrame) -> pd.DataFrame:
    """Known links that support (+) or work against (-): those that the map draws."""
    return links_with_effect(known_links(kvi, kpi, links))


def with_effect(links: Rows) -> Rows:
    """Links without those that say “no effect” (0).

    >>> with_effect([{"polarity": "0"}, {"polarity": "-"}])
    [{'polarity': '-'}]
    """
    return [link for link in links if link["polarity"] != "0"]


def links_with_effect(known: pd.DataFrame) -> pd.DataFrame:
    """Rows of `known_links` without those that say “no effect” (0)."""
    return known.loc[known["polarity"].ne("0")].reset_index(drop=True)


def indicator_texts(kvi: pd.DataFrame, kpi: pd.DataFrame) -> dict[str, str]:
    """Text of every indicator that has one, by id."""
    frames = rows_with_text(kpi), rows_with_text(kvi)
    return {id_: cell_text(text) for frame in frames for id_, text in zip(frame["id"], frame["text"], strict=True)}


def strength(link: Row) -> int:
    """Strength of a link from 1 to 3; 1 when it was not said."""
    return min(3, max(1, int(link["strength"]))) if _is_there(link["strength"]) else 1


def cell_text(value: object) -> str:
    """Text of a cell without the blanks around it; nothing is a blank."""
    return str(value).strip() if _is_there(value) else ""


def _is_there(value: object) -> bool:
    return bool(pd.notna(value))
