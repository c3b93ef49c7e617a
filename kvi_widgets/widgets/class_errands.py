"""What a learner has to do with the class: each click is an errand to the class place, which says what came of it."""

from collections.abc import Callable
from datetime import datetime
from time import time
from typing import Any, NamedTuple

from kvi_widgets.logic.feedback import feedback_package, with_feedback
from kvi_widgets.logic.links import with_text
from kvi_widgets.logic.opened_files import FEEDBACK_PLACE, OWN_PLACE, PARTNER_PLACE
from kvi_widgets.model import hand_ins
from kvi_widgets.model.class_place import ClassPlace
from kvi_widgets.model.class_seat import seat_name
from kvi_widgets.model.class_trouble import ClassPlaceError
from kvi_widgets.model.data_package import AnswerFileError, parse, tables_of
from kvi_widgets.model.hand_ins import FromClass
from kvi_widgets.model.room_status import leave_room
from kvi_widgets.model.workshop import Workshop
from kvi_widgets.words.form_schema import step_title


class Errand(NamedTuple):
    """What to ask of the place (it may take long), in which part of the form, and what the answer leads to."""

    group: str
    ask: Callable[[], Any]
    end: Callable[[Any], str]  # gives a sentence


class InClass:
    """One learner, in one form, with a place where the class meets.

    Parameters
    ----------
    workshop
        Whose work.
    place
        Where the class meets.
    step
        The form in which it was asked for.
    open_text
        Opens a file in a group of the form, as if the learner had chosen it.

    Examples
    --------
    >>> from kvi_widgets import Content
    >>> here = InClass(Workshop(Content.load("en")), ClassPlace("/srv/class"), "kvi", print)
    >>> here.shown()["where"], here.shown()["looks"]
    ('/srv/class', False)
    """

    def __init__(
        self, workshop: Workshop, place: ClassPlace, step: str, open_text: Callable[[str, str], object]
    ) -> None:
        self.workshop, self.place, self.step, self.open_text = workshop, place, step, open_text
        self.words = workshop.content.words("form")["class_place"]
        self.found: list[FromClass] | None = None  # who looks for a partner; None before it was asked

    def shown(self) -> dict[str, Any]:
        """What the form shows of the class."""
        seat, found = self.workshop.seat, self.found
        return {
            "where": self.place.shown,
            "name": self.name,
            "given": bool(seat.given or seat.shared or seat.in_room),
            "given_at": seat.given_at,
            "looks": bool(seat.shared),
            "partners": found and [{"seat": one.seat, "name": one.name, "at": one.changed * 1000} for one in found],
            "partner": seat.partner_name if self.workshop.partner.id == seat.workshop else "",
        }

    @property
    def name(self) -> str:
        """Under which name one is seen in the class: the one that was typed, else a pseudonym."""
        return seat_name(self.workshop.seat, self.words["names"])

    def errand(self, asked: dict[str, Any]) -> Errand | None:
        """What was clicked; None where the kit knows no such click."""
        if "name" in asked:
            name = hand_ins.file_safe(str(asked["name"]))
            if name != self.name:
                self.workshop.take_seat(name=name)
        errands = {
            "give": self._give,
            "back": self._take_back,
            "look": self._look_for_partner,
            "hide": self._stop_looking,
            "partners": self._list_partners,
            "send": self._send_feedback,
            "arrived": self._fetch_feedback,
        }
        if asked.get("kind") == "read":
            return next((self._read(one) for one in self.found or [] if one.seat == asked.get("seat")), None)
        start = errands.get(str(asked.get("kind")))
        return start and start()

    def _say(self, sentence: str, /, **details: Any) -> str:
        return self.words[sentence].format(**details)

    def _give(self) -> Errand:
        work, place, name, seat = self.workshop, self.place, self.name, self.workshop.seat
        file = hand_ins.file_handed_in(name, seat.id, step_title(work.content, self.step), datetime.now())
        package = work.package()
        # Before it is there: what arrives too late for an answer can be taken back, too.
        work.take_seat(given=tuple(dict.fromkeys([*seat.given, file])))

        def ask() -> str:
            hand_ins.hand_in(place, file, package, name)
            return hand_ins.show_to_partners(place, seat, package, name) if seat.shared else ""

        def end(shared: str) -> str:
            work.take_seat(given_at=int(time() * 1000), shared=shared)
            return self._say("gave", name=name, place=place.shown)

        return Errand(OWN_PLACE, ask, end)

    def _take_back(self) -> Errand:
        place, seat = self.place, self.workshop.seat

        def ask() -> None:
            hand_ins.take_back(place, seat)
            if seat.in_room:
                leave_room(place, seat.id)

        def end(_done: None) -> str:
            self.workshop.take_seat(given=(), given_at=0, shared="", shows=False, asks_since=0)
            return self._say("took_back", place=place.shown)

        return Errand(OWN_PLACE, ask, end)

    def _look_for_partner(self) -> Errand:
        place, name, seat = self.place, self.name, self.workshop.seat
        package = self.workshop.package()

        def end(shared: str) -> str:
            self.workshop.take_seat(shared=shared)
            return self._say("looking", name=name)

        return Errand(PARTNER_PLACE, lambda: hand_ins.show_to_partners(place, seat, package, name), end)

    def _stop_looking(self) -> Errand:
        place, seat = self.place, self.workshop.seat

        def end(_done: None) -> str:
            self.workshop.take_seat(shared="")
            return self._say("not_looking")

        return Errand(PARTNER_PLACE, lambda: hand_ins.hide_from_partners(place, seat), end)

    def _list_partners(self) -> Errand:
        place, seat = self.place, self.workshop.seat

        def end(found: list[FromClass]) -> str:
            self.found = found
            said = self._say("found", count=len(found)) if found else self._say("nobody")
            return said if seat.shared else f"{self._say('unseen')} {said}"

        return Errand(PARTNER_PLACE, lambda: hand_ins.partners(place, seat), end)

    def _read(self, one: FromClass) -> Errand:
        def end(content: str) -> str:
            self.open_text(PARTNER_PLACE, content)
            package = parse(content)
            workshop = str(package["kvi"].get("workshop"))
            self.workshop.take_seat(partner=one.seat, partner_name=one.name, workshop=workshop)
            tables = tables_of(package)[0]
            is_empty = not with_text([*tables["kvi"], *tables["kpi"]])
            return self._say("empty" if is_empty else "reading", name=one.name)

        return Errand(PARTNER_PLACE, lambda: hand_ins.partner_file(self.place, one), end)

    def _send_feedback(self) -> Errand:
        place, name, seat = self.place, self.name, self.workshop.seat
        package = feedback_package(self.workshop, name)
        given = [row for row in self.workshop.rows_of("reviews_given") if row["author"] == seat.workshop]

        def ask() -> None:
            if not given:
                raise ClassPlaceError("class_nothing_to_send", name=seat.partner_name)
            hand_ins.send_feedback(place, seat, package, name)

        return Errand(FEEDBACK_PLACE, ask, lambda _: self._say("sent", name=seat.partner_name))

    def _fetch_feedback(self) -> Errand:
        place, seat = self.place, self.workshop.seat
        return Errand(FEEDBACK_PLACE, lambda: hand_ins.feedback_for(place, seat), self._take_feedback)

    def _take_feedback(self, found: list[tuple[FromClass, str | AnswerFileError]]) -> str:
        names, problems = [], []
        for one, content in found:
            try:
                names += [one.name] if self._is_new(content) else []
            except AnswerFileError as error:  # the others are taken in all the same
                problems.append(error)
        for problem in problems[:1]:
            raise problem
        return self._say("came", names=", ".join(names)) if names else self._say("nothing_came")

    def _is_new(self, content: str | AnswerFileError) -> bool:
        """Take feedback in and say whether there was anything new in it."""
        if isinstance(content, AnswerFileError):
            raise content
        before = self.workshop.rows_of("reviews")
        self.workshop.update_all(with_feedback(self.workshop, content))
        return self.workshop.rows_of("reviews") != before
