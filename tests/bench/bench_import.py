"""What the kit costs before the first form is there, beside what it stands on."""

import subprocess
import sys
from statistics import median

from tests.bench.report import hold_to_goals

BASE = "import ipywidgets, pandas"
# What a learner waits for: the import alone, and the first cell of a lesson.
MEASURED = {
    "import": ("import kvi_widgets", 0.6),
    "first cell": (
        "from kvi_widgets import ProgressRibbon, Workshop; ProgressRibbon(Workshop.open(lang='fr'))",
        0.8,
    ),
}
ROUNDS = 5


def in_fresh_process(code: str) -> str:
    """What this code prints in a Python of its own."""
    return subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout


def seconds(code: str) -> float:
    """Time of the processor for the code alone: starting Python is the same for all and would hide the difference."""
    clock = f"import time; start = time.process_time(); {code}; print(time.process_time() - start)"
    return float(in_fresh_process(clock))


def test_what_a_learner_waits_for_costs_less_than_the_libraries_of_any_notebook(tmp_path, monkeypatch):
    monkeypatch.setenv("KVI_ANSWERS", str(tmp_path / "answers.json"))
    codes = [BASE, *(code for code, _ in MEASURED.values())]
    for code in codes:
        seconds(code)  # writes the byte-code
    # In turn, so that a busy moment of the machine weighs on all.
    rounds = [[seconds(code) for code in codes] for _ in range(ROUNDS)]
    base, *found = (median(times) for times in zip(*rounds, strict=True))
    figures = {name: (time / base, goal) for (name, (_, goal)), time in zip(MEASURED.items(), found, strict=True)}
    hold_to_goals(f"Time beside `{BASE}` ({1000 * base:.0f} ms), medians of {ROUNDS} fresh processes", figures, "×")


def test_importing_the_kit_leaves_plotly_alone():
    assert in_fresh_process("import sys, kvi_widgets; print('plotly' in sys.modules)").strip() == "False"
