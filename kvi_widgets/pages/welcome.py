"""First page of a site that gives the workshop in the browser alone: one door for each language."""

from collections.abc import Iterable

from kvi_widgets.pages.rendering import render, source
from kvi_widgets.words.content import Content


def welcome_page(doors: Iterable[tuple[Content, str]]) -> str:
    """HTML of the page.

    Parameters
    ----------
    doors
        Content packs, each with the address of its first lesson.

    Examples
    --------
    >>> page = welcome_page([(Content.load("en"), "lab/en/")])
    >>> 'href="lab/en/"' in page
    True
    """
    shown = [
        {"words": content.words("welcome_page"), "language": content.language, "address": address}
        for content, address in doors
    ]
    return render("welcome", source("document.css"), language=shown[0]["language"], doors=shown)
