"""Where the things are that the repository's tests on itself look at."""

from pathlib import Path

import nbformat

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


def cells(path: Path) -> list[nbformat.NotebookNode]:
    """All cells of a notebook."""
    return nbformat.read(path, as_version=4).cells


def code_cells(path: Path) -> list[nbformat.NotebookNode]:
    """Cells of a notebook that hold code."""
    return [cell for cell in cells(path) if cell.cell_type == "code"]
