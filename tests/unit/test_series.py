"""Rank correlation and its interval, against independent reckonings; what is made of a link."""

import math
from functools import partial

import numpy as np
import pandas as pd
import pytest

from kvi_widgets.logic.series import (
    STRONG,
    Correlation,
    _interval,
    _test_outcome,
    correlation,
    put_to_test,
    right_prediction,
    start_and_end,
)

PROMISED, WEEKS, TIMES = 0.95, 52, 400
# The example in the manual of the R package statpsych (function ci.spear), with its results.
SCORES = (
    [21, 4, 9, 12, 35, 18, 10, 22, 24, 1, 6, 8, 13, 16, 19],
    [67, 28, 30, 28, 52, 40, 25, 37, 44, 10, 14, 20, 28, 40, 51],
)


@pytest.fixture
def chance():
    return np.random.default_rng(7)


def brute_force(one, other):
    """Ranks by counting who is below, then the correlation by its definition."""
    pairs = [(x, y) for x, y in zip(one, other, strict=True) if not (math.isnan(x) or math.isnan(y))]
    ranks = [
        [sum(u < v for u in side) + (sum(u == v for u in side) + 1) / 2 for v in side]
        for side in zip(*pairs, strict=True)
    ]
    x, y = [[rank - sum(side) / len(side) for rank in side] for side in ranks]
    return sum(a * b for a, b in zip(x, y, strict=True)) / math.sqrt(sum(a * a for a in x) * sum(b * b for b in y))


def both(one, other):
    return correlation(pd.Series(one, dtype=float), pd.Series(other, dtype=float))


def test_it_is_what_brute_force_finds_with_ties_and_holes(chance):
    for _ in range(60):
        one, other = chance.integers(0, 6, (2, 25)).astype(float)
        one[chance.integers(0, 25, 4)] = math.nan
        other[chance.integers(0, 25, 4)] = math.nan
        assert both(one, other).value == pytest.approx(brute_force(one, other))


def test_value_and_interval_are_those_of_another_program():
    found = both(*SCORES)
    assert found.value == pytest.approx(0.8699639, abs=1e-7)
    assert _interval(found.value, 15, 15) == pytest.approx((0.5840951, 0.9638297), abs=1e-6)


def test_only_the_order_counts_and_both_sides_are_alike(chance):
    one, other = chance.normal(size=(2, 40))
    found = both(one, other)
    assert both(np.exp(one), other**3) == found
    assert both(other, one) == pytest.approx(found)
    turned = both(one, -other)
    assert (turned.value, turned.low, turned.high) == pytest.approx((-found.value, -found.high, -found.low))


def test_the_interval_is_about_that_of_a_bootstrap(chance):
    one = chance.normal(size=60)
    other = 0.7 * one + chance.normal(size=60)
    found = both(one, other)
    ranks = [
        np.corrcoef(pd.Series(one[rows]).rank(), pd.Series(other[rows]).rank())[0, 1]
        for rows in chance.integers(0, 60, (500, 60))
    ]
    assert np.quantile(ranks, [0.025, 0.975]) == pytest.approx([found.low, found.high], abs=0.08)


def test_whether_zero_is_left_out_agrees_with_a_permutation_test(chance):
    for _ in range(15):
        one = chance.normal(size=30)
        other = pd.Series(0.35 * one + chance.normal(size=30)).rank().to_numpy()
        ranks = pd.Series(one).rank().to_numpy()
        shuffled = np.array([np.corrcoef(ranks, chance.permutation(other))[0, 1] for _ in range(300)])
        chances = np.mean(np.abs(shuffled) >= abs(np.corrcoef(ranks, other)[0, 1]))
        low, high = _interval(both(one, other).value, 30, 30)
        if not 0.02 < chances < 0.1:  # on the border two methods may differ
            assert (low > 0 or high < 0) == (chances < 0.05)


def independent(chance, strength, count):
    one = chance.normal(size=count)
    return one, strength * one + math.sqrt(1 - strength**2) * chance.normal(size=count)


def with_memory(chance, memory, count):
    steps = chance.normal(size=(count + 30, 2))
    for week in range(1, len(steps)):
        steps[week] += memory * steps[week - 1]
    return steps[30:].T


def changes(chance, strength, count):
    return np.diff(independent(chance, strength, count + 1))


def climbing(chance, noise, count):
    return np.linspace(0, 3, count) + noise * chance.normal(size=(2, count))


def coverage(make, truth, count=WEEKS):
    found = [both(*make(count)) for _ in range(TIMES)]
    return sum(one.low <= truth <= one.high for one in found) / TIMES


def spearman(strength):
    """Rank correlation of two bell curves with this ordinary correlation."""
    return 6 / math.pi * math.asin(strength / 2)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("make", "argument", "truth"),
    [
        (independent, 0.0, 0.0),
        (independent, 0.6, spearman(0.6)),
        (with_memory, 0.6, 0.0),
        (with_memory, 0.9, 0.0),
        (changes, 0.0, 0.0),
        (changes, 0.6, spearman(0.6)),
    ],
)
def test_the_interval_keeps_its_promise(chance, make, argument, truth):
    assert coverage(partial(make, chance, argument), truth) >= PROMISED - 0.025


def test_the_interval_is_not_wider_than_it_need_be(chance):
    assert coverage(partial(independent, chance, 0.0), 0.0) <= PROMISED + 0.03


@pytest.mark.slow
def test_climbing_together_fools_the_year_and_not_the_changes(chance):
    make = partial(climbing, chance, 0.3)
    assert coverage(make, 0.0) < 0.6
    assert coverage(lambda count: np.diff(make(count)), 0.0) >= PROMISED - 0.025


def test_weeks_with_a_memory_count_for_fewer_and_never_for_more(chance):
    assert np.mean([both(*with_memory(chance, 0.9, WEEKS)).worth for _ in range(50)]) < WEEKS / 2
    assert all(both(*independent(chance, 0, WEEKS)).worth <= WEEKS for _ in range(50))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ([1, 2, 3], [3, 4, 5]),
        ([], []),
        ([5, 5, 5, 5, 5, 5], [1, 2, 3, 4, 5, 6]),
        ([1, math.nan, 3, math.nan, 5], [math.nan, 2, math.nan, 4, math.nan]),
        ([math.nan] * 6, [1, 2, 3, 4, 5, 6]),
    ],
)
def test_with_too_little_there_is_no_value_and_anything_is_possible(one, other):
    found = both(one, other)
    assert math.isnan(found.value)
    assert (found.low, found.high) == (-1, 1)
    assert put_to_test(pd.Series(one, dtype=float), pd.Series(other, dtype=float), "+").outcome == "cannot"


@pytest.mark.parametrize("count", [4, 5, 12, 52])
def test_a_perfect_order_leaves_some_doubt(chance, count):
    one = chance.permutation(count)
    found = both(one, one)
    assert found.value == pytest.approx(1)
    assert found.low < found.value <= found.high
    assert _interval(1.0, count, count)[0] < 1
    assert _interval(1.0, 4, 4)[0] < 0  # four weeks in order: one chance in twelve


def test_holes_are_left_out_and_so_are_the_changes_beside_them():
    one = pd.Series([3, 1, 4, math.nan, 5, 9, 2, 6])
    result = put_to_test(one, pd.Series(range(8), dtype=float), "+")
    assert (result.levels.pairs, result.changes.pairs) == (7, 5)


def told(low, high, value=None):
    return Correlation((low + high) / 2 if value is None else value, low, high, WEEKS, WEEKS)


NOTHING, WIDE, UP, DOWN = told(-0.2, 0.3), told(-0.2, 0.7), told(0.3, 0.7), told(-0.7, -0.3)


@pytest.mark.parametrize(
    ("changed", "year", "sign", "outcome"),
    [
        (UP, NOTHING, "+", "agrees"),
        (UP, NOTHING, "-", "contradicts"),
        (UP, NOTHING, "0", "contradicts"),
        (DOWN, UP, "-", "agrees"),
        (DOWN, UP, "+", "contradicts"),
        (NOTHING, NOTHING, "+", "nothing"),
        (NOTHING, NOTHING, "-", "nothing"),
        (NOTHING, NOTHING, "0", "agrees"),
        (WIDE, NOTHING, "+", "cannot"),
        (WIDE, NOTHING, "0", "cannot"),
        (NOTHING, UP, "+", "trend"),
        (NOTHING, DOWN, "0", "trend"),
        (WIDE, UP, "-", "trend"),
        (NOTHING, told(-1, 1, STRONG), "+", "trend"),
        (told(-1, 1, math.nan), UP, "+", "cannot"),
    ],
)
def test_every_outcome(changed, year, sign, outcome):
    assert _test_outcome(changed, year, {"+": 1, "-": -1, "0": 0}[sign]) == outcome


def test_each_outcome_has_the_bet_that_would_have_been_right():
    assert {name: right_prediction(name) for name in ("agrees", "contradicts", "nothing", "trend", "cannot")} == {
        "agrees": "yes",
        "contradicts": "no",
        "nothing": "no",
        "trend": "unsure",
        "cannot": "unsure",
    }


def test_start_and_end_are_means_of_a_quarter_without_the_holes():
    assert start_and_end(pd.Series([1, math.nan, 5, 5, 5, 5, 2, 4])) == (1, 3)
    assert start_and_end(pd.Series([2.0])) == (2, 2)
