"""The class while it works, for who teaches: who is where and needs help, pairs to propose, how the class sorts and links."""

from pathlib import Path
from threading import Event, Lock, Thread
from time import time
from typing import TYPE_CHECKING, Any

from traitlets import Bool, Dict, Float, List, Unicode

from kvi_widgets.logic import class_room
from kvi_widgets.logic.class_room import FINISHED, steps_to_do
from kvi_widgets.logic.room_pairs import proposed_pairs
from kvi_widgets.model.class_place import ClassPlace, asked_place
from kvi_widgets.model.room_status import Status, statuses
from kvi_widgets.model.room_works import RoomWorks, Work
from kvi_widgets.model.workshop import Workshop
from kvi_widgets.widgets.assets import Script, Styles
from kvi_widgets.widgets.base import explain, one_per_cell, page_words
from kvi_widgets.widgets.conversation import ConversingWidget
from kvi_widgets.widgets.crowd_map import CrowdMap
from kvi_widgets.words.content import Content
from kvi_widgets.words.form_schema import forms_of, group, head

if TYPE_CHECKING:
    from kvi_widgets.model.shapes import Tables

EVERY = 3.0  # seconds between two looks
FEWEST_MAPS = 2  # of one alone the class's map would show what one learner wrote


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

    _esm = Script("live_room.js")
    _css = Styles("form.css", "value_map.css", "live_room.css")

    words = Dict().tag(sync=True)
    steps = List().tag(sync=True)  # that the class can be at, each with what it asks
    room = Dict().tag(sync=True)  # what was seen at the last look; no name stands in it while it is projected
    projected = Bool().tag(sync=True, echo_update=False)
    map = Unicode("").tag(sync=True)  # the model of the class's map
    looked = Float(0.0).tag(sync=True)  # when that was, in ms since 1970; 0 without a place

    def __init__(self, folder: str | Path, place: str | None = None) -> None:
        self.content = Content(Path(folder))
        said = self.content.words("pack").get("class_place", "")
        self._place = ClassPlace(place) if place else asked_place(said)
        self._closed, self._one_at_a_time, self._showing = Event(), Lock(), Lock()
        self._last: list[Status] = []  # as the place said at the last look
        self._works = self._place and RoomWorks(self._place, self.content)
        self._maps: list[Tables] = []  # as they are drawn
        self._seen: dict[str, Any] = self._room_now([], [])
        families = group(self.content, "welcome", "sorting")["names"]
        words = page_words(self.content, "room") | {
            "families": families,
            "where": self._place.shown if self._place else "",
        }
        super().__init__(words=words, steps=self._steps(), room=self._seen)
        self.observe(self._show_room, names="projected")
        if self._place:
            self._crowd = CrowdMap(Workshop(self.content), [])
            self._crowd.grows, self._crowd.words = True, self._crowd.words | self.content.words("room")["map"]
            self.map = self._crowd.model_id
            self.following = Thread(target=self._follow, daemon=True)
            self.following.start()
        one_per_cell(self)

    def look(self) -> None:
        """Look at once."""
        with self._one_at_a_time:
            if self._place and self._works:
                self._look(self._place, self._works)

    def _look(self, place: ClassPlace, at_work: RoomWorks) -> None:
        try:
            now = statuses(place)
            there = class_room.seen_lately(now, self._last) if place.kind else now
            works = at_work.look()
            self._seen = self._room_now(there, works)
            self._draw(works)
        except Exception as error:  # noqa: BLE001  whatever it is, the page says it, beside what was seen last
            self._seen = self._seen | {"problem": explain(error, self.content.messages)}
            self._show_room()
        else:
            self._last = now
            self._show_room()
            self.looked = time() * 1000

    def _show_room(self, _change: object = None) -> None:
        with self._showing:  # who follows may have begun with the names when the teacher begins to project
            self.room = self._seen | (class_room.UNNAMED if self.projected else {})

    def _draw(self, works: list[Work]) -> None:
        maps = [work.workshop.own_map for work in works]
        if maps != self._maps:
            self._crowd.show_maps([work.workshop for work in works] if len(maps) >= FEWEST_MAPS else [])
            self._maps = maps

    def _follow(self) -> None:
        while not self._closed.is_set():
            self.look()
            self._closed.wait(EVERY)

    def _room_now(self, there: list[Status], works: list[Work]) -> dict[str, Any]:
        seen = class_room.room_counts(there, steps_to_do(self.content))
        split = class_room.sorting_split(self.content, (work.workshop.rows_of("sorting") for work in works))
        return {
            "here": seen.here,
            "at": seen.at,
            "calls": len(seen.asking),
            "asking": [{"name": one.name, "since": one.asks_since} for one in seen.asking],
            "handed_in": self._works.handed_in if self._works else 0,
            "looking": self._works.looking if self._works else 0,
            "split": [[text, *(counts[family] for family in class_room.FAMILIES)] for text, counts in split],
            "pairs": self._pairs(
                works, class_room.with_partners(there) | (self._works.paired if self._works else set())
            ),
            "unread": self._works.unread if self._works else [],
            "problem": "",
        }

    def _pairs(self, works: list[Work], paired: set[str]) -> list[str]:
        words = self.content.words("room")["pairs"]
        pairs, left = proposed_pairs(class_room.looking_for_partners(works, paired))
        told = [(words["opposite"] if pair.opposite else words["steps"], pair) for pair in pairs]
        return [
            *(line.format(**pair._asdict() | {"one": pair.one.name, "other": pair.other.name}) for line, pair in told),
            *(words["alone"].format(name=one.name) for one in left),
            *([words["formed"].format(count=len(paired))] if paired else []),
        ]

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
        if self._place:
            self._crowd.close()
        super().close()

    def __repr__(self) -> str:
        return str(self.content.words("room")["repr"])
