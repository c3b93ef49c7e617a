"""What surrounds the words of a class: its lessons' first lines, Binder's files, what git and a trial leave behind."""

import ast
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from kvi_widgets.words.foreign_files import read_file, read_json
from kvi_widgets.words.notebook_files import NO_CODE, read_notebook
from kvi_widgets.words.pack_findings import Finding

BINDER_FILES = ("requirements.txt", "postBuild")
READ = {".toml", ".csv", ".ipynb", ".md", ".json", ".txt", ""}
MOST_READ = 5_000_000  # bytes of a file that is looked through
MERGE_MARK = "<<<<<<< "


def class_findings(folder: Path) -> Iterator[Finding]:
    """What learners would meet of a class besides its words.

    >>> import tempfile
    >>> from kvi_widgets.classes.class_folder import new_class
    >>> list(class_findings(new_class(Path(tempfile.mkdtemp()) / "ours", "en")))
    []
    """
    yield from _binder_findings(folder)
    for part in ("pack", "notebooks", "binder"):
        for path in sorted((folder / part).rglob("*")):
            name = path.relative_to(folder).as_posix()
            if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder)):
                yield Finding("outside_link", name, found=str(path.readlink()) if path.is_symlink() else "")
            elif path.is_file() and path.suffix in READ and path.stat().st_size <= MOST_READ:
                yield from _merge_findings(name, path)
    for path in sorted((folder / "pack" / "labconfig").glob("*.json")):
        yield from _settings_findings(f"pack/labconfig/{path.name}", path)
    for path in sorted((folder / "notebooks").glob("*.ipynb")):
        yield from _lesson_findings(folder, path)
    answers = sorted((folder / "notebooks" / "answers").glob("*.json"))
    yield from (Finding("own_answers", f"notebooks/answers/{path.name}") for path in answers)


def _is_made_by_new(folder: Path) -> bool:
    """Whether its lessons open its own words; kit notebooks beside a pack open the kit's."""
    return (folder / ".kit").is_dir()


def _binder_findings(folder: Path) -> Iterator[Finding]:
    is_for_binder = (folder / "binder").is_dir() or _is_made_by_new(folder)
    for name in BINDER_FILES if is_for_binder else ():
        path = folder / "binder" / name
        if not path.is_file() or not path.stat().st_size:
            yield Finding("no_binder_file", f"binder/{name}")
        elif name == "postBuild" and b"\r\n" in read_file(path, MOST_READ):
            yield Finding("windows_lines", f"binder/{name}")


def _merge_findings(name: str, path: Path) -> Iterator[Finding]:
    for row, line in enumerate(read_file(path, MOST_READ).decode("utf-8", "replace").splitlines(), start=1):
        if line.lstrip(' "').startswith(MERGE_MARK):
            yield Finding("merge_marks", name, row)
            return


def _settings_findings(name: str, path: Path) -> Iterator[Finding]:
    try:
        read_json(read_file(path, MOST_READ))
    except ValueError as error:
        yield Finding("broken_settings", name, getattr(error, "lineno", 0))


def _lesson_findings(folder: Path, path: Path) -> Iterator[Finding]:
    name = f"notebooks/{path.name}"
    with suppress(OSError, ValueError):  # a damaged notebook is told elsewhere
        notebook = read_notebook(path)
        for cell in notebook.code if _is_made_by_new(folder) else ():
            for words in _words_of(cell.source):
                yield from _opening_findings(folder, name, words)
        if any(cell.has_outputs and "try-it" in cell.tags for cell in notebook.cells):
            yield Finding("own_outputs", name)


def _words_of(source: str) -> Iterator[dict[str, Any]]:
    """What a cell names where it opens a workshop: ``{"pack": "../pack"}``."""
    with suppress(*NO_CODE):
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "Workshop.open":
                yield {
                    one.arg: one.value.value for one in node.keywords if one.arg and isinstance(one.value, ast.Constant)
                }


def _opening_findings(folder: Path, name: str, words: dict[str, Any]) -> Iterator[Finding]:
    wanted = folder / "pack"
    pack = words.get("pack")
    if pack is None:
        yield Finding("not_our_words", name, found=f'lang="{words["lang"]}"' if "lang" in words else "Workshop.open()")
    elif Path(str(pack)).is_absolute() or (folder / "notebooks" / str(pack)).resolve() != wanted.resolve():
        yield Finding("not_our_words", name, found=f'pack="{pack}"')
