"""The one door for files that come from outside: regular ones only, and never more of them than wanted."""

import errno
import json
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from math import isfinite
from pathlib import Path
from typing import IO, Any

# A pipe would let us wait for ever for who writes into it. In a page there are none, and JupyterLite's drive takes whoever
# opens a file in a way that it does not know for a writer: each look at the answers made them newer.
NO_WAITING = 0 if sys.platform == "emscripten" else getattr(os, "O_NONBLOCK", 0)
BINARY = getattr(os, "O_BINARY", 0)
JUNCTION = 0xA0000003  # a folder of Windows that lies elsewhere: no link by name, and one in fact


class NotRegularError(OSError):
    """It is a device, a pipe or a socket: neither read nor moved."""

    def __init__(self, path: Path) -> None:
        super().__init__(errno.EINVAL, os.strerror(errno.EINVAL), str(path))


def is_irregular(path: Path) -> bool:
    r"""Whether something is there that is neither a file nor a folder, or no such name can be.

    >>> is_irregular(Path(os.devnull)), is_irregular(Path("a\0b")), is_irregular(Path("not-there.json"))
    (True, True, False)
    """
    try:
        mode = path.stat().st_mode
    except ValueError:
        return True
    except OSError as error:
        return error.errno in {errno.ENAMETOOLONG, errno.ELOOP}
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def is_link(path: Path) -> bool:
    """Whether what stands there lies elsewhere, perhaps outside of the folder that it is in.

    >>> is_link(Path(__file__)), is_link(Path("not-there.json"))
    (False, False)
    """
    try:
        seen = path.lstat()
    except (OSError, ValueError):
        return False
    return stat.S_ISLNK(seen.st_mode) or getattr(seen, "st_reparse_tag", 0) == JUNCTION


def read_json(data: bytes, deepest: int = 100) -> Any:
    r"""What stands in the content of a JSON file.

    Raises
    ------
    ValueError
        It is no JSON, or lists lie deeper in lists than this, where Python gives up at some hundreds.

    Examples
    --------
    >>> read_json(b'\xef\xbb\xbf{"cells": [1e999, NaN]}')
    {'cells': [None, None]}
    """
    try:
        value = json.loads(data.decode("utf-8-sig"), parse_constant=lambda _: None, parse_float=_finite)
    except RecursionError as error:
        raise ValueError(deepest) from error
    if is_deeper(value, deepest):
        raise ValueError(deepest)
    return value


def is_deeper(value: Any, most: int) -> bool:
    """Whether lists or sections lie deeper in each other than this.

    >>> is_deeper([[7]], 3), is_deeper([[7]], 2)
    (False, True)
    """
    level = [value]
    for _ in range(most):
        lists = [part.values() if isinstance(part, dict) else part for part in level if isinstance(part, dict | list)]
        level = [inner for values in lists for inner in values]
    return bool(level)


def _finite(number: str) -> float | None:
    return float(number) if isfinite(float(number)) else None


def read_file(path: Path, most: int) -> bytes:
    """Content of a regular file; of one that is larger than ``most`` bytes, one byte more than these.

    Raises
    ------
    OSError
        It cannot be read; `NotRegularError` where it is no file.

    Examples
    --------
    >>> len(read_file(Path(__file__), 10))
    11
    >>> read_file(Path(os.devnull), 10)
    Traceback (most recent call last):
    kvi_widgets.words.foreign_files.NotRegularError: [Errno 22] Invalid argument: '/dev/null'
    """
    with open_file(path) as file:
        return file.read(most + 1)


@contextmanager
def open_file(path: Path) -> Iterator[IO[bytes]]:
    """Open a regular file to read it; raises as `read_file` does."""
    if is_irregular(path):
        raise NotRegularError(path)
    handle = os.open(path, os.O_RDONLY | NO_WAITING | BINARY)
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):  # it came meanwhile
            raise NotRegularError(path)
        yield file
