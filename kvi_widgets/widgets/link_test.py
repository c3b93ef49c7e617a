"""Put a link of a worked example to the test of made-up data: bet first, then see."""

from typing import Any

import pandas as pd
from traitlets import Dict, Int, List, Unicode

from kvi_widgets.logic.links import known_links
from kvi_widgets.logic.series import PREDICTIONS, Result, put_to_test
from kvi_widgets.logic.series_sentences import Pair, SeriesReport, link_choices, pair_of, series_report, week_rows
from kvi_widgets.model.frames import captioned
from kvi_widgets.model.workshop import Workshop
from kvi_widgets.pictures.series_figure import series_data
from kvi_widgets.widgets.assets import Script, Styles
from kvi_widgets.widgets.base import one_per_cell, page_words, repr_text
from kvi_widgets.widgets.conversation import ConversingWidget
from kvi_widgets.words.pack_read import own_examples
from kvi_widgets.words.series_files import read_series

TEST_COLUMNS = ["kpi", "kvi", "polarity", "predicted", "outcome"]


class LinkTest(ConversingWidget):
    r"""One link of an example, 52 weeks of made-up data, and what they say about it, never a proof.

    Parameters
    ----------
    workshop
        The learner's workshop, for its language.
    example
        Name of a worked example: ``"portal"``, ``"shop"``, ``"desk"``, ``"selfcare"``.

    Attributes
    ----------
    series : DataFrame
        All numbers of the example, one row a week.

    Raises
    ------
    AnswerFileError
        There is no such example.
    ContentError
        There is no series for it, or something in its file is wrong.

    Examples
    --------
    >>> from kvi_widgets import Content, LinkTest, Workshop
    >>> test = LinkTest(Workshop(Content.load("en")), "shop")
    >>> test.chosen, test.predictions = "kpi-1 kvi-1", {"kpi-1 kvi-1": "yes"}
    >>> test.sentences[0]
    'This data shows nothing: from one week to the next, KVI\xa01 does not follow KPI\xa01.'
    >>> test.tested["outcome"].tolist()
    ['nothing']
    """

    _esm = Script("link_test.js")
    _css = Styles("form.css", "value_map.css", "link_test.css")

    chosen = Unicode("").tag(sync=True, echo_update=False)
    predictions = Dict().tag(sync=True, echo_update=False)  # by id of a link; a bet once made stays
    words = Dict().tag(sync=True)
    links = List().tag(sync=True)
    report = Dict().tag(sync=True)  # only once there is a bet
    figure = Dict().tag(sync=True)
    width = Int(0).tag(sync=True, echo_update=False)
    theme = Unicode("").tag(sync=True, echo_update=False)

    def __init__(self, workshop: Workshop, example: str = "portal") -> None:
        self.workshop, self.name = workshop.example(example), example
        words = page_words(workshop.content, "series")
        self.series = captioned(read_series(example, workshop.content), words["below"]["table"])
        title = words["title"].format(example=_title(workshop, example, self.workshop))
        bet = words["predict"].format(weeks=len(self.series))
        made_up = words["made_up"] if "made_up" in self.series else ""
        super().__init__(words=words | {"title": title, "predict": bet, "made_up": made_up})
        self.links = link_choices(self.workshop, self.series)
        self.observe(self._show_report, names=["chosen", "predictions"])
        self.observe(self._draw, names=["width", "theme"])
        one_per_cell(self)

    @property
    def sentences(self) -> list[str]:
        """What the data say about the chosen link, in words; nothing before there is a bet."""
        if self.chosen not in self._bets:
            return []
        report = self._report()
        return [report.verdict, report.prediction, *report.numbers, report.caution, report.question]

    @property
    def tested(self) -> pd.DataFrame:
        """One row for each link that was put to the test: its sign, the bet, what came of it."""
        rows = [
            (*link.split(" "), self._link(link)["polarity"], bet, self._result(link)[1].outcome)
            for link, bet in self._bets.items()
        ]
        return captioned(pd.DataFrame(rows, columns=TEST_COLUMNS, dtype="str"), self.words["title"])

    @property
    def _bets(self) -> dict[str, str]:
        known = {link["id"] for link in self.links}
        return {link: bet for link, bet in self.predictions.items() if link in known and bet in PREDICTIONS}

    def _link(self, link: str) -> dict[str, Any]:
        return next(row for row in known_links(self.workshop.rows) if f"{row['kpi']} {row['kvi']}" == link)

    def _result(self, link: str) -> tuple[Pair, Result]:
        found = self._link(link)
        pair = pair_of(self.workshop, self.series, found, self.name)
        return pair, put_to_test(pair.weeks.loc[:, "kpi"], pair.weeks.loc[:, "kvi"], found["polarity"])

    def _report(self) -> SeriesReport:
        pair, result = self._result(self.chosen)
        return series_report(result, pair, self._link(self.chosen)["polarity"], self._bets[self.chosen], self.words)

    def _show_report(self, _change: object = None) -> None:
        if self.chosen not in self._bets:
            self.report = {}
            return
        columns, rows = week_rows(self._result(self.chosen)[0], self.words)
        behind = self.words["behind"].get(self.name, "")
        with self.hold_sync():
            self.report = {
                "link": self.chosen,
                **self._report()._asdict(),
                "columns": columns,
                "rows": rows,
                "behind": behind,
            }
            self._draw()

    def _draw(self, _change: object = None) -> None:
        # The page says first how much room there is and how bright it is.
        if self.width and self.theme and self.chosen in self._bets:
            self.figure = series_data(*self._result(self.chosen), self.words, self.width, self.theme)

    def __repr__(self) -> str:
        return repr_text(self.words["repr"], self.words["title"])


def _title(workshop: Workshop, name: str, example: Workshop) -> str:
    """What an example is called: by the class's context of that name, else by its own."""
    own = name in own_examples(workshop.content.folder)
    offered = [row["title"] for row in workshop.content.rows("contexts") if row["id"] == name and not own]
    return next(filter(None, [*offered, *(row["title"] for row in example.rows_of("context"))]), name)
