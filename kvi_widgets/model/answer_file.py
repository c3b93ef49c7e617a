"""The answer file on disk: replaced in one step, locked while it is.

Home folders of a class are often network drives: the lock is a small file beside the answers
(`filelock.SoftFileLock`), because the locks of the operating system do not hold there.
"""

import errno
import os
import secrets
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from kvi_widgets.model.data_package import MOST_BYTES, AnswerFileError, dump, parse, refuse_too_many_cells, too_big
from kvi_widgets.model.shapes import Package
from kvi_widgets.model.versions import keep_version
from kvi_widgets.words.foreign_files import read_file

WAIT = 1.0  # seconds for another notebook to finish writing
TRIES = 5  # to write over a file that others write at the same moment
FORGOTTEN = 30.0  # seconds after which a lock belongs to nobody: writing takes some milliseconds
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
        # What a link points to is written, and not the link: others may know the file by its own name.
        self.path = Path(os.path.realpath(path))
        self._known = EMPTY
        self.known_stamp: Stamp = ()  # what the file had when it was read or written here last

    @property
    def stamp(self) -> Stamp:
        """What changes whenever anybody writes the file; empty when there is none."""
        return stamp_of(self.path)

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
        package = parse(read_file(self.path, MOST_BYTES))
        self._known, self.known_stamp = package, stamp
        return package

    def change(self, edit: Callable[[Package | None], Package], aside: str, *, patient: bool = True) -> Package:
        """Read, edit and write as one step that no other notebook can come between.

        Parameters
        ----------
        edit
            Gets the package in the file, None when there is none (any more) or it cannot be
            used, and returns the package to write.
        aside
            Name pattern for a file that cannot be used, see `set_aside`.
        patient
            Wait a moment for who writes just now.

        Raises
        ------
        OSError
            The folder cannot be written; the file is as it was.
        AnswerFileError
            What is to be written is too large to be read again; the file is as it was.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        for _ in range(TRIES):
            with self._locked(WAIT if patient else 0) as is_held:
                new = self._change_once(edit, aside, is_held)
            if new is not None:
                return new
        raise OSError(errno.EAGAIN, os.strerror(errno.EAGAIN), str(self.path))

    def _change_once(
        self, edit: Callable[[Package | None], Package], aside: str, is_held: Callable[[], bool]
    ) -> Package | None:
        package, before = self._read_or_set_aside(aside)
        new = edit(package)
        refuse_too_many_cells(new)
        content = dump(new).encode()
        if len(content) > MOST_BYTES:
            raise too_big()  # nobody could read it again
        keep_version(self.path)
        # Who slept before the renaming, lid closed, has lost the lock, and others have written.
        if not self._replace(content, lambda: is_held() and self.stamp == before):
            return None
        self._known, self.known_stamp = new, self.stamp
        return new

    def _read_or_set_aside(self, aside: str) -> tuple[Package | None, Stamp]:
        try:
            package = self.read()
        except AnswerFileError:
            self.set_aside(aside)
            package = EMPTY
        return (None, ()) if package is EMPTY else (package, self.known_stamp)

    @contextmanager
    def _locked(self, wait: float) -> Iterator[Callable[[], bool]]:
        """Hold the lock; what is given says whether it is held still."""
        if sys.platform == "emscripten":  # Python in the page itself, where a lock file is never let go
            yield lambda: True
            return
        from filelock import SoftFileLock, Timeout  # noqa: PLC0415  at the first save, so that importing is quick

        lock = SoftFileLock(self.path.with_name(f".{self.path.name}.lock"), timeout=wait)
        place = Path(lock.lock_file)
        try:
            lock.acquire()
        except Timeout:
            # Its owner is on another machine that may be gone; a living one writes for an instant.
            seen = stamp_of(place)
            if not seen or time.time() - seen[0] / 1e9 <= FORGOTTEN:
                raise
            lock.break_lock()
            lock.acquire()
        mine = stamp_of(place)[2:3]  # while we hold it open, no other file has its number
        try:
            yield lambda: stamp_of(place)[2:3] == mine
        finally:
            lock.release()

    def _replace(self, content: bytes, may: Callable[[], bool]) -> bool:
        """Put this in place of the file if it still may be; say whether it was."""
        # A reader, or a machine that loses power, finds the old file or the new one, never half.
        part = self.path.with_name(f".{self.path.stem}-{secrets.token_hex(4)}.tmp")
        try:
            with part.open("xb") as file:
                _make_alike(part, self.path)
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            if not may():
                return False
            part.replace(self.path)
        finally:
            part.unlink(missing_ok=True)
        _sync_folder(self.path.parent)
        return True

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


def _make_alike(part: Path, path: Path) -> None:
    """Give a file the owner, the group and the mode of the one whose place it takes, as far as the system lets us."""
    with suppress(OSError, AttributeError):  # Windows has none of these
        seen = path.stat()
        for owner in (seen.st_uid, -1):
            with suppress(PermissionError):
                os.chown(part, owner, seen.st_gid)
                break
        part.chmod(seen.st_mode & 0o7777)


def stamp_of(path: Path) -> Stamp:
    """What changes whenever anybody writes a file; empty when there is none.

    >>> stamp_of(Path("not-there.json"))
    ()
    """
    try:
        seen = path.stat()
    except (OSError, ValueError):
        return ()
    # The last is the time of the system's own note: whoever sets the others back cannot set that.
    return seen.st_mtime_ns, seen.st_size, seen.st_ino, seen.st_ctime_ns


def _sync_folder(folder: Path) -> None:
    # Without this a power cut may undo the renaming; Windows has no such call, and needs none.
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
