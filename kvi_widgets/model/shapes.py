"""Shapes of answers on their way through the kit, and what may be given where tables are asked for."""

from collections.abc import Callable
from typing import Any, Protocol, runtime_checkable

import pandas as pd

Row = dict[str, Any]  # cells by column
Rows = list[Row]
Tables = dict[str, Rows]  # by name of the table
RowName = tuple[Any, ...]  # the cells that name a row, see `tables.key`
Package = dict[str, Any]  # a Tabular Data Package, see `data_package`
Remark = tuple[str, dict[str, Any]]  # a key of ``messages.toml`` with its details
Listener = Callable[[set[str]], None]  # gets the names of the tables that changed


class LinkFrames(Protocol):
    """Anything with indicators and their links: a workshop, a partner, `comparison.LinkTables`."""

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


@runtime_checkable
class RewordedFrames(LinkFrames, Protocol):
    """Anything that also tells how its sentences read at first."""

    @property
    def revisions(self) -> pd.DataFrame:
        """Sentences before, after."""
        ...


class MapFrames(LinkFrames, Protocol):
    """Anything with all that the questions about a map look at."""

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
