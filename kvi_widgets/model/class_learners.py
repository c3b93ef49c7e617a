"""Learners of a class, made of the files that it has handed in, and the files that no learner stands for."""

import re
from collections.abc import Iterable
from itertools import groupby
from pathlib import PurePath
from typing import NamedTuple
from unicodedata import combining, normalize

from kvi_widgets.model.data_package import AnswerFileError, apart, parse, too_big
from kvi_widgets.model.shapes import Remark
from kvi_widgets.model.starter import SIGNED, unsigned
from kvi_widgets.model.submissions import Submission
from kvi_widgets.model.workshop import Workshop
from kvi_widgets.words.content import Content


class Learner(NamedTuple):
    """One learner or team, as the class's place names them, with their answers."""

    name: str
    place: str
    workshop: Workshop


class LeftOut(NamedTuple):
    """A file that no learner stands for, and why: a key of ``messages.toml`` or ``desk.toml``, with its details."""

    place: str
    reason: Remark


def class_learners(handed_in: Iterable[Submission], content: Content) -> tuple[list[Learner], list[LeftOut]]:
    """Open every file: one learner for each name and workshop, whose newest file counts.

    Parameters
    ----------
    handed_in
        Files, as `kvi_widgets.model.submissions.submissions` finds them; they may be broken or hostile.
    content
        Content pack of the class.

    Returns
    -------
    tuple
        Learners, in the order in which people read names; all other files.

    Examples
    --------
    >>> class_learners([Submission("Bo", "bo.json", 0, b"{")], Content.load("en"))
    ([], [LeftOut(place='bo.json', reason=('not_json', {}))])
    """
    learners: list[Learner] = []
    left_out: list[LeftOut] = []
    files = sorted(handed_in, key=lambda file: (natural(file.learner), file.learner, -file.changed, file.place))
    for name, versions in groupby(files, key=lambda file: file.learner):
        found: dict[str, Learner] = {}  # by workshop: a folder may hold a partner's file as well
        for file in versions:
            try:
                workshop = _opened(file, content)
            except AnswerFileError as error:
                left_out.append(LeftOut(file.place, (error.reason, error.details)))
                continue
            if workshop.id in found:
                left_out.append(LeftOut(file.place, ("older", {"name": name})))
            else:
                found[workshop.id] = Learner(name, file.place, workshop)
        is_one = len(found) == 1
        learners += [
            one if is_one else one._replace(name=f"{name} · {PurePath(one.place).stem}") for one in found.values()
        ]
    return learners, left_out


def _opened(file: Submission, content: Content) -> Workshop:
    if file.content is None:
        raise AnswerFileError("broken_zip") if file.is_broken else too_big()
    package, _ = apart(parse(file.content))
    workshop = Workshop(content)
    workshop.load(package)
    return workshop


def numbered(learners: Iterable[Learner]) -> list[Learner]:
    """Same learners under numbers, without the names of who gave feedback; sentences stay as they were written.

    >>> numbered([Learner("Ana", "ana.json", Workshop(Content.load("en")))])[0].name
    'Learner 1'
    """
    shown = []
    for number, (_, place, workshop) in enumerate(learners, start=1):
        signed = {table: rows for table, rows in workshop.rows.items() if rows and SIGNED in rows[0]}
        workshop.update_all({table: unsigned(rows) for table, rows in signed.items()})
        name = workshop.content.words("desk")["learner"].format(number=number)
        shown.append(Learner(name, place, workshop))
    return shown


def natural(name: str) -> list[tuple[int, str]]:
    """Key by which names stand as people order them: 2 before 10, É beside E.

    >>> sorted(["Team 10", "team 2", "Zoé", "Élodie"], key=natural)
    ['Élodie', 'team 2', 'Team 10', 'Zoé']
    """
    letters = "".join(letter for letter in normalize("NFKD", name.casefold()) if not combining(letter))
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d+)", letters)]
