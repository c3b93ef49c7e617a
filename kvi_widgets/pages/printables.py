"""Sheets to print and cut out, made of a content pack's own words: they follow its wording and its language.

The layout stands in ``printables.html.j2`` and ``printables.css``, the few words that only paper
needs in ``printables.toml``.
"""

from collections.abc import Iterator
from pathlib import Path

from kvi_widgets.logic.second_sort import AGAIN
from kvi_widgets.model.shapes import Rows
from kvi_widgets.pages.rendering import source, templates
from kvi_widgets.pages.slides import slide_page
from kvi_widgets.words.content import Content, languages
from kvi_widgets.words.form_schema import fields, group, has_form

ON_A_SHEET = 12  # cards of 92.5 × 44 mm, two side by side
LONG_CARD, VERY_LONG_CARD = 90, 200  # letters that still fit a card in large and in medium type
MOST_LETTERS = 450  # what fits in small type
ROWS_OF_GRID = 10  # blank ones, as many as fit a sheet


def printables(content: Content, *, large: bool = False, fillable: bool = False) -> str:
    """Memo, workshop sheet, sorting cards, link table, feedback sheet, map frame and grid as one HTML page.

    Every sheet starts on a new A4 page; what a pack leaves out has no sheet.

    Parameters
    ----------
    content
        The words of the workshop.
    large
        In letters of 18 points or more; what is side by side stands one below the other.
    fillable
        Sheets to write on, with fields instead of lines: to fill in a browser by keyboard.

    Returns
    -------
    str
        HTML that needs no other file and no network.

    Raises
    ------
    ContentError
        The pack lacks a word that a sheet needs.

    Examples
    --------
    >>> page = printables(Content.load("en"))
    >>> page.count('<section class="sheet'), "If you hesitate" in page
    (12, True)
    >>> printables(Content.load("en"), fillable=True).count("<textarea") > 20
    True
    """
    # The last cards come as a surprise: they stay off paper.
    cards = [card for card in content.rows("deck") if card["round"] != AGAIN]
    cards = [card | {"number": number} for number, card in enumerate(cards, start=1)]
    first, second = ([card for card in cards if bool(card["round"]) == later] for later in (False, True))
    numbers = {step: range(1, group(content, step, step)["at_most"] + 1) for step in ("kvi", "kpi")}
    styles = (
        ["printables", "grid_sheet"]
        + ["printables_large"] * large
        + ["printables_fillable"] * fillable
        + ["printables_narrow"]
    )
    return (
        templates()
        .get_template("printables.html.j2")
        .render(
            style="".join(source(f"{name}.css") for name in styles),
            script=source("printables.js"),
            large=large,
            fillable=fillable,
            rows=len(numbers["kpi"]),
            language=content.language,
            words=content.words,
            text=content.words("printables"),
            table={name: content.rows(name) for name in ("memo", "contexts", "questions")},
            cards=cards,
            card_sheets=[*sheets([*first, *headings(content)]), *sheets(second)],
            families=group(content, "welcome", "sorting")["names"],
            numbers=numbers,
            learners=[""] * ROWS_OF_GRID,
            belongs=lambda form: has_form(content, form),
            group=lambda form, name: group(content, form, name),
            fields=lambda form, name: fields(group(content, form, name)),
        )
    )


def save_printables(
    content: Content,
    path: str | Path = "printables.html",
    *,
    large: bool = False,
    fillable: bool = False,
    slides: bool = False,
) -> Path:
    """Write the sheets, or the slides, to a file that a browser opens and prints.

    Parameters
    ----------
    content
        The words of the workshop: ``workshop.content`` in a notebook.
    path
        The file; one that is there is replaced.
    large, fillable
        In large letters; with fields instead of lines.
    slides
        The steps to project, one at a time, in place of the sheets.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    OSError
        The file cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> save_printables(Content.load("en"), Path(tempfile.mkdtemp()) / "sheets.html").name
    'sheets.html'
    """
    file = Path(path)
    page = slide_page(content) if slides else printables(content, large=large, fillable=fillable)
    file.write_text(page, "utf-8")
    return file


def content_named(name: str | Path) -> Content:
    """Words of a language of the kit, of a class folder, or of the folder of a content pack.

    Raises
    ------
    ContentError
        There are no such words, or something in them is wrong.

    >>> content_named("en").language
    'en'
    """
    if str(name) in languages():
        return Content.load(str(name))
    folder = Path(name).resolve()
    return Content(folder / "pack" if (folder / "pack" / "pack.toml").is_file() else folder)


def headings(content: Content) -> Rows:
    """Cards to lay on the table, one for each family; they have no number."""
    options = group(content, "welcome", "sorting")["field"]["options"]
    return [{"text": option["label"], "field": option["help"], "number": ""} for option in options]


def sheets(cards: Rows) -> Iterator[Rows]:
    """Cards as they share sheets, each with the size of its type.

    >>> [[card["size"] for card in sheet] for sheet in sheets([{"text": "a" * 91}, {"text": "a"}])]
    [['medium', 'large']]
    """
    for start in range(0, len(cards), ON_A_SHEET):
        yield [card | fitted(card["text"]) for card in cards[start : start + ON_A_SHEET]]


def fitted(text: str) -> dict[str, str]:
    """A text, cut where it would not fit a card, and the size of its type."""
    size = "large" if len(text) <= LONG_CARD else "medium" if len(text) <= VERY_LONG_CARD else "small"
    return {"text": text if len(text) <= MOST_LETTERS else f"{text[:MOST_LETTERS]}…", "size": size}
