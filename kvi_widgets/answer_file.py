"""The answer file: one learner's or team's answers as a Tabular Data Package.

Any tool that knows the standard (datapackage.org, version 2) reads it. Rows stand as
arrays under a header row, because an empty table is valid only in that form. What the kit
does not know (other resources, other keys) stays in the file as it was.
"""

import json
import os
import tempfile
from pathlib import Path
from typing import Any

import pandas as pd

from kvi_widgets.tables import TABLES, columns, key

SCHEMA_VERSION = 1
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
ENUMS = {
    ("links", "polarity"): ["+", "-", "0"],
    ("kvi", "nature"): ["quantitative", "qualitative"],
    ("sorting", "answer"): ["kvi", "kpi", "both"],
}


class AnswerFileError(ValueError):
    """The file cannot be used; ``reason`` is a key of ``messages.toml``."""

    def __init__(self, reason: str, **details: Any) -> None:
        super().__init__(f"{reason}: {details}")
        self.reason, self.details = reason, details


def table_schema(table: str, names: list[str]) -> dict:
    """Table Schema of one table with these columns.

    >>> table_schema("strategy", ["id", "text"])["primaryKey"]
    ['id']
    """
    fields = []
    for name in names:
        integer = table == "links" and name == "strength"
        field: dict[str, Any] = {"name": name, "type": "integer" if integer else "string"}
        if name in key(table):
            field["constraints"] = {"required": True}
        elif (table, name) in ENUMS:
            field["constraints"] = {"enum": ENUMS[table, name]}
        fields.append(field)
    return {"fields": fields, "primaryKey": key(table)}


def to_package(frames: dict[str, pd.DataFrame], about: dict, package: dict | None = None) -> dict:
    """Data Package of these tables, laid over what ``package`` already holds.

    Parameters
    ----------
    frames
        One DataFrame per table name.
    about
        What the kit says about the file: language, workshop id.
    package
        An earlier package whose unknown keys and resources are kept.

    Examples
    --------
    >>> frame = pd.DataFrame([{"id": "strategy-1", "text": "Read it alone"}])
    >>> to_package({"strategy": frame}, {"language": "en"})["resources"][0]["data"]
    [['id', 'text'], ['strategy-1', 'Read it alone']]
    """
    package = dict(package or {})
    old = {entry.get("name"): entry for entry in package.get("resources", [])}
    for table, frame in frames.items():
        names = list(frame.columns)
        rows = [[cell.item() if hasattr(cell, "item") else cell for cell in row]
                for row in frame.itertuples(index=False, name=None)]
        old[table] = {**old.get(table, {}), "name": table, "type": "table",
                      "schema": table_schema(table, names), "data": [names, *rows]}
    return {**package, "$schema": PROFILE, "name": "kvi-workshop-answers",
            "kvi": {**package.get("kvi", {}), "schema_version": SCHEMA_VERSION, **about},
            "resources": list(old.values())}


def rows_of(package: dict, table: str) -> list[dict]:
    """Rows of one table of a package; none when the table is not there.

    >>> rows_of({"resources": []}, "kvi")
    []
    """
    for resource in package.get("resources", []):
        if resource.get("name") == table and resource.get("data"):
            header, *rows = resource["data"]
            if isinstance(header, dict):
                return resource["data"]
            return [dict(zip(header, row, strict=False)) for row in rows]
    return []


def parse(text: str) -> dict:
    """Package in this text.

    Raises
    ------
    AnswerFileError
        The text is not JSON, is no answer file, or was written by a newer kit.

    Examples
    --------
    >>> parse("[]")
    Traceback (most recent call last):
    kvi_widgets.answer_file.AnswerFileError: not_answers: {}
    """
    try:
        package = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise AnswerFileError("not_json") from error
    if not isinstance(package, dict) or not isinstance(package.get("kvi"), dict):
        raise AnswerFileError("not_answers")
    if not isinstance(package.get("resources"), list):
        raise AnswerFileError("not_answers")
    if package["kvi"].get("schema_version", 0) > SCHEMA_VERSION:
        raise AnswerFileError("newer", version=package["kvi"]["schema_version"])
    return package


def read(path: Path) -> dict:
    """Package in this file; an empty one when there is no file yet."""
    if not path.exists():
        return {"kvi": {}, "resources": []}
    return parse(path.read_text("utf-8"))


def dump(package: dict) -> str:
    """Text of a package: readable, one cell a line, accents as they are."""
    return json.dumps(package, ensure_ascii=False, indent=1) + "\n"


def write(path: Path, package: dict) -> None:
    """Replace the file in one step: a reader sees the old or the new one, never half."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.stem, suffix=".tmp")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(dump(package))
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def empty_frame(table: str) -> pd.DataFrame:
    """Table without rows, with its columns and types.

    >>> empty_frame("links").dtypes["strength"]
    Int64Dtype()
    """
    return to_frame(table, [])


def to_frame(table: str, rows: list[dict]) -> pd.DataFrame:
    """DataFrame of checked rows: fixed columns first, added ones after.

    >>> to_frame("strategy", [{"id": "strategy-1", "text": "Read it alone"}]).shape
    (1, 2)
    """
    names = columns(table) if table in TABLES else []
    names += [name for name in dict.fromkeys(n for row in rows for n in row) if name not in names]
    frame = pd.DataFrame(rows, columns=names)
    types = {name: "Int64" if (table, name) == ("links", "strength") else "str" for name in names}
    return frame.astype(types)
