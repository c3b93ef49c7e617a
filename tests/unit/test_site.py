"""A site is made of a class or of the kit: whole, with lessons that open by themselves, or refused in plain words."""

import hashlib
import json
import subprocess
import sys

import pytest

from kvi_widgets.__main__ import main
from kvi_widgets.classes import site_lite, site_python
from kvi_widgets.classes.class_folder import new_class
from kvi_widgets.classes.commands import RefusedError, command_words
from kvi_widgets.classes.site_python import AT_START, CORE, EMPTY_PACKAGES, FROM_PYODIDE, LOCK, PYODIDE

PAGE = '<link href="../build/lab/bundle.js"><script data-jupyter-lite-root=".."></script>'


def package(name, *needs):
    return {"name": name, "file_name": f"{name}-1-py3-none-any.whl", "depends": list(needs), "imports": [name]}


@pytest.fixture
def pyodide(tmp_path):
    """A distribution with nothing in its files."""
    folder = tmp_path / "pyodide"
    folder.mkdir()
    packages = {name: package(name) for name in FROM_PYODIDE} | {"ipython": package("ipython", "pygments", "gone")}
    packages |= {"pygments": package("pygments"), "gone": package("gone"), "scipy": package("scipy")}
    for name in (*CORE, *(one["file_name"] for one in packages.values() if one["name"] != "gone")):
        (folder / name).write_bytes(b"")
    (folder / LOCK).write_text(json.dumps({"info": {"version": PYODIDE}, "packages": packages}), "utf-8")
    return folder


@pytest.fixture
def given(monkeypatch):
    """JupyterLite and PyPI are not asked; what they were given is kept."""
    kept = {}

    def build(room, out):
        kept["settings"] = json.loads((room / "jupyter-lite.json").read_text("utf-8"))["jupyter-config-data"]
        contents = room / "contents"
        kept["files"] = {path.relative_to(contents).as_posix() for path in contents.rglob("*") if path.is_file()}
        kernel = out / "extensions" / site_lite.KERNEL / "static" / "pypi"
        kernel.mkdir(parents=True)
        for name in ("ipykernel-6-py3-none-any.whl", "piplite-1-py3-none-any.whl", "pyodide_kernel-1-py3-none-any.whl"):
            (kernel / name).write_bytes(b"")
        (out / "lab").mkdir()
        (out / "lab" / "index.html").write_text(PAGE, "utf-8")
        (out / "lab" / "jupyter-lite.ipynb").write_text("{}", "utf-8")

    def download(room):
        for name in site_python.FROM_PYPI:
            (room / f"{name.replace('-', '_')}-1-py3-none-any.whl").write_bytes(b"")
        return sorted(room.glob("*.whl"))

    monkeypatch.setattr(site_lite, "_build", build)
    monkeypatch.setattr(site_python, "_download", download)
    monkeypatch.setattr(site_python, "_compile", lambda place: [one.write_bytes(b"c") for one in place.glob("*.whl")])
    return kept


def test_a_site_of_the_kit_has_a_door_for_each_language(tmp_path, pyodide, given, capsys):
    out = tmp_path / "site"
    assert main(["site", str(out), "--pyodide", str(pyodide), "--lang", "en"]) == 0
    assert str(out) in capsys.readouterr().out
    welcome = (out / "index.html").read_text("utf-8")
    for lang, first in (("fr", "00_bienvenue"), ("en", "00_welcome")):
        assert f'href="lab/{lang}/index.html?path=notebooks/{lang}/{first}.ipynb"' in welcome
        page = (out / "lab" / lang / "index.html").read_text("utf-8")
        assert page == PAGE.replace("..", "../..")
        settings = json.loads((out / "lab" / lang / "jupyter-lite.json").read_text("utf-8"))["jupyter-config-data"]
        assert settings["settingsOverrides"]["@jupyterlab/translation-extension:plugin"]["locale"].startswith(lang)
    assert 'id="jupyter-config-data"' in welcome  # without it no lesson below it opens


def test_lessons_of_a_site_are_known_in_it_with_the_kernel_that_is_there(tmp_path, pyodide, given):
    site_lite.make_site(tmp_path / "site", pyodide)
    known = json.loads(given["settings"]["kviLessons"])["folders"]
    assert set(known) == {"/notebooks/fr", "/notebooks/en"}
    assert {lesson["kernel"] for folder in known.values() for lesson in folder["lessons"].values()} == {"python"}
    assert "notebooks/fr/91_guide.ipynb" in given["files"]


def test_a_class_makes_its_site_where_it_lies(tmp_path, pyodide, given, monkeypatch):
    ours = new_class(tmp_path / "ours", "en")
    (ours / "pack" / "welcome_page.toml").write_text('title = "Our garden"\n', "utf-8")
    (ours / "notebooks" / "answers").mkdir()
    (ours / "notebooks" / "answers" / "mine.json").write_text("{}", "utf-8")
    monkeypatch.chdir(ours)
    assert main(["site", str(tmp_path / "site"), "--pyodide", str(pyodide)]) == 0
    welcome = (tmp_path / "site" / "index.html").read_text("utf-8")
    assert "Our garden" in welcome
    assert 'href="lab/en/index.html?path=notebooks/00_welcome.ipynb"' in welcome
    assert {"pack/pack.toml", "notebooks/00_welcome.ipynb"} <= given["files"]
    assert [name for name in given["files"] if "answers" in name or name.startswith("kit/")] == []


def test_python_is_there_with_the_kit_and_nothing_that_lessons_do_not_need(tmp_path, pyodide, given):
    site_lite.make_site(tmp_path / "site", pyodide)
    python = tmp_path / "site" / site_lite.PYTHON
    packages = json.loads((python / LOCK).read_text("utf-8"))["packages"]
    assert all((python / one["file_name"]).is_file() for one in packages.values())
    assert {name.replace("_", "-") for name in AT_START} <= set(packages)
    assert {one["sha256"] for one in packages.values()} == {hashlib.sha256(b"c").hexdigest()}  # of what was compiled
    assert packages["ipython"]["depends"] == ["pygments"]  # what is not there is not waited for
    assert "scipy" not in packages
    ahead, first = ["kvi-widgets"], set()
    while ahead:
        first.add(ahead[-1])
        ahead += packages[ahead.pop()]["depends"]
    assert "pandas" in first
    assert "plotly" not in first  # ten megabytes: they wait for a cell that asks


def test_the_kit_needs_nothing_that_a_site_leaves_empty():
    code = f"import sys; sys.modules |= dict.fromkeys({EMPTY_PACKAGES}); import kvi_widgets"
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize(
    ("left_out", "reason"),
    [(LOCK, "no_pyodide"), ("pyodide.js", "no_pyodide"), ("numpy-1-py3-none-any.whl", "no_package")],
)
def test_a_distribution_that_lacks_something_is_refused_before_anything_is_made(tmp_path, pyodide, left_out, reason):
    (pyodide / left_out).unlink()
    with pytest.raises(RefusedError, match=reason):
        site_lite.make_site(tmp_path / "site", pyodide)
    assert not (tmp_path / "site").exists()


def test_a_folder_that_is_there_is_left_alone_and_said_so(tmp_path, pyodide, capsys):
    assert main(["site", str(tmp_path), "--pyodide", str(pyodide), "--lang", "en"]) == 1
    assert capsys.readouterr().err.strip() == command_words("en")["refusals"]["is_there"].format(folder=tmp_path)


def test_another_pyodide_is_refused(tmp_path, pyodide, given):
    lock = json.loads((pyodide / LOCK).read_text("utf-8"))
    (pyodide / LOCK).write_text(json.dumps(lock | {"info": {"version": "314.0.7"}}), "utf-8")
    with pytest.raises(RefusedError, match="no_pyodide"):
        site_lite.make_site(tmp_path / "site", pyodide)


def test_an_extension_that_is_not_installed_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(site_lite, "jupyter_path", lambda _: [])
    with pytest.raises(RefusedError, match="no_extension"):
        site_lite._build(tmp_path, tmp_path / "site")
