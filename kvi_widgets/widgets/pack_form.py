"""The teacher's forms: contexts and questions of a pack, and a step as a learner sees it."""

from pathlib import Path
from typing import Any

import ipywidgets
from traitlets import Dict, Int

from kvi_widgets.classes.pack_edit import keep_before, save_table
from kvi_widgets.model.shapes import Rows
from kvi_widgets.model.workshop import Workshop
from kvi_widgets.widgets import steps
from kvi_widgets.widgets.assets import Script, Styles
from kvi_widgets.widgets.base import explain, one_per_cell, page_words, repr_text
from kvi_widgets.widgets.conversation import ConversingWidget
from kvi_widgets.words.content import Content, ContentError

PREVIEWS = {
    step.step: step
    for step in (
        steps.SortingGame,
        steps.ContextStep,
        steps.StrategyStep,
        steps.KviStep,
        steps.KpiStep,
        steps.LinksStep,
        steps.ReviewStep,
        steps.AdjustStep,
        steps.ClosingStep,
    )
}


class PackForm(ConversingWidget):
    """Form over one table of a content pack; what is typed is written into its CSV file.

    Parameters
    ----------
    folder
        A content pack.
    table
        ``"contexts"``, ``"questions"`` or ``"deck"``.

    Raises
    ------
    ContentError
        The pack cannot be read; the message says where.

    Examples
    --------
    >>> from kvi_widgets import Content, PackForm
    >>> len(PackForm(Content.load("fr").folder, "contexts").value["contexts"])
    4
    """

    _esm = Script("pack_form.js")
    _css = Styles("form.css")

    value = Dict().tag(sync=True, echo_update=False)  # rows of the table
    group = Dict().tag(sync=True)
    words = Dict().tag(sync=True)
    saved = Dict().tag(sync=True)  # what became of the last change, and rows where somebody else's came in
    seen = Int(0).tag(sync=True, echo_update=False)  # number of the last such rows that the page has taken over

    def __init__(self, folder: Path, table: str) -> None:
        self.folder, self.table = Path(folder), table
        content = Content(self.folder)
        rows = content.rows(table)
        self._known, self._told = rows, (0, rows)  # what the page has; what it is told besides
        self.messages, teacher = content.messages, content.words("teacher")
        super().__init__(
            value={table: rows},
            group=teacher["tables"][table] | {"id": table, "kind": "items"},
            words=page_words(content, "form") | teacher["form"],
        )
        self.observe(self._save, names="value")
        one_per_cell(self)

    def _save(self, change: dict[str, Any]) -> None:
        number = int(self.saved.get("number", 0)) + 1
        try:
            saved = self._merged(change["new"][self.table], number)
        except ContentError as error:
            saved = {"problem": str(error)}
        except OSError as error:
            detail = error.strerror or error
            saved = {"problem": self.words["cannot_write"].format(file=f"{self.table}.csv", detail=detail)}
        except Exception as error:  # noqa: BLE001  anything else would vanish in a log
            saved = {"problem": explain(error, self.messages)}
        if "rows" in saved:
            self.unobserve(self._save, names="value")
            self.value = {self.table: saved["rows"]}
            self.observe(self._save, names="value")
        self.saved = saved | {"number": number}

    def _merged(self, rows: Rows, number: int) -> dict[str, Any]:
        """Write the rows; what somebody else has saved meanwhile goes to the page, which may be typing on."""
        told, with_theirs = self._told
        if told and self.seen == told:
            self._known, self._told = with_theirs, (0, rows)
        keep_before(self.folder, self.table)
        blank, written = save_table(self.folder, self.table, rows, self._known)
        if blank:
            return {"problem": self._blank(*blank[0])}
        self._known = rows
        if all(row in rows for row in written):
            return {"problem": ""}
        self._told = (number, written)
        return {"problem": "", "rows": written}

    def _blank(self, place: int, column: str) -> str:
        labels = {field["id"]: field["label"] for field in self.group["fields"]}
        return self.words["blank"].format(item=self.group["item"].format(n=place), column=labels.get(column, column))

    def __repr__(self) -> str:
        return repr_text(self.words["repr"].format(table=f"{self.table}.csv"), self.group["prompt"])


class StepPreview(ipywidgets.VBox):
    """A step as a learner sees it, read anew from the pack each time; nothing typed here is kept.

    Parameters
    ----------
    folder
        A content pack.

    Examples
    --------
    >>> from kvi_widgets import Content, StepPreview
    >>> preview = StepPreview(Content.load("fr").folder)
    >>> preview.step.value = "kvi"
    >>> preview.children[-1].head["step"]
    'kvi'
    """

    def __init__(self, folder: Path) -> None:
        self.folder = Path(folder)
        content = Content(self.folder)
        self.words = content.words("teacher")["preview"]
        options = [(content.words(name)["title"], name) for name in PREVIEWS]
        full = ipywidgets.Layout(width="auto")
        style = {"description_width": "initial"}
        self.step = ipywidgets.Dropdown(options=options, description=self.words["step"], style=style, layout=full)
        self.filled = ipywidgets.Checkbox(description=self.words["filled"], indent=False, layout=full)
        self.again = ipywidgets.Button(description=self.words["again"], layout=full)
        self.bar = ipywidgets.HBox([self.step, self.filled, self.again], layout=ipywidgets.Layout(flex_flow="wrap"))
        super().__init__([self.bar])
        self.step.observe(self._show, names="value")
        self.filled.observe(self._show, names="value")
        self.again.on_click(self._show)
        self._show()

    def _show(self, _change: object = None) -> None:
        for old in self.children[1:]:
            old.close()
        self.children = [self.bar, self._form()]

    def _form(self) -> ipywidgets.Widget:
        try:
            workshop = Workshop(Content(self.folder))
            examples = workshop.examples
            if self.filled.value and examples:
                workshop = workshop.example(examples[0])
            return PREVIEWS[str(self.step.value)](workshop)
        except ContentError as error:
            return ipywidgets.Label(str(error))

    def __repr__(self) -> str:
        return self.words["repr"]
