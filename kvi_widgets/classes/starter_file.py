"""Starter files on disk: what a teacher hands out for a whole class to begin with."""

from pathlib import Path

from kvi_widgets.classes.class_folder import write
from kvi_widgets.classes.commands import RefusedError
from kvi_widgets.model.answers import Answers
from kvi_widgets.model.data_package import MOST_BYTES, AnswerFileError, dump, parse
from kvi_widgets.model.starter import is_starter, starter_package
from kvi_widgets.words.content import Content
from kvi_widgets.words.foreign_files import read_file


def save_starter(answers: Answers | str | Path, file: str | Path, *, whole: bool = False) -> Path:
    """Write a starter file: everybody who opens it as their own begins with it, under an id of their own.

    Parameters
    ----------
    answers
        A workshop, or its answer file or page.
    file
        The file to write; its name is what the starter is called. A starter that is there is replaced.
    whole
        Hand out sorted cards, feedback and reflection, too; names of people never.

    Raises
    ------
    FileExistsError
        Something else is there, and stays.
    OSError
        A file cannot be read or written.
    AnswerFileError
        There is nothing to hand out, or the file holds no answers.

    Examples
    --------
    >>> import tempfile
    >>> from kvi_widgets import Content, Workshop
    >>> save_starter(Workshop(Content.load("en")).example("shop"), Path(tempfile.mkdtemp()) / "online-loan.json").stem
    'online-loan'
    """
    file = Path(file)
    package = answers.package() if isinstance(answers, Answers) else parse(read_file(Path(answers), MOST_BYTES))
    made = dump(starter_package(package, file.stem, whole=whole)).encode()
    if file.exists() and not _holds_starter(file):
        raise FileExistsError(str(file))
    write(file, made)
    return file


def _holds_starter(file: Path) -> bool:
    try:
        return is_starter(parse(read_file(file, MOST_BYTES)))
    except AnswerFileError:
        return False


def starter_of_file(answers: Path, file: Path, language: str, *, whole: bool = False) -> Path:
    """Write a starter file as `save_starter` does; what cannot be done is refused in words.

    Raises
    ------
    RefusedError
        The file holds no answers to hand out, or another one would be replaced.
    OSError
        A file cannot be read or written.
    """
    try:
        return save_starter(answers, file, whole=whole)
    except FileExistsError as error:
        raise RefusedError("would_replace", file=file) from error
    except AnswerFileError as error:
        why = Content.load(language).messages[error.reason].format(**error.details)
        raise RefusedError("no_answers", file=answers, why=why) from error
