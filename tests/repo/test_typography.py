"""Each language is set by its own rules: spaces, quotation marks, apostrophes, dashes, dots."""

import csv
import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from kvi_widgets.words.content import languages

from .sources import ROOT, cells, notebooks

# Code, addresses, targets of links, and the one thing that a teacher has to type straight: = "…".
NO_PROSE = re.compile(r'```.*?```|\|[-|: ]+\||`[^`\n]*`|https?://\S+|\]\([^)]*\)|<[^>]+>|= "…"', re.DOTALL)
NARROW, WIDE = "\u202f", "\u00a0"
EVERYWHERE = {
    "three dots instead of …": r"\.\.\.",
    "a straight quotation mark": '"',
    "a straight apostrophe": "'",
}
RULES = {
    "fr": EVERYWHERE
    | {
        "no U+202F before ; ? !": rf"(?:^|[^{NARROW}?!])[;?!]",
        "no U+00A0 or U+202F before : »": rf"[^{NARROW}{WIDE}\d][:»]|\d»|\d:(?!\d)|^»",
        "no U+00A0 or U+202F after «": rf"«(?![{NARROW}{WIDE}])",
    },
    "en": EVERYWHERE
    | {
        "a space before : ; ? !": r"\s[:;?!](?!\S)",
        "French quotation marks": "[«»]",
        "a hyphen or an em dash as a dash": r" - |—",
        "a hyphen between numbers": r"\d-\d",
    },
}


def found_in(text: str, language: str) -> list[str]:
    """What is not as this language sets it: the rule and the place."""
    prose = NO_PROSE.sub("x", text)
    return [
        f"{rule}: {prose[max(match.start() - 15, 0) : match.end() + 5]!r}"
        for rule, pattern in RULES.get(language, EVERYWHERE).items()
        for match in re.finditer(pattern, prose)
    ]


def leaves(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text in a TOML or JSON value, with the way to it."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from leaves(inner, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from leaves(inner, f"{path}[{place}]")
    elif isinstance(value, str):
        yield path, value


def readmes(language: str) -> list[Path]:
    """Texts beside the notebooks: of a class; in other languages than English those of the kit, too."""
    name = f"README.{language}.md"
    return [path for path in (ROOT / name, ROOT / "data/series" / name, ROOT / "data/class" / name) if path.exists()]


def texts(language: str) -> Iterator[tuple[str, str]]:
    """All that people read in this language, with the place where it stands."""
    data = ROOT / "data"
    for path in sorted((data / language).glob("*.toml")):
        for key, text in leaves(tomllib.loads(path.read_text("utf-8"))):
            yield f"{path.name}: {key}", text
    for path in sorted((data / language).glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for number, row in enumerate(csv.DictReader(file), start=2):
                # Windows-1252, in which spreadsheets may save a table, has no U+202F: it would become a "?".
                wide = ((name, re.sub(f"{WIDE}(?=[;?!])", NARROW, text)) for name, text in row.items())
                yield from ((f"{path.name}, row {number}, {name}", text) for name, text in wide)
    for path in sorted((data / "examples" / language).glob("*.json")):
        for resource in json.loads(path.read_text("utf-8"))["resources"]:
            yield from ((f"{path.name}, {resource['name']}{place}", text) for place, text in leaves(resource["data"]))
    for path in readmes(language):
        yield f"{path.name}, of {path.parent.name}", path.read_text("utf-8").replace("[![", "[[").replace("![", "[")
    for path in notebooks(language):
        yield from ((f"{path.name}, {cell.id}", cell.source) for cell in cells(path) if cell.cell_type == "markdown")


@pytest.mark.parametrize("language", languages())
def test_texts_are_set_as_their_language_asks(language):
    found = [f"{place}: {what}" for place, text in texts(language) for what in found_in(text, language)]
    assert not found, "\n" + "\n".join(found)


@pytest.mark.parametrize("language", languages())
def test_there_are_texts_of_every_kind(language):
    kinds = {place.split(",")[0].split(":")[0].rsplit(".", 1)[1] for place, _ in texts(language)}
    assert kinds == {"toml", "csv", "json", "ipynb", "md"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Qui est concerné ?"),
        ("fr", "Attention: un piège"),
        ("fr", "« Valider »"),
        ("fr", "«Valider »"),
        ("fr", "l'atelier"),
        ("fr", 'le bouton "Valider"'),
        ("fr", "et puis..."),
        ("fr", "3 !"),
        ("fr", "Qui vit mieux\u00a0?"),
        ("fr", "l’atelier\u00a0; voilà"),
        ("fr", "?"),
        ("fr", "**Une question** : laquelle"),
        ("fr", "{count} ; avec deux"),
        ("en", "Who is concerned\u00a0?"),
        ("en", "Careful : a trap"),
        ("en", "«\u00a0Submit\u00a0»"),
        ("en", "the learner's file"),
        ("en", 'the "Submit" button'),
        ("en", "and then..."),
        ("en", "a trap - or two"),
        ("en", "a trap — or two"),
        ("en", "pages 3-5"),
    ],
)
def test_the_rule_bites(language, text):
    assert found_in(text, language) != []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Qui\u202f? «\u00a0Valider\u00a0», à 14:32\u202f!"),
        ("fr", "l’atelier\u202f; voilà\u202f?!"),
        ("fr", "`a: 'b'` et [lien](a.md?x) sur https://example.org"),
        ("fr", '{key} = "…"'),
        ("en", "“Submit” – or ‘try’: who’s there? 3–5!"),
        ("en", "`a : 'b'`, see <img src='no.svg'>"),
    ],
)
def test_the_rule_leaves_good_text_in_peace(language, text):
    assert found_in(text, language) == []
