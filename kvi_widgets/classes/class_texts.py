"""All texts of a class that a learner meets, each with its place, and back into the files in which they stand."""

import copy
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from kvi_widgets.classes.class_files import part
from kvi_widgets.classes.class_shrink import differing
from kvi_widgets.classes.pack_edit import table_bytes
from kvi_widgets.classes.toml_text import toml_text
from kvi_widgets.words.foreign_files import read_file, read_json
from kvi_widgets.words.notebook_files import MOST_NOTEBOOK_BYTES
from kvi_widgets.words.pack_overlay import own_rows
from kvi_widgets.words.pack_read import base_language, example_files, read_tables, read_topics
from kvi_widgets.words.pack_tables import read_table
from kvi_widgets.words.pack_toml import read_topic
from kvi_widgets.words.pack_words import DATA, kit_words, languages, section_name
from kvi_widgets.words.shapes import KeyPath

FEW_WORDS = 3  # shorter texts may well be the same in two languages: KVI, OK, a name
WORD = re.compile(r"\{\w*\}|([^\W\d_]+)")  # what stands between braces is filled in: no word of a language
NO_WORDS = {"id", "language", "base", "notebook", "address", "emoji", "class_place"}  # keys of what is not translated


class ClassText(NamedTuple):
    """A text, the file it stands in, and the way to it there; texts of a list have a line each."""

    file: str
    way: KeyPath
    text: str
    is_list: bool = False


def class_trees(pack: Path, notebooks: Path) -> dict[str, Any]:
    """What the files of a class hold, as learners meet it: the kit's words where a pack says nothing."""
    return {
        **{f"pack/{name}.toml": topic.words for name, topic in read_topics(pack).items()},
        **{f"pack/{name}.csv": list(table.rows.values()) for name, table in read_tables(pack).items()},
        **{f"pack/examples/{path.name}": _example(path) for path in example_files(pack).values()},
        **{f"notebooks/{path.name}": _cells(path) for path in sorted(notebooks.glob("*.ipynb"))},
    }


def places(trees: dict[str, Any]) -> dict[str, ClassText]:
    """Texts by where they stand, ``file:key``; a list of texts is one text with a line for each.

    >>> list(places({"pack/kvi.toml": {"groups": [{"id": "kvi", "hints": ["Look.", "Listen."]}]}}))
    ['pack/kvi.toml:groups.kvi.hints']
    """
    found: dict[str, ClassText] = {}
    for file, tree in trees.items():
        for name, way, text, is_list in _texts(tree):
            if text.strip() and way[-1] not in NO_WORDS:
                found.setdefault(f"{file}:{name}", ClassText(file, way, text, is_list))
    return found


def class_words(trees: dict[str, Any]) -> dict[str, ClassText]:
    """Of these texts the words of a language: not names that the kit looks for, which are alike in all languages."""
    kit = [kit_places(language) for language in languages()]
    return {place: one for place, one in places(trees).items() if _is_word(place, one, kit)}


@cache
def kit_places(language: str) -> dict[str, ClassText]:
    """Texts of the kit in one of its languages, by place."""
    return places(class_trees(DATA / language, part("notebooks") / language))


def by_anywhere(texts: dict[str, ClassText]) -> dict[str, str]:
    """Texts by place; a cell's by its id alone, as each language names its notebooks itself."""
    return {anywhere(place): one.text for place, one in texts.items()}


def anywhere(place: str) -> str:
    """A place as all languages have it.

    >>> anywhere("notebooks/03_kvi.ipynb:kvi-01"), anywhere("pack/kvi.toml:prompt")
    ('kvi-01', 'pack/kvi.toml:prompt')
    """
    return place.partition(":")[2] if place.startswith("notebooks/") else place


def untouched(texts: dict[str, ClassText], originals: dict[str, str]) -> dict[str, ClassText]:
    """Of these texts those that say, word for word, what stands at their places in the original."""
    return {place: one for place, one in texts.items() if originals.get(anywhere(place)) == one.text}


def with_texts(trees: dict[str, Any], texts: dict[str, str]) -> dict[str, Any]:
    """The files that differ with these texts at their places; ``trees`` stays as it is."""
    there = places(trees)
    changed: dict[str, Any] = {}
    for place, text in texts.items():
        file, way, before, is_list = there[place]
        if text != before:
            tree = changed.setdefault(file, copy.deepcopy(trees[file]))
            for key in way[:-1]:
                tree = tree[key]
            tree[way[-1]] = texts_of_list(text) if is_list else text
    return changed


def texts_of_list(text: str) -> list[str]:
    r"""Texts of a list; blank lines, such as the last one that some editors ask for, are none.

    >>> texts_of_list("Mira.\n\nEscucha.\n")
    ['Mira.', 'Escucha.']
    """
    return [line for line in text.split("\n") if line.strip()]


def file_bytes(folder: Path, file: str, tree: Any) -> bytes:
    """Content of a class's file in which these words stand, of a pack over the kit only those that differ."""
    path, base = folder / file, base_language(folder / "pack")
    if path.suffix == ".toml":
        return _toml(path, tree, base)
    if path.suffix == ".csv":
        return _csv(path, tree, base)
    given = path if path.exists() else example_files(folder / "pack")[path.stem]
    document = _document(given)
    (_fill_cells if path.suffix == ".ipynb" else _fill_example)(document, tree)
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _texts(value: Any, name: str = "", way: KeyPath = ()) -> Iterator[tuple[str, KeyPath, str, bool]]:
    if isinstance(value, str):
        yield name, way, value, False
    elif isinstance(value, list) and value and all(isinstance(one, str) and one and "\n" not in one for one in value):
        yield name, way, "\n".join(value), True
    elif isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            said = section_name(inner, key) if isinstance(key, int) else key
            yield from _texts(inner, f"{name}.{said}" if name else said, (*way, key))


def _is_word(place: str, one: ClassText, kit: list[dict[str, ClassText]]) -> bool:
    theirs = [texts[place].text for texts in kit if place in texts]
    is_name = len(theirs) == len(kit) and len(set(theirs)) == 1  # of a book, say
    if is_name or one.way[:1] == ("plans",):  # names of forms, however many
        return False
    if one.file.endswith(".ipynb") or len(list(filter(None, WORD.findall(one.text)))) >= FEW_WORDS:
        return True
    return len(set(theirs)) > 1 if theirs else one.way[-1] in _word_keys()


@cache
def _word_keys() -> set[str | int]:
    first, *more = (kit_places(language) for language in languages())
    return {
        one.way[-1]
        for place, one in first.items()
        for other in more
        if place in other and other[place].text != one.text
    }


def _example(path: Path) -> dict[str, list[dict[str, str]]]:
    # Only what people wrote: numbers, choices, and names of rows stay out of it.
    tables = {}
    for table in _document(path)["resources"]:
        header, *rows = table["data"]
        free = _free_columns(table["schema"])
        tables[table["name"]] = [
            {column: cell for column, cell in zip(header, row, strict=True) if column in free} for row in rows
        ]
    return tables


def _document(path: Path) -> Any:
    return read_json(read_file(path, MOST_NOTEBOOK_BYTES))


def _free_columns(schema: dict[str, Any]) -> set[str]:
    return {
        field["name"]
        for field in schema["fields"]
        if field["type"] == "string"
        and "enum" not in field.get("constraints", {})
        and field["name"] not in schema["primaryKey"]
    }


def _fill_example(document: Any, tables: dict[str, list[dict[str, str]]]) -> None:
    for table in document["resources"]:
        header, *rows = table["data"]
        for row, words in zip(rows, tables[table["name"]], strict=True):
            row[:] = [words.get(column, cell) for column, cell in zip(header, row, strict=True)]


def _cells(path: Path) -> dict[str, str]:
    cells = _document(path)["cells"]
    return {cell["id"]: "".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"}


def _fill_cells(document: Any, texts: dict[str, str]) -> None:
    for cell in document["cells"]:
        if cell["cell_type"] == "markdown":
            cell["source"] = texts[cell["id"]].splitlines(keepends=True)


def _toml(path: Path, whole: Any, base: str) -> bytes:
    own = read_topic(path).words if path.exists() else {}
    says_all = not base or set(kit_words(path.stem, base)) <= set(own)
    said = whole if says_all else differing(kit_words(path.stem, base), whole)
    return toml_text({key: own[key] for key in ("base",) if key in own} | said).encode()


def _csv(path: Path, rows: list[dict[str, str]], base: str) -> bytes:
    columns = list(rows[0])
    if base:
        rows = own_rows(read_table(DATA / base / path.name).rows.values(), rows, columns)
    return table_bytes(columns, rows)
