"""Whom a class follows from lesson to lesson: read off the worked example, so that sentences can name them."""

import unicodedata
from contextlib import suppress
from pathlib import Path
from typing import Any

from kvi_widgets.words.foreign_files import read_file, read_json
from kvi_widgets.words.sentences import Sentence

FOLLOWED = "portal"  # name of the example
GAPS = {"person", "of_person", "person_strategy"}  # in any sentence of a pack, filled as soon as it is read
MOST_EXAMPLE_BYTES = 1_000_000
VOWELS = {*"aeiouh", "œ", "æ"}


def followed_gaps(path: Path | None, patterns: dict[str, str]) -> dict[str, str]:
    """What fills the gaps of a pack's sentences; somebody's where no such example can be read.

    Parameters
    ----------
    path
        The example, an answer file.
    patterns
        How a language says ``somebody``, and that something is theirs: ``of``, and ``of_vowel`` before one.

    Examples
    --------
    >>> from kvi_widgets.words.pack_words import DATA
    >>> patterns = {"somebody": "quelqu’un", "of": "de {person}", "of_vowel": "d’{person}"}
    >>> gaps = followed_gaps(DATA / "examples" / "fr" / "portal.json", patterns)
    >>> gaps["person"], gaps["of_person"], gaps["person_strategy"][:17]
    ('Romain', 'de Romain', 'Rendre le relevé ')
    >>> followed_gaps(None, patterns)["of_person"]
    'de quelqu’un'
    """
    person, strategy = patterns.get("somebody", ""), "…"
    with suppress(OSError, ValueError, KeyError, IndexError, TypeError, StopIteration):
        package = read_json(read_file(path, MOST_EXAMPLE_BYTES)) if path else {}
        strategy = _texts(package["resources"], "strategy")[0]
        person = str(package["contributors"][0]["title"] or "").strip() or person
    of_person = Sentence(patterns.get("of_vowel" if _elides(person) else "of", "")).format(person=person)
    return {"person": person, "of_person": of_person, "person_strategy": strategy}


def indicators_of(path: Path) -> set[str]:
    """Sentences of all KVIs and KPIs of an example; none where it cannot be read.

    >>> from kvi_widgets.words.pack_words import DATA
    >>> len(indicators_of(DATA / "examples" / "fr" / "portal.json"))
    5
    """
    with suppress(OSError, ValueError, KeyError, IndexError, TypeError, StopIteration):
        resources = read_json(read_file(path, MOST_EXAMPLE_BYTES))["resources"]
        return {text for kind in ("kvi", "kpi") for text in _texts(resources, kind)}
    return set()


def filled(text: str, gaps: dict[str, str]) -> Sentence:
    """Text of a pack with these gaps filled; a sentence that begins with one has its capital.

    >>> filled("{person} wrote: {count}", {"person": "somebody"})
    'Somebody wrote: {count}'
    """
    said = Sentence(text).format(**gaps)
    begins = any(text.startswith(f"{{{name}}}") for name in gaps)
    return Sentence(said[:1].upper() + said[1:] if begins else said)


def _elides(name: str) -> bool:
    plain = unicodedata.normalize("NFD", name.lower())
    return plain[:1] in VOWELS or (plain[:1] == "y" and plain[1:2] not in VOWELS)  # d’Yves, but de Yasmine


def _texts(resources: list[dict[str, Any]], name: str) -> list[str]:
    columns, *rows = next(one["data"] for one in resources if one["name"] == name)
    return [str(row[columns.index("text")]) for row in rows]
