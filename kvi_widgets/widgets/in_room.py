"""Show the class how far one is, and that one needs help: written beside the work, which waits for nothing."""

from collections.abc import Callable, Mapping
from threading import Lock, Thread

from kvi_widgets.model.class_place import ClassPlace
from kvi_widgets.model.class_seat import seat_name
from kvi_widgets.model.class_trouble import ClassPlaceError
from kvi_widgets.model.room_status import Status, leave_room, show_in_room
from kvi_widgets.model.workshop import Workshop


class InRoom:
    """One learner's file in the room, kept as the learner wants it: the newest state is written, by one thread.

    Parameters
    ----------
    workshop
        Whose progress.
    place
        Where the class meets.
    on_written
        Called, perhaps from that thread, when the place has taken it, or did not.

    Examples
    --------
    >>> import tempfile
    >>> from kvi_widgets import Content
    >>> workshop = Workshop(Content.load("en"))
    >>> here = InRoom(workshop, ClassPlace(tempfile.mkdtemp()), lambda: None)
    >>> here.follow({})
    >>> here.at_work, here.reached
    (None, True)
    """

    def __init__(self, workshop: Workshop, place: ClassPlace, on_written: Callable[[], object]) -> None:
        self.workshop, self.place, self._on_written = workshop, place, on_written
        self._lock = Lock()
        self._wanted = self._there = None if not workshop.seat.in_room else Status("", "")  # what lies there is unknown
        self.at_work: Thread | None = None
        self.reached = True  # the place, when it was last tried

    @property
    def name(self) -> str:
        """Under which name one is seen."""
        return seat_name(self.workshop.seat, self.workshop.content.words("form")["class_place"]["names"])

    def follow(self, done: Mapping[str, bool]) -> None:
        """Have written what is so by now, with the steps that are done; returns at once."""
        wanted = self._status(done)
        if wanted and not self.workshop.seat.in_room:  # before it is there, so that it can be taken away for certain
            self.workshop.take_seat(in_room=True)
        with self._lock:
            self._wanted = wanted
            if wanted == self._there or self.at_work:
                return
            self.at_work = Thread(target=self._write, daemon=True)
            self.at_work.start()

    def _status(self, done: Mapping[str, bool]) -> Status | None:
        """What is to be seen; None is nothing."""
        seat = self.workshop.seat
        if not seat.shows and not seat.asks_since:
            return None
        steps = tuple(step for step, is_done in done.items() if is_done) if seat.shows else None
        return Status(seat.id, self.name, steps, seat.asks_since, seat.partner if seat.shows else "")

    def _write(self) -> None:
        try:
            while self._has_more():
                wanted = self._wanted
                if wanted:
                    show_in_room(self.place, wanted)
                else:
                    self._leave()
                self._there, self.reached = wanted, True
        except ClassPlaceError:  # the next change tries again
            self.reached = False
            with self._lock:
                self.at_work = None
        self._on_written()

    def _leave(self) -> None:
        leave_room(self.place, self.workshop.seat.id)
        with self.workshop.lock:
            if self._wanted is None:
                self.workshop.take_seat(in_room=False)

    def _has_more(self) -> bool:
        with self._lock:
            if self._wanted == self._there:
                self.at_work = None
                return False
            return True
