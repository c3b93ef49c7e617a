"""Fixtures of the browser tests."""

import pytest
from playwright.sync_api import Page, sync_playwright

from .browsers import FLAGS, find
from .lab import Lab


@pytest.fixture(autouse=True, scope="session")
def _waits_can_fail():
    """A promise counts as true, whatever it brings: a wait for one would end at once."""
    wait = Page.wait_for_function

    def checked(page, script, **options):
        assert not script.lstrip().startswith("async"), "wait_for_answer (lab.py) waits for what a promise brings"
        return wait(page, script, **options)

    Page.wait_for_function = checked
    yield
    Page.wait_for_function = wait


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
