"""A poster to print on one sheet: strategy, map, indicators with how to see them, a line of caution."""

import re
from typing import TYPE_CHECKING, Any

from kvi_widgets.logic import recap
from kvi_widgets.logic.links import known_links, with_text
from kvi_widgets.logic.map_sentences import link_sentences
from kvi_widgets.model.shapes import Rows
from kvi_widgets.model.tables import SENTENCES
from kvi_widgets.pages.poster_fit import CUTS, MAP_WIDTHS, PAPERS, Cut, Fit, best_fit, shorten
from kvi_widgets.pages.rendering import markup, render
from kvi_widgets.pictures.figure_svg import figure_svg
from kvi_widgets.pictures.map_figure import LEGEND_ROOM, map_data
from kvi_widgets.pictures.map_layout import UNTANGLED, figure_height, place_boxes
from kvi_widgets.pictures.map_text import font_size
from kvi_widgets.pictures.plotly_text import escape
from kvi_widgets.pictures.shapes import Figure
from kvi_widgets.words.shapes import Texts

if TYPE_CHECKING:
    from kvi_widgets.model.answers import Answers
    from kvi_widgets.words.content import Content

LONGEST_SIGNATURE, LONGEST_AIM = 60, 300


def poster(answers: "Answers", content: "Content", paper: str = "A4") -> str:
    """Poster of a workshop as an HTML page that prints on exactly one sheet.

    Letters get smaller as there is more to show, down to 5 points; beyond, long texts are cut
    short, and a line at the foot says what is missing.

    Parameters
    ----------
    answers
        A workshop.
    content
        Content pack with the words.
    paper
        ``"A4"`` or ``"A3"``; portrait or landscape, whichever reads better.

    Raises
    ------
    KeyError
        No such paper.

    Examples
    --------
    >>> from kvi_widgets import Content, Workshop
    >>> content = Content.load("en")
    >>> "A3 landscape" in poster(Workshop(content).example("portal"), content, "A3")
    True
    """
    scale = PAPERS[paper]
    sheet, fit = _readable_sheet(answers, content, scale)
    return render(
        "poster",
        style="\n".join(
            [
                f"@page {{ size: {paper} {fit.direction}; margin: 0; }}",
                f":root {{ --u: {scale}mm; --letters: {fit.letters}; }}",
                "",
            ]
        ),
        language=content.language,
        layout=[fit.direction, "side" if fit.side else "below"],
        words=sheet.words,
        sheet=sheet,
        picture=sheet.picture(fit.map_width),
    )


def _readable_sheet(answers: "Answers", content: "Content", scale: float) -> tuple["PosterSheet", Fit]:
    """The least shortened sheet whose letters are large enough; if none is, the most shortened one."""
    *first_cuts, last_cut = CUTS
    for cut in first_cuts:
        sheet = PosterSheet(answers, content, cut)
        fit = sheet.fit()
        if fit.smallest * scale >= cut.enough:
            return sheet, fit
    sheet = PosterSheet(answers, content, last_cut)
    return sheet, sheet.fit()


class PosterSheet:
    """What a poster shows of a workshop after one cut.

    Examples
    --------
    >>> from kvi_widgets import Content, Workshop
    >>> content = Content.load("en")
    >>> PosterSheet(Workshop(content).example("portal"), content, CUTS[0]).names
    'Read by Inès'
    """

    def __init__(self, answers: "Answers", content: "Content", cut: Cut) -> None:
        self.words, self.map_words = content.words("page")["poster"], content.words("map")
        self.cut, self.shortened = cut, False
        self.title = self._short(recap.title(answers), 2 * LONGEST_SIGNATURE)
        whole = {table: with_text(answers.rows_of(table)) for table in SENTENCES}
        self.aim = self._short(" ".join(row["text"] for row in whole["strategy"]), LONGEST_AIM)
        people = self._short(recap.people(answers), 2 * LONGEST_SIGNATURE)
        self.people = content.words("page")["for_whom"].format(people=people) if people else ""
        self.names = self._names(by=recap.authors(answers), read_by=recap.readers(answers))
        shown = {table: self._shown(rows) for table, rows in whole.items()}
        self.tables = shown | {"links": answers.rows_of("links")}
        captions = recap.captions(answers)
        self.lists = [self._list(self.words[name], shown[name], captions) for name in ("kvi", "kpi")]
        self.left_out = sum(map(len, whole.values())) - sum(map(len, shown.values()))
        self.foot = self._foot()

    def _short(self, text: str, most: int) -> str:
        short = shorten(text, most)
        self.shortened |= short != text.strip()
        return short

    def _names(self, **names_by_role: list[str]) -> str:
        return " · ".join(
            self.words[key].format(names=self._short(self.words["join"].join(names), LONGEST_SIGNATURE))
            for key, names in names_by_role.items()
            if names
        )

    def _shown(self, rows: Rows) -> Rows:
        names = ["text", "evidence"] if self.cut.evidence else ["text"]
        return [
            row | {name: self._short(row[name], self.cut.letters) for name in names if name in row}
            for row in rows[: self.cut.most]
        ]

    def _list(self, heading: str, sentences: Rows, captions: dict[str, str]) -> dict[str, Any]:
        rows = [
            (captions[row["id"]], row["text"] if self.cut.repeat else "", row["evidence"] if self.cut.evidence else "")
            for row in sentences
        ]
        return {"heading": heading, "rows": [row for row in rows if row[1] or row[2]]}

    def _foot(self) -> str:
        unseen = not self.cut.evidence and any(
            row["evidence"].strip() for kind in ("kvi", "kpi") for row in self.tables[kind]
        )
        what = [self.words["long"]] * self.shortened + [self.words["evidence"]] * unseen
        what += [self.words["left_out"].format(count=self.left_out)] * bool(self.left_out)
        return self.words["shortened"].format(what=", ".join(what)) if what else ""

    def fit(self) -> Fit:
        """Best layout of this sheet."""
        lists = [[block["heading"], *_indicator_lines(block["rows"])] if block["rows"] else [] for block in self.lists]
        sizes = {width: (self._height(width), font_size(width)) for width in MAP_WIDTHS}
        foot = " ".join(filter(None, [self.words["caution"], self.foot]))
        return best_fit([self.title, self.aim, f"{self.people} {self.names}"], lists, foot, sizes)

    def _height(self, width: int) -> int:
        # In whatever order boxes stand, columns are as high; the learner's own takes no time to find.
        return figure_height(place_boxes(self.tables, width)) + LEGEND_ROOM

    def picture(self, width: int) -> object:
        """The map, told in words to those who do not see it; nothing for an empty one."""
        figure = map_data(self.tables, self.map_words, width, "light", UNTANGLED)
        story = link_sentences(self.tables, self.map_words)
        if self.left_out:
            # What stands alone here may well be linked to something that is left out.
            figure = _unmarked(figure, self.map_words)
            story = story[: len(known_links(self.tables))]
        return markup(figure_svg(figure, self.words["map_title"], " ".join(story))) if figure["data"] else ""


def _indicator_lines(rows: list[tuple[str, str, str]]) -> list[str]:
    return [
        line
        for caption, text, evidence in rows
        for line in ([f"{caption} {text}", evidence] if text else [f"{caption} {evidence}"])
    ]


def _unmarked(figure: Figure, words: Texts) -> Figure:
    """Map that says of no box that it stands alone."""
    marks = "|".join(re.escape(f" · {escape(words[name])}") for name in ("no_link", "no_lever"))
    data = [
        {**trace, "text": [re.sub(f"(?<=</b>)(?:{marks})", "", text) for text in trace["text"]]}
        if trace["name"] == "text"
        else trace
        for trace in figure["data"]
    ]
    return {"data": data, "layout": {**figure["layout"], "shapes": []}}
