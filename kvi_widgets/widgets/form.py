"""The one capture engine: a form of declared groups, the same in every step."""

import os
from collections.abc import Callable, Sequence
from typing import Any

from traitlets import Dict, Int, List

from kvi_widgets.logic import form_binding, progress
from kvi_widgets.logic.example_lines import example_lines
from kvi_widgets.logic.findings import coach_questions
from kvi_widgets.model.data_package import MOST_BYTES
from kvi_widgets.model.saved_answers import SAVED
from kvi_widgets.model.tables import TABLES
from kvi_widgets.model.workshop import Workshop
from kvi_widgets.widgets import form_answers
from kvi_widgets.widgets.assets import Script, Styles
from kvi_widgets.widgets.base import explain, one_per_cell, page_words, repr_text, traceback_text
from kvi_widgets.widgets.form_class import ClassWidget
from kvi_widgets.words import form_schema
from kvi_widgets.words.shapes import Group

REMIND_AFTER = 300  # seconds of new work on Binder, which forgets everything after ten idle minutes


class FormWidget(ClassWidget):
    """Form of one step. Subclasses name the step; its words decide what it shows.

    Parameters
    ----------
    workshop
        The answers that the form shows and changes.

    Examples
    --------
    >>> from kvi_widgets import KviStep, Workshop
    >>> from kvi_widgets.words.content import Content
    >>> workshop = Workshop(Content.load("fr"))
    >>> KviStep(workshop).value = {"kvi": [{"id": "kvi-1", "text": "Ils osent demander"}]}
    >>> workshop.kvi["text"].tolist()
    ['Ils osent demander']
    """

    _esm = Script("form.js")
    _css = Styles("form.css")
    step = ""
    is_brief = False  # a line or two, without what helps with a whole step
    _stops: Sequence[Callable[[], None]] = ()  # none yet, should the form fail to open

    value = Dict().tag(sync=True, echo_update=False)  # rows per table
    was = Dict().tag(sync=True, echo_update=False)  # the value as the page had it before it changed it
    groups = List().tag(sync=True)
    head = Dict().tag(sync=True)
    words = Dict().tag(sync=True)
    notes = Dict().tag(sync=True)
    questions = List().tag(sync=True)  # of the coach, about the sentences of this step
    identity = Dict().tag(sync=True)  # whose answers, and whether there are any
    edit = Int(0).tag(sync=True, echo_update=False)  # any number that no other edit has, of this page or another…
    saved = Dict().tag(sync=True)  # …and what came of the last one
    remind_after = Int(0).tag(sync=True)  # seconds; 0 is never

    def __init__(self, workshop: Workshop) -> None:
        self.workshop = workshop
        self._storing = False
        self._answered = 0  # the edit that is dealt with…
        self._refused = False  # …and whether it changed nothing
        self._held_value = form_binding.value(workshop, self.step)  # not all of it are answers yet
        self._stops = []
        super().__init__(
            head=form_schema.head(workshop.content, self.step)
            | {"example": example_lines(workshop, self.step)}
            | {"step": self.step, "most_bytes": MOST_BYTES, "brief": self.is_brief},
            words=page_words(workshop.content, "form"),
            value=self._held_value,
            saved=self._saved_now(),
            remind_after=REMIND_AFTER if "BINDER_LAUNCH_HOST" in os.environ else 0,
        )
        self._show()
        self.observe(self._store, names=["value", "edit"])
        self.ask_and_answer()
        self.offer_older()
        self._stops = [
            workshop.on_change(self._refresh, [*TABLES, SAVED]),
            workshop.partner.on_change(self._refresh),
            self.sit_down(),
        ]
        one_per_cell(self)

    def set_state(self, sync_data: dict[str, Any]) -> None:
        """Take what the page says; JupyterLab lets forms speak beside a running cell."""
        with self.workshop.lock:
            super().set_state(sync_data)
            if self.edit != self._answered:  # sent again after an interruption, it brings no change
                self._store({"name": "edit"})
            if self.value == sync_data.get("value"):
                self.send_state("value")  # to other windows; what differs was sent already

    def _store(self, change: dict[str, Any]) -> None:
        # The page's edits count; the same value once more is one, after an error.
        by_page = self.edit != self._answered
        if self._storing or by_page != (change["name"] == "edit"):
            return
        self._storing = True
        try:
            self._try(lambda: self._store_value(by_page=by_page), edit=self.edit)
        finally:
            self._storing = False
        self._show_value()  # others' answers came in with the saving, or a text was cleaned

    def _store_value(self, *, by_page: bool) -> None:
        work = self.workshop
        rows = self.value
        if by_page:
            rows = form_binding.merged_value(work, self.step, self.was, self.value, self._held_value)
        self._held_value = rows
        form_answers.store(work, self.step, rows)
        if work.late:
            work.look_again()

    def _try(self, action: Callable[[], None], where: str = "", edit: int | None = None) -> None:
        """Do it, then say what is on disk now, or what went wrong and where."""
        problem = details = ""
        held, is_taken = self.workshop.rows, True
        try:
            action()
        except Exception as error:  # noqa: BLE001  anything else would vanish in a log
            problem, details = explain(error, self.workshop.content.messages), traceback_text(error)
            is_taken = isinstance(error, OSError) or self.workshop.rows != held
        if edit is not None:
            self._answered = edit
            self._refused = not is_taken
        self._tell_saved(problem, details, where)

    def _tell_saved(self, problem: str = "", details: str = "", where: str = "") -> None:
        self.saved = self._saved_now(problem, details, where)

    def _saved_now(self, problem: str = "", details: str = "", where: str = "") -> dict[str, Any]:
        return {
            "edit": self._answered,
            "refused": self._refused,
            "at": self.workshop.saved_at,
            "late": self.workshop.late,
            "problem": problem,
            "details": details,
            "where": where,
        }

    def _refresh(self, changed: set[str]) -> None:
        with self.hold_sync():  # a page that hears of a value must know whether it is on disk
            try:
                self._show()
                if self.offer.get("kind") == "copy":
                    self.offer_copies()
            except Exception as error:  # noqa: BLE001  the answers are safe; the learner sees what failed
                self._tell_saved(explain(error, self.workshop.content.messages), traceback_text(error))
            else:
                stale = self.saved.get("late") != self.workshop.late
                if (SAVED in changed or stale) and not self._storing:
                    self._tell_saved()

    def _show(self) -> None:
        work = self.workshop
        with self.hold_sync():
            self.groups = self.form_groups()
            notes = progress.Notes([], []) if self.is_brief else progress.notes(work, self.step)
            self.notes = notes._asdict()
            self.questions = coach_questions(work, self.step)
            self.identity = {"workshop": work.id, "fresh": not work.has_answers}
            self.show_class()
            if not self._storing:
                self._show_value()

    def form_groups(self) -> list[Group]:
        """What the form shows by now."""
        return form_binding.groups(self.workshop, self.step)

    def _show_value(self) -> None:
        self._storing = True
        try:
            self.value = self._held_value = form_binding.value(self.workshop, self.step, form_value=self._held_value)
        finally:
            self._storing = False

    def close(self) -> None:
        """Stop listening to the workshop."""
        for stop in self._stops:
            stop()
        super().close()

    def __repr__(self) -> str:
        return repr_text(self.workshop.content.words(self.step)["repr"], self.head.get("prompt", ""))
