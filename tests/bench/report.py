"""Figures of a bench, printed as a small table beside those of the run before, and held to their goals."""

import json
from collections.abc import Sequence
from pathlib import Path
from statistics import quantiles

LAST = Path(__file__).parent / "output" / "last.json"  # figures by title and name


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


def hold_to_goals(title: str, figures: dict[str, tuple[float, float]], unit: str) -> None:
    """Print each figure beside its goal and the run before; what is above its goal fails, all of it at once."""
    known = json.loads(LAST.read_text("utf-8")) if LAST.exists() else {}
    before = known.get(title, {})
    print_table(
        title,
        ("", "now", "run before", "goal"),
        [
            (name, f"{value:.3g} {unit}", f"{before[name]:.3g} {unit}" if name in before else "–", f"≤ {goal:g} {unit}")
            for name, (value, goal) in figures.items()
        ],
    )
    LAST.parent.mkdir(exist_ok=True)
    known[title] = {name: value for name, (value, _) in figures.items()}
    LAST.write_text(json.dumps(known, indent=1), "utf-8")
    assert {name: value for name, (value, goal) in figures.items() if value > goal} == {}
