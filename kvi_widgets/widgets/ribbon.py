"""The progress ribbon on top of every notebook."""

from time import time
from typing import Any

from traitlets import Dict, List, Unicode

from kvi_widgets.logic import progress
from kvi_widgets.model.class_place import asked_place
from kvi_widgets.model.saved_answers import SAVED
from kvi_widgets.model.tables import TABLES
from kvi_widgets.model.visitors import visitor
from kvi_widgets.model.workshop import SEAT, Workshop
from kvi_widgets.widgets.assets import Script, Styles
from kvi_widgets.widgets.base import notice, one_per_cell, page_words, repr_text
from kvi_widgets.widgets.conversation import ConversingWidget
from kvi_widgets.widgets.in_room import InRoom
from kvi_widgets.words.form_schema import optional_steps


class ProgressRibbon(ConversingWidget):
    """Which steps have all they need, with a link to each, and news of the answer file. Live.

    Where the class has a place, one may show it how far one is, and ask for help.

    Parameters
    ----------
    workshop
        Whose progress.

    Examples
    --------
    >>> from kvi_widgets import ProgressRibbon, Workshop
    >>> from kvi_widgets.words.content import Content
    >>> [step["done"] for step in ProgressRibbon(Workshop(Content.load("fr"))).steps]
    [False, False, False, False, False, False, False, False, True]
    """

    _esm = Script("ribbon.js")
    _css = Styles("ribbon.css")

    steps = List().tag(sync=True)
    words = Dict().tag(sync=True)
    visitor = Unicode(None, allow_none=True).tag(sync=True)  # of a Voilà server; blank: not known yet
    notices = List().tag(sync=True)  # what there is to say about the answer file
    room = Dict().tag(sync=True)  # what the class sees of the learner; {} without a class place
    wish = Dict().tag(sync=True, echo_update=False)  # what was clicked: to show it or no longer, to ask or no longer

    def __init__(self, workshop: Workshop) -> None:
        self.workshop = workshop
        super().__init__(words=page_words(workshop.content, "ribbon"), visitor=visitor())
        place = asked_place(workshop.content.words("pack").get("class_place", ""))
        self._in_room = place and InRoom(workshop, place, self._show_room)
        self._refresh(set())
        self._stop = workshop.on_change(self._refresh, [*TABLES, SAVED, SEAT])
        self.observe(self._on_wish, names="wish")
        one_per_cell(self)

    def _refresh(self, _changed: set[str]) -> None:
        done = progress.done(self.workshop)
        steps, spared = self.workshop.content.words("pack")["steps"], optional_steps(self.workshop.content)
        messages = self.workshop.content.messages
        told = self.workshop.notices + self.workshop.second.notices
        self.notices = [notice(reason, details, messages) for reason, details in told]
        self.steps = [
            step | {"done": done.get(step["id"], True)} | ({"optional": True} if step["id"] in spared else {})
            for step in steps
        ]
        if self._in_room:
            self._in_room.follow(done)
            self._show_room()

    def _show_room(self) -> None:
        with self.workshop.lock:  # it may be told from beside
            if self._in_room:
                seat, here = self.workshop.seat, self._in_room
                asks = bool(seat.asks_since)
                self.room = {"name": here.name, "shows": seat.shows, "asks": asks, "reached": here.reached}

    def _on_wish(self, change: dict[str, Any]) -> None:
        wish = change["new"]
        if not self._in_room or not all(isinstance(wish.get(name), bool) for name in ("shows", "asks")):
            return
        with self.workshop.lock:
            since = (self.workshop.seat.asks_since or int(time() * 1000)) if wish["asks"] else 0
            self.workshop.take_seat(shows=wish["shows"], asks_since=since)

    def __repr__(self) -> str:
        way = (f"{step['icon']} {step['title']}" for step in self.steps)
        return repr_text(" · ".join(way), self.words["repr"])
