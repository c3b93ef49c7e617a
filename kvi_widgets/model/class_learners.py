"""Learners of a class, made of the files that it has handed in, and the files that no learner stands for."""

import re
from collections import Counter
from collections.abc import Iterable
from itertools import groupby
from pathlib import PurePath
from typing import Any, NamedTuple
from unicodedata import combining, normalize

from kvi_widgets.model.class_counts import ClassCounts, read_counts
from kvi_widgets.model.data_package import AnswerFileError
from kvi_widgets.model.quick_tables import read_answers
from kvi_widgets.model.shapes import Remark, Tables
from kvi_widgets.model.starter import SIGNED, is_starter, unsigned
from kvi_widgets.model.submissions import IN_CLASS, Archives, Submission
from kvi_widgets.model.workshop import Workshop
from kvi_widgets.words.content import Content
from kvi_widgets.words.plain_text import one_line

NOBODYS = {"starter", "only_feedback"}  # reasons why a file is nobody's answers
LONGEST_PLACE = 250


class Learner(NamedTuple):
    """One learner or team, as the class's place names them, with their answers."""

    name: str
    place: str
    workshop: Workshop


class LeftOut(NamedTuple):
    """A file that no learner stands for, and why: a key of ``messages.toml`` or ``desk.toml``, with its details.

    ``learner`` is somebody of whom nothing else is there. A folder of earlier versions is one, with how many ``files``.
    """

    place: str
    reason: Remark
    learner: str = ""
    files: int = 1


class Found(NamedTuple):
    """What was read: learners, the files that none of them stands for, and counts of other classes."""

    learners: list[Learner]
    left_out: list[LeftOut]
    counts: list[ClassCounts]


def class_learners(handed_in: Iterable[Submission], content: Content) -> Found:
    """Open every file: one learner for each name and workshop, whose newest file counts.

    Parameters
    ----------
    handed_in
        Files, as `kvi_widgets.model.submissions.submissions` finds them; they may be broken or hostile.
    content
        Content pack of the class.

    Returns
    -------
    Found
        Learners, in the order in which people read names; all other files.

    Examples
    --------
    >>> class_learners([Submission("Bo", "bo.json", 0, __file__)], Content.load("en")).left_out
    [LeftOut(place='bo.json', reason=('not_json', {}), learner='Bo', files=1)]
    """
    found = Found([], [], [])
    with Archives() as archives:
        for files in by_learner(handed_in):
            more = learners_of(files, archives, content)
            found.learners.extend(more.learners)
            found.left_out.extend(more.left_out)
            found.counts.extend(more.counts)
    return found


def by_learner(handed_in: Iterable[Submission]) -> list[list[Submission]]:
    """Files of each learner, in the order in which people read names."""
    handed_in = sorted(handed_in, key=lambda file: file.changed)
    last = {_seat(file.place): file.learner for file in handed_in if _is_named_by_file(file)}
    files = [file._replace(learner=last[_seat(file.place)]) if _is_named_by_file(file) else file for file in handed_in]
    files.sort(key=_order)
    return [list(group) for _, group in groupby(files, key=lambda file: file.learner)]


def learners_of(files: list[Submission], archives: Archives, content: Content) -> Found:
    """Open the files of one name: one learner, or several where they hold several workshops.

    >>> with Archives() as archives:
    ...     learners_of([Submission("Bo", "bo.json", 0, __file__)], archives, Content.load("en")).learners
    []
    """
    name = files[0].learner
    found, left, counts = _learners_of(name, files, archives, content)
    if len(found) > 1:
        places = [PurePath(one.place).with_suffix("") for one in found]
        are_told_apart = len({place.name for place in places}) == len(places)
        ends = [_seat(place.name) or place.name if are_told_apart else str(place) for place in places]
        found = [one._replace(name=f"{name} · {end}") for one, end in zip(found, ends, strict=True)]
    if not found:
        left = [one._replace(learner=name if _may_be_handed_in(one, name) else "") for one in left]
    return Found(found, left, counts)


def _is_named_by_file(file: Submission) -> bool:
    """Whether it was given in a class place, under a name that may have changed since, and no folder names somebody."""
    return bool(_seat(file.place)) and _place_line(PurePath(file.place).name).startswith(f"{file.learner} ")


def _place_line(place: str) -> str:
    return one_line(place, LONGEST_PLACE)


def _seat(place: str) -> str:
    """Seat of who put a file into a class place, the same from step to step; blank for a file from elsewhere."""
    seat = IN_CLASS.search(PurePath(place).stem)
    return seat[1] if seat else ""


def _order(file: Submission) -> tuple[Any, ...]:
    """Learner by learner, the newest first; earlier versions count where there is nothing else."""
    return natural(file.learner), file.learner, bool(_versions_folder(file.place)), -file.changed, file.place


def _versions_folder(place: str) -> str:
    """Folder in which the kit keeps earlier versions; blank for a file that lies elsewhere."""
    folder = place.rpartition("/")[0]
    return folder if folder.rpartition("/")[2] == "versions" else ""


def _learners_of(name: str, files: Iterable[Submission], archives: Archives, content: Content) -> Found:
    found: dict[str, Learner] = {}  # by seat or workshop: a folder may hold a partner's file as well
    left_out: list[LeftOut] = []
    counts: list[ClassCounts] = []
    versions: Counter[str] = Counter()
    for file in files:
        folder = _versions_folder(file.place)
        if folder and found:
            versions[folder] += 1
            continue
        try:
            held = archives.content(file)
            read = read_counts(held)
            workshop = workshop_in(held, content) if read is None else read
        except AnswerFileError as error:
            left_out.append(LeftOut(_place_line(file.place), (error.reason, error.details)))
            continue
        if isinstance(workshop, ClassCounts):
            counts.append(workshop)
        elif (theirs := _seat(file.place) or workshop.id) in found:
            left_out.append(LeftOut(_place_line(file.place), ("older", {"name": name})))
        else:
            found[theirs] = Learner(name, file.place, workshop)
    kept = [
        LeftOut(_place_line(folder), ("versions", {"count": count}), files=count) for folder, count in versions.items()
    ]
    return Found([*found.values()], left_out + kept, counts)


def _may_be_handed_in(left: LeftOut, name: str) -> bool:
    """Whether it is what somebody handed in: what is nobody's answers is, in a folder that bears their name."""
    return left.reason[0] not in NOBODYS or any(part.startswith(name) for part in PurePath(left.place).parts[:-1])


def workshop_in(held: bytes, content: Content) -> Workshop:
    """Answers that a file holds.

    Raises
    ------
    AnswerFileError
        It cannot be read, or is nobody's answers: a starter, or feedback alone.
    """
    package, rows = read_answers(held)
    if is_starter(package) or package["kvi"].get("feedback"):
        raise AnswerFileError("starter" if is_starter(package) else "only_feedback")
    workshop = Workshop(content)
    workshop.load(package, rows)
    return workshop


def numbered(learners: Iterable[Learner]) -> list[Learner]:
    """Same learners under numbers, without the names of who gave feedback; sentences stay as they were written.

    >>> numbered([Learner("Ana", "ana.json", Workshop(Content.load("en")))])[0].name
    'Learner 1'
    """
    shown = []
    for number, (_, place, workshop) in enumerate(learners, start=1):
        workshop.update_all(unnamed(workshop.rows))
        name = workshop.content.words("desk")["learner"].format(number=number)
        shown.append(Learner(name, place, workshop))
    return shown


def unnamed(tables: Tables) -> Tables:
    """Rows of all tables without the names that sign some of them.

    >>> unnamed({"reviews": [{"id": "a-Zoé", "reviewer": "Zoé"}]})
    {'reviews': [{'id': 'a-1', 'reviewer': ''}]}
    """
    return {table: unsigned(rows) if rows and SIGNED in rows[0] else rows for table, rows in tables.items()}


def numbered_left_out(left_out: Iterable[LeftOut], learners: int, content: Content) -> list[LeftOut]:
    """Same files, where whoever has nothing else there stands under a number after those of the learners.

    >>> left = [LeftOut("bo.json", ("not_json", {}), "Bo"), LeftOut("b.json", ("not_json", {}), "Bo")]
    >>> [one.learner for one in numbered_left_out(left, 7, Content.load("en"))]
    ['Learner 8', 'Learner 8']
    """
    left_out = list(left_out)
    names = dict.fromkeys(one.learner for one in left_out if one.learner)
    called = {name: content.words("desk")["learner"].format(number=learners + n) for n, name in enumerate(names, 1)}
    return [one._replace(learner=called.get(one.learner, "")) for one in left_out]


def natural(name: str) -> str:
    """Key by which names stand as people order them: 2 before 10, É beside E.

    >>> sorted(["Team 10", "team 2", "Zoé", "Élodie"], key=natural)
    ['Élodie', 'team 2', 'Team 10', 'Zoé']
    """
    letters = "".join(letter for letter in normalize("NFKD", name.casefold()) if not combining(letter))
    # As one short text: a hundred thousand of them are held at a time. What sorts first parts text from numbers.
    return "".join(f"\0{part.zfill(20)}" if part.isdecimal() else part for part in re.split(r"(\d+)", letters))
