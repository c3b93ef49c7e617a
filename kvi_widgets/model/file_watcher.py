"""Look at the answer file every second, as long as somebody holds the workshop."""

import contextlib
import logging
from pathlib import Path
from typing import Protocol
from weakref import ref

from kvi_widgets.model.data_package import AnswerFileError

LOG = logging.getLogger(__name__)
_tasks: set[object] = set()  # a loop alone would let them be collected


class Watched(Protocol):
    """What looks at its file again when it is told to."""

    path: Path | None

    def look_again(self) -> None:
        """Take in what others wrote."""


def watch_file(workshop: Watched) -> None:
    """Let a workshop look again every second, where a loop runs: another notebook may have written.

    >>> watch_file(set())  # a script without a loop reads and writes when told to; what is gone is followed no longer
    """
    import asyncio  # noqa: PLC0415  a kernel has it anyway, importing the kit need not wait for it

    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        return
    task = loop.create_task(_look_every_second(ref(workshop)))
    _tasks.add(task)
    task.add_done_callback(_tasks.discard)


async def _look_every_second(followed: "ref[Watched]") -> None:
    # By a weak reference, so that a notebook that is run again does not follow for ever what it left.
    from asyncio import sleep  # noqa: PLC0415

    while True:
        await sleep(1)
        workshop = followed()
        if workshop is None:
            return
        # What cannot be read or written now is tried again a second later.
        try:
            with contextlib.suppress(AnswerFileError, OSError):
                workshop.look_again()
        except Exception:  # a listener's: it must not end the watch, or late answers stay unwritten
            LOG.exception("watching %s", workshop.path)
        del workshop
