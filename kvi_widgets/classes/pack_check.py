"""Check a content pack, or the folder of a class, and tell all that is wrong, not only the first thing."""

import csv
import re
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from kvi_widgets.classes.pack_check_class import class_findings
from kvi_widgets.classes.pack_check_forms import form_findings, table_form_findings
from kvi_widgets.classes.pack_check_translation import untranslated
from kvi_widgets.logic.predictions import PARTNER
from kvi_widgets.model.data_package import MOST_BYTES, AnswerFileError, parse
from kvi_widgets.words.content import Content, ContentError
from kvi_widgets.words.foreign_files import read_file
from kvi_widgets.words.pack_findings import Finding, as_frame, nearest
from kvi_widgets.words.pack_ids import id_findings
from kvi_widgets.words.pack_read import (
    base_language,
    example_files,
    own_examples,
    pack_language,
    read_tables,
    read_topics,
    told_language,
)
from kvi_widgets.words.pack_rows import TABLE_ROWS
from kvi_widgets.words.pack_steps import plan_findings, step_findings
from kvi_widgets.words.pack_tables import Table
from kvi_widgets.words.pack_toml import Topic, read_topic
from kvi_widgets.words.pack_words import (
    HEAD_TYPES,
    KIT_ONLY,
    PACK_TYPES,
    Place,
    compare,
    kit_words,
    languages,
    list_sections,
    topics,
)
from kvi_widgets.words.sentences import GAP
from kvi_widgets.words.series_files import read_series
from kvi_widgets.words.shapes import Group, KeyLines, KeyTypes, Section

if TYPE_CHECKING:
    import pandas as pd

SPARE = {"messages.toml"}  # words that the kit takes from its own pack where they are missing
LANGUAGE = re.compile(r"[a-z]{2,3}([-_]\w+)?")
BESIDE = re.compile(r"[.~].*|examples|series|labconfig|Thumbs\.db|desktop\.ini|.*\.md|LICEN[CS]E.*", re.IGNORECASE)
WORKBOOKS = {".xlsx", ".xls", ".ods", ".numbers"}
FILE_NAME = re.compile(r"""[^\\/:*?"<>|\x00-\x1f]+\.json""")


def check_folder(folder: Path | str, lang: str | None = None) -> "pd.DataFrame":
    """Find all that is wrong or odd in a content pack or a class.

    Parameters
    ----------
    folder
        A content pack (with ``pack.toml``), or a class (with ``pack`` and ``notebooks``).
    lang
        Language of the messages; by default the pack's own where the kit speaks it, else French.

    Returns
    -------
    DataFrame
        One row a finding, those that stop a class first: ``severity`` (``error`` or ``advice``),
        ``file``, ``row`` (as a spreadsheet or an editor counts), ``column`` (or key), ``found``,
        ``expected``, ``nearest`` (valid name) and ``message``. Text as it stands in the files, not
        escaped.

    Examples
    --------
    >>> from kvi_widgets.words.content import DATA
    >>> check_folder(DATA / "fr").empty
    True
    """
    folder = Path(folder)
    return as_frame(folder_findings(folder), kit_words("check", language(folder, lang)))


def language(folder: Path, lang: str | None = None) -> str:
    """Language in which to talk about a folder: the one asked for, else its own.

    >>> from kvi_widgets.words.content import DATA
    >>> language(DATA / "en"), language(DATA / "en", "fr")
    ('en', 'fr')
    """
    return lang if lang in languages() else told_language(pack_of(folder))


def pack_of(folder: Path) -> Path:
    """Folder of the words of a class; a content pack is its own."""
    return folder / "pack" if (folder / "pack").is_dir() else folder


def folder_findings(folder: Path) -> Iterator[Finding]:
    """Findings about a content pack or a class, file by file."""
    pack = pack_of(folder)
    if not folder.is_dir():
        yield Finding("no_folder", str(folder))
        return
    wanted = [f"{topic}.toml" for topic in topics()] + [f"{name}.csv" for name in TABLE_ROWS]
    if not any((pack / name).exists() for name in wanted):
        yield Finding("not_a_pack", str(folder))
        return
    if pack != folder:
        yield from class_findings(folder)
    yield from _file_findings(pack, wanted)
    read, tables = read_topics(pack), read_tables(pack)
    for part in (*read.values(), *tables.values()):
        yield from (finding for finding in part.findings if finding.kind != "no_file")
    for topic, file in read.items():
        found = list(_topic_findings(topic, file))
        yield from found
        # Of a name that was told for what its thing lacks, nothing more.
        told = {(one.kind, one.column) for one in found} | {one.found for one in found if one.found}
        yield from (one for one in _id_findings(pack, topic) if not {(one.kind, one.column), one.found} & told)
    yield from untranslated(pack, folder / "notebooks")
    notebooks = folder / "notebooks" if pack != folder else None
    if "pack" in read:
        yield from _pack_findings(read["pack"].words, read["pack"].lines, notebooks)
    yield from _deck_findings(read, tables["deck"])
    yield from _emoji_findings(tables["contexts"])
    yield from _example_findings(pack, read)
    yield from _series_findings(pack, read)


def _file_findings(pack: Path, wanted: list[str]) -> Iterator[Finding]:
    """Files that are missing, perhaps under a name like theirs, and files that nobody reads."""
    there = {path.name for path in pack.iterdir() if not BESIDE.fullmatch(path.name)}
    strangers = there - set(wanted) - {f"{topic}.toml" for topic in KIT_ONLY}
    for name in (file_name for file_name in wanted if file_name not in there | SPARE):
        meant = _like(name, strangers)
        strangers -= {meant}
        kind = "workbook" if Path(meant).suffix in WORKBOOKS else "renamed_file" if meant else "no_file"
        if kind != "no_file" or not base_language(pack):
            yield Finding(kind, name, found=meant)
    for name in sorted(strangers):
        yield Finding("spare_file", name, nearest=_like(name, wanted))


def _like(name: str, names: Collection[str]) -> str:
    """Name that begins with the same word (``deck (1).csv``, ``deck.xlsx``), else a similar one."""

    def word(text: str) -> str:
        return re.split(r"[ .(-]", text.casefold())[0]

    same = sorted(candidate for candidate in names if word(candidate) == word(name))
    return same[0] if same else nearest(name, names, 0.75)


def _topic_findings(topic: str, file: Topic) -> Iterator[Finding]:
    place, wanted = Place(f"{topic}.toml", file.lines), kit_words(topic)
    if not file.words and file.findings:  # nothing could be read
        return
    own = {
        f"missing.{field.get('id')}"
        for _, group in list_sections(place, file.words.get("groups"))
        for _, field in list_sections(place, group.get("fields"))
    }  # each may be asked for
    for finding in compare(place, file.words, wanted, _optional_keys(topic, wanted)):
        if finding.kind != "unused_key" or finding.column not in own:
            yield finding
    if "groups" in wanted:
        yield from form_findings(topic, place, file.words.get("groups"))
    if topic == "teacher":
        yield from table_form_findings(place, file.words.get("tables"))


def _id_findings(pack: Path, topic: str) -> Iterator[Finding]:
    """Names that the kit does not look for, in the file as it is, before it is laid over the kit's words."""
    path = pack / f"{topic}.toml"
    own, kit = read_topic(path) if path.exists() else Topic({}, {}, []), kit_words(topic, pack_language(pack))
    return id_findings(Place(path.name, own.lines), own.words, kit)


def _optional_keys(topic: str, wanted: Section) -> KeyTypes:
    """Keys that a topic does without: a form its head, the map any of its questions."""
    if topic == "messages":
        return dict.fromkeys(wanted, str)
    questions = [key for key, value in wanted.items() if isinstance(value, dict) and "question" in value]
    return dict.fromkeys(questions, dict) | (
        HEAD_TYPES if "groups" in wanted else PACK_TYPES if topic == "pack" else {}
    )


def _pack_findings(values: Section, lines: KeyLines, notebooks: Path | None) -> Iterator[Finding]:
    place, said = Place("pack.toml", lines), values.get("language")
    translated = "base" in values and LANGUAGE.fullmatch(str(said))  # the kit fills what is not said yet
    if isinstance(said, str) and said not in languages() and not translated:
        yield place.at("language").unknown("unknown_language", said, languages())
    for key in ("answer_file", "aside_file"):
        name = values.get(key)
        if isinstance(name, str) and not FILE_NAME.fullmatch(GAP.sub("x", name)):
            yield place.at(key).finding("bad_file_name", name)
    yield from plan_findings(place, values)
    yield from step_findings(place, values.get("steps"), notebooks)


def _form_groups(read: dict[str, Topic], topic: str) -> list[tuple[Place, Group]]:
    file = read.get(topic, Topic({}, {}, []))
    return list_sections(Place(f"{topic}.toml", file.lines).at("groups"), file.words.get("groups"))


def _deck_findings(read: dict[str, Topic], deck: Table) -> Iterator[Finding]:
    first = sum(not card.get("round") for card in deck.rows.values())
    for place, group in _form_groups(read, "welcome"):
        least = group.get("at_least")
        if group.get("id") == "sorting" and type(least) is int and least > first > 0:
            yield place.at("at_least").finding("too_few_cards", least, str(first))


def _emoji_findings(contexts: Table) -> Iterator[Finding]:
    for row, cells in contexts.rows.items():
        if cells.get("emoji", "").isascii() and cells.get("emoji"):  # a word, or the ? that an old file leaves of it
            yield Finding("no_emoji", "contexts.csv", row, "emoji", cells["emoji"])


def _example_findings(pack: Path, read: dict[str, Topic]) -> Iterator[Finding]:
    for path in sorted((pack / "examples").glob("*.json")):
        try:
            parse(read_file(path, MOST_BYTES))
        except (AnswerFileError, OSError):
            yield Finding("broken_example", f"examples/{path.name}")
    names = sorted(example_files(pack))
    asked = [
        there
        for place, group in _form_groups(read, "predictions")
        for there in list_sections(place.at("items"), group.get("items"))
    ]
    for place, shown in [*_form_groups(read, "review"), *asked]:
        wanted = shown.get("example")
        if isinstance(wanted, str) and wanted not in [*names, PARTNER]:
            yield place.at("example").unknown("no_example", wanted, names)


def _series_findings(pack: Path, read: dict[str, Topic]) -> Iterator[Finding]:
    """The first thing that is wrong in each of a class's own series, and examples that have the kit's numbers."""
    paths = sorted((pack / "series").glob("*.csv"))
    steps = read["pack"].words.get("steps") if "pack" in read else None
    tested = any(step.get("id") == "data" for _, step in list_sections(Place("pack.toml", {}), steps))
    for name in sorted(own_examples(pack) - {path.stem for path in paths}) if tested else ():
        yield Finding("kit_series", f"examples/{name}.json", found=f"series/{name}.csv", expected=f"[units.{name}]")
    if not paths:
        return
    with suppress(ContentError):  # a pack that does not open has been told
        content = Content(pack)
        for path in paths:
            try:
                read_series(path.stem, content)
            except (ContentError, OSError, csv.Error) as error:
                yield Finding("broken_series", f"series/{path.name}", found=str(error))
