"""JSON Schemas of the files of words, with which editors complete and check TOML while one types.

They say what the check says of keys, types and names, and come from where it has them: the kit's own packs.
"""

import json
from typing import Any

from kvi_widgets.classes.pack_check_forms import ADDED, FIELD_KINDS, GROUP_KINDS
from kvi_widgets.words.pack_ids import ADDED_TO, fixed_names
from kvi_widgets.words.pack_overlay import ORDER, WITHOUT, has_ids
from kvi_widgets.words.pack_steps import WIDGETS
from kvi_widgets.words.pack_words import HEAD_TYPES, OPEN, OPTIONAL_KEYS, PACK_TYPES, kit_words
from kvi_widgets.words.shapes import KeyTypes, Section

SCHEMAS = ".kit/schemas"
EDITORS = ".taplo.toml"  # where editors look which schema is whose
JSON_TYPES = {str: "string", bool: "boolean", int: "integer", list: "array", dict: "object"}
THING_KINDS = {"groups": GROUP_KINDS, "fields": FIELD_KINDS, "field": FIELD_KINDS, "items": FIELD_KINDS}
# What things may say that a class adds, besides what those of the kit do.
OF_ADDED: dict[str, KeyTypes] = {
    "groups": {"fields": list, "opened": str} | {key: str for keys in ADDED.values() for key in keys},
    "fields": {"label": str, "options": list},
    "options": {"label": str},
    "steps": {"forms": list, "optional": bool},
}
FORM_NAMES: Section = {"type": "array", "items": {"enum": list(WIDGETS)}}
# Headings below which a class has keys of its own; elsewhere all keys are the kit's.
OF_OWN_KEYS = {"missing": {"type": "string"}, "plans": FORM_NAMES}


def schema_files(topics: list[str], language: str) -> dict[str, bytes]:
    """Schemas of these files, and which is whose, by their places in a class.

    >>> sorted(schema_files(["kvi"], "en"))
    ['.kit/schemas/kvi.json', '.taplo.toml']
    """
    rules = [line for topic in topics for line in _rule(topic)]
    schemas = {f"{SCHEMAS}/{topic}.json": topic_schema(topic, language) for topic in topics}
    texts = {name: json.dumps(schema, ensure_ascii=False, separators=(",", ":")) for name, schema in schemas.items()}
    return {EDITORS: "\n".join([*rules, ""]).encode()} | {name: f"{text}\n".encode() for name, text in texts.items()}


def _rule(topic: str) -> list[str]:
    files, place = json.dumps([f"pack/{topic}.toml"]), json.dumps(f"{SCHEMAS}/{topic}.json")
    return ["[[rule]]", f"include={files}", "[rule.schema]", f"path={place}"]


def topic_schema(topic: str, language: str) -> Section:
    """What ``<topic>.toml`` of a class may say over the kit's words, which an editor shows beside each key.

    >>> schema = topic_schema("map", "en")
    >>> schema["properties"]["views"]["items"]["properties"]["id"]
    {'enum': ['columns', 'untangled', 'mindmap']}
    """
    kit = kit_words(topic, language)
    more: KeyTypes = PACK_TYPES if topic == "pack" else HEAD_TYPES if "groups" in kit else {}
    schema = _section(f"{topic}.toml", "", kit, more)
    return {"$schema": "http://json-schema.org/draft-07/schema#", "title": f"{topic}.toml"} | schema


def _section(file: str, name: str, kit: Section, more: KeyTypes, *, is_free: bool = False) -> Section:
    """What may stand below one heading."""
    known = {key: _value(file, f"{name}.{key}".lstrip("."), value, is_free=is_free) for key, value in kit.items()}
    others = {key: {"type": JSON_TYPES[kind]} for key, kind in more.items()}
    ids = list(dict.fromkeys(item["id"] for value in kit.values() if has_ids(value) for item in value))
    named = {WITHOUT: [*kit, *ids], ORDER: ids}
    lists = {key: {"type": "array", "items": _names(names, is_free=is_free)} for key, names in named.items() if names}
    own = OF_OWN_KEYS.get(name, (file, name) in OPEN)
    return {"type": "object", "properties": lists | others | known, "additionalProperties": own}


def _value(file: str, name: str, value: Any, *, is_free: bool) -> Section:
    key = name.rsplit(".", 1)[-1]
    if isinstance(value, dict):
        return _section(file, name, value, OPTIONAL_KEYS if key == "field" else {}, is_free=is_free)
    if has_ids(value) and value:
        return {"type": "array", "items": _thing(file, name, value, is_free=is_free or key in ADDED_TO)}
    if isinstance(value, list):
        return FORM_NAMES if key == "forms" or name.startswith("plans.") else {"type": "array"}
    if key in fixed_names():
        return {"enum": fixed_names()[key]}
    return {"type": JSON_TYPES[type(value)]} | ({} if "." in name else {"description": str(value)})


def _thing(file: str, name: str, kit: list[Section], *, is_free: bool) -> Section:
    """One thing of a list: all that those of the kit say, and what one may say that a class adds."""
    key = name.rsplit(".", 1)[-1]
    more = {**OPTIONAL_KEYS, **(OF_ADDED.get(key, {}) if is_free else {})}
    schema = _section(file, name, _merged(kit), more, is_free=is_free)
    properties = schema["properties"] | {"id": _names([item["id"] for item in kit], is_free=is_free)}
    if key in THING_KINDS:
        properties["kind"] = {"enum": list(THING_KINDS[key])}
    return schema | {"properties": properties, "required": ["id"]}


def _names(known: list[str], *, is_free: bool) -> Section:
    """A name of the kit; where a class has things of its own an editor only proposes those."""
    names = {"enum": list(dict.fromkeys(known))}
    return {"anyOf": [names, {"type": "string"}]} if is_free else names


def _merged(things: list[Section]) -> Section:
    """One thing that says all that any of them says; lists of things below it hold those of all."""
    whole: Section = {}
    for thing in things:
        for key, value in thing.items():
            theirs = whole.get(key)
            if isinstance(theirs, dict) and isinstance(value, dict):
                whole[key] = _merged([theirs, value])
            elif has_ids(theirs) and has_ids(value):
                whole[key] = [*whole[key], *value]
            else:
                whole.setdefault(key, value)
    return whole
