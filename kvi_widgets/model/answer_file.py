"""The answer file on disk: replaced in one step, locked while it is, earlier versions kept.

Home folders of a class are often network drives: the lock is a small file beside the answers
(`filelock.SoftFileLock`), because the locks of the operating system do not hold there.
"""

import os
import re
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from kvi_widgets.model.data_package import MOST_BYTES, AnswerFileError, dump, parse, too_big
from kvi_widgets.model.shapes import Package

WAIT = 2.0  # seconds for another notebook to finish writing
FORGOTTEN = 30.0  # seconds after which a lock belongs to nobody: writing takes some milliseconds
VERSIONS, MINUTES_APART = 5, 3
Stamp = tuple[int, ...]
EMPTY: Package = {"kvi": {}, "resources": []}


class AnswerFile:
    """One answer file.

    Parameters
    ----------
    path
        Where it is, or will be once there is an answer.

    Examples
    --------
    >>> AnswerFile(Path("not-there.json")).read()
    {'kvi': {}, 'resources': []}
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._known = EMPTY
        self.known_stamp: Stamp = ()  # what the file had when it was read or written here last

    @property
    def stamp(self) -> Stamp:
        """What changes whenever anybody writes the file; empty when there is none."""
        try:
            seen = self.path.stat()
        except OSError:
            return ()
        return seen.st_mtime_ns, seen.st_size, seen.st_ino

    def read(self) -> Package:
        """Package in the file; an empty one when there is no file yet.

        Raises
        ------
        AnswerFileError
            The file is no usable answer file.
        OSError
            It cannot be read at all.
        """
        stamp = self.stamp
        if stamp and stamp == self.known_stamp:
            return self._known
        if not stamp:
            return EMPTY
        with self.path.open("rb") as file:
            package = parse(file.read(MOST_BYTES + 1))
        self._known, self.known_stamp = package, stamp
        return package

    def change(self, edit: Callable[[Package | None], Package], aside: str) -> Package:
        """Read, edit and write as one step that no other notebook can come between.

        Parameters
        ----------
        edit
            Gets the package in the file, None when there is none (any more) or it cannot be
            used, and returns the package to write.
        aside
            Name pattern for a file that cannot be used, see `set_aside`.

        Raises
        ------
        OSError
            The folder cannot be written; the file is as it was.
        AnswerFileError
            What is to be written is too large to be read again; the file is as it was.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self._locked():
            try:
                package = self.read() if self.stamp else None
            except AnswerFileError:
                self.set_aside(aside)
                package = None
            new = edit(package)
            content = dump(new).encode()
            if len(content) > MOST_BYTES:
                raise too_big()  # nobody could read it again
            self.keep_version()
            self._replace(content)
            self._known, self.known_stamp = new, self.stamp
        return new

    @contextmanager
    def _locked(self) -> Iterator[None]:
        from filelock import SoftFileLock, Timeout  # noqa: PLC0415  at the first save, so that importing is quick

        lock = SoftFileLock(self.path.with_name(f".{self.path.name}.lock"), timeout=WAIT)
        try:
            lock.acquire()
        except Timeout:
            # Its owner is on another machine that may be gone; a living one writes for an instant.
            with suppress(OSError):
                if time.time() - Path(lock.lock_file).stat().st_mtime > FORGOTTEN:
                    lock.break_lock()
            lock.acquire(timeout=WAIT)
        try:
            yield
        finally:
            lock.release()

    def _replace(self, content: bytes) -> None:
        # A reader, or a machine that loses power, finds the old file or the new one, never half.
        handle, name = tempfile.mkstemp(dir=self.path.parent, prefix=f".{self.path.stem}-", suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(self.path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        _sync_folder(self.path.parent)

    def keep_version(self, *, at_once: bool = False) -> None:
        """Keep a copy of the file as it is now, unless there is a recent one; drop the oldest."""
        # A copy that fails must not keep the answers themselves from being saved.
        with suppress(OSError):
            newest = next(iter(self.versions()), None)
            if not at_once and newest and time.time() - newest.stat().st_mtime < 60 * MINUTES_APART:
                return
            if self.path.exists():
                self._versions_folder.mkdir(exist_ok=True)
                now = datetime.now().strftime("%Y-%m-%d-%H%M%S-%f")
                self._copy_to(self._versions_folder / f"{self.path.stem}-{now}.json")
            for old in self.versions()[VERSIONS:]:
                old.unlink()

    def _copy_to(self, place: Path) -> None:
        # A hard link costs nothing and stays, since the file itself is always replaced, never changed.
        try:
            place.hardlink_to(self.path)
        except OSError:
            place.write_bytes(self.path.read_bytes())
        os.utime(place)

    @property
    def _versions_folder(self) -> Path:
        return self.path.parent / "versions"

    def versions(self) -> list[Path]:
        """Earlier versions that were kept, the newest first."""
        # Only our own: beside atelier.json may lie atelier-2.json, with versions in the same folder.
        ours = re.compile(re.escape(self.path.stem) + r"-\d{4}-\d\d-\d\d-\d{6}-\d{6}\.json")
        found = self._versions_folder.glob("*.json")
        return sorted((path for path in found if ours.fullmatch(path.name)), reverse=True)

    def last_good(self) -> tuple[Path, Package] | None:
        """Newest kept version that can be read, with its package."""
        for path in self.versions():
            with suppress(AnswerFileError, OSError):
                return path, parse(path.read_bytes())
        return None

    def set_aside(self, name: str) -> Path:
        """Put the file where it disturbs nobody, under a name that says so.

        Parameters
        ----------
        name
            Pattern with ``{stem}`` and ``{when}``.
        """
        now = datetime.now().strftime("%Y-%m-%d-%H%M%S")
        moments = [now, *(f"{now}-{number}" for number in range(2, 100))]
        names = (name.format(stem=self.path.stem, when=moment) for moment in moments)
        places = [self.path.with_name(Path(name).name) for name in names]
        # What was set aside a moment ago stays, too.
        place = next((place for place in places if not place.exists()), places[-1])
        self.path.replace(place)
        return place


def _sync_folder(folder: Path) -> None:
    # Without this a power cut may undo the renaming; Windows has no such call, and needs none.
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
