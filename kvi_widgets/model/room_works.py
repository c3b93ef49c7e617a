"""Works that learners have given to their class or show to partners, for who follows the class: each one's newest."""

from itertools import groupby, islice
from typing import NamedTuple

from kvi_widgets.model.class_learners import LONGEST_PLACE, workshop_in
from kvi_widgets.model.class_place import FOR_PARTNERS, FOR_TEACHER, ClassPlace
from kvi_widgets.model.data_package import AnswerFileError
from kvi_widgets.model.hand_ins import FromClass, gave_or_got, signed_in
from kvi_widgets.model.room_status import MOST_IN_ROOM, PASSED_OVER_FOR
from kvi_widgets.model.workshop import Workshop
from kvi_widgets.words.content import Content
from kvi_widgets.words.plain_text import one_line

Read = dict[tuple[str, FromClass], Workshop | None]  # by folder and file; None: no answers


class Work(NamedTuple):
    """One learner's newest work, and under which name they look for a partner: blank where they do not."""

    seat: str
    workshop: Workshop
    looks_as: str


class RoomWorks:
    """Works in a class place; one that was read is not read again while its file is the same.

    Parameters
    ----------
    place
        Where the class meets.
    content
        Content pack of the class.

    Examples
    --------
    >>> import tempfile
    >>> works = RoomWorks(ClassPlace(tempfile.mkdtemp()), Content.load("en"))
    >>> works.look(), works.handed_in, works.looking, works.paired, works.unread
    ([], 0, 0, set(), [])
    """

    def __init__(self, place: ClassPlace, content: Content) -> None:
        self.place, self.content = place, content
        self._read: Read = {}  # at the last look
        self.handed_in = self.looking = 0  # learners, at the last look
        self.paired: set[str] = set()  # seats of those who have exchanged feedback
        self.unread: list[str] = []  # names of files that hold no answers, or are nobody's

    def look(self) -> list[Work]:
        """Everybody's newest work, in the order of their seats; files that hold no answers are passed over.

        Raises
        ------
        ClassPlaceError
            The place does not answer.
        """
        (given, strange), (shown, strangers) = (signed_in(self.place, one) for one in (FOR_TEACHER, FOR_PARTNERS))
        looks_as = {one.seat: one.name for one in reversed(shown)}
        files = [(FOR_TEACHER, one) for one in given] + [(FOR_PARTNERS, one) for one in shown]
        files.sort(key=lambda file: (file[1].seat, -file[1].changed))
        works, before, self._read = [], self._read, {}
        for seat, theirs in islice(groupby(files, key=lambda file: file[1].seat), MOST_IN_ROOM):
            work = next(filter(None, (self._workshop(*file, before) for file in theirs)), None)
            works += [Work(seat, work, looks_as.get(seat, ""))] if work else []
        self.handed_in, self.looking = len({one.seat for one in given}), len(looks_as)
        self.paired = gave_or_got(self.place)
        unread = [*strange, *strangers, *(one.file for (_, one), work in self._read.items() if not work)]
        self.unread = sorted(one_line(name, LONGEST_PLACE) for name in unread)
        return works

    def _workshop(self, folder: str, one: FromClass, before: Read) -> Workshop | None:
        # A place that does not say when a file came does not say that it is another one, either; one that holds no
        # answers may be half written, and whole a moment later.
        known = before.get((folder, one)) if one.changed else None
        self._read[folder, one] = known or self._opened(folder, one)
        return self._read[folder, one]

    def _opened(self, folder: str, one: FromClass) -> Workshop | None:
        try:
            held = self.place.read(folder, one.file)
        except AnswerFileError as error:
            if error.reason not in PASSED_OVER_FOR:
                raise
            return None
        try:
            return workshop_in(held, self.content)
        except AnswerFileError:
            return None
