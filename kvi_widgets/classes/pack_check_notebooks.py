"""Run the notebooks of a class as learners do, one by one, with nbval."""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree as ET

from kvi_widgets.words.notebook_files import first_words, read_notebook
from kvi_widgets.words.pack_findings import Finding

AT_ONCE = 2  # each takes a processor and 100 MB
CELL_SECONDS, SECONDS = 60, 300
COLOURS = re.compile(r"(?:\x1b|#x1B)\[[0-9;]*m")  # the second is how JUnit writes it


def can_run() -> bool:
    """Whether nbval and pytest are installed; learners do without."""
    return all(find_spec(name) for name in ("pytest", "nbval"))


def notebook_findings(folder: Path) -> Iterator[tuple[str, list[Finding]]]:
    """Run every notebook of a folder, without answers, and tell which cells fail; stored results do not count.

    Yields
    ------
    tuple
        Name of a notebook, and what is wrong in it: as soon as it and those before it have run.

    Examples
    --------
    >>> import tempfile
    >>> list(notebook_findings(Path(tempfile.mkdtemp())))
    []
    """
    with ThreadPoolExecutor(AT_ONCE) as pool:
        paths = sorted(folder.glob("*.ipynb"))
        yield from zip([path.name for path in paths], pool.map(_run, paths), strict=True)


def _run(path: Path) -> list[Finding]:
    with tempfile.TemporaryDirectory() as folder:
        report, settings = Path(folder) / "report.xml", Path(folder) / "pytest.ini"
        settings.write_text("[pytest]\n", "utf-8")  # not those of a folder above
        command = [
            sys.executable,
            "-m",
            "pytest",
            "--nbval-lax",
            "--noconftest",
            "--nbval-current-env",
            f"--nbval-cell-timeout={CELL_SECONDS}",
            f"--junit-xml={report}",
            "--rootdir",
            folder,
            "-c",
            str(settings),
            "-p",
            "no:cacheprovider",
            "-q",
            path.name,
        ]
        environment = os.environ | {"KVI_ANSWERS": str(Path(folder) / "answers.json"), "PYTEST_ADDOPTS": ""}
        try:
            ran = subprocess.run(  # noqa: S603
                command,
                cwd=path.parent,
                env=environment,
                capture_output=True,
                text=True,
                encoding="utf-8",
                errors="replace",
                timeout=SECONDS,
                check=False,
            )
        except (subprocess.TimeoutExpired, OSError) as error:
            return [_finding(path, "", type(error).__name__)]
        if report.exists():
            return _failed(path, ET.parse(report).getroot())  # noqa: S314  our own file, a moment old
        return [_finding(path, "", _last_line(ran.stdout + ran.stderr))]


def _failed(path: Path, report: ET.Element) -> list[Finding]:
    """Cells that fail; later ones that only miss what an earlier one should have made are left out."""
    names, found = _cell_names(path), []
    for case in report.iter("testcase"):
        failure = next((element for element in case if element.tag in {"failure", "error"}), None)
        if failure is not None:
            number = re.search(r"\d+$", case.get("name", ""))
            cell = names[int(number[0])] if number and int(number[0]) < len(names) else ""
            said = _last_line(failure.text or failure.get("message", ""))
            if not found or not said.startswith("NameError"):
                found.append(_finding(path, cell, said))
    return found


def _cell_names(path: Path) -> list[str]:
    with suppress(OSError, ValueError):  # a damaged notebook is told without its cells
        return [first_words(cell.source) for cell in read_notebook(path).code]
    return []


def _finding(path: Path, cell: str, said: str) -> Finding:
    return Finding("failed_notebook", f"{path.parent.name}/{path.name}", column=cell, found=said)


def _last_line(text: str) -> str:
    lines = [line.strip() for line in COLOURS.sub("", text).splitlines() if line.strip()]
    return lines[-1] if lines else ""
