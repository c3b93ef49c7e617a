"""What most unit tests start from: words, an empty workshop, a finished one."""

import pytest

from kvi_widgets import Content, Workshop


@pytest.fixture
def content():
    return Content.load("fr")


@pytest.fixture
def workshop(content):
    return Workshop(content)


@pytest.fixture
def finished(workshop):
    """Somebody else's workshop, in which nothing is missing."""
    return workshop.example("shop")
