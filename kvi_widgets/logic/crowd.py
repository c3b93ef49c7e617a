"""Many learners' maps of the same indicators as one: how many see a link, and where they differ."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypedDict

import pandas as pd

from kvi_widgets.logic.comparison import with_first_wording, wordings
from kvi_widgets.logic.links import SIGN_NAMES, known_links, with_text
from kvi_widgets.model.shapes import Row, Rows, Tables
from kvi_widgets.model.tables import fresh_id

PAIR_COLUMNS = [
    "kpi",
    "kvi",
    "kpi_text",
    "kvi_text",
    "maps",
    "plus",
    "minus",
    "zero",
    "unseen",
    "disagree",
    "plus_reasons",
    "minus_reasons",
    "zero_reasons",
]
MOST_INDICATORS = 200


class Indicator(TypedDict):
    """An indicator of one or more maps, once however often it was written."""

    id: str
    text: str
    maps: int
    kind: str


@dataclass(frozen=True)
class Crowd:
    """What several maps have in common, and what not.

    Attributes
    ----------
    maps
        How many maps there are.
    kvi, kpi
        Indicators that at least two of them have: ``id``, ``text``, ``maps`` (how many have it).
    pairs
        One row for each pair of these indicators, in reading order: ``kpi``, ``kvi`` (ids), ``kpi_text``,
        ``kvi_text``, ``maps`` (how many have both indicators) and, as numbers of maps, ``plus``, ``minus``,
        ``zero`` (looked and saw no effect), ``unseen`` (did not look); ``disagree``: how many of those that
        looked do not say what most say; ``plus_reasons``, ``minus_reasons``, ``zero_reasons``: tuples of what
        they wrote.
    apart
        Indicators that no pair has: ``kind`` (kpi, kvi), ``text``, ``maps``. Only one map has them, or more
        than `MOST_INDICATORS` are shared.
    """

    maps: int
    kvi: pd.DataFrame
    kpi: pd.DataFrame
    pairs: pd.DataFrame
    apart: pd.DataFrame


def gather(maps: Iterable[Tables]) -> Crowd:
    """Find what these maps share, and lay their links over each other.

    Indicators are the same when they read the same now or at first (`comparison.wordings`), as between two
    learners; ids may differ, because the same sentences may stand in another order.

    Parameters
    ----------
    maps
        Rows of ``kvi``, ``kpi``, ``links`` and ``revisions`` of each.

    Examples
    --------
    >>> def one(sign):
    ...     link = {"kpi": "kpi-1", "kvi": "kvi-1", "polarity": sign, "strength": 1, "reason": ""}
    ...     kvi, kpi = {"id": "kvi-1", "text": "They reach it alone"}, {"id": "kpi-1", "text": "Hotline calls"}
    ...     return {"kvi": [kvi], "kpi": [kpi], "links": [link], "revisions": []}
    >>> gather([one("+"), one("+"), one("-")]).pairs[["maps", "plus", "minus", "disagree"]].to_dict("records")
    [{'maps': 3, 'plus': 2, 'minus': 1, 'disagree': 1}]
    """
    maps = [with_first_wording(tables) for tables in maps]
    pools = {kind: _Pool(kind, [tables[kind] for tables in maps]) for kind in ("kpi", "kvi")}
    shared, apart = _shared_by_maps(pools, shared_by=min(2, len(maps)))
    taken: set[str] = set()
    frames = {kind: _frame_with_unique_ids(kind, indicators, taken) for kind, indicators in shared.items()}
    pairs = _pair_frame(maps, pools, shared)
    return Crowd(len(maps), frames["kvi"], frames["kpi"], pairs, apart)


def signs_of_maps(maps: Iterable[Tables]) -> list[dict[tuple[str, str], str]]:
    """The sign of each link of each map; the same two indicators bear the same names on all of them, as in `gather`.

    >>> kvi, kpi = [{"id": "kvi-1", "text": "They dare"}], [{"id": "kpi-1", "text": "Calls"}]
    >>> link = {"kpi": "kpi-1", "kvi": "kvi-1", "polarity": "-", "reason": ""}
    >>> signs_of_maps([{"kvi": kvi, "kpi": kpi, "links": [link], "revisions": []}])
    [{('kpi-1', 'kvi-1'): '-'}]
    """
    maps = [with_first_wording(tables) for tables in maps]
    pools = [_Pool(kind, [tables[kind] for tables in maps]) for kind in ("kpi", "kvi")]
    taken: set[str] = set()
    for pool in pools:
        _frame_with_unique_ids(pool.kind, pool.found, taken)
    links = (_links_of_map(*one) for one in zip(maps, pools[0].own, pools[1].own, strict=True))
    return [{pair: sign for pair, (sign, _) in of_map.items()} for of_map in links]


class _Pool:
    """Indicators of one kind of all maps, each once however often it was written."""

    def __init__(self, kind: str, maps: list[Rows]) -> None:
        self.kind = kind
        self.found: list[Indicator] = []
        self.own: list[dict[str, Indicator]] = []  # per map: the indicator behind each of its ids
        known: dict[str, Indicator] = {}
        for rows in maps:
            own = {row["id"]: self._indicator(row, known) for row in with_text(rows)}
            for indicator in {id(indicator): indicator for indicator in own.values()}.values():
                indicator["maps"] += 1
            self.own.append(own)

    def _indicator(self, row: Row, known: dict[str, Indicator]) -> Indicator:
        here = wordings(row)
        indicator: Indicator | None = next((known[wording] for wording in here if wording in known), None)
        if indicator is None:
            indicator = {"id": row["id"], "text": row["text"], "maps": 0, "kind": self.kind}
            self.found.append(indicator)
        for wording in here:
            known.setdefault(wording, indicator)
        return indicator


def _frame_with_unique_ids(kind: str, indicators: list[Indicator], taken: set[str]) -> pd.DataFrame:
    # Each gets an id of its own; the first to have one keeps it.
    for indicator in indicators:
        indicator["id"] = indicator["id"] if indicator["id"] not in taken else fresh_id(kind, taken)
        taken.add(indicator["id"])
    return pd.DataFrame(indicators, columns=["id", "text", "maps"]).astype(
        {"id": "str", "text": "str", "maps": "int64"}
    )


def _shared_by_maps(pools: dict[str, _Pool], shared_by: int) -> tuple[dict[str, list[Indicator]], pd.DataFrame]:
    found = [indicator for pool in pools.values() for indicator in pool.found]
    shared = [indicator for indicator in found if indicator["maps"] >= shared_by]
    most_shared = sorted(shared, key=lambda indicator: -indicator["maps"])[:MOST_INDICATORS]
    chosen = {id(indicator) for indicator in most_shared}
    chosen_by_kind = {
        kind: [indicator for indicator in pool.found if id(indicator) in chosen] for kind, pool in pools.items()
    }
    apart = [indicator for indicator in found if id(indicator) not in chosen]
    for indicator in apart:
        indicator["id"] = ""  # its own may be that of another one that is kept
    return chosen_by_kind, pd.DataFrame(apart, columns=["kind", "text", "maps"])


def _pair_frame(
    maps: Sequence[Tables], pools: dict[str, _Pool], indicators: dict[str, list[Indicator]]
) -> pd.DataFrame:
    reasons = {
        (kpi["id"], kvi["id"]): {"+": [], "-": [], "0": []} for kpi in indicators["kpi"] for kvi in indicators["kvi"]
    }
    have = dict.fromkeys(reasons, 0)
    for tables, kpis, kvis in zip(maps, pools["kpi"].own, pools["kvi"].own, strict=True):
        own = [{here["id"] for here in side.values()} for side in (kpis, kvis)]
        for pair in reasons:
            have[pair] += pair[0] in own[0] and pair[1] in own[1]
        for pair, (sign, reason) in _links_of_map(tables, kpis, kvis).items():
            if pair in reasons:
                reasons[pair][sign].append(reason)
    texts = {
        (kind, indicator["id"]): indicator["text"] for kind, of_kind in indicators.items() for indicator in of_kind
    }
    rows = [
        [*pair, texts["kpi", pair[0]], texts["kvi", pair[1]], *_counts(have[pair], signs), *_reasons(signs)]
        for pair, signs in reasons.items()
    ]
    return pd.DataFrame(rows, columns=PAIR_COLUMNS)


def _links_of_map(
    tables: Tables, kpis: dict[str, Indicator], kvis: dict[str, Indicator]
) -> dict[tuple[str, str], tuple[str, str]]:
    # A map counts once for a pair, also when it holds the same sentence twice: its first link speaks.
    links: dict[tuple[str, str], tuple[str, str]] = {}
    for link in known_links(tables):
        pair = kpis[link["kpi"]]["id"], kvis[link["kvi"]]["id"]
        links.setdefault(pair, (link["polarity"], link["reason"].strip()))
    return links


def _counts(maps: int, signs: dict[str, list[str]]) -> list[int]:
    counts = [len(signs[sign]) for sign in SIGN_NAMES]
    looked = sum(counts)
    return [maps, *counts, maps - looked, looked - max(counts)]


def _reasons(signs: dict[str, list[str]]) -> list[tuple[str, ...]]:
    return [tuple(filter(None, signs[sign])) for sign in SIGN_NAMES]
