"""The wheel holds all that a learner needs, and all that a class of one's own is made of."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from email import message_from_bytes
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from .sources import MODULES, PACKAGE, ROOT, SCRIPTS, STYLES, TEMPLATES, notebooks


def installed(source: Path, folder: Path) -> Path:
    """Folder with the files of the wheel that is built from this source."""
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(source)]
    subprocess.run(command, check=True)
    [wheel] = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "installed")
    return folder / "installed"


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, with its name."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def needs(folder: Path) -> set[Requirement]:
    """What the kit in this folder asks for, its extras too."""
    [about] = folder.glob("*.dist-info/METADATA")
    return {Requirement(line) for line in message_from_bytes(about.read_bytes()).get_all("Requires-Dist")}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """A checkout in which somebody has worked, built and installed."""
    source, folder = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    left = shutil.ignore_patterns(".git", ".venv*", ".*_cache", "__pycache__", "output", ".hypothesis")
    shutil.copytree(ROOT, source, ignore=left, dirs_exist_ok=True)
    for name in ("notebooks/en/answers/mine.json", "notebooks/en/.ipynb_checkpoints/00.ipynb"):
        (source / name).parent.mkdir(exist_ok=True)
        (source / name).write_text("{}", "utf-8")
    return installed(source, folder)


@pytest.fixture(scope="module")
def names(wheel):
    """Names of the files in the wheel."""
    return list(contents(wheel))


@pytest.mark.slow
def test_all_code_is_in_it(names):
    wanted = {path.relative_to(ROOT).as_posix() for path in [*MODULES, *SCRIPTS, *STYLES, *TEMPLATES]}
    assert wanted - set(names) == set()


@pytest.mark.slow
def test_all_data_is_in_it(names):
    files = [path for path in (ROOT / "data").rglob("*") if path.is_file()]
    assert {f"{PACKAGE.name}/{path.relative_to(ROOT).as_posix()}" for path in files} - set(names) == set()


@pytest.mark.slow
def test_the_french_interface_is_in_it(names):
    assert [name for name in names if "/share/jupyter/lab/settings/overrides.d/" in name]


@pytest.mark.slow
def test_nothing_else_is_in_it(names):
    own = f"{PACKAGE.name}/"
    strangers = [name for name in names if not name.startswith(own) and ".dist-info/" not in name]
    elsewhere = (
        "/share/jupyter/lab/settings/",
        "/share/jupyter/labextensions/kvi-lessons/",
        "/jupyter_server_config.json",
    )
    assert [name for name in strangers if not any(place in name for place in elsewhere)] == []
    lessons = {f"{own}{path.relative_to(ROOT).as_posix()}" for path in notebooks()}
    assert {name for name in names if name.endswith((".pyc", ".ipynb", ".png"))} == lessons
    assert [name for name in names if "answers/" in name] == []


@pytest.mark.slow
def test_a_class_made_from_the_wheel_is_the_one_made_from_here(wheel, tmp_path):
    for name, source in (("here", ROOT), ("installed", wheel)):
        command = [sys.executable, "-m", "kvi_widgets", "new", str(tmp_path / name), "--from", "en"]
        subprocess.run(command, check=True, env={**os.environ, "PYTHONPATH": str(source)}, cwd=tmp_path)
    assert contents(tmp_path / "here") == contents(tmp_path / "installed")


@pytest.mark.slow
def test_the_kit_in_a_class_is_the_wheel_that_we_hand_out_and_makes_the_same_class_again(wheel, tmp_path):
    kit, made, again = tmp_path / "kit", tmp_path / "made", tmp_path / "again"
    for folder, source in ((made, wheel), (again, kit)):
        command = [sys.executable, "-m", "kvi_widgets", "new", str(folder), "--from", "fr"]
        subprocess.run(command, check=True, env={**os.environ, "PYTHONPATH": str(source)}, cwd=tmp_path)
        [carried] = (made / "kit").glob("*.whl")
        with zipfile.ZipFile(carried) as archive:
            archive.extractall(kit)
    assert contents(made) == contents(again)
    ours, handed_out = (
        {name: data for name, data in contents(folder).items() if ".dist-info/" not in name} for folder in (kit, wheel)
    )
    assert ours == handed_out
    assert needs(kit) == needs(wheel)


@pytest.mark.slow
def test_the_kit_in_a_class_installs_without_a_network(tmp_path):
    made, room = tmp_path / "made", tmp_path / "room"
    subprocess.run([sys.executable, "-m", "kvi_widgets", "new", str(made)], check=True, cwd=ROOT)
    [pin] = [line for line in (made / "binder/requirements.txt").read_text("utf-8").splitlines() if line[:2] == "./"]
    (made / "pin.txt").write_text(pin, "utf-8")
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--require-hashes"]
    subprocess.run([*command, "--target", str(room), "-r", "pin.txt"], check=True, cwd=made)
    assert {"kvi_widgets", "share", "etc"} <= {path.name for path in room.iterdir()}


@pytest.mark.parametrize("pack", sorted((ROOT / "data").glob("*/pack.toml")), ids=lambda path: path.parent.name)
def test_every_language_sets_the_menus_and_switches_news_off(pack):
    settings = json.loads((pack.parent / "labconfig" / "default_setting_overrides.json").read_text("utf-8"))
    assert settings["@jupyterlab/translation-extension:plugin"]["locale"]
    assert settings["@jupyterlab/apputils-extension:notification"] == {"fetchNews": "false", "checkForUpdates": False}
