"""Make up the series of the worked examples, always the same ones: ``python data/series/generate.py``.

Nobody has measured any of these numbers. Each example has a story to be found in them; README.md
beside this file tells it. Only the standard library is used, and of it only what promises the same
numbers everywhere, so that anybody gets the same files, to the last byte.
"""

import csv
import math
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from statistics import NormalDist

SEEDS = {"desk": 98, "portal": 121, "selfcare": 3, "shop": 32}  # in which each story can be seen
WEEKS = 52
FIRST_MONDAY = date(2025, 1, 6)
MADE_UP = "inventé / made up"
CLOSED = (31, 32)  # weeks in August in which the welcome desk is closed: nothing to measure


class Chance:
    """Chance that does the same in every run."""

    def __init__(self, example: str) -> None:
        self._dice = Random(SEEDS[example])  # noqa: S311  nothing secret here
        self._bell = NormalDist()

    def noise(self, size: float) -> list[float]:
        """Weeks that know nothing of each other, of this standard deviation."""
        return [size * self._bell.inv_cdf(max(self._dice.random(), 1e-9)) for _ in range(WEEKS)]

    def swings(self, size: float, memory: float = 0.4) -> list[float]:
        """Ups and downs in which a week keeps something of the one before."""
        value, weeks = 0.0, []
        for push in self.noise(size * math.sqrt(1 - memory**2)):
            value = memory * value + push
            weeks.append(value)
        return weeks


def climb(start: float, end: float) -> list[float]:
    """Slow way from one level to another: gentle at both ends, steeper in the middle."""
    ways = [1 / (1 + math.exp(-8 * (week / (WEEKS - 1) - 0.5))) for week in range(WEEKS)]
    return [start + (end - start) * way for way in ways]


def add(*parts: list[float]) -> list[float]:
    """Sum of the parts, week by week."""
    return [sum(week) for week in zip(*parts, strict=True)]


def times(factor: float, part: list[float]) -> list[float]:
    """A part, larger, smaller or upside down."""
    return [factor * value for value in part]


def portal() -> dict[str, tuple[list[float], int]]:
    """The clean example: clicks lift the KVI, calls go against it, and week follows week."""
    chance = Chance("portal")
    clicks, calls, login = chance.swings(4), chance.swings(26), chance.swings(4)
    alone = add(times(1.3, clicks), times(-0.16, calls), times(-0.4, login), climb(54, 62), chance.noise(2.5))
    calm = add(times(-0.15, login), climb(11, 12), chance.noise(1.8))
    return {
        "kpi-1": (add(climb(32, 38), clicks), 1),
        "kpi-2": (add(climb(190, 150), calls), 0),
        "kpi-3": (add(climb(25, 23), login), 1),
        "kvi-1": (alone, 1),
        "kvi-2": (calm, 0),
    }


def shop() -> dict[str, tuple[list[float], int]]:
    """A KPI that shines for nothing: three times as many simulations, and nobody understands more."""
    chance = Chance("shop")
    tries, delay, leaving = chance.swings(24), chance.swings(1.1), chance.swings(4.5)
    retell = add(times(-0.9, leaving), climb(46, 46), chance.noise(2.5))
    decided = add(times(-0.9, delay), times(-0.04, leaving), climb(11, 11), chance.noise(1.2))
    return {
        "kpi-1": (add(climb(130, 400), tries), 0),
        "kpi-2": (add(climb(6, 6), delay), 1),
        "kpi-3": (add(climb(38, 37), leaving), 1),
        "kvi-1": (retell, 1),
        "kvi-2": (decided, 0),
    }


def desk() -> dict[str, tuple[list[float], int]]:
    """A link that turns round: the more reasons are noted down, the less people feel listened to."""
    chance = Chance("desk")
    wait, noted, again = chance.swings(3), chance.swings(8), chance.swings(5)
    settled = add(times(0.25, noted), times(-1.1, again), climb(62, 66), chance.noise(3))
    listened = add(times(-0.35, wait), times(-0.17, noted), climb(13, 10), chance.noise(1))
    return {
        "kpi-1": (add(climb(13, 12), wait), 1),
        "kpi-2": (add(climb(45, 75), noted), 0),
        "kpi-3": (add(climb(28, 25), again), 0),
        "kvi-1": (settled, 1),
        "kvi-2": (listened, 0),
    }


def selfcare() -> dict[str, tuple[list[float], int]]:
    """Two things that grow because of a third: the company takes on people, and all else follows."""
    chance = Chance("selfcare")
    people = climb(400, 760)
    emails, sheets = chance.swings(9), chance.swings(7)
    done = add(times(0.45, people), chance.noise(16))
    alone = add(times(0.07, people), times(-0.25, emails), times(0.3, sheets), climb(21, 21), chance.noise(2.5))
    know = add(times(-0.015, people), climb(20, 20), chance.noise(1.2))
    return {
        "kpi-1": (done, 0),
        "kpi-2": (add(climb(62, 60), emails), 0),
        "kpi-3": (add(climb(55, 57), sheets), 0),
        "kvi-1": (alone, 1),
        "kvi-2": (know, 0),
    }


EXAMPLES = {"desk": desk, "portal": portal, "selfcare": selfcare, "shop": shop}


def lines(example: str) -> Iterator[list[str]]:
    """Lines of the file of an example: the header, then one a week."""
    columns = EXAMPLES[example]()
    yield ["week", *columns, "made_up"]
    for week in range(WEEKS):
        monday = (FIRST_MONDAY + timedelta(weeks=week)).isoformat()
        closed = example == "desk" and week in CLOSED
        yield [
            monday,
            *("" if closed else f"{values[week]:.{digits}f}" for values, digits in columns.values()),
            MADE_UP,
        ]


def write(folder: Path) -> None:
    """Write the file of every example into a folder."""
    for example in EXAMPLES:
        with (folder / f"{example}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(lines(example))


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
