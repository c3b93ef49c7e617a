"""Many maps as one, for a class: files in, picture, threshold, twin in words."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
from traitlets import Bool, Dict, Int, List, Unicode

from kvi_widgets.logic.crowd import gather
from kvi_widgets.logic.crowd_sentences import (
    crowd_sections,
    crowd_table,
    disputed,
    linked_by,
    pair_sentence,
    pairs_of,
    reasons_of,
)
from kvi_widgets.logic.map_sentences import ended
from kvi_widgets.model.answers import Answers
from kvi_widgets.model.class_answers import File, Problem, json_files, made_up_class, read_maps
from kvi_widgets.model.data_package import MOST_BYTES
from kvi_widgets.model.frames import captioned
from kvi_widgets.model.shapes import Row
from kvi_widgets.model.workshop import Workshop
from kvi_widgets.pictures.crowd_figure import MOST_LINES, crowd_data, is_large_crowd
from kvi_widgets.pictures.figure_svg import figure_svg
from kvi_widgets.pictures.plotly_text import checked_figure
from kvi_widgets.pictures.shapes import Figure
from kvi_widgets.widgets.assets import Script, Styles
from kvi_widgets.widgets.base import STILL_WIDTH, explain, notice, one_per_cell, page_words, with_picture
from kvi_widgets.widgets.map_widget import MapWidget

if TYPE_CHECKING:
    import plotly.graph_objects as go

MOST_ROWS, MOST_PAIRS = 60, 30  # of the table in the page, of what is picked; the DataFrame has them all


class CrowdMap(MapWidget):
    """Maps of many learners over the same indicators, drawn as one.

    A line for each sign of each pair: the thicker, the more maps have it. Several answer files can
    be opened in the page; they stay between it and the kernel.

    Parameters
    ----------
    workshop
        For its words; its own answers are no part of the crowd.
    maps
        Workshops or answers, or a folder of answer files; by default a made-up class.

    Raises
    ------
    OSError
        The folder cannot be read.

    Examples
    --------
    >>> from kvi_widgets import CrowdMap, Workshop
    >>> from kvi_widgets.words.content import Content
    >>> crowd = CrowdMap(Workshop(Content.load("en")))
    >>> crowd.frame[["plus", "minus"]].iloc[3].tolist()
    [6, 3]
    """

    _esm = Script("crowd_map.js")
    _css = Styles("form.css", "value_map.css")

    twin = Dict().tag(sync=True)
    words = Dict().tag(sync=True)
    nodes = List().tag(sync=True)  # what a screen reader hears of each box, in reading order
    summary = Dict().tag(sync=True)  # how many maps, what was left out, what is shown
    grows = Bool().tag(sync=True)  # it gets its maps from who shows it, again and again, and takes no files
    least = Int(1).tag(sync=True, echo_update=False)  # pairs that fewer maps link are not drawn
    picked = Unicode("").tag(sync=True, echo_update=False)
    pairs = List().tag(sync=True)  # of what is picked
    file = Dict().tag(sync=True, echo_update=False)  # one of those that were chosen: name, text, how many are to follow
    taken = Int(0).tag(sync=True)  # the file that has arrived, so that the next may be sent

    def __init__(self, workshop: Workshop, maps: str | Path | Iterable[Answers] | None = None) -> None:
        self.content = workshop.content
        self._arrived: list[File] = []
        super().__init__(words=page_words(self.content, "map", "crowd"))
        if maps is None:
            made_up = made_up_class(self.content)
            self.show_maps(made_up, mark=self.words["made_up_mark"] if made_up else "")
        elif isinstance(maps, str | Path):
            self.show_maps(*read_maps(json_files(maps), self.content))
        else:
            self.show_maps(list(maps))
        self.observe(self._filter, names="least")
        self.observe(self._tell_pairs, names="picked")
        self.observe(self._take, names="file")
        one_per_cell(self)

    @property
    def frame(self) -> pd.DataFrame:
        """One row a pair of indicators: see `kvi_widgets.logic.crowd.Crowd`."""
        return captioned(self.crowd.pairs.copy(), self.words["title"])

    @property
    def left_out(self) -> pd.DataFrame:
        """Indicators that are not drawn: ``kind``, ``text``, ``maps`` that have them."""
        return captioned(self.crowd.apart.copy(), self.words["apart_title"].format(count=len(self.crowd.apart)))

    @property
    def plot(self) -> "go.Figure":
        """The picture as an ordinary Plotly figure."""
        look = self.width or 900, self.theme or "light", self.least, self._mark
        return checked_figure(crowd_data(self.crowd, self.words, *look))

    @property
    def still(self) -> str:
        """The picture as SVG, for where a notebook is only read; blank where there is nothing to draw, or too much."""
        if is_large_crowd(self.crowd):
            return ""
        figure = crowd_data(self.crowd, self.words, STILL_WIDTH, least=self.least, mark=self._mark)
        if not figure["data"]:
            return ""
        told = [sentence for section in self.twin["sections"] for sentence in section["sentences"]]
        return figure_svg(figure, self.words["title"], " ".join(told), note=self.words["still"])

    def _repr_mimebundle_(self, **options: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:
        # Only the made-up class: what learners wrote stays out of a notebook that may be published.
        return with_picture(super()._repr_mimebundle_(**options), self.still if self._mark else "")

    def show_maps(self, maps: list[Answers], problems: Iterable[Problem] = (), mark: str = "") -> None:
        """Show these maps in place of those before; on a map that grows, what was picked and filtered stays so."""
        self.crowd, self._mark, self._problems = gather(answers.own_map for answers in maps), mark, list(problems)
        before = self._picked_text
        with self.hold_sync():
            self.nodes = [
                self._box(kind, number, row)
                for kind in ("kpi", "kvi")
                for number, row in enumerate(getattr(self.crowd, kind).to_dict("records"), start=1)
            ]
            self.least = self.least if self.grows else 1
            if not self.grows or self._picked_text != before:
                self.picked = ""
            self._draw()
            self._tell_pairs()
            table = crowd_table(self.crowd.pairs, self.words)
            self.twin = {
                "sections": crowd_sections(self.crowd.pairs, self.words),
                "columns": list(table.columns),
                "rows": table.head(MOST_ROWS).to_numpy().tolist(),
                "more": max(0, len(table) - MOST_ROWS),
                "boxes": [] if is_large_crowd(self.crowd) else [node["told"] for node in self.nodes],
            }
            self._show_summary()

    @property
    def _picked_text(self) -> str:
        return next((node["text"] for node in self.nodes if node["id"] == self.picked), "")

    def _box(self, kind: str, number: int, row: Row) -> dict[str, str]:
        name = self.words[f"caption_{kind}"].format(number=number)
        counted = ended(self.words["count_mark"].format(maps=row["maps"]))
        told = f"{self.words['node_title'].format(name=name, text=ended(row['text']))} {counted}"
        return {"id": row["id"], "kind": kind, "text": row["text"], "name": name, "told": told}

    def _show_summary(self) -> None:
        words, pairs = self.words, self.crowd.pairs
        drawn = linked_by(pairs, self.least)
        lines = int((drawn[["plus", "minus"]] > 0).sum().sum())
        sentence = words["shown"].format(
            count=self.least, pairs=len(drawn), all=len(linked_by(pairs)), disputed=len(disputed(drawn))
        )
        self.summary = {
            "maps": self.crowd.maps,
            "made_up": words["made_up"] if self._mark else "",
            "most_bytes": MOST_BYTES,
            "shown": " ".join(
                [sentence, words["most_lines"].format(most=MOST_LINES)] if lines > MOST_LINES else [sentence]
            ),
            "problems": [
                words["problem"].format(name=name, reason=notice(reason, details, self.content.messages))
                for name, reason, details in self._problems
            ],
            "apart": [
                words["apart"].format(name=words[indicator["kind"]], text=indicator["text"], maps=indicator["maps"])
                for indicator in self.crowd.apart.to_dict("records")
            ],
        }

    def _filter(self, _change: object = None) -> None:
        self._draw()
        self._show_summary()

    def _live_figure(self) -> Figure:
        return crowd_data(self.crowd, self.words, self.width, self.theme, self.least, self._mark)

    def _tell_pairs(self, _change: object = None) -> None:
        mine = pairs_of(self.crowd.pairs, self.picked).head(MOST_PAIRS).to_dict("records")
        self.pairs = [{"sentence": pair_sentence(pair, self.words), **reasons_of(pair)} for pair in mine]

    def _take(self, change: dict[str, Any]) -> None:
        file = change["new"]
        self._arrived = [*(self._arrived if file["at"] else []), (file["name"], file["text"])]
        if not file["left"]:
            try:
                self.show_maps(*read_maps(self._arrived, self.content))
            except Exception as error:  # noqa: BLE001  anything else would vanish in a log
                self.summary = self.summary | {"problems": [explain(error, self.content.messages)]}
            self._arrived = []
        self.taken += 1

    def __repr__(self) -> str:
        return self.words["repr"]
