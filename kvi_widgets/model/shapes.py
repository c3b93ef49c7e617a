"""Shapes of answers on their way through the kit, and what may be given where tables are asked for."""

from collections.abc import Callable
from typing import Any, Protocol

import pandas as pd

Row = dict[str, Any]  # cells by column
Rows = list[Row]
Tables = dict[str, Rows]  # by name of the table
RowName = tuple[Any, ...]  # the cells that name a row, see `tables.key`
Package = dict[str, Any]  # a Tabular Data Package, see `data_package`
Remark = tuple[str, dict[str, Any]]  # a key of ``messages.toml`` with its details
Listener = Callable[[set[str]], None]  # gets the names of the tables that changed


class MapFrames(Protocol):
    """Anything with all that the questions about a map look at."""

    @property
    def kvi(self) -> pd.DataFrame:
        """What really changes for people."""
        ...

    @property
    def kpi(self) -> pd.DataFrame:
        """Signals that the work advances."""
        ...

    @property
    def links(self) -> pd.DataFrame:
        """What each KPI does to each KVI."""
        ...

    @property
    def context(self) -> pd.DataFrame:
        """Who is concerned."""
        ...

    @property
    def strategy(self) -> pd.DataFrame:
        """What is to change."""
        ...


def records(frame: pd.DataFrame) -> Rows:
    """Rows of a table.

    >>> records(pd.DataFrame({"id": ["kvi-1"], "text": ["Trust"]}))
    [{'id': 'kvi-1', 'text': 'Trust'}]
    """
    return [{str(name): cell for name, cell in row.items()} for row in frame.to_dict("records")]
