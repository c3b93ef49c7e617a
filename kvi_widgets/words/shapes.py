"""Shapes of what content packs hold, on its way through the kit.

They are names for plain data: the files are a teacher's to extend, so which keys a section has is
checked where it is read. Answers have theirs in `model.shapes`, figures in `pictures.shapes`.
"""

from collections.abc import Mapping
from typing import Any

Texts = Mapping[str, Any]  # words of one or more topics by key; below a heading of the file words again
Section = dict[str, Any]  # part of a file below a heading, or all of it, as it was read
Head = Section  # what stands above the groups of a form
Group = Section  # questions of a form that belong together, as its file gives them or as the page shows them
Field = Section  # one question of a form
Step = Section  # one step of the workshop, with its notebook and its forms
Sections = Mapping[str, Section]  # by their ids
TextRow = dict[str, str]  # cells of a table as they stand in its file, by column
TextRows = dict[int, TextRow]  # by the number that a spreadsheet shows

KeyPath = tuple[str | int, ...]  # the way to a key: headings, and places in lists
KeyLines = dict[KeyPath, int]  # line of the file in which each key stands
KeyTypes = Mapping[str, type]  # keys that a section may have, and what each holds
