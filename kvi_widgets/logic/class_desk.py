"""What a teacher sees of a class: who is where, everything that was written side by side, what was left out and why."""

from collections import Counter
from collections.abc import Sequence
from functools import cached_property

import pandas as pd

from kvi_widgets.logic import progress
from kvi_widgets.logic.findings import COLUMNS, findings
from kvi_widgets.logic.links import known_links, with_text
from kvi_widgets.model.class_learners import Learner, LeftOut
from kvi_widgets.model.frames import captioned
from kvi_widgets.model.tables import column_names, table_of_group
from kvi_widgets.model.workshop import Workshop
from kvi_widgets.words.content import Content
from kvi_widgets.words.form_schema import forms_of

DONE, BEGUN, BLANK = "done", "begun", "blank"


class ClassDesk:
    """A class, made of its learners, as `kvi_widgets.pages.class_page.open_class` finds them.

    Parameters
    ----------
    content
        Content pack of the class.
    learners
        Whoever has handed in a file that can be read.
    left_out
        All other files.
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
        pseudonyms: bool = False,
    ) -> None:
        self.content, self.words = content, content.words("desk")
        self.learners, self.left_out, self.pseudonyms = learners, left_out, pseudonyms

    @property
    def seen(self) -> int:
        """How many files there were."""
        return len(self.learners) + len(self.left_out)

    @property
    def progress(self) -> pd.DataFrame:
        """Who is where: one row a learner, one column a step with ``done``, ``begun`` or ``blank``."""
        steps = [step["id"] for step in self.content.words("pack")["steps"] if forms_of(self.content)[step["id"]]]
        rows = [{"learner": one.name, **step_states(one.workshop)} for one in self.learners]
        return self._captioned(pd.DataFrame(rows, columns=["learner", *steps]), self.words["progress"])

    @property
    def overview(self) -> pd.DataFrame:
        """How much there is: KVI, KPI, links of each sign, reasons, questions that the kit asks."""
        asked = Counter(self._asked["learner"])
        rows = [{"learner": one.name, **_counts(one.workshop), "questions": asked[one.name]} for one in self.learners]
        return self._captioned(pd.DataFrame(rows, columns=["learner", *COUNTED]), self.words["overview"])

    @property
    def questions(self) -> pd.DataFrame:
        """Questions that the kit asks of each learner's answers: see `kvi_widgets.logic.findings.findings`."""
        return self._captioned(self._asked.copy(), self.words["questions"])

    @cached_property
    def _asked(self) -> pd.DataFrame:
        frames = [findings(one.workshop).assign(learner=one.name) for one in self.learners]
        every = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=COLUMNS)
        return every.reindex(columns=["learner", *COLUMNS])

    @property
    def raised(self) -> pd.DataFrame:
        """Kinds of questions, the most frequent first: one example of each, and how many learners have it."""
        kinds = self.questions.groupby("id", sort=False)
        counted = kinds.agg(question=("question", "first"), learners=("learner", "nunique")).reset_index(drop=True)
        counted = counted.sort_values("learners", ascending=False, kind="stable", ignore_index=True)
        return self._captioned(counted, self.words["raised"])

    def table(self, name: str) -> pd.DataFrame:
        """One table of all learners, with a column ``learner`` before its own.

        Raises
        ------
        KeyError
            No such table.
        """
        rows = [{"learner": one.name} | row for one in self.learners for row in one.workshop.rows_of(name)]
        columns = dict.fromkeys(["learner", *column_names(name, rows)])
        frame = pd.DataFrame(rows, columns=list(columns)).fillna("")
        return self._captioned(frame, self.content.words("page")["headings"][name])

    def _captioned(self, frame: pd.DataFrame, caption: str) -> pd.DataFrame:
        return captioned(frame, caption, **self.words["columns"])

    def __repr__(self) -> str:
        return self.words["repr"].format(seen=self.seen, read=len(self.learners), left=len(self.left_out))


def step_states(workshop: Workshop) -> dict[str, str]:
    """How far each step with forms is; a partner's file, which is not handed in, is not asked for.

    >>> step_states(Workshop(Content.load("en")).example("portal"))["kvi"]
    'done'
    """
    done, tables = progress.done(workshop), workshop.rows
    states = {}
    for step, forms in forms_of(workshop.content).items():
        groups = [table_of_group(group["id"]) for form in forms for group in workshop.content.words(form)["groups"]]
        begun = any(tables.get(table) for table in groups)
        is_done = done.get(step) or (begun and set(forms) <= progress.PARTNERS)
        if forms:
            states[step] = DONE if is_done else BEGUN if begun else BLANK
    return states


COUNTED = ("kvi", "kpi", "plus", "minus", "zero", "reasons", "questions")


def _counts(workshop: Workshop) -> dict[str, int]:
    tables = workshop.rows
    links = known_links(tables)
    signs = [link["polarity"] for link in links]
    return {
        "kvi": len(with_text(tables["kvi"])),
        "kpi": len(with_text(tables["kpi"])),
        "plus": signs.count("+"),
        "minus": signs.count("-"),
        "zero": signs.count("0"),
        "reasons": sum(bool(link["reason"].strip()) for link in links),
    }
