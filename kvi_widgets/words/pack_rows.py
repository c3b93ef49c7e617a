"""What a row of each table of a content pack holds."""

from kvi_widgets.words.columns import Column, Columns

FILLED, OPTIONAL = Column(needed=True), Column()

TABLE_ROWS: dict[str, Columns] = {
    # Contexts to choose from in step 1.
    "contexts": {"id": FILLED, "emoji": FILLED, "title": FILLED, "description": FILLED, "people": FILLED},
    # Aspects in which KVI and KPI differ.
    "memo": {"aspect": FILLED, "kvi": FILLED, "kpi": FILLED},
    # Cards of the sorting game; a blank round is the first.
    "deck": {
        "id": FILLED,
        "field": FILLED,
        "text": FILLED,
        "family": Column(needed=True, choices=("kvi", "kpi", "both")),
        "reason": FILLED,
        "round": Column(choices=("published", "again")),
    },
    # Questions that the partner answers in step 6; the example is what its partner would say of any sentence.
    "questions": {
        "id": FILLED,
        "about": Column(needed=True, choices=("kvi", "kpi", "whole")),
        "question": FILLED,
        "placeholder": FILLED,
        "example": OPTIONAL,
    },
    # What to read after the workshop.
    "readings": {"title": FILLED, "author": FILLED, "language": FILLED, "why": FILLED, "address": OPTIONAL},
}
