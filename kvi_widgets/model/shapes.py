"""Shapes of answers on their way through the kit."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

Row = dict[str, Any]  # cells by column
Rows = list[Row]
Tables = dict[str, Rows]  # by name of the table
RowName = tuple[Any, ...]  # the cells that name a row, see `tables.key`
Package = dict[str, Any]  # a Tabular Data Package, see `data_package`
Remark = tuple[str, dict[str, Any]]  # a key of ``messages.toml`` with its details
Listener = Callable[[set[str]], None]  # gets the names of the tables that changed


def records(frame: "pd.DataFrame") -> Rows:
    """Rows of a table.

    >>> import pandas as pd
    >>> records(pd.DataFrame({"id": ["kvi-1"], "text": ["Trust"]}))
    [{'id': 'kvi-1', 'text': 'Trust'}]
    """
    return [{str(name): cell for name, cell in row.items()} for row in frame.to_dict("records")]
