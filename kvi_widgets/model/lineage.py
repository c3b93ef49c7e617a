"""Which state of an answer file comes from which, so that a file that never knew a row does not take it away.

Every write gives the file a name of its own, before the names of those that it was written over. A
tool that carries a folder between machines may put a file in place that comes from elsewhere, or
lay it beside, as a conflict copy; the names tell.
"""

import re
import secrets
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from kvi_widgets.model.answer_file import Stamp, stamp_of
from kvi_widgets.model.data_package import MOST_BYTES, AnswerFileError, is_newer, parse, tables_of
from kvi_widgets.model.shapes import Package, Tables
from kvi_widgets.model.versions import versions
from kvi_widgets.words.foreign_files import read_file

STATES = "states"  # where a file lists them, under ``kvi``
MOST_STATES = 300  # of an hour's work there are about a hundred
MOST_REMEMBERED = 50
MOST_VERSIONS_READ = 30
LONGEST_NAME = 16
# Syncthing; Nextcloud, ownCloud and Dropbox in the languages that say it so; OneDrive, which adds the computer's name.
COPY_NAME = re.compile(
    r"\.sync-conflict-[\w-]+|[ _(-].*(confli[ck]?t|konflikt).*|-[A-Z][A-Z0-9]*[A-Z0-9-]{2,14}", re.DOTALL
)


def states_of(package: Package) -> list[str]:
    """Names of the states that a package comes from, its own first; none where no kit has named it.

    >>> states_of({"kvi": {"states": "b2 a1"}}), states_of({"kvi": {"states": 7}})
    (['b2', 'a1'], [])
    """
    found = package.get("kvi", {}).get(STATES)
    names = found[: MOST_STATES * LONGEST_NAME].split()[:MOST_STATES] if isinstance(found, str) else []
    return [name[:LONGEST_NAME] for name in names if name.isascii()]


def next_states(packages: Iterable[Package]) -> str:
    """Names for what is written over these packages: a new one before all of theirs.

    >>> next_states([{"kvi": {"states": "b2 a1"}}, {"kvi": {"states": "c3 a1"}}]).split()[1:]
    ['b2', 'a1', 'c3']
    """
    before = dict.fromkeys(name for package in packages for name in states_of(package))
    return " ".join([secrets.token_hex(4), *before][:MOST_STATES])


def united(package: Package, other: Package) -> Package:
    """A package that says that it knows another one, too, under its own name still.

    >>> united({"kvi": {"states": "b2 a1"}}, {"kvi": {"states": "c3 a1"}})
    {'kvi': {'states': 'b2 c3 a1'}}
    """
    own = states_of(package)
    names = dict.fromkeys([*own[:1], *states_of(other), *own])
    return {**package, "kvi": {**package.get("kvi", {}), STATES: " ".join(names)}}


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

    def common_rows(self, package: Package) -> Tables:
        """Rows of the last state that a package shares with what is known here; none where there is none."""
        theirs = states_of(package)
        known = next((self._rows[name] for name in theirs if name in self._rows), None)
        if known is None:
            for version in versions(self.path)[:MOST_VERSIONS_READ] if theirs else []:
                with suppress(AnswerFileError, OSError):
                    kept = parse(read_file(version.path, MOST_BYTES))
                    if {*states_of(kept)[:1]} & {*theirs}:
                        return tables_of(kept)[0]
        return known or {}

    def new_copies(self) -> list[tuple[Path, Package]]:
        """Conflict copies that came beside the file since it was asked last, of this kit or an older one."""
        folder = stamp_of(self.path.parent)
        if not folder or folder == self._folder:
            return []
        self._folder, found = folder, []
        with suppress(OSError):
            for path in sorted(self.path.parent.glob("*.json")):
                place = path, stamp_of(path)
                if is_copy_name(path.stem, self.path.stem) and place not in self._read:
                    self._read.add(place)
                    with suppress(AnswerFileError, OSError):
                        found.append((path, parse(read_file(path, MOST_BYTES))))
        return [(path, package) for path, package in found if not is_newer(package)]


def is_copy_name(name: str, stem: str) -> bool:
    """Whether a tool names the conflict copy of a file so.

    >>> is_copy_name("mine.sync-conflict-20261128-105518-ABCDEFG", "mine"), is_copy_name("mine-2", "mine")
    (True, False)
    >>> is_copy_name("mine (conflicted copy 2026-11-28 105518)", "mine"), is_copy_name("mine-DESKTOP-4F2K", "mine")
    (True, True)
    """
    return name.startswith(stem) and bool(COPY_NAME.fullmatch(name, len(stem)))
