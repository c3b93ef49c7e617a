"""Tell a teacher all that is wrong in a content pack or a class, line by line, as soon as it is known."""

import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import pandas as pd

from kvi_widgets.classes.pack_check import check_folder, language, pack_of
from kvi_widgets.classes.pack_check_notebooks import can_run, notebook_findings
from kvi_widgets.classes.pack_check_page import NoPageError, class_pages
from kvi_widgets.words.content import Content, ContentError
from kvi_widgets.words.pack_findings import Finding, as_frame
from kvi_widgets.words.pack_words import kit_words
from kvi_widgets.words.sentences import Sentence
from kvi_widgets.words.shapes import Texts

SEVERITY_MARKS = {"error": "✗", "advice": "•"}


def check_and_report(
    folder: Path, lang: str | None = None, say: Callable[[str], None] = print, *, notebooks: bool = True
) -> bool:
    """Check a folder and tell what was found.

    Parameters
    ----------
    folder
        A content pack, or a class.
    lang
        Language of the messages, as `check_folder` takes it.
    say
        What each line is told to.
    notebooks
        Whether the notebooks of a class are opened in a browser as well, or at least run.

    Returns
    -------
    bool
        Whether nothing stops the class.

    Examples
    --------
    >>> from kvi_widgets.words.content import DATA
    >>> check_and_report(DATA / "en", say=lambda line: None)
    True
    """
    words = kit_words("check", language(folder, lang))
    found = check_folder(folder, lang)
    for severity, mark in SEVERITY_MARKS.items():
        _report_findings(found.loc[found["severity"] == severity], mark, words["said"][severity], say)
    sound = "error" not in set(found["severity"])
    has_notebooks = (folder / "notebooks").is_dir() and pack_of(folder) != folder
    fine = (
        _notebooks(folder, words, say) if notebooks and has_notebooks else "words_fine" if has_notebooks else "nothing"
    )
    if sound and fine:
        say(Sentence(words["said"][fine]).format(folder=folder))
    return sound and bool(fine)


def _report_findings(found: pd.DataFrame, mark: str, heading: str, say: Callable[[str], None]) -> None:
    if len(found):
        say(Sentence(heading).format(count=len(found)))
        for message in found["message"]:
            say(f"  {mark} {message}")
        say("")


def _notebooks(folder: Path, words: Texts, say: Callable[[str], None]) -> str:
    """Try the notebooks of a class; what can be said at the end of all that was looked at, nothing where one fails."""
    said = {name: Sentence(text) for name, text in words["said"].items()}
    try:
        Content(pack_of(folder))
    except ContentError:
        say(said["notebooks_wait"])
        return "words_fine"
    try:
        with class_pages(folder) as found:
            say(said["pages"])
            return "nothing" if _report_notebooks(found, words, say) else ""
    except NoPageError as error:
        say(said[error.reason].format(python=sys.executable))
    if not can_run():
        say(said["no_nbval"].format(python=sys.executable))
        return "words_fine"
    say(said["notebooks"])
    return "cells_fine" if _report_notebooks(notebook_findings(folder / "notebooks"), words, say) else ""


def _report_notebooks(notebooks: Iterable[tuple[str, list[Finding]]], words: Texts, say: Callable[[str], None]) -> bool:
    """Tell of each notebook what is wrong in it; whether nothing stops the class."""
    sound = True
    for name, findings in notebooks:
        found = as_frame(findings, words)
        is_wrong = "error" in set(found["severity"])
        say(Sentence(words["said"]["notebook_wrong" if is_wrong else "notebook_fine"]).format(name=name))
        for severity, message in found[["severity", "message"]].itertuples(index=False):
            say(f"    {SEVERITY_MARKS[severity]} {message}")
        sound &= not is_wrong
    return sound
