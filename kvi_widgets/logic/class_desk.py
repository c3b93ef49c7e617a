"""What a teacher sees of a class: who is where, everything that was written side by side, what was left out and why."""

from collections.abc import Iterable, Sequence
from functools import cached_property

import pandas as pd

from kvi_widgets.logic.class_survey import ClassSurvey, LearnerSummary, learner_questions, summarize
from kvi_widgets.logic.findings import COLUMNS
from kvi_widgets.model.class_counts import ClassCounts
from kvi_widgets.model.class_learners import Learner, LeftOut
from kvi_widgets.model.shapes import Rows
from kvi_widgets.model.tables import column_names
from kvi_widgets.model.workshop import Workshop
from kvi_widgets.words.content import Content


class ClassDesk(ClassSurvey):
    """A class, made of its learners, as `kvi_widgets.pages.class_page.open_class` finds them.

    Parameters
    ----------
    content
        Content pack of the class.
    learners
        Whoever has handed in a file that can be read.
    left_out
        All other files.
    counts
        Counts of other classes.
    pseudonyms
        Whether learners stand under numbers.

    Examples
    --------
    >>> from kvi_widgets import Content, Workshop
    >>> content = Content.load("en")
    >>> desk = ClassDesk(content, [Learner("Ana", "ana.json", Workshop(content).example("portal"))])
    >>> desk.table("kpi")[["learner", "id"]].values.tolist()[0], desk
    (['Ana', 'kpi-1'], Files seen: 1. Read: 1. Left out: 0.)
    """

    def __init__(
        self,
        content: Content,
        learners: Sequence[Learner],
        left_out: Sequence[LeftOut] = (),
        *,
        counts: Iterable[ClassCounts] = (),
        pseudonyms: bool = False,
    ) -> None:
        super().__init__(content, (), left_out, counts=counts, pseudonyms=pseudonyms)
        self.learners = learners

    @cached_property
    def people(self) -> Sequence[LearnerSummary]:
        """What is counted of each learner."""
        return [summarize(one, questions) for one, questions in zip(self.learners, self._questions, strict=True)]

    @cached_property
    def _questions(self) -> list[Rows]:
        return [learner_questions(one) for one in self.learners]

    @property
    def questions(self) -> pd.DataFrame:
        """Questions that the kit asks of each learner's answers: see `kvi_widgets.logic.findings.findings`."""
        return self._captioned(self._asked.copy(), self.words["questions"])

    @cached_property
    def _asked(self) -> pd.DataFrame:
        rows = [
            {"learner": one.name} | {name: row[name] for name in COLUMNS}
            for one, questions in zip(self.learners, self._questions, strict=True)
            for row in questions
        ]
        return pd.DataFrame(rows, columns=["learner", *COLUMNS])

    @property
    def raised(self) -> pd.DataFrame:
        """Kinds of questions, the most frequent first: one example of each, and how many learners have it."""
        if self.other_counts:
            return super().raised
        kinds = self.questions.groupby("id", sort=False)
        counted = kinds.agg(question=("question", "first"), learners=("learner", "nunique")).reset_index(drop=True)
        counted = counted.sort_values("learners", ascending=False, kind="stable", ignore_index=True)
        return self._captioned(counted, self.words["raised"])

    def table(self, name: str) -> pd.DataFrame:
        """One table of all learners, with a column ``learner`` before its own.

        Where anybody began with a starter file, ``received`` says whether a row is as it came with it.

        Raises
        ------
        KeyError
            No such table.
        """
        rows = [{"learner": one.name} | row for one in self.learners for row in self._rows(one.workshop, name)]
        columns = dict.fromkeys(["learner", *column_names(name, rows), *(["received"] if self.has_starters else [])])
        frame = pd.DataFrame(rows, columns=list(columns)).fillna("")
        return self._captioned(frame, self.content.words("page")["headings"][name])

    def _rows(self, workshop: Workshop, name: str) -> Rows:
        if not self.has_starters:
            return workshop.rows_of(name)
        own = workshop.own_rows_of(name)
        return [row | {"received": row not in own} for row in workshop.rows_of(name)]
