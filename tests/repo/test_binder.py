"""Binder would build what we mean, of the kit and of a class, and its links open a notebook that exists."""

import json
import os
import re
import subprocess
import sys
from urllib.parse import parse_qs, urlsplit

import pytest

from kvi_widgets.classes.class_folder import new_class

from .sources import ROOT

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Binder's own program runs on Linux and macOS only")
LINK = re.compile(r"https://mybinder\.org/v2/[^\s)\"'>]+")
READMES = sorted(path.name for path in ROOT.glob("README*.md"))


@pytest.fixture(scope="module")
def a_class(tmp_path_factory):
    """An English class, as a teacher makes it."""
    return new_class(tmp_path_factory.mktemp("classes") / "ours", "en", "me/ours")


@pytest.fixture(scope="module", params=["kit", "class"])
def dockerfile(request, a_class):
    folder = a_class if request.param == "class" else ROOT
    command = [sys.executable, "-m", "repo2docker", "--no-build", "--debug", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return done.stdout + done.stderr


def opened(link: str) -> str:
    """Path of the notebook that a Binder link opens."""
    [url] = parse_qs(urlsplit(link).query)["urlpath"]
    start, tree, path = url.partition("doc/tree/")
    assert (start, tree) == ("", "doc/tree/"), f"{url} does not open a lesson alone in JupyterLab"
    return path


@pytest.mark.slow
def test_python_is_the_one_that_we_name(dockerfile):
    assert "environment for python=3.12" in dockerfile


@pytest.mark.slow
def test_the_lock_file_is_installed(dockerfile):
    assert re.search(r"pip install --no-cache-dir -r \"binder/requirements\.txt\"", dockerfile)


@pytest.mark.slow
def test_the_kit_is_installed_after_the_repository_is_there(dockerfile):
    assert dockerfile.index("COPY --chown=0:0 src/ ") < dockerfile.index("RUN ./binder/postBuild")


@pytest.mark.parametrize("of", ["kit", "class"])
def test_postbuild_can_be_run_and_stops_at_the_first_error(of, a_class):
    script = (a_class if of == "class" else ROOT) / "binder" / "postBuild"
    lines = script.read_text("utf-8").splitlines()
    assert script.stat().st_mode & 0o111
    assert lines[0] == "#!/bin/bash"
    assert lines[1].startswith("set -e")
    assert of == "class" or any("pip install" in line and "--no-deps ." in line for line in lines)


def test_postbuild_of_a_class_sets_its_menus(a_class, tmp_path):
    for name, line in (("pip", 'echo "$0 $@"'), ("jupyter", 'echo "$0 $@"'), ("python", f'echo "{tmp_path}"')):
        (tmp_path / name).write_text(f"#!/bin/sh\n{line}\n", "utf-8")
        (tmp_path / name).chmod(0o755)
    done = subprocess.run(
        ["./binder/postBuild"],
        cwd=a_class,
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"},
    )
    assert done.stdout.count(".ipynb") == len(list((a_class / "notebooks").glob("*.ipynb")))
    [settings] = (tmp_path / "etc/jupyter/labconfig").iterdir()
    assert json.loads(settings.read_text("utf-8"))["@jupyterlab/translation-extension:plugin"]["locale"] == "en"


@pytest.mark.parametrize("readme", READMES)
def test_binder_link_opens_the_welcome_notebook_of_that_language(readme):
    links = LINK.findall((ROOT / readme).read_text("utf-8"))
    english = readme == "README.md" and (ROOT / "notebooks" / "en").exists()
    folder = ROOT / "notebooks" / ("en" if english else "fr")
    assert [opened(link) for link in links] == [str(path.relative_to(ROOT)) for path in folder.glob("00_*.ipynb")]


def test_links_are_decoded_as_binder_does():
    link = "https://mybinder.org/v2/gh/someone/kit/main?urlpath=doc%2Ftree%2Fnotebooks%2Ffr%2F00_a.ipynb"
    assert opened(link) == "notebooks/fr/00_a.ipynb"
