"""A class at any size: where each learner is and how much there is, without what anybody wrote.

What a desk shows of each learner is one small record; records add up to counts, and counts to those of more classes.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

import pandas as pd

from kvi_widgets.logic import progress
from kvi_widgets.logic.findings import finding_rows
from kvi_widgets.logic.links import known_links, with_text
from kvi_widgets.model.class_answers import mark_of_answers
from kvi_widgets.model.class_counts import ClassCounts
from kvi_widgets.model.class_learners import Learner, LeftOut, natural
from kvi_widgets.model.frames import captioned
from kvi_widgets.model.shapes import Rows
from kvi_widgets.model.tables import table_of_group
from kvi_widgets.model.workshop import Workshop
from kvi_widgets.words.content import Content
from kvi_widgets.words.form_schema import forms_of
from kvi_widgets.words.sentences import GAP

DONE, BEGUN, BLANK = "done", "begun", "blank"
RECEIVED, NOT_READ = "received", "unread"  # nothing but what came with a starter file; a file that cannot be read
COUNTED = ("kvi", "kpi", "plus", "minus", "zero", "reasons", "questions")


class LearnerSummary(NamedTuple):
    """One learner as a desk counts them: state of each step, how much there is, kinds of questions.

    ``mark`` is the same for those who have handed in the same work; blank where there is nothing of one's own.
    """

    name: str
    place: str
    states: dict[str, str]
    counts: dict[str, int]
    asked: tuple[str, ...]
    began_with: str
    mark: str = ""


def summarize(learner: Learner, questions: Rows) -> LearnerSummary:
    """What is counted of a learner, to whom the kit has these questions (`learner_questions`).

    >>> ana = Learner("Ana", "ana.json", Workshop(Content.load("en")).example("portal"))
    >>> one = summarize(ana, learner_questions(ana))
    >>> one.states["kvi"], one.counts["kvi"], one.counts["minus"]
    ('done', 2, 4)
    """
    workshop = learner.workshop
    asked = tuple(dict.fromkeys(row["id"] for row in questions))
    counts = _counts(workshop) | {"questions": len(questions)}
    mark = mark_of_answers(workshop) if any(workshop.own_rows.values()) else ""
    return LearnerSummary(learner.name, learner.place, step_states(workshop), counts, asked, began_with(learner), mark)


def learner_questions(learner: Learner) -> Rows:
    """Questions that the kit asks of a learner's answers: most of the work of reading a class.

    >>> learner_questions(Learner("Ana", "ana.json", Workshop(Content.load("en"))))
    []
    """
    return finding_rows(learner.workshop.rows, learner.workshop.content)


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
    done, tables = progress.done(workshop), workshop.rows
    own = workshop.own_rows if workshop.began_with else tables
    states = {}
    for step, forms in forms_of(workshop.content).items():
        groups = [table_of_group(group["id"]) for form in forms for group in workshop.content.words(form)["groups"]]
        begun = any(own.get(table) for table in groups)
        is_received = not begun and any(tables.get(table) for table in groups)
        is_done = done.get(step) or (begun and set(forms) <= progress.PARTNERS)
        if forms:
            states[step] = RECEIVED if is_received else DONE if is_done else BEGUN if begun else BLANK
    return states


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


def counts_of(people: Iterable[LearnerSummary], left_out: Iterable[LeftOut] = ()) -> ClassCounts:
    """Counts of these learners and files; those of two classes together are the sum of both.

    >>> ana = Learner("Ana", "ana.json", Workshop(Content.load("en")).example("portal"))
    >>> one = summarize(ana, learner_questions(ana))
    >>> counts_of([one, one])["sum.kvi"], counts_of([one]) + counts_of([one]) == counts_of([one, one])
    (4, True)
    """
    counts = ClassCounts()
    for one in people:
        counts["learners"] += 1
        counts += Counter(f"steps.{step}.{state}" for step, state in one.states.items())
        counts += Counter({f"sum.{name}": number for name, number in one.counts.items()})
        counts += Counter(f"with.{name}" for name, number in one.counts.items() if number)
        counts += Counter(f"asked.{kind}" for kind in one.asked)
    for left in left_out:
        counts[f"left_out.{left.reason[0]}"] += left.files
    return counts


class ClassSurvey:
    """A class, counted.

    Parameters
    ----------
    content
        Content pack of the class.
    people
        What is counted of each learner.
    left_out
        Files that no learner stands for.
    counts
        Counts of other classes, and of learners who are not among ``people``.
    pseudonyms
        Whether learners stand under numbers.

    Examples
    --------
    >>> ClassSurvey(Content.load("en"), [], counts=[ClassCounts({"learners": 12})])
    Files seen: 12. Read: 12. Left out: 0.
    """

    def __init__(
        self,
        content: Content,
        people: Sequence[LearnerSummary],
        left_out: Sequence[LeftOut] = (),
        *,
        counts: Iterable[ClassCounts] = (),
        pseudonyms: bool = False,
    ) -> None:
        self.content, self.words = content, content.words("desk")
        self.left_out, self.pseudonyms = left_out, pseudonyms
        self.other_counts = list({one.mark: one for one in counts}.values())
        self._people = people

    @cached_property
    def people(self) -> Sequence[LearnerSummary]:
        """What is counted of each learner."""
        return self._people

    @cached_property
    def counts(self) -> ClassCounts:
        """Counts of everybody, with those of other classes."""
        total = counts_of(self.people, self.left_out)
        for more in self.other_counts:
            total += more
        return total

    @property
    def seen(self) -> int:
        """How many files there were."""
        return self.read + self.left

    @property
    def read(self) -> int:
        """How many learners there are."""
        return self.counts["learners"]

    @property
    def left(self) -> int:
        """How many files no learner stands for."""
        return sum(count for name, count in self.counts.items() if name.startswith("left_out."))

    @cached_property
    def unread(self) -> dict[str, LeftOut]:
        """Who has handed in nothing that can be read, with the file that says why."""
        return {one.learner: one for one in reversed(self.left_out) if one.learner}

    @property
    def has_starters(self) -> bool:
        """Whether anybody began with a starter file."""
        return any(one.began_with for one in self.people)

    @property
    def alike(self) -> list[str]:
        """Sentences about those who have handed in the same work: two at one computer, or a file taken for another."""
        names: dict[str, list[str]] = {}
        for one in self.people:
            names.setdefault(one.mark, []).append(one.name)
        names.pop("", None)
        return [self.words["alike"].format(names=", ".join(all_)) for all_ in names.values() if len(all_) > 1]

    @property
    def steps(self) -> list[str]:
        """Steps that have forms."""
        return [step["id"] for step in self.content.words("pack")["steps"] if forms_of(self.content)[step["id"]]]

    @property
    def progress(self) -> pd.DataFrame:
        """Who is where: one row a learner, one column a step: ``done``, ``begun``, ``received``, ``blank``, ``unread``."""
        rows = [{"learner": one.name, **one.states} for one in self.people]
        rows += [{"learner": name, **dict.fromkeys(self.steps, NOT_READ)} for name in self.unread]
        rows.sort(key=lambda row: natural(row["learner"]))
        return self._captioned(pd.DataFrame(rows, columns=["learner", *self.steps]), self.words["progress"])

    @property
    def overview(self) -> pd.DataFrame:
        """How much there is: KVI, KPI, links of each sign, reasons, questions that the kit asks.

        What came with a starter file and that nobody has touched is not counted.
        """
        rows = [{"learner": one.name, **one.counts, "began_with": one.began_with} for one in self.people]
        columns = ["learner", *COUNTED, *(["began_with"] if self.has_starters else [])]
        return self._captioned(pd.DataFrame(rows, columns=columns), self.words["overview"])

    @property
    def steps_together(self) -> pd.DataFrame:
        """How many learners are where: one row a step, one column a state."""
        titles = {step["id"]: step["title"] for step in self.content.words("pack")["steps"]}
        states = [DONE, BEGUN, BLANK, *([RECEIVED] if any(".received" in name for name in self.counts) else [])]
        rows = [
            {"step": titles[step], **{state: self.counts[f"steps.{step}.{state}"] for state in states}}
            for step in self.steps
        ]
        return captioned(
            pd.DataFrame(rows, columns=["step", *states]),
            self.words["steps_together"],
            **(self.words["columns"] | self.words["states"]),
        )

    @property
    def together(self) -> pd.DataFrame:
        """What all have in common, whatever their contexts: how much of what there is, and how many learners have any."""
        titles = self.words["columns"]
        rows = [
            {
                "what": titles[name],
                "total": self.counts[f"sum.{name}"],
                "each": round(self.counts[f"sum.{name}"] / max(1, self.read), 1),
                "learners": self.counts[f"with.{name}"],
            }
            for name in COUNTED
        ]
        return self._captioned(pd.DataFrame(rows), self.words["together"])

    @property
    def raised(self) -> pd.DataFrame:
        """Kinds of questions, the most frequent first: how many learners have each, and nobody's words."""
        kinds = {name.removeprefix("asked."): count for name, count in self.counts.items() if name.startswith("asked.")}
        rows = [
            {"question": self._question(kind), "learners": kinds[kind]}
            for kind in sorted(kinds, key=lambda kind: -kinds[kind])
        ]
        return self._captioned(pd.DataFrame(rows, columns=["question", "learners"]), self.words["raised"])

    def _question(self, kind: str) -> str:
        """Question of a kind, with … where it quotes; the kind itself where this pack does not ask it."""
        asked = self.content.words("coherence").get(kind) or {}
        return GAP.sub("…", self.content.words("coach")["questions"].get(kind) or asked.get("question") or kind)

    def _captioned(self, frame: pd.DataFrame, caption: str) -> pd.DataFrame:
        return captioned(frame, caption, **self.words["columns"])

    def __repr__(self) -> str:
        return self.words["repr"].format(seen=self.seen, read=self.read, left=self.left)
