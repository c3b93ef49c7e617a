"""Binder would build what we mean, and its links open a notebook that exists."""

import re
import subprocess
import sys
from urllib.parse import parse_qs, urlsplit

import pytest

from .sources import ROOT

LINK = re.compile(r"https://mybinder\.org/v2/[^\s)\"'>]+")
READMES = sorted(path.name for path in ROOT.glob("README*.md"))


@pytest.fixture(scope="module")
def dockerfile():
    command = [sys.executable, "-m", "repo2docker", "--no-build", "--debug", str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return done.stdout + done.stderr


def opened(link: str) -> str:
    """Path of the notebook that a Binder link opens."""
    [url] = parse_qs(urlsplit(link).query)["urlpath"]
    start, tree, path = url.partition("lab/tree/")
    assert (start, tree) == ("", "lab/tree/"), f"{url} does not open JupyterLab"
    return path


def test_python_is_the_one_that_we_name(dockerfile):
    assert "environment for python=3.12" in dockerfile


def test_the_lock_file_is_installed(dockerfile):
    assert re.search(r"pip install --no-cache-dir -r \"binder/requirements\.txt\"", dockerfile)


def test_the_kit_is_installed_after_the_repository_is_there(dockerfile):
    assert dockerfile.index("COPY --chown=0:0 src/ ") < dockerfile.index("RUN ./binder/postBuild")


def test_postbuild_can_be_run_and_stops_at_the_first_error():
    script = ROOT / "binder" / "postBuild"
    lines = script.read_text("utf-8").splitlines()
    assert script.stat().st_mode & 0o111
    assert lines[0] == "#!/bin/bash"
    assert lines[1].startswith("set -e")
    assert any("pip install" in line and "--no-deps ." in line for line in lines)


@pytest.mark.parametrize("readme", READMES)
def test_binder_link_opens_the_welcome_notebook_of_that_language(readme):
    links = LINK.findall((ROOT / readme).read_text("utf-8"))
    english = readme == "README.md" and (ROOT / "notebooks" / "en").exists()
    folder = ROOT / "notebooks" / ("en" if english else "fr")
    assert [opened(link) for link in links] == [
        str(path.relative_to(ROOT)) for path in folder.glob("00_*.ipynb")]


def test_links_are_decoded_as_binder_does():
    link = "https://mybinder.org/v2/gh/someone/kit/main?urlpath=lab%2Ftree%2Fnotebooks%2Ffr%2F00_a.ipynb"
    assert opened(link) == "notebooks/fr/00_a.ipynb"
