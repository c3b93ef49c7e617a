"""Shapes of what content packs hold, on its way through the kit."""

from collections.abc import Mapping
from typing import Any

Texts = Mapping[str, Any]  # words of one or more topics by key; below a heading of the file words again
Group = dict[str, Any]  # questions of a form that belong together, as its file gives them or as the page shows them
Field = dict[str, Any]  # one question of a form
