"""Tell a teacher what an update did, or would do: first what needs a look, then what came."""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from kvi_widgets.classes.class_update import News
from kvi_widgets.classes.text_merge import path_text
from kvi_widgets.classes.three_way_merge import Leaf, MergeNote, State, leaves

LONGEST_LINE, BEFORE = 160, 40  # letters of a text that are shown, and of those before the first that differs
TAKEN = ("changed", "added", "removed")


def update_report(news: News, before: Path | None, words: Mapping[str, str]) -> str:
    """Lines to print after an update.

    Parameters
    ----------
    news
        What the update did.
    before
        Where the files lie as they were; None where nothing was written.
    words
        The words under ``[update]`` in ``commands.toml``.

    >>> notes = {"kvi.toml": [MergeNote("kept", ("title",), Leaf("a", "title = 'a'"), None)]}
    >>> words = {"kept": "Kept:", "yours": "you: {text}", "kit": "kit: {text}", "gone": "-", "shown": "Only shown."}
    >>> print(update_report(News({}, notes, {"x": b""}), None, words))
    Kept:
      kvi.toml, title
        you: title = 'a'
        kit: -
    <BLANKLINE>
    Only shown.
    """
    if news.is_empty:
        return words["nothing"]
    parts = [
        _clashes(news, "kept", words),
        _clashes(news, "back", words),
        _taken(news, words),
        [words["done"].format(before=before) if before else words["shown"]],
    ]
    return "\n\n".join("\n".join(lines) for lines in parts if lines)


def _clashes(news: News, kind: str, words: Mapping[str, str]) -> list[str]:
    found = [(file, note) for file, notes in news.notes.items() for note in notes if note.kind == kind]
    lines = [line for file, note in found for line in _clash(file, note, words)]
    return [words[kind], *lines] if found else []


def _clash(file: str, note: MergeNote, words: Mapping[str, str]) -> Iterator[str]:
    if not note.path:
        yield f"  {file}"
        if note.kind == "kept":
            yield f"    {words['whole']}"
        return
    yield f"  {file}, {path_text(note.path)}"
    yours, new = (_state_text(state, words["gone"]) for state in (note.yours, note.new))
    same = next((at for at, both in enumerate(zip(yours, new, strict=False)) if len(set(both)) > 1), 0)
    yield f"    {words['yours'].format(text=_part(yours, same))}"
    yield f"    {words['kit'].format(text=_part(new, same))}"


def _state_text(state: State, gone: str) -> str:
    if state is None:
        return gone
    texts = [state.text] if isinstance(state, Leaf) else [leaf.text for leaf in leaves(state).values()]
    return " ".join(" ".join(texts).split())


def _part(line: str, same: int) -> str:
    """The part of a line where it begins to differ from the other one."""
    start = max(same - BEFORE, 0) if len(line) > LONGEST_LINE else 0
    end = start + LONGEST_LINE
    return ("…" if start else "") + line[start:end] + ("…" if line[end:] else "")


def _taken(news: News, words: Mapping[str, str]) -> list[str]:
    """How much came, file by file; the kit's own files are one line."""
    counts: dict[str, Counter[str]] = {}
    for file, notes in news.notes.items():
        place = "kit/" if file.startswith("kit/") else file
        counts.setdefault(place, Counter()).update(note.kind for note in notes if note.kind in TAKEN)
    counts = {place: count for place, count in counts.items() if count}
    lines = [
        words["file"].format(
            file=place, news=", ".join(words[kind].format(count=count[kind]) for kind in TAKEN if count[kind])
        )
        for place, count in counts.items()
    ]
    return [words["taken"], *(f"  {line}" for line in lines)] if lines else []
