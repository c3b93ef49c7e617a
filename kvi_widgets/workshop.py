"""The learner's answers: one DataFrame per table, kept in one answer file."""

import contextlib
import os
import secrets
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

import pandas as pd

from kvi_widgets import answer_file
from kvi_widgets.content import DATA, Content
from kvi_widgets.tables import TABLES, checked

EXAMPLES = DATA / "examples"


class Workshop:
    """Answers of one learner or team.

    Parameters
    ----------
    content
        The words and tables of the workshop.
    path
        The answer file; None keeps the answers in memory only.

    Examples
    --------
    >>> workshop = Workshop(Content.load("fr"))
    >>> workshop.update("kvi", [{"id": "kvi-1", "text": "Ils osent demander"}])
    >>> workshop.kvi["text"].tolist()
    ['Ils osent demander']
    """

    def __init__(self, content: Content, path: Path | None = None) -> None:
        self.content = content
        self.path = path
        self.id = secrets.token_hex(4)
        self.saved_at = ""
        self._my_write = 0
        self._package: dict = {}
        self._frames = {table: answer_file.empty_frame(table) for table in TABLES}
        self._listeners: dict[object, tuple[Callable[[set[str]], None], frozenset[str]]] = {}
        self._partner: Workshop | None = None

    @classmethod
    def open(cls, lang: str = "fr", path: str | Path | None = None) -> "Workshop":
        """Answers in a file, or a new workshop when the file is not there yet.

        Parameters
        ----------
        lang
            Language of the words, ``"fr"`` or ``"en"``.
        path
            The answer file. Without it: ``KVI_ANSWERS``, else ``answers/mon-atelier.json``
            (the name is the content pack's) beside the notebook.

        Raises
        ------
        AnswerFileError
            The file is there but cannot be used.
        """
        content = Content.load(lang)
        pd.options.display.max_colwidth = None  # a sentence cut short cannot be read again
        chosen = path or os.environ.get("KVI_ANSWERS")
        chosen = chosen or Path("answers") / content.words("pack")["answer_file"]
        workshop = cls(content, Path(chosen).absolute())
        workshop.refresh()
        workshop._follow()
        return workshop

    def _follow(self) -> None:
        """Look at the file every second: another notebook may have written to it."""
        import asyncio  # noqa: PLC0415  a kernel has it anyway, a script need not wait for it

        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return
        self._following = loop.create_task(self._look_again(asyncio.sleep))

    async def _look_again(self, sleep: Callable) -> None:
        seen = self._written_at()
        while True:
            await sleep(1)
            now = self._written_at()
            if now not in (seen, self._my_write):
                # A file that cannot be read right now is looked at again a second later.
                with contextlib.suppress(answer_file.AnswerFileError, OSError):
                    self.refresh()
            seen = now

    def _written_at(self) -> int:
        try:
            return self.path.stat().st_mtime_ns
        except (OSError, AttributeError):
            return 0

    def refresh(self) -> None:
        """Read the file again and tell listeners which tables changed elsewhere."""
        self.load(answer_file.read(self.path))

    def load(self, package: dict) -> None:
        """Take the answers of a package in place of those held now."""
        self._package = package
        self.id = package.get("kvi", {}).get("workshop", self.id)
        self._tell({table for table in TABLES
                    if self._set(table, answer_file.rows_of(package, table))})

    def update(self, table: str, rows: list[dict]) -> None:
        """Put these rows in place of a table's rows, save, tell listeners.

        Raises
        ------
        KeyError
            No such table.
        pydantic.ValidationError
            A value cannot be what its column asks for; nothing is changed then.
        OSError
            The file cannot be written; the answers are kept in memory and listeners told.
        """
        if self._set(table, rows):
            try:
                self.save({table})
            finally:
                self._tell({table})

    def save(self, tables: Iterable[str] = tuple(TABLES)) -> None:
        """Write these tables into the file and leave all others as they stand there.

        Two notebooks have two kernels and one file: each writes only what it changed.
        """
        if self.path is not None:
            self._package = self.package(tables, over=answer_file.read(self.path))
            answer_file.write(self.path, self._package)
            self._my_write = self._written_at()
        self.saved_at = datetime.now().strftime("%H:%M")

    def package(self, tables: Iterable[str] = tuple(TABLES), over: dict | None = None) -> dict:
        """Answers as a Data Package, laid over what another package holds."""
        about = {"language": self.content.language, "workshop": self.id}
        chosen = {table: self._frames[table] for table in TABLES
                  if table in tables or not self._is_in(over, table)}
        return answer_file.to_package(chosen, about, over if over is not None else self._package)

    @staticmethod
    def _is_in(package: dict | None, table: str) -> bool:
        return any(entry.get("name") == table for entry in (package or {}).get("resources", []))

    def _set(self, table: str, rows: list[dict]) -> bool:
        frame = answer_file.to_frame(table, checked(table, rows))
        if frame.equals(self._frames[table]):
            return False
        self._frames[table] = frame
        return True

    def _tell(self, changed: set[str]) -> None:
        for callback, tables in list(self._listeners.values()):
            if changed & tables:
                callback(changed)

    def on_change(
        self, callback: Callable[[set[str]], None], tables: Iterable[str] = tuple(TABLES)
    ) -> Callable[[], None]:
        """Call ``callback(changed_tables)`` whenever one of these tables changes.

        Returns
        -------
        callable
            Call it to stop listening.
        """
        token = object()
        self._listeners[token] = (callback, frozenset(tables))
        return lambda: self._listeners.pop(token, None)

    @property
    def partner(self) -> "Workshop":
        """The partner whose file was opened last; empty until then.

        A copy of the file lies beside one's own, so that running the notebook again
        does not ask for it again.
        """
        if self._partner is None:
            path = self.path and self.path.with_name(f"{self.path.stem}.partner.json")
            self._partner = Workshop(self.content, path)
            if path is not None and path.exists():
                self._partner.refresh()
        return self._partner

    def open_partner(self, text: str) -> None:
        """Show the answers in a partner's file as `partner`.

        Raises
        ------
        AnswerFileError
            The text is no answer file, or it is one's own.
        """
        package = answer_file.parse(text)
        if package["kvi"].get("workshop") == self.id:
            raise answer_file.AnswerFileError("own_file")
        if self.partner.path is not None:
            answer_file.write(self.partner.path, package)
        self.partner.load(package)

    def example(self, context: str) -> "Workshop":
        """Worked example of one of the contexts, in the same language; never saved.

        Raises
        ------
        AnswerFileError
            There is no example of that name.
        """
        path = EXAMPLES / self.content.language / f"{context}.json"
        if not path.exists():
            names = ", ".join(sorted(one.stem for one in path.parent.glob("*.json")))
            raise answer_file.AnswerFileError("no_example", name=context, names=names)
        workshop = Workshop(self.content)
        workshop.load(answer_file.read(path))
        return workshop

    def table(self, name: str) -> pd.DataFrame:
        """Copy of one table, so that changing it changes no answer."""
        return self._frames[name].copy()

    sorting = property(lambda self: self.table("sorting"), doc="Sorted cards.")
    context = property(lambda self: self.table("context"), doc="Step 1.")
    strategy = property(lambda self: self.table("strategy"), doc="Step 2.")
    kvi = property(lambda self: self.table("kvi"), doc="Step 3.")
    kpi = property(lambda self: self.table("kpi"), doc="Step 4.")
    links = property(lambda self: self.table("links"), doc="Step 5.")
    reviews = property(lambda self: self.table("reviews"), doc="Feedback received.")
    reviews_given = property(lambda self: self.table("reviews_given"), doc="Feedback given.")
    revisions = property(lambda self: self.table("revisions"), doc="Sentences before, after.")
    closing = property(lambda self: self.table("closing"), doc="Closing words.")

    def __repr__(self) -> str:
        return self.content.words("pack")["workshop_repr"].format(
            count=sum(len(frame) for frame in self._frames.values()))
