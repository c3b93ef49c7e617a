"""Files of the kit and of classes, read as they have to be written elsewhere.

They are held as a dict from name, with ``/`` between folders, to content. The kit's own may be
links, as some installers lay them; those of a class may not: it is given away with all that is in it.
"""

import io
import re
import zipfile
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from unicodedata import normalize

from kvi_widgets.classes.commands import RefusedError
from kvi_widgets.model.submissions import UNREADABLE
from kvi_widgets.words.content import PACKAGE
from kvi_widgets.words.foreign_files import is_irregular, is_link, read_file

PARTS = ("LICENSE", "README.md", "binder", "data", "notebooks", "pyproject.toml")  # of the kit, beside the package
MOST_CLASS_FILES, MOST_CLASS_BYTES = 5_000, 200_000_000  # far above what any of ours holds
DEEPEST_FOLDER = 20
MOST_NAMED = 5
LEADS_OUT = re.compile(r"^/|(^|/)\.\.(/|$)|[:\\\x00]")
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


def class_files(folder: Path) -> dict[str, bytes]:
    """All files of a class or a pack, of which nobody knows who made it.

    Raises
    ------
    RefusedError
        Something in it is a link or no file, two of its names are one on other systems, or it is no class by its size.
    OSError
        Something in it may not be read.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> (folder / "key.txt").symlink_to("/home/me/key.txt")
    >>> class_files(folder)
    Traceback (most recent call last):
    kvi_widgets.classes.commands.RefusedError: ('links', {'names': 'key.txt'})
    """
    paths = {path.relative_to(folder).as_posix(): path for path in _walk(folder, foreign=True)}
    odd = [name for name, path in paths.items() if is_link(path) or is_irregular(path) or _is_no_text(name)]
    if odd:
        raise RefusedError("links", names=_listed(odd))
    files = _read_all(paths, lambda name, most: read_file(paths[name], most))
    return {name: with_unix_line_ends(data) for name, data in files.items()}


def _walk(folder: Path, depth: int = 0, *, foreign: bool = False) -> Iterator[Path]:
    if depth > DEEPEST_FOLDER:
        raise _too_large()
    for path in sorted(folder.iterdir()):
        lies_elsewhere = foreign and is_link(path)
        set_aside = folder.name == ".kit" and path.name.startswith("before-") and not lies_elsewhere
        if set_aside or LEFT_OUT.fullmatch(path.name) or (path / "pyvenv.cfg").exists():
            continue
        if path.is_dir() and not lies_elsewhere:
            yield from _walk(path, depth + 1, foreign=foreign)
        else:
            yield path


def _read_all(names: Collection[str], read: Callable[[str, int], bytes]) -> dict[str, bytes]:
    """Content of these files, as long as they are those of one class on every system."""
    there: dict[str, str] = {}
    for name in names:
        twin = there.setdefault(normalize("NFC", name).casefold(), name)
        if twin is not name:
            raise RefusedError("same_names", names=_listed([twin, name]))
    if len(names) > MOST_CLASS_FILES:
        raise _too_large()
    files, room = {}, MOST_CLASS_BYTES
    for name in names:
        files[name] = read(name, room)
        room -= len(files[name])
        if room < 0:
            raise _too_large()
    return files


def _too_large() -> RefusedError:
    return RefusedError("too_large", files=MOST_CLASS_FILES, most=MOST_CLASS_BYTES // 1_000_000)


def _listed(names: list[str]) -> str:
    shown = [name.encode("utf-8", "replace").decode() for name in names[:MOST_NAMED]]
    return ", ".join(shown + ["…"] * (len(names) > MOST_NAMED))


def _is_no_text(name: str) -> bool:
    """Whether a name of Unix is not written in letters: git, zips and other systems cannot have it."""
    return any("\ud800" <= letter <= "\udfff" for letter in name)


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
        It is damaged, or a name leads out of the folder, which no zip file of the kit does.
    RefusedError
        It holds more than a class can, or two names that are one on other systems.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry.filename for entry in archive.infolist() if not entry.is_dir()]
            if any(LEADS_OUT.search(name) for name in entries):
                raise ValueError(entries)
            return _read_all(entries, lambda name, most: _unpacked(archive, name, most))
    except UNREADABLE as error:
        raise ValueError(*error.args) from error


def _unpacked(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    with archive.open(name) as file:
        return file.read(most + 1)
