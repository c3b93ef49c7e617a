"""Answers of a class: those in a folder's files, in those that a browser sends, or of a made-up class."""

import json
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

from kvi_widgets.model.answers import Answers
from kvi_widgets.model.data_package import MOST_BYTES, AnswerFileError, too_big
from kvi_widgets.model.quick_tables import read_answers
from kvi_widgets.model.shapes import Remark, Rows
from kvi_widgets.model.starter import is_starter
from kvi_widgets.model.tables import TABLES
from kvi_widgets.model.workshop import Workshop
from kvi_widgets.words.content import DATA, Content
from kvi_widgets.words.followed_example import FOLLOWED
from kvi_widgets.words.foreign_files import read_file
from kvi_widgets.words.pack_read import own_examples
from kvi_widgets.words.plain_text import one_line

MADE_UP_CLASS = DATA / "examples" / "class.json"
MOST_FILES = 10_000
TABLES_OF_A_MAP = ("kvi", "kpi", "links", "revisions")  # a sentence that was reworded is still the same
LONGEST_FILE_NAME = 80
File = tuple[str, str | bytes | Path | None]  # its name and what it holds, or where it is; None is too large
Problem = tuple[str, str, dict[str, Any]]  # name of a file, then a key of ``messages.toml`` with its details


def json_files(folder: str | Path) -> list[File]:
    """Names and places of the JSON files in a folder, not of those below it.

    Raises
    ------
    OSError
        There is no such folder, or it may not be read.

    Examples
    --------
    >>> json_files("/no/such/folder")  # doctest: +IGNORE_EXCEPTION_DETAIL
    Traceback (most recent call last):
    FileNotFoundError: [Errno 2] No such file or directory: '/no/such/folder'
    """
    paths = sorted(path for path in Path(folder).iterdir() if path.suffix.lower() == ".json" and path.is_file())
    return [(path.name, path) for path in paths if not path.name.startswith(".")]


def read_maps(files: Iterable[File], content: Content) -> tuple[list[Answers], list[Problem]]:
    """Maps in these answer files, and why there is none in the others.

    Parameters
    ----------
    files
        Names and contents, or places of files; what they hold may be broken or hostile.
    content
        Content pack; its words are not used to read the files.

    Returns
    -------
    tuple
        Answers, in the order of the files; then for each file without a map its name, the reason
        as a key of ``messages.toml``, and details of it. A second copy of a file is no map of its own.

    Examples
    --------
    >>> read_maps([("broken.json", "{")], Content.load("en"))
    ([], [('broken.json', 'not_json', {})])
    """
    maps: dict[str, Answers] = {}
    problems: list[Problem] = []
    for number, (name, held) in enumerate(files):
        try:
            answers = _map(held, content, number)
        except (AnswerFileError, OSError) as error:
            problems.append((one_line(str(name), LONGEST_FILE_NAME), *_error_reason(error)))
            continue
        if maps.setdefault(mark_of_answers(answers, TABLES_OF_A_MAP), answers) is not answers:
            problems.append((one_line(str(name), LONGEST_FILE_NAME), "same_file", {}))
    return list(maps.values()), problems


def _map(held: str | bytes | Path | None, content: Content, number: int) -> Answers:
    if number >= MOST_FILES:
        raise AnswerFileError("too_many_files", most=MOST_FILES)
    if held is None:
        raise too_big()
    if isinstance(held, Path):
        held = read_file(held, MOST_BYTES)
    package, rows = read_answers(held.encode("utf-8", "replace") if isinstance(held, str) else held, TABLES_OF_A_MAP)
    if is_starter(package):
        raise AnswerFileError("starter")
    if not (_has_text(rows["kvi"]) and _has_text(rows["kpi"])):
        raise AnswerFileError("no_map")
    answers = Answers(content)
    answers.load({"kvi": package["kvi"]}, rows)
    return answers


def mark_of_answers(answers: Answers, tables: Iterable[str] = TABLES) -> str:
    """The same for copies of a file, and for nobody else's who began with the same one.

    >>> work = Workshop(Content.load("en"))
    >>> mark_of_answers(work) == mark_of_answers(work), mark_of_answers(work) == mark_of_answers(Workshop(work.content))
    (True, False)
    """
    said = [answers.id, *(answers.rows_of(table) for table in tables)]
    return sha256(json.dumps(said).encode()).hexdigest()


def _has_text(rows: Rows) -> bool:
    return any(row["text"].strip() for row in rows)


def _error_reason(error: AnswerFileError | OSError) -> Remark:
    if isinstance(error, AnswerFileError):
        return error.reason, error.details
    return "cannot_open", {"detail": error.strerror or error}


def made_up_class(content: Content) -> list[Answers]:
    """Maps of a class that never was, over the indicators of the ``portal`` example.

    ``data/examples/class.json`` holds their links, the topic ``crowd`` their reasons. Where a
    teacher's own pack has no such example, or one of its own, there is no such class either.

    Examples
    --------
    >>> len(made_up_class(Content.load("en")))
    12
    """
    if FOLLOWED in own_examples(content.folder):  # the reasons speak of the kit's example
        return []
    try:
        example = Workshop(content).example(FOLLOWED)
    except AnswerFileError:
        return []
    reasons = content.words("crowd")["reasons"]
    maps = []
    for links in json.loads(MADE_UP_CLASS.read_text("utf-8"))["maps"]:
        answers = Answers(content)
        rows = [link | {"reason": reasons[link["reason"]] if link["reason"] else ""} for link in links]
        answers.update_all({"kvi": example.rows_of("kvi"), "kpi": example.rows_of("kpi"), "links": rows})
        maps.append(answers)
    return maps
