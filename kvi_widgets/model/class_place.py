"""Where a class meets: a folder that all share, a WebDAV share or an S3 bucket.

Four folders lie in it: what is handed in for who teaches, work of those who look for a partner, feedback for
one learner each, and how far those are who show it. `fsspec` speaks with all kinds of places; it is imported when a place is used, and not before.
"""

import os
import secrets
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit, urlunsplit

from kvi_widgets.model.class_trouble import ClassPlaceError, trouble
from kvi_widgets.model.data_package import MOST_BYTES, too_big
from kvi_widgets.model.tables import text
from kvi_widgets.model.whole_files import written_whole
from kvi_widgets.words.foreign_files import is_link, read_file

FOR_TEACHER, FOR_PARTNERS, FOR_ONE, ROOM = CLASS_FOLDERS = "handed-in", "partners", "feedback", "room"
PLACE_IN, USER_IN, PASSWORD_IN = "KVI_CLASS", "KVI_CLASS_USER", "KVI_CLASS_PASSWORD"
WEBDAV = {"webdav": "http", "webdavs": "https", "dav": "http", "davs": "https", "http": "http", "https": "https"}
SERVER_PATIENCE = 8  # seconds for each answer of a server: a form waits a little longer
DROP_BOX = 0o1733  # all may put something in, nobody but its owner sees what is there, and each takes back their own
SHARED = 0o1777
READABLE = 0o644  # by those for whom it is, whatever one's own habit is


class SharedFile(NamedTuple):
    """A file in a class place: its name, and when the place says that it came (s since 1970, 0 where it does not)."""

    name: str
    changed: float


class ClassPlace:
    """A place in which a class hands in and meets.

    Parameters
    ----------
    address
        A folder, ``webdavs://host/path`` (``https://`` is the same), ``webdav://host/path`` (not encrypted), or
        ``s3://bucket/path``. The name and the password come from ``KVI_CLASS_USER`` and ``KVI_CLASS_PASSWORD``,
        or from fsspec's own settings.

    Raises
    ------
    ClassPlaceError
        By every method that reads or writes: what is wrong, as a key of ``messages.toml``.

    Examples
    --------
    >>> import tempfile
    >>> place = ClassPlace(tempfile.mkdtemp())
    >>> place.put("partners", "Blue otter-12ab.json", b"{}")
    >>> [one.name for one in place.files("partners")], place.read("partners", "Blue otter-12ab.json")
    (['Blue otter-12ab.json'], b'{}')
    >>> place.remove("partners", "Blue otter-12ab.json"); place.files("partners")
    []
    """

    def __init__(self, address: str) -> None:
        self.address = address.strip()
        self.kind = urlsplit(self.address).scheme if "://" in self.address else ""

    @property
    def shown(self) -> str:
        """The address as it may be shown: no password stands in it.

        >>> ClassPlace("https://ana:secret@cloud.example.org/class").shown
        'https://cloud.example.org/class'
        """
        if not self.kind:
            return str(self._folder)
        parts = urlsplit(self.address)
        return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2], query="", fragment=""))

    @cached_property
    def _folder(self) -> Path:
        return Path(os.path.expanduser(self.address)).absolute()  # noqa: PTH111  Path's own raises without a home

    @cached_property
    def _root(self) -> str:
        if self.kind == "s3":
            return self.shown.removeprefix("s3://").strip("/")
        return "" if self.kind else self._folder.as_posix()

    @cached_property
    def _files(self) -> Any:
        user, password = os.environ.get(USER_IN), os.environ.get(PASSWORD_IN)
        from fsspec import filesystem  # noqa: PLC0415  who has no class place needs no library

        if not self.kind:
            return filesystem("file")
        options: dict[str, Any] = {"skip_instance_cache": True}
        if self.kind == "s3":
            waits = {
                "connect_timeout": SERVER_PATIENCE,
                "read_timeout": SERVER_PATIENCE,
                "retries": {"max_attempts": 1},
            }
            options |= {"config_kwargs": waits, "use_listings_cache": False} | (
                {"key": user, "secret": password} if user else {}
            )
            files = filesystem("s3", **options)
            files.retries = 1
            return files
        if self.kind not in WEBDAV:
            raise ClassPlaceError("class_unknown", place=self.shown)
        address = self.shown.replace(f"{self.kind}://", f"{WEBDAV[self.kind]}://", 1)
        if user:
            options |= {"auth": (user, password or "")}
        return filesystem("webdav", base_url=address, timeout=SERVER_PATIENCE, **options)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Say in a class's terms what goes wrong."""
        try:
            yield
        except ClassPlaceError:
            raise
        except Exception as error:
            raise trouble(error, self.shown) from error

    def _at(self, *names: str) -> str:
        return "/".join(filter(None, [self._root, *names]))

    def prepare(self) -> None:
        """Make the folders that are not there yet; who owns the place alone sees what is handed in."""
        with self._told():
            self._prepare()

    def _prepare(self) -> None:
        if self.kind:  # a share makes its folders when something is put there, and a bucket has none
            return
        mode = stat.S_IMODE(self._folder.stat().st_mode)  # a place that is not there is none of ours to make
        is_mine = os.name == "posix" and self._folder.stat().st_uid == os.geteuid()
        for name in CLASS_FOLDERS:
            folder = self._folder / name
            if not folder.exists():
                folder.mkdir(exist_ok=True)
                folder.chmod((DROP_BOX if name in {FOR_TEACHER, ROOM} else SHARED) if is_mine else mode)

    def put(self, folder: str, name: str, content: bytes) -> None:
        """Write a file whole: who reads finds all of it or nothing."""
        with self._told():
            if self.kind == "s3":  # what is put there appears when all of it has come
                self._files.pipe_file(self._at(folder, name), content)
            elif self.kind:
                self._put_on_share(folder, name, content)
            else:
                self._prepare()
                with written_whole(self._folder / folder / name) as part:
                    self._files.pipe_file(part.as_posix(), content)
                    part.chmod(READABLE)

    def _put_on_share(self, folder: str, name: str, content: bytes) -> None:
        # Outside of the folders, which others are listing: there a share may stumble over what comes and goes.
        part, share = f".{secrets.token_hex(6)}.part", self._files.client  # fsspec would copy and remove, not move
        try:
            share.upload_fileobj(BytesIO(content), part, overwrite=True)
            if not share.exists(folder):
                with suppress(FileExistsError):  # by now
                    self._files.mkdir(folder)
            share.move(part, f"{folder}/{name}", overwrite=True)
        except BaseException:
            with suppress(Exception):  # the first error counts
                share.remove(part)
            raise

    def files(self, folder: str) -> list[SharedFile]:
        """Files in one of the folders, the newest by the place's own clock first; none where it is not there yet."""
        with self._told():
            try:
                listed = self._files.ls(self._at(folder), detail=True)
            except FileNotFoundError:
                self._files.info(self._root.partition("/")[0] if self.kind == "s3" else self._at())
                return []
        named = [(Path(str(one["name"])).name, one) for one in listed if one.get("type") == "file"]
        found = [SharedFile(name, _changed(one)) for name, one in named if self._is_ours(folder, name)]
        return sorted(found, key=lambda one: (-one.changed, one.name))

    def _is_ours(self, folder: str, name: str) -> bool:
        odd = not self.kind and is_link(self._folder / folder / name)
        return name.endswith(".json") and not name.startswith(".") and not odd

    def read(self, folder: str, name: str, most: int = MOST_BYTES) -> bytes:
        """Content of a file that others have put there, never more than so many bytes."""
        with self._told():
            if not self.kind:
                if is_link(self._folder / folder / name):
                    raise FileNotFoundError(name)
                content = read_file(self._folder / folder / name, most)
            else:
                with self._files.open(self._at(folder, name), "rb", block_size=most + 1) as file:
                    content = file.read(most + 1)
        if len(content) > most:
            raise too_big()
        return content

    def remove(self, folder: str, name: str) -> None:
        """Take a file away; nothing happens where it is gone already."""
        with self._told(), suppress(FileNotFoundError):
            self._files.rm_file(self._at(folder, name))


def _changed(info: dict[str, Any]) -> float:
    """When a place says that a file came: each kind calls it another name."""
    said = next((info[name] for name in ("mtime", "modified", "LastModified") if info.get(name)), 0)
    if isinstance(said, datetime):
        return said.timestamp()
    return float(said) if isinstance(said, int | float) else 0.0


def asked_place(said: Any) -> ClassPlace | None:
    """The class place that the environment names, else the one in the pack; None where there is none, or no way to it.

    >>> asked_place(""), asked_place("/srv/class").shown
    (None, '/srv/class')
    """
    address = _address(said)
    return ClassPlace(address) if address and not _is_in_page() else None


def unreachable_place(said: Any) -> str:
    """Where the class meets, as it may be shown, where Python runs in the page itself and no place can be reached.

    >>> unreachable_place("/srv/class")
    ''
    """
    address = _address(said)
    return ClassPlace(address).shown if address and _is_in_page() else ""


def _address(said: Any) -> str:
    return os.environ.get(PLACE_IN, text(said)).strip()


def _is_in_page() -> bool:
    # There it has no threads, no sockets, and its folders are the browser's own.
    return sys.platform == "emscripten"
