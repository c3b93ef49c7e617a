"""What importing the kit costs beside what it stands on."""

import subprocess
import sys
from statistics import median

from tests.bench.report import print_table

KIT, BASE = "kvi_widgets", "ipywidgets, pandas"
PAIRS = 21
GOAL = 1.25


def in_fresh_process(code: str) -> str:
    """What this code prints in a Python of its own."""
    return subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout


def import_ms(names: str) -> float:
    """Time of the import alone: starting Python is the same for both and would hide the difference."""
    clock = f"import time; start = time.perf_counter(); import {names}; print(time.perf_counter() - start)"
    return 1000 * float(in_fresh_process(clock))


def test_importing_the_kit_costs_little_more_than_its_foundations():
    for names in (KIT, BASE):
        import_ms(names)
    # In turn, so that a busy moment of the machine weighs on both.
    pairs = [(import_ms(KIT), import_ms(BASE)) for _ in range(PAIRS)]
    kit, base = (list(times) for times in zip(*pairs, strict=True))
    ratio = median(kit) / median(base)
    rows = [
        (f"import {names}", f"{median(times):.0f} ms", f"{min(times):.0f}–{max(times):.0f} ms")
        for names, times in ((KIT, kit), (BASE, base))
    ]
    print_table(
        f"Import, {PAIRS} fresh processes each",
        ("", "median", "range"),
        [*rows, ("ratio", f"{ratio:.2f}", f"goal ≤ {GOAL}")],
    )
    assert ratio <= GOAL


def test_importing_the_kit_leaves_plotly_alone():
    assert in_fresh_process(f"import sys, {KIT}; print('plotly' in sys.modules)").strip() == "False"
