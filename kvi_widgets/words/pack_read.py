"""Read all files of a pack: whole, or laid over the kit's words in the language that it names."""

import re
from pathlib import Path

from kvi_widgets.words.followed_example import indicators_of
from kvi_widgets.words.pack_files import read_text
from kvi_widgets.words.pack_overlay import laid_over, moved_lines, unknown_names
from kvi_widgets.words.pack_rows import TABLE_ROWS
from kvi_widgets.words.pack_tables import Table, read_table
from kvi_widgets.words.pack_toml import Topic, read_topic
from kvi_widgets.words.pack_words import DATA, OPEN, SHAPE, Place, kit_words, languages, topics
from kvi_widgets.words.shapes import Section


def said_in_pack(folder: Path, key: str) -> str:
    """A word of ``pack.toml``, even when the rest of it cannot be read; blank where it is not said.

    >>> said_in_pack(DATA / "en", "language"), said_in_pack(DATA / "en", "base")
    ('en', '')
    """
    text, _ = read_text(folder / "pack.toml")
    said = re.search(rf"""^\s*{key}\s*=\s*["'“]([\w-]+)""", text, re.MULTILINE)
    return said[1] if said else ""


def pack_language(folder: Path) -> str:
    """Language that a pack says it is in, else that of the words under it.

    >>> pack_language(DATA / "en")
    'en'
    """
    return said_in_pack(folder, "language") or base_language(folder) or folder.name


def told_language(folder: Path) -> str:
    """Language of the kit in which to talk about a pack: its own, else that of the words under it.

    >>> told_language(DATA / "en")
    'en'
    """
    own = pack_language(folder)
    return own if own in languages() else base_language(folder) or SHAPE


def base_language(folder: Path) -> str:
    """Language of the kit whose words fill what a pack does not say; blank for a pack that says all.

    >>> base_language(DATA / "en")
    ''
    """
    said = said_in_pack(folder, "base")
    return said if said in languages() else ""


def read_topics(folder: Path) -> dict[str, Topic]:
    """Words of each topic, as the workshop takes them.

    >>> read_topics(DATA / "en")["kvi"].words["groups"][0]["at_most"]
    2
    """
    base = base_language(folder)
    read = {}
    for name in topics():
        path = folder / f"{name}.toml"
        if path.exists():
            own = read_topic(path)
            read[name] = _over(Place(path.name, own.lines), own, _under(name, folder)) if base else own
        elif base:
            read[name] = Topic(_under(name, folder), {}, [])
    said = said_in_pack(folder, "base")
    if said and not base:
        place = Place("pack.toml", read["pack"].lines).at("base")
        wrong = place.unknown("unknown_base", said, languages())
        read["pack"] = read["pack"]._replace(findings=[*read["pack"].findings, wrong])
    return read


def _under(name: str, folder: Path) -> Section:
    """The kit's words below those of a pack; units and stories of its series stay with its own examples."""
    words, by_example = kit_words(name, base_language(folder)), [key for topic, key in OPEN if topic == f"{name}.toml"]
    own = own_examples(folder) if by_example else set()
    return words | {key: {one: said for one, said in words[key].items() if one not in own} for key in by_example}


def _over(place: Place, own: Topic, kit: dict[str, object]) -> Topic:
    whole = laid_over(kit, own.words)
    lost = [
        place._replace(way=one.way, name=".".join(str(part) for part in one.way if isinstance(part, str))).unknown(
            "unknown_name", one.name, one.known
        )
        for one in unknown_names(kit, own.words)
    ]
    return Topic(whole, moved_lines(own.lines, own.words, whole), [*own.findings, *lost])


def read_tables(folder: Path) -> dict[str, Table]:
    """Rows of each table, as the workshop takes them.

    >>> len(read_tables(DATA / "en")["contexts"].rows)
    4
    """
    base = base_language(folder)
    under = {name: read_table(DATA / base / f"{name}.csv") if base else None for name in TABLE_ROWS}
    return {name: read_table(folder / f"{name}.csv", under[name]) for name in TABLE_ROWS}


def example_files(folder: Path) -> dict[str, Path]:
    """Worked examples of a pack by name: its own, and the kit's where it says no other or lies over the kit.

    >>> sorted(example_files(DATA / "en"))
    ['desk', 'portal', 'selfcare', 'shop']
    """
    own, base = folder / "examples", base_language(folder)
    kit = DATA / "examples" / (base or pack_language(folder))
    kit = kit if kit.is_dir() else DATA / "examples" / "en"
    places = [own] if own.is_dir() and not base else [kit, own]
    return {path.stem: path for place in places for path in sorted(place.glob("*.json"))}


def own_examples(folder: Path) -> set[str]:
    """Worked examples that tell of nothing that the kit's of the same name tell of, in the same language.

    >>> own_examples(DATA / "en")
    set()
    """
    base = base_language(folder)
    if not base or pack_language(folder) != base:  # a translation shares no sentence either, and is the kit's
        return set()
    kit = DATA / "examples" / base
    return {
        path.stem
        for path in (folder / "examples").glob("*.json")
        if (kit / path.name).exists() and (own := indicators_of(path)) and not own & indicators_of(kit / path.name)
    }
