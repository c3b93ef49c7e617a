"""What most unit tests start from: words, an empty workshop, a finished one."""

import subprocess
import sys

import pytest

from kvi_widgets import ClassRoom, Content, Workshop
from kvi_widgets.logic.feedback import complete_reviews, questions_about
from kvi_widgets.model.data_package import dump


@pytest.fixture(scope="session")
def content():
    return Content.load("fr")


@pytest.fixture
def workshop(content):
    return Workshop(content)


@pytest.fixture
def finished(workshop):
    """Somebody else's workshop, in which nothing is missing."""
    return workshop.example("shop")


@pytest.fixture
def reviewed(finished):
    """The same, after a partner's work was read and every question about it answered."""
    finished.open_partner(dump(finished.example("desk").package()))
    asked = [row | {"answer": "I feel at ease"} for row in questions_about(finished, finished.partner)]
    finished.update("reviews_given", complete_reviews(finished, asked, "Tom"))
    return finished


@pytest.fixture
def path(tmp_path):
    """Where a learner's answers go: in a folder that is not there yet."""
    return tmp_path / "answers" / "mine.json"


@pytest.fixture
def class_folder(tmp_path, monkeypatch):
    """The class meets in this folder."""
    place = tmp_path / "class"
    place.mkdir()
    monkeypatch.setenv("KVI_CLASS", str(place))
    return place


@pytest.fixture
def live(content, class_folder):
    """Who teaches follows the class that meets there."""
    one = ClassRoom(content.folder)
    yield one
    one.close()
    one.following.join()


@pytest.fixture
def disk(tmp_path):
    """A real disk of 128 kB, to be filled or made read-only."""
    if sys.platform != "linux":
        pytest.skip("only Linux makes disks of a given size in memory")
    folder = tmp_path / "disk"
    folder.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", folder], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip("only root can make a small disk")
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)
