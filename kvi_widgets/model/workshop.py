"""The learner's workshop: their own answers, beside them a partner's, a second map, and worked examples."""

import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from kvi_widgets.model.answer_file import EMPTY, AnswerFile
from kvi_widgets.model.answer_place import answer_place
from kvi_widgets.model.answers import LONGEST_ID, synchronized
from kvi_widgets.model.class_seat import Seat, keep_seat, new_seat, seat_of
from kvi_widgets.model.data_package import NO_MAP, AnswerFileError, apart, is_newer, parse, tables_of, to_package
from kvi_widgets.model.file_watcher import watch_file
from kvi_widgets.model.frames import show_texts_as_written
from kvi_widgets.model.saved_answers import SavedAnswers
from kvi_widgets.model.shapes import Package
from kvi_widgets.model.tables import SENTENCES
from kvi_widgets.model.visitors import visitors_file
from kvi_widgets.words.content import Content

SEAT = "seat"  # told to listeners like a table, when something has changed between the learner and the class


class Workshop(SavedAnswers):
    """A learner's or team's answers in their file, and what lies beside it; parameters and attributes are the same."""

    def __init__(self, content: Content, path: Path | None = None) -> None:
        super().__init__(content, path)
        self._partner: Workshop | None = None
        self._second: Workshop | None = None
        self._seat: Seat | None = None

    @classmethod
    def open(
        cls, lang: str | None = None, path: str | Path | None = None, *, pack: str | Path | None = None
    ) -> "Workshop":
        """Answers in a file, or a new workshop when the file is not there yet.

        A file that cannot be read is set aside and `notices` says so: a lesson always starts.
        From then on every table of the notebook shows its texts as they were written
        (`kvi_widgets.model.frames`).

        Parameters
        ----------
        lang
            Language of the kit's own words, ``"fr"`` or ``"en"``.
        path
            The answer file. Without it: ``KVI_ANSWERS``, else ``answers/mon-atelier.json``
            (the name is the content pack's) beside the notebook. Where it cannot be written,
            a file in the learner's home is taken, and `notices` says where.
        pack
            Folder of a class's own words, instead of a language; relative to the notebook.

        Raises
        ------
        ContentError
            The words are not there or cannot be used; or both were asked for, or none.
        """
        content = Content.choose(lang, pack)
        show_texts_as_written()
        chosen = path or os.environ.get("KVI_ANSWERS") or Path("answers") / content.words("pack")["answer_file"]
        asked = visitors_file(Path(os.path.expanduser(chosen)).absolute())  # noqa: PTH111  Path's raises without home
        place, remarks = answer_place(asked)
        workshop = cls(content, place)
        workshop.about_place, workshop.notices = remarks, [*remarks]
        if place is not None:
            if place != asked and not place.exists():
                workshop.begin_with(asked)
            workshop.read_first()
            watch_file(workshop)
        return workshop

    def read_first(self) -> None:
        """Read the file for the first time, and the second map that it may carry."""
        super().read_first()
        carried = self._package and apart(self._package)[1]
        if carried and not self.second.has_answers:  # the file was put here by hand
            with suppress(AnswerFileError, OSError):  # a lesson always starts; it is held in memory
                self.second.take(carried)

    @synchronized
    def look_again(self) -> None:
        """Take in what others wrote; write what could not be written before, or is gone."""
        super().look_again()
        if self._second is not None and self._second.path:
            self._second.look_again()

    @synchronized
    def take(self, package: Package) -> None:
        """Make the answers of a package one's own, and the second map that it carries; raises as for a file alone."""
        own, second = apart(package)
        before = self.id
        try:
            super().take(own)
        finally:
            may = not (self.read_only or is_newer(own))
            if may and (second or (self.id != before and self.second.has_answers)):
                self.second.take(second or NO_MAP)

    @property
    def partner(self) -> "Workshop":
        """The partner whose file was opened last; empty until then.

        A copy of the file lies beside one's own, so that running the notebook again
        does not ask for it again.
        """
        if self._partner is None:
            self._partner = self._beside("partner")
            # Somebody else's answers are looked at, never changed.
            self._partner.read_only = self._partner.second.read_only = True
        return self._partner

    @property
    def second(self) -> "Workshop":
        """One's own links between a partner's indicators: a second map, which costs one's own map nothing.

        It lies in a file beside one's own, and travels in one's own when that is handed over.
        """
        if self._second is None:
            self._second = self._beside("second")
        return self._second

    @property
    def seat(self) -> Seat:
        """One's seat in the class: the same in every notebook, noted beside the answers."""
        seat = seat_of(self.path) or self._seat
        if seat is None:
            seat = self._seat = new_seat()
            with suppress(OSError):  # without a note it holds as long as the notebook runs
                keep_seat(self.path, seat)
        return seat

    def take_seat(self, **changes: Any) -> None:
        """Note what has changed between the learner and the class, and tell listeners."""
        self._seat = self.seat._replace(**changes)
        with suppress(OSError):
            keep_seat(self.path, self._seat)
        self._notify({SEAT})

    def _beside(self, whose: str) -> "Workshop":
        path = self.path and self.path.with_name(f"{self.path.stem}.{whose}.json")
        workshop = Workshop(self.content, path)
        workshop.whose = whose
        if path is not None:
            workshop.read_first()
        return workshop

    def package(self) -> Package:
        """All answers as a Data Package, with what else their file holds, and the second map if there is one."""
        package = super().package()
        if self.second.has_indicators:
            package["kvi"]["second"] = self.second.package()
        return package

    def open_partner(self, text: str) -> None:
        """Show the answers in a partner's file as `partner`.

        Raises
        ------
        AnswerFileError
            The text is no answer file, or holds the same answers as one's own.
        OSError
            The copy cannot be written; the partner's answers are shown all the same.
        """
        package = parse(text)
        if package["kvi"].get("workshop") == self.id and tables_of(package)[0] == self.rows:
            raise AnswerFileError("own_file")
        package, second = apart(package)
        try:
            self.partner.show(package)
        finally:
            if second or self.partner.second.has_answers:
                self.partner.second.show(second or EMPTY)

    def link_partner(self) -> None:
        """Begin the second map with the partner's sentences; one with the same partner keeps its links.

        Raises
        ------
        OSError
            The second map cannot be written yet; it is kept in memory.
        """
        tables = {table: self.partner.rows_of(table) for table in SENTENCES}
        name = f"{self.id}-{self.partner.id}"[:LONGEST_ID]
        there = {row["id"] for rows in tables.values() for row in rows}
        if self.second.id == name:
            links = [link for link in self.second.rows_of("links") if {link["kpi"], link["kvi"]} <= there]
            self.second.update_all(tables | {"links": links})
        else:
            self.second.take(to_package(tables, {"language": self.content.language, "workshop": name}))

    @property
    def examples(self) -> list[str]:
        """Names of the worked examples."""
        return sorted(self.content.examples)

    def example(self, context: str) -> "Workshop":
        """Worked example of one of the contexts, in the same language; never saved.

        Raises
        ------
        AnswerFileError
            There is no example of that name.
        """
        path = self.content.examples.get(context)
        if path is None:
            raise AnswerFileError("no_example", name=context, names=", ".join(self.examples))
        workshop = Workshop(self.content)
        workshop.whose = "example"
        workshop.load(AnswerFile(path).read())
        return workshop
