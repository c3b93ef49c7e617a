"""Make up a class: the links of twelve learners who never were, for the `portal` example.

    python data/examples/make_class.py

The same seed writes the same `class.json`. Reasons are keys of `[reasons]` in `crowd.toml`.
"""

import json
import random
from pathlib import Path

SEED, LEARNERS = 12, 12
# How many of a dozen would say what, and how many reasons there are to choose from.
VIEWS = {
    ("kpi-1", "kvi-1"): {"+": (10, 2), "0": (1, 1), "": (1, 0)},
    ("kpi-1", "kvi-2"): {"+": (5, 1), "0": (5, 1), "-": (1, 1), "": (1, 0)},
    ("kpi-2", "kvi-1"): {"-": (8, 2), "+": (3, 1), "": (1, 0)},
    ("kpi-2", "kvi-2"): {"-": (5, 2), "+": (5, 2), "0": (1, 1), "": (1, 0)},
    ("kpi-3", "kvi-1"): {"-": (11, 2), "+": (1, 1)},
    ("kpi-3", "kvi-2"): {"-": (6, 1), "+": (2, 1), "0": (2, 1), "": (2, 0)},
}
NAMES = {"+": "plus", "-": "minus", "0": "zero"}
SAY_WHY = 0.7


def link(kpi: str, kvi: str, chance: random.Random) -> dict | None:
    """What one learner says of a pair; None where they did not look."""
    views = VIEWS[kpi, kvi]
    sign = chance.choices(list(views), [share for share, _ in views.values()])[0]
    reason = f"{kpi}_{kvi}_{NAMES[sign]}_{chance.randint(1, views[sign][1])}" if sign else ""
    row = {
        "kpi": kpi,
        "kvi": kvi,
        "polarity": sign,
        "strength": chance.randint(1, 3),
        "reason": reason if chance.random() < SAY_WHY else "",
    }
    return row if sign else None


def made_up_class(seed: int = SEED) -> list[list[dict]]:
    """Links of each learner."""
    chance = random.Random(seed)  # noqa: S311  nothing here is secret
    return [[row for pair in VIEWS if (row := link(*pair, chance))] for _ in range(LEARNERS)]


if __name__ == "__main__":
    text = {"note": "Made up by make_class.py: no learner ever drew these maps.", "seed": SEED, "maps": made_up_class()}
    maps = ",\n  ".join(json.dumps(one) for one in text["maps"])
    head = json.dumps({name: text[name] for name in ("note", "seed")}, indent=1)[:-2]
    Path(__file__).with_name("class.json").write_text(f'{head},\n "maps": [\n  {maps}\n ]\n}}\n', "utf-8")
