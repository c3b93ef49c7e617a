"""Questions to think about in front of the whole map: never a verdict, never a grade.

Each rule looks at words and signs only, and shows what made it ask. No finding means that
nothing was found, not that all is well. Questions and cues come from the content pack
(``coherence.toml``), where the kinds of findings are the names of their questions.
"""

from typing import TYPE_CHECKING

import pandas as pd

from kvi_widgets.logic.coherence_rules import RULES, Sketch
from kvi_widgets.words.form_schema import has_form

if TYPE_CHECKING:
    from kvi_widgets.model.shapes import MapFrames
    from kvi_widgets.words.content import Content, Words

FINDING_COLUMNS = ["id", "concerns", "trigger", "question", "act"]


def coherence_findings(answers: "MapFrames", content: "Content") -> pd.DataFrame:
    """Questions about a learner's map, in the order of the content pack.

    Parameters
    ----------
    answers
        Anything with the frames ``context``, ``strategy``, ``kvi``, ``kpi`` and ``links``.
    content
        Content pack with the questions, the cues and the guidance on how many.

    Returns
    -------
    DataFrame
        One row a finding: ``id`` (its kind), ``concerns`` (tuple of ids such as ``kpi-1``, or
        ``kpi-1 kvi-2`` for a link), ``trigger`` (the words or links that fired, quoted),
        ``question``, ``act`` (the step where one could act; blank where it was left out). Plain text, not escaped.

    Examples
    --------
    >>> from kvi_widgets import Content, Workshop
    >>> content = Content.load("fr")
    >>> coherence_findings(Workshop(content), content)["id"].tolist()
    []
    >>> coherence_findings(Workshop(content).example("selfcare"), content)[["id", "concerns"]].to_dict("records")
    [{'id': 'opposite_effects', 'concerns': ('kpi-1 kvi-1', 'kpi-1 kvi-2')}]
    """
    words = content.words("coherence")
    order = list(words)
    sketch = Sketch(answers, content)
    asked = (
        match for rule in RULES for match in rule(sketch) if match.kind in words
    )  # a teacher may take a question out
    found = sorted(asked, key=lambda match: order.index(match.kind))
    rows = [
        (
            match.kind,
            tuple(match.concerns),
            ", ".join(match.trigger),
            words[match.kind]["question"].format(**match.named),
            _act(content, words[match.kind]),
        )
        for match in found
    ]
    return pd.DataFrame(rows, columns=FINDING_COLUMNS).astype(
        {name: "str" for name in FINDING_COLUMNS if name != "concerns"}
    )


def _act(content: "Content", words: "Words") -> str:
    return words["act"] if has_form(content, words["act"]) else ""
