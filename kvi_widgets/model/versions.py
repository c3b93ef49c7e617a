"""Earlier versions of an answer file, in a folder beside it.

They are counted, so that a clock set back loses none, and thinned out with age: all of the last
hour, the last of each hour of a day, the last of each day before.
"""

import re
import shutil
import time
from calendar import timegm
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from kvi_widgets.model.data_package import MOST_BYTES, AnswerFileError, parse
from kvi_widgets.model.shapes import Package
from kvi_widgets.model.whole_files import written_whole
from kvi_widgets.words.foreign_files import read_file

MINUTES_APART = 3
HOUR, DAY = 3600, 86400
WHEN = "%Y-%m-%d-%H%M%S"  # in UTC, which no journey and no summer changes
KEPT_MARK = "-kept"  # in the name of what the kit has promised to keep
# Older kits wrote local time and no number.
NAME = re.compile(rf"(?:-(\d{{6,}}))?-(\d{{4}}-\d\d-\d\d-\d{{6}})(?:-\d{{6}}|Z({KEPT_MARK})?)\.json")


class Version(NamedTuple):
    """One version: its number (0 from older kits), when it was made in s since 1970, whether it stays for good."""

    number: int
    made: float
    path: Path
    kept: bool


def versions(path: Path) -> list[Version]:
    """Earlier versions of an answer file that were kept, the newest first.

    >>> versions(Path("not-there.json"))
    []
    """
    found = []
    with suppress(OSError):
        for place in (path.parent / "versions").iterdir():
            # Only our own: beside atelier.json may lie atelier-2.json, with versions in the same folder.
            name = NAME.fullmatch(place.name, len(path.stem)) if place.name.startswith(path.stem) else None
            if name:
                with suppress(ValueError, OverflowError):  # no such day
                    found.append(Version(int(name[1] or 0), _moment(name), place, bool(name[3])))
    return sorted(found, reverse=True)


def _moment(name: re.Match[str]) -> float:
    when = time.strptime(name[2], WHEN)
    return timegm(when) if name[1] else time.mktime(when)


def keep_version(path: Path, *, for_good: bool = False) -> None:
    """Keep a copy of an answer file as it is now, unless there is a recent one; thin out the older ones.

    Parameters
    ----------
    path
        The answer file.
    for_good
        Keep it even so, and never thin it out.
    """
    # A copy that fails must not keep the answers themselves from being saved.
    with suppress(OSError):
        there = versions(path)
        newest = there[0] if there else None
        recent = newest and 0 <= time.time() - newest.made < 60 * MINUTES_APART
        if not path.is_file() or (recent and not for_good):
            return
        if newest and for_good and newest.kept and read_file(newest.path, MOST_BYTES) == read_file(path, MOST_BYTES):
            return
        _copy(path, newest.number + 1 if newest else 1, KEPT_MARK if for_good else "")
        for old in thinned_out(there, time.time()):
            old.path.unlink()


def _copy(path: Path, number: int, kept: str) -> None:
    # A copy and no hard link: who writes into the file where it stands would change every version with it.
    folder = path.parent / "versions"
    folder.mkdir(exist_ok=True)
    place = folder / f"{path.stem}-{number:06}-{time.strftime(WHEN, time.gmtime())}Z{kept}.json"
    with written_whole(place) as part:
        shutil.copy(path, part)


def thinned_out(there: list[Version], now: float) -> list[Version]:
    """Versions that may go, of these, the newest first.

    >>> made = [Version(number, 600 * number, Path(), kept=number == 1) for number in (9, 8, 7, 2, 1)]
    >>> [version.number for version in thinned_out(made, 600 * 15)]
    [8, 7]
    """
    spare, taken = [], set()
    for version in there:
        age = now - version.made
        span = HOUR if age < DAY else DAY
        place = (span, version.made // span)
        if age >= HOUR and not version.kept and place in taken:
            spare.append(version)
        taken.add(place)
    return spare


def version_before(path: Path, made: float) -> tuple[float, Package] | None:
    """The newest kept version made before this moment (s since 1970) that can be read: when it was made, what it holds.

    >>> version_before(Path("not-there.json"), time.time())
    """
    for version in sorted(versions(path), key=lambda version: version.made, reverse=True):
        if version.made < made:
            with suppress(AnswerFileError, OSError):
                return version.made, parse(read_file(version.path, MOST_BYTES))
    return None


def last_good(path: Path) -> tuple[Path, Package] | None:
    """Newest kept version that can be read, with its package.

    >>> last_good(Path("not-there.json"))
    """
    for version in versions(path):
        with suppress(AnswerFileError, OSError):
            return version.path, parse(read_file(version.path, MOST_BYTES))
    return None
