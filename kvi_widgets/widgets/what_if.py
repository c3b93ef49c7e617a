"""What if a KPI rose or fell? What a learner's own links let them expect, in words and in the picture."""

from traitlets import Dict, List, Unicode

from kvi_widgets.logic.links import with_text
from kvi_widgets.logic.what_if import MOVES, outcome_sentences, what_if, what_if_sentences
from kvi_widgets.model.answers import Answers
from kvi_widgets.pictures.map_figure import map_data
from kvi_widgets.pictures.shapes import Figure
from kvi_widgets.pictures.what_if_figure import what_if_data
from kvi_widgets.widgets.assets import Script, Styles
from kvi_widgets.widgets.base import one_per_cell, page_words, repr_text
from kvi_widgets.widgets.map_widget import MapWidget


class WhatIf(MapWidget):
    """One choice per KPI (falls, stays, rises); which KVI would follow shows on the map and in words. Live.

    Parameters
    ----------
    workshop
        Whose links.

    Examples
    --------
    >>> from kvi_widgets import WhatIf, Workshop
    >>> from kvi_widgets.words.content import Content
    >>> ask = WhatIf(Workshop(Content.load("fr")).example("portal"))
    >>> ask.moves = {"kpi-2": "falls"}
    >>> len(ask.sentences)
    5
    """

    _esm = Script("what_if.js")
    _css = Styles("form.css", "value_map.css")

    patched = frozenset({"figure"})

    moves = Dict().tag(sync=True, echo_update=False)
    words = Dict().tag(sync=True)
    kpis = List().tag(sync=True)
    sentences = List().tag(sync=True)
    said = Unicode("").tag(sync=True)  # what the last move changed, for who listens

    def __init__(self, workshop: Answers) -> None:
        self.workshop = workshop
        super().__init__(words=page_words(workshop.content, "what_if"))
        self._stop = workshop.on_change(self._refresh, tables=("kvi", "kpi", "links", "strategy"))
        self._outcomes: list[str] = []
        self.observe(self._move, names="moves")
        self._refresh()
        one_per_cell(self)

    def _refresh(self, _changed: object = None) -> None:
        self._tables = self.workshop.rows
        rows = with_text(self._tables["kpi"])
        name = self.workshop.content.words("map")["caption_kpi"]
        self.kpis = [
            {"id": row["id"], "name": name.format(number=number), "text": row["text"]}
            for number, row in enumerate(rows, start=1)
        ]
        self._show_sentences()

    def _move(self, _change: object = None) -> None:
        before = self._outcomes
        self._show_sentences()
        changed = [outcome for outcome in self._outcomes if outcome not in before]
        self.said = " ".join(changed) or self.words["same"]

    def _show_sentences(self, _change: object = None) -> None:
        asked = self._tables, self._moves, self.workshop.content
        self.sentences, self._outcomes = what_if_sentences(*asked), outcome_sentences(*asked)
        self._draw()

    def _live_figure(self) -> Figure:
        figure = map_data(self._tables, self.workshop.content.words("map"), self.width, self.theme)
        return what_if_data(figure, self._moves, what_if(self._tables, self._moves), self.theme)

    @property
    def _moves(self) -> dict[str, str]:
        known = {kpi["id"] for kpi in self.kpis}
        return {kpi: move for kpi, move in self.moves.items() if kpi in known and move in MOVES}

    def __repr__(self) -> str:
        return repr_text(self.words["repr"], self.words["prompt"])
