"""The recipes of CONTRIBUTING.md, read from there and followed to the letter."""

import re
import shutil
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
BLOCK = r"\n\n```\w+\n(?P<{}>.*?)```"
NEW_FILES = ["series/portal.csv", "series.toml"]  # a new class has none of these
SENTENCES = [
    re.compile(pattern, re.DOTALL)
    for pattern in (
        r"[Ii]n `(?P<file>[^`]+)`, (?P<verb>write at the top|add at the end|change these lines):"
        + BLOCK.format("text"),
        r"(?P<verb>[Cc]opy) `(?P<file>[^`]+)`\s+to\s+`(?P<new>[^`]+)`",
        r"(?P<verb>Delete) `(?P<file>[^`]+)`",
    )
]


class Edit(NamedTuple):
    """One thing to do: where, what, and with which texts."""

    verb: str
    file: str
    text: str = ""
    new: str = ""


def recipes() -> dict[str, str]:
    """Text of every recipe by its title."""
    parts = re.split(r"^### (I want .*)\n", PAGE, flags=re.MULTILINE)[1:]
    return {
        title: re.split(r"^## ", text, flags=re.MULTILINE)[0]
        for title, text in zip(parts[::2], parts[1::2], strict=True)
    }


def edits(text: str) -> list[Edit]:
    """All that a recipe says to do, in its order."""
    found = sorted(
        (match for pattern in SENTENCES for match in pattern.finditer(text)), key=lambda match: match.start()
    )
    done = 0
    kept = []
    for match in found:
        if match.start() >= done:
            kept.append(Edit(**match.groupdict(default="")))
            done = match.end()
    return kept


def follow(title: str, folder: Path) -> None:
    """Do what a recipe says in a class, or in the kit itself."""
    for edit in edits(recipes()[title]):
        do(edit, folder)


def place(folder: Path, name: str) -> Path:
    """A file that a recipe names: of the class, or in its pack."""
    return folder / name if (folder / name.split("/", maxsplit=1)[0]).exists() else folder / "pack" / name


def do(edit: Edit, folder: Path) -> None:
    """Follow one sentence of a recipe."""
    path = place(folder, edit.file)
    if edit.verb.lower() == "copy":
        target = place(folder, edit.new)
        if path.is_dir():
            shutil.copytree(path, target)
        else:
            target.parent.mkdir(exist_ok=True)
            shutil.copy(path, target)
    elif edit.verb == "Delete":
        path.unlink()
    else:
        try:
            path.parent.mkdir(exist_ok=True)
            before = "" if edit.file in NEW_FILES else path.read_text("utf-8")
            path.write_text(changed(before, edit), "utf-8")
        except AssertionError as error:
            raise AssertionError(f"CONTRIBUTING.md quotes {edit.file}, and {error}: {edit.text}") from error


def changed(old: str, edit: Edit) -> str:
    """Text of a file after what a recipe says about it; an error where it does not fit."""
    if edit.verb == "add at the end":
        return f"{old.rstrip()}\n{edit.text}" if edit.file.endswith(".csv") else f"{old.rstrip()}\n\n{edit.text}"
    if edit.verb == "write at the top":
        return f"{edit.text}\n{old}"
    for line in edit.text.splitlines():
        old = with_line(old, line)
    return old


def with_line(old: str, line: str) -> str:
    """Text with the one line of this key in place of the one that was there."""
    pattern = rf"^{re.escape(line.split(' = ', maxsplit=1)[0])} = .*$"
    found = re.findall(pattern, old, re.MULTILINE)
    assert len(found) == 1, f"{len(found)} places there read like this, not one"
    return re.sub(pattern, lambda _: line, old, flags=re.MULTILINE)
