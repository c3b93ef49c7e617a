"""What a teacher sees of a class: who is where, everything that was written side by side, what was left out and why."""

from collections import Counter
from collections.abc import Sequence
from functools import cached_property

import pandas as pd

from kvi_widgets.logic import progress
from kvi_widgets.logic.findings import COLUMNS, findings
from kvi_widgets.logic.links import known_links, with_text
from kvi_widgets.model.class_learners import Learner, LeftOut, natural
from kvi_widgets.model.frames import captioned
from kvi_widgets.model.shapes import Rows
from kvi_widgets.model.tables import column_names, table_of_group
from kvi_widgets.model.workshop import Workshop
from kvi_widgets.words.content import Content
from kvi_widgets.words.form_schema import forms_of

DONE, BEGUN, BLANK = "done", "begun", "blank"
RECEIVED, NOT_READ = "received", "unread"  # nothing but what came with a starter file; a file that cannot be read


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
        return len(self.learners) + self.left

    @property
    def left(self) -> int:
        """How many files no learner stands for."""
        return sum(one.files for one in self.left_out)

    @cached_property
    def unread(self) -> dict[str, LeftOut]:
        """Who has handed in nothing that can be read, with the file that says why."""
        return {one.learner: one for one in reversed(self.left_out) if one.learner}

    @property
    def has_starters(self) -> bool:
        """Whether anybody began with a starter file."""
        return any(one.workshop.began_with for one in self.learners)

    @property
    def progress(self) -> pd.DataFrame:
        """Who is where: one row a learner, one column a step: ``done``, ``begun``, ``received``, ``blank``, ``unread``."""
        steps = [step["id"] for step in self.content.words("pack")["steps"] if forms_of(self.content)[step["id"]]]
        rows = [{"learner": one.name, **step_states(one.workshop)} for one in self.learners]
        rows += [{"learner": name, **dict.fromkeys(steps, NOT_READ)} for name in self.unread]
        rows.sort(key=lambda row: natural(row["learner"]))
        return self._captioned(pd.DataFrame(rows, columns=["learner", *steps]), self.words["progress"])

    @property
    def overview(self) -> pd.DataFrame:
        """How much there is: KVI, KPI, links of each sign, reasons, questions that the kit asks.

        What came with a starter file and that nobody has touched is not counted.
        """
        asked = Counter(self._asked["learner"])
        rows = [
            {"learner": one.name, **_counts(one.workshop), "questions": asked[one.name], "began_with": began_with(one)}
            for one in self.learners
        ]
        columns = ["learner", *COUNTED, *(["began_with"] if self.has_starters else [])]
        return self._captioned(pd.DataFrame(rows, columns=columns), self.words["overview"])

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

    def _captioned(self, frame: pd.DataFrame, caption: str) -> pd.DataFrame:
        return captioned(frame, caption, **self.words["columns"])

    def __repr__(self) -> str:
        return self.words["repr"].format(seen=self.seen, read=len(self.learners), left=self.left)


def began_with(learner: Learner) -> str:
    """Name of the starter file that a learner began with; blank where there was none.

    >>> began_with(Learner("Ana", "ana.json", Workshop(Content.load("en"))))
    ''
    """
    beginning = learner.workshop.began_with
    return beginning.name or beginning.workshop if beginning else ""


def step_states(workshop: Workshop) -> dict[str, str]:
    """How far each step with forms is; a partner's file, which is not handed in, is not asked for.

    >>> step_states(Workshop(Content.load("en")).example("portal"))["kvi"]
    'done'
    """
    done, tables, own = progress.done(workshop), workshop.rows, workshop.own_rows
    states = {}
    for step, forms in forms_of(workshop.content).items():
        groups = [table_of_group(group["id"]) for form in forms for group in workshop.content.words(form)["groups"]]
        begun = any(own.get(table) for table in groups)
        is_received = not begun and any(tables.get(table) for table in groups)
        is_done = done.get(step) or (begun and set(forms) <= progress.PARTNERS)
        if forms:
            states[step] = RECEIVED if is_received else DONE if is_done else BEGUN if begun else BLANK
    return states


COUNTED = ("kvi", "kpi", "plus", "minus", "zero", "reasons", "questions")


def _counts(workshop: Workshop) -> dict[str, int]:
    tables, links = workshop.own_rows, known_links(workshop.own_map)
    signs = [link["polarity"] for link in links]
    return {
        "kvi": len(with_text(tables["kvi"])),
        "kpi": len(with_text(tables["kpi"])),
        "plus": signs.count("+"),
        "minus": signs.count("-"),
        "zero": signs.count("0"),
        "reasons": sum(bool(link["reason"].strip()) for link in links),
    }
