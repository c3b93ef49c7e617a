"""Which order of the boxes lets the fewest links cross.

Two links cross where the one starts above the other and ends below it. An order costs its
crossings; of two with as many, the one that swaps fewer of the learner's own rows is cheaper.
"""

import itertools
import math
import random
from collections.abc import Iterable, Sequence
from functools import lru_cache

# More than all swaps of a dozen rows and another dozen, so that a crossing always weighs more.
CROSSING_COST = 1000
# Steps that trying every order may take: some hundredths of a second.
MOST_STEPS = 50_000
# In larger maps the search begins anew so many times; more of them found nothing better.
RESTARTS, ROUNDS = 12, 6

Links = list[tuple[int, int]]


def crossings(kpi: Sequence[str], kvi: Sequence[str], links: Iterable[tuple[str, str]]) -> int:
    """How many pairs of links cross when the two columns stand in these orders.

    >>> crossings(["a", "b"], ["x", "y"], [("a", "y"), ("b", "x"), ("b", "y")])
    1
    """
    return _count_crossings([(kpi.index(start), kvi.index(end)) for start, end in links])


def untangled(kpi: Sequence[str], kvi: Sequence[str], links: Iterable[tuple[str, str]]) -> tuple[list[str], list[str]]:
    """Orders of the two columns with the fewest crossings, as near as can be to the given ones.

    Every order is tried as long as that is quick (up to four KVI with eight KPI, and some more);
    in larger maps boxes are led to the middle of their links (the barycentre heuristic of
    Sugiyama, Tagawa and Toda, 1981), then neighbours are swapped while that helps. There the
    orders may not be the very best, but they are never worse than the given ones.

    Parameters
    ----------
    kpi, kvi
        Ids of the boxes in the learner's order.
    links
        Pairs of a KPI and a KVI.

    Examples
    --------
    >>> untangled(["a", "b"], ["x", "y"], [("a", "y"), ("b", "x")])
    (['b', 'a'], ['x', 'y'])
    """
    pairs = [(kpi.index(start), kvi.index(end)) for start, end in links]
    starts, ends = _best_orders(len(kpi), len(kvi), tuple(pairs))
    return [kpi[place] for place in starts], [kvi[place] for place in ends]


@lru_cache(32)  # another sign, reason or text moves nothing
def _best_orders(kpis: int, kvis: int, pairs: tuple[tuple[int, int], ...]) -> tuple[Sequence[int], Sequence[int]]:
    few, many = sorted((kpis, kvis))
    search = _brute_force if math.factorial(few) * many * 2**many <= MOST_STEPS else _barycentre
    return search(kpis, kvis, list(pairs))


def _count_crossings(pairs: Links) -> int:
    return sum((a[0] - b[0]) * (a[1] - b[1]) < 0 for a, b in itertools.combinations(pairs, 2))


def _reversed_links(pairs: Links) -> Links:
    return [(end, start) for start, end in pairs]


def _cost(starts: Sequence[int], ends: Sequence[int], pairs: Links) -> int:
    swapped = sum(a > b for order in (starts, ends) for a, b in itertools.combinations(order, 2))
    rows, columns = _positions(starts), _positions(ends)
    return CROSSING_COST * _count_crossings([(rows[start], columns[end]) for start, end in pairs]) + swapped


def _positions(order: Sequence[int]) -> dict[int, int]:
    return {box: position for position, box in enumerate(order)}


def _cost_matrix(count: int, ends: Sequence[int], pairs: Links) -> list[list[int]]:
    """What it costs, for each two boxes, that the first stands above the second."""
    positions = _positions(ends)
    reach = [[positions[end] for start, end in pairs if start == above] for above in range(count)]
    return [
        [
            CROSSING_COST * sum(a > b for a in reach[above] for b in reach[below]) + (above > below)
            for below in range(count)
        ]
        for above in range(count)
    ]


def _brute_force(kpis: int, kvis: int, pairs: Links) -> tuple[Sequence[int], Sequence[int]]:
    # Every order of the shorter column, each with the best order of the longer one.
    if kpis < kvis:
        ends, starts = _brute_force(kvis, kpis, _reversed_links(pairs))
        return starts, ends
    fits = ((_cheapest_order(_cost_matrix(kpis, ends, pairs)), ends) for ends in itertools.permutations(range(kvis)))
    return min(((starts, ends) for starts, ends in fits), key=lambda fit: _cost(*fit, pairs))


def _cheapest_order(costs: list[list[int]]) -> list[int]:
    """Cheapest order, grown box by box: the best of each set of boxes extends that of a smaller one."""
    count = len(costs)
    cheapest: list[tuple[int, int]] = [(0, -1)] * (1 << count)
    for group in range(1, 1 << count):
        members = [box for box in range(count) if group >> box & 1]
        cheapest[group] = min(
            (cheapest[group ^ 1 << last][0] + sum(costs[box][last] for box in members), last) for last in members
        )
    order, group = [], (1 << count) - 1
    while group:
        last = cheapest[group][1]
        order.insert(0, last)
        group ^= 1 << last
    return order


def _barycentre(kpis: int, kvis: int, pairs: Links) -> tuple[Sequence[int], Sequence[int]]:
    # From several orders of the KVI on, each column in turn; the best of all that this leads to.
    own_orders = list(range(kpis)), list(range(kvis))
    chance = random.Random(0)  # noqa: S311  # always the same beginnings, so always the same map
    first_orders = [own_orders[1], *(chance.sample(own_orders[1], kvis) for _ in range(RESTARTS))]
    candidates = [own_orders]
    for ends in first_orders:
        now = own_orders[0], ends
        for _ in range(ROUNDS):
            starts = _local_search(*now, pairs)
            before, now = now, (starts, _local_search(now[1], starts, _reversed_links(pairs)))
            if now == before:
                break
        candidates.append(now)
    return min(candidates, key=lambda fit: _cost(*fit, pairs))


def _local_search(order: list[int], fixed: Sequence[int], pairs: Links) -> list[int]:
    """Sort one column by the barycentres of its links; then let neighbours change places while it pays."""
    positions, own_positions = _positions(fixed), _positions(order)
    reach = {box: [positions[end] for start, end in pairs if start == box] for box in order}
    scale = len(fixed) / len(order)
    order = sorted(
        order, key=lambda box: sum(reach[box]) / len(reach[box]) if reach[box] else own_positions[box] * scale
    )
    costs, swapped = _cost_matrix(len(order), fixed, pairs), True
    while swapped:
        swapped = False
        for place, (upper, lower) in enumerate(itertools.pairwise(order)):
            if costs[lower][upper] < costs[upper][lower]:
                order[place : place + 2] = [lower, upper]
                swapped = True
                break
    return order
