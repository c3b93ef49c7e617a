"""A learner's seat in a class: under which name, what was handed in from here, whose work lies open.

It is noted in a small hidden file beside the answers, and never travels with them: two learners who began with one
file have a seat each.
"""

import json
import re
import secrets
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from kvi_widgets.model.shapes import Package
from kvi_widgets.model.tables import text
from kvi_widgets.model.whole_files import written_whole
from kvi_widgets.words.foreign_files import read_file, read_json

MOST_NOTED = 20_000  # bytes
MOST_OF_A_NAME = 40
SEAT_LETTERS = 8
IDS = re.compile(f"[0-9a-f]{{{SEAT_LETTERS}}}")


class Seat(NamedTuple):
    """One learner in a class; ``name`` is blank until they choose another than the pseudonym."""

    id: str
    name: str = ""
    given: tuple[str, ...] = ()  # names of one's files for who teaches, the newest last
    given_at: int = 0  # when the last of them was there, in ms since 1970; 0 where nothing is
    shared: str = ""  # name of one's file for partners, while one looks for some
    partner: str = ""  # whose work was taken from the class: the seat,…
    partner_name: str = ""
    workshop: str = ""  # …and the id of that work
    shows: bool = False  # how far one is, to who teaches
    asks_since: int = 0  # since when one asks for help, in ms since 1970; 0 is not now
    in_room: bool = False  # a file of one's own may lie in the room


def new_seat() -> Seat:
    """A seat that nobody else has.

    >>> len(new_seat().id)
    8
    """
    return Seat(secrets.token_hex(SEAT_LETTERS // 2))


def seat_of(answers: Path | None) -> Seat | None:
    """The seat that is noted beside an answer file; None where there is no note, or none that can be used.

    >>> seat_of(None)
    """
    try:
        said = read_json(read_file(_note(answers), MOST_NOTED)) if answers else None
    except (OSError, ValueError):
        return None
    if not isinstance(said, dict) or not IDS.fullmatch(text(said.get("id"))):
        return None
    given = said.get("given")
    return Seat(
        **{name: text(said.get(name)) for name in ("id", "name", "shared", "partner", "partner_name", "workshop")},
        given=tuple(map(text, given)) if isinstance(given, list) else (),
        given_at=_moment(said.get("given_at")),
        asks_since=_moment(said.get("asks_since")),
        shows=said.get("shows") is True,
        in_room=said.get("in_room") is True,
    )


def _moment(said: Any) -> int:
    return said if isinstance(said, int) else 0


def keep_seat(answers: Path | None, seat: Seat) -> None:
    """Note a seat beside an answer file, in one step.

    Raises
    ------
    OSError
        It cannot be written.
    """
    if answers is None:
        return
    answers.parent.mkdir(parents=True, exist_ok=True)
    with written_whole(_note(answers)) as part:
        part.write_text(json.dumps(seat._asdict(), ensure_ascii=False), "utf-8")


def _note(answers: Path) -> Path:
    return answers.with_name(f".{answers.stem}.class.json")


def pseudonym(seat: str, words: dict[str, Any]) -> str:
    """A kind name for who does not give one, always the same for one seat; with its number it is rarely anybody else's.

    >>> pseudonym("12ab34cd", {"pair": "{first} {second} {number}", "first": ["Blue"], "second": ["otter"]})
    'Blue otter 40'
    """
    number, first = divmod(int.from_bytes(sha256(seat.encode()).digest()[:8]), len(words["first"]))
    number, second = divmod(number, len(words["second"]))
    names = {"first": words["first"][first], "second": words["second"][second]}
    return words["pair"].format(**names, number=10 + number % 90)


def seat_name(seat: Seat, words: dict[str, Any]) -> str:
    """Under which name one is seen in the class: the one that was typed, else a pseudonym.

    >>> seat_name(Seat("12ab34cd", "Ana"), {})
    'Ana'
    """
    return seat.name or pseudonym(seat.id, words)


def signed(package: Package, name: str) -> Package:
    """A package that says who hands it in, as the standard of Data Packages has it.

    >>> signed({"kvi": {}, "resources": []}, "Blue otter")["contributors"]
    [{'title': 'Blue otter'}]
    """
    return {**package, "contributors": [{"title": name}]}
