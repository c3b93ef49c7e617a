"""Bring the news of a kit into a class, and leave what its teacher has changed as it is."""

import json
import re
import tomllib
import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple

from kvi_widgets.classes.class_files import (
    ORIGIN,
    ORIGINALS,
    base_files,
    original_files,
    unzip_files,
    with_unix_line_ends,
)
from kvi_widgets.classes.class_folder import write
from kvi_widgets.classes.commands import RefusedError
from kvi_widgets.classes.pack_check import folder_findings
from kvi_widgets.classes.statements import UnclearError
from kvi_widgets.classes.text_merge import merged
from kvi_widgets.classes.three_way_merge import Leaf, MergeNote, merge_states
from kvi_widgets.words.content import languages


class News(NamedTuple):
    """What an update does to a class.

    Attributes
    ----------
    files
        New content of each file that changes; None for one that goes.
    notes
        What the teacher is told, file by file.
    base
        What ``.kit`` holds from then on; empty when the class has all that the kit has.
    """

    files: dict[str, bytes | None]
    notes: dict[str, list[MergeNote]]
    base: dict[str, bytes]

    @property
    def is_empty(self) -> bool:
        """Nothing to do and nothing to tell."""
        return not (self.files or self.notes or self.base)


def update_class(folder: Path, *, show: bool = False) -> tuple[News, Path | None]:
    """Bring the news of this kit into a class.

    Parameters
    ----------
    folder
        A class that `class_folder.new_class` has made.
    show
        Work everything out and write nothing.

    Returns
    -------
    News
        What happened, or would happen.
    Path or None
        Where the files lie as they were; None where nothing was written.

    Raises
    ------
    RefusedError
        It is no class, or its kit is newer; or the disk said no half-way, and the same update
        can be run again.
    """
    found = news(folder)
    if show or found.is_empty:
        return found, None
    before = folder / ".kit" / f"before-{datetime.now():%Y-%m-%d-%H%M%S}"
    try:
        for name in (*found.files, *found.base):
            if (folder / name).is_file():
                write(before / name, (folder / name).read_bytes())
        # What was given is written last: until then, the same update can be run again.
        for name, data in (found.files | found.base).items():
            if data is None:
                (folder / name).unlink()
            else:
                write(folder / name, data)
    except OSError as error:
        raise RefusedError("half_way", detail=error.strerror or error, path=error.filename, before=before) from error
    return found, before


def news(folder: Path) -> News:
    """Work out what an update of this class would do; nothing is written.

    >>> import tempfile
    >>> from kvi_widgets.classes.class_folder import new_class
    >>> news(new_class(Path(tempfile.mkdtemp()) / "ours", "en")).is_empty
    True
    """
    origin, base = _origin(folder)
    new, missing = original_files(origin), _missing_keys(folder)
    if _version(base) > _version(new):
        raise RefusedError("newer_class", theirs=_version_text(base), own=_version_text(new))
    files: dict[str, bytes | None] = {}
    notes: dict[str, list[MergeNote]] = {}
    for name in sorted(base.keys() | new.keys()):
        path = folder / name
        yours = path.read_bytes() if path.is_file() else None
        about: list[MergeNote] = []
        needed = partial(_is_needed, name, missing)
        wanted = _merge_file(name, (base.get(name), yours, new.get(name)), about, needed)
        if wanted != yours:
            files[name] = wanted
        if about:
            notes[name] = about
    return News(files, notes, base_files(new, origin) if base != new else {})


def _origin(folder: Path) -> tuple[dict[str, str], dict[str, bytes]]:
    try:
        origin = json.loads((folder / ORIGIN).read_text("utf-8"))
        base = unzip_files((folder / ORIGINALS).read_bytes())
    except (OSError, ValueError, zipfile.BadZipFile) as error:
        raise RefusedError("no_class", folder=folder) from error
    if not (folder / "pack").is_dir():
        raise RefusedError("no_pack", folder=folder)
    if origin.get("language") not in languages():
        raise RefusedError("no_lessons", language=origin.get("language"), languages=", ".join(languages()))
    return origin, base


def _version_text(files: dict[str, bytes]) -> str:
    return tomllib.loads(files["kit/pyproject.toml"].decode())["project"]["version"]


def _version(files: dict[str, bytes]) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", _version_text(files))]


def _missing_keys(folder: Path) -> set[tuple[str, str]]:
    """Files of the pack, and keys in them, without which this kit cannot give the class: what `check` says."""
    found = list(folder_findings(folder))
    files = {(finding.file, "") for finding in found if finding.kind in {"no_file", "renamed_file"}}
    return files | {(finding.file, finding.column) for finding in found if finding.kind == "missing_key"}


def _is_needed(name: str, missing: set[tuple[str, str]], path: tuple[str, ...]) -> bool:
    # An entry of a list is groups[kvi] here and groups.kvi in what `check` says.
    key = ".".join(part.replace("[", ".").rstrip("]") for part in path)
    return (name.removeprefix("pack/"), key) in missing or (name.startswith("kit/") and not path)


def _merge_file(
    name: str,
    contents: tuple[bytes | None, bytes | None, bytes | None],
    notes: list[MergeNote],
    needed: Callable[[tuple[str, ...]], bool],
) -> bytes | None:
    """Content of a file, by its parts where the teacher has changed some, else whole."""
    base, yours, new = contents
    states = (_leaf(base), _leaf(yours), _leaf(new))
    clash = states[1] not in (states[0], states[2])
    if clash and base is not None and yours is not None and new is not None:
        with suppress(UnclearError):
            return merged(name, (base, yours, new), notes, needed)
    wanted = merge_states(states, notes, needed)
    if wanted == states[1]:
        return yours
    return wanted.value if isinstance(wanted, Leaf) and isinstance(wanted.value, bytes) else None


def _leaf(data: bytes | None) -> Leaf | None:
    return None if data is None else Leaf(with_unix_line_ends(data))
