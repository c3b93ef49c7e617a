"""Make a pack that says every word into one that says only what differs from the kit it came with."""

from pathlib import Path
from typing import Any

from kvi_widgets.classes.class_contents import pack_files
from kvi_widgets.classes.class_files import class_files, text_bytes
from kvi_widgets.classes.pack_edit import table_bytes
from kvi_widgets.classes.toml_text import toml_text
from kvi_widgets.words.pack_overlay import ORDER, WITHOUT, has_ids, laid_over, own_rows
from kvi_widgets.words.pack_rows import TABLE_ROWS
from kvi_widgets.words.pack_tables import read_table
from kvi_widgets.words.pack_toml import read_topic
from kvi_widgets.words.shapes import Section

SAME = "examples/", "series/"  # folders from which what the kit gave may go: it has them itself


def shrunk(pack: Path, given: Path, language: str) -> dict[str, bytes | None]:
    """New content of the files of a pack; None for one that goes.

    Parameters
    ----------
    pack
        A folder that holds every word.
    given
        The same folder as the kit once gave it.
    language
        Language of the kit that will lie under it.
    """
    small = pack_files(language)
    files: dict[str, bytes | None] = {}
    there, was = class_files(pack), class_files(given)
    for name in sorted(there.keys() & was.keys()):
        if name.endswith(".toml"):
            files[name] = _smaller_words(pack / name, given / name, small.get(name), language)
        elif name in small and name.removesuffix(".csv") in TABLE_ROWS:
            files[name] = _smaller_table(pack / name, given / name, small[name])
        elif name.startswith(SAME) and there[name] == was[name]:
            files[name] = None
    return files


def differing(kit: Section, whole: Section) -> Section:
    """What has to be said over the words of the kit so that these come of it.

    >>> differing({"a": "x", "b": "y", "l": [{"id": "k", "n": 1}]}, {"a": "x", "l": [{"id": "k", "n": 2}]})
    {'without': ['b'], 'l': [{'id': 'k', 'n': 2}]}
    """
    gone = [key for key in kit if key not in whole]
    order: list[str] = []
    own: Section = {}
    for key, value in whole.items():
        theirs: Any = kit.get(key)
        if key in kit and value == theirs:
            continue
        if isinstance(value, dict) and isinstance(theirs, dict):
            own[key] = differing(theirs, value)
        elif value and has_ids(value) and has_ids(theirs):
            by_id = {item["id"]: item for item in theirs}
            ids = [item["id"] for item in value]
            things = [_thing(by_id.get(item["id"]), item) for item in value if item != by_id.get(item["id"])]
            own |= {key: things} if things else {}
            gone += [name for name in by_id if name not in ids]
            order += ids if [name for name in dict.fromkeys([*by_id, *ids]) if name in ids] != ids else []
        else:
            own[key] = value
    said = {WITHOUT: gone, ORDER: order}
    return {key: names for key, names in said.items() if names} | own


def _thing(kit: Section | None, whole: Section) -> Section:
    return whole if kit is None else {"id": whole["id"]} | differing(kit, whole)


def _smaller_words(path: Path, as_given: Path, room: bytes | None, language: str) -> bytes | None:
    own, kit = read_topic(path), read_topic(as_given)
    if own.findings:  # what cannot be read stays for its teacher to mend
        return text_bytes(path)
    said = differing(kit.words, own.words)
    if laid_over(kit.words, said) != own.words:
        said = own.words
    if path.name == "pack.toml":
        said = {"base": language} | said
    elif not said:
        return room
    return toml_text(said).encode()


def _smaller_table(path: Path, as_given: Path, room: bytes) -> bytes:
    own, kit = read_table(path), read_table(as_given)
    columns = own.columns
    if any(finding.kind != "separator" for finding in own.findings) or columns[0] != next(iter(TABLE_ROWS[path.stem])):
        return text_bytes(path)
    rows = own_rows(kit.rows.values(), list(own.rows.values()), columns)
    return table_bytes(columns, rows) if rows else room
