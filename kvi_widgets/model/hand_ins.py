"""What learners put into a class place and take from it; each file says whose it is by its name.

Nothing is sent by itself: each of these is somebody's click.
"""

import re
from datetime import datetime
from typing import NamedTuple
from unicodedata import normalize

from kvi_widgets.model.class_place import FOR_ONE, FOR_PARTNERS, FOR_TEACHER, ClassPlace, SharedFile
from kvi_widgets.model.class_seat import MOST_OF_A_NAME, Seat, signed
from kvi_widgets.model.data_package import MOST_BYTES, AnswerFileError, dump, too_big
from kvi_widgets.model.shapes import Package
from kvi_widgets.words.plain_text import clean_text

NO_LETTERS = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+')  # what some disk or server cannot have in a name
SIGNED_FILE = re.compile(r"(?:(?P<to>[0-9a-z]{8}) )?(?P<name>.+) (?P<seat>[0-9a-z]{8})(?P<more>-.*)?\.json")


class FromClass(NamedTuple):
    """A file of somebody in the class: under which name, from which seat, the file, when the place got it."""

    name: str
    seat: str
    file: str
    changed: float


def file_safe(name: str) -> str:
    """A person's name as it may stand in the name of a file.

    >>> file_safe(" Zoé / Tom. ")
    'Zoé Tom'
    """
    return (
        " ".join(NO_LETTERS.sub(" ", clean_text(normalize("NFC", name))).split()).strip(" .")[:MOST_OF_A_NAME].strip()
    )


def file_handed_in(name: str, seat: str, step: str, now: datetime) -> str:
    """Name of what somebody hands in: who, at which step, when.

    >>> file_handed_in("Blue otter", "12ab34cd", "Links", datetime(2026, 11, 27, 10, 42))
    'Blue otter 12ab34cd-Links-2026-11-27-1042.json'
    """
    return f"{file_safe(name)} {seat}-{file_safe(step)}-{now:%Y-%m-%d-%H%M}.json"


def hand_in(place: ClassPlace, file: str, package: Package, name: str) -> None:
    """Put one's work into the place for who teaches; raises as `ClassPlace` does, and where it is too large."""
    place.put(FOR_TEACHER, file, _content(package, name))


def show_to_partners(place: ClassPlace, seat: Seat, package: Package, name: str) -> str:
    """Put one's work where those find it who look for a partner; gives the name of the file."""
    file = f"{file_safe(name)} {seat.id}.json"
    place.put(FOR_PARTNERS, file, _content(package, name))
    if seat.shared and seat.shared != file:  # under an earlier name
        place.remove(FOR_PARTNERS, seat.shared)
    return file


def hide_from_partners(place: ClassPlace, seat: Seat) -> None:
    """Take one's work away from there."""
    if seat.shared:
        place.remove(FOR_PARTNERS, seat.shared)


def take_back(place: ClassPlace, seat: Seat) -> None:
    """Take all away that was put there from this seat; what is gone already is no error, so it may be tried again."""
    hide_from_partners(place, seat)
    for file in seat.given:
        place.remove(FOR_TEACHER, file)


def partners(place: ClassPlace, seat: Seat) -> list[FromClass]:
    """Who else looks for a partner, the newest first.

    >>> import tempfile
    >>> place = ClassPlace(tempfile.mkdtemp())
    >>> _ = show_to_partners(place, Seat("12ab34cd"), {"kvi": {}, "resources": []}, "Blue otter")
    >>> [one.name for one in partners(place, Seat("99999999"))], partners(place, Seat("12ab34cd"))
    (['Blue otter'], [])
    """
    others = [one for to, one in _signed(place.files(FOR_PARTNERS)) if not to and one.seat != seat.id]
    return list({one.seat: one for one in reversed(others)}.values())[::-1]


def signed_in(place: ClassPlace, folder: str) -> tuple[list[FromClass], list[str]]:
    """Files in a folder, the newest first, and names of those that do not say whose they are."""
    files = place.files(folder)
    signed = [one for _, one in _signed(files)]
    known = {one.file for one in signed}
    return signed, [one.name for one in files if one.name not in known]


def gave_or_got(place: ClassPlace) -> set[str]:
    """Seats from which feedback was sent, or for which some lies there: they have their partners."""
    return {seat for to, one in _signed(place.files(FOR_ONE)) if to for seat in (to, one.seat)}


def partner_file(place: ClassPlace, one: FromClass) -> str:
    """Text of the work of one of them."""
    return _read(place, FOR_PARTNERS, one)


def send_feedback(place: ClassPlace, seat: Seat, package: Package, name: str) -> None:
    """Put feedback there for the partner whose work was taken from the place; it replaces one's earlier."""
    place.put(FOR_ONE, f"{seat.partner} {file_safe(name)} {seat.id}.json", _content(package, name))


def feedback_for(place: ClassPlace, seat: Seat) -> list[tuple[FromClass, str | AnswerFileError]]:
    """Feedback that lies there for this seat, the oldest first; what cannot be read says why."""
    mine = [one for to, one in _signed(place.files(FOR_ONE)) if to == seat.id]
    return [(one, _read_or_why(place, one)) for one in reversed(mine)]


def _signed(files: list[SharedFile]) -> list[tuple[str, FromClass]]:
    """Files that say whose they are, each with the seat it is for, which is blank where it is for all."""
    named = [(SIGNED_FILE.fullmatch(normalize("NFC", one.name)), one) for one in files]
    return [
        (said["to"] or "", FromClass(file_safe(said["name"]) or said["seat"], said["seat"], *one))
        for said, one in named
        if said
    ]


def _read_or_why(place: ClassPlace, one: FromClass) -> str | AnswerFileError:
    try:
        return _read(place, FOR_ONE, one)
    except AnswerFileError as error:
        return error


def _read(place: ClassPlace, folder: str, one: FromClass) -> str:
    return place.read(folder, one.file).decode("utf-8", "replace")


def _content(package: Package, name: str) -> bytes:
    content = dump(signed(package, name)).encode()
    if len(content) > MOST_BYTES:
        raise too_big()
    return content
