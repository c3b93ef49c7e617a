"""Give a class a newer kit: what is untouched is replaced, what its teacher has changed stays, and is said."""

import re
import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from kvi_widgets.classes.class_contents import (
    ORIGIN,
    REQUIREMENTS,
    Origin,
    file_sum,
    given_files,
    origin_file,
    read_origin,
)
from kvi_widgets.classes.class_files import MOST_CLASS_BYTES, class_files, unzip_files
from kvi_widgets.classes.class_folder import write
from kvi_widgets.classes.class_shrink import shrunk
from kvi_widgets.classes.commands import RefusedError
from kvi_widgets.classes.kit_wheel import kit_version
from kvi_widgets.classes.pack_schema import SCHEMAS
from kvi_widgets.words.content import languages
from kvi_widgets.words.foreign_files import read_file

ORIGINALS = ".kit/as-given.zip"  # of a class that was made when each still held every word
Files = dict[str, bytes]


class News(NamedTuple):
    """What an update does to a class.

    Attributes
    ----------
    files
        New content of each file that changes; None for one that goes.
    kept
        Files that the kit would give otherwise, and that stay as their teacher has them.
    """

    files: dict[str, bytes | None]
    kept: list[str]


def update_class(folder: Path, *, show: bool = False) -> tuple[News, Path | None]:
    """Bring this kit into a class.

    Parameters
    ----------
    folder
        A class that `class_folder.new_class` has made.
    show
        Work everything out and write nothing.

    Returns
    -------
    News
        What happened, or would happen.
    Path or None
        Where the files lie as they were; None where nothing was written.

    Raises
    ------
    RefusedError
        It is no class, some of it is a link, or its kit is newer; or the disk said no half-way, and the same update
        can be run again.
    """
    found = news(folder)
    if show or not found.files:
        return found, None
    before = folder / ".kit" / f"before-{datetime.now():%Y-%m-%d-%H%M%S}"
    try:
        for name in found.files:
            if (folder / name).is_file():
                write(before / name, read_file(folder / name, MOST_CLASS_BYTES))
        # How files were given is written last: until then, the same update can be run again.
        for name in sorted(found.files, key=[ORIGINALS, ORIGIN].count):
            data = found.files[name]
            if data is None:
                (folder / name).unlink(missing_ok=True)
            else:
                write(folder / name, data)
        _remove_empty_folders(folder / "kit")
    except OSError as error:
        raise RefusedError("half_way", detail=error.strerror or error, path=error.filename, before=before) from error
    return found, before


def news(folder: Path) -> News:
    """Work out what an update of this class would do; nothing is written.

    >>> from kvi_widgets.classes.class_folder import new_class
    >>> news(new_class(Path(tempfile.mkdtemp()) / "ours", "en"))
    News(files={}, kept=[])
    """
    if not (folder / ORIGIN).is_file():
        raise RefusedError("no_class", folder=folder)
    yours = class_files(folder)
    origin, given = _origin(folder, yours)
    new, was = given_files(origin), origin.get("given") or {name: file_sum(data) for name, data in given.items()}
    files: dict[str, bytes | None] = {}
    kept = []
    if "given" not in origin:
        files |= {f"pack/{name}": data for name, data in _small_pack(folder, given, origin["language"]).items()}
        files[ORIGINALS] = None
    for name in sorted((was.keys() | new.keys()) - files.keys()):
        data, there = new.get(name), yours.get(name)
        always = name == REQUIREMENTS or (name.startswith(("kit/", f"{SCHEMAS}/")) and name in new)
        if there == data or (there is None and name in was and not always):
            continue
        if always or there is None or was.get(name) == file_sum(there):
            files[name] = data
        elif was.get(name) != (file_sum(data) if data else None):
            kept.append(name)
    files = {name: data for name, data in files.items() if data != yours.get(name)}
    wanted = origin_file({key: value for key, value in origin.items() if key not in {"kit", "given"}}, new)
    return News(files | {name: data for name, data in wanted.items() if data != yours.get(name)}, kept)


def _small_pack(folder: Path, given: Files, language: str) -> dict[str, bytes | None]:
    with tempfile.TemporaryDirectory() as room:
        for name, data in given.items():
            if name.startswith("pack/"):
                write(Path(room) / name, data)
        return shrunk(folder / "pack", Path(room) / "pack", language)


def _origin(folder: Path, files: Files) -> tuple[Origin, Files]:
    """Where a class comes from; of one that was made when each held every word, also its files as they were given."""
    given: Files = {}
    try:
        origin = read_origin(files)
        if "given" not in origin:
            given = unzip_files(files.get(ORIGINALS, b""))
        version = origin.get("kit") or _kit_in(given)
        is_newer = _numbers(version) > _numbers(kit_version())
    except ValueError as error:
        raise RefusedError("no_class", folder=folder) from error
    if not (folder / "pack").is_dir():
        raise RefusedError("no_pack", folder=folder)
    if origin["language"] not in languages():
        raise RefusedError("no_lessons", language=origin["language"], languages=", ".join(languages()))
    if is_newer:
        raise RefusedError("newer_class", theirs=version, own=kit_version())
    return origin, given


def _kit_in(given: Files) -> str:
    said = re.search(rb'^version = "([\d.]+)"', given.get("kit/pyproject.toml", b""), re.MULTILINE)
    if not said:
        raise ValueError(*given)
    return said[1].decode()


def _numbers(version: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", version)]


def _remove_empty_folders(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()


def update_report(news: News, before: Path | None, words: Mapping[str, str]) -> str:
    """Lines to print after an update, in the words under ``[update]`` of ``commands.toml``.

    >>> words = {"kept": "Kept:", "taken": "New:", "gone": "Gone: {count}", "shown": "Only shown."}
    >>> print(update_report(News({"a.ipynb": b"x"}, ["b.ipynb"]), None, words))
    Kept:
      b.ipynb
    <BLANKLINE>
    New:
      a.ipynb
    <BLANKLINE>
    Only shown.
    """
    if not news.files:
        return words["nothing"]
    taken = [name for name, data in news.files.items() if data is not None and name != ORIGIN]
    gone = len([name for name, data in news.files.items() if data is None])
    parts = [
        [words["kept"], *(f"  {name}" for name in news.kept)] if news.kept else [],
        [words["taken"], *(f"  {name}" for name in taken)] if taken else [],
        [words["gone"].format(count=gone)] if gone else [],
        [words["done"].format(before=before) if before else words["shown"]],
    ]
    return "\n\n".join("\n".join(lines) for lines in parts if lines)
