"""Answers as DataFrames, for people: made when somebody asks, and shown as they were written."""

import pandas as pd

from kvi_widgets.model.shapes import Rows
from kvi_widgets.model.tables import column_names, number_columns


def to_frame(table: str, rows: Rows) -> pd.DataFrame:
    """DataFrame of checked rows: fixed columns first, added ones after.

    >>> to_frame("strategy", [{"id": "strategy-1", "text": "Read it alone"}]).shape
    (1, 2)
    >>> to_frame("links", []).dtypes["strength"]
    Int64Dtype()
    """
    names = column_names(table, rows)
    types = {name: "Int64" if name in number_columns(table) else "str" for name in names}
    # A row that lacks an added column has nothing there, not the word "nan".
    blank = {name: "" for name in names if types[name] == "str"}
    cells = {name: pd.array([row.get(name, blank.get(name)) for row in rows], types[name]) for name in names}
    return pd.DataFrame(cells)


def show_texts_as_written() -> None:
    """Let DataFrames show sentences whole and sign by sign, in every cell of the notebook: for the whole kernel.

    By default pandas cuts a text after 50 letters, JupyterLab sets what stands between two ``$`` as
    mathematics, and a styled table takes ``<b>`` in a text for a mark. To have that back:
    ``pandas.reset_option("all")``.

    >>> show_texts_as_written()
    >>> "mathjax_ignore" in pd.DataFrame({"text": ["From $5 to $10"]}).to_html()
    True
    """
    pd.options.display.max_colwidth = None
    pd.options.display.html.use_mathjax = False
    pd.options.styler.html.mathjax = False
    pd.options.styler.format.escape = "html"
