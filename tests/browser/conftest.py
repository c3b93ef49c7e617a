"""Fixtures of the browser tests."""

import pytest
from playwright.sync_api import sync_playwright

from .browsers import FLAGS, find
from .lab import Lab


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find(), args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def lab(browser, tmp_path_factory):
    one = Lab(tmp_path_factory.mktemp("lab"), browser)
    yield one
    one.close()


@pytest.fixture
def own_lab(browser, tmp_path):
    """A lab for one test alone: with its own files, server and browser storage."""
    one = Lab(tmp_path / "lab", browser)
    yield one
    one.close()
