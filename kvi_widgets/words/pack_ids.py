"""Ids that the kit relies on, read off its own packs, and those of a pack that it does not know.

A word that every language of the kit says alike is no text: it is a name that a form, a map or a page looks for.
Whoever translates it, or gives it another name, takes its thing away from them, and no text shows that.
"""

import re
from collections.abc import Iterator
from functools import cache

from kvi_widgets.words.pack_findings import Finding
from kvi_widgets.words.pack_overlay import has_ids
from kvi_widgets.words.pack_words import Place, kit_words, languages, list_sections, texts_by_name, topics
from kvi_widgets.words.shapes import Section

PLAIN_NAME = re.compile(r"[a-z0-9_-]+|[A-Z]\d")  # mindmap, kpi-1, A4
# Lists to which a class adds things of its own; of all others it can change and take out what is there.
ADDED_TO = {"groups", "steps", "criteria", "topics"}
RULED = {"id", "kind", "shows", "choose_from"}  # names that mean something else in each form: checked there


@cache
def fixed_names() -> dict[str, list[str]]:
    """What a key may say that holds a name, by the key.

    >>> fixed_names()["when"], fixed_names()["paper"]
    (['differs'], ['A4', 'A3'])
    """
    said: dict[str, dict[str, None]] = {}
    texts = set()
    for topic in sorted(set(topics()) - {"pack"}):  # steps and plans are checked by their own rules
        by_language = [list(texts_by_name(kit_words(topic, language))) for language in languages()]
        alike = set.intersection(*map(set, by_language))
        for name, text in by_language[0]:
            key = name.rsplit(".", 1)[-1]
            said.setdefault(key, {})[text] = None
            texts |= set() if (name, text) in alike and PLAIN_NAME.fullmatch(text) else {key}
    return {key: list(names) for key, names in said.items() if key not in texts | RULED}


def id_findings(place: Place, own: Section, kit: Section, *, is_free: bool = False) -> Iterator[Finding]:
    """Find names in a pack's own words that the kit does not look for, with the one that is meant.

    Parameters
    ----------
    place, own
        Words as they stand in the file, before they are laid over the kit's.
    kit
        The kit's words of the same topic.
    is_free
        Whether this stands in a list to which a class adds things of its own.

    Examples
    --------
    >>> own = {"views": [{"id": "spalten"}, {"id": "mindmap"}]}
    >>> found = id_findings(Place("map.toml", {}), own, {"views": [{"id": "columns"}, {"id": "mindmap"}]})
    >>> [(one.kind, one.column, one.nearest) for one in found]
    [('unknown_id', 'views.spalten', 'columns')]
    """
    for key, value in own.items():
        here, theirs = place.at(key), kit.get(key)
        names = fixed_names().get(key)
        if names and isinstance(value, str) and value not in names:
            yield here.unknown("unknown_id", value, names)
        elif isinstance(value, dict):
            yield from id_findings(here, value, theirs if isinstance(theirs, dict) else {}, is_free=is_free)
        elif not isinstance(value, list):
            continue
        elif has_ids(theirs) and not has_ids(value):
            nameless = [at for at, item in list_sections(here, value) if not isinstance(item.get("id"), str)]
            yield from (at.at("id").finding("missing_key", expected='id = "…"') for at in nameless)
        elif has_ids(value) and value:
            known = {item["id"]: item for item in theirs} if theirs and has_ids(theirs) else {}
            free = is_free or key in ADDED_TO
            yield from _strangers(here, value, known, is_free=free)
            for at, item in list_sections(here, value):
                yield from id_findings(at, item, known.get(item["id"], {}), is_free=free)


def _strangers(place: Place, own: list[Section], known: dict[str, Section], *, is_free: bool) -> Iterator[Finding]:
    meant = renamed(own, list(known.values()))
    for at, item in list_sections(place, own):
        name = item["id"]
        if name in meant:
            yield at.finding("renamed_id" if is_free else "unknown_id", name, ", ".join(known), meant[name])
        elif known and name not in known and not is_free:
            yield at.unknown("unknown_id", name, known)


def renamed(own: list[Section], kit: list[Section]) -> dict[str, str]:
    """Things that are the kit's under another id: in the place of one that is missing, or like it in all else.

    >>> renamed([{"id": "texte"}, {"id": "nature"}], [{"id": "text"}, {"id": "nature"}])
    {'texte': 'text'}
    >>> renamed([{"id": "texte", "label": "Mine"}], [{"id": "text", "label": "Mine"}, {"id": "nature"}])
    {'texte': 'text'}
    >>> renamed([{"id": "source"}, {"id": "who"}], [{"id": "text"}, {"id": "nature"}])
    {}
    """
    ids, known = [item["id"] for item in own], [item["id"] for item in kit]
    free = [(item["id"], item) for item in kit if item["id"] not in ids]
    strangers = [(item["id"], item) for item in own if item["id"] not in known]
    alike = {
        name: other
        for name, item in strangers
        for other, theirs in free
        if item | {"id": other} == theirs and len(item) > 1
    }
    is_in_place = len(ids) == len(known) and any(mine == other for mine, other in zip(ids, known, strict=True))
    pairs = zip(ids, known, strict=True) if is_in_place else ()
    return {mine: other for mine, other in pairs if mine not in known and other not in ids} | alike
