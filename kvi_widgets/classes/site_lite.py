"""A site that gives the workshop in the browser alone: JupyterLite, whose lessons open by themselves."""

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from jupyter_core.paths import jupyter_path

from kvi_widgets.classes.class_files import class_files, part
from kvi_widgets.classes.class_folder import write
from kvi_widgets.classes.commands import RefusedError
from kvi_widgets.classes.site_python import AT_START, LOCK, put_python, pyodide_lock
from kvi_widgets.classes.trusted_lessons import noted_folder
from kvi_widgets.words.content import DATA, Content, languages
from kvi_widgets.words.foreign_files import read_file, read_json

APP = "lab"  # the application of JupyterLite that shows lessons, and the folder of its page
KERNEL = "@jupyterlite/pyodide-kernel-extension"
EXTENSIONS = (KERNEL, "@jupyter-widgets/jupyterlab-manager", "anywidget", "jupyterlab-plotly", "kvi-lessons")
MENUS = "labconfig/default_setting_overrides.json"
MOST_MENUS = 100_000  # bytes
PYTHON = "static/pyodide"
SETTINGS = "jupyter-lite.json"


class Door(NamedTuple):
    """Where a site gives the lessons of one content pack: the address of the first one, from the site's own."""

    content: Content
    address: str


def make_site(out: Path, pyodide: Path, folder: Path | None = None) -> list[Door]:
    """Write a site of static files, all but its first page.

    Parameters
    ----------
    out
        The folder to make.
    pyodide
        Pyodide's distribution, unpacked.
    folder
        A class; by default the kit's own lessons in all its languages.

    Returns
    -------
    list of Door
        One for each content pack.

    Raises
    ------
    RefusedError
        The folder is there already, there are no lessons, or something is missing that a site needs.
    ContentError
        The words of the class cannot be used.
    OSError
        The disk is full or may not be written, or a package cannot be had.

    Examples
    --------
    >>> try:
    ...     make_site(Path(), Path("pyodide"))
    ... except RefusedError as refusal:
    ...     refusal.reason
    'is_there'
    """
    if out.exists():
        raise RefusedError("is_there", folder=out)
    lock = pyodide_lock(pyodide)
    packs = {"notebooks": folder / "pack"} if folder else {f"notebooks/{one}": DATA / one for one in languages()}
    contents = {place: Content(pack) for place, pack in packs.items()}
    with tempfile.TemporaryDirectory() as name:
        room = Path(name)
        for file, data in _shown_files(folder).items():
            write(room / "contents" / file, data)
        known = {f"/{place}": noted_folder(room / "contents" / place, content) for place, content in contents.items()}
        write(room / SETTINGS, _bytes({"jupyter-lite-schema-version": 0, "jupyter-config-data": _settings(known)}))
        _build(room, out)
    put_python(out / PYTHON, pyodide, lock, out / "extensions" / KERNEL / "static" / "pypi", next(iter(languages())))
    return [_door(out, place, content) for place, content in contents.items()]


def _shown_files(folder: Path | None) -> dict[str, bytes]:
    """Files that learners find on the site: lessons, and the words of a class."""
    places = {"": folder / "notebooks"} if folder else {f"{one}/": part("notebooks") / one for one in languages()}
    words = class_files(folder / "pack") if folder else {}
    lessons = {
        f"notebooks/{place}{name}": _for_pages(data)
        for place, notebooks in places.items()
        for name, data in class_files(notebooks).items()
        if name.endswith(".ipynb")
    }
    return lessons | {f"pack/{name}": data for name, data in words.items()}


def _for_pages(notebook: bytes) -> bytes:
    """A notebook whose kernel is that of JupyterLite, which would write its name into it anyway."""
    try:
        read = read_json(notebook)
        read["metadata"]["kernelspec"] = {"name": "python", "display_name": "Python", "language": "python"}
    except (ValueError, KeyError, TypeError):  # damaged: `check` tells
        return notebook
    return _bytes(read)


def _settings(known: dict[str, Any]) -> dict[str, Any]:
    python = {"pyodideUrl": f"./{PYTHON}/pyodide.js", "disablePyPIFallback": True}
    python["loadPyodideOptions"] = {"lockFileURL": f"./{PYTHON}/{LOCK}", "packages": AT_START}
    return {
        "exposeAppInBrowser": True,
        "mode": "single-document",
        "notebookPage": "notebooks",  # else the lesson is taken out of the tab's address: a reload opens nothing
        "kviLessons": json.dumps({"folders": known}),
        "settingsOverrides": {
            # Else this JupyterLab takes cells that are out of sight out of the page, and a form with them.
            "@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"},
            "@jupyterlab/apputils-extension:themes": {"adaptive-theme": True},  # dark where the visitor's system is
        },
        "litePluginSettings": {f"{KERNEL}:kernel": python},
    }


def _build(room: Path, out: Path) -> None:
    """Let JupyterLite write its files, with those extensions alone that lessons need."""
    found = {name: _extension(name) for name in EXTENSIONS}
    own = {"federated_extensions": list(found.values()), "ignore_sys_prefix": ["federated_extensions"]}
    write(room / "jupyter_lite_config.json", _bytes({"LiteBuildConfig": own}))
    command = [sys.executable, "-m", "jupyterlite_core", "build", "--contents", room / "contents", "--apps", APP]
    command += ["--output-dir", out.resolve(), "--no-libarchive", "--no-sourcemaps", "--no-unused-shared-packages"]
    ran = subprocess.run(command, cwd=room, check=False, capture_output=True, text=True)  # noqa: S603  our own words
    if ran.returncode:
        raise OSError(0, (ran.stderr or ran.stdout).strip()[-2000:], "jupyterlite_core")


def _extension(name: str) -> str:
    places = [Path(folder, name) for folder in jupyter_path("labextensions")]
    found = next((place for place in places if (place / "package.json").is_file()), None)
    if not found:
        raise RefusedError("no_extension", name=name)
    return str(found)


def _door(out: Path, place: str, content: Content) -> Door:
    """A page of the application in the language of these lessons, beside the one of JupyterLite."""
    page = (out / APP / "index.html").read_text("utf-8").replace("../", "../../")
    page = page.replace('data-jupyter-lite-root=".."', 'data-jupyter-lite-root="../.."')
    room = out / APP / content.language
    write(room / "index.html", page.encode())
    shutil.copyfile(out / APP / "jupyter-lite.ipynb", room / "jupyter-lite.ipynb")  # asked for in every folder
    menus = read_json(read_file(content.folder / MENUS, MOST_MENUS)) if (content.folder / MENUS).is_file() else {}
    said = {"settingsOverrides": menus, "settingsUrl": "../../build/schemas", "appName": content.words("pack")["title"]}
    write(room / SETTINGS, _bytes({"jupyter-lite-schema-version": 0, "jupyter-config-data": said}))
    first = content.words("pack")["steps"][0]["notebook"]
    return Door(content, f"{APP}/{content.language}/index.html?path={quote(f'{place}/{first}')}")


def _bytes(settings: dict[str, Any]) -> bytes:
    return json.dumps(settings, ensure_ascii=False, indent=1).encode()
