"""The class while it works, for who teaches: how many at which step, who needs help, and a clock for the projector."""

from pathlib import Path
from threading import Event, Lock, Thread
from time import time
from typing import Any

from traitlets import Dict, Float, List

from kvi_widgets.logic.class_room import FINISHED, RoomCounts, room_counts, seen_lately, steps_to_do
from kvi_widgets.model.class_place import FOR_PARTNERS, FOR_TEACHER, ClassPlace, asked_place
from kvi_widgets.model.hand_ins import seats_in
from kvi_widgets.model.room_status import Status, statuses
from kvi_widgets.widgets.assets import script, styles
from kvi_widgets.widgets.base import explain, one_per_cell, page_words
from kvi_widgets.widgets.conversation import ConversingWidget
from kvi_widgets.words.content import Content
from kvi_widgets.words.form_schema import forms_of, head

EVERY = 3.0  # seconds between two looks


class ClassRoom(ConversingWidget):
    """A class at work, followed every few seconds until the widget is closed; learners show what they want to show.

    Parameters
    ----------
    folder
        The class's content pack: its words, its steps, and where the class meets.
    place
        Where it meets, in place of what ``KVI_CLASS`` or the pack says.

    Raises
    ------
    ContentError
        The pack cannot be read; the message says where.

    Examples
    --------
    >>> import tempfile
    >>> from kvi_widgets import ClassRoom, Content
    >>> live = ClassRoom(Content.load("en").folder, tempfile.mkdtemp())
    >>> live.look()
    >>> live.room["here"], live.room["asking"]
    (0, [])
    >>> live.close()
    """

    _esm = script("live_room.js")
    _css = styles("form.css", "live_room.css")

    words = Dict().tag(sync=True)
    steps = List().tag(sync=True)  # that the class can be at, each with what it asks
    room = Dict().tag(sync=True)  # what was seen at the last look
    looked = Float(0.0).tag(sync=True)  # when that was, in ms since 1970; 0 without a place

    def __init__(self, folder: str | Path, place: str | None = None) -> None:
        self.content = Content(Path(folder))
        said = self.content.words("pack").get("class_place", "")
        self._place = ClassPlace(place) if place else asked_place(said)
        self._closed, self._one_at_a_time = Event(), Lock()
        self._last: list[Status] = []  # as the place said at the last look
        self._seen: dict[str, Any] = self._told(room_counts([], steps_to_do(self.content)), 0, 0)
        words = page_words(self.content, "room") | {"where": self._place.shown if self._place else ""}
        super().__init__(words=words, steps=self._steps(), room=self._seen)
        if self._place:
            self.following = Thread(target=self._follow, daemon=True)
            self.following.start()
        one_per_cell(self)

    def look(self) -> None:
        """Look at once."""
        with self._one_at_a_time:
            if self._place:
                self._look(self._place)

    def _look(self, place: ClassPlace) -> None:
        try:
            now = statuses(place)
            there = seen_lately(now, self._last) if place.kind else now
            counted = [len(seats_in(place, folder)) for folder in (FOR_TEACHER, FOR_PARTNERS)]
        except Exception as error:  # noqa: BLE001  whatever it is, the page says it, beside what was seen last
            self.room = self._seen | {"problem": explain(error, self.content.messages)}
        else:
            self._last = now
            self.room = self._seen = self._told(room_counts(there, steps_to_do(self.content)), *counted)
            self.looked = time() * 1000

    def _follow(self) -> None:
        while not self._closed.is_set():
            self.look()
            self._closed.wait(EVERY)

    def _told(self, seen: RoomCounts, handed_in: int, looking: int) -> dict[str, Any]:
        return {
            "here": seen.here,
            "at": seen.at,
            "asking": [{"name": one.name, "since": one.asks_since} for one in seen.asking],
            "handed_in": handed_in,
            "looking": looking,
            "problem": "",
        }

    def _steps(self) -> list[dict[str, str]]:
        pack = {step["id"]: step for step in self.content.words("pack")["steps"]}
        forms = forms_of(self.content)
        known = [
            {
                "id": step,
                "title": f"{pack[step]['icon']} {pack[step]['title']}",
                "prompt": head(self.content, forms[step][0]).get("prompt", ""),
            }
            for step in steps_to_do(self.content)
        ]
        return [*known, {"id": FINISHED, "title": self.content.words("room")["finished"], "prompt": ""}]

    def close(self) -> None:
        """Stop following the class."""
        self._closed.set()
        super().close()

    def __repr__(self) -> str:
        return str(self.content.words("room")["repr"])
