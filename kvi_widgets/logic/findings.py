"""All questions that the kit asks of a learner's answers: of each sentence, then of the whole map."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from kvi_widgets.logic.coherence import coherence_findings
from kvi_widgets.logic.coherence_rules import NEARLY
from kvi_widgets.logic.cues import Cues, shared_words
from kvi_widgets.logic.links import with_text
from kvi_widgets.logic.map_sentences import quoted
from kvi_widgets.logic.sentence_coach import BOX_RULES, Asked, coach_of
from kvi_widgets.model.shapes import Rows, Tables
from kvi_widgets.model.tables import KEPT_COLUMN

if TYPE_CHECKING:
    import pandas as pd

    from kvi_widgets.model.workshop import Workshop
    from kvi_widgets.words.content import Content

COLUMNS = ["id", "concerns", "trigger", "question"]


def findings(workshop: "Workshop") -> "pd.DataFrame":
    """All questions about one's sentences and one's map, as the forms and the map ask them.

    Parameters
    ----------
    workshop
        Whose answers.

    Returns
    -------
    DataFrame
        One row a question: ``id`` (its kind), ``concerns`` (tuple of ids such as ``kpi-1``, or ``kpi-1 kvi-2``
        for a link), ``trigger`` (the words or links that fired, quoted), ``question``. Plain text, not escaped.

    Examples
    --------
    >>> from kvi_widgets import Content, Workshop
    >>> workshop = Workshop(Content.load("en"))
    >>> workshop.update("kvi", [{"id": "kvi-1", "text": "Customers open the app every morning"}])
    >>> findings(workshop)[["id", "concerns"]].to_dict("records")[0]
    {'id': 'contact_only', 'concerns': ('kvi-1',)}
    """
    import pandas as pd  # noqa: PLC0415  at first use: a lesson need not wait for it

    rows = finding_rows(workshop.rows, workshop.content)
    return pd.DataFrame(rows, columns=COLUMNS).astype({name: "str" for name in COLUMNS if name != "concerns"})


def finding_rows(tables: Tables, content: "Content") -> Rows:
    """All questions about one's sentences and one's map as rows, see `findings`."""
    return sentence_findings(tables, content) + coherence_findings(tables, content)


def sentence_findings(tables: Tables, content: "Content") -> Rows:
    """Questions of the coach, one at most for each sentence that its author does not keep as it is.

    Examples
    --------
    >>> from kvi_widgets import Content, Workshop
    >>> workshop = Workshop(Content.load("en"))
    >>> sentence = {"id": "kpi-1", "text": "Customers dare to ask"}
    >>> workshop.update("kpi", [sentence])
    >>> [row["trigger"] for row in sentence_findings(workshop.rows, workshop.content)]
    ['“dare”']
    >>> workshop.update("kpi", [sentence | {"kept": "Customers dare to ask"}])
    >>> sentence_findings(workshop.rows, workshop.content)
    []
    """
    return [
        {"id": one.kind, "concerns": (one.id,), "trigger": one.trigger, "question": one.question}
        for box in BOX_RULES
        for one in _asked_in(box, tables, content)
    ]


def coach_questions(workshop: "Workshop", step: str) -> Rows:
    """What the coach asks of the sentences of one step, with the text that each is about.

    ``move`` names a button, where the sentence may belong with the other kind of indicator.

    >>> from kvi_widgets import Content, Workshop
    >>> workshop = Workshop(Content.load("en"))
    >>> workshop.update("kpi", [{"id": "kpi-1", "text": "Customers dare to ask"}])
    >>> [(one["id"], one["text"], one["move"]) for one in coach_questions(workshop, "kpi")]
    [('kpi-1', 'Customers dare to ask', 'Move it to my KVIs…')]
    """
    if step not in BOX_RULES:
        return []
    asked = _asked_in(step, workshop.rows, workshop.content)
    labels = workshop.content.words("coach").get("move", {})
    return [
        {"id": one.id, "text": one.text, "question": one.question, "move": labels.get(one.kind, "")} for one in asked
    ]


class _SentenceQuestion(NamedTuple):
    """A question of the coach, and the row that it is about."""

    kind: str
    id: str
    text: str
    trigger: str
    question: str


def _asked_in(box: str, tables: Tables, content: "Content") -> Iterator[_SentenceQuestion]:
    coach, marks = coach_of(content), content.words("map")
    subject = Cues(content.words("coherence")["cues"], coach.cues.stemmer)
    known: Rows = []
    for row in with_text(tables[box]):
        asked = coach.ask(row["text"], box)
        if box == "kpi" and not asked and "same_twice" in coach.questions:
            asked = same_twice(row["text"], known, subject)
        known.append(row)
        if asked and row.get(KEPT_COLUMN) != row["text"]:
            quotes = [quoted(one, marks) for one in asked.words]
            # One quote reads as a sentence; two measures have to be named both.
            named = ", ".join(quotes if asked.kind == "two_in_one" else quotes[:1])
            question = coach.questions[asked.kind].format(words=named)
            yield _SentenceQuestion(asked.kind, row["id"], row["text"], ", ".join(quotes), question)


def same_twice(text: str, known: Rows, subject: Cues) -> Asked | None:
    """Find a KPI that says nearly the same as one before it; words of measure do not count."""
    for row in known:
        common, _ = shared_words(text, row["text"], subject)
        longest = max(len(subject.words(one)) for one in (text, row["text"]))
        if common and len(common) >= NEARLY * longest:
            return Asked("same_twice", common)
    return None
