"""What a row of each table of a content pack holds."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints

Filled = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class TableRow(BaseModel):
    """A row of any table of a content pack."""

    model_config = ConfigDict(defer_build=True)  # at first use, so that importing is quick


class ContextRow(TableRow):
    """A context to choose in step 1."""

    id: Filled
    emoji: Filled
    title: Filled
    description: Filled
    people: Filled


class MemoRow(TableRow):
    """One aspect in which KVI and KPI differ."""

    aspect: Filled
    kvi: Filled
    kpi: Filled


class DeckRow(TableRow):
    """A card of the sorting game; a blank ``round`` is the first."""

    id: Filled
    field: Filled
    text: Filled
    family: Literal["kvi", "kpi", "both"]
    reason: Filled
    round: Literal["", "published", "again"] = ""


class QuestionRow(TableRow):
    """A question that the partner answers in step 6."""

    id: Filled
    about: Literal["kvi", "kpi", "whole"]
    question: Filled
    placeholder: Filled
    example: str = ""  # what the example's partner would say of any sentence, for who has no partner


class ReadingRow(TableRow):
    """Something to read after the workshop."""

    title: Filled
    author: Filled
    language: Filled
    why: Filled
    address: str = ""


TABLE_ROWS: dict[str, type[BaseModel]] = {
    "contexts": ContextRow,
    "memo": MemoRow,
    "deck": DeckRow,
    "questions": QuestionRow,
    "readings": ReadingRow,
}
