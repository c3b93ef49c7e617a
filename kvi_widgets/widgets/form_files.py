"""What a form asks before answers that lie elsewhere change its own: the browser's copies, files, earlier states."""

from collections.abc import Callable
from time import time
from typing import Any

from traitlets import Dict, List

from kvi_widgets.logic import feedback, opened_files, recovery
from kvi_widgets.logic.earlier_states import earlier_answers, with_earlier
from kvi_widgets.logic.file_names import signed_file_name
from kvi_widgets.model.data_package import dump, tables_of, too_big
from kvi_widgets.model.lineage import states_of
from kvi_widgets.model.shapes import Package, Rows
from kvi_widgets.model.versions import keep_version, version_before
from kvi_widgets.model.workshop import Workshop
from kvi_widgets.widgets import form_answers
from kvi_widgets.widgets.conversation import ConversingWidget

LATEST = 1e14  # ms since 1970: no clock says more
CLASS = "class"  # asked for like a file: what the class place has or gets
EARLIER = "earlier"  # asked for like a file: what one's own was before


class FilesWidget(ConversingWidget):
    """What all forms have in common about answers that lie elsewhere: they are offered, and never just taken."""

    workshop: Workshop
    is_brief: bool

    copies = List().tag(sync=True, echo_update=False)  # what the browser kept
    offer = Dict().tag(sync=True)  # what taking it up would change
    decision = Dict().tag(sync=True, echo_update=False)  # and whether the learner wants that
    upload = Dict().tag(sync=True, echo_update=False)
    request = Dict().tag(sync=True, echo_update=False)
    download = Dict().tag(sync=True)

    def ask_and_answer(self) -> None:
        """Listen to what the page says of copies and files."""
        self._offered: Package = {}
        self._opened = "", ""  # the file that is asked about: in which group, its text
        self._made = 0.0  # when the earlier state that is shown was kept, in s since 1970…
        self._lines: Rows = []  # …and what it has to bring back
        self.observe(self._look_at_copies, names="copies")
        self.observe(self._decide, names="decision")
        self.observe(self._take_file, names="upload")
        self.observe(self._give_file, names="request")

    def _try(self, action: Callable[[], None], where: str = "") -> None:
        """Do it, and say in the learner's words what went wrong; the form does."""
        raise NotImplementedError

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
        actions = {
            CLASS: lambda: self.run_errand(change["new"]),
            opened_files.OWN_PLACE: lambda: FilesWidget.give(self, group),
            EARLIER: lambda: self._look_back(time()),
        }
        self._try(actions.get(group, lambda: self.give(group)), where=group)

    def run_errand(self, asked: dict[str, Any]) -> None:
        """Ask something of the class; the form does."""
        raise NotImplementedError

    def _look_back(self, made: float) -> None:
        """Show what stood in the newest state before this moment (s since 1970) that has anything to bring back."""
        path = self.workshop.path
        while path and (found := version_before(path, made)):
            made, package = found
            if self._show_earlier(made, package):
                return
        self.make_offer("no_earlier", [])

    def _show_earlier(self, made: float, package: Package) -> bool:
        # What another file has replaced, a starter for one, is under another id: this file comes from it.
        comes_from = {*states_of(package)[:1]} & {*states_of(self.workshop.package())}
        own = package["kvi"].get("workshop") == self.workshop.id or comes_from
        lines = earlier_answers(self.workshop, tables_of(package)[0]) if own else []
        if lines:
            self._made, self._offered, self._lines = made, package, lines
            self.make_offer(EARLIER, lines, made * 1000)
        return bool(lines)

    def _bring_back(self, line: int) -> None:
        """Make one answer of the state that is shown one's own again, and show what else stood there."""
        then, path = tables_of(self._offered)[0], self.workshop.path
        lines = earlier_answers(self.workshop, then)
        if lines == self._lines:  # what has changed since it was shown is shown anew
            place = dict(enumerate(lines))[line]["place"]
            if path:
                keep_version(path, for_good=True)
            self.workshop.update_all(with_earlier(self.workshop.rows, then, place))
        if not self._show_earlier(self._made, self._offered):
            self._look_back(self._made)

    def _look_at_copies(self, _change: dict[str, Any]) -> None:
        self._try(self.offer_copies)

    def offer_copies(self) -> None:
        """Say what the browser's copies would change."""
        steps = recovery.taken_up(self.workshop, self.copies)
        moments = [copy.get("at") for copy in self.copies if isinstance(copy, dict)]
        at = max((one for one in moments if isinstance(one, int | float) and 0 < one < LATEST), default=0)
        self.make_offer("copy", recovery.changes(self.workshop, steps), at, nothing=not steps)

    def _ask_about(self, found: opened_files.OpenedFile) -> None:
        self._offered = found.package
        self.make_offer(found.kind, found.changes, name=found.name)

    def offer_older(self) -> None:
        """After the file could not be read: offer the newest state that can."""
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
            self.offer_copies()

    def take_offer(self, kind: str) -> None:
        """Do what the learner has agreed to."""
        if kind == "copy":
            form_answers.take_up(self.workshop, self.copies)
        elif kind == "feedback":
            self.workshop.update_all(feedback.with_feedback(self.workshop, self._opened[1]))
            self.make_offer("feedback_there", [])
        elif kind in {"partner", "same", "another"}:
            self._read_partner()
        elif kind == EARLIER:
            self._bring_back(self.decision["line"])
        else:
            self._take_whole(kind)

    def take_instead(self, kind: str) -> None:
        """Do the other thing that was offered: a file is one's own after all, or a partner's."""
        if kind == "same":
            self._ask_about(opened_files.opened(self.workshop, self._opened[1], opened_files.OWN_PLACE))
        elif kind == "another":
            self._take_whole(kind)
        elif kind == EARLIER:
            self._look_back(self._made)
        else:
            self._read_partner()

    def _take_whole(self, kind: str) -> None:
        self.workshop.take(self._offered)
        if kind in opened_files.LISTED:  # of most of it this form shows nothing
            self.make_offer("taken", [])

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
