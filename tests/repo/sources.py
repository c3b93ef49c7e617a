"""Where the things are that the repository's tests on itself look at."""

import json
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "kvi_widgets"
MODULES = sorted(PACKAGE.rglob("*.py"))
SCRIPTS = sorted(PACKAGE.rglob("*.js"))
STYLES = sorted(PACKAGE.rglob("*.css"))
TEMPLATES = sorted(PACKAGE.rglob("*.j2"))


def notebooks(language: str = "*") -> list[Path]:
    """Notebooks of a language, in the order of the course."""
    return sorted((ROOT / "notebooks").glob(f"{language}/*.ipynb"))


def lessons(language: str = "*") -> list[Path]:
    """Notebooks of the learners; those from 90 on are for teachers."""
    return [path for path in notebooks(language) if not path.name.startswith("9")]


class Cell(NamedTuple):
    """What the tests look at; nbformat has more, and takes two seconds to import."""

    id: str
    cell_type: str
    source: str
    metadata: dict
    execution_count: int | None
    outputs: list[dict]


def cells(path: Path) -> list[Cell]:
    """All cells of a notebook."""
    return [
        Cell(
            one["id"],
            one["cell_type"],
            "".join(one["source"]),
            one["metadata"],
            one.get("execution_count"),
            one.get("outputs", []),
        )
        for one in json.loads(path.read_text("utf-8"))["cells"]
    ]


def code_cells(path: Path) -> list[Cell]:
    """Cells of a notebook that hold code."""
    return [cell for cell in cells(path) if cell.cell_type == "code"]
