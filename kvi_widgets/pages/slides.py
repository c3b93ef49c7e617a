"""The steps of a workshop to project, one after the other, for whoever runs it: what each asks, how long, what is next."""

from typing import NamedTuple

from kvi_widgets.pages.rendering import render, source
from kvi_widgets.words.content import Content
from kvi_widgets.words.form_schema import forms_of, head, optional_steps, required_forms


class Slide(NamedTuple):
    """One step: its name, what its forms ask, minutes that the guide gives it, 0 where the plan is a class's own."""

    title: str
    prompts: list[str]
    minutes: int


def slides(content: Content) -> list[Slide]:
    """What there is to project, in order: steps that the plan of the pack leaves out are not there.

    >>> [slide.minutes for slide in slides(Content.load("en"))]
    [30, 12, 13, 25, 17, 30, 18, 20]
    """
    pack = content.words("pack")
    minutes = content.words("printables")["slides"]["minutes"].get(pack.get("plan"), {})
    steps, spared, asked = forms_of(content), optional_steps(content), required_forms(content)
    return [
        Slide(
            f"{step['icon']} {step['title']}",
            [head(content, form).get("prompt", "") for form in steps[step["id"]] if form in asked],
            minutes.get(step["id"], 0),
        )
        for step in pack["steps"]
        if steps[step["id"]] and step["id"] not in spared
    ]


def slide_page(content: Content) -> str:
    """Slides as one HTML page that needs no other file and no network; printed, it is a handout.

    Parameters
    ----------
    content
        The words of the workshop.

    Examples
    --------
    >>> slide_page(Content.load("en")).count('<section class="slide"')
    9
    """
    return render(
        "slides",
        style=source("document.css"),
        language=content.language,
        words=content.words("printables")["slides"],
        clock=content.words("room")["board"],
        title=content.words("pack")["title"],
        slides=slides(content),
    )
