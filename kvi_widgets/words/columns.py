"""What a column of a table may hold: of a content pack's tables and of the answers'."""

from typing import NamedTuple


class Column(NamedTuple):
    """A column of a table.

    Attributes
    ----------
    needed
        Whether each row has to have it.
    choices
        All that it may say; any text where there are none.
    default
        What it says in a row that lacks it.
    by_kit
        It names a row, or says whose it is and what about: no answer stands there.
    is_number
        It holds a whole number, and otherwise text.
    """

    needed: bool = False
    choices: tuple[str, ...] = ()
    default: str = ""
    by_kit: bool = False
    is_number: bool = False

    def may_say(self, cell: str) -> bool:
        """Whether this can stand in it; a blank says nothing.

        >>> [Column(choices=("kvi", "kpi")).may_say(cell) for cell in ("kvi", "KVI", "")]
        [True, False, True]
        """
        return not cell or not self.choices or cell in self.choices


Columns = dict[str, Column]  # of one table, by name, in order
