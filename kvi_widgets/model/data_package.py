"""One learner's or team's answers as a Tabular Data Package: tables and text in both directions.

Any tool that knows the standard (datapackage.org, version 2) reads it. Rows stand as
arrays under a header row, because an empty table is valid only in that form. What the kit
does not know (other resources, other keys) stays in the file as it was.
"""

import json
import re
from collections import Counter
from typing import Any, TypeGuard

from kvi_widgets.model.shapes import Package, Remark, Rows, Tables
from kvi_widgets.model.tables import TABLES, choices, column_names, columns, key, number_columns, salvaged, text
from kvi_widgets.words.foreign_files import read_json

SCHEMA_VERSION = 1
NO_MAP: Package = {"kvi": {"workshop": "none"}, "resources": []}  # in place of a second map of somebody else's
MOST_BYTES = 5_000_000
DEEPEST = 40  # lists in lists: ours need nine, and Python gives up at some hundreds
# Far above any workshop: what has more could be opened, but not be written at every key.
MOST_COLUMNS, MOST_CELLS, CELLS_OF_A_ROW = 1_000, 1_000_000, 20  # a row costs at least as much as so many cells
MOST_REMARKS = 5  # about tables that are not known
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
OLD_SPREADSHEET = b"\xd0\xcf\x11\xe0"  # .xls
ARCHIVE = b"PK\x03\x04"
OFFICE = re.compile(rb"\[Content_Types\]|mimetypeapplication|_rels/|docProps/|xl/")  # an archive that is .xlsx or .ods
IN_PAGE, END_IN_PAGE = b'<script type="application/json" id="answers">', b"</script>"
HARMLESS = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
SEPARATORS_TO_COMMA = bytes.maketrans(b";\t", b",,")


class AnswerFileError(ValueError):
    """The file cannot be used; ``reason`` is a key of ``messages.toml``."""

    def __init__(self, reason: str, **details: Any) -> None:
        super().__init__(f"{reason}: {details}")
        self.reason, self.details = reason, details


def table_schema(table: str, names: list[str]) -> dict[str, Any]:
    """Table Schema of one table with these columns.

    >>> table_schema("strategy", ["id", "text"])["primaryKey"]
    ['id']
    """
    fields = []
    for name in names:
        integer = name in number_columns(table)
        field: dict[str, Any] = {"name": name, "type": "integer" if integer else "string"}
        if name in key(table):
            field["constraints"] = {"required": True}
        elif not integer and choices(table, name):
            field["constraints"] = {"enum": list(choices(table, name))}
        fields.append(field)
    return {"fields": fields, "primaryKey": key(table)}


def to_package(tables: Tables, about: dict[str, Any], package: Package | None = None) -> Package:
    """Data Package of these tables, laid over what ``package`` already holds.

    Parameters
    ----------
    tables
        Rows per table name.
    about
        What the kit says about the file: language, workshop id.
    package
        An earlier package whose unknown keys and resources are kept.

    Examples
    --------
    >>> rows = [{"id": "strategy-1", "text": "Read it alone"}]
    >>> to_package({"strategy": rows}, {"language": "en"})["resources"][0]["data"]
    [['id', 'text'], ['strategy-1', 'Read it alone']]
    """
    package = package or {}
    foreign = [entry for entry in _resources(package) if _resource_name(entry) not in tables]
    old = {_resource_name(entry): entry for entry in _resources(package) if isinstance(entry, dict)}
    kvi = {**package.get("kvi", {}), "schema_version": SCHEMA_VERSION, **about}
    return {
        **package,
        "$schema": PROFILE,
        "name": "kvi-workshop-answers",
        "kvi": {name: said for name, said in kvi.items() if said is not None},
        "resources": [_resource(table, rows, old.get(table, {})) for table, rows in tables.items()] + foreign,
    }


def _resource(table: str, rows: Rows, old: dict[str, Any]) -> dict[str, Any]:
    names = column_names(table, rows)
    cells = [[row.get(name, "") for name in names] for row in rows]
    return {**old, "name": table, "type": "table", "schema": table_schema(table, names), "data": [names, *cells]}


def _resources(package: Package) -> list[Any]:
    found = package.get("resources")
    return found if isinstance(found, list) else []


def _resource_name(entry: Any) -> str:
    return str(entry.get("name", "")) if isinstance(entry, dict) else ""


def joined(package: Package, rest: Package) -> Package:
    """Package with what only ``rest`` holds besides the tables of a workshop.

    >>> joined({"resources": []}, {"resources": [{"name": "grades"}], "title": "Class B"})
    {'resources': [{'name': 'grades'}], 'title': 'Class B'}
    """
    there = {*TABLES, *map(_resource_name, _resources(package))}
    more = [entry for entry in _resources(rest) if _resource_name(entry) not in there]
    return {**rest, **package, "resources": [*_resources(package), *more]}


def rows_of(package: Package, table: str) -> list[Any]:
    """Rows of one table of a package as they stand there; none when the table is not there.

    >>> rows_of({"resources": []}, "kvi")
    []
    """
    rows = []
    for entry in _resources(package):
        data = entry.get("data") if _resource_name(entry) == table else None
        if not isinstance(data, list):
            data = [] if data is None else [data]
        if not data:
            continue
        header, *others = data
        named = isinstance(header, list)
        rows += [_row_as_mapping(header, row) for row in others] if named else data
    return rows


def _row_as_mapping(header: list[Any], row: Any) -> Any:
    return dict(zip(map(str, header), row, strict=False)) if isinstance(row, list) else row


def tables_of(package: Package) -> tuple[Tables, list[Remark]]:
    """Usable rows of every table of a package, and what there is to say about the rest.

    Returns
    -------
    tuple
        Rows per table name; remarks as keys of ``messages.toml`` with their details: tables that
        are not known (they stay in the file), values that could not be used, links that lead nowhere.

    Examples
    --------
    >>> tables, remarks = tables_of({"resources": [{"name": "old", "data": [["id"], ["1"]]}]})
    >>> sorted(tables) == sorted(TABLES), remarks
    (True, [('unknown_table', {'name': 'old'})])
    """
    tables: Tables = {}
    remarks: list[Remark] = []
    for table in TABLES:
        tables[table], wrong = salvaged(table, rows_of(package, table))
        if wrong:
            remarks.append(
                ("mended", {"table": table, "columns": ", ".join(dict.fromkeys(filter(None, wrong))) or "?"})
            )
    unknown = dict.fromkeys(
        _resource_name(entry) for entry in _resources(package) if _resource_name(entry) not in TABLES
    )
    remarks += [("unknown_table", {"name": text(name)[:40] or "?"}) for name in list(unknown)[:MOST_REMARKS]]
    known = {row["id"] for table in ("kvi", "kpi") for row in tables[table]}
    lost = [row for row in tables["links"] if not {row["kpi"], row["kvi"]} <= known]
    if lost:
        remarks.append(("loose_links", {"count": len(lost)}))
    return tables, remarks


def too_big() -> AnswerFileError:
    """What there is to say of a file above `MOST_BYTES`.

    >>> too_big().reason
    'too_big'
    """
    return AnswerFileError("too_big", most=f"{MOST_BYTES / 1e6:.0f}")


def refuse_too_many_cells(package: Package) -> None:
    """Let no package in, nor out, whose tables have far more rows or columns than those of a workshop.

    Raises
    ------
    AnswerFileError
        It has.

    Examples
    --------
    >>> refuse_too_many_cells({"resources": [{"name": "kvi", "data": [[*range(10_000)]]}]})
    Traceback (most recent call last):
    kvi_widgets.model.data_package.AnswerFileError: too_many_cells: {}
    """
    columns_in: dict[str, set[str]] = {}
    rows_in: Counter[str] = Counter()
    for entry in _resources(package):
        table, data = _resource_name(entry), entry.get("data") if isinstance(entry, dict) else None
        if table in TABLES and isinstance(data, list):
            names = [row for row in data if isinstance(row, dict)] + [row for row in data[:1] if isinstance(row, list)]
            columns_in.setdefault(table, set(columns(table))).update(*(map(str, row) for row in names))
            rows_in[table] += len(data)
    cells = sum(rows_in[table] * max(CELLS_OF_A_ROW, len(names)) for table, names in columns_in.items())
    if cells > MOST_CELLS or any(len(names) > MOST_COLUMNS for names in columns_in.values()):
        raise AnswerFileError("too_many_cells")


def parse(content: str | bytes) -> Package:
    """Package in the content of a file, or of a page that carries one (`in_page`).

    Raises
    ------
    AnswerFileError
        It is larger than `MOST_BYTES`, a spreadsheet, an archive, a page without answers, not JSON, no answer
        file, or one of far too many cells.

    Examples
    --------
    >>> parse("[]")
    Traceback (most recent call last):
    kvi_widgets.model.data_package.AnswerFileError: not_answers: {}
    """
    raw = content.encode("utf-8", "replace") if isinstance(content, str) else content
    if len(raw) > MOST_BYTES:
        raise too_big()
    if raw.startswith((OLD_SPREADSHEET, ARCHIVE)):
        is_archive = raw.startswith(ARCHIVE) and not OFFICE.search(raw)
        raise AnswerFileError("archive" if is_archive else "spreadsheet")
    if raw.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"<"):
        raw, end, _ = raw.partition(IN_PAGE)[2].partition(END_IN_PAGE)
        if not end:
            raise AnswerFileError("empty_page")
    try:
        package = read_json(raw, DEEPEST)
    except ValueError as error:
        raise AnswerFileError("spreadsheet" if _looks_like_csv(raw) else "not_json") from error
    if not _is_ours(package):
        raise AnswerFileError("not_answers")
    refuse_too_many_cells(package)
    return package


def apart(package: Package) -> tuple[Package, Package | None]:
    """Package of a learner's own answers, and that of the second map which it carries, if it carries a usable one.

    >>> apart({"kvi": {"workshop": "a", "second": {"kvi": {}, "resources": []}}, "resources": []})
    ({'kvi': {'workshop': 'a'}, 'resources': []}, {'kvi': {}, 'resources': []})
    """
    second = package["kvi"].get("second")
    if not _is_ours(second) or is_newer(second):
        return package, None
    return _without_second(package), _without_second(second)


def _without_second(package: Package) -> Package:
    return {**package, "kvi": {name: value for name, value in package["kvi"].items() if name != "second"}}


def _is_ours(package: Any) -> TypeGuard[Package]:
    ours = isinstance(package, dict) and isinstance(package.get("kvi"), dict)
    return ours and isinstance(package.get("resources"), list)


def _looks_like_csv(raw: bytes) -> bool:
    # What a spreadsheet saves from one of our tables starts with the names of its columns.
    first = raw.lstrip(b"\xef\xbb\xbf\xff\xfe").replace(b"\x00", b"").splitlines()[:1]
    names = [
        name.strip(b'" ').decode("latin-1")
        for line in first
        for name in line.translate(SEPARATORS_TO_COMMA).split(b",")
    ]
    return len(names) > 1 and any(names[0] == columns(table)[0] for table in TABLES)


def is_newer(package: Package) -> bool:
    """Whether a newer kit wrote it, so that we may show it but not change it.

    >>> is_newer({"kvi": {"schema_version": 99}}), is_newer({"kvi": {}})
    (True, False)
    """
    version = package.get("kvi", {}).get("schema_version", 0)
    return isinstance(version, int | float) and version > SCHEMA_VERSION


def dump(package: Package) -> str:
    """Text of a package: readable, one cell a line, accents as they are; a huge one without lines."""
    written = json.dumps(package, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
    if len(written) > MOST_BYTES:
        written = json.dumps(package, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return written.encode("utf-8", "replace").decode("utf-8")


def in_page(package: Package) -> str:
    r"""Text of a package that can stand inside a web page: nothing in it ends its element.

    >>> in_page({"kvi": {}, "resources": ["</script>"]})
    '{"kvi":{},"resources":["\\u003c/script\\u003e"]}'
    """
    return json.dumps(package, ensure_ascii=False, separators=(",", ":"), allow_nan=False).translate(HARMLESS)
