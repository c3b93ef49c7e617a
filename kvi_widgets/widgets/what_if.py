"""What if a KPI rose or fell? What a learner's own links let them expect, in words."""

import anywidget
from traitlets import Dict, List

from kvi_widgets.answers import Answers
from kvi_widgets.story import answered
from kvi_widgets.what_if import what_if_sentences
from kvi_widgets.widgets.base import FOLDER, bundle, one_per_cell

MOVES = ("falls", "stays", "rises")


class WhatIf(anywidget.AnyWidget):
    """One choice per KPI (falls, stays, rises); below, which KVI would follow, and why. Live.

    Parameters
    ----------
    workshop
        Whose links.

    Examples
    --------
    >>> from kvi_widgets import WhatIf, Workshop
    >>> from kvi_widgets.content import Content
    >>> ask = WhatIf(Workshop(Content.load("fr")).example("portal"))
    >>> ask.moves = {"kpi-2": "falls"}
    >>> len(ask.sentences)
    5
    """

    _esm = bundle("dom.js", "fields.js", "what_if.js")
    _css = FOLDER / "form.css"

    moves = Dict().tag(sync=True)
    words = Dict().tag(sync=True)
    kpis = List().tag(sync=True)
    sentences = List().tag(sync=True)

    def __init__(self, workshop: Answers) -> None:
        self.workshop = workshop
        super().__init__(words=workshop.content.words("what_if"))
        self._stop = workshop.on_change(self._refresh, tables=("kvi", "kpi", "links"))
        self.observe(self._tell, names="moves")
        self._refresh()
        one_per_cell(self)

    def _refresh(self, _changed: object = None) -> None:
        rows = answered(self.workshop.kpi).to_dict("records")
        name = self.workshop.content.words("map")["caption_kpi"]
        self.kpis = [
            {"id": row["id"], "name": name.format(number=number), "text": row["text"]}
            for number, row in enumerate(rows, start=1)
        ]
        self._tell()

    def _tell(self, _change: object = None) -> None:
        work, known = self.workshop, {kpi["id"] for kpi in self.kpis}
        moves = {kpi: move for kpi, move in self.moves.items() if kpi in known and move in MOVES}
        self.sentences = what_if_sentences(work.kvi, work.kpi, work.links, moves, work.content)

    def close(self) -> None:
        """Stop listening to the workshop."""
        self._stop()
        super().close()

    def __repr__(self) -> str:
        return self.words["repr"]
