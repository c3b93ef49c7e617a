"""A page of one's own: the map to light, its story, the questions, and all answers in reading order."""

from typing import TYPE_CHECKING

from kvi_widgets.logic import recap
from kvi_widgets.logic.coherence import coherence_findings
from kvi_widgets.logic.map_sentences import link_cells, link_sentences
from kvi_widgets.model.data_package import in_page
from kvi_widgets.pages.rendering import map_styles, markup, render, source
from kvi_widgets.pictures.figure_svg import figure_svg
from kvi_widgets.pictures.map_figure import map_data
from kvi_widgets.pictures.map_layout import UNTANGLED

if TYPE_CHECKING:
    from kvi_widgets.model.workshop import Workshop
    from kvi_widgets.words.content import Content

WIDTH = 700  # of the map, in the pixels of its own drawing
BEFORE_LINKS = ("context", "strategy", "kvi", "kpi")


def workshop_page(answers: "Workshop", content: "Content") -> str:
    """Whole workshop as one HTML page that works without a server and loads nothing.

    The answer file lies in it as well: opened in a form of the kit, the page brings all answers back.

    Parameters
    ----------
    answers
        A workshop.
    content
        Content pack with the words.

    Returns
    -------
    str
        An HTML document; the same answers give the same page.

    Examples
    --------
    >>> from kvi_widgets import Content, Workshop
    >>> from kvi_widgets.model.data_package import parse
    >>> content = Content.load("en")
    >>> own = Workshop(content).example("portal")
    >>> parse(workshop_page(own, content)) == own.package()
    True
    """
    tables, words, map_words = answers.rows, content.words("page"), content.words("map")
    figure = map_data(tables, map_words, WIDTH, "page", UNTANGLED, key=False)
    sections = recap.answer_sections(answers)
    return render(
        "page",
        style=source("document.css") + map_styles(),
        language=content.language,
        kind=content.words("pack")["title"],
        title=recap.title(answers),
        people=recap.people(answers),
        words=words,
        map_words=map_words,
        picture=markup(figure_svg(figure, words["map_label"], live=True, buttons=True)) if figure["data"] else "",
        families=[name for name in ("plus", "minus") if name in {trace["name"] for trace in figure["data"]}],
        first=[section for section in sections if section.id in BEFORE_LINKS],
        about_links=[entry for section in sections if section.id == "links" for entry in section.entries],
        last=[section for section in sections if section.id not in {*BEFORE_LINKS, "links"}],
        sentences=link_sentences(tables, map_words),
        table=link_cells(tables, map_words),
        questions=coherence_findings(tables, content) if figure["data"] else [],
        coherence=content.words("coherence"),
        answers=markup(in_page(answers.package())),
    )
