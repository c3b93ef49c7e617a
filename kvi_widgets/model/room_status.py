"""How far learners are who show it to their class: one small file for each seat, without a word of their work."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from kvi_widgets.model.class_place import ROOM, ClassPlace, SharedFile
from kvi_widgets.model.class_seat import IDS
from kvi_widgets.model.class_trouble import GONE, RIGHTS
from kvi_widgets.model.data_package import AnswerFileError
from kvi_widgets.model.hand_ins import file_safe
from kvi_widgets.model.tables import text
from kvi_widgets.words.foreign_files import read_json

MOST_OF_A_STATUS = 4_000  # bytes
MOST_STEPS_DONE = 50
MOST_IN_ROOM = 1_000
LATEST_MOMENT = 10**14  # ms since 1970: a clock that says more is no clock
PASSED_OVER_FOR = {GONE, RIGHTS, "too_big"}  # taken back while one looked, or no status at all


class Status(NamedTuple):
    """One learner: ``done`` are the ids of steps, None where one does not show them; since when one asks for help.

    ``partner`` is the seat whose work was taken from the class, where one shows it.
    """

    seat: str
    name: str
    done: tuple[str, ...] | None = None
    asks_since: int = 0
    partner: str = ""


def show_in_room(place: ClassPlace, status: Status) -> None:
    """Put it where who teaches sees it, in place of the one before; raises as `ClassPlace` does.

    >>> import tempfile
    >>> place = ClassPlace(tempfile.mkdtemp())
    >>> show_in_room(place, Status("12ab34cd", "Blue otter", ("welcome",)))
    >>> statuses(place)
    [Status(seat='12ab34cd', name='Blue otter', done=('welcome',), asks_since=0, partner='')]
    >>> leave_room(place, "12ab34cd"); statuses(place)
    []
    """
    place.put(ROOM, _file_of(status.seat), json.dumps(status._asdict(), ensure_ascii=False).encode())


def leave_room(place: ClassPlace, seat: str) -> None:
    """Take one's file away from there; nothing happens where there is none."""
    place.remove(ROOM, _file_of(seat))


def statuses(place: ClassPlace) -> list[Status]:
    """All who show something now; files that are no status are passed over.

    Raises
    ------
    ClassPlaceError
        The place does not answer: fewer than are there are never given.
    """
    named = [one for one in place.files(ROOM) if IDS.fullmatch(Path(one.name).stem)]
    return sorted(_read_all(place, named[:MOST_IN_ROOM]))


def _file_of(seat: str) -> str:
    return f"{seat}.json"


def _read_all(place: ClassPlace, named: list[SharedFile]) -> Iterator[Status]:
    for one in named:
        try:
            said = read_json(place.read(ROOM, one.name, MOST_OF_A_STATUS))
        except AnswerFileError as error:
            if error.reason not in PASSED_OVER_FOR:
                raise
        except ValueError:
            pass
        else:
            status = _status(said, Path(one.name).stem)
            if status:
                yield status


def _status(said: Any, seat: str) -> Status | None:
    """What a file says, as far as it is what a status may say."""
    if not isinstance(said, dict) or said.get("seat") != seat:
        return None
    done, since = said.get("done"), said.get("asks_since")
    moment = since if isinstance(since, int) and not isinstance(since, bool) and 0 <= since < LATEST_MOMENT else 0
    steps = tuple(text(step) for step in done[:MOST_STEPS_DONE]) if isinstance(done, list) else None
    partner = text(said.get("partner"))
    name = file_safe(text(said.get("name"))) or seat
    return Status(seat, name, steps, moment, partner if IDS.fullmatch(partner) else "")
