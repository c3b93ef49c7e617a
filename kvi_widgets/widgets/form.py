"""The one capture engine: a form of declared groups, the same in every step."""

import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from traitlets import Dict, Int, List

from kvi_widgets.logic import feedback, form_binding, opened_files, progress, recovery
from kvi_widgets.logic.file_names import signed_file_name
from kvi_widgets.logic.findings import coach_questions
from kvi_widgets.model.data_package import MOST_BYTES, dump, too_big
from kvi_widgets.model.saved_answers import SAVED
from kvi_widgets.model.tables import TABLES
from kvi_widgets.model.workshop import Workshop
from kvi_widgets.widgets import form_answers
from kvi_widgets.widgets.assets import FOLDER, script
from kvi_widgets.widgets.base import explain, in_lines, one_per_cell, page_words, traceback_text
from kvi_widgets.widgets.conversation import ConversingWidget
from kvi_widgets.words import form_schema
from kvi_widgets.words.shapes import Group

if TYPE_CHECKING:
    from kvi_widgets.model.shapes import Package

REMIND_AFTER = 300  # seconds of new work on Binder, which forgets everything after ten idle minutes


class FormWidget(ConversingWidget):
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

    _esm = script("form.js")
    _css = FOLDER / "form.css"
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
    copies = List().tag(sync=True, echo_update=False)  # what the browser kept
    offer = Dict().tag(sync=True)  # what taking it up would change
    decision = Dict().tag(sync=True, echo_update=False)  # and whether the learner wants that
    upload = Dict().tag(sync=True, echo_update=False)
    request = Dict().tag(sync=True, echo_update=False)
    download = Dict().tag(sync=True)
    remind_after = Int(0).tag(sync=True)  # seconds; 0 is never

    def __init__(self, workshop: Workshop) -> None:
        self.workshop = workshop
        self._storing = False
        self._answered = 0  # the edit that is dealt with…
        self._refused = False  # …and whether it changed nothing
        self._held_value = form_binding.value(workshop, self.step)  # not all of it are answers yet
        self._offered: Package = {}
        self._opened = "", ""  # the file that is asked about: in which group, its text
        self._stops = []
        super().__init__(
            head=form_schema.head(workshop.content, self.step)
            | {"step": self.step, "most_bytes": MOST_BYTES, "brief": self.is_brief},
            words=page_words(workshop.content, "form"),
            value=self._held_value,
            saved={
                "edit": 0,
                "refused": False,
                "at": workshop.saved_at,
                "late": workshop.late,
                "problem": "",
            },
            remind_after=REMIND_AFTER if "BINDER_LAUNCH_HOST" in os.environ else 0,
        )
        self._show()
        self._offer_older()
        self.observe(self._store, names=["value", "edit"])
        self.observe(self._look_at_copies, names="copies")
        self.observe(self._decide, names="decision")
        self.observe(self._take_file, names="upload")
        self.observe(self._give_file, names="request")
        self._stops = [
            workshop.on_change(self._refresh, [*TABLES, SAVED]),
            workshop.partner.on_change(self._refresh),
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

    def _take_file(self, change: dict[str, Any]) -> None:
        group, text = change["new"]["group"], change["new"]["text"]
        self._try(lambda: self._open(group, text), where=group)

    def _open(self, group: str, text: str | None) -> None:
        if text is None:
            raise too_big()
        found = opened_files.opened(self.workshop, text, group)
        if found.kind:
            self._opened = group, text
            self._ask_about(found)
        else:
            self.open_file(group, text)

    def _give_file(self, change: dict[str, Any]) -> None:
        group = change["new"]["group"]
        self._try(
            lambda: FormWidget.give(self, group) if group == opened_files.OWN_PLACE else self.give(group), where=group
        )

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
        self.saved = {
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
                    self._offer_copies()
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

    def _look_at_copies(self, _change: dict[str, Any]) -> None:
        self._try(self._offer_copies)

    def _offer_copies(self) -> None:
        steps = recovery.taken_up(self.workshop, self.copies)
        at = max((copy.get("at", 0) for copy in self.copies if isinstance(copy, dict)), default=0)
        self.make_offer("copy", recovery.changes(self.workshop, steps), at, nothing=not steps)

    def _ask_about(self, found: opened_files.OpenedFile) -> None:
        self._offered = found.package
        self.make_offer(found.kind, found.changes, name=found.name)

    def _offer_older(self) -> None:
        if self.workshop.older and (not self.is_brief or self.workshop.whose == "second"):
            path, self._offered = self.workshop.older
            lines = recovery.file_changes(self.workshop, self._offered)
            self.make_offer("version", lines, path.stat().st_mtime * 1000)

    def make_offer(
        self, kind: str, lines: list[dict[str, Any]], at: float = 0, *, name: str = "", nothing: bool = False
    ) -> None:
        """Show what would change (`recovery.changes`) and ask; ``at`` is in ms since 1970, ``name`` who sent it."""
        number = self.offer.get("number", 0) + 1
        self.offer = {"kind": kind, "lines": lines, "at": at, "name": name, "number": number, "nothing": nothing}

    def _decide(self, change: dict[str, Any]) -> None:
        kind = self.offer.get("kind")
        if kind != "copy":
            self.make_offer("", [])
        choice = next((name for name in ("take", "instead") if change["new"].get(name)), "")
        if choice:
            action = self.take_instead if choice == "instead" else self.take_offer
            self._try(lambda: action(str(kind)))  # it may lead to another offer
        if kind == "copy":
            self._offer_copies()

    def take_offer(self, kind: str) -> None:
        """Do what the learner has agreed to."""
        if kind == "copy":
            form_answers.take_up(self.workshop, self.copies)
        elif kind == "feedback":
            self.workshop.update_all(feedback.with_feedback(self.workshop, self._opened[1]))
            self.make_offer("feedback_there", [])
        elif kind in {"partner", "same", "another"}:
            self._read_partner()
        else:
            self.workshop.take(self._offered)

    def take_instead(self, kind: str) -> None:
        """Do the other thing that was offered: a file is one's own after all, or a partner's."""
        if kind == "same":
            self._ask_about(opened_files.opened(self.workshop, self._opened[1], opened_files.OWN_PLACE))
        elif kind == "another":
            self.workshop.take(self._offered)
        else:
            self._read_partner()

    def _read_partner(self) -> None:
        place, text = self._opened
        self.workshop.open_partner(text)
        if place != opened_files.PARTNER_PLACE:  # there, the form itself says that it is open
            self.make_offer("partner_there", [])

    def open_file(self, group: str, text: str) -> None:
        """Take a file that the learner chose in this group; by default a partner's."""
        self.workshop.open_partner(text)

    def give(self, group: str) -> None:
        """Hand a file to the browser; by default the learner's own answers."""
        self.hand_over(self.workshop.content.words("pack")["answer_file"], dump(self.workshop.package()))

    def hand_over(self, name: str, text: str, kind: str = "application/json", *, whole: bool = True) -> None:
        """Let the browser keep this text under this name; ``whole`` says that it brings all answers back."""
        number = self.download.get("number", 0) + 1
        signed = signed_file_name(self.workshop, name)
        self.download = {"name": signed, "text": text, "type": kind, "whole": whole, "number": number}

    def close(self) -> None:
        """Stop listening to the workshop."""
        for stop in self._stops:
            stop()
        super().close()

    def __repr__(self) -> str:
        return in_lines(self.workshop.content.words(self.step)["repr"], self.head.get("prompt", ""))
