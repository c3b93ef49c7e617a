"""Widgets that send of a large trait only what changed, as a patch: one link is some bytes, a map many thousands."""

from difflib import SequenceMatcher
from itertools import takewhile
from typing import Any

from traitlets import Bunch, Dict, HasTraits, Unicode

from kvi_widgets.widgets.conversation import ConversingWidget

MOST_EDITS = 200
MOST_MATCHED = 100  # items of a list that are looked for one by one
Path = tuple[str | int, ...]


class PatchedWidget(ConversingWidget):
    """Widget with large traits of plain data. As soon as the page listens, changes travel as a patch.

    The traits themselves always hold the whole, for pages that come later. ``trait_patches.js`` is the
    other end.
    """

    patch = Dict().tag(sync=True)  # {"number": 3, "edits": [["figure", [edits]]]}
    theme = Unicode("").tag(sync=True, echo_update=False)  # the page says it first, and so that it listens
    patched: frozenset[str] = frozenset()

    def notify_change(self, change: Bunch) -> None:
        """Tell observers; keep what changed for `send_patch` instead of sending a large trait whole."""
        name = change["name"]
        found = edits(change["old"], change["new"]) if name in self.patched and self.theme else None
        if found is None or len(found) > MOST_EDITS:
            super().notify_change(change)
        else:
            self._unsent = [*getattr(self, "_unsent", ()), [name, found]]
            HasTraits.notify_change(self, change)

    def get_state(self, key: Any = None, drop_defaults: bool = False) -> dict[str, Any]:  # noqa: FBT001, FBT002  ipywidgets'
        """Leave the last patch out of the whole: a page that has missed it would do it to what has it done already."""
        if key is None:
            key = [name for name in self.keys if name != "patch"]
        return super().get_state(key, drop_defaults)

    def send_patch(self) -> None:
        """Send what has changed since the last time."""
        unsent, self._unsent = getattr(self, "_unsent", ()), []
        if unsent:
            self.patch = {"number": self.patch.get("number", 0) + 1, "edits": list(unsent)}


def edits(old: object, new: object, path: Path = ()) -> list[list[Any]]:
    """What turns one value of plain data into another.

    Parameters
    ----------
    old, new
        Dictionaries, lists, texts, numbers.
    path
        Where they are in the whole.

    Returns
    -------
    list of list
        ``[path, value]`` puts a value there; ``[path, start, count, items]`` takes so many items
        (or letters) out from there and puts these in.

    Examples
    --------
    >>> edits({"x": [1, 2, 3], "y": "M0,0L9,9"}, {"x": [1, 3], "y": "M0,0L7,9"})
    [[['x'], 1, 1, []], [['y'], 5, 1, '7']]
    """
    if old == new:
        return []
    if isinstance(old, dict) and isinstance(new, dict) and old.keys() == new.keys():
        return [edit for key in new for edit in edits(old[key], new[key], (*path, key))]
    if isinstance(old, list) and isinstance(new, list):
        return _edits_of_list(old, new, path)
    # Letters beyond ASCII may be two in JavaScript, where one is counted here.
    if isinstance(old, str) and isinstance(new, str) and old.isascii() and new.isascii():
        return [[list(path), *_splice(old, new)]]
    return [[list(path), new]]


def _edits_of_list(old: list[Any], new: list[Any], path: Path) -> list[list[Any]]:
    if len(old) == len(new) and any(isinstance(item, dict | list | str) for item in new):
        return _one_by_one(old, new, path)
    if len(new) <= MOST_MATCHED and all(isinstance(item, dict) for item in (*old, *new)):
        return _matched(old, new, path)
    return [[list(path), *_splice(old, new)]]


def _one_by_one(old: list[Any], new: list[Any], path: Path, start: int = 0) -> list[list[Any]]:
    return [edit for at, pair in enumerate(zip(old, new, strict=True), start) for edit in edits(*pair, (*path, at))]


def _matched(old: list[dict[str, Any]], new: list[dict[str, Any]], path: Path) -> list[list[Any]]:
    """Edits of a list in which items came and went; from its end, so that each place still counts from the start."""
    match = SequenceMatcher(None, [repr(item) for item in old], [repr(item) for item in new], autojunk=False)
    found = []
    for kind, start, end, first, last in reversed(match.get_opcodes()):
        if end - start == last - first:
            found += _one_by_one(old[start:end], new[first:last], path, start)
        elif kind != "equal":
            found.append([list(path), start, end - start, new[first:last]])
    return found


def _splice(old: list[Any] | str, new: list[Any] | str) -> tuple[int, int, list[Any] | str]:
    start = _common_start(old, new)
    end = min(_common_start(old[::-1], new[::-1]), len(old) - start, len(new) - start)
    return start, len(old) - end - start, new[start : len(new) - end]


def _common_start(left: list[Any] | str, right: list[Any] | str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(left, right, strict=False)))
