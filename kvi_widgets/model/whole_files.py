"""Files that are written whole: under another name first, so that whoever reads finds all of it or what was before."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def written_whole(file: Path) -> Iterator[Path]:
    """Place to write a file to, which takes its name when it is complete, and is gone when it is not.

    Nobody can have laid a link there before: its name is drawn. Listings pass it over.

    >>> import tempfile
    >>> with written_whole(Path(tempfile.mkdtemp()) / "a.txt") as part:
    ...     _ = part.write_text("A", "utf-8")
    >>> part.exists(), part.with_name("a.txt").read_text("utf-8")
    (False, 'A')
    """
    part = file.with_name(f".{secrets.token_hex(6)}.part")
    try:
        yield part
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
