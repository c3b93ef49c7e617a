"""The learner's answers and their file: saved at every change, followed when others write it."""

import os
import time
from contextlib import suppress
from pathlib import Path

from kvi_widgets.model.answer_file import EMPTY, AnswerFile, Stamp
from kvi_widgets.model.answers import LONGEST_ID, Answers, synchronized
from kvi_widgets.model.data_package import (
    NO_MAP,
    AnswerFileError,
    apart,
    is_newer,
    joined,
    parse,
    tables_of,
    to_package,
)
from kvi_widgets.model.file_watcher import watch_file
from kvi_widgets.model.frames import show_texts_as_written
from kvi_widgets.model.merge import lay_over, merge_tables
from kvi_widgets.model.shapes import Package, Tables
from kvi_widgets.model.tables import SENTENCES, checked, text
from kvi_widgets.words.content import Content

SAVED = "saved"  # told to listeners like a table, when what was late is on disk at last


class Workshop(Answers):
    """Answers of one learner or team, kept in one answer file.

    Parameters
    ----------
    content
        The words and tables of the workshop.
    path
        The answer file; None keeps the answers in memory only.

    Attributes
    ----------
    saved_at
        When the answers were written last, in ms since 1970; 0 when never. The page says it by its own clock.
    late
        There are answers that could not be written yet.
    read_only
        The file belongs to a newer kit: it is shown and never changed.
    older
        After the file could not be read: the newest earlier version that can.
    """

    def __init__(self, content: Content, path: Path | None = None) -> None:
        super().__init__(content)
        self.path = path
        self.saved_at = 0
        self.late = self.read_only = False
        self.older: tuple[Path, Package] | None = None
        self._file = AnswerFile(path) if path else None
        self._base: Tables = {}  # the rows that stood in the file…
        self._seen: Stamp = ()  # …when it had this stamp
        self._doubtful: Stamp = ()  # stamp of a file that could not be read, once
        self._partner: Workshop | None = None
        self._second: Workshop | None = None

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
            (the name is the content pack's) beside the notebook.
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
        workshop = cls(content, Path(chosen).absolute())
        workshop.read_first()
        watch_file(workshop)
        return workshop

    def read_first(self) -> None:
        """Read the file for the first time; one that cannot be read is set aside."""
        try:
            self.refresh()
            if any(reason == "mended" for reason, _ in self.notices):
                self._own_file.keep_version(at_once=True)
        except AnswerFileError as error:
            self._set_aside(error)
        except OSError as error:
            self.notices.append(("cannot_read", {"detail": error.strerror or error}))
        carried = self._package and apart(self._package)[1]
        if carried and not self.second.has_answers:  # the file was put here by hand
            with suppress(AnswerFileError, OSError):  # a lesson always starts; it is held in memory
                self.second.take(carried)

    def _set_aside(self, error: AnswerFileError) -> None:
        self.notices.append((error.reason, error.details))
        try:
            place = self._own_file.set_aside(self._aside)
        except OSError:
            self.read_only = True
            self.notices.append(("stays_there", {"name": self._own_file.path.name}))
        else:
            self.notices.append(("set_aside", {"name": place.name}))
            self.older = self._own_file.last_good()

    @property
    def _own_file(self) -> AnswerFile:
        if self._file is None:  # answers in memory only are never read anew
            raise RuntimeError
        return self._file

    @property
    def _aside(self) -> str:
        return self.content.words("pack")["aside_file"]

    @synchronized
    def look_again(self) -> None:
        """Take in what others wrote; write what could not be written before, or is gone."""
        stamp = self._own_file.stamp
        gone = not stamp and self.has_answers
        if (self.late or gone) and not self.read_only:
            self.save()
            self._tell({SAVED})
        elif stamp and stamp != self._seen:
            try:
                self.refresh()
            except AnswerFileError:
                # Half written by another program? If it is still so next time, our own answers replace it.
                self.late, self._doubtful = self._doubtful == stamp, stamp
        if self._second is not None and self._second.path:
            self._second.look_again()

    @synchronized
    def refresh(self) -> None:
        """Read the file again and tell listeners which tables changed elsewhere."""
        package = self._own_file.read()
        if package is EMPTY:  # a file that is not there takes nothing away
            return
        theirs = self._read(package)
        self.read_only = is_newer(package)
        if self.read_only:
            self.notices.append(("newer", {"version": package["kvi"]["schema_version"]}))
        merged = merge_tables(self._base, self.rows, theirs)
        self._remember(package, theirs)
        self._tell(self._take(merged))

    def _remember(self, package: Package, rows: Tables) -> None:
        self._package, self._base, self._seen = package, rows, self._own_file.known_stamp
        self._adopt(package)
        if self._seen:
            self.saved_at = int(self._seen[0] / 1e6)

    @synchronized
    def update_all(self, tables: Tables) -> None:
        """Put new rows in place of those of several tables, in one step; save, tell listeners.

        Raises
        ------
        KeyError, pydantic.ValidationError
            As `update` does; nothing is changed then.
        AnswerFileError
            The file belongs to a newer kit and must not be changed.
        OSError
            The file cannot be written; the answers are kept in memory, listeners told, and
            writing is tried again every second.
        """
        if self.read_only:
            raise AnswerFileError("read_only")
        changed = self._take({table: checked(table, rows) for table, rows in tables.items()})
        if changed:
            try:
                changed |= self.save()
            finally:
                self._tell(changed)

    @synchronized
    def save(self) -> set[str]:
        """Write all answers, over and beside what another notebook may have written meanwhile.

        Returns
        -------
        set of str
            Tables in which the other's rows came in.
        """
        changed = set()
        if self._file is not None:
            self.late = True
            package = self._file.change(self._laid_over, aside=self._aside)
            self.late = False
            self._remember(package, self._merged)
            changed = self._take(self._merged)
        self.saved_at = int(time.time() * 1000)
        return changed

    def _laid_over(self, disk: Package | None) -> Package:
        # No file, or none that can be used, tells nothing of what others want: ours stays as it is.
        if disk is not None and is_newer(disk):
            self.read_only = True
            raise AnswerFileError("read_only")
        theirs = self._base if disk is None or disk is self._package else tables_of(disk)[0]
        self._merged = merge_tables(self._base, self.rows, theirs)
        return to_package(self._merged, self._about, joined(disk or {}, self._package))

    @synchronized
    def take(self, package: Package) -> None:
        """Make the answers of a package one's own and save them.

        The same workshop's answers are laid over those held now; another workshop's replace
        them. The file as it was stays among the earlier versions.

        Raises
        ------
        AnswerFileError
            The package, or the file here, belongs to a newer kit.
        """
        if self.read_only or is_newer(package):
            raise AnswerFileError("read_only")
        if self._file is not None:
            self._file.keep_version(at_once=True)
        self._told = None
        package, second = apart(package)
        rows, before = self._read(package), self.id
        self._adopt(package)
        if self.id == before:
            rows = {table: lay_over(table, now, rows[table]) for table, now in self.rows.items()}
        self._package = {**package, **self._package, "resources": package["resources"]}
        changed = self._take(rows)
        try:
            changed |= self.save()
        finally:
            self.older = None
            self._tell(changed | {SAVED})
            if second or (self.id != before and self.second.has_answers):
                self.second.take(second or NO_MAP)

    def show(self, package: Package) -> None:
        """Show a package in place of all answers, and keep a copy of it as it is."""
        self.load(package)
        if self._file is not None:
            self._file.change(lambda _: package, aside=self._aside)

    def continue_as(self, workshop: object) -> None:
        """Be the workshop of this id again, as long as there are no answers yet."""
        if isinstance(workshop, str) and workshop and not self.has_answers:
            self.id = text(workshop)[:LONGEST_ID] or self.id

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
            The text is no answer file, or it is one's own.
        OSError
            The copy cannot be written; the partner's answers are shown all the same.
        """
        package = parse(text)
        if package["kvi"].get("workshop") == self.id:
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
        name, there = (
            f"{self.id}-{self.partner.id}"[:LONGEST_ID],
            {row["id"] for rows in tables.values() for row in rows},
        )
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
