"""Sentences of a content pack, with gaps for what only the kit knows."""

import re

GAP = re.compile(r"\{(\w+)\}")


class Sentence(str):
    """Text whose ``{gaps}`` are filled as JavaScript's `fill` does it: by name, and nothing else.

    A teacher's typing mistake between braces is shown as it stands and never stops a lesson.

    Examples
    --------
    >>> Sentence("{count} of {al} {").format(count=2, all=3)
    '2 of {al} {'
    """

    __slots__ = ()

    def format(self, **values: object) -> str:  # type: ignore[override]  # gaps have names, never numbers
        """Fill the gaps that are named."""
        return GAP.sub(lambda gap: str(values.get(gap[1], gap[0])), self)


def gaps(text: str) -> set[str]:
    """Names of the gaps in a text.

    >>> sorted(gaps("{done} of {all}"))
    ['all', 'done']
    """
    return set(GAP.findall(text))
