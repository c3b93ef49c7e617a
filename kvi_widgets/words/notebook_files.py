"""Read notebooks of a class: what stands in their cells, or that they are none."""

from pathlib import Path
from typing import Any, NamedTuple

from kvi_widgets.words.foreign_files import read_file, read_json

MOST_NOTEBOOK_BYTES = 50_000_000  # with pictures in its results
NO_CODE = (SyntaxError, ValueError, RecursionError, MemoryError)  # how Python says that a cell cannot be read


class NotebookCell(NamedTuple):
    """What the kit looks at of a cell."""

    name: str
    kind: str
    source: str
    tags: list[str]
    has_outputs: bool


class Notebook(NamedTuple):
    """What the kit looks at of a notebook."""

    kernel: str
    cells: list[NotebookCell]

    @property
    def code(self) -> list[NotebookCell]:
        """Cells that are run."""
        return [cell for cell in self.cells if cell.kind == "code"]


def read_notebook(path: Path) -> Notebook:
    """Read a notebook of which nobody knows who made it.

    Raises
    ------
    OSError
        It cannot be read.
    ValueError
        It is no notebook, or a damaged one.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "a.ipynb"
    >>> _ = path.write_text('{"cells": [{"cell_type": "code", "source": ["1 +", " 1"]}]}')
    >>> read_notebook(path).cells[0].source
    '1 + 1'
    """
    try:
        data = read_file(path, MOST_NOTEBOOK_BYTES)
        notebook = read_json(data) if len(data) <= MOST_NOTEBOOK_BYTES else {}
        kernel = notebook.get("metadata", {}).get("kernelspec", {}).get("name", "python3")
        return Notebook(kernel, [_cell(cell) for cell in notebook["cells"]])
    except (KeyError, TypeError, AttributeError) as error:  # something in it is not where notebooks have it
        raise ValueError(path.name) from error


def _cell(cell: dict[str, Any]) -> NotebookCell:
    tags = [str(tag) for tag in cell.get("metadata", {}).get("tags", [])]
    source = "".join(cell["source"])
    return NotebookCell(str(cell.get("id", "")), cell["cell_type"], source, tags, bool(cell.get("outputs")))


def first_words(source: str) -> str:
    r"""By what a person finds a cell again: the first line that stands in it.

    >>> first_words("\nKviStep(workshop)\n2")
    'KviStep(workshop)'
    """
    return source.strip().partition("\n")[0].strip()
