"""What a class of one's own consists of: its words, its lessons, the kit, and what Binder needs.

Files are held as a dict from name, with ``/`` between folders, to content.
"""

import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from kvi_widgets.words.content import DATA, PACKAGE
from kvi_widgets.words.pack_words import KIT_ONLY

PARTS = ("LICENSE", "README.md", "binder", "data", "notebooks", "pyproject.toml")  # of the kit, beside the package
ORIGIN, ORIGINALS = ".kit/class.json", ".kit/as-given.zip"
SKELETON = {"binder/postBuild": "postBuild", ".gitignore": "gitignore", ".gitattributes": "gitattributes"}
# What belongs to a machine or to learners: never copied, neither from the kit nor from another class.
LEFT_OUT = re.compile(
    r"\.git|\.venv|__pycache__|\.ipynb_checkpoints|\.virtual_documents|answers"
    r"|\.DS_Store|Thumbs\.db|~\$.*|.*\.pyc|.*\.part"
)


def original_files(origin: dict[str, str]) -> dict[str, bytes]:
    """Files of a class as this kit gives them, before anybody changes a word.

    Parameters
    ----------
    origin
        ``language``, ``title`` and ``repository`` of the class: what ``.kit/class.json`` holds.

    >>> files = original_files({"language": "en", "title": "Our class", "repository": "me/ours"})
    >>> files["README.md"].decode().splitlines()[0], "kit/pyproject.toml" in files
    ('# Our class', True)
    """
    language = origin["language"]
    pack = {name: data for name, data in folder_files(DATA / language).items() if not is_kits_own(name)}
    lessons = {
        name: data for name, data in folder_files(part("notebooks") / language).items() if name.endswith(".ipynb")
    }
    kit = kit_files()
    # Whoever forgets to name pack/labconfig still has menus in the language of the class.
    kit["pyproject.toml"] = re.sub(rb"data/\w+/labconfig", f"data/{language}/labconfig".encode(), kit["pyproject.toml"])
    said, instead = f'open(lang=\\"{language}\\")'.encode(), b'open(pack=\\"../pack\\")'
    return {
        "README.md": _readme(origin | {"first": min(lessons)}),
        **{name: text_bytes(DATA / "class" / file) for name, file in SKELETON.items()},
        **{f"binder/{name}": text_bytes(part("binder") / name) for name in ("requirements.txt", "runtime.txt")},
        **{f"pack/{name}": data for name, data in pack.items()},
        **{f"pack/examples/{name}": data for name, data in folder_files(DATA / "examples" / language).items()},
        **{f"notebooks/{name}": data.replace(said, instead) for name, data in lessons.items()},
        **{f"kit/{name}": data for name, data in kit.items()},
    }


def is_kits_own(name: str) -> bool:
    """Whether a file of a pack holds words about packs, which no class needs.

    >>> is_kits_own("check.toml"), is_kits_own("kvi.toml")
    (True, False)
    """
    return name.removesuffix(".toml") in KIT_ONLY


def _readme(gaps: dict[str, str]) -> bytes:
    own = DATA / "class" / f"README.{gaps['language']}.md"
    text = text_bytes(own if own.exists() else own.with_name("README.en.md")).decode()
    return re.sub(r"\{(\w+)\}", lambda gap: gaps[gap[1]], text).encode()


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


def base_files(files: dict[str, bytes], origin: dict[str, str]) -> dict[str, bytes]:
    """What a class keeps in ``.kit`` for its next update: where it comes from, and its files as given."""
    text = json.dumps(origin, ensure_ascii=False, indent=1) + "\n"
    return {ORIGIN: text.encode(), ORIGINALS: zip_files(files)}


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
