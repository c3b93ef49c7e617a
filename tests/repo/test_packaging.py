"""The wheel holds all that a learner needs: code, front ends, words, examples, the French interface."""

import json
import subprocess
import sys
import zipfile

import pytest

from .sources import MODULES, PACKAGE, ROOT, SCRIPTS, STYLES


@pytest.fixture(scope="module")
def names(tmp_path_factory):
    """Names of the files in the wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(ROOT)]
    subprocess.run(command, check=True)
    [wheel] = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


def test_all_code_is_in_it(names):
    wanted = {path.relative_to(ROOT).as_posix() for path in [*MODULES, *SCRIPTS, *STYLES]}
    assert wanted - set(names) == set()


def test_all_data_is_in_it(names):
    files = [path for path in (ROOT / "data").rglob("*") if path.is_file()]
    assert {f"{PACKAGE.name}/{path.relative_to(ROOT).as_posix()}" for path in files} - set(names) == set()


def test_the_french_interface_is_in_it(names):
    assert [name for name in names if "/share/jupyter/lab/settings/overrides.d/" in name]


def test_nothing_else_is_in_it(names):
    own = f"{PACKAGE.name}/"
    strangers = [name for name in names if not name.startswith(own) and ".dist-info/" not in name]
    assert [name for name in strangers if "/share/jupyter/lab/settings/" not in name] == []
    assert [name for name in names if name.endswith((".pyc", ".ipynb"))] == []


@pytest.mark.parametrize("pack", sorted((ROOT / "data").glob("*/pack.toml")), ids=lambda path: path.parent.name)
def test_every_language_sets_the_menus_and_switches_news_off(pack):
    settings = json.loads((pack.parent / "labconfig" / "default_setting_overrides.json").read_text("utf-8"))
    assert settings["@jupyterlab/translation-extension:plugin"]["locale"]
    assert settings["@jupyterlab/apputils-extension:notification"] == {"fetchNews": "false", "checkForUpdates": False}
