"""Put a link to the test: whether the weekly numbers of a KPI and a KVI move as it says.

Whatever comes out is a hint, never a proof: two things may move together because of a third.
"""

import math
from typing import NamedTuple

import pandas as pd

from kvi_widgets.logic.links import SIGN_VALUES

SURE = 1.959964  # of a bell curve: an interval this wide holds what is true 19 times out of 20
FEWEST = 4  # pairs; the interval below has no meaning with fewer
STRONG = 0.5  # a large correlation, after Cohen (1988)
PREDICTIONS = ("yes", "no", "unsure")


class Correlation(NamedTuple):
    """Rank correlation of two series.

    ``value`` goes from -1 to 1 and is NaN where there is none; ``low`` and ``high`` hold the true
    one 19 times out of 20; ``pairs`` is how many weeks have both numbers, ``worth`` how many weeks
    without memory would tell as much.
    """

    value: float
    low: float
    high: float
    pairs: int
    worth: float


class Result(NamedTuple):
    """What the series say about a link.

    ``outcome`` is ``agrees``, ``contradicts``, ``nothing`` (nothing strong is left possible),
    ``trend`` (together over the year, but not from week to week) or ``cannot`` (too much chance).
    """

    outcome: str
    changes: Correlation
    levels: Correlation


def correlation(first: pd.Series, second: pd.Series) -> Correlation:
    """Spearman's rank correlation of two series, with its uncertainty.

    Ties share their rank. The interval is Fisher's, with the standard error of Bonett and Wright
    (2000, Psychometrika 65, 23-28, doi:10.1007/BF02294183). It is meant for values that know
    nothing of each other; a week resembles the one before it, so the weeks count for fewer, as
    Bretherton et al. (1999, Journal of Climate 12, 1990-2009) reckon from the correlation of each
    series with itself a week earlier. For series that climb all the time even that is not enough:
    look at their changes too.

    Parameters
    ----------
    first, second
        Series over the same weeks, in their order; NaN where nothing was measured.

    Returns
    -------
    Correlation
        From -1 to 1 and of no value with fewer than four pairs, or when a series never moves.

    Examples
    --------
    >>> found = correlation(pd.Series([1, 2, 4, 3, 5, 6]), pd.Series([10, 20, 25, 30, 40, 70]))
    >>> round(found.value, 2), found.pairs
    (0.94, 6)
    """
    there = first.notna().to_numpy() & second.notna().to_numpy()
    ranks = [values.where(there).rank().tolist() for values in (first, second)]
    pairs = int(there.sum())
    value = _together(*ranks) if pairs >= FEWEST else math.nan
    if math.isnan(value):
        return Correlation(value, -1.0, 1.0, pairs, pairs)
    echo = math.prod(_memory(values) for values in ranks)
    worth = min(pairs, pairs * (1 - echo) / (1 + echo))
    return Correlation(value, *_interval(value, pairs, worth), pairs, worth)


def _together(first: list[float], second: list[float]) -> float:
    pairs = [(x, y) for x, y in zip(first, second, strict=True) if not (math.isnan(x) or math.isnan(y))]
    sides = [[value - sum(side) / len(side) for value in side] for side in zip(*pairs, strict=True)]
    spread = math.prod(sum(value * value for value in side) for side in sides)
    if not sides or not spread:  # none, or one of them never moves
        return math.nan
    return sum(x * y for x, y in zip(*sides, strict=True)) / math.sqrt(spread)


def _memory(ranks: list[float]) -> float:
    echo = _together(ranks[1:], ranks[:-1])
    return 0.0 if math.isnan(echo) else echo


def _interval(value: float, pairs: int, worth: float) -> tuple[float, float]:
    if worth <= 3:  # noqa: PLR2004  nothing can be told: anything is possible
        return -1.0, 1.0
    # A perfect order would leave no doubt at all; half a step below the next best one leaves some.
    inside = min(abs(value), 1 - 6 / (pairs**3 - pairs))
    middle = math.copysign(math.atanh(inside), value)
    reach = SURE * math.sqrt((1 + inside**2 / 2) / (worth - 3))
    return min(value, math.tanh(middle - reach)), max(value, math.tanh(middle + reach))


def put_to_test(kpi: pd.Series, kvi: pd.Series, polarity: str) -> Result:
    """Compare what two series do with what a link says.

    Two things that climb over the year always look alike, so what changes from one week to the
    next decides; the year as a whole only tells when it alone goes together.

    Parameters
    ----------
    kpi, kvi
        Series over the same weeks.
    polarity
        Sign of the link: ``"+"``, ``"-"`` or ``"0"``.

    Returns
    -------
    Result
        The outcome, and both correlations.

    Examples
    --------
    >>> calls = pd.Series([3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3, 2, 3, 8, 4])
    >>> put_to_test(calls, -calls, "-").outcome
    'agrees'
    """
    changes, levels = correlation(kpi.diff(), kvi.diff()), correlation(kpi, kvi)
    return Result(_test_outcome(changes, levels, SIGN_VALUES[polarity]), changes, levels)


def _test_outcome(changes: Correlation, levels: Correlation, sign: int) -> str:
    if math.isnan(changes.value):
        return "cannot"
    if changes.low > 0 or changes.high < 0:
        return "agrees" if changes.value * sign > 0 else "contradicts"
    if abs(levels.value) >= STRONG or levels.low > 0 or levels.high < 0:
        return "trend"
    if max(-changes.low, changes.high) >= STRONG:
        return "cannot"
    return "nothing" if sign else "agrees"


def right_prediction(outcome: str) -> str:
    """What one would have had to predict.

    >>> right_prediction("trend")
    'unsure'
    """
    return {"agrees": "yes", "contradicts": "no", "nothing": "no"}.get(outcome, "unsure")


def start_and_end(values: pd.Series) -> tuple[float, float]:
    """Mean of the first and of the last quarter of the weeks.

    >>> start_and_end(pd.Series([1, 2, 3, 4, 5, 6, 7, 9]))
    (1.5, 8.0)
    """
    quarter = max(1, len(values) // 4)
    return float(values.iloc[:quarter].mean()), float(values.iloc[-quarter:].mean())
