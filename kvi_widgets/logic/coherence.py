"""Questions to think about in front of the whole map: never a verdict, never a grade.

Each rule looks at words and signs only, and shows what made it ask. No finding means that
nothing was found, not that all is well. Questions and cues come from the content pack
(``coherence.toml``), where the kinds of findings are the names of their questions.
"""

from typing import TYPE_CHECKING

from kvi_widgets.logic.coherence_rules import RULES, Sketch
from kvi_widgets.words.form_schema import has_form

if TYPE_CHECKING:
    from kvi_widgets.model.shapes import Rows, Tables
    from kvi_widgets.words.content import Content, Words


def coherence_findings(tables: "Tables", content: "Content", *, quotes: int | None = None) -> "Rows":
    """Questions about a learner's map, in the order of the content pack.

    Parameters
    ----------
    tables
        Rows of ``context``, ``strategy``, ``kvi``, ``kpi`` and ``links``.
    content
        Content pack with the questions, the cues and the guidance on how many.
    quotes
        How many words or links a question quotes at most; without it all that made it ask.

    Returns
    -------
    list of dict
        One a finding: ``id`` (its kind), ``concerns`` (tuple of ids such as ``kpi-1``, or
        ``kpi-1 kvi-2`` for a link), ``trigger`` (the words or links that fired, quoted),
        ``question``, ``act`` (the step where one could act; blank where it was left out). Plain text, not escaped.

    Examples
    --------
    >>> from kvi_widgets import Content, Workshop
    >>> content = Content.load("fr")
    >>> [row["id"] for row in coherence_findings(Workshop(content).rows, content)]
    []
    >>> [(row["id"], row["concerns"]) for row in coherence_findings(Workshop(content).example("selfcare").rows, content)]
    [('opposite_effects', ('kpi-1 kvi-1', 'kpi-1 kvi-2'))]
    """
    words = content.words("coherence")
    order = list(words)
    sketch = Sketch(tables, content)
    asked = (
        match for rule in RULES for match in rule(sketch) if match.kind in words
    )  # a teacher may take a question out
    found = sorted(asked, key=lambda match: order.index(match.kind))
    return [
        {
            "id": match.kind,
            "concerns": tuple(match.concerns),
            "trigger": ", ".join(match.trigger[:quotes] + ["…"] * (len(match.trigger[:quotes]) < len(match.trigger))),
            "question": words[match.kind]["question"].format(**match.named),
            "act": _act(content, words[match.kind]),
        }
        for match in found
    ]


def _act(content: "Content", words: "Words") -> str:
    return words["act"] if has_form(content, words["act"]) else ""
