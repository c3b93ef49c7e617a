"""Figures of a bench, printed as a small table."""

from collections.abc import Sequence
from statistics import quantiles


def percentile(values: Sequence[float], share: int) -> float:
    """Value that this many per cent of the values stay below."""
    return quantiles(values, n=100, method="inclusive")[share - 1]


def print_table(title: str, head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print rows under their heads, each column as broad as its broadest cell."""
    cells = [[str(cell) for cell in row] for row in (head, *rows)]
    broad = [max(map(len, column)) for column in zip(*cells, strict=True)]
    print(f"\n\n{title}")
    for first, *others in cells:
        numbers = "".join(f"  {cell:>{width}}" for cell, width in zip(others, broad[1:], strict=True))
        print(f"  {first:<{broad[0]}}{numbers}")
