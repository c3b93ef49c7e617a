"""What a form does with a class place: hand one's work in, find a partner, send feedback and see it arrive.

A place may hang: what speaks with it runs in a thread beside the form, which gives up on it after a while.
"""

from collections.abc import Callable
from threading import Thread, Timer
from typing import Any

from traitlets import Dict

from kvi_widgets.model.class_place import asked_place, unreachable_place
from kvi_widgets.model.class_trouble import ClassPlaceError
from kvi_widgets.model.workshop import SEAT
from kvi_widgets.widgets import class_errands
from kvi_widgets.widgets.form_files import FilesWidget

LONGEST_WAIT = 10.0  # seconds after which the workshop goes on without the class


class ClassWidget(FilesWidget):
    """What all forms have in common about a class place; without one nothing of it is shown."""

    step = ""
    _class: class_errands.InClass | None = None  # without a place, and before it was asked for
    class_place = Dict().tag(sync=True)  # where it is, who I am there, what came of the last click; {} without one

    def sit_down(self) -> Callable[[], None]:
        """Look where the class meets; what is given stops following that."""
        named = "" if self.is_brief else self.workshop.content.words("pack").get("class_place", "")
        place = None if self.is_brief else asked_place(named)
        if place is None:
            unreachable = "" if self.is_brief else unreachable_place(named)
            self.class_place = {"unreachable": unreachable} if unreachable else {}
            return lambda: None
        self._class = class_errands.InClass(self.workshop, place, self.step, self._open)
        self._errands = 0  # begun or ended so far
        self._told: dict[str, Any] = {"group": "", "said": "", "busy": False}
        self.show_class()
        return self.workshop.on_change(lambda _: self.show_class(), [SEAT])

    def show_class(self) -> None:
        """Show what there is of the class now."""
        if self._class is not None:
            self.class_place = self._told | self._class.shown()

    def run_errand(self, asked: dict[str, Any]) -> None:
        """Begin what was clicked; the form is free meanwhile."""
        errand = self._class and self._class.errand(asked)
        if not errand:
            return
        self._errands += 1
        self._tell_class(errand.group, "", busy=True)
        timer = Timer(LONGEST_WAIT, self._give_up, [self._errands, errand])
        self.at_work = Thread(target=self._run, args=[self._errands, errand, timer], daemon=True)
        timer.daemon = True
        timer.start()
        self.at_work.start()

    def _run(self, number: int, errand: class_errands.Errand, timer: Timer) -> None:
        try:
            result = errand.ask()
        except Exception as error:  # noqa: BLE001  whatever it is, the form says it
            result = error
        timer.cancel()
        self._finish(number, errand, result)

    def _give_up(self, number: int, errand: class_errands.Errand) -> None:
        self._finish(number, errand, ClassPlaceError("class_slow", place=self._class and self._class.place.shown))

    def _finish(self, number: int, errand: class_errands.Errand, result: object) -> None:
        with self.workshop.lock:
            if number != self._errands:  # it was given up, or something else was clicked
                return
            self._errands += 1
            said: list[str] = []
            self._try(lambda: said.append(self._ended(errand, result)), where=errand.group)
            self._tell_class(errand.group, "".join(said), busy=False)

    def _ended(self, errand: class_errands.Errand, result: object) -> str:
        if isinstance(result, Exception):
            raise result
        return errand.end(result)

    def _tell_class(self, group: str, said: str, *, busy: bool) -> None:
        self._told = {"group": group, "said": said, "busy": busy}
        self.show_class()
