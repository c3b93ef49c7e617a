"""Answers that are kept in a file: saved at every change, followed when others write it."""

import time
from pathlib import Path

from kvi_widgets.model.answer_file import EMPTY, AnswerFile, Stamp
from kvi_widgets.model.answers import LONGEST_ID, Answers, synchronized
from kvi_widgets.model.data_package import AnswerFileError, is_newer, joined, tables_of, to_package
from kvi_widgets.model.deletions import next_notes, notes_of, with_deleted
from kvi_widgets.model.lineage import Lineage, next_states, states_of, united, with_copy
from kvi_widgets.model.merge import are_unlike, lay_over, merge_tables
from kvi_widgets.model.merge_apart import named_alike
from kvi_widgets.model.shapes import Package, Tables
from kvi_widgets.model.starter import begun, is_starter
from kvi_widgets.model.tables import checked, text
from kvi_widgets.model.versions import keep_version, last_good
from kvi_widgets.words.content import Content
from kvi_widgets.words.foreign_files import NotRegularError

NOT_WRITTEN_YET = "now"  # in place of the name of a state
SAVED = "saved"  # told to listeners like a table, when what was late is on disk at last


class SavedAnswers(Answers):
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
        self._lineage = Lineage(self._file.path) if self._file else None
        self._base: Tables = {}  # the rows that stood in the file…
        self._seen: Stamp = ()  # …when it had this stamp
        self._doubtful: Stamp = ()  # stamp of a file that could not be read, once

    def read_first(self) -> None:
        """Read the file for the first time; one that cannot be read is set aside."""
        try:
            self.refresh()
            if any(reason == "mended" for reason, _ in self.notices):
                keep_version(self._own_file.path, for_good=True)
        except AnswerFileError as error:
            self._set_aside(error)
        except NotRegularError:
            self.notices.append(("not_regular", {"name": self._own_file.path.name}))
        except OSError as error:
            self.notices.append(("cannot_read", {"detail": error.strerror or error}))
        self._take_in_copies()

    def begin_with(self, path: Path) -> None:
        """Hold the answers of a file that cannot be written, until there are some in one's own."""
        try:
            package = AnswerFile(path).read()
        except AnswerFileError as error:
            self.notices.append((error.reason, error.details))
        except (OSError, ValueError):
            return
        else:
            self.load(begun(package) if is_starter(package) else package)
            self.read_only = is_newer(package)

    def _set_aside(self, error: AnswerFileError) -> None:
        self.notices.append((error.reason, error.details))
        try:
            place = self._own_file.set_aside(self._aside)
        except OSError:
            self.read_only = True
            self.notices.append(("stays_there", {"name": self._own_file.path.name}))
        else:
            self.notices.append(("set_aside", {"name": place.name}))
            self.older = last_good(self._own_file.path)

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
            self._notify({SAVED})
        elif stamp and stamp != self._seen:
            try:
                self.refresh()
            except AnswerFileError:
                # Half written by another program? If it is still so next time, our own answers replace it.
                self.late, self._doubtful = self._doubtful == stamp, stamp
        self._take_in_copies()

    def _take_in_copies(self) -> None:
        """Unite with what a tool that carries the folder between machines has laid beside the file."""
        for path, copy in self._lineage.new_copies(self.id) if self._lineage and not self.read_only else []:
            rows = tables_of(copy)[0]
            changed = self._take(self._united_with(copy, rows, leads=False))
            self._package = with_copy(self._package, copy)
            if changed:
                self.late = True
                self.about_place.append(("conflict_copy", {"name": path.name}))
                self.notices.append(self.about_place[-1])
                self._notify(changed)

    def _united_with(self, package: Package, theirs: Tables, *, leads: bool = True) -> Tables:
        """Rows of mine and of theirs; what is not in theirs was taken away only by who has known it."""
        mine, others = states_of(self._package), states_of(package)
        if self._lineage is None or not mine or mine[0] in others:
            return merge_tables(self._base, self.rows, theirs)
        if others and others[0] in mine:  # an old state: new in it is only what a script or an older kit has changed
            return merge_tables(self._lineage.known_of(others[:1])[1] or theirs, self.rows, theirs)
        shared = [state for state in others if state in mine]
        state, common = self._lineage.known_of(shared)
        # Who began apart has written each sentence on their own; where it is known what both had, nothing else is asked.
        if shared and state != shared[0]:
            own_notes = next_notes([self._package], [self._base], self.rows, [NOT_WRITTEN_YET, *mine])
            common = with_deleted(common, theirs, self.rows, notes_of({"kvi": own_notes}), others)
            common = with_deleted(common, self.rows, theirs, notes_of(package), mine)
        if leads:
            common, mine_now = named_alike(common, self.rows, theirs)
            return merge_tables(common, mine_now, theirs, apart=True)
        common, theirs = named_alike(common, theirs, self.rows)
        return merge_tables(common, self.rows, theirs, apart=True)

    @synchronized
    def refresh(self) -> None:
        """Read the file again and tell listeners which tables changed elsewhere."""
        package = self._own_file.read()
        if package is EMPTY:  # a file that is not there takes nothing away
            return
        is_given = is_starter(package)
        if is_given:  # everybody's until now: put here by hand, or by who hands out the whole folder
            package = begun(package, self.id if self.has_answers else "")
        theirs = self._read(package)
        self.read_only = is_newer(package)
        if self.read_only:
            self.notices.append(("newer", {"version": package["kvi"]["schema_version"]}))
        merged = self._united_with(package, theirs)
        if (is_given or (states_of(self._package) and are_unlike(theirs, merged))) and not self.read_only:
            self.late = True  # the file is to have it, too: what came in, and what was taken away
        self._remember(united(package, self._package), theirs)
        self._notify(self._take(merged))

    def _remember(self, package: Package, rows: Tables) -> None:
        self._package, self._base, self._seen = package, rows, self._own_file.known_stamp
        if self._lineage is not None:
            self._lineage.remember(package, rows)
        self._adopt(package)
        if self._seen:
            self.saved_at = int(self._seen[0] / 1e6)

    @synchronized
    def update_all(self, tables: Tables) -> None:
        """Put new rows in place of those of several tables, in one step; save, tell listeners.

        Raises
        ------
        KeyError, RowError
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
                self._notify(changed)

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
            # What is late is tried again every second: waiting there would stop the cells again and again.
            patient, self.late = not self.late, True
            package = self._file.change(self._laid_over, aside=self._aside, patient=patient)
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
        self._merged = self._united_with(self._package if disk is None else disk, theirs)
        if disk is not None and self._lineage is not None:
            self._lineage.remember(disk, theirs)
        packages = [disk or {}, self._package]
        states = next_states(packages)
        notes = next_notes(packages, [self._base, theirs], self._merged, states_of({"kvi": states}))
        return to_package(self._merged, self._about | states | notes, joined(*packages))

    def in_own_ids(self, package: Package) -> Package:
        """A package of this workshop that went on elsewhere, where no new sentence has the id of one of ours."""
        mine = states_of(self._package)
        shared = [state for state in states_of(package) if state in mine]
        common = self._lineage.known_of(shared)[1] if self._lineage else {}
        if not common or package["kvi"].get("workshop") != self.id:
            return package
        rows = tables_of(package)[0]
        named = named_alike(common, rows, self.rows)[1]
        return package if named == rows else to_package(named, {}, package)

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
            keep_version(self._file.path, for_good=True)
        self._told = None
        rows, before = self._read(package), self.id
        self._adopt(package)
        if self.id == before:
            rows = {table: lay_over(table, now, rows[table]) for table, now in self.rows.items()}
        self._package = united({**package, **self._package, "resources": package["resources"]}, package)
        changed = self._take(rows)
        try:
            changed |= self.save()
        finally:
            self.older = None
            self._notify(changed | {SAVED})

    def show(self, package: Package) -> None:
        """Show a package in place of all answers, and keep a copy of it as it is."""
        self.load(package)
        if self._file is not None:
            self._file.change(lambda _: package, aside=self._aside)

    def continue_as(self, workshop: object) -> None:
        """Be the workshop of this id again, as long as there are no answers yet."""
        if isinstance(workshop, str) and workshop and not self.has_answers:
            self.id = text(workshop)[:LONGEST_ID] or self.id
