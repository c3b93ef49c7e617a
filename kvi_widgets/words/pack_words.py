"""Compare the words of a content pack with those that come with the kit, which are the reference.

Keys, types and gaps are read off the kit's own packs, so that no second list has to be kept in step.
"""

from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from kvi_widgets.words.followed_example import GAPS
from kvi_widgets.words.pack_findings import Finding, nearest
from kvi_widgets.words.pack_texts import gap_oddities, oddities
from kvi_widgets.words.pack_toml import read_topic
from kvi_widgets.words.sentences import gaps
from kvi_widgets.words.shapes import KeyLines, KeyPath, KeyTypes, Section

PACKAGE = Path(__file__).parents[1]
DATA = PACKAGE / "data" if (PACKAGE / "data").exists() else PACKAGE.parent / "data"
SHAPE = "fr"  # the pack whose shape counts
KIT_ONLY = {"check", "commands"}  # what the kit says about packs: no pack needs them
KINDS = {str: "text", bool: "yes_no", int: "number", float: "number", list: "list", dict: "section"}
# What a form shows if it is there, and does without.
PACK_TYPES = {"hints": bool, "plan": str, "plans": dict, "base": str, "class_place": str}
HEAD_TYPES = {"title": str, "prompt": str, "example": list, "example_title": str, "hints": list, "complete": str}
OPTIONAL_KEYS = {
    "title": str,
    "help": str,
    "unfold": str,
    "caption": str,
    "placeholder": str,
    "rows": int,
    "advice": int,
    "many": bool,
    "cards": bool,
    "quiet": bool,
    "when": str,
    "dispute": dict,
    "sign": str,
    "value": int,
    "forms": list,
}
MORE_FIELDS = {"fields": list}  # beside the one without which a deck asks nothing
PAIR_KEYS = {"quote_inside"}
OPEN = {("series.toml", "units"), ("series.toml", "behind")}  # by example, and a class has its own examples


class Place(NamedTuple):
    """Where something is in a file: the way to it, and how people read that."""

    file: str
    lines: KeyLines
    way: KeyPath = ()
    name: str = ""

    def at(self, key: str | int, label: str = "") -> "Place":
        """One level deeper."""
        name = label or str(key)
        return self._replace(way=(*self.way, key), name=f"{self.name}.{name}" if self.name else name)

    def finding(self, kind: str, found: object = "", expected: str = "", near: str = "") -> Finding:
        """What there is to say here; what has no line of its own is on that of what holds it."""
        rows = (self.lines.get(self.way[:end]) for end in range(len(self.way), 0, -1))
        return Finding(kind, self.file, next((row for row in rows if row), 0), self.name, str(found), expected, near)

    def unknown(self, kind: str, found: object, known: Collection[str]) -> Finding:
        """What there is to say of a name that is none of those that are known, with the nearest of them."""
        return self.finding(kind, found, ", ".join(known), nearest(str(found), known))

    def is_unread(self, key: str) -> bool:
        """Whether this key stands in a line that cannot be read."""
        return (*self.way, key) in self.lines


def languages() -> list[str]:
    """Languages whose content packs come with the kit."""
    return sorted(path.parent.name for path in DATA.glob("*/pack.toml"))


@cache
def kit_words(topic: str, lang: str = SHAPE) -> Section:
    """Words of the kit's own pack, also when another pack cannot be read.

    >>> kit_words("kvi")["groups"][0]["at_most"]
    2
    """
    return read_topic(DATA / (lang if lang in languages() else SHAPE) / f"{topic}.toml").words


def topics() -> list[str]:
    """Names of the topics of a pack.

    >>> "kvi" in topics(), "check" in topics()
    (True, False)
    """
    return sorted({path.stem for path in (DATA / SHAPE).glob("*.toml")} - KIT_ONLY)


def compare(place: Place, found: Section, wanted: Section, free: KeyTypes | None = None) -> Iterator[Finding]:
    """Find what is missing, not used, or of another type in a section; ``free`` keys may be there or not.

    >>> [(one.kind, one.column, one.nearest) for one in compare(Place("a.toml", {}), {"tilte": "x"}, {"title": "x"})]
    [('missing_key', 'title', 'tilte')]
    """
    free = free or {}
    strangers = [key for key in found if key not in wanted]
    for key, like in wanted.items():
        if key not in found and key not in free and not place.is_unread(key):
            meant = nearest(key, [stranger for stranger in strangers if stranger not in free], 0.7)
            strangers = [stranger for stranger in strangers if stranger != meant]
            row = place.at(meant or key).finding("").row
            yield place.at(key).finding("missing_key", expected=as_line(key, like), near=meant)._replace(row=row)
    for key in strangers:
        if key not in free:
            yield place.at(key).finding("unused_key", near=nearest(key, {*wanted, *free}))
        elif KINDS[free[key]] != KINDS.get(type(found[key])):
            yield place.at(key).finding("wrong_type", found[key], KINDS[free[key]])
    for key, value in found.items():
        if key in wanted:
            yield from compare_values(place.at(key), value, wanted[key])


def as_line(key: str, value: object) -> str:
    """A key as it is written in a file, with a value like this one.

    >>> as_line("title", "Step 1"), as_line("at_most", 2), as_line("steps", [{"id": "kvi"}])
    ('title = "…"', 'at_most = 2', '[[steps]]')
    """
    if isinstance(value, dict):
        return f"[{key}]"
    if isinstance(value, list):
        return f"[[{key}]]" if value and isinstance(value[0], dict) else f'{key} = ["…"]'
    return f'{key} = "…"' if isinstance(value, str) else f"{key} = {str(value).lower()}"


def compare_values(place: Place, value: object, wanted: Any) -> Iterator[Finding]:
    """Find what is odd about one value."""
    kind = KINDS.get(type(wanted), "text")
    if KINDS.get(type(value)) != kind:
        yield place.finding("wrong_type", value, kind)
    elif isinstance(value, str):
        yield from _text_findings(place, value, wanted)
    elif isinstance(value, dict) and (place.file, place.name) not in OPEN:
        yield from compare(place, value, wanted, _optional_sentences(place, wanted))
    elif isinstance(value, list):
        yield from _list_findings(place, value, wanted)


def _optional_sentences(place: Place, wanted: Section) -> KeyTypes:
    """Sentences that the kit says where they are: what is missing in a step, and advice."""
    return dict.fromkeys(wanted, str) if place.name in {"missing", "advice"} else {}


def _list_findings(place: Place, values: list[Any], wanted: list[Any]) -> Iterator[Finding]:
    if place.way[-1] in PAIR_KEYS and len(values) != len(wanted):
        yield place.finding("wrong_count", len(values), str(len(wanted)))
    if wanted and isinstance(wanted[0], dict):
        known = {item.get("id"): item for item in wanted}
        seen = set()
        for at, item in enumerate(values):
            here = place.at(at, section_name(item, at))
            if not isinstance(item, dict):
                yield here.finding("wrong_type", item, "section")
            elif item.get("id") in known and item["id"] not in seen:
                seen.add(item["id"])
                like = known[item["id"]]
                yield from compare(here, item, like, OPTIONAL_KEYS | (MORE_FIELDS if "field" in like else {}))
        return
    for at, value in enumerate(values):
        # All texts of a list are of one kind; a list that is empty in the kit holds texts.
        like = wanted[0] if wanted and isinstance(wanted[0], list) else ""
        yield from compare_values(place._replace(way=(*place.way, at)), value, like)


def list_sections(place: Place, items: object) -> list[tuple[Place, Section]]:
    """Sections of a list, each with its place; whatever else is in the list is left out.

    >>> [(at.name, item) for at, item in list_sections(Place("a.toml", {}).at("steps"), [{"id": "kvi"}, 7])]
    [('steps.kvi', {'id': 'kvi'})]
    """
    items = items if isinstance(items, list) else []
    return [(place.at(at, section_name(item, at)), item) for at, item in enumerate(items) if isinstance(item, dict)]


def section_name(item: object, at: int) -> str:
    """How people tell one section of a list from the others: by its id, else by its number."""
    name = item.get("id") if isinstance(item, dict) else None
    return name if isinstance(name, str) and name else f"#{at + 1}"


def _text_findings(place: Place, text: str, wanted: str) -> Iterator[Finding]:
    for kind, found in oddities(text):
        yield place.finding(kind, found)
    if wanted.strip() and not text.strip():
        yield place.finding("blank_text")
    elif text != text.strip() and wanted == wanted.strip():
        yield place.finding("spaces", text)
    places = [(place.file, place.name), (place.file, place.name.split(".")[0])]
    filled, needed = next(
        (known_gaps()[known_place] for known_place in places if known_place in known_gaps()), (set(), set())
    )
    # An example may be told in words of one's own; who is followed may be named anywhere.
    needed = set() if place.name.endswith("example") else needed - GAPS
    for kind, found, near in gap_oddities(text, filled | GAPS, needed):
        yield place.finding(kind, found, ", ".join(f"{{{name}}}" for name in sorted(filled)), near)


@cache
def known_gaps() -> dict[tuple[str, str], tuple[set[str], set[str]]]:
    """Gaps by file and place: those that the kit fills there, and those that it needs.

    The same place in two forms gets the same (``missing.none``); a sentence that does without in
    one language can do without.

    >>> known_gaps()["kvi.toml", "missing.evidence"]
    ({'name'}, {'name'})
    """
    found: dict[tuple[str, str], list[set[str]]] = {}
    filled: dict[str, set[str]] = {}
    for lang in languages():
        for topic in topics():
            for name, text in texts_by_name(kit_words(topic, lang)):
                found.setdefault((f"{topic}.toml", name), []).append(gaps(text))
                filled.setdefault(name, set()).update(gaps(text))
    known = {(file, name): (filled[name], set.intersection(*gap_sets)) for (file, name), gap_sets in found.items()}
    for file, name in found:  # a teacher's own sentences about what is missing
        if name.startswith("missing."):
            known.setdefault((file, "missing"), (set(), set()))[0].update(filled[name])
    return known


def texts_by_name(value: object, name: str = "") -> Iterator[tuple[str, str]]:
    """Each text with the way to it, as people read it.

    >>> list(texts_by_name({"groups": [{"id": "kvi", "hints": ["Look.", "Listen."]}]}))
    [('groups.kvi.id', 'kvi'), ('groups.kvi.hints', 'Look.'), ('groups.kvi.hints', 'Listen.')]
    """
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from texts_by_name(inner, f"{name}.{key}" if name else key)
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from texts_by_name(inner, f"{name}.{section_name(inner, at)}" if isinstance(inner, dict) else name)
