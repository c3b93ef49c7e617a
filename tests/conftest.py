"""Every test, and every kernel that a test starts, keeps its answers and settings in folders of its own."""

import gc
import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

os.environ["KVI_ANSWERS"] = str(Path(tempfile.mkdtemp(prefix="kvi-")) / "answers.json")
os.environ["JUPYTER_CONFIG_DIR"] = tempfile.mkdtemp(prefix="kvi-config-")  # what is trusted here is not noted at home

# Seconds of a processor that a test may take before it must be marked as slow; the longest takes two.
MOST = 10

# A machine that is busy with browsers may take its time for one example, and every run asks the same ones:
# `make quick` a tenth of them, `make nightly` twenty times as many, others each night.
settings.register_profile("kit", deadline=None, derandomize=True, database=None)
settings.register_profile("quick", settings.get_profile("kit"), max_examples=10)
settings.register_profile("nightly", settings.get_profile("kit"), max_examples=2_000, derandomize=False)
IS_NIGHT = bool(os.environ.get("KVI_NIGHTLY"))
settings.load_profile("nightly" if IS_NIGHT else "kit")


def pytest_collection_modifyitems(config, items):
    """The whole run has to end within twenty minutes on two processors: what it leaves out is asked for at night."""
    late = [] if IS_NIGHT else [item for item in items if item.get_closest_marker("nightly")]
    if late:
        config.hook.pytest_deselected(items=late)
        items[:] = [item for item in items if item not in late]


def pytest_collection_finish():
    """What is there before the first test is there after the last: the collector need not look through it."""
    gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    """In `make quick` no test takes long, on a busy machine either: what it starts counts, and waiting does not."""
    before = sum(os.times()[:4])
    result = yield
    if item.config.option.markexpr == "not slow":
        taken = sum(os.times()[:4]) - before
        assert taken < MOST, f"took {taken:.0f} seconds of a processor: make it faster, or mark it as slow"
    return result
