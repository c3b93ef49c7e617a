"""The live map of the links, with its twin in words."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from traitlets import Bool, Dict, Enum, List, Unicode

from kvi_widgets.logic.coherence import coherence_findings
from kvi_widgets.logic.link_edit import is_settled, link_of, with_link, with_next_sign
from kvi_widgets.logic.links import indicator_texts, known_links, with_text, working_links
from kvi_widgets.logic.map_sentences import (
    box_sentences,
    link_cells,
    link_sentence,
    link_sentences,
    link_table,
    map_summary,
    quoted,
)
from kvi_widgets.model.saved_answers import SAVED
from kvi_widgets.model.shapes import Row
from kvi_widgets.model.workshop import Workshop
from kvi_widgets.pictures.figure_svg import figure_svg
from kvi_widgets.pictures.map_figure import map_data
from kvi_widgets.pictures.map_large import is_large
from kvi_widgets.pictures.map_layout import OWN_ORDER, VIEWS, remaining_crossings
from kvi_widgets.pictures.plotly_text import checked_figure
from kvi_widgets.pictures.shapes import Figure
from kvi_widgets.widgets.assets import Script, Styles
from kvi_widgets.widgets.base import (
    STILL_WIDTH,
    explain,
    is_interactive,
    one_per_cell,
    page_words,
    repr_text,
    with_picture,
)
from kvi_widgets.widgets.map_widget import MapWidget
from kvi_widgets.words.pack_ids import renamed
from kvi_widgets.words.pack_words import kit_words
from kvi_widgets.words.shapes import Section, Texts

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

MAP_TABLES = ("kvi", "kpi", "links", "strategy")
MOST_UNDONE, MOST_LINKS_IN_TWIN = 50, 100
MOST_QUESTIONS = MOST_QUOTES = 10  # at a time; links that a question quotes where there are very many


class ValueMap(MapWidget):
    """Map KPI → KVI → strategy, redrawn whenever an answer changes; links can be changed on it.

    Parameters
    ----------
    workshop
        Whose links.
    editable
        Whether links can be changed on the map; by default where the answers are the learner's own.
    view
        How the map is arranged at first: ``"columns"`` (in the order of the rows), ``"untangled"``
        or ``"mindmap"``; the learner chooses another above it.

    Examples
    --------
    >>> from kvi_widgets import ValueMap, Workshop
    >>> from kvi_widgets.words.content import Content
    >>> ValueMap(Workshop(Content.load("fr"))).sentences
    []
    """

    _esm = Script("value_map.js")
    _css = Styles("form.css", "value_map.css")

    patched = frozenset({"figure", "twin", "links", "findings"})

    twin = Dict().tag(sync=True)
    words = Dict().tag(sync=True)
    title = Unicode("").tag(sync=True)  # whose map it is
    fields = List().tag(sync=True)  # of one link, as in the link matrix
    nodes = List().tag(sync=True)  # what a screen reader hears of each box, in reading order
    links = List().tag(sync=True)
    owner = Unicode("").tag(sync=True)  # the workshop, for the browser's copy…
    step = Unicode("").tag(sync=True)  # …and the form that takes it up
    view = Enum(VIEWS, OWN_ORDER).tag(sync=True, echo_update=False)
    editable = Bool(default_value=False).tag(sync=True)
    edit = Dict().tag(sync=True, echo_update=False)  # what the learner does to a link
    said = Dict().tag(sync=True)  # what came of it, for all to read and hear
    findings = Dict().tag(sync=True)  # questions about the map, and what they concern

    def __init__(self, workshop: Workshop, *, editable: bool | None = None, view: str = OWN_ORDER) -> None:
        self.workshop, self._tables = workshop, workshop.rows
        self._past: list[dict] = []
        form = workshop.content.words("links")["groups"][0]
        own = workshop.path is not None and not workshop.read_only
        super().__init__(
            words=_words(workshop),
            title=_title(workshop),
            fields=form["fields"],
            owner=workshop.id,
            step="second" if workshop.whose == "second" else "links",
            editable=own if editable is None else editable,
            view=view,
        )
        self._refresh()
        self._stop = workshop.on_change(self._refresh, tables=[*MAP_TABLES, SAVED])
        self.observe(self._arrange, names="view")
        self.observe(self._change, names="edit")
        one_per_cell(self)

    @property
    def plot(self) -> "go.Figure":
        """The map as an ordinary Plotly figure, for where the live one cannot be shown."""
        look = self.width or 900, self.theme or "light", self.view
        return checked_figure(map_data(self.workshop.rows, self.words, *look))

    @property
    def still(self) -> str:
        """The map as SVG, for where a notebook is only read; blank where there is nothing to draw, or too much."""
        if self._is_large:
            return ""
        figure = map_data(self.workshop.rows, self.words, STILL_WIDTH, view=self.view)
        if not figure["data"]:
            return ""
        return figure_svg(figure, self.words["still_title"], " ".join(self.sentences), note=self.words["still"])

    def _repr_mimebundle_(self, **options: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:
        # A map that changes after its cell was run would leave an old picture in the notebook.
        changes = self.workshop.path is not None and is_interactive()
        return with_picture(super()._repr_mimebundle_(**options), "" if changes else self.still)

    @property
    def sentences(self) -> list[str]:
        """The map in sentences."""
        return link_sentences(self.workshop.rows, self.words)

    @property
    def table(self) -> "pd.DataFrame":
        """The links that were looked at, in words."""
        return link_table(self.workshop.rows, self.words)

    def _refresh(self, changed: Iterable[str] = ()) -> None:
        self._tables = self.workshop.rows
        if self.workshop.id != self.owner:  # somebody else's links: nothing there to undo
            self._past, self.said = [], {}
        if self.said.get("problem") and SAVED in changed:
            self.said = {"undo": len(self._past)}  # what could not be written is on disk now
        # The picture first: it answers the learner's click, while the twin is folded away.
        self._draw()
        with self.hold_sync():
            self.nodes = self._named_nodes()
            self.owner, self.links = self.workshop.id, self._tables["links"]
            self.twin, self.findings = self._twin_now(), self._questions()
        self.send_patch()

    def _twin_now(self) -> dict[str, Any]:
        tables = self._tables
        summary = map_summary(tables, self.words)
        if not self._is_large:
            columns, rows = link_cells(tables, self.words)
            return {
                "summary": summary,
                "sentences": link_sentences(tables, self.words),
                "columns": columns,
                "rows": rows,
                "boxes": [node["told"] for node in self.nodes],
            }
        # Only the beginning, as nobody reads it to its end; in Python there is all of it.
        known, texts = known_links(tables), indicator_texts(tables)
        first = known[:MOST_LINKS_IN_TWIN]
        columns, rows = link_cells(tables | {"links": first}, self.words)
        return {
            "summary": summary,
            "sentences": [link_sentence(link, texts, self.words) for link in first],
            "columns": columns,
            "rows": rows,
            "more": self.words["more"].format(count=len(known) - len(first)) if len(known) > len(first) else "",
        }

    @property
    def _is_large(self) -> bool:
        return is_large(self._tables)

    def _questions(self) -> dict[str, Any]:
        words, content = self.workshop.content.words("coherence"), self.workshop.content
        found = coherence_findings(self._tables, content, quotes=MOST_QUOTES if self._is_large else None)
        rows, more = found[:MOST_QUESTIONS], len(found) - MOST_QUESTIONS
        marks = [
            [["link", *concern.split()] if " " in concern else ["node", concern] for concern in row["concerns"]]
            for row in rows
        ]
        questions = [
            {
                "question": row["question"],
                "trigger": row["trigger"],
                "act": words["act"].get(row["act"], ""),
                "marks": concerned,
            }
            for row, concerned in zip(rows, marks, strict=True)
        ]
        return {
            "questions": questions,
            "count": len(found),
            "more": self.words["more_findings"].format(count=more) if more > 0 else "",
            "nothing": words["nothing"],
            "caution": words["caution"],
        }

    def _live_figure(self) -> Figure:
        return map_data(self._tables, self.words, self.width, self.theme, self.view, key=False)

    def _arrange(self, _change: object = None) -> None:
        if self._is_large:  # it has one view only
            return
        self._draw()
        before, after = remaining_crossings(self._tables)
        text = self.words[f"view_{self.view}"].format(before=before, after=after)
        self.said = {"text": text, "undo": len(self._past)}

    def _named_nodes(self) -> list[dict[str, Any]]:
        tables, is_told = self._tables, not self._is_large
        linked = {link[end] for link in working_links(tables) for end in ("kpi", "kvi")}
        linked |= {row["id"] for row in tables["strategy"]}
        return [
            box_of(row, kind, number, self.words, alone=row["id"] not in linked and is_told)
            for kind in ("kpi", "kvi", "strategy")
            for number, row in enumerate(with_text(tables[kind]), start=1)
        ]

    def _change(self, change: dict[str, Any]) -> None:
        try:
            self.said = self._changed(**change["new"])
        except Exception as error:  # noqa: BLE001  anything else would vanish in a log
            problem = explain(error, self.workshop.content.messages)
            self.said = {"problem": problem, "undo": len(self._past), "number": change["new"].get("number", 0)}

    def _changed(self, do: str, kpi: str = "", kvi: str = "", number: int = 0, **values: object) -> dict[str, Any]:
        """Do it and say how the link reads now; undoing brings back one link, as it was."""
        before, undone = self.workshop.rows_of("links"), {}
        if do == "next" and is_settled(link_of(before, kpi, kvi)):
            text = self.words["settled"].format(link=self._link_in_words(kpi, kvi))
            return {"text": text, "undo": len(self._past), "number": number, "opened": [kpi, kvi]}
        if do == "undo":
            *self._past, old = self._past
            rows, undone = with_link(before, **old), {"undone": old["kvi"]}
        else:
            rows = with_next_sign(before, kpi, kvi) if do == "next" else with_link(before, kpi, kvi, **values)
            self._past = [*self._past, link_of(before, kpi, kvi)][-MOST_UNDONE:]
        self.workshop.update("links", rows)
        text = self.words["undone"] if do == "undo" else self._link_in_words(kpi, kvi)
        return {"text": text, "undo": len(self._past), "number": number, **undone}

    def _link_in_words(self, kpi: str, kvi: str) -> str:
        link = link_of(self.workshop.rows_of("links"), kpi, kvi)
        texts = {node["id"]: node["text"] for node in self.nodes}
        if not link["polarity"]:
            quotes = {name: quoted(texts[id_], self.words) for name, id_ in (("kpi", kpi), ("kvi", kvi))}
            return self.words["unlinked"].format(**quotes)
        return link_sentence(link, texts, self.words)

    def __repr__(self) -> str:
        return repr_text(self.words["repr"], self.words["still_title"])


def box_of(row: Row, kind: str, number: int, words: Texts, *, alone: bool) -> dict[str, str]:
    """Box as the page knows it: its kind, its name, its text, and all that it tells."""
    name = words[f"caption_{kind}"].format(number=number)
    first, *others = box_sentences(row, kind, words, alone=alone)
    told = " ".join([words["node_title"].format(name=name, text=first), *others])
    return {"id": row["id"], "kind": kind, "text": row["text"], "name": name, "told": told}


def _words(workshop: Workshop) -> dict[str, Any]:
    words = page_words(workshop.content, "map")
    empty = words.get(f"empty_{workshop.whose}", words["empty"])
    return words | {
        "long": workshop.content.words("form")["long"],
        "empty": empty,
        "views": _views(words["views"], workshop.content.language),
    }


def _views(own: list[Section], language: str) -> list[Section]:
    """Ways to arrange the map; one whose id was translated is still that way, others than the kit's are none."""
    meant = renamed(own, kit_words("map", language)["views"])
    return [one | {"id": name} for one in own if (name := meant.get(one["id"], one["id"])) in VIEWS]


def _title(workshop: Workshop) -> str:
    whose = workshop.content.words("map")["whose"]
    if workshop.whose == "example" and workshop.author:
        return whose["author"].format(author=workshop.author)
    return whose[workshop.whose]
