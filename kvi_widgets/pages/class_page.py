"""The class desk as one page."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd

from kvi_widgets.logic import recap
from kvi_widgets.logic.class_desk import ClassDesk
from kvi_widgets.logic.class_survey import ClassSurvey, began_with
from kvi_widgets.logic.crowd import gather
from kvi_widgets.logic.crowd_sentences import crowd_table
from kvi_widgets.logic.map_sentences import link_table, map_summary
from kvi_widgets.model.class_learners import Learner, LeftOut, class_learners, numbered, numbered_left_out
from kvi_widgets.model.frames import captioned
from kvi_widgets.model.submissions import Submission, submissions
from kvi_widgets.pages.class_exports import written_whole
from kvi_widgets.pages.class_grid import grid_header
from kvi_widgets.pages.rendering import map_styles, markup, render, source
from kvi_widgets.pictures.crowd_figure import crowd_data, is_large_crowd
from kvi_widgets.pictures.figure_svg import figure_svg
from kvi_widgets.pictures.map_figure import map_data
from kvi_widgets.words.content import Content
from kvi_widgets.words.form_schema import answer_text, fields, group, has_form

MAP_WIDTH = 700
SIDE_BY_SIDE = {
    "strategy": "strategy",
    "kvi": "kvi",
    "kpi": "kpi",
    "revisions": "adjust",
    "decided": "adjust",
    "closing": "closing",
}
MOST_LISTED = 10_000  # learners of whom the page says who is where


def open_class(place: str | Path, content: Content, *, pseudonyms: bool = False) -> ClassDesk:
    """What a class has handed in: in a folder, with all below it, or in a zip as learning platforms make them.

    Parameters
    ----------
    place
        The folder or zip; nothing in it is changed.
    content
        Content pack of the class: ``workshop.content`` in a notebook.
    pseudonyms
        Call learners by numbers; see `kvi_widgets.model.class_learners.numbered`.

    Raises
    ------
    OSError
        There is no such place, or it may not be read.
    AnswerFileError
        It is too large for one desk.

    Examples
    --------
    >>> import tempfile
    >>> open_class(tempfile.mkdtemp(), Content.load("en"))
    Files seen: 0. Read: 0. Left out: 0.
    """
    return desk_of(submissions(place), content, pseudonyms=pseudonyms)


def desk_of(handed_in: Iterable[Submission], content: Content, *, pseudonyms: bool = False) -> ClassDesk:
    """Desk of these files, see `open_class`.

    >>> desk_of([], Content.load("en"))
    Files seen: 0. Read: 0. Left out: 0.
    """
    learners, left_out, counts = class_learners(handed_in, content)
    if pseudonyms:
        learners, left_out = numbered(learners), numbered_left_out(left_out, len(learners), content)
    return ClassDesk(content, learners, left_out, counts=counts, pseudonyms=pseudonyms)


def class_page(desk: ClassSurvey) -> str:
    """All that a class has handed in as one HTML page, which works without a server and loads nothing.

    A desk that was only counted gives a page of counts and of who is where.

    Examples
    --------
    >>> "no file of answers here" in class_page(ClassDesk(Content.load("en"), []))
    True
    """
    content = desk.content
    listed = len(desk.people) + len(desk.unread) <= MOST_LISTED
    progress = desk.progress if listed else desk.progress.head(0)
    is_whole = isinstance(desk, ClassDesk)
    steps = {step["id"]: step["title"] for step in content.words("pack")["steps"]}
    return render(
        "class_page",
        style=source("document.css") + source("page.css") + map_styles(),
        language=content.language,
        kind=content.words("pack")["title"],
        words=desk.words,
        headings=content.words("page")["headings"],
        desk=desk,
        grid_header=json.dumps(grid_header(content)),
        titles=[steps.get(name) or desk.words["columns"][name] for name in progress.columns],
        progress=list(progress.itertuples(index=False)),
        marks={state: mark for state, mark in desk.words["marks"].items() if progress.eq(state).to_numpy().any()},
        places={one.name: number for number, one in enumerate(desk.people, start=1)} if is_whole else {},
        unread={name: reason(one, desk) for name, one in desk.unread.items()},
        steps_together=_titled(desk.steps_together),
        together=_titled(desk.together),
        overview=_titled(desk.overview if listed else desk.overview.head(0)),
        raised=_titled(desk.raised),
        left_out=[(one.place, reason(one, desk)) for one in _shown_files(desk)[:MOST_LISTED]],
        **(_side_by_side(desk) if is_whole else {"crowd": None, "tables": {}, "people": []}),
    )


def _side_by_side(desk: ClassDesk) -> dict[str, Any]:
    """What a page shows of everybody's texts."""
    questions: dict[str, list[str]] = {one.name: [] for one in desk.learners}
    for name, question in zip(desk.questions["learner"], desk.questions["question"], strict=True):
        questions[name].append(question)
    tables = {name: _readable(desk, name) for name, form in SIDE_BY_SIDE.items() if has_form(desk.content, form)}
    people = [_person(one, questions[one.name]) for one in desk.learners]
    tables |= {"links": all_links(desk)}
    return {"crowd": _crowd(desk), "tables": tables, "people": people}


def _titled(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.rename(columns=frame.attrs["titles"])


def _readable(desk: ClassDesk, table: str) -> pd.DataFrame:
    """One table of all, with the questions of its form as titles, and choices in its words."""
    frame, titles = desk.table(table), desk.words["columns"]
    if "received" in frame:
        frame = frame[~frame["received"].astype(bool)]
    shown = {name: titles[name] for name in ("learner", "before") if name in frame}
    for field in fields(group(desk.content, SIDE_BY_SIDE[table], table)):
        if field["id"] in frame:
            frame[field["id"]] = [answer_text(field, value) for value in frame[field["id"]]]
            shown[field["id"]] = field.get("label", field["id"])
    return _titled(captioned(frame.loc[:, list(shown)], "", **shown))


def _crowd(desk: ClassDesk) -> dict[str, Any] | None:
    """The maps as one, where learners link the same indicators."""
    crowd = gather(one.workshop.own_map for one in desk.learners)
    words = desk.content.words("map") | desk.content.words("crowd")
    if crowd.pairs.empty or is_large_crowd(crowd):
        return None
    figure = crowd_data(crowd, words, MAP_WIDTH, "page")
    return {
        "title": words["title"],
        "picture": markup(figure_svg(figure, words["title"])),
        "pairs": crowd_table(crowd.pairs, words),
    }


def _person(learner: Learner, questions: list[str]) -> dict[str, Any]:
    workshop, map_words = learner.workshop, learner.workshop.content.words("map")
    tables, name = workshop.rows, workshop.content.words("desk")["map_of"].format(name=learner.name)
    figure = map_data(tables, map_words, MAP_WIDTH, "page")
    return {
        "name": learner.name,
        "about": recap.title(workshop) if workshop.rows["context"] else "",
        "began_with": began_with(learner),
        "map_of": name,
        "picture": markup(figure_svg(figure, name, map_summary(tables, map_words))) if figure["data"] else "",
        "sections": recap.answer_sections(workshop),
        "links": link_table(tables, map_words),
        "questions": questions,
    }


def all_links(desk: ClassDesk) -> pd.DataFrame:
    """Links of all learners in words, each under its learner's name."""
    map_words = desk.content.words("map")
    frames = [link_table(one.workshop.own_map, map_words).assign(learner=one.name) for one in desk.learners]
    frame = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame({"learner": []})
    return _titled(captioned(frame.loc[:, ["learner", *frame.columns.drop("learner")]], "", **desk.words["columns"]))


def _shown_files(desk: ClassSurvey) -> list[LeftOut]:
    """Files left out, under numbers where their names would tell whose they are."""
    if not desk.pseudonyms:
        return list(desk.left_out)
    names = [desk.words["file"].format(number=number) for number in range(1, len(desk.left_out) + 1)]
    return [
        one._replace(place=name, reason=(key, details | {"name": name} if "name" in details else details))
        for name, one in zip(names, desk.left_out, strict=True)
        for key, details in [one.reason]
    ]


def reason(one: LeftOut, desk: ClassSurvey) -> str:
    """Sentence that says why a file was left out."""
    key, details = one.reason
    return (desk.words.get(key) or desk.content.messages[key]).format(**details)


def save_class_page(desk: ClassSurvey, path: str | Path = "") -> Path:
    """Write the page of a class to a file that a browser opens.

    Raises
    ------
    OSError
        The file cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> save_class_page(ClassDesk(Content.load("en"), []), Path(tempfile.mkdtemp()) / "class.html").name
    'class.html'
    """
    file = Path(path or desk.words["file_name"])
    page = class_page(desk)
    with written_whole(file) as part:
        part.write_text(page, "utf-8")
    return file
