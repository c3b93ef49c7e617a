"""Typical mistakes in a content pack: each is an edit, as a teacher's hand would make it.

``python -m tests.unit.mistakes`` writes down what the kit says about each, in ``data/mistakes.*.md``.
"""

import csv
import re
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pandas as pd

from kvi_widgets import Content, ContentError
from kvi_widgets.classes.pack_check import check_folder

ROOT = Path(__file__).parents[2]
Edit = Callable[[Path], object]


@dataclass(frozen=True, eq=False)
class Mistake:
    """A mistake, in words of both languages, and what has to be said about it."""

    en: str
    fr: str
    edit: Edit  # of the folder of the pack
    file: str
    says: dict = field(default_factory=dict)  # columns of the finding
    error: bool = True
    notebooks: bool = False  # the mistake is made in a class, not in a pack alone


def sub(name: str, pattern: str, new: str) -> Edit:
    """Put something in place of the first match in a file."""

    def edit(pack: Path) -> None:
        text = (pack / name).read_text("utf-8")
        assert re.search(pattern, text, re.MULTILINE | re.DOTALL), (name, pattern)
        (pack / name).write_text(re.sub(pattern, new, text, count=1, flags=re.MULTILINE | re.DOTALL), "utf-8")

    return edit


def rows(name: str, change: Callable[[list[list[str]]], list[list[str]] | None], separator: str = ",") -> Edit:
    """Change the cells of a table and save it as a spreadsheet does."""

    def edit(pack: Path) -> None:
        path = pack / f"{name}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            cells = list(csv.reader(file))
        cells = change(cells) or cells
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, delimiter=separator).writerows(cells)

    return edit


def cell(name: str, row: int, column: str, value: str) -> Edit:
    """Type something into a cell; rows as the spreadsheet counts them."""
    return rows(name, lambda cells: cells[row - 1].__setitem__(cells[0].index(column), value))


def line(name: str, row: int, change: Callable[[str], str]) -> Edit:
    """Change a line of a file in a text editor."""

    def edit(pack: Path) -> None:
        lines = (pack / name).read_text("utf-8").splitlines(keepends=True)
        lines[row - 1] = change(lines[row - 1])
        (pack / name).write_text("".join(lines), "utf-8")

    return edit


def bare(*cells: str) -> str:
    """Cells without any quotation marks, as typed by hand."""
    return ",".join(cells) + "\n"


def saved(name: str, encoding: str, separator: str = ",") -> Edit:
    """Save a table in another alphabet."""

    def edit(pack: Path) -> None:
        rows(name, list.copy, separator)(pack)
        path = pack / f"{name}.csv"
        path.write_bytes(path.read_bytes().decode("utf-8").encode(encoding, "replace"))

    return edit


def renamed(name: str, other: str) -> Edit:
    """Give a file another name."""
    return lambda pack: (pack / name).rename(pack / other)


def folder_instead(pack: Path) -> None:
    """Put a folder where a file was."""
    (pack / "memo.csv").unlink()
    (pack / "memo.csv").mkdir()


def damaged(pack: Path) -> None:
    """Spoil one letter of a file that is fine otherwise."""
    data = (pack / "deck.csv").read_bytes()
    at = data.index("’".encode())
    (pack / "deck.csv").write_bytes(data[:at] + b"\x92" + data[at + 3 :])


def header(change: Callable[[list[str]], list[str]]) -> Edit:
    """Change the titles of the deck."""
    return rows("deck", lambda cells: [change(cells[0]), *cells[1:]])


def without(column: str) -> Edit:
    """Take a column out of the deck."""

    def change(cells: list[list[str]]) -> list[list[str]]:
        place = cells[0].index(column)
        return [[*row[:place], *row[place + 1 :]] for row in cells]

    return rows("deck", change)


def field_block(text: str, name: str = "kvi.toml") -> Edit:
    """Add a block at the end of a file."""

    def edit(pack: Path) -> None:
        with (pack / name).open("a", encoding="utf-8") as file:
            file.write(f"\n{text}\n")

    return edit


FIELD = '[[groups.fields]]\nid = "{}"\nkind = "{}"\nlabel = "…"'
STEP_KVI = r'\[\[steps\]\]\nid = "kvi"'

TABLE_MISTAKES = [
    Mistake(
        "A column is missing",
        "Une colonne manque",
        without("family"),
        "deck.csv",
        {"row": 1, "column": "family", "found": "id, field, text, reason, round"},
    ),
    Mistake(
        "A column name is misspelt",
        "Le nom d’une colonne est mal écrit",
        header(lambda names: [name.replace("family", "familly") for name in names]),
        "deck.csv",
        {"row": 1, "column": "family", "nearest": "familly"},
    ),
    Mistake(
        "A column is there twice",
        "Une colonne est là deux fois",
        rows("deck", lambda cells: [[*row, row[3]] for row in cells]),
        "deck.csv",
        {"row": 1, "column": "family"},
    ),
    Mistake(
        "A column has no title (merged cells)",
        "Une colonne n’a pas de titre (cases fusionnées)",
        rows("memo", lambda cells: [[*row, "" if row is cells[0] else "x"] for row in cells]),
        "memo.csv",
        {"row": 1, "found": "D"},
    ),
    Mistake(
        "A title stands above the table",
        "Un titre se trouve au-dessus du tableau",
        rows("deck", lambda cells: [["2026", "", "", "", ""], *cells]),
        "deck.csv",
        {"row": 1, "found": "2026"},
        error=False,
    ),
    Mistake(
        "Column names in capitals, with spaces",
        "Des noms de colonnes en majuscules, avec des espaces",
        header(lambda names: [f" {name.upper()} " for name in names]),
        "deck.csv",
        {"row": 1},
        error=False,
    ),
    Mistake(
        "Two rows have the same id",
        "Deux lignes ont le même identifiant",
        cell("deck", 5, "id", "app-morning"),
        "deck.csv",
        {"row": 5, "column": "id", "found": "app-morning", "expected": "2"},
    ),
    Mistake(
        "An id with spaces",
        "Un identifiant avec des espaces",
        cell("contexts", 2, "id", "my shop"),
        "contexts.csv",
        {"row": 2, "column": "id", "found": "my shop"},
    ),
    Mistake(
        "A card of a family that does not exist",
        "Une carte d’une famille qui n’existe pas",
        cell("deck", 3, "family", "kvii"),
        "deck.csv",
        {"row": 3, "column": "family", "found": "kvii", "expected": "kvi, kpi, both", "nearest": "kvi"},
    ),
    Mistake(
        "A card of a round that does not exist",
        "Une carte d’une manche qui n’existe pas",
        cell("deck", 3, "round", "publishd"),
        "deck.csv",
        {"row": 3, "column": "round", "found": "publishd", "expected": "published, again", "nearest": "published"},
    ),
    Mistake(
        "A question about something unknown",
        "Une question sur quelque chose d’inconnu",
        cell("questions", 3, "about", "kpis"),
        "questions.csv",
        {"row": 3, "column": "about", "found": "kpis", "nearest": "kpi"},
    ),
    Mistake("A blank cell", "Une case vide", cell("memo", 4, "kpi", " "), "memo.csv", {"row": 4, "column": "kpi"}),
    Mistake(
        "A row stops early",
        "Une ligne s’arrête trop tôt",
        rows("memo", lambda cells: [*cells, ["x", "y"]]),
        "memo.csv",
        {"row": 8, "column": "kpi"},
    ),
    Mistake(
        "A sentence with a comma, without quotation marks",
        "Une phrase avec une virgule, sans guillemets",
        line("memo.csv", 2, lambda _: bare("Role", "says", "does", " and counts")),
        "memo.csv",
        {"row": 2, "found": " and counts"},
    ),
    Mistake(
        "The cells of a row have moved",
        "Les cases d’une ligne ont glissé",
        rows("deck", lambda cells: [*cells[:3], [*cells[3][:2], *cells[3][3:], "…"], *cells[4:]]),
        "deck.csv",
        {"row": 4, "column": "text", "found": "kpi", "expected": "family"},
    ),
    Mistake(
        "One row with another separator",
        "Une ligne avec un autre séparateur",
        line("questions.csv", 2, lambda _: "speaks;kvi;…;…\n"),
        "questions.csv",
        {"row": 2, "found": ";"},
    ),
    Mistake(
        "A quotation mark never closes",
        "Un guillemet ne se ferme pas",
        line("memo.csv", 2, lambda _: 'Role,"says,does\n'),
        "memo.csv",
        {"row": 2, "found": 'Role,"says,does'},
    ),
    Mistake(
        "Straight quotation marks inside a text",
        "Des guillemets droits dans un texte",
        line("memo.csv", 2, lambda _: 'Role,"it "says" so",does\n'),
        "memo.csv",
        {"row": 2},
        error=False,
    ),
    Mistake(
        "Curly quotation marks around a cell",
        "Des guillemets courbes autour d’une case",
        line("memo.csv", 2, lambda _: "Role,“says, and asks”,does\n"),
        "memo.csv",
        {"row": 2},
        error=False,
    ),
    Mistake(
        "Saved with semicolons",
        "Enregistré avec des points-virgules",
        saved("deck", "utf-8", ";"),
        "deck.csv",
        {"found": ";"},
        error=False,
    ),
    Mistake(
        "Saved as Unicode text (UTF-16, tabs)",
        "Enregistré en texte Unicode (UTF-16, tabulations)",
        saved("deck", "utf-16", "\t"),
        "deck.csv",
        {"found": "UTF-16"},
        error=False,
    ),
    Mistake(
        "Saved in the old Windows alphabet",
        "Enregistré dans l’ancien alphabet de Windows",
        saved("deck", "cp1252"),
        "deck.csv",
        {"found": "Windows-1252"},
        error=False,
    ),
    Mistake("One damaged letter", "Une lettre abîmée", damaged, "deck.csv", {}, error=False),
    Mistake(
        "Letters misread and saved again",
        "Des lettres mal lues, puis enregistrées de nouveau",
        cell("memo", 2, "kvi", "la rÃ©ponse"),
        "memo.csv",
        {"row": 2, "column": "kvi", "found": "Ã©"},
        error=False,
    ),
    Mistake(
        "A formula in a cell",
        "Une formule dans une case",
        cell("deck", 2, "reason", "=CMD|' /C calc'!A0"),
        "deck.csv",
        {"row": 2, "column": "reason", "found": "=CMD|' /C calc'!A0"},
        error=False,
    ),
    Mistake(
        "An error of the spreadsheet in a cell",
        "Une erreur du tableur dans une case",
        cell("deck", 2, "reason", "#REF!"),
        "deck.csv",
        {"row": 2, "column": "reason", "found": "#REF!"},
        error=False,
    ),
    Mistake(
        "A number as the spreadsheet writes it",
        "Un nombre écrit à la façon du tableur",
        cell("memo", 2, "kpi", "1,5E+12"),
        "memo.csv",
        {"row": 2, "column": "kpi", "found": "1,5E+12"},
        error=False,
    ),
    Mistake(
        "HTML in a cell",
        "Du HTML dans une case",
        cell("deck", 2, "reason", "<b>No</b>"),
        "deck.csv",
        {"row": 2, "column": "reason", "found": "<b>"},
        error=False,
    ),
    Mistake(
        "A table without any row",
        "Un tableau sans aucune ligne",
        rows("readings", lambda cells: cells[:1]),
        "readings.csv",
        {},
        error=False,
    ),
    Mistake(
        "No card left in the deck",
        "Plus aucune carte dans le jeu",
        rows("deck", lambda cells: cells[:1]),
        "deck.csv",
        {},
    ),
    Mistake(
        "No question left for the partner",
        "Plus aucune question pour le binôme",
        rows("questions", lambda cells: cells[:1]),
        "questions.csv",
        {},
    ),
    Mistake(
        "All cards of one family",
        "Toutes les cartes d’une seule famille",
        rows("deck", lambda cells: [row for row in cells if row[3] in {"family", "kpi"}]),
        "deck.csv",
        {"column": "family", "found": "kpi"},
        error=False,
    ),
    Mistake(
        "An empty file", "Un fichier vide", lambda pack: (pack / "memo.csv").write_text("", "utf-8"), "memo.csv", {}
    ),
]

FILE_MISTAKES = [
    Mistake("A file is missing", "Un fichier manque", lambda pack: (pack / "deck.csv").unlink(), "deck.csv", {}),
    Mistake(
        "A file of words is missing",
        "Un fichier de mots manque",
        lambda pack: (pack / "kvi.toml").unlink(),
        "kvi.toml",
        {},
    ),
    Mistake(
        "A download with a number in its name",
        "Un téléchargement avec un numéro dans son nom",
        renamed("contexts.csv", "contexts (1).csv"),
        "contexts.csv",
        {"found": "contexts (1).csv"},
    ),
    Mistake(
        "A second ending",
        "Une seconde extension",
        renamed("contexts.csv", "contexts.csv.txt"),
        "contexts.csv",
        {"found": "contexts.csv.txt"},
    ),
    Mistake(
        "Saved as a workbook",
        "Enregistré comme classeur",
        renamed("deck.csv", "deck.xlsx"),
        "deck.csv",
        {"found": "deck.xlsx"},
    ),
    Mistake(
        "A copy beside the file",
        "Une copie à côté du fichier",
        lambda pack: shutil.copy(pack / "deck.csv", pack / "deck - copy.csv"),
        "deck - copy.csv",
        {"nearest": "deck.csv"},
        error=False,
    ),
    Mistake("A folder in place of a file", "Un dossier à la place d’un fichier", folder_instead, "memo.csv", {}),
    Mistake(
        "An example that cannot be read",
        "Un exemple qui ne se lit pas",
        lambda pack: [(pack / "examples").mkdir(), (pack / "examples/shop.json").write_text("{", "utf-8")],
        "examples/shop.json",
        {},
    ),
    Mistake(
        "A series of measurements with a comma in its numbers",
        "Une série de mesures avec des virgules dans ses nombres",
        lambda pack: [
            (pack / "series").mkdir(),
            (pack / "series/shop.csv").write_text("week,kpi-1\n2026-01-05,12,5\n", "utf-8"),
        ],
        "series/shop.csv",
        {},
    ),
    Mistake(
        "An example that does not exist",
        "Un exemple qui n’existe pas",
        sub("review.toml", '"shop"', '"shops"'),
        "review.toml",
        {"column": "groups.example.example", "found": "shops", "nearest": "shop"},
    ),
]

TOML_MISTAKES = [
    Mistake(
        "Curly quotation marks around a text",
        "Des guillemets courbes autour d’un texte",
        line("kvi.toml", 1, lambda _: "title = “KVI”\n"),
        "kvi.toml",
        {"row": 1, "column": "title", "found": "“", "expected": "9"},
    ),
    Mistake(
        "A curly quotation mark at the end",
        "Un guillemet courbe à la fin",
        line("kvi.toml", 1, lambda _: 'title = "KVI”\n'),
        "kvi.toml",
        {"row": 1, "column": "title", "found": "”"},
    ),
    Mistake(
        "A text is not closed",
        "Un texte n’est pas fermé",
        line("kvi.toml", 1, lambda _: 'title = "KVI\n'),
        "kvi.toml",
        {"row": 1, "column": "title"},
    ),
    Mistake(
        "Straight quotation marks inside a text of a TOML file",
        "Des guillemets droits dans un texte d’un fichier TOML",
        line("kvi.toml", 1, lambda _: 'title = "The "KVI" step"\n'),
        "kvi.toml",
        {"row": 1, "column": "title"},
    ),
    Mistake(
        "No sign = after the key",
        "Pas de signe = après la clé",
        line("kvi.toml", 1, lambda _: 'title: "KVI"\n'),
        "kvi.toml",
        {"row": 1, "column": "title"},
    ),
    Mistake(
        "A text without quotation marks",
        "Un texte sans guillemets",
        line("kvi.toml", 1, lambda _: "title = KVI\n"),
        "kvi.toml",
        {"row": 1, "column": "title"},
    ),
    Mistake(
        "A comma at the end of a line",
        "Une virgule à la fin d’une ligne",
        line("kvi.toml", 1, lambda _: 'title = "KVI",\n'),
        "kvi.toml",
        {"row": 1, "column": "title"},
    ),
    Mistake(
        "A key is there twice",
        "Une clé est là deux fois",
        line("kvi.toml", 1, lambda text: text * 2),
        "kvi.toml",
        {"row": 2, "column": "title"},
    ),
    Mistake(
        "No comma between the texts of a list",
        "Pas de virgule entre les textes d’une liste",
        sub("kvi.toml", r'",\n  "', '"\n  "'),
        "kvi.toml",
        {"row": 6},
    ),
    Mistake("A list is not closed", "Une liste n’est pas fermée", sub("kvi.toml", r"^\]$", ""), "kvi.toml", {"row": 5}),
    Mistake(
        "A heading is not closed",
        "Un titre de section n’est pas fermé",
        sub("kvi.toml", r"^\[missing\]", "[missing"),
        "kvi.toml",
        {},
    ),
    Mistake(
        "A no-break space before the sign =",
        "Une espace insécable devant le signe =",
        line("kvi.toml", 1, lambda text: text.replace(" =", "\u00a0=")),
        "kvi.toml",
        {"row": 1, "column": "title"},
    ),
    Mistake(
        "A path of Windows in a text",
        "Un chemin de Windows dans un texte",
        line("kvi.toml", 1, lambda _: 'title = "C:\\my"\n'),
        "kvi.toml",
        {"row": 1, "column": "title"},
    ),
    Mistake(
        "A key is missing",
        "Une clé manque",
        sub("kvi.toml", r"^at_most = .\n", ""),
        "kvi.toml",
        {"column": "groups.kvi.at_most", "expected": "at_most = 2"},
    ),
    Mistake(
        "A key is misspelt",
        "Une clé est mal écrite",
        sub("kvi.toml", r"^repr = ", "repre = "),
        "kvi.toml",
        {"column": "repr", "nearest": "repre"},
    ),
    Mistake(
        "A key that the kit does not know",
        "Une clé que le kit ne connaît pas",
        line("kvi.toml", 1, lambda text: text + 'colour = "red"\n'),
        "kvi.toml",
        {"row": 2, "column": "colour"},
        error=False,
    ),
    Mistake(
        "A key that may be missing is misspelt",
        "Une clé facultative est mal écrite",
        sub("kvi.toml", r"^prompt = ", "promt = "),
        "kvi.toml",
        {"column": "promt", "nearest": "prompt"},
        error=False,
    ),
    Mistake(
        "A number between quotation marks",
        "Un nombre entre guillemets",
        sub("kvi.toml", r"^at_most = .", 'at_most = "2"'),
        "kvi.toml",
        {"column": "groups.kvi.at_most", "found": "2"},
    ),
    Mistake(
        "A list in place of a text",
        "Une liste à la place d’un texte",
        sub("kvi.toml", '^title = (".*?")$', r"title = [\1]"),
        "kvi.toml",
        {"row": 1, "column": "title"},
    ),
    Mistake(
        "At least more than at most",
        "Au moins plus grand que au plus",
        sub("kvi.toml", r"^at_least = .", "at_least = 5"),
        "kvi.toml",
        {"column": "groups.kvi.at_least", "found": "5", "expected": "2"},
    ),
    Mistake(
        "A number below what makes sense",
        "Un nombre trop petit",
        sub("kvi.toml", r"^shown = .", "shown = 0"),
        "kvi.toml",
        {"column": "groups.kvi.shown", "found": "0", "expected": "1"},
    ),
    Mistake(
        "More cards asked for than there are",
        "Plus de cartes demandées qu’il n’y en a",
        sub("welcome.toml", r"^at_least = 8", "at_least = 80"),
        "welcome.toml",
        {"column": "groups.sorting.at_least", "found": "80", "expected": "30"},
        error=False,
    ),
    Mistake(
        "A prompt of 10,000 characters",
        "Une consigne de 10 000 caractères",
        sub("kvi.toml", '^prompt = ".*?"$', f'prompt = "{"x" * 10000}"'),
        "kvi.toml",
        {"column": "prompt", "found": "10000"},
        error=False,
    ),
    Mistake(
        "HTML in a prompt",
        "Du HTML dans une consigne",
        sub("kvi.toml", '^prompt = "', 'prompt = "<b>!</b> '),
        "kvi.toml",
        {"column": "prompt", "found": "<b>"},
        error=False,
    ),
    Mistake(
        "Bold in a prompt, as in Markdown",
        "Du gras dans une consigne, comme en Markdown",
        sub("kvi.toml", '^prompt = "', 'prompt = "**!** '),
        "kvi.toml",
        {"column": "prompt", "found": "**!**"},
        error=False,
    ),
    Mistake(
        "A blank prompt",
        "Une consigne vide",
        sub("kvi.toml", '^prompt = ".*?"$', 'prompt = ""'),
        "kvi.toml",
        {"column": "prompt"},
        error=False,
    ),
    Mistake(
        "A space at the end of a text",
        "Une espace à la fin d’un texte",
        sub("kvi.toml", '"$', ' "'),
        "kvi.toml",
        {"column": "title"},
        error=False,
    ),
    Mistake(
        "A word in braces is misspelt",
        "Un mot entre accolades est mal écrit",
        sub("kvi.toml", "{name}", "{nom}"),
        "kvi.toml",
        {"column": "missing.nature", "found": "{nom}"},
        error=False,
    ),
    Mistake(
        "A word in braces is lost",
        "Un mot entre accolades a disparu",
        sub("kvi.toml", "{name}", ""),
        "kvi.toml",
        {"column": "missing.nature", "found": "{name}"},
        error=False,
    ),
    Mistake(
        "Too many braces",
        "Trop d’accolades",
        sub("kvi.toml", "{name}", "{{name}}"),
        "kvi.toml",
        {"column": "missing.nature", "found": "{{name}}", "nearest": "{name}"},
        error=False,
    ),
    Mistake(
        "Spaces inside braces",
        "Des espaces entre les accolades",
        sub("kvi.toml", "{name}", "{ name }"),
        "kvi.toml",
        {"column": "missing.nature", "found": "{ name }", "nearest": "{name}"},
        error=False,
    ),
    Mistake(
        "Braces in a card, where nothing is filled in",
        "Des accolades dans une carte, où rien n’est remplacé",
        cell("deck", 2, "text", "{count} clicks"),
        "deck.csv",
        {"row": 2, "column": "text", "found": "{count}"},
        error=False,
    ),
]

STEP_MISTAKES = [
    Mistake(
        "No language", "Pas de langue", sub("pack.toml", "^language = .*?\n", ""), "pack.toml", {"column": "language"}
    ),
    Mistake(
        "A language that the kit does not know",
        "Une langue que le kit ne connaît pas",
        sub("pack.toml", '^language = ".."', 'language = "de"'),
        "pack.toml",
        {"column": "language", "found": "de", "expected": "en, fr"},
        error=False,
    ),
    Mistake(
        "A file name with a folder in it",
        "Un nom de fichier avec un dossier dedans",
        sub("pack.toml", '^answer_file = "', 'answer_file = "../'),
        "pack.toml",
        {"column": "answer_file"},
    ),
    Mistake(
        "A plan that is not in the list",
        "Une durée qui n’est pas dans la liste",
        sub("pack.toml", '^plan = "180"', 'plan = "18"'),
        "pack.toml",
        {"column": "plan", "found": "18", "expected": "45, 90, 180", "nearest": "180"},
    ),
    Mistake(
        "A step that the kit does not know",
        "Une étape que le kit ne connaît pas",
        sub("pack.toml", '^id = "strategy"', 'id = "stratgy"'),
        "pack.toml",
        {"column": "steps.stratgy", "found": "stratgy", "nearest": "strategy"},
    ),
    Mistake(
        "A step is there twice",
        "Une étape est là deux fois",
        sub("pack.toml", '^id = "kpi"', 'id = "kvi"'),
        "pack.toml",
        {"column": "steps.kvi", "found": "kvi"},
    ),
    Mistake(
        "No step at all",
        "Aucune étape",
        sub("pack.toml", r"\[\[steps\]\].*", "steps = []"),
        "pack.toml",
        {"column": "steps"},
    ),
    Mistake(
        "A form that the kit does not know",
        "Un formulaire que le kit ne connaît pas",
        sub("pack.toml", r'forms = \["review"\]', 'forms = ["revue"]'),
        "pack.toml",
        {"column": "steps.share.forms", "found": "revue"},
    ),
    Mistake(
        "A step without an id",
        "Une étape sans identifiant",
        sub("pack.toml", '^id = "kpi"\n', ""),
        "pack.toml",
        {"column": "steps.#5.id", "expected": 'id = "…"'},
    ),
    Mistake(
        "A notebook that is not there",
        "Un carnet qui n’est pas là",
        sub("pack.toml", r'^notebook = "03_kvi', 'notebook = "3_kvi'),
        "pack.toml",
        {"column": "steps.kvi.notebook", "found": "3_kvi.ipynb", "nearest": "03_kvi.ipynb"},
        notebooks=True,
    ),
    Mistake(
        "A notebook that does not open its step",
        "Un carnet qui n’ouvre pas son étape",
        sub("../notebooks/03_kvi.ipynb", r"KviStep\(", "KpiStep("),
        "pack.toml",
        {"column": "steps.kvi.notebook", "found": "03_kvi.ipynb", "expected": "KviStep"},
        error=False,
        notebooks=True,
    ),
    Mistake(
        "A damaged notebook",
        "Un carnet abîmé",
        lambda pack: (pack.parent / "notebooks/03_kvi.ipynb").write_text("{", "utf-8"),
        "notebooks/03_kvi.ipynb",
        {},
        notebooks=True,
    ),
]

FORM_MISTAKES = [
    Mistake(
        "The name of a way to arrange the map is translated",
        "Le nom d’une disposition de la carte est traduit",
        sub("map.toml", r'(views = \[\s+\{ id = )"columns"', r'\1"spalten"'),
        "map.toml",
        {"column": "views.spalten", "found": "spalten", "nearest": "columns"},
    ),
    Mistake(
        "A step to which a question leads is translated",
        "L’étape où mène une question est traduite",
        sub("coherence.toml", '^act = "kpi"', 'act = "kpis"'),
        "coherence.toml",
        {"found": "kpis", "nearest": "kpi"},
    ),
    Mistake(
        "A field is given another id",
        "Un champ reçoit un autre identifiant",
        sub("kvi.toml", '^id = "evidence"', 'id = "preuve"'),
        "kvi.toml",
        {"column": "groups.kvi.fields.preuve", "found": "preuve", "nearest": "evidence"},
        error=False,
    ),
    Mistake(
        "A group that the step needs is missing",
        "Un groupe dont l’étape a besoin manque",
        sub("strategy.toml", r'^id = "strategy"', 'id = "strategie"'),
        "strategy.toml",
        {"column": "groups", "found": "strategy", "nearest": "strategie"},
    ),
    Mistake(
        "A group whose answers go nowhere",
        "Un groupe dont les réponses ne vont nulle part",
        field_block('[[groups]]\nid = "wishes"\nkind = "items"'),
        "kvi.toml",
        {"column": "groups.wishes", "found": "wishes", "expected": "kvi"},
    ),
    Mistake(
        "A group is there twice",
        "Un groupe est là deux fois",
        field_block('[[groups]]\nid = "kvi"\nkind = "items"'),
        "kvi.toml",
        {"column": "groups.kvi", "found": "kvi"},
    ),
    Mistake(
        "A kind of group that does not exist",
        "Un genre de groupe qui n’existe pas",
        sub("kvi.toml", '^kind = "items"', 'kind = "item"'),
        "kvi.toml",
        {"column": "groups.kvi.kind", "found": "item", "nearest": "items"},
    ),
    Mistake(
        "A question that shows a table that does not exist",
        "Une question qui montre un tableau qui n’existe pas",
        sub("predictions.toml", '^shows = "kpi"', 'shows = "kpis"'),
        "predictions.toml",
        {"found": "kpis", "nearest": "kpi"},
    ),
    Mistake(
        "A group of another kind",
        "Un groupe d’un autre genre",
        sub("kvi.toml", '^kind = "items"', 'kind = "deck"'),
        "kvi.toml",
        {"column": "groups.kvi.kind", "found": "deck", "expected": "items"},
    ),
    Mistake(
        "A kind of field that does not exist",
        "Un genre de champ qui n’existe pas",
        field_block(FIELD.format("who", "txt")),
        "kvi.toml",
        {"column": "groups.kvi.fields.who.kind", "found": "txt", "expected": "text, choice", "nearest": "text"},
    ),
    Mistake(
        "A field named like a fixed column",
        "Un champ nommé comme une colonne fixe",
        field_block(FIELD.format("id", "text")),
        "kvi.toml",
        {"column": "groups.kvi.fields.id.id", "found": "id"},
    ),
    Mistake(
        "A field whose id cannot name a column",
        "Un champ dont l’identifiant ne peut pas nommer une colonne",
        field_block(FIELD.format("who else?", "text")),
        "kvi.toml",
        {"column": "groups.kvi.fields.who else?.id", "found": "who else?"},
    ),
    Mistake(
        "A field is there twice",
        "Un champ est là deux fois",
        field_block(FIELD.format("evidence", "text")),
        "kvi.toml",
        {"column": "groups.kvi.fields.evidence", "found": "evidence"},
    ),
    Mistake(
        "A field without a label",
        "Un champ sans intitulé",
        field_block('[[groups.fields]]\nid = "who"\nkind = "text"'),
        "kvi.toml",
        {"column": "groups.kvi.fields.who.label", "expected": 'label = "…"'},
    ),
    Mistake(
        "A field that the step needs is missing",
        "Un champ dont l’étape a besoin manque",
        sub("kvi.toml", '^id = "text"', 'id = "sentence"'),
        "kvi.toml",
        {"column": "groups.kvi.fields", "found": "text"},
    ),
    Mistake(
        "A choice without options",
        "Un choix sans options",
        field_block(FIELD.format("mood", "choice")),
        "kvi.toml",
        {"column": "groups.kvi.fields.mood"},
    ),
    Mistake(
        "An option without an id",
        "Une option sans identifiant",
        field_block(FIELD.format("mood", "choice") + '\n[[groups.fields.options]]\nlabel = "…"'),
        "kvi.toml",
        {"column": "groups.kvi.fields.mood.options.#1.id", "expected": 'id = "…"'},
    ),
    Mistake(
        "Two options with the same id",
        "Deux options avec le même identifiant",
        field_block(FIELD.format("mood", "choice") + '\n[[groups.fields.options]]\nid = "a"\nlabel = "…"' * 2),
        "kvi.toml",
        {"column": "groups.kvi.fields.mood.options.a", "found": "a"},
    ),
    Mistake(
        "An answer that the kit does not accept",
        "Une réponse que le kit n’accepte pas",
        sub("kvi.toml", '^id = "quantitative"', 'id = "quantity"'),
        "kvi.toml",
        {
            "column": "groups.kvi.fields.nature.options.quantity.id",
            "found": "quantity",
            "expected": "quantitative, qualitative",
        },
    ),
]

GROUPS = {
    ("Tables (CSV)", "Tableaux (CSV)"): TABLE_MISTAKES,
    ("Files", "Fichiers"): FILE_MISTAKES,
    ("Words (TOML)", "Mots (TOML)"): TOML_MISTAKES,
    ("Steps and notebooks", "Étapes et carnets"): STEP_MISTAKES,
    ("Forms", "Formulaires"): FORM_MISTAKES,
}
MISTAKES = [mistake for group in GROUPS.values() for mistake in group]
TEXTS = {
    "en": (
        "Typical mistakes, and what the kit says about them",
        (
            "`python -m kvi_widgets check FOLDER` tells all mistakes of a content pack or a class at once.\n"
            "✗ stops the class, • deserves a look. Each mistake below was made in a copy of `data/en`."
        ),
        "mistake",
        "message",
    ),
    "fr": (
        "Erreurs typiques, et ce que le kit en dit",
        (
            "`python -m kvi_widgets check DOSSIER` dit d’un coup toutes les erreurs d’un paquet de contenus ou\n"
            "d’une classe. ✗ empêche la classe de marcher, • mérite un regard. Chaque erreur ci-dessous a été\n"
            "faite dans une copie de `data/fr`."
        ),
        "erreur",
        "message",
    ),
}


def made(mistake: Mistake, lang: str, folder: Path) -> Path:
    """Copy of a pack, or of a whole class, with the mistake in it."""
    pack = shutil.copytree(ROOT / "data" / lang, folder / "my-class" / "pack")
    if mistake.notebooks:
        shutil.copytree(ROOT / "notebooks" / lang, folder / "my-class" / "notebooks")
    mistake.edit(pack)
    return pack.parent if mistake.notebooks else pack


@cache
def outcome(mistake: Mistake, lang: str) -> tuple[pd.DataFrame, str]:
    """What the check finds, and what a lesson says when it opens the pack."""
    with tempfile.TemporaryDirectory() as folder:
        made_there = made(mistake, lang, Path(folder))
        return check_folder(made_there, lang), opened(Path(folder) / "my-class" / "pack") if lang == "fr" else ""


def opened(pack: Path) -> str:
    """Message with which a lesson refuses a pack; blank when it opens."""
    try:
        Content(pack)
    except ContentError as error:
        return str(error)
    return ""


def told(mistake: Mistake, lang: str) -> pd.DataFrame:
    """Findings that say what has to be said about a mistake."""
    found, _ = outcome(mistake, lang)
    found = found[(found["file"] == mistake.file) & (found["severity"] == ("error" if mistake.error else "advice"))]
    for column, value in mistake.says.items():
        found = found[found[column] == value]
    return found


def page(lang: str) -> str:
    """All mistakes with their messages, as Markdown."""
    title, about, *columns = TEXTS[lang]
    lines = [f"# {title}", "", about]
    for names, mistakes in GROUPS.items():
        lines += [
            "",
            f"## {dict(zip(('en', 'fr'), names, strict=True))[lang]}",
            "",
            f"| {' | '.join(columns)} |",
            "|---|---|",
        ]
        for mistake in mistakes:
            message = told(mistake, lang)["message"].iloc[0].replace("|", r"\|").replace("<", r"\<").replace("*", r"\*")
            lines.append(f"| {getattr(mistake, lang)} | {'✗' if mistake.error else '•'} {message} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write the pages."""
    for lang in TEXTS:
        (ROOT / "data" / f"mistakes.{lang}.md").write_text(page(lang), "utf-8")


if __name__ == "__main__":
    sys.exit(main())
