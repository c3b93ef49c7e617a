"""Works that learners have given to their class or show to partners, for who follows the class: each one's newest."""

from typing import NamedTuple

from kvi_widgets.model.class_learners import workshop_in
from kvi_widgets.model.class_place import FOR_PARTNERS, FOR_TEACHER, ClassPlace
from kvi_widgets.model.data_package import AnswerFileError
from kvi_widgets.model.hand_ins import FromClass, newest_in
from kvi_widgets.model.room_status import MOST_IN_ROOM, PASSED_OVER_FOR
from kvi_widgets.model.workshop import Workshop
from kvi_widgets.words.content import Content


class Work(NamedTuple):
    """One learner's newest work, and under which name they look for a partner: blank where they do not."""

    seat: str
    workshop: Workshop
    looks_as: str


class RoomWorks:
    """Works in a class place; a file that was read is not read again while it is the same.

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
    >>> works.look(), works.handed_in, works.looking
    ([], 0, 0)
    """

    def __init__(self, place: ClassPlace, content: Content) -> None:
        self.place, self.content = place, content
        self._read: dict[tuple[str, FromClass], Workshop | None] = {}  # None: no answers
        self.handed_in = self.looking = 0  # learners, at the last look

    def look(self) -> list[Work]:
        """Everybody's newest work, in the order of their seats; files that hold no answers are passed over.

        Raises
        ------
        ClassPlaceError
            The place does not answer.
        """
        given, shown = (newest_in(self.place, folder) for folder in (FOR_TEACHER, FOR_PARTNERS))
        newest = {seat: (FOR_PARTNERS, one) for seat, one in shown.items()}
        for seat, one in given.items():
            if seat not in shown or shown[seat].changed <= one.changed:
                newest[seat] = FOR_TEACHER, one
        files = sorted(newest.items())[:MOST_IN_ROOM]
        self._read = {file: self._workshop(*file) for _, file in files}
        self.handed_in, self.looking = len(given), len(shown)
        works = [(seat, self._read[file], shown[seat].name if seat in shown else "") for seat, file in files]
        return [Work(seat, work, name) for seat, work, name in works if work]

    def _workshop(self, folder: str, one: FromClass) -> Workshop | None:
        # A place that does not say when a file came does not say that it is another one, either.
        if one.changed and (folder, one) in self._read:
            return self._read[folder, one]
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
