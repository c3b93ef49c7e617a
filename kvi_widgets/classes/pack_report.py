"""Tell a teacher all that is wrong in a content pack or a class, line by line, as soon as it is known."""

import sys
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from kvi_widgets.classes.pack_check import check_folder, language, pack_of
from kvi_widgets.classes.pack_check_notebooks import can_run, notebook_findings
from kvi_widgets.words.content import Content, ContentError
from kvi_widgets.words.pack_findings import as_frame
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
        Whether the notebooks of a class are run as well.

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
    run = _notebooks(folder, words, say) if notebooks and has_notebooks else None
    if sound and run is not False:
        # Who did not look at the notebooks vouches for the words alone.
        said = "words_fine" if has_notebooks and run is None else "nothing"
        say(Sentence(words["said"][said]).format(folder=folder))
    return sound and run is not False


def _report_findings(found: pd.DataFrame, mark: str, heading: str, say: Callable[[str], None]) -> None:
    if len(found):
        say(Sentence(heading).format(count=len(found)))
        for message in found["message"]:
            say(f"  {mark} {message}")
        say("")


def _notebooks(folder: Path, words: Texts, say: Callable[[str], None]) -> bool | None:
    """Run the notebooks of a class; tell whether none fails, nothing where its pack or a tool is not there."""
    said = {name: Sentence(text) for name, text in words["said"].items()}
    try:
        Content(pack_of(folder))
    except ContentError:
        say(said["notebooks_wait"])
        return None
    if not can_run():
        say(said["no_nbval"].format(python=sys.executable))
        return None
    say(said["notebooks"])
    sound = True
    for name, findings in notebook_findings(folder / "notebooks"):
        say(said["notebook_wrong" if findings else "notebook_fine"].format(name=name))
        for message in as_frame(findings, words)["message"]:
            say(f"      {message}")
        sound &= not findings
    return sound
