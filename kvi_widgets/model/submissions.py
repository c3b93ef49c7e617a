"""What a class has handed in: answer files and pages in a folder or a zip, named as learning platforms name them.

Nothing is renamed, changed or unpacked to the disk. A zip is read as a folder is, a zip in a zip too.
"""

import os
import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from itertools import takewhile
from lzma import LZMAError
from pathlib import Path
from time import mktime
from typing import IO, NamedTuple

from kvi_widgets.model.data_package import MOST_BYTES, AnswerFileError
from kvi_widgets.words.foreign_files import open_file

MOST_SUBMISSIONS = 10_000
MOST_BYTES_IN_ALL = 1_000_000_000
MOST_ZIP_BYTES = 200_000_000  # of a zip inside a zip
DEEPEST_ZIP = 3
HANDED_IN = {".json", ".html", ".htm"}
# What Macs, Windows, Office and editors leave beside the files of people, and what the kit lays beside answers.
PASSED_OVER = re.compile(r"(?i)^(\.|~\$|__MACOSX$|thumbs\.db$|desktop\.ini$)|\.(partner|second)\.json$")
# "NOM Prénom_1002_assignsubmission_file" (Moodle), "nomprenom_LATE_1002_55_file" (Canvas).
STAMP = re.compile(r"-\d{4}-\d\d-\d\d-\d{4}( ?\(\d+\))?$")  # day and time that the kit puts into a name
# Damaged, locked by a password, or packed in a way that Python does not know.
UNREADABLE = (
    *(zipfile.BadZipFile, zlib.error, LZMAError),
    *(RuntimeError, NotImplementedError, OSError, EOFError, ValueError, OverflowError),
)
PLATFORM = re.compile(r"_\d+_assignsubmission_.*$|(_LATE)?_\d+_\d+_.*$")


class Submission(NamedTuple):
    """One file: whose it seems to be, where it lies, when it was changed (seconds since 1970), what it holds.

    ``content`` is nothing where the file is larger than an answer file may be, or ``is_broken``: a zip, or
    something in it, that cannot be unpacked.
    """

    learner: str
    place: str
    changed: float
    content: bytes | None
    is_broken: bool = False


class _File(NamedTuple):
    parts: tuple[str, ...]
    changed: float = 0
    content: bytes | None = None
    is_broken: bool = False


def submissions(place: str | Path) -> list[Submission]:
    """Every file that may hold somebody's answers, in a folder with all below it, or in a zip.

    Parameters
    ----------
    place
        A folder, a ``.zip``, or one answer file or page.

    Returns
    -------
    list of Submission
        In the order of their places. A learner is the first folder that is not
        everybody's, else the file's own name, without what Moodle and Canvas add.

    Raises
    ------
    OSError
        There is no such place, or it may not be read.
    AnswerFileError
        There are more than `MOST_SUBMISSIONS` files in it, or they hold more than `MOST_BYTES_IN_ALL`.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> for name in ("Ana Diaz_1001_assignsubmission_file", "Bo Li_1002_assignsubmission_file"):
    ...     (folder / name).mkdir()
    ...     _ = (folder / name / "my-workshop.json").write_text("{}", "utf-8")
    >>> [one.learner for one in submissions(folder)]
    ['Ana Diaz', 'Bo Li']
    """
    place = Path(place)
    found = _in_folder(place) if place.is_dir() else _in_file(_File((place.name,), place.stat().st_mtime), place)
    files = sorted(_bounded(found), key=lambda file: file.parts)
    shared = _shared_folders([file.parts[:-1] for file in files]) if len(files) > 1 else 0
    return [
        Submission(_learner(file.parts[shared:]), "/".join(file.parts), file.changed, file.content, file.is_broken)
        for file in files
    ]


def _shared_folders(folders: list[tuple[str, ...]]) -> int:
    """How many folders, from the outside, hold everything."""
    return sum(1 for _ in takewhile(lambda names: len(set(names)) == 1, zip(*folders, strict=False)))


def _bounded(found: Iterator[_File]) -> Iterator[_File]:
    held = 0
    for number, file in enumerate(found):
        held += len(file.content or b"")
        if number >= MOST_SUBMISSIONS or held > MOST_BYTES_IN_ALL:
            raise AnswerFileError("class_too_big", files=MOST_SUBMISSIONS, most=MOST_BYTES_IN_ALL // 1_000_000)
        yield file


def _learner(parts: tuple[str, ...]) -> str:
    first, *inside = parts
    name = first if inside else STAMP.sub("", Path(first).stem)
    return PLATFORM.sub("", name).strip() or name


def _in_folder(folder: Path) -> Iterator[_File]:
    for path, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not PASSED_OVER.search(name))
        for name in sorted(names):
            file = Path(path, name)
            if _is_handed_in(name) and file.is_file() and not file.is_symlink():
                yield from _in_file(_File(file.relative_to(folder).parts, file.stat().st_mtime), file)


def _is_handed_in(name: str) -> bool:
    return not PASSED_OVER.search(name) and Path(name).suffix.lower() in {*HANDED_IN, ".zip"}


def _in_file(file: _File, path: Path) -> Iterator[_File]:
    with open_file(path) as stream:
        yield from _in_zip(file, stream) if path.suffix.lower() == ".zip" else [_read(file, stream)]


def _read(file: _File, stream: IO[bytes], most: int = MOST_BYTES) -> _File:
    content = stream.read(most + 1)
    return file._replace(content=content if len(content) <= most else None)


def _in_zip(outer: _File, stream: IO[bytes], depth: int = 1) -> Iterator[_File]:
    folder = (*outer.parts[:-1], Path(outer.parts[-1]).stem)
    try:
        archive = zipfile.ZipFile(stream)
    except UNREADABLE:
        yield outer._replace(content=None, is_broken=True)
        return
    with archive:
        for entry in sorted(archive.infolist(), key=lambda one: one.filename):
            names = [name for name in re.split(r"[/\\]", entry.filename) if name not in {"", ".", ".."}]
            if not entry.is_dir() and names and all(map(_is_seen, names)) and _is_handed_in(names[-1]):
                yield from _in_entry(archive, entry, (*folder, *names), depth)


def _in_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, parts: tuple[str, ...], depth: int) -> Iterator[_File]:
    file, is_zip = _File(parts), parts[-1].lower().endswith(".zip") and depth < DEEPEST_ZIP
    try:
        file = file._replace(changed=mktime((*entry.date_time, 0, 0, -1)))
        with archive.open(entry) as inner:
            file = _read(file, inner, MOST_ZIP_BYTES if is_zip else MOST_BYTES)
    except UNREADABLE:  # this one alone: all others of the class are there
        yield file._replace(is_broken=True)
        return
    yield from _in_zip(file, BytesIO(file.content or b""), depth + 1) if is_zip else [file]


def _is_seen(name: str) -> bool:
    return not PASSED_OVER.search(name)
