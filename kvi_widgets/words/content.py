"""Words: find and read a content pack, a folder shaped like ``data/fr``.

Words stand in TOML files, one per topic; tables (cards, contexts, questions) in CSV files.
Whatever is wrong is named by file, row, column and what was expected.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kvi_widgets.words.followed_example import FOLLOWED, filled, followed_gaps
from kvi_widgets.words.pack_findings import Finding, is_error, sentence
from kvi_widgets.words.pack_read import example_files, pack_language, read_tables, read_topics, told_language
from kvi_widgets.words.pack_steps import needs_findings
from kvi_widgets.words.pack_toml import Topic
from kvi_widgets.words.pack_words import DATA, PACKAGE, SHAPE, Place, compare, kit_words, languages
from kvi_widgets.words.sentences import Sentence
from kvi_widgets.words.shapes import Texts

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["DATA", "PACKAGE", "Content", "ContentError", "Words", "languages", "pack_language"]
SILENT = {"wrong_type", "wrong_count"}  # would fail in the middle of a lesson without saying why


class ContentError(ValueError):
    """A content pack cannot be used; the message says what is wrong and where."""

    hint = ""  # what else to do

    def _render_traceback_(self) -> list[str]:
        """What a notebook shows: the message alone, because nothing is wrong in the code above it."""
        return [line for line in (str(self), self.hint) if line]


class Words(dict[str, Any]):
    """Words of one topic; a key that is not there is named with its file."""

    def __init__(self, values: Texts, explain: Callable[[str], str], gaps: dict[str, str] | None = None) -> None:
        super().__init__({name: self._wrapped(value, explain, gaps) for name, value in values.items()})
        self._explain = explain

    @classmethod
    def _wrapped(cls, value: Any, explain: Callable[[str], str], gaps: dict[str, str] | None) -> Any:
        if isinstance(value, list):
            return [cls._wrapped(item, explain, gaps) for item in value]
        if isinstance(value, dict):
            return cls(value, explain, gaps)
        if not isinstance(value, str):
            return value
        return filled(value, gaps) if gaps and "{" in value else Sentence(value)

    def __or__(self, more: dict[str, Any]) -> "Words":  # type: ignore[override]  # a dict takes keys of any type
        """These words with more of them; what is missing in both is named with the file of the last."""
        joined = Words({}, more._explain if isinstance(more, Words) else self._explain)
        joined.update({**self, **more})
        return joined

    def __missing__(self, name: str) -> str:
        raise ContentError(self._explain(name))


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
            raise ContentError(_kit_messages(SHAPE)["no_pack"].format(folder=folder, packs=", ".join(languages())))
        self.folder = folder
        self._says = kit_words("check", told_language(folder))
        read, tables = read_topics(folder), read_tables(folder)
        self._stop_at(finding for part in (*read.values(), *tables.values()) for finding in part.findings)
        patterns = read["pack"].words.get("followed") if "pack" in read else None
        gaps = followed_gaps(self.examples.get(FOLLOWED), patterns if isinstance(patterns, dict) else {})
        self._topics = {topic: Words(file.words, self._asks_for(f"{topic}.toml"), gaps) for topic, file in read.items()}
        self._columns = {name: table.columns for name, table in tables.items()}
        self._rows = {name: list(table.rows.values()) for name, table in tables.items()}
        if folder.parent != DATA:
            self._stop_at(_silent_mistakes(read))
        self.language: str = self.words("pack")["language"]
        steps = Place("pack.toml", read["pack"].lines).at("steps")
        self._stop_at(needs_findings(steps, self.words("pack").get("steps")))
        self.messages = _kit_messages(self.language) | self._topics.get("messages", {})

    @classmethod
    def choose(cls, lang: str | None, pack: str | Path | None) -> "Content":
        """The kit's words in a language, or those in a folder: exactly one of the two.

        Raises
        ------
        ContentError
            Both were asked for, or none; or the words cannot be used.
        """
        if (lang is None) == (pack is None):
            raise ContentError(_kit_messages(lang or SHAPE)["lang_or_pack"])
        return cls.load(lang) if pack is None else cls(Path(pack).resolve())

    @property
    def examples(self) -> dict[str, Path]:
        """Files of the worked examples by name."""
        return example_files(self.folder)

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
            raise ContentError(sentence(Finding("no_file", f"{topic}.toml"), self._says))
        return self._topics[topic]

    def rows(self, name: str) -> list[dict[str, str]]:
        """Rows of ``<name>.csv``, cells by column.

        >>> from kvi_widgets.words.content import Content
        >>> Content.load("en").rows("contexts")[0]["id"]
        'shop'
        """
        return [dict(row) for row in self._rows[name]]

    def table(self, name: str) -> "pd.DataFrame":
        """The same as a DataFrame of text; one to read has a caption and titles for its columns."""
        import pandas as pd  # noqa: PLC0415  at first use: a lesson need not wait for it

        frame = pd.DataFrame(self._rows[name], columns=self._columns[name]).astype("str")
        frame.attrs = {**self._read_as(name)}
        return frame

    def columns(self, name: str) -> list[str]:
        """Columns of ``<name>.csv``, in order."""
        return list(self._columns[name])

    def titles(self, name: str) -> dict[str, str]:
        """What the columns of a table to read are called, by their names."""
        return self._read_as(name).get("titles", {})

    def _read_as(self, name: str) -> dict[str, Any]:
        return self.words("page").get("tables", {}).get(name, {})

    def _stop_at(self, findings: Iterable[Finding]) -> None:
        for finding in findings:
            if is_error(finding, self._says):
                stop = ContentError(sentence(finding, self._says))
                stop.hint = Sentence(self._says["said"]["all"]).format(folder=self.folder)
                raise stop

    def _asks_for(self, file: str) -> Callable[[str], str]:
        says = self._says
        return lambda key: sentence(Finding("missing_key", file, column=key, expected=f'{key} = "…"'), says)


def _kit_messages(lang: str) -> dict[str, Sentence]:
    return {name: Sentence(text) for name, text in kit_words("messages", lang).items()}


def _silent_mistakes(read: dict[str, Topic]) -> Iterator[Finding]:
    for topic, file in read.items():
        kit = kit_words(topic)
        found = compare(Place(f"{topic}.toml", file.lines), file.words, kit) if file.words != kit else ()
        yield from (finding for finding in found if finding.kind in SILENT)
