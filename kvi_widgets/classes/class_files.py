"""Files of the kit and of classes, read as they have to be written elsewhere.

They are held as a dict from name, with ``/`` between folders, to content.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from kvi_widgets.words.content import PACKAGE

PARTS = ("LICENSE", "README.md", "binder", "data", "notebooks", "pyproject.toml")  # of the kit, beside the package
# What belongs to a machine or to learners: never copied, neither from the kit nor from another class.
LEFT_OUT = re.compile(
    r"\.git|\.venv|__pycache__|\.ipynb_checkpoints|\.virtual_documents|answers"
    r"|\.DS_Store|Thumbs\.db|~\$.*|.*\.pyc|.*\.part"
)


def kit_files() -> dict[str, bytes]:
    """Files of the kit without its tests, the same from a checkout and from an installed wheel.

    >>> {"kvi_widgets/words/content.py", "data/fr/kvi.toml", "LICENSE"} <= set(kit_files())
    True
    """
    code = {name: data for name, data in folder_files(PACKAGE).items() if name.split("/")[0] not in PARTS}
    files = {f"{PACKAGE.name}/{name}": data for name, data in code.items()}
    for name in PARTS:
        place = part(name)
        files |= (
            {f"{name}/{inner}": data for inner, data in folder_files(place).items()}
            if place.is_dir()
            else {name: text_bytes(place)}
        )
    return {name: data for name, data in files.items() if not name.startswith("notebooks/images/")}


def part(name: str) -> Path:
    """Where a part of the kit lies: inside the installed package, else beside it in a checkout.

    >>> part("notebooks").is_dir()
    True
    """
    inside = PACKAGE / name
    return inside if inside.exists() else PACKAGE.parent / name


def folder_files(folder: Path) -> dict[str, bytes]:
    """All files of a folder that belong to a class or to the kit.

    >>> from kvi_widgets.words.content import DATA
    >>> sorted(folder_files(DATA / "fr" / "labconfig"))
    ['default_setting_overrides.json']
    """
    return {path.relative_to(folder).as_posix(): text_bytes(path) for path in _walk(folder)}


def _walk(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        set_aside = folder.name == ".kit" and path.name.startswith("before-")
        if set_aside or LEFT_OUT.fullmatch(path.name) or (path / "pyvenv.cfg").exists():
            continue
        if path.is_dir():
            yield from _walk(path)
        else:
            yield path


def text_bytes(path: Path) -> bytes:
    """Content of a file, with the line ends that Binder needs."""
    return with_unix_line_ends(path.read_bytes())


def with_unix_line_ends(data: bytes) -> bytes:
    r"""Text without the line ends that Windows gives it; what is no text stays as it is.

    >>> with_unix_line_ends(b"a\r\nb"), with_unix_line_ends(b"\0\r\n")
    (b'a\nb', b'\x00\r\n')
    """
    return data if b"\0" in data else data.replace(b"\r\n", b"\n")


def zip_files(files: dict[str, bytes]) -> bytes:
    """One zip file of these files, the same to the last byte each time.

    >>> unzip_files(zip_files({"a/b.txt": b"c"}))
    {'a/b.txt': b'c'}
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name), files[name], zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def unzip_files(data: bytes) -> dict[str, bytes]:
    """Files in such a zip file.

    Raises
    ------
    ValueError
        A name leads out of the folder, which no zip file of the kit does.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if any(re.search(r"^/|(^|/)\.\.(/|$)|[:\\]", name) for name in archive.namelist()):
            raise ValueError(archive.namelist())
        return {name: archive.read(name) for name in archive.namelist()}
