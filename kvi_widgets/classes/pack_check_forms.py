"""Check the forms of a content pack: groups, fields and options against what forms understand."""

from collections.abc import Iterator

from kvi_widgets.model.tables import TABLES, choices, columns, table_of_group
from kvi_widgets.words.pack_findings import Finding, nearest
from kvi_widgets.words.pack_rows import TABLE_ROWS
from kvi_widgets.words.pack_words import OPTIONAL_KEYS, Place, compare, kit_words, list_sections
from kvi_widgets.words.shapes import Field, Group, Section, Sections

GROUP_KINDS = ("items", "deck", "matrix", "table", "file", "download", "note", "prediction")
FIELD_KINDS = ("text", "choice")
MAP_SHOWS = ("map", "reasons")  # of an example, besides its tables
KEEPING = {"items", "deck", "matrix", "file"}  # kinds of groups that take something in
SPARE_GROUPS = {"published"}  # the workshop is whole without them
# What a group needs that a teacher adds.
ADDED = {"file": ("button", "drop"), "download": ("button",), "note": ("text",)}
# The field that a group cannot do without.
REQUIRED_FIELDS = {
    "sorting": "answer",
    "published": "answer",
    "again": "answer",
    "strategy": "text",
    "kvi": "text",
    "kpi": "text",
    "links": "polarity",
    "revisions": "after",
    "cards": "answer",
}
LEAST = {"at_least": 0, "at_most": 1, "shown": 1, "rows": 1, "advice": 1}

Placed = list[tuple[Place, Section]]  # sections, each with its place


def form_findings(step: str, place: Place, groups: object) -> Iterator[Finding]:
    """Find what the form of a step cannot show or keep.

    >>> place = Place("strategy.toml", {})
    >>> [one.kind for one in form_findings("strategy", place, [{"id": "strategy", "kind": "item"}])]
    ['unknown_kind', 'missing_field']
    """
    here, known = place.at("groups"), {group["id"]: group for group in kit_words(step)["groups"]}
    found, repeated = _without_duplicates(list_sections(here, groups), "same_group")
    yield from repeated
    there = [str(group.get("id")) for _, group in found]
    strangers = set(there) - set(known)
    for name in (id_ for id_ in known if id_ not in there):
        if known[name]["kind"] in KEEPING and name not in SPARE_GROUPS:
            meant = nearest(name, strangers)
            found = [(at, group) for at, group in found if group.get("id") != meant]
            yield here.finding("missing_group", name, near=meant)
    for at, group in found:
        yield from _group_findings(at, group, known)


def table_form_findings(place: Place, tables: object) -> Iterator[Finding]:
    """Find what the teacher's forms over the tables of a pack cannot show."""
    for name, known in kit_words("teacher")["tables"].items():
        asked = tables.get(name) if isinstance(tables, dict) else None
        if isinstance(asked, dict):
            yield from _field_findings(place.at("tables").at(name), asked, known)


def _without_duplicates(found: Placed, kind: str) -> tuple[Placed, list[Finding]]:
    """Of sections with the same id the first, and a finding about each other."""
    first: dict[str, tuple[Place, Section]] = {}
    again = []
    for place, section in found:
        name = place.name
        if name in first:
            again.append(place.finding(kind, str(section.get("id"))))
        first.setdefault(name, (place, section))
    return list(first.values()), again


def _group_findings(place: Place, group: Group, known: Sections) -> Iterator[Finding]:
    name, kind = group.get("id"), group.get("kind")
    wanted = known.get(name) if isinstance(name, str) else None
    if "kind" in group and kind not in GROUP_KINDS:
        yield from _kind_findings(place, group, GROUP_KINDS)
    elif wanted and "kind" in group and kind != wanted["kind"]:
        yield place.at("kind").finding("wrong_kind", kind, wanted["kind"])
    elif not wanted and kind in KEEPING | {"table"} - {"file"}:
        yield place.unknown("unknown_group", name, known)
    elif not wanted:
        needs: Section = dict.fromkeys(("id", "kind", *ADDED.get(str(kind), ())), "")
        yield from compare(place, group, needs, OPTIONAL_KEYS | {"opened": str})
    yield from _count_findings(place, group)
    yield from _field_findings(place, group, wanted or {})
    if kind == "prediction":
        yield from _shown_findings(place, group)


def _kind_findings(place: Place, section: Section, known: tuple[str, ...]) -> Iterator[Finding]:
    kind = section.get("kind", known[0])
    if kind not in known:
        yield place.at("kind").unknown("unknown_kind", kind, known)


def _shown_findings(place: Place, group: Group) -> Iterator[Finding]:
    """Find what cannot be shown after a question, nor chosen from in it."""
    for at, item in list_sections(place.at("items"), group.get("items")):
        yield from _kind_findings(at, item, FIELD_KINDS)
        tables = list(TABLES if "example" in item else TABLE_ROWS)
        for key, known in (("shows", [*tables, *MAP_SHOWS] if "example" in item else tables), ("choose_from", tables)):
            if key in item and item[key] not in known:
                yield at.at(key).unknown("not_shown", item[key], known)


def _count_findings(place: Place, section: Section) -> Iterator[Finding]:
    numbers = {name: section[name] for name in LEAST if type(section.get(name)) is int}
    for name, number in numbers.items():
        if number < LEAST[name]:
            yield place.at(name).finding("too_small", number, str(LEAST[name]))
    if numbers.get("at_least", 0) > numbers.get("at_most", float("inf")):
        yield place.at("at_least").finding("not_choosable", numbers["at_least"], str(numbers["at_most"]))


def _field_findings(place: Place, group: Group, wanted: Group) -> Iterator[Finding]:
    fields, repeated = _without_duplicates(list_sections(place.at("fields"), group.get("fields")), "same_field")
    yield from repeated
    if isinstance(group.get("field"), dict):
        fields.insert(0, (place.at("field"), group["field"]))
    own = {field["id"]: field for field in [wanted.get("field"), *wanted.get("fields", [])] if field}
    names, needed = [str(field.get("id")) for _, field in fields], REQUIRED_FIELDS.get(str(wanted.get("id")))
    if own and needed and needed not in names:  # the second matrix takes the fields of the first
        yield place.at("fields").finding("missing_field", needed, near=nearest(needed, names))
    table = table_of_group(str(wanted.get("id")))
    for here, field in fields:
        name = field.get("id")
        yield from _one_field(here, field, own.get(name) if isinstance(name, str) else None)
        if isinstance(name, str) and table in TABLES:
            yield from _column_findings(here, field, table, own)


def _column_findings(place: Place, field: Field, table: str, own: Sections) -> Iterator[Finding]:
    name = field["id"]
    if name in columns(table) and name not in own:
        yield place.at("id").finding("fixed_column", name)
    elif not name.isidentifier():
        yield place.at("id").finding("bad_column", name)
    allowed = choices(table, name) if name in own else ()
    for here, option in list_sections(place.at("options"), field.get("options")) if allowed else ():
        answer = str(option.get("value", option.get("id")))
        if answer not in allowed:
            yield here.at("id").unknown("unknown_option", answer, allowed)


def _one_field(place: Place, field: Field, own: Field | None) -> Iterator[Finding]:
    kind = field.get("kind")
    if own is None:
        yield from compare(place, field, dict.fromkeys(("id", "kind", "label"), ""), OPTIONAL_KEYS | {"options": list})
    yield from _kind_findings(place, field, FIELD_KINDS)
    yield from _count_findings(place, field)
    options, repeated = _without_duplicates(list_sections(place.at("options"), field.get("options")), "same_option")
    yield from repeated
    from_table = own is not None and own["kind"] == "choice" and "options" not in own  # contexts come from their table
    if kind == "choice" and not options and not from_table:
        yield place.finding("no_options")
    known = {option["id"] for option in (own or {}).get("options", [])}
    for here, option in options:
        if option.get("id") not in known:
            yield from compare(here, option, {"id": "", "label": ""}, OPTIONAL_KEYS)
