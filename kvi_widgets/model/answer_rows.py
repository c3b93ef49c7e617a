"""What a row of each answer table holds: columns, types, values that may be, and who writes them.

The one place where a table is described: DataFrames, the answer file's schema and the checks on
incoming rows are all read from here. Lengths and counts are not limited, because they are
guidance for the learner and never a reason to refuse.
"""

from kvi_widgets.words.columns import Column, Columns

_TEXT, _BY_KIT = Column(), Column(by_kit=True)
_NAME = Column(needed=True, by_kit=True)
_FAMILY = Column(choices=("kvi", "kpi", "both"))
# A partner's answers to questions about indicators, as both then read (``asked``, ``seen``).
_REVIEWS = {"id": _NAME, **dict.fromkeys(("author", "reviewer", "about", "seen", "question", "asked"), _BY_KIT)}
_REVIEWS |= {"answer": _TEXT}


def _only_row(table: str) -> Column:
    return Column(default=f"{table}-1", by_kit=True)


ROWS: dict[str, Columns] = {
    # Cards of the welcome game; ``text`` is what one says, ``reason`` why somebody sees it differently.
    "sorting": {"card": _NAME, "text": _BY_KIT, "answer": _FAMILY, "reason": _TEXT},
    # ``contexts`` joins the ids of several with `` + ``.
    "context": {"id": _only_row("context"), "contexts": _TEXT, "title": _TEXT, "people": _TEXT},
    # What is to change, and for whom.
    "strategy": {"id": _only_row("strategy"), "text": _TEXT},
    # What really changes for people (outcomes; lagging).
    "kvi": {"id": _NAME, "text": _TEXT, "nature": Column(choices=("quantitative", "qualitative")), "evidence": _TEXT},
    # Signals that the work advances (outputs; leading).
    "kpi": {"id": _NAME, "text": _TEXT, "evidence": _TEXT},
    # A KPI's influence on a KVI: ``+`` supports, ``-`` works against, ``0`` none.
    "links": {
        "kpi": _NAME,
        "kvi": _NAME,
        "polarity": Column(choices=("+", "-", "0")),
        "strength": Column(is_number=True),
        "reason": _TEXT,
    },
    "reviews": _REVIEWS,
    "reviews_given": _REVIEWS,
    # Sentences before and after the partner's feedback.
    "revisions": {"id": _NAME, "about": _BY_KIT, "before": _TEXT, "after": _TEXT, "why": _TEXT},
    # What the two of a pair agreed on; each writes it down.
    "decided": {"id": _only_row("decided"), "decision": _TEXT},
    # The learner's own three images and what they take away.
    "closing": {"id": _only_row("closing"), "gps": _TEXT, "horizon": _TEXT, "explore": _TEXT, "takeaway": _TEXT},
    # What one said before an example was shown (``shown``: after an answer, or skipped), and what one thinks since.
    "predictions": {
        "id": _NAME,
        "question": _BY_KIT,
        "answer": _TEXT,
        "shown": Column(choices=("answered", "skipped")),
        "thought": _TEXT,
    },
    # What one's own sentences are when they come back as cards; ``seen`` is how one read then.
    "cards": {"id": _NAME, "seen": _BY_KIT, "answer": _FAMILY, "reason": _TEXT},
}
