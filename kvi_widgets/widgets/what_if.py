"""What if a KPI rose or fell? What a learner's own links let them expect, in words and in the picture."""

from traitlets import Bool, Dict, Int, List, Unicode

from kvi_widgets.logic.links import with_text
from kvi_widgets.logic.what_if import MOVES, outcome_sentences, what_if, what_if_sentences
from kvi_widgets.model.answers import Answers
from kvi_widgets.pictures.live_drawing import with_drawing
from kvi_widgets.pictures.map_figure import map_data
from kvi_widgets.pictures.what_if_figure import what_if_data
from kvi_widgets.widgets.assets import Script, Styles
from kvi_widgets.widgets.base import in_lines, one_per_cell, page_words
from kvi_widgets.widgets.trait_patches import PatchedWidget


class WhatIf(PatchedWidget):
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
    figure = Dict().tag(sync=True)
    width = Int(0).tag(sync=True, echo_update=False)
    drawing = Bool(default_value=False).tag(sync=True, echo_update=False)  # the page has no Plotly and asks for one

    def __init__(self, workshop: Answers) -> None:
        self.workshop = workshop
        super().__init__(words=page_words(workshop.content, "what_if"))
        self._stop = workshop.on_change(self._refresh, tables=("kvi", "kpi", "links", "strategy"))
        self._outcomes: list[str] = []
        self.observe(self._move, names="moves")
        self.observe(self._draw, names=["width", "theme", "drawing"])
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
        self._tell()

    def _move(self, _change: object = None) -> None:
        before = self._outcomes
        self._tell()
        changed = [outcome for outcome in self._outcomes if outcome not in before]
        self.said = " ".join(changed) or self.words["same"]

    def _tell(self, _change: object = None) -> None:
        asked = self._tables, self._moves, self.workshop.content
        self.sentences, self._outcomes = what_if_sentences(*asked), outcome_sentences(*asked)
        self._draw()

    def _draw(self, _change: object = None) -> None:
        # The page says first how much room there is and how bright it is.
        if self.width and self.theme:
            tables, words = self._tables, self.workshop.content.words("map")
            figure = map_data(tables, words, self.width, self.theme)
            figure = what_if_data(figure, self._moves, what_if(tables, self._moves), self.theme)
            self.figure = with_drawing(figure) if self.drawing else figure
            self.send_patch()

    @property
    def _moves(self) -> dict[str, str]:
        known = {kpi["id"] for kpi in self.kpis}
        return {kpi: move for kpi, move in self.moves.items() if kpi in known and move in MOVES}

    def close(self) -> None:
        """Stop listening to the workshop."""
        self._stop()
        super().close()

    def __repr__(self) -> str:
        return in_lines(self.words["repr"], self.words["prompt"])
