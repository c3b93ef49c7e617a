"""A class of any size, read a part at a time: by every processor there is, and nothing kept that nobody asked for."""

import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from threading import Thread, current_thread, main_thread
from typing import NamedTuple

from kvi_widgets.logic.class_survey import ClassSurvey, LearnerSummary, counts_of, learner_questions, summarize
from kvi_widgets.model.class_counts import ClassCounts
from kvi_widgets.model.class_learners import LeftOut, learners_of, numbered_left_out, unnamed
from kvi_widgets.model.shapes import Tables
from kvi_widgets.model.submissions import Archives, Submission
from kvi_widgets.model.tables import TABLES
from kvi_widgets.model.workshop import Workshop
from kvi_widgets.words.content import Content

AT_A_TIME = 50  # learners of a part
PARALLEL_FROM = 1_000  # learners, from which on it is worth while to start processes
LearnerFiles = list[Submission]
Keep = Callable[[str, Tables], None]  # takes the name of a learner and their rows
OnProgress = Callable[[int, int], None]  # takes how many learners were read, of how many


class _Part(NamedTuple):
    people: list[LearnerSummary]
    rows: list[Tables]
    left_out: list[LeftOut]
    counts: list[ClassCounts]


class Wanted(NamedTuple):
    """What is wanted of a class.

    Attributes
    ----------
    names
        Whether to keep who is where; without it the memory that is needed hardly grows with the class.
    pseudonyms
        Whether learners are called by numbers.
    keep
        Called with each learner's name and rows.
    on_progress
        Called with how many learners were read so far, and of how many.
    processes
        How many processes read; without it as many as there are processors, for a large class.
    """

    names: bool = True
    pseudonyms: bool = False
    keep: Keep | None = None
    on_progress: OnProgress | None = None
    processes: int | None = None


def read_class(groups: Sequence[LearnerFiles], content: Content, wanted: Wanted = Wanted()) -> ClassSurvey:  # noqa: B008
    """Count a class of any size.

    Parameters
    ----------
    groups
        Files, learner by learner, as `kvi_widgets.model.class_learners.by_learner` gives them.
    content
        Content pack of the class.
    wanted
        What is wanted of it.

    Examples
    --------
    >>> read_class([[Submission("Bo", "bo.json", 0, __file__)]], Content.load("en"))
    Files seen: 1. Read: 0. Left out: 1.
    """
    names, pseudonyms, keep, on_progress, processes = wanted
    people: list[LearnerSummary] = []
    left_out: list[LeftOut] = []
    others: list[ClassCounts] = []
    total, read, done = ClassCounts(), 0, 0
    parts = [groups[start : start + AT_A_TIME] for start in range(0, len(groups), AT_A_TIME)]
    for size, part in zip(map(len, parts), _parts(parts, content, keep is not None, processes), strict=True):
        if pseudonyms:
            part = _numbered(part, read, content)  # noqa: PLW2901
        for one, rows in zip(part.people, part.rows, strict=False):
            keep(one.name, rows) if keep else None
        people += part.people if names else []
        left_out += part.left_out if names else []
        others += part.counts
        total.update({} if names else counts_of(part.people, part.left_out))
        read, done = read + len(part.people), done + size
        if on_progress:
            on_progress(done, len(groups))
    if pseudonyms:
        left_out = numbered_left_out(left_out, read, content)
    counts = [*others, *([] if names else [total])]
    return ClassSurvey(content, people, left_out, counts=counts, pseudonyms=pseudonyms)


def _numbered(part: _Part, before: int, content: Content) -> _Part:
    called = content.words("desk")["learner"]
    people = [one._replace(name=called.format(number=before + n)) for n, one in enumerate(part.people, start=1)]
    return part._replace(people=people, rows=[unnamed(rows) for rows in part.rows])


def learner_rows(workshop: Workshop) -> Tables:
    """Rows of all tables; ``received`` says which came with the starter file that it began with.

    >>> learner_rows(Workshop(Content.load("en")).example("portal"))["strategy"][0]["id"]
    'strategy-1'
    """
    if not workshop.began_with:
        return workshop.rows
    own = workshop.own_rows
    return {table: [row | {"received": row not in own[table]} for row in workshop.rows_of(table)] for table in TABLES}


def _read(groups: Iterable[LearnerFiles], archives: Archives, content: Content, rows: bool) -> _Part:  # noqa: FBT001
    part = _Part([], [], [], [])
    for files in groups:
        found = learners_of(files, archives, content)
        part.people.extend(summarize(one, learner_questions(one)) for one in found.learners)
        part.rows.extend([learner_rows(one.workshop) for one in found.learners] if rows else [])
        part.left_out.extend(found.left_out)
        part.counts.extend(found.counts)
    return part


def _parts(parts: list[Sequence[LearnerFiles]], content: Content, rows: bool, processes: int | None) -> Iterator[_Part]:  # noqa: FBT001
    many = processes or (os.cpu_count() or 1 if len(parts) * AT_A_TIME >= PARALLEL_FROM else 1)
    if many < 2:  # noqa: PLR2004
        with Archives() as archives:
            yield from (_read(part, archives, content, rows) for part in parts)
        return
    # Started anew and not as copies of this process, which may be a kernel with threads.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(many, context, initializer=_begin, initargs=(content.folder, rows))
    waiting, rest = deque[Future[_Part]](), iter(parts)
    try:
        with _only_we_are_interrupted():
            waiting.extend(pool.submit(_read_here, part) for part in islice(rest, 2 * many))
        while waiting:  # never far ahead of whoever takes the parts: they would fill the memory
            yield waiting.popleft().result()
            waiting.extend(pool.submit(_read_here, part) for part in islice(rest, 1))
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def _only_we_are_interrupted() -> Iterator[None]:
    """Let Ctrl-C and an end that is asked for pass by the processes that begin: we end them, they would only complain.

    Theirs is held back for ever, ours only till they have begun: ignored, it would be lost.
    """
    if sys.platform == "win32" or current_thread() is not main_thread():  # there it is not ours to hold back
        yield
        return
    ends, heard = {signal.SIGINT, signal.SIGTERM}, []
    # Blocked for what begins here; noted, since another thread, as of NumPy, takes in our stead what we block.
    handlers = {one: signal.signal(one, lambda number, _frame: heard.append(number)) for one in ends}
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ends)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        for one, handler in handlers.items():
            signal.signal(one, handler)
        for number in heard:
            signal.raise_signal(number)


_here: list[tuple[Archives, Content, bool]] = []  # of a process that reads


def _begin(folder: Path, rows: bool) -> None:  # noqa: FBT001
    Thread(target=_end_with_parent, daemon=True).start()
    _here.append((Archives(), Content(folder), rows))


def _end_with_parent() -> None:
    """However the process ends that started this one: who waits for work would wait for ever."""
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)


def _read_here(groups: Sequence[LearnerFiles]) -> _Part:
    archives, content, rows = _here[0]
    return _read(groups, archives, content, rows)
