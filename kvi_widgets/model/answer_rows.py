"""What a row of each answer table holds: columns, types, values that may be, and who writes them.

The one place where a table is described: DataFrames, the answer file's schema and the checks on
incoming rows are all read from here. Lengths and counts are not limited, because they are
guidance for the learner and never a reason to refuse. Only `tables` imports this, at first use:
pydantic takes a third of the time that importing the kit may take.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from kvi_widgets.words.plain_text import clean_text

__all__ = ["BY_KIT", "ROWS", "AnswerRow", "ValidationError", "canonical_text"]

NULL_TEXTS = {"None", "nan", "NaT", "<NA>"}  # how Python and pandas write that nothing is there


def canonical_text(value: Any) -> str:
    r"""Text that any file can hold; nothing becomes a blank.

    >>> canonical_text(None), canonical_text("Trust\x00"), canonical_text(7)
    ('', 'Trust', '7')
    """
    if not isinstance(value, str) and str(value) in NULL_TEXTS:
        return ""
    return clean_text(str(value))


def _strength(value: Any) -> int:
    try:
        return min(3, max(1, int(float(value))))
    except (TypeError, ValueError, OverflowError):
        return 1


BY_KIT = "by_kit"  # a column that names a row, or says whose it is and what about: no answer stands there
NoneIsBlank = BeforeValidator(canonical_text)
Text = Annotated[str, NoneIsBlank]
KitText = Annotated[Text, BY_KIT]
Strength = Annotated[int, BeforeValidator(_strength)]


class AnswerRow(BaseModel):
    """A row of any table. Columns that a teacher adds are kept."""

    # Built at first use: half of the time that importing the kit would take otherwise.
    model_config = ConfigDict(extra="allow", defer_build=True)


class Sorting(AnswerRow):
    """One sorted card of the welcome game: ``text`` is what it says, ``reason`` why one sees it differently."""

    card: KitText
    text: KitText = ""
    answer: Annotated[Literal["kvi", "kpi", "both", ""], NoneIsBlank] = ""
    reason: Text = ""


class Context(AnswerRow):
    """The chosen context; ``contexts`` joins the ids of several with `` + ``."""

    id: KitText = "context-1"
    contexts: Text = ""
    title: Text = ""
    people: Text = ""


class Strategy(AnswerRow):
    """What is to change, and for whom."""

    id: KitText = "strategy-1"
    text: Text = ""


class Kvi(AnswerRow):
    """What really changes for people (an outcome; lagging)."""

    id: KitText
    text: Text = ""
    nature: Annotated[Literal["quantitative", "qualitative", ""], NoneIsBlank] = ""
    evidence: Text = ""


class Kpi(AnswerRow):
    """A signal that the work advances (an output; leading)."""

    id: KitText
    text: Text = ""
    evidence: Text = ""


class Link(AnswerRow):
    """A KPI's influence on a KVI: ``+`` supports, ``-`` works against, ``0`` none."""

    kpi: KitText
    kvi: KitText
    polarity: Annotated[Literal["+", "-", "0", ""], NoneIsBlank] = ""
    strength: Strength = 1
    reason: Text = ""


class Review(AnswerRow):
    """A partner's answer to one question about one indicator, as both then read (``asked``, ``seen``)."""

    id: KitText
    author: KitText = ""
    reviewer: KitText = ""
    about: KitText = ""
    seen: KitText = ""
    question: KitText = ""
    asked: KitText = ""
    answer: Text = ""


class Revision(AnswerRow):
    """A sentence before and after the partner's feedback."""

    id: KitText
    about: KitText = ""
    before: Text = ""
    after: Text = ""
    why: Text = ""


class Closing(AnswerRow):
    """The learner's own three images and what they take away."""

    id: KitText = "closing-1"
    gps: Text = ""
    horizon: Text = ""
    explore: Text = ""
    takeaway: Text = ""


class Prediction(AnswerRow):
    """What one said before an example was shown (``shown``: after an answer, or skipped), and what one thinks since."""

    id: KitText
    question: KitText = ""
    answer: Text = ""
    shown: Annotated[Literal["answered", "skipped", ""], NoneIsBlank] = ""
    thought: Text = ""


class Card(AnswerRow):
    """What one's own sentence is when it comes back as a card; ``seen`` is how it read then."""

    id: KitText
    seen: KitText = ""
    answer: Annotated[Literal["kvi", "kpi", "both", ""], NoneIsBlank] = ""
    reason: Text = ""


ROWS: dict[str, type[AnswerRow]] = {
    "sorting": Sorting,
    "context": Context,
    "strategy": Strategy,
    "kvi": Kvi,
    "kpi": Kpi,
    "links": Link,
    "reviews": Review,
    "reviews_given": Review,
    "revisions": Revision,
    "closing": Closing,
    "predictions": Prediction,
    "cards": Card,
}
