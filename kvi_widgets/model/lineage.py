"""Which state of an answer file comes from which, so that a file that never knew a row does not take it away.

Every write gives the file a name of its own, before the names of those that it was written over. A
tool that carries a folder between machines may put a file in place that comes from elsewhere, or
lay it beside, as a conflict copy; the names tell.
"""

import re
import secrets
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from kvi_widgets.model.answer_file import Stamp, stamp_of
from kvi_widgets.model.data_package import MOST_BYTES, AnswerFileError, dump, is_newer, parse, tables_of
from kvi_widgets.model.shapes import Package, Tables
from kvi_widgets.model.versions import versions
from kvi_widgets.words.foreign_files import read_file

STATES = "states"  # where a file lists them, under ``kvi``
COPIES = "copies"  # and there those of conflict copies, which lie in the folder longer than their names would stay
MOST_STATES = 300  # of an hour's work there are about a hundred
MOST_COPIES = 50
MOST_REMEMBERED = 50
MOST_VERSIONS_READ = 30
LONGEST_NAME = 16
# Syncthing; Nextcloud, ownCloud and Dropbox in the languages that say it so.
COPY_NAME = re.compile(
    r"\.sync-conflict-[\w-]+| \([^()]*(confli[ck]?t|konflikt)[^()]*\)|_conflict-[\d-]+", re.IGNORECASE
)
# OneDrive adds the computer's name; a partner's file may be called so, too.
COMPUTER_NAME = re.compile(r"-[A-Z][A-Z0-9]*[A-Z0-9-]{2,14}")


def states_of(package: Package) -> list[str]:
    """Names of the states that a package comes from, its own first; none where no kit has named it.

    >>> states_of({"kvi": {"states": "b2 a1", "copies": "c3"}}), states_of({"kvi": {"states": 7}})
    (['b2', 'a1', 'c3'], [])
    """
    return [*dict.fromkeys(_names(package, STATES, MOST_STATES) + _names(package, COPIES, MOST_COPIES))]


def _names(package: Package, key: str, most: int) -> list[str]:
    found = package.get("kvi", {}).get(key)
    names = found[: most * LONGEST_NAME].split()[:most] if isinstance(found, str) else []
    return [name[:LONGEST_NAME] for name in names if name.isascii()]


def next_states(packages: list[Package]) -> dict[str, str]:
    """What a file says that is written over these packages: a new name before all of theirs.

    >>> next_states([{"kvi": {"states": "b2 a1"}}, {"kvi": {"states": "c3 a1"}}])["states"].split()[1:]
    ['b2', 'a1', 'c3']
    """
    before = dict.fromkeys(name for package in packages for name in _names(package, STATES, MOST_STATES))
    copies = dict.fromkeys(name for package in packages for name in _names(package, COPIES, MOST_COPIES))
    said = {STATES: " ".join([secrets.token_hex(4), *before][:MOST_STATES])}
    return said | ({COPIES: " ".join([*copies][-MOST_COPIES:])} if copies else {})


def united(package: Package, other: Package) -> Package:
    """A package that says that it knows another one, too, under its own name still.

    >>> united({"kvi": {"states": "b2 a1"}}, {"kvi": {"states": "c3 a1"}})
    {'kvi': {'states': 'b2 c3 a1'}}
    """
    own = states_of(package)
    names = dict.fromkeys([*own[:1], *states_of(other), *own])
    return {**package, "kvi": {**package.get("kvi", {}), STATES: " ".join(names)}}


def with_copy(package: Package, copy: Package) -> Package:
    """A package that says for good that it knows a conflict copy.

    >>> with_copy({"kvi": {"states": "b2"}}, {"kvi": {"states": "c3 a1"}})
    {'kvi': {'states': 'b2 c3 a1', 'copies': 'c3'}}
    """
    copies = dict.fromkeys([*_names(package, COPIES, MOST_COPIES), *states_of(copy)[:1]])
    knows = united(package, copy)
    return {**knows, "kvi": {**knows["kvi"], COPIES: " ".join([*copies][-MOST_COPIES:])}}


class Lineage:
    """What one notebook knows of where its file comes from.

    Parameters
    ----------
    path
        The answer file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._rows: dict[str, Tables] = {}  # of the states that were read or written here last, by name
        self._folder: Stamp = ()
        self._read: set[tuple[Path, Stamp]] = set()

    def remember(self, package: Package, rows: Tables) -> None:
        """Keep the rows of a state, in case others go on from it."""
        for name in states_of(package)[:1]:
            self._rows[name] = rows
        for name in list(self._rows)[:-MOST_REMEMBERED]:
            del self._rows[name]

    def known_of(self, states: list[str]) -> tuple[str, Tables]:
        """One of these states that is known here, by name, and its rows; blank and none where none is."""
        held = next((name for name in states if name in self._rows), "")
        if held:
            return held, self._rows[held]
        for version in versions(self.path)[:MOST_VERSIONS_READ] if states else []:
            with suppress(AnswerFileError, OSError):
                kept = parse(read_file(version.path, MOST_BYTES))
                name = next(iter(states_of(kept)), "")
                if name in states:
                    return name, tables_of(kept)[0]
        return "", {}

    def new_copies(self, workshop: str) -> list[tuple[Path, Package]]:
        """Conflict copies that came beside the file since it was asked last, of this kit or an older one."""
        folder = stamp_of(self.path.parent)
        if not folder or folder == self._folder:
            return []
        self._folder, found = folder, []
        with suppress(OSError):
            for path in sorted(self.path.parent.glob("*.json")):
                place = path, stamp_of(path)
                if not is_copy_name(path.stem, self.path.stem) or place in self._read:
                    continue
                self._read.add(place)
                with suppress(AnswerFileError, OSError):
                    package = parse(read_file(path, MOST_BYTES))
                    is_sure = COPY_NAME.fullmatch(path.stem, len(self.path.stem))
                    if not is_newer(package) and (is_sure or package["kvi"].get("workshop") == workshop):
                        found.append((path, _named(package)))
        return found


def _named(package: Package) -> Package:
    """A package that has a name: that of an older kit by what it holds, so that it is known again."""
    if states_of(package):
        return package
    name = sha256(dump(package).encode()).hexdigest()[:8]
    return {**package, "kvi": {**package["kvi"], STATES: name}}


def is_copy_name(name: str, stem: str) -> bool:
    """Whether a tool may name the conflict copy of a file so.

    >>> is_copy_name("mine.sync-conflict-20261128-105518-ABCDEFG", "mine"), is_copy_name("mine-2", "mine")
    (True, False)
    >>> is_copy_name("mine (conflicted copy 2026-11-28 105518)", "mine"), is_copy_name("mine-DESKTOP-4F2K", "mine")
    (True, True)
    """
    patterns = COPY_NAME, COMPUTER_NAME
    return name.startswith(stem) and any(pattern.fullmatch(name, len(stem)) for pattern in patterns)
