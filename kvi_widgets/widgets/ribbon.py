"""The progress ribbon on top of every notebook."""

import anywidget
from traitlets import Dict, List

from kvi_widgets import progress
from kvi_widgets.widgets.base import FOLDER, bundle, one_per_cell
from kvi_widgets.workshop import Workshop


class ProgressRibbon(anywidget.AnyWidget):
    """Which steps have all they need, with a link to each. Live.

    Parameters
    ----------
    workshop
        Whose progress.

    Examples
    --------
    >>> from kvi_widgets import ProgressRibbon, Workshop
    >>> from kvi_widgets.content import Content
    >>> [step["done"] for step in ProgressRibbon(Workshop(Content.load("fr"))).steps]
    [False, False, False, False, False, False, False]
    """

    _esm = bundle("dom.js", "ribbon.js")
    _css = FOLDER / "ribbon.css"

    steps = List().tag(sync=True)
    words = Dict().tag(sync=True)

    def __init__(self, workshop: Workshop) -> None:
        self.workshop = workshop
        super().__init__(words=workshop.content.words("ribbon"))
        self._refresh(set())
        self._stop = workshop.on_change(self._refresh)
        one_per_cell(self)

    def _refresh(self, _changed: set[str]) -> None:
        done = progress.done(self.workshop)
        steps = self.workshop.content.words("pack")["steps"]
        self.steps = [step | {"done": done[step["id"]]} for step in steps]

    def close(self) -> None:
        """Stop listening to the workshop."""
        self._stop()
        super().close()

    def __repr__(self) -> str:
        return self.words["repr"]
