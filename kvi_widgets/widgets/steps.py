"""One small class per step: which words it shows, and what its files do."""

from kvi_widgets.logic.feedback import feedback_package, with_example_feedback, with_feedback, with_their_words
from kvi_widgets.logic.indicators import moved
from kvi_widgets.logic.recovery import table_changes
from kvi_widgets.model.data_package import dump
from kvi_widgets.model.merge import merge_tables
from kvi_widgets.model.shapes import Tables
from kvi_widgets.model.tables import SENTENCES
from kvi_widgets.model.workshop import Workshop
from kvi_widgets.widgets.form import FormWidget


class SortingGame(FormWidget):
    """Step 0: sort cards into KVI and KPI. Fills ``workshop.sorting``."""

    step = "welcome"


class ContextStep(FormWidget):
    """Step 1: choose, mix or invent a context. Fills ``workshop.context``."""

    step = "context"


class StrategyStep(FormWidget):
    """Step 2: one sentence. Fills ``workshop.strategy``."""

    step = "strategy"


class IndicatorStep(FormWidget):
    """A step whose sentences may turn out to be indicators of the other kind."""

    _moving = ""  # none
    _moved: tuple[Tables, Tables] = ({}, {})  # tables before the last move, and after it

    def give(self, group: str) -> None:
        """Hand over one's file, or show what it would change if an indicator moved to the other kind."""
        kind, _, indicator = group.partition("-")
        if kind == "move":
            self._moving = indicator
            self.make_offer("move", table_changes(self.workshop, moved(self.workshop, indicator)))
        else:
            super().give(group)

    def take_offer(self, kind: str) -> None:
        """Move the indicator, or take the move back and leave what was written since."""
        if kind == "move":
            before = self.workshop.rows
            self.workshop.update_all(moved(self.workshop, self._moving))
            self._moved = before, self.workshop.rows
            self.make_offer("moved", [])
        elif kind == "moved":
            before, after = self._moved
            self.workshop.update_all(merge_tables(after, before, self.workshop.rows))
        else:
            super().take_offer(kind)


class KviStep(IndicatorStep):
    """Step 3: what really changes for people. Fills ``workshop.kvi``."""

    step = "kvi"


class KpiStep(IndicatorStep):
    """Step 4: signals that the work advances. Fills ``workshop.kpi``."""

    step = "kpi"


class SentenceCards(FormWidget):
    """Step 4: one's own KVI and KPI come back as cards. Fills ``workshop.cards``."""

    step = "cards"
    is_brief = True


class LinksStep(FormWidget):
    """Step 5: the matrix of signed links. Fills ``workshop.links``."""

    step = "links"


class CompareLinks(FormWidget):
    """Step 5, in pairs: one's links beside a partner's, the telling ones first."""

    step = "compare"

    def __init__(self, workshop: Workshop) -> None:
        super().__init__(workshop)
        seconds = workshop.second, workshop.partner.second
        self._stops = [*self._stops, *(one.on_change(self._refresh) for one in seconds)]

    def give(self, group: str) -> None:
        """Hand over one's file, use the partner's words, or link their indicators, too."""
        kind, _, indicator = group.partition("-")
        if kind == "alike":
            for asked in [one for one in self.groups if one["id"] == group]:  # none: it was answered already
                self.workshop.update_all(with_their_words(self.workshop, indicator, asked["why"]))
        elif group != "start":
            super().give(group)
        elif self.workshop.second.has_indicators:
            self.make_offer(
                "start",
                table_changes(
                    self.workshop.second, {table: self.workshop.partner.rows_of(table) for table in SENTENCES}
                ),
            )
        else:
            self.take_offer("start")

    def take_offer(self, kind: str) -> None:
        """Begin the second map, with the partner's indicators."""
        if kind == "start":
            self.workshop.link_partner()
        else:
            super().take_offer(kind)


class SecondLinks(FormWidget):
    """Step 5, in pairs: one's own links between the partner's indicators. Fills ``workshop.second.links``."""

    step = "second"
    is_brief = True

    def __init__(self, workshop: Workshop) -> None:
        super().__init__(workshop.second)


class ReviewStep(FormWidget):
    """Step 6: sort a partner's sentences, answer questions about them. Fills ``reviews_given``."""

    step = "review"

    def give(self, group: str) -> None:
        """Hand over one's feedback for the partner, or open an example to practise on."""
        spec = next(form_group for form_group in self.groups if form_group["id"] == group)
        if "example" in spec:
            example = self.workshop.example(spec["example"])
            self.workshop.open_partner(dump(example.package()))
        elif group == "mine":
            super().give(group)
        else:
            self.hand_over(spec["file"], dump(feedback_package(self.workshop)), whole=False)


class AdjustStep(FormWidget):
    """Step 6: read feedback, reword. Fills ``reviews``, ``revisions`` and ``decided``."""

    step = "adjust"

    def open_file(self, group: str, text: str) -> None:
        """Take in a partner's feedback."""
        self.workshop.update_all(with_feedback(self.workshop, text))

    def give(self, group: str) -> None:
        """Hand over one's file, or let the example's partner speak."""
        if group == "example":
            name = next(one["name"] for one in self.groups if one["id"] == group)
            self.workshop.update_all(with_example_feedback(self.workshop, name))
        else:
            super().give(group)


class SecondSort(FormWidget):
    """At the end: eight new cards, and both sorts side by side. Fills ``workshop.sorting``."""

    step = "again"
    is_brief = True


class ClosingStep(FormWidget):
    """The learner's own images and what they take away. Fills ``workshop.closing``."""

    step = "closing"

    def give(self, group: str) -> None:
        """Hand over one's file, a page of one's own, or a poster in the paper that the group names."""
        # At first use: who takes no page away does not wait for it.
        from kvi_widgets.pages.page import workshop_page  # noqa: PLC0415
        from kvi_widgets.pages.poster import poster  # noqa: PLC0415

        work, words = self.workshop, self.workshop.content.words("page")
        paper = next(form_group for form_group in self.groups if form_group["id"] == group).get("paper")
        if paper:
            name = words["poster_file"].format(paper=paper)
            self.hand_over(name, poster(work, work.content, paper), "text/html", whole=False)
        elif group == "page":
            self.hand_over(words["page_file"], workshop_page(work, work.content), "text/html")
        else:
            super().give(group)
