"""The progress ribbon on top of every notebook."""

import anywidget
from traitlets import Dict, List

from kvi_widgets.logic import progress
from kvi_widgets.model.saved_answers import SAVED
from kvi_widgets.model.tables import TABLES
from kvi_widgets.model.workshop import Workshop
from kvi_widgets.widgets.assets import script, styles
from kvi_widgets.widgets.base import in_lines, notice, one_per_cell, page_words
from kvi_widgets.words.form_schema import optional_steps


class ProgressRibbon(anywidget.AnyWidget):
    """Which steps have all they need, with a link to each, and news of the answer file. Live.

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

    _esm = script("ribbon.js")
    _css = styles("ribbon.css")

    steps = List().tag(sync=True)
    words = Dict().tag(sync=True)
    notices = List().tag(sync=True)  # what there is to say about the answer file

    def __init__(self, workshop: Workshop) -> None:
        self.workshop = workshop
        super().__init__(words=page_words(workshop.content, "ribbon"))
        self._refresh(set())
        self._stop = workshop.on_change(self._refresh, [*TABLES, SAVED])
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

    def close(self) -> None:
        """Stop listening to the workshop."""
        self._stop()
        super().close()

    def __repr__(self) -> str:
        way = (f"{step['icon']} {step['title']}" for step in self.steps)
        return in_lines(" · ".join(way), self.words["repr"])
