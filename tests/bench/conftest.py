"""The benches look at the same JupyterLab and Chromium as the browser tests."""

from tests.browser.conftest import browser, lab

__all__ = ["browser", "lab"]
