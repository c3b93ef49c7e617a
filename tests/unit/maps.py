"""Maps of every size, to be laid out and measured."""

import itertools
import random
from dataclasses import dataclass
from functools import cache, cached_property

import pandas as pd

from kvi_widgets.logic.links import working_links
from kvi_widgets.pictures.map_layout import VIEWS, place_boxes
from kvi_widgets.pictures.map_routes import route_links

LONG = (
    "Les personnes de plus de 60 ans qui lisent leur relevé toutes seules, sans appeler, "
    "et qui en parlent avec fierté à leurs proches 🙂🙂🙂"
)
LONG = LONG.ljust(140, "é")
TEXTS = [
    "Oui",
    "Se sentir écouté",
    "Temps moyen de connexion au portail",
    LONG,
    "Anticonstitutionnellement, hyperresponsabilisation et intergouvernementalisations",
    "👩‍👩‍👧‍👦 Fierté 🎉🎉🎉 👍🏽",
    "https://exemple.fr/une/adresse/vraiment/longue?avec=des&parametres=et&encore=plus",
    "客户满意度提高了很多而且没有人需要打电话",
    "W" * 140,
    "l" * 140,
]


def indicators(kind: str, count: int, text: str = LONG) -> pd.DataFrame:
    return named(kind, [text] * count)


def named(kind: str, texts: list[str]) -> pd.DataFrame:
    return pd.DataFrame({"id": [f"{kind}-{n}" for n in range(1, len(texts) + 1)], "text": texts}, dtype="str")


def links(*rows: tuple) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["kpi", "kvi", "polarity", "strength", "reason"])
    return frame.astype({"strength": "Int64", "kpi": "str", "kvi": "str", "polarity": "str", "reason": "str"})


def some_links(kvi: pd.DataFrame, kpi: pd.DataFrame, share: float = 1, seed: int = 0) -> pd.DataFrame:
    chance = random.Random(seed)
    pairs = [pair for pair in itertools.product(kpi["id"], kvi["id"]) if chance.random() < share]
    return links(*((one, other, "+-"[n % 2], 1 + n % 3, "") for n, (one, other) in enumerate(pairs)))


@dataclass
class Drawn:
    """A map at its place: boxes, and links with their signs."""

    nodes: pd.DataFrame
    routes: list[dict]
    width: int
    view: str

    @cached_property
    def boxes(self) -> list[dict]:
        return self.nodes.to_dict("records")


def drawn(kvi, kpi, table, strategy, width=900, view="columns") -> Drawn:  # noqa: PLR0913, PLR0917  # as for `place`
    nodes = place_boxes(kvi, kpi, table, strategy, width, view)
    return Drawn(nodes, route_links(nodes, working_links(kvi, kpi, table)), width, view)


@cache
def any_map(seed: int) -> Drawn:
    """A map like no other: its size, width, view, texts and links follow from the seed."""
    chance = random.Random(seed)
    kvi, kpi, strategy = (
        named(kind, chance.choices(TEXTS, k=chance.randint(*bounds)))
        for kind, bounds in (("kvi", (1, 8)), ("kpi", (1, 12)), ("strategy", (0, 2)))
    )
    table = some_links(kvi, kpi, chance.choice([0, 0.2, 0.5, 0.9, 1]), seed)
    return drawn(kvi, kpi, table, strategy, chance.randint(600, 1600), VIEWS[seed % len(VIEWS)])
