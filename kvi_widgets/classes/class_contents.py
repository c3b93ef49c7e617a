"""What a class of one's own consists of: room for its words, its lessons, the kit, and what Binder needs."""

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

from kvi_widgets.classes.class_files import folder_files, part, text_bytes
from kvi_widgets.classes.kit_wheel import kit_version, kit_wheel
from kvi_widgets.classes.pack_schema import schema_files
from kvi_widgets.classes.statement import statement_parts
from kvi_widgets.words.content import DATA
from kvi_widgets.words.foreign_files import read_json
from kvi_widgets.words.pack_rows import TABLE_ROWS
from kvi_widgets.words.pack_words import KIT_ONLY

ORIGIN = ".kit/class.json"
REQUIREMENTS = "binder/requirements.txt"
SKELETON = {"binder/postBuild": "postBuild", ".gitignore": "gitignore", ".gitattributes": "gitattributes"}
REPOSITORY = re.compile(r"[\w.-]+/[\w.-]+", re.ASCII)
Origin = dict[str, Any]  # what ``.kit/class.json`` holds: language, title, repository, and of what is given the sums


def given_files(origin: Origin) -> dict[str, bytes]:
    """Files of a class as this kit gives them, before anybody changes a word.

    Parameters
    ----------
    origin
        ``language``, ``title`` and ``repository`` of the class, and ``all_words`` where they all are to be seen.

    >>> files = given_files({"language": "en", "title": "Our class", "repository": "me/ours"})
    >>> files["README.md"].decode().splitlines()[0], files["pack/strategy.toml"][:1]
    ('# Our class', b'#')
    """
    language = origin["language"]
    lessons = {
        name: data for name, data in folder_files(part("notebooks") / language).items() if name.endswith(".ipynb")
    }
    words = pack_files(language, whole=bool(origin.get("all_words")))
    wheel, kit = kit_wheel(language)
    pin = f"./kit/{wheel} --hash=sha256:{hashlib.sha256(kit).hexdigest()}\n"
    said, instead = f'open(lang=\\"{language}\\")'.encode(), b'open(pack=\\"../pack\\")'
    return {
        "README.md": _filled("README", origin | {"first": min(lessons), "name": origin["repository"].split("/")[1]}),
        "ACCESSIBILITY.md": _filled("ACCESSIBILITY", origin | statement_parts(language)),
        "LICENSE": text_bytes(part("LICENSE")),
        **{name: text_bytes(DATA / "class" / file) for name, file in SKELETON.items()},
        REQUIREMENTS: text_bytes(part("binder") / "requirements.txt") + pin.encode(),
        "binder/runtime.txt": text_bytes(part("binder") / "runtime.txt"),
        **{f"pack/{name}": data for name, data in words.items()},
        **schema_files([name.removesuffix(".toml") for name in sorted(words) if name.endswith(".toml")], language),
        **{f"notebooks/{name}": data.replace(said, instead) for name, data in lessons.items()},
        f"kit/{wheel}": kit,
    }


def pack_files(language: str, *, whole: bool = False) -> dict[str, bytes]:
    r"""Files of a pack that says nothing yet, or every word of the kit.

    >>> pack_files("en")["memo.csv"]
    b'aspect,kvi,kpi\n'
    >>> "messages.toml" in pack_files("en"), "messages.toml" in pack_files("en", whole=True)
    (False, True)
    """
    kit = {name: data for name, data in folder_files(DATA / language).items() if not is_kits_own(name)}
    if whole:
        return kit | {"pack.toml": f'base = "{language}"\n'.encode() + kit["pack.toml"]}
    own = DATA / "class" / language
    menus = {name: data for name, data in kit.items() if name.startswith("labconfig/")}
    headers = {f"{name}.csv": f"{','.join(columns)}\n".encode() for name, columns in TABLE_ROWS.items()}
    return folder_files(own) | headers | menus


def is_kits_own(name: str) -> bool:
    """Whether a file of a pack holds words about packs, which no class needs.

    >>> is_kits_own("check.toml"), is_kits_own("kvi.toml")
    (True, False)
    """
    return name.removesuffix(".toml") in KIT_ONLY


def read_origin(files: Mapping[str, bytes]) -> Origin:
    """What a class says in ``.kit`` of where it comes from.

    Raises
    ------
    ValueError
        It is not there or damaged.

    Examples
    --------
    >>> read_origin({ORIGIN: b'{"language": "en", "title": "Ours", "repository": "me/ours"}'})["title"]
    'Ours'
    """
    origin = read_json(files.get(ORIGIN, b""))
    if not isinstance(origin, dict):
        raise ValueError(origin)  # noqa: TRY004  damage of a file, no slip of a program
    said = [origin.get(name) for name in ("language", "title", "repository")] + [origin.get("kit", "")]
    given = origin.get("given", {})
    are_texts = isinstance(given, dict) and all(isinstance(text, str) for text in [*said, *given.values()])
    if not are_texts or not REPOSITORY.fullmatch(origin["repository"]):
        raise ValueError(origin)
    json.dumps(origin, ensure_ascii=False).encode()  # half a character could not be written again
    return origin


def origin_file(origin: Origin, given: dict[str, bytes]) -> dict[str, bytes]:
    """What a class keeps in ``.kit`` for its next update: where it comes from, and how its files were given."""
    sums = {name: file_sum(data) for name, data in sorted(given.items())}
    text = json.dumps(origin | {"kit": kit_version(), "given": sums}, ensure_ascii=False, indent=1) + "\n"
    return {ORIGIN: text.encode()}


def file_sum(data: bytes) -> str:
    """By what a file is known to be untouched."""
    return hashlib.sha256(data).hexdigest()[:16]


def _filled(name: str, gaps: Origin) -> bytes:
    own = DATA / "class" / f"{name}.{gaps['language']}.md"
    text = text_bytes(own if own.exists() else own.with_name(f"{name}.en.md")).decode()
    return re.sub(r"\{(\w+)\}", lambda gap: gaps[gap[1]], text).encode()
