"""What a teacher takes away of a class, in one go: its page, its tables, its counts."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from kvi_widgets.logic.class_desk import ClassDesk
from kvi_widgets.logic.class_survey import ClassSurvey
from kvi_widgets.model.class_counts import counts_text
from kvi_widgets.model.class_learners import by_learner
from kvi_widgets.model.submissions import submissions
from kvi_widgets.model.whole_files import written_whole
from kvi_widgets.pages.class_exports import write_csv, write_excel, write_folder, write_parquet
from kvi_widgets.pages.class_grid import save_grid
from kvi_widgets.pages.class_page import desk_of, save_class_page
from kvi_widgets.pages.class_reading import OnProgress, Wanted, learner_rows, read_class
from kvi_widgets.pages.class_tables import ClassTable, TableStore, class_tables, data_dictionary, frame_table
from kvi_widgets.words.content import Content

MOST_SIDE_BY_SIDE = 200  # learners whose texts one page can show


class TakenAway(NamedTuple):
    """Where to write what; nothing is written for what is None. ``without_text`` leaves what people wrote out."""

    page: Path | None = None
    tables: Path | None = None
    excel: Path | None = None
    parquet: Path | None = None
    counts: Path | None = None
    grid: Path | None = None
    without_text: bool = False

    @property
    def has_tables(self) -> bool:
        """Whether rows of learners are asked for."""
        return bool(self.tables or self.excel or self.parquet)


def report_class(
    place: str | Path,
    content: Content,
    to: TakenAway,
    *,
    pseudonyms: bool = False,
    on_progress: OnProgress | None = None,
) -> ClassSurvey:
    """Read what a class has handed in and write what is asked for; a file is there whole or not at all.

    Parameters
    ----------
    place
        A folder or zip; nothing in it is changed.
    content
        Content pack of the class.
    to
        Where to write what.
    pseudonyms
        Call learners by numbers.
    on_progress
        Called with how many learners were read so far, and of how many.

    Raises
    ------
    OSError
        There is no such place, or a file cannot be written.
    AnswerFileError
        The class is too large, or a library is missing.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> report_class(folder, Content.load("en"), TakenAway(counts=folder / "counts.json"))
    Files seen: 0. Read: 0. Left out: 0.
    """
    groups = by_learner(submissions(place))
    with _store(to, content) as store:
        if to.page and len(groups) <= MOST_SIDE_BY_SIDE:
            desk = desk_of([file for files in groups for file in files], content, pseudonyms=pseudonyms)
            if to.has_tables:
                keep_rows(desk, store)
        else:
            names = bool(to.page or to.has_tables or to.grid)
            wanted = Wanted(names, pseudonyms, store.add if to.has_tables else None, on_progress)
            desk = read_class(groups, content, wanted)
        if to.has_tables:
            _write_tables(desk, store, to)
    if to.counts:
        with written_whole(to.counts) as part:
            part.write_text(counts_text(desk.counts), "utf-8")
    if to.grid:
        save_grid(desk, to.grid)
    if to.page:
        save_class_page(desk, to.page)
    return desk


@contextmanager
def _store(to: TakenAway, content: Content) -> Iterator[TableStore]:
    """Store of rows, which is gone afterwards."""
    mark = content.words("desk")["text_left_out"]
    with (
        TemporaryDirectory(prefix="kvi-") as folder,
        closing(TableStore(Path(folder), without_text=to.without_text, mark=mark)) as store,
    ):
        yield store


def keep_rows(desk: ClassDesk, store: TableStore) -> None:
    """Put the rows of all learners of a desk into a store."""
    for one in desk.learners:
        store.add(one.name, learner_rows(one.workshop))


def _write_tables(desk: ClassSurvey, store: TableStore, to: TakenAway) -> None:
    if to.tables:
        write_folder(tables_of_class(desk, store), to.tables, desk.content, write_csv)
    if to.excel:
        write_excel(tables_of_class(desk, store), to.excel, desk.content)
    if to.parquet:
        write_folder(tables_of_class(desk, store), to.parquet, desk.content, write_parquet)


def tables_of_class(desk: ClassSurvey, store: TableStore) -> list[ClassTable]:
    """All tables to take away: who is where, how much there is, what each wrote, and what is in which column."""
    content = desk.content
    frames = {"progress": desk.progress, "overview": desk.overview}
    if isinstance(desk, ClassDesk) and not store.without_text:
        asked = desk.questions
        frames["questions"] = asked.assign(concerns=[" ".join(ids) for ids in asked["concerns"]])
        frames["questions"].attrs = asked.attrs
    tables = [frame_table(name, frame, content) for name, frame in frames.items()]
    tables += class_tables(store, content)
    return [*tables, data_dictionary(tables, content)]


def save_class_tables(desk: ClassDesk, folder: str | Path) -> list[Path]:
    """Write one CSV file a table, with the learner in front, as spreadsheets read them: nothing in it is a formula.

    Raises
    ------
    OSError
        A file cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> [file.name for file in save_class_tables(ClassDesk(Content.load("en"), []), tempfile.mkdtemp())][:3]
    ['cards.csv', 'closing.csv', 'columns.csv']
    """
    with _store(TakenAway(tables=Path(folder)), desk.content) as store:
        keep_rows(desk, store)
        return write_folder(tables_of_class(desk, store), Path(folder), desk.content, write_csv)
