"""The benches look at the same JupyterLab and Chromium as the browser tests."""

import os

import pytest

from tests.browser.conftest import browser, lab

__all__ = ["browser", "lab"]
BUSY = 0.5  # processes that wait for each processor


@pytest.fixture(autouse=True, scope="session")
def _quiet():
    """Say so where other work would be measured, too."""
    share = os.getloadavg()[0] / (os.cpu_count() or 1)
    if share > BUSY:
        print(f"\n\nThis machine is busy ({share:.1f} processes for each processor): its times say little.")
