"""All words of a class as one file that translators' tools read (PO), and back into the class."""

import io
import re
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from kvi_widgets.classes.class_files import part
from kvi_widgets.classes.class_folder import write
from kvi_widgets.classes.class_texts import (
    ClassText,
    anywhere,
    by_anywhere,
    class_trees,
    class_words,
    file_bytes,
    places,
    texts_of_list,
    untouched,
    with_texts,
)
from kvi_widgets.classes.commands import RefusedError
from kvi_widgets.classes.menu_language import menu_settings
from kvi_widgets.words.followed_example import GAPS
from kvi_widgets.words.foreign_files import read_file
from kvi_widgets.words.notebook_files import MOST_NOTEBOOK_BYTES
from kvi_widgets.words.pack_read import base_language, pack_language
from kvi_widgets.words.pack_texts import LONGEST_PACK_TEXT
from kvi_widgets.words.pack_words import DATA, PAIR_KEYS, languages
from kvi_widgets.words.sentences import Sentence, gaps
from kvi_widgets.words.shapes import Texts

FUZZY = "fuzzy"
QUOTED = re.compile(r'"(?:\\.|[^"\\])*"')
ONE_LINE = 1_000_000  # letters; Babel would wrap what a text was before within its quotation marks, which no tool reads


def write_words(folder: Path, file: Path, source: str | None, said: Texts) -> dict[str, int]:
    """Write what learners meet in a class; how many texts there are, translated, to look at again, and left.

    Parameters
    ----------
    folder
        A class.
    file
        What to write. One of an earlier time says what each text was translated from; it stays beside it.
    source
        A language of the kit or a class to translate from; by default the kit's words under the class.
    said
        Sentences for translators.

    Examples
    --------
    >>> import tempfile
    >>> from kvi_widgets.classes.class_contents import pack_files
    >>> room = Path(tempfile.mkdtemp())
    >>> for name, data in pack_files("en").items():
    ...     write(room / "pack" / name, data)
    >>> write_words(room, room / "words.po", "en", {"longest": "{most} letters"})["translated"]
    0
    """
    catalog = _library("babel.messages.catalog").Catalog(
        pack_language(folder / "pack"), project=folder.resolve().name, version="", header_comment="", fuzzy=False
    )
    known = _messages(file) if file.exists() else []
    earlier = {message.context: message for message in known if not message.pluralizable}
    words = class_words(_trees(folder))
    originals = by_anywhere(words) | _originals(folder, source)  # what a class adds is its own original
    still = untouched(words, originals)
    counts: Counter[str] = Counter({"count": 0, "translated": 0, FUZZY: 0, "left": 0})
    for place, own in words.items():
        original, known = originals[anywhere(place)], earlier.get(place)
        text = own.text if place not in still else str(known.string) if known else ""
        changed = text and known and (known.id != original or (known.fuzzy and known.string == text))
        notes = known.user_comments if known else []
        before = (known.id if known.id != original else _previous(notes)) if changed and known else ()
        catalog.add(
            original,
            text,
            context=place,
            auto_comments=[said["longest"].format(most=LONGEST_PACK_TEXT)] if _is_bounded(own) else [],
            user_comments=[note for note in notes if not note.startswith("|")],
            previous_id=before,
            flags=[FUZZY] if changed else [],
        )
        counts.update(["count", FUZZY if changed else "translated" if text else "left"])
    data = io.BytesIO()
    _library("babel.messages.pofile").write_po(data, catalog, width=ONE_LINE, include_previous=True)
    if file.exists():
        file.replace(file.with_name(f"{file.name}.before"))
    write(file, data.getvalue())
    return dict(counts)


def read_words(folder: Path, file: Path, source: str | None, said: Texts) -> tuple[list[str], int, list[str]]:
    """Bring what is translated into a class, but for texts that are too long.

    Returns
    -------
    list of str
        Names of the files that changed.
    int
        How many texts are left.
    list of str
        Which translations are too long, in a sentence each.

    Raises
    ------
    RefusedError
        Something does not fit, or the file cannot be read; nothing was changed.
    OSError
        The disk said no; the files are as they were.
    """
    messages = _messages(file)
    ready = {message.context: message for message in messages if not message.fuzzy and _is_said(message.string)}
    trees = _trees(folder)
    words = class_words(trees)
    problems = list(_problems(ready, words, _originals(folder, source), said["unfit"]))
    if problems:
        raise RefusedError("words_unfit", problems="\n".join(problems))
    lengths = {place: _length(words[place], message.string) for place, message in ready.items()}
    too_long = {place: length for place, length in lengths.items() if length > LONGEST_PACK_TEXT}
    fit = {place: message.string for place, message in ready.items() if place not in too_long}
    changed = with_texts(trees, fit)
    files = {name: file_bytes(folder, name, tree) for name, tree in changed.items()} | menu_settings(folder)
    _write_all(folder, files)
    told = Sentence(said["too_long"])
    sentences = [told.format(place=place, found=length, most=LONGEST_PACK_TEXT) for place, length in too_long.items()]
    return sorted(files), len(messages) - len(fit), sentences


def _problems(ready: dict[str, Any], there: dict[str, ClassText], originals: Texts, unfit: Texts) -> Iterator[str]:
    for place, message in ready.items():
        if place not in there:
            yield Sentence(unfit["no_place"]).format(place=place)
            continue
        if message.pluralizable:
            yield Sentence(unfit["plural"]).format(place=place)
            continue
        own = there[place]
        for kind, found in _misfits(own, originals.get(anywhere(place), own.text), message.string):
            yield Sentence(unfit[kind]).format(place=place, found=found)


def _misfits(own: ClassText, original: str, text: str) -> Iterator[tuple[str, object]]:
    if text == own.text or not _is_bounded(own):
        return
    there, wanted = gaps(text) - GAPS, gaps(original) - GAPS  # who is followed may be named in any sentence, or not
    yield from (("gap_lost", f"{{{name}}}") for name in sorted(wanted - there))
    yield from (("gap_unknown", f"{{{name}}}") for name in sorted(there - wanted))
    if own.way[-1] in PAIR_KEYS and len(texts_of_list(text)) != len(texts_of_list(own.text)):
        yield "wrong_count", len(texts_of_list(own.text))


def _is_bounded(own: ClassText) -> bool:
    """Whether it is a sentence of the kit's, and no page of a lesson or of an example."""
    return not own.file.endswith((".ipynb", ".json"))


def _length(own: ClassText, text: str) -> int:
    """Letters of a new text, of a list of its longest one."""
    is_new = _is_bounded(own) and text != own.text
    return max(map(len, texts_of_list(text) if own.is_list else [text])) if is_new else 0


def _previous(notes: list[str]) -> str:
    """What a text was translated from before; Babel writes it, and reads it as notes of a person."""
    said = " ".join(note for note in notes if note.startswith("|")).partition("msgid")[2]
    return "".join(map(_library("babel.messages.pofile").unescape, QUOTED.findall(said)))


def _is_said(text: str | tuple[str, ...]) -> bool:
    return any(one.strip() for one in ((text,) if isinstance(text, str) else text))


def _write_all(folder: Path, files: dict[str, bytes]) -> None:
    before = {name: _content(folder / name) for name in files}
    try:
        for name, data in files.items():
            write(folder / name, data)
    except OSError:
        for name, data in before.items():
            if data is None:
                (folder / name).unlink(missing_ok=True)
            elif _content(folder / name) != data:
                write(folder / name, data)
        raise


def _content(path: Path) -> bytes | None:
    return read_file(path, MOST_NOTEBOOK_BYTES) if path.exists() else None


def _trees(folder: Path) -> dict[str, Any]:
    if not (folder / "pack" / "pack.toml").is_file():
        raise RefusedError("no_pack", folder=folder)
    try:
        return class_trees(folder / "pack", folder / "notebooks")
    except (ValueError, LookupError, TypeError) as error:  # a damaged notebook or example, which the check names
        raise RefusedError("words_damaged", folder=folder) from error


def _originals(folder: Path, source: str | None) -> dict[str, str]:
    """Texts to translate from, by place; a cell's by its id, as each language names its notebooks itself."""
    pack = folder / "pack"
    source = source or base_language(pack) or pack_language(pack)
    if source in languages():
        trees = class_trees(DATA / source, part("notebooks") / source)
    elif source == pack_language(pack):
        trees = {}
    else:
        trees = _trees(Path(source))
    return by_anywhere(places(trees))


def _messages(file: Path) -> list[Any]:
    try:
        catalog = _library("babel.messages.pofile").read_po(
            io.BytesIO(read_file(file, MOST_NOTEBOOK_BYTES)), abort_invalid=True
        )
    except (ValueError, LookupError, _library("babel.messages.pofile").PoFileError) as error:
        raise RefusedError("words_unread", file=file, why=error) from error
    return [message for message in catalog if message.id and message.context]


def _library(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError as error:
        raise RefusedError("words_library") from error
