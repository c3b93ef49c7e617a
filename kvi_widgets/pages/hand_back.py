"""What goes back to learners: one page for each, in their language, in a zip under the names of their platform."""

import re
import zipfile
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from kvi_widgets.logic import recap
from kvi_widgets.logic.class_desk import ClassDesk
from kvi_widgets.model.class_learners import Learner
from kvi_widgets.model.submissions import PLATFORM
from kvi_widgets.pages.class_exports import written_whole
from kvi_widgets.pages.class_grid import Marked
from kvi_widgets.pages.rendering import render, source
from kvi_widgets.words.content import Content, languages

FORBIDDEN = re.compile(r'[\x00-\x1f<>:"/\\|?*]')  # in names of files, on one system or another
EPOCH = (1980, 1, 1, 0, 0, 0)  # of every file in the zip: the same pages make the same zip


class HandedBack(NamedTuple):
    """Names in the zip; learners of whom the grid says nothing; names of the grid whom nobody bears."""

    pages: list[str]
    unmarked: list[str]
    unknown: list[str]


def hand_back(desk: ClassDesk, marked: dict[str, Marked], file: Path) -> HandedBack:
    """Write the feedback of a whole class into one zip.

    Parameters
    ----------
    desk
        The class.
    marked
        What there is to say to whom, by name, as `kvi_widgets.pages.class_grid.read_grid` gives it.
    file
        The zip to write; it is there whole or not at all.

    Raises
    ------
    OSError
        It cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> from kvi_widgets import Workshop
    >>> content = Content.load("en")
    >>> desk = ClassDesk(content, [Learner("Ana", "Ana_7_assignsubmission_file/mine.json", Workshop(content))])
    >>> hand_back(desk, {"Ana": Marked([("Listening", "sound")], "")}, Path(tempfile.mkdtemp()) / "back.zip").pages
    ['Ana_7_assignsubmission_file/feedback.html']
    """
    of_marked = {one.name: one for one in desk.learners if marked.get(one.name)}
    names: dict[str, str] = {}
    with written_whole(file) as part, zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, learner in of_marked.items():
            names[name] = _free(place_of_page(learner, desk.content), set(names.values()))
            page = feedback_page(learner, marked[name], desk.content)
            archive.writestr(zipfile.ZipInfo(names[name], EPOCH), page.encode(), zipfile.ZIP_DEFLATED)
    everybody = [one.name for one in desk.learners]
    return HandedBack(
        list(names.values()),
        [name for name in everybody if name not in of_marked],
        [name for name in marked if name not in everybody],
    )


def feedback_page(learner: Learner, marked: Marked, content: Content) -> str:
    """Page for one learner, in the language of their file: what was found of each criterion, the remark, their sentences.

    >>> from kvi_widgets import Workshop
    >>> workshop = Workshop(Content.load("en")).example("portal")
    >>> "Go on &lt;b&gt;" in feedback_page(Learner("Ana", "a.json", workshop), Marked([], "Go on <b>"), workshop.content)
    True
    """
    said = learner.workshop.said_language
    own = Content.load(said) if said in languages() and said != content.language else content
    words = own.words("desk")
    where = {one["title"]: one["where"] for one in content.words("desk")["grid"]["criteria"]}
    workshop = learner.workshop
    return render(
        "feedback",
        style=source("document.css") + source("page.css"),
        language=own.language,
        kind=own.words("pack")["title"],
        words=words,
        learner=learner.name,
        about=recap.title(workshop) if workshop.rows["context"] else "",
        criteria=[(title, found, where.get(title, "")) for title, found in marked.criteria if found],
        remark=marked.remark,
        headings=own.words("page")["headings"],
        sections=[
            part
            for part in recap.answer_sections(workshop)
            if part.id in {"strategy", "kvi", "kpi", "revisions", "decided"}
        ],
    )


def place_of_page(learner: Learner, content: Content) -> str:
    """Name of a learner's page in the zip, where their platform looks for it.

    >>> content = Content.load("en")
    >>> from kvi_widgets import Workshop
    >>> for place in ("in/Bo Li_11_assignsubmission_file_b.json", "liwei_LATE_4021_77_mine.json", "a/Ana.json"):
    ...     place_of_page(Learner("Bo: Li", place, Workshop(content)), content)
    'Bo Li_11_assignsubmission_file_feedback.html'
    'liwei_LATE_4021_77_feedback.html'
    'Bo_ Li.html'
    """
    page = content.words("desk")["feedback"]["file_name"]
    *folders, name = PurePosixPath(learner.place).parts
    theirs = next(filter(PLATFORM.search, folders), "")
    if theirs:
        return f"{theirs}/{page}"
    stamped = re.match(r".*?(_\d+_assignsubmission_file_|(_LATE)?_\d+_\d+_)", name)
    return f"{stamped[0]}{page}" if stamped else f"{FORBIDDEN.sub('_', learner.name).strip('. ') or '_'}.html"


def _free(name: str, taken: set[str]) -> str:
    stem, _, end = name.rpartition(".")
    number = 2
    while name in taken:
        name, number = f"{stem} {number}.{end}", number + 1
    return name
