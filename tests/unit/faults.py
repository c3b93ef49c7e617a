"""What tests of damage share: small answer files, whole programs, and what lies in a folder."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kvi_widgets.model.data_package import dump, to_package
from kvi_widgets.model.tables import columns

ABOUT = {"language": "fr", "workshop": "abc123"}
ASIDE = "{stem}.bad-{when}.json"

not_on_windows = pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals, permissions and pipes")


def kvi(number, text="they dare", **cells):
    """Row of the table of KVI."""
    return dict.fromkeys(columns("kvi"), "") | {"id": f"kvi-{number}", "text": text} | cells


def package(rows=(), **tables):
    """Answer file that holds these KVI, and these rows of other tables."""
    tables = {"kvi": list(rows), **tables}
    return to_package(tables, ABOUT)


def write(path, content):
    """Put bytes, text or a package on disk as another program would."""
    content = dump(content) if isinstance(content, dict) else content
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def texts(workshop):
    """Every KVI's text, by id."""
    return dict(zip(workshop.kvi["id"], workshop.kvi["text"], strict=True))


def start(code, *args):
    """Another process, as a second kernel is one, that runs this code."""
    command = [sys.executable, "-c", code, *map(str, args)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def run(code, *args):
    """Exit code of a process that runs this code."""
    process = start(code, *args)
    process.communicate(timeout=60)
    return process.returncode


def tree(folder):
    """Every file in a folder, with its content."""
    return {path: path.read_bytes() for path in Path(folder).rglob("*") if path.is_file()}
