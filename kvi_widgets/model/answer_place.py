"""Where a learner's answers are kept: the file that was asked for, or else one in their home."""

import os
from hashlib import sha256
from pathlib import Path

from kvi_widgets.model.answer_file import stamp_of
from kvi_widgets.model.shapes import Remark
from kvi_widgets.model.tables import text
from kvi_widgets.words.foreign_files import is_irregular

AT_HOME = "~/kvi-answers"


def answer_place(asked: Path) -> tuple[Path | None, list[Remark]]:
    r"""Where answers go, and what there is to say about it.

    Parameters
    ----------
    asked
        The file that a learner or a teacher names, with its whole path.

    Returns
    -------
    tuple
        The file; None where nothing can be kept, or is to be: the system's null device asks for that.
        Then remarks, as keys of ``messages.toml``.

    Examples
    --------
    >>> answer_place(Path("a\0b.json").absolute())[1][0][0]
    'odd_place'
    """
    home, odd = _at_home(asked), is_irregular(asked)
    real = Path(asked if odd else os.path.realpath(asked))  # a link is written where it points to
    # Who has begun at home goes on there, also when the folder can be written by now.
    if not odd and _can_write(real.parent) and stamp_of(asked) >= stamp_of(home):
        return asked, []
    if asked != Path(os.devnull) and _can_write(home.parent):
        names = {"asked": text(asked if odd else asked.parent), "place": home}
        return home, [("odd_place" if odd else "place_at_home", names)]
    return (None, [("kept_nowhere", {"asked": text(asked)})]) if odd else (asked, [])


def _at_home(path: Path) -> Path:
    # By a name of its own: two classes may both have a file of this name.
    known_as = sha256(os.fsencode(path)).hexdigest()[:8]
    name = text(path.stem)[:40]
    return Path(os.path.expanduser(AT_HOME)) / f"{name}-{known_as}.json"  # noqa: PTH111


def _can_write(folder: Path) -> bool:
    there = next((place for place in (folder, *folder.parents) if place.exists()), folder)
    return not there.is_dir() or os.access(there, os.W_OK | os.X_OK)  # a file in its way may go again
