"""The one capture engine: a form of declared groups, the same in every step."""

from collections.abc import Callable

import anywidget
from traitlets import Dict, Int, List

from kvi_widgets import answer_file, forms, progress
from kvi_widgets.widgets.base import FOLDER, bundle, explain, one_per_cell
from kvi_widgets.workshop import Workshop

HEAD = ("title", "prompt", "example", "example_title", "hints")


class FormWidget(anywidget.AnyWidget):
    """Form of one step. Subclasses name the step; its words decide what it shows.

    Parameters
    ----------
    workshop
        The answers that the form shows and changes.

    Examples
    --------
    >>> from kvi_widgets import KviStep, Workshop
    >>> from kvi_widgets.content import Content
    >>> workshop = Workshop(Content.load("fr"))
    >>> KviStep(workshop).value = {"kvi": [{"id": "kvi-1", "text": "Ils osent demander"}]}
    >>> workshop.kvi["text"].tolist()
    ['Ils osent demander']
    """

    _esm = bundle("dom.js", "fields.js", "groups.js", "form.js")
    _css = FOLDER / "form.css"
    step = ""
    _stops = ()  # none yet, should the form fail to open

    value = Dict().tag(sync=True)  # rows per table
    groups = List().tag(sync=True)
    head = Dict().tag(sync=True)
    words = Dict().tag(sync=True)
    notes = Dict().tag(sync=True)
    edit = Int(0).tag(sync=True)  # JavaScript counts its edits…
    saved = Dict().tag(sync=True)  # …and hears here which one is on disk
    upload = Dict().tag(sync=True)
    request = Dict().tag(sync=True)
    download = Dict().tag(sync=True)

    def __init__(self, workshop: Workshop) -> None:
        self.workshop = workshop
        self._storing = False
        words = workshop.content.words(self.step)
        super().__init__(
            head={name: words[name] for name in HEAD},
            words=workshop.content.words("form"),
            value=forms.value(workshop, self.step),
            saved={"edit": 0, "at": ""},
        )
        self._refresh(set())
        self.observe(self._store, names="value")
        self.observe(self._take_file, names="upload")
        self.observe(self._give_file, names="request")
        self._stops = [workshop.on_change(self._refresh), workshop.partner.on_change(self._refresh)]
        one_per_cell(self)

    def _store(self, _change: dict) -> None:
        if self._storing:
            return
        self._storing = True
        try:
            self._try(lambda: forms.store(self.workshop, self.step, self.value))
        finally:
            self._storing = False

    def _take_file(self, change: dict) -> None:
        self._try(lambda: self.open_file(change["new"]["group"], change["new"]["text"]))

    def _give_file(self, change: dict) -> None:
        self._try(lambda: self.give(change["new"]["group"]))

    def _try(self, action: Callable[[], None]) -> None:
        """Do it, then say what is on disk now, or what went wrong and where."""
        problem = ""
        try:
            action()
        except Exception as error:  # noqa: BLE001  anything else would vanish in a log
            problem = explain(error, self.workshop.content.messages)
        self.saved = {"edit": self.edit, "at": self.workshop.saved_at, "problem": problem}

    def _refresh(self, _changed: set[str]) -> None:
        with self.hold_sync():
            self.groups = forms.groups(self.workshop, self.step)
            self.notes = progress.notes(self.workshop, self.step)._asdict()
            if not self._storing:
                self._show_value()

    def _show_value(self) -> None:
        self._storing = True
        self.value = forms.value(self.workshop, self.step, shown=self.value)
        self._storing = False

    def open_file(self, group: str, text: str) -> None:
        """Take a file that the learner chose in this group; by default a partner's."""
        self.workshop.open_partner(text)

    def give(self, group: str) -> None:
        """Hand a file to the browser; by default the learner's own answers."""
        self.hand_over(self.workshop.content.words("pack")["answer_file"], self.workshop.package())

    def hand_over(self, name: str, package: dict) -> None:
        """Let the browser keep this package under this name."""
        number = self.download.get("number", 0) + 1
        self.download = {"name": name, "text": answer_file.dump(package), "number": number}

    def close(self) -> None:
        """Stop listening to the workshop."""
        for stop in self._stops:
            stop()
        super().close()

    def __repr__(self) -> str:
        return self.workshop.content.words(self.step)["repr"]
