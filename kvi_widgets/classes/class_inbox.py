"""What a class has handed in, wherever it meets, as a folder for the class desk."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kvi_widgets.classes.commands import RefusedError
from kvi_widgets.model.class_place import FOR_TEACHER, ClassPlace
from kvi_widgets.model.data_package import AnswerFileError
from kvi_widgets.words.content import Content


@contextmanager
def handed_in(place: str, language: str) -> Iterator[Path]:
    """A folder with what was handed in; of a share or a bucket a copy, which is gone afterwards.

    Parameters
    ----------
    place
        A class place, or a folder or zip of files that were handed in elsewhere.
    language
        In which refusals are said.

    Raises
    ------
    RefusedError
        The place cannot be reached, or read.

    Examples
    --------
    >>> folder = Path(tempfile.mkdtemp())
    >>> ClassPlace(str(folder)).put("handed-in", "Blue otter 12ab34cd-Links.json", b"{}")
    >>> with handed_in(str(folder), "en") as found:
    ...     [file.name for file in found.iterdir()]
    ['Blue otter 12ab34cd-Links.json']
    """
    there = ClassPlace(place)
    if not there.kind:
        inside = Path(place) / FOR_TEACHER
        yield inside if inside.is_dir() else Path(place)
        return
    with tempfile.TemporaryDirectory() as folder:
        try:
            _copy(there, Path(folder))
        except AnswerFileError as error:
            raise refused(error, language) from error
        yield Path(folder)


def prepare_place(place: str, language: str) -> ClassPlace:
    """Make a place ready for a class: then only who owns it sees what is handed in; raises as `handed_in` does.

    A folder is made where the one around it is there, and `OSError` raised where it cannot be.

    >>> prepare_place(tempfile.mkdtemp(), "en").files("handed-in")
    []
    """
    there = ClassPlace(place)
    try:
        if not there.kind:  # no folder around it: a slip, or a disk that is not there today
            Path(there.shown).mkdir(exist_ok=True)
        there.prepare()
        there.files(FOR_TEACHER)
    except AnswerFileError as error:
        raise refused(error, language) from error
    return there


def refused(error: AnswerFileError, language: str) -> RefusedError:
    """What a class place has to say, as a refusal of the command."""
    return RefusedError("class_place", why=Content.load(language).messages[error.reason].format(**error.details))


def _copy(place: ClassPlace, folder: Path) -> None:
    for one in place.files(FOR_TEACHER):
        file = folder / one.name
        try:
            file.write_bytes(place.read(FOR_TEACHER, one.name))
        except AnswerFileError as error:
            if error.reason != "too_big":  # the desk names it, beside the others
                raise
            file.write_bytes(b"")
        os.utime(file, (one.changed, one.changed))
