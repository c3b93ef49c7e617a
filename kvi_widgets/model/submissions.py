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
from stat import S_ISREG
from time import mktime
from typing import IO, NamedTuple, Self

from kvi_widgets.model.data_package import MOST_BYTES, AnswerFileError, too_big
from kvi_widgets.words.foreign_files import NotRegularError, is_irregular, open_file
from kvi_widgets.words.plain_text import one_line

MOST_SUBMISSIONS = 1_000_000
LONGEST_LEARNER = 80
MOST_ZIP_BYTES = 200_000_000  # of a zip inside a zip, and of all those that are held at a time
DEEPEST_ZIP = 3
HANDED_IN = (".json", ".html", ".htm")
# What Macs, Windows, Office and editors leave beside the files of people, and what the kit lays beside answers.
PASSED_OVER = re.compile(r"(?i)^(\.|~\$|__MACOSX$|thumbs\.db$|desktop\.ini$)|\.(partner|second)\.json$")
# "NOM Prénom_1002_assignsubmission_file" (Moodle), "nomprenom_LATE_1002_55_file" (Canvas).
STAMP = re.compile(r"-\d{4}-\d\d-\d\d-\d{4}( ?\(\d+\))?$")  # day and time that the kit puts into a name
IN_CLASS = re.compile(r" ([0-9a-f]{8})-.*-\d{4}-\d\d-\d\d-\d{4}$")  # seat, step and time: a class place's name
# Damaged, locked by a password, or packed in a way that Python does not know.
UNREADABLE = (
    *(zipfile.BadZipFile, zlib.error, LZMAError),
    *(RuntimeError, NotImplementedError, OSError, EOFError, ValueError, OverflowError),
)
PLATFORM = re.compile(r"_\d+_assignsubmission_.*$|(_LATE)?_\d+_\d+_.*$")


class Submission(NamedTuple):
    """One file: whose it seems to be, how it is named, when it was changed (seconds since 1970), where it lies.

    In ``inside`` stand the names by which it is found in the zip at ``path``, and in zips in it. ``is_broken`` is a
    zip, or something in it, that cannot be unpacked.
    """

    learner: str
    place: str
    changed: float
    path: str
    inside: tuple[str, ...] = ()
    is_broken: bool = False


class _File(NamedTuple):
    parts: tuple[str, ...]
    changed: float
    path: str
    inside: tuple[str, ...] = ()
    is_broken: bool = False


def submissions(place: str | Path) -> list[Submission]:
    """Every file that may hold somebody's answers, in a folder with all below it, or in a zip; none is read yet.

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
        There are more than `MOST_SUBMISSIONS` files in it.

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
    if is_irregular(place):
        raise NotRegularError(place)
    with Archives() as archives:
        one = _File((place.name,), place.stat().st_mtime, str(place))
        found = _in_folder(place, archives) if place.is_dir() else _in_file(one, archives)
        files = sorted(_bounded(found), key=lambda file: file.parts)
    shared = _shared_folders([file.parts[:-1] for file in files]) if len(files) > 1 else 0
    return [Submission(_learner(file.parts[shared:]), "/".join(file.parts), *file[1:]) for file in files]


class Archives:
    """Zips that are open, so that none is opened anew for each of its files; in a ``with`` they are closed at its end.

    Examples
    --------
    >>> with Archives() as archives:
    ...     archives.content(Submission("Ana", "ana.json", 0, "no-such-folder/ana.json"))
    Traceback (most recent call last):
    kvi_widgets.model.data_package.AnswerFileError: cannot_open: {'detail': 'No such file or directory'}
    """

    def __init__(self) -> None:
        self._open: dict[tuple[str, tuple[str, ...]], tuple[zipfile.ZipFile, IO[bytes]]] = {}
        self._held = 0  # bytes of zips that were inside zips

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for archive, stream in self._open.values():
            archive.close()
            stream.close()
        self._open, self._held = {}, 0

    def content(self, file: Submission) -> bytes:
        """What a file holds.

        Raises
        ------
        AnswerFileError
            It cannot be read, or is larger than an answer file may be.
        """
        if file.is_broken:
            raise AnswerFileError("broken_zip")
        try:
            content = self.read(file.path, file.inside, MOST_BYTES)
        except UNREADABLE as error:
            if file.inside:
                raise AnswerFileError("broken_zip") from error
            detail = error.strerror if isinstance(error, OSError) else error
            raise AnswerFileError("cannot_open", detail=detail or error) from error
        if len(content) > MOST_BYTES:
            raise too_big()
        return content

    def read(self, path: str, inside: tuple[str, ...], most: int) -> bytes:
        """First bytes of a file, one more than ``most`` where there are more; raises one of `UNREADABLE`."""
        if not inside:
            with open_file(Path(path)) as stream:
                return stream.read(most + 1)
        with self.archive(path, inside[:-1]).open(inside[-1]) as stream:
            return stream.read(most + 1)

    def archive(self, path: str, inside: tuple[str, ...] = ()) -> zipfile.ZipFile:
        """A zip, or one inside it; raises one of `UNREADABLE`."""
        if (path, inside) not in self._open:
            if inside:
                held = self.read(path, inside, MOST_ZIP_BYTES)
                if self._held + len(held) > MOST_ZIP_BYTES:
                    self.__exit__()
                self._held += len(held)
                stream = BytesIO(held)
            else:
                with open_file(Path(path)) as checked:
                    stream = os.fdopen(os.dup(checked.fileno()), "rb")
            try:
                self._open[path, inside] = zipfile.ZipFile(stream), stream
            except UNREADABLE:
                stream.close()
                raise
        return self._open[path, inside][0]


def _shared_folders(folders: list[tuple[str, ...]]) -> int:
    """How many folders, from the outside, hold everything."""
    return sum(1 for _ in takewhile(lambda names: len(set(names)) == 1, zip(*folders, strict=False)))


def _bounded(found: Iterator[_File]) -> Iterator[_File]:
    for number, file in enumerate(found):
        if number >= MOST_SUBMISSIONS:
            raise AnswerFileError("class_too_big", files=MOST_SUBMISSIONS)
        yield file


def _learner(parts: tuple[str, ...]) -> str:
    """Folder that a platform has made for somebody, else the first one, else the name of the file."""
    *folders, file = parts
    stem = Path(file).stem
    own = STAMP.sub("", IN_CLASS.sub("", stem))
    theirs = next(filter(PLATFORM.search, folders), folders[0] if folders else own)
    return one_line(PLATFORM.sub("", theirs), LONGEST_LEARNER) or one_line(theirs, LONGEST_LEARNER)


def _in_folder(folder: Path, archives: Archives) -> Iterator[_File]:
    for path, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not PASSED_OVER.search(name))
        inside = Path(path).relative_to(folder).parts
        for name in sorted(filter(_is_handed_in, names)):
            file = Path(path, name)
            seen = file.lstat()
            if S_ISREG(seen.st_mode):
                yield from _in_file(_File((*inside, name), seen.st_mtime, str(file)), archives)


def _is_handed_in(name: str) -> bool:
    return not PASSED_OVER.search(name) and name.lower().endswith((*HANDED_IN, ".zip"))


def _in_file(file: _File, archives: Archives) -> Iterator[_File]:
    yield from _in_zip(file, archives) if file.path.lower().endswith(".zip") else [file]


def _in_zip(outer: _File, archives: Archives) -> Iterator[_File]:
    folder = (*outer.parts[:-1], Path(outer.parts[-1]).stem)
    try:
        entries = sorted(archives.archive(outer.path, outer.inside).infolist(), key=lambda one: one.filename)
    except UNREADABLE:
        yield outer._replace(is_broken=True)
        return
    for entry in entries:
        names = [name for name in re.split(r"[/\\]", entry.filename) if name not in {"", ".", ".."}]
        if not entry.is_dir() and names and all(map(_is_seen, names)) and _is_handed_in(names[-1]):
            file = outer._replace(parts=(*folder, *names), inside=(*outer.inside, entry.filename))
            is_zip = names[-1].lower().endswith(".zip") and len(file.inside) < DEEPEST_ZIP
            file = _dated(file, entry)
            yield from _in_zip(file, archives) if is_zip and not file.is_broken else [file]


def _dated(file: _File, entry: zipfile.ZipInfo) -> _File:
    try:
        return file._replace(changed=mktime((*entry.date_time, 0, 0, -1)))
    except UNREADABLE:  # this one alone: all others of the class are there
        return file._replace(is_broken=True)


def _is_seen(name: str) -> bool:
    return not PASSED_OVER.search(name)
