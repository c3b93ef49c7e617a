"""Make the folder of a class of one's own, whole or not at all."""

import json
import secrets
import shutil
from pathlib import Path

from kvi_widgets.classes.class_contents import (
    ORIGIN,
    REPOSITORY,
    file_sum,
    given_files,
    is_kits_own,
    origin_file,
    read_origin,
)
from kvi_widgets.classes.class_files import class_files
from kvi_widgets.classes.commands import RefusedError
from kvi_widgets.model.whole_files import written_whole
from kvi_widgets.words.content import DATA, languages
from kvi_widgets.words.pack_read import base_language, pack_language, read_topics

NOWHERE = "OWNER/REPO"


def new_class(folder: Path, source: str, repository: str | None = None, *, all_words: bool = False) -> Path:
    """Make a class folder.

    Parameters
    ----------
    folder
        Where; not there yet, or empty but for ``.git``.
    source
        A language of the kit, or the folder of a class or of a content pack to start from.
    repository
        ``owner/name`` on GitHub, for the links to hand out; without it they say ``OWNER/REPO``.
    all_words
        Put every word of the language into it, and not only room for those that change.

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    RefusedError
        The folder is taken, there is nothing to start from, some of it is a link, or the repository has no such form.
    OSError
        The disk is full or may not be written; nothing is left of what was begun.

    >>> import tempfile
    >>> made = new_class(Path(tempfile.mkdtemp()) / "ours", "en", "me/ours")
    >>> sorted(path.name for path in made.iterdir() if path.is_dir())
    ['.kit', 'binder', 'kit', 'notebooks', 'pack']
    """
    folder = folder.resolve()
    _check(folder, repository)
    files = _started_from(source, repository or NOWHERE, all_words=all_words)
    half_made = folder.with_name(f".{folder.name}-{secrets.token_hex(4)}")
    try:
        for name, data in files.items():
            write(half_made / name, data)
        _put_in_place(half_made, folder)
    finally:
        shutil.rmtree(half_made, ignore_errors=True)
    return folder


def _check(folder: Path, repository: str | None) -> None:
    if repository and not REPOSITORY.fullmatch(repository):
        raise RefusedError("no_repository", found=repository)
    if not folder.parent.is_dir():
        raise RefusedError("no_parent", folder=folder.parent)
    if folder.exists() and not folder.is_dir():
        raise RefusedError("is_a_file", folder=folder)
    if folder.is_dir() and {path.name for path in folder.iterdir()} - {".git"}:
        raise RefusedError("not_empty", folder=folder)


def _put_in_place(half_made: Path, folder: Path) -> None:
    if not folder.exists():
        half_made.rename(folder)
        return
    there = set(folder.iterdir())
    try:
        for path in sorted(half_made.iterdir()):
            path.rename(folder / path.name)
    except OSError:
        for path in set(folder.iterdir()) - there:
            path.rename(half_made / path.name)
        raise


def write(path: Path, data: bytes) -> None:
    """Write a file in one step, and make the folders that it needs.

    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "binder" / "postBuild"
    >>> write(path, b"#!/bin/bash"); path.read_bytes()
    b'#!/bin/bash'
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with written_whole(path) as part:
        part.write_bytes(data)
        if path.name == "postBuild":
            part.chmod(0o755)


def _started_from(source: str, repository: str, *, all_words: bool) -> dict[str, bytes]:
    folder = Path(source)
    if source in languages():
        origin = {"language": source, "title": _pack_title(DATA / source), "repository": repository}
        origin |= {"all_words": True} if all_words else {}
        files = given_files(origin)
        return files | origin_file(origin, files)
    if (folder / ORIGIN).is_file() and (folder / "pack").is_dir():
        return _from_class(folder, repository)
    if (folder / "pack.toml").is_file():
        return _from_pack(folder, repository)
    raise RefusedError("no_source", source=source, languages=", ".join(languages()))


def _from_pack(pack: Path, repository: str) -> dict[str, bytes]:
    """The kit's lessons with a pack's words, whether these are all of them or only some."""
    own = {f"pack/{name}": data for name, data in class_files(pack).items() if not is_kits_own(name)}
    language = base_language(pack) or pack_language(pack)
    if language not in languages():
        raise RefusedError("no_lessons", language=language, languages=", ".join(languages()))
    origin = {"language": language, "title": _pack_title(pack), "repository": repository}
    given = given_files(origin)
    lessons = {name: data for name, data in given.items() if not name.startswith("pack/")}
    return lessons | own | origin_file(origin, given)


def _from_class(folder: Path, repository: str) -> dict[str, bytes]:
    """Another class as it is, with its kit and its teacher's changes; only the links are new."""
    files = class_files(folder)
    try:
        origin = read_origin(files)
    except ValueError as error:
        raise RefusedError("no_class", folder=folder) from error
    old, instead = origin["repository"].encode(), repository.encode()
    if "README.md" in files:
        untouched = origin.get("given", {}).get("README.md") == file_sum(files["README.md"])
        files["README.md"] = files["README.md"].replace(old, instead)
        if untouched:
            origin["given"]["README.md"] = file_sum(files["README.md"])
    text = json.dumps(origin | {"repository": repository}, ensure_ascii=False, indent=1) + "\n"
    return files | {ORIGIN: text.encode()}


def _pack_title(pack: Path) -> str:
    return read_topics(pack)["pack"].words.get("title") or pack.resolve().name
