"""Names of files that are handed over: a class's files differ by who signs them."""

import re
from typing import TYPE_CHECKING
from unicodedata import normalize

from kvi_widgets.logic.recap import authors

if TYPE_CHECKING:
    from kvi_widgets.model.answers import Answers

MOST_LETTERS_OF_NAME = 24  # letters of a person's name


def signed_file_name(answers: "Answers", name: str) -> str:
    """Name of a file, with the name under which the learner gives feedback, if there is one.

    >>> from kvi_widgets import Content, Workshop
    >>> own = Workshop(Content.load("en"))
    >>> signed_file_name(own, "my-workshop.json")
    'my-workshop.json'
    >>> own.update("reviews_given", [{"id": "1", "reviewer": "Zoé / Team 2", "answer": "I feel …"}])
    >>> signed_file_name(own, "my-workshop.json")
    'my-workshop-zoe-team-2.json'
    """
    signed = "".join(authors(answers)[:1])
    letters = normalize("NFKD", signed.lower()).encode("ascii", "ignore").decode()
    person = "-".join(re.findall(r"[a-z0-9]+", letters))[:MOST_LETTERS_OF_NAME].strip("-")
    stem, dot, ending = name.rpartition(".")
    return f"{stem}-{person}{dot}{ending}" if person else name
