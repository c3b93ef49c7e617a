"""The untangled order: as few crossings as can be, as near to the learner's own as can be."""

import itertools
import random
import time

import pytest

from kvi_widgets.pictures.map_order import crossings, untangled


def names(kind: str, count: int) -> list[str]:
    return [f"{kind}-{n}" for n in range(1, count + 1)]


def random_links(kpi: list[str], kvi: list[str], seed: int) -> list[tuple[str, str]]:
    chance = random.Random(seed)
    share = chance.choice([0.2, 0.4, 0.6, 0.9])
    return [pair for pair in itertools.product(kpi, kvi) if chance.random() < share]


def swapped(order: list[str], given: list[str]) -> int:
    return sum(given.index(one) > given.index(other) for one, other in itertools.combinations(order, 2))


def of_all_orders(kpi: list[str], kvi: list[str], links: list) -> tuple[int, int]:
    """Fewest crossings, then fewest swaps, found by looking at every order there is."""
    orders = itertools.product(itertools.permutations(kpi), itertools.permutations(kvi))
    return min((crossings(one, other, links), swapped(one, kpi) + swapped(other, kvi)) for one, other in orders)


def test_crossings_are_counted_as_they_are_drawn():
    both = [("a", "y"), ("b", "x")]
    assert crossings(["a", "b"], ["x", "y"], both) == 1
    assert crossings(["b", "a"], ["x", "y"], both) == 0
    assert crossings(["a", "b"], ["x"], [("a", "x"), ("b", "x")]) == 0


@pytest.mark.parametrize("seed", range(60))
def test_no_order_of_a_small_map_is_better(seed):
    chance = random.Random(seed)
    kpi, kvi = names("kpi", chance.randint(0, 5)), names("kvi", chance.randint(0, 3))
    links = random_links(kpi, kvi, seed)
    starts, ends = untangled(kpi, kvi, links)
    found = crossings(starts, ends, links), swapped(starts, kpi) + swapped(ends, kvi)
    assert found == of_all_orders(kpi, kvi, links)


@pytest.mark.parametrize("seed", range(25))
def test_a_large_map_is_never_worse_than_given_and_no_two_neighbours_should_change_places(seed):
    chance = random.Random(seed)
    kpi, kvi = names("kpi", chance.randint(7, 12)), names("kvi", chance.randint(5, 8))
    links = random_links(kpi, kvi, seed)
    starts, ends = untangled(kpi, kvi, links)
    assert (sorted(starts), sorted(ends)) == (sorted(kpi), sorted(kvi))
    least = crossings(starts, ends, links)
    assert least <= crossings(kpi, kvi, links)
    for place in range(len(starts) - 1):
        other = [*starts[:place], starts[place + 1], starts[place], *starts[place + 2 :]]
        assert crossings(other, ends, links) >= least


def test_a_knot_that_can_be_undone_is_undone_in_a_large_map():
    kpi, kvi = names("kpi", 12), names("kvi", 8)
    links = [(one, kvi[(7 * place) % 8]) for place, one in enumerate(kpi)]
    assert crossings(kpi, kvi, links) > 20
    assert crossings(*untangled(kpi, kvi, links), links) == 0


def test_what_has_no_crossing_stays_as_the_learner_wrote_it():
    kpi, kvi = names("kpi", 12), names("kvi", 8)
    for links in ([], [(kpi[0], kvi[0]), (kpi[5], kvi[3])], [(one, kvi[0]) for one in kpi]):
        assert untangled(kpi, kvi, links) == (kpi, kvi)


def test_the_same_links_always_give_the_same_order():
    kpi, kvi = names("kpi", 12), names("kvi", 8)
    links = random_links(kpi, kvi, 3)
    assert untangled(kpi, kvi, links) == untangled(kpi, kvi, list(reversed(links)))


@pytest.mark.parametrize(("kpis", "kvis"), [(3, 2), (8, 4), (12, 2), (12, 8)])
def test_nobody_waits_for_it(kpis, kvis):
    kpi, kvi = names("kpi", kpis), names("kvi", kvis)
    links = random_links(kpi, kvi, 1)
    start = time.process_time()
    untangled(kpi, kvi, links)
    assert time.process_time() - start < 0.5
