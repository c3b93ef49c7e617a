"""Words: find, read and check a content pack, a folder shaped like ``data/fr``.

Words stand in TOML files, one per topic; tables (cards, contexts, questions) in CSV files.
Whatever is wrong is named by file, row, column and what was expected.
"""

import csv
import json
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from pydantic import BaseModel

PACKAGE = Path(__file__).parent
DATA = PACKAGE / "data" if (PACKAGE / "data").exists() else PACKAGE.parent / "data"


class ContentError(ValueError):
    """A content pack cannot be used; the message says what is wrong and where."""


class Words(dict):
    """Words of one topic; a key that is not there is named with its file."""

    def __init__(self, values: dict, file: str, messages: dict) -> None:
        super().__init__({name: self._wrapped(value, file, messages) for name, value in values.items()})
        self._file, self._messages = file, messages

    @classmethod
    def _wrapped(cls, value: Any, file: str, messages: dict) -> Any:
        if isinstance(value, list):
            return [cls._wrapped(one, file, messages) for one in value]
        return cls(value, file, messages) if isinstance(value, dict) else value

    def __missing__(self, name: str) -> str:
        raise ContentError(self._messages["missing_key"].format(file=self._file, key=name))


class Content:
    """One content pack.

    Examples
    --------
    >>> content = Content.load("fr")
    >>> sorted(content.table("deck")["family"].unique().tolist())
    ['both', 'kpi', 'kvi']
    """

    def __init__(self, folder: Path) -> None:
        if not folder.is_dir():
            raise ContentError(self._own_messages()["no_pack"].format(
                folder=folder, packs=", ".join(languages())))
        self.folder = folder
        self.messages = self._own_messages(said_language(folder))
        self._topics = {path.stem: self._read_words(path) for path in sorted(folder.glob("*.toml"))}
        # At first use: pydantic takes a third of the time that importing the kit may take.
        from kvi_widgets.content_rows import TABLE_ROWS  # noqa: PLC0415

        self._tables = {name: self._read_table(name, model) for name, model in TABLE_ROWS.items()}
        self.language: str = self.words("pack")["language"]
        self.messages = {**self.messages, **self._topics.get("messages", {})}

    @classmethod
    def choose(cls, lang: str | None, pack: str | Path | None) -> "Content":
        """The kit's words in a language, or those in a folder: exactly one of the two.

        Raises
        ------
        ContentError
            Both were asked for, or none; or the words cannot be used.
        """
        if (lang is None) == (pack is None):
            raise ContentError(cls._own_messages(lang or "fr")["lang_or_pack"])
        return cls.load(lang) if pack is None else cls(Path(pack).resolve())

    @property
    def examples(self) -> Path:
        """Folder of the worked examples: the pack's own, else the one beside the kit's packs."""
        own = self.folder / "examples"
        return own if own.is_dir() else DATA / "examples" / self.language

    @classmethod
    @cache
    def load(cls, lang: str) -> "Content":
        """Content pack of a language that comes with the kit.

        Raises
        ------
        ContentError
            There is no such pack, or something in it is wrong.
        """
        return cls(DATA / lang)

    def words(self, topic: str) -> Words:
        """Words of one topic, the content of ``<topic>.toml``."""
        if topic not in self._topics:
            raise ContentError(self.messages["no_file"].format(file=f"{topic}.toml"))
        return self._topics[topic]

    def table(self, name: str) -> pd.DataFrame:
        """Rows of ``<name>.csv`` as a DataFrame of text."""
        return self._tables[name].copy()

    @staticmethod
    def _own_messages(lang: str = "fr") -> dict:
        # The kit's own messages, so that a broken pack is still explained.
        own = DATA / lang / "messages.toml"
        path = own if own.exists() else DATA / "fr/messages.toml"
        try:
            return tomllib.loads(path.read_text("utf-8-sig"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise ContentError(f"{path.name}: {error}") from error

    def _read_words(self, path: Path) -> Words:
        try:
            values = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            message = self.messages["broken_toml"].format(file=path.name, detail=error)
            raise ContentError(message) from error
        return Words(values, path.name, self.messages)

    def _read_table(self, name: str, model: "type[BaseModel]") -> pd.DataFrame:
        path = self.folder / f"{name}.csv"
        if not path.exists():
            raise ContentError(self.messages["no_file"].format(file=path.name))
        header, *lines = self._read_lines(path) or [[]]
        self._check_header(path.name, header, model)
        # A blank line is no row, but it counts: the number is the one that a spreadsheet shows.
        rows = {number: self._checked_row(path.name, number, self._row(path.name, number, header, line), model)
                for number, line in enumerate(lines, start=2) if any(line)}
        self._check_unique(path.name, rows)
        names = dict.fromkeys([*header, *model.model_fields])
        return pd.DataFrame(rows.values(), columns=list(names)).astype("str")

    def _read_lines(self, path: Path) -> list[list[str]]:
        try:
            with path.open(encoding="utf-8-sig", newline="") as file:
                return list(csv.reader(file))
        except UnicodeDecodeError as error:
            raise ContentError(self.messages["not_utf8"].format(file=path.name, detail=error)) from error

    def _row(self, file: str, number: int, header: list[str], line: list[str]) -> dict:
        if any(line[len(header):]):
            raise ContentError(self.messages["extra_cell"].format(
                file=file, row=number, found=json.dumps(line[-1], ensure_ascii=False)))
        return dict(zip(header, line + [""] * len(header), strict=False))

    def _check_header(self, file: str, header: list[str], model: "type[BaseModel]") -> None:
        for name, field in model.model_fields.items():
            if field.is_required() and name not in header:
                raise ContentError(self.messages["missing_column"].format(
                    file=file, column=name, found=", ".join(header)))

    def _checked_row(self, file: str, number: int, row: dict, model: "type[BaseModel]") -> dict:
        from pydantic import ValidationError  # noqa: PLC0415

        try:
            return {**row, **model.model_validate(row).model_dump()}
        except ValidationError as error:
            first = error.errors()[0]
            expected = first.get("ctx", {}).get("expected", self.messages["some_text"]).replace(" or ", ", ")
            raise ContentError(self.messages["bad_cell"].format(
                file=file, row=number, column=first["loc"][0], expected=expected,
                found=json.dumps(first["input"], ensure_ascii=False))) from error

    def _check_unique(self, file: str, rows: dict[int, dict]) -> None:
        first_seen: dict[str, int] = {}
        for number, row in rows.items():
            if "id" in row and first_seen.setdefault(row["id"], number) != number:
                raise ContentError(self.messages["same_id"].format(
                    file=file, row=number, id=row["id"], first=first_seen[row["id"]]))


def said_language(folder: Path) -> str:
    """Language that a pack says it is in, even when the rest of it cannot be read.

    Examples
    --------
    >>> said_language(DATA / "en")
    'en'
    """
    try:
        text = (folder / "pack.toml").read_text("utf-8-sig", errors="replace")
    except OSError:
        return folder.name
    said = re.search(r"""^\s*language\s*=\s*["']([\w-]+)""", text, re.MULTILINE)
    return said[1] if said else folder.name


def languages() -> list[str]:
    """Languages whose content packs come with the kit."""
    return sorted(path.parent.name for path in DATA.glob("*/pack.toml"))
