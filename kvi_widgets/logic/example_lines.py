"""The lines under “See …” in a form: those of the pack, filled from the worked example that the class follows."""

import re
from typing import TYPE_CHECKING

from kvi_widgets.logic.links import SIGN_GLYPHS, known_links
from kvi_widgets.model.data_package import AnswerFileError
from kvi_widgets.model.shapes import Rows
from kvi_widgets.words.followed_example import FOLLOWED
from kvi_widgets.words.sentences import Sentence, gaps

if TYPE_CHECKING:
    from kvi_widgets.model.workshop import Workshop

# A full stop after a sentence that has its own, or after nothing; "..." stays.
SPARE_STOP = re.compile(r"(?<=[^.][.!?…])\.(?!\.)| \.$")
TABLES_OF = {"review": "reviews", "adjust": "revisions"}  # of the other forms it has their own name


def example_lines(workshop: "Workshop", step: str) -> list[str]:
    """Lines without gaps as they are; those with gaps once for each row of the example, or not at all.

    >>> from kvi_widgets import Content, Workshop
    >>> example_lines(Workshop(Content.load("en")), "kpi")[1:]
    ['Number of helpline calls about statements', 'Average time to log in']
    """
    lines = workshop.content.words(step).get("example", [])
    if not any(map(gaps, lines)):
        return lines
    try:
        rows = _rows(workshop.example(FOLLOWED), step)
    except AnswerFileError:  # there is none, or it cannot be read: `check` tells
        rows = []
    filled = [SPARE_STOP.sub("", Sentence(line).format(**row)) for row in rows for line in lines if gaps(line)]
    return [*filled, *(line for line in lines if not gaps(line))]


def _rows(example: "Workshop", step: str) -> Rows:
    if step == "links":
        return _one_of_each_sign(example)
    table = TABLES_OF.get(step, step)
    if table not in example.rows:  # a form without answers of its own
        return []
    rows = example.rows_of(table)
    if step == "review":  # the remark that changed something
        changed = {row["about"] for row in example.rows_of("revisions")}
        return [row for row in rows if row["about"] in changed][:1]
    return rows


def _one_of_each_sign(example: "Workshop") -> Rows:
    texts = {row["id"]: row["text"] for kind in ("kpi", "kvi") for row in example.rows_of(kind)}
    links = known_links(example.rows)
    first = [next((link for link in links if link["polarity"] == sign), None) for sign in SIGN_GLYPHS]
    return [
        link | {"sign": SIGN_GLYPHS[link["polarity"]], "kpi": texts[link["kpi"]], "kvi": texts[link["kvi"]]}
        for link in first
        if link
    ]
