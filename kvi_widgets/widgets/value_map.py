"""The live map of the links, with its twin in words."""

from typing import TYPE_CHECKING

import anywidget
import pandas as pd
from traitlets import Dict, Int, List, Unicode

from kvi_widgets.map_figure import map_data, map_figure
from kvi_widgets.story import link_sentences, link_table
from kvi_widgets.widgets.base import FOLDER, bundle, one_per_cell
from kvi_widgets.workshop import Workshop

if TYPE_CHECKING:
    import plotly.graph_objects as go


class ValueMap(anywidget.AnyWidget):
    """Map KPI → KVI → strategy, redrawn whenever an answer changes.

    Parameters
    ----------
    workshop
        Whose links.

    Attributes
    ----------
    clicked
        What was clicked last: ``["node", id]`` or ``["link", kpi, kvi]``.

    Examples
    --------
    >>> from kvi_widgets import ValueMap, Workshop
    >>> from kvi_widgets.content import Content
    >>> ValueMap(Workshop(Content.load("fr"))).sentences
    []
    """

    _esm = bundle("dom.js", "value_map.js")
    _css = FOLDER / "value_map.css"

    figure = Dict().tag(sync=True)
    twin = Dict().tag(sync=True)
    words = Dict().tag(sync=True)
    width = Int(0).tag(sync=True)
    theme = Unicode("").tag(sync=True)
    clicked = List().tag(sync=True)

    def __init__(self, workshop: Workshop) -> None:
        self.workshop = workshop
        super().__init__(words=workshop.content.words("map"))
        self._refresh()
        self._stop = workshop.on_change(self._refresh, tables=("kvi", "kpi", "links", "strategy"))
        self.observe(self._draw, names=["width", "theme"])
        one_per_cell(self)

    @property
    def plot(self) -> "go.Figure":
        """The map as an ordinary Plotly figure, for where the live one cannot be shown."""
        return map_figure(*self._answers, self.words, self.width or 900, self.theme or "light")

    @property
    def _answers(self) -> tuple[pd.DataFrame, ...]:
        return self.workshop.kvi, self.workshop.kpi, self.workshop.links, self.workshop.strategy

    @property
    def sentences(self) -> list[str]:
        """The map in sentences."""
        return link_sentences(self.workshop.kvi, self.workshop.kpi, self.workshop.links, self.words)

    @property
    def table(self) -> pd.DataFrame:
        """The links that were looked at, in words."""
        return link_table(self.workshop.kvi, self.workshop.kpi, self.workshop.links, self.words)

    def _refresh(self, _changed: object = None) -> None:
        # The picture first: it answers the learner's click, while the twin is folded away.
        self._draw()
        table = self.table
        self.twin = {"sentences": self.sentences, "columns": list(table.columns), "rows": table.to_numpy().tolist()}

    def _draw(self, _change: object = None) -> None:
        # The page says first how much room there is and how bright it is.
        if self.width and self.theme:
            self.figure = map_data(*self._answers, self.words, self.width, self.theme)

    def close(self) -> None:
        """Stop listening to the workshop."""
        self._stop()
        super().close()

    def __repr__(self) -> str:
        return self.words["repr"]
