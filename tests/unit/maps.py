"""Maps of every size, to be laid out and measured."""

import itertools
import random
from dataclasses import dataclass
from functools import cache, cached_property

import pandas as pd

from kvi_widgets.logic.links import working_links
from kvi_widgets.model.shapes import Rows, Tables
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


def indicators(kind: str, count: int, text: str = LONG) -> Rows:
    return named(kind, [text] * count)


def named(kind: str, texts: list[str]) -> Rows:
    return [{"id": f"{kind}-{n}", "text": text} for n, text in enumerate(texts, start=1)]


def links(*rows: tuple) -> Rows:
    return [dict(zip(("kpi", "kvi", "polarity", "strength", "reason"), row, strict=True)) for row in rows]


def some_links(kvi: Rows, kpi: Rows, share: float = 1, seed: int = 0) -> Rows:
    chance = random.Random(seed)
    pairs = [(one["id"], other["id"]) for one, other in itertools.product(kpi, kvi) if chance.random() < share]
    return links(*((one, other, "+-"[n % 2], 1 + n % 3, "") for n, (one, other) in enumerate(pairs)))


def tables(kvi: Rows, kpi: Rows, linked: Rows, strategy: Rows) -> Tables:
    return {"kvi": kvi, "kpi": kpi, "links": linked, "strategy": strategy}


def placed(kvi: Rows, kpi: Rows, linked: Rows, strategy: Rows, *look: object, **more: object) -> pd.DataFrame:
    """Boxes as a frame, which is easier to ask about."""
    boxes = place_boxes(tables(kvi, kpi, linked, strategy), *look, **more)
    return pd.DataFrame(boxes, columns=["id", "kind", "number", "alone", "x", "y", "width", "height", "lines"])


@dataclass
class Drawn:
    """A map at its place: boxes, and links with their signs."""

    boxes: list[dict]
    routes: list[dict]
    width: int
    view: str

    @cached_property
    def nodes(self) -> pd.DataFrame:
        return pd.DataFrame(self.boxes)


def drawn(kvi, kpi, table, strategy, width=900, view="columns") -> Drawn:  # noqa: PLR0913, PLR0917  # as for `place`
    held = tables(kvi, kpi, table, strategy)
    boxes = place_boxes(held, width, view)
    return Drawn(boxes, route_links(boxes, working_links(held)), width, view)


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
