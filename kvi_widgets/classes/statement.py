"""Figures, shortcomings and the grid of criteria for a class's accessibility statement, out of one table.

``data/class/rgaa.csv`` holds, for each criterion of RGAA 4.1, its state, the tests that look at it,
and what was looked at by hand; a row without a state is the name of a theme.
"""

import csv

from kvi_widgets.classes.commands import command_words
from kvi_widgets.words.content import DATA
from kvi_widgets.words.shapes import Texts

GRID = DATA / "class" / "rgaa.csv"
CRITERION_STATES = ("met", "not_met", "not_applicable", "not_looked_at")


def grid_rows() -> list[dict[str, str]]:
    """Themes and criteria in their order.

    >>> len([row for row in grid_rows() if row["state"]])
    106
    """
    with GRID.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def statement_parts(language: str) -> dict[str, str]:
    """What fills the gaps of ``ACCESSIBILITY.<language>.md``: how many of each state, what is not met, the grid.

    >>> sorted(statement_parts("en"))
    ['grid', 'met', 'not_applicable', 'not_looked_at', 'not_met', 'shortcomings']
    """
    words, rows = command_words(language)["statement"], grid_rows()
    counts = {state: str(sum(row["state"] == state for row in rows)) for state in CRITERION_STATES}
    shortcomings = [
        f"- {row['criterion']} {row[language]}{words['why']}{row[f'seen_{language}']}."
        for row in rows
        if row["state"] == "not_met"
    ]
    lines = [line for row in rows for line in _lines(row, words, language)]
    return counts | {"shortcomings": "\n".join(shortcomings), "grid": "\n".join(lines).strip()}


def _lines(row: dict[str, str], words: Texts, language: str) -> list[str]:
    name = row[language]
    if not row["state"]:
        return ["", f"### {row['criterion']}. {name}", "", words["head"], "|---|---|---|---|"]
    looked_at = [f"`{test}`" for test in row["tests"].split()]
    looked_at += [words["by_hand"].format(what=what) for what in [row[f"seen_{language}"]] if what]
    return [f"| {row['criterion']} | {name} | {words[row['state']]} | {', '.join(looked_at)} |"]
