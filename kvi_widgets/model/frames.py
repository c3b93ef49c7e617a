"""Answers as DataFrames, for people: made when somebody asks, and shown as they were written.

pandas is half of what a kernel has to load, and no form needs it: it is imported with the first frame.
"""

import sys
from collections.abc import Callable
from html import escape
from typing import TYPE_CHECKING, Any

from kvi_widgets.model.shapes import Rows
from kvi_widgets.model.tables import column_names, number_columns

if TYPE_CHECKING:
    import pandas as pd

_once_there: list[Callable[[], None]] = []  # what waits for pandas


def to_frame(table: str, rows: Rows) -> "pd.DataFrame":
    """DataFrame of checked rows: fixed columns first, added ones after.

    >>> to_frame("strategy", [{"id": "strategy-1", "text": "Read it alone"}]).shape
    (1, 2)
    >>> to_frame("links", []).dtypes["strength"]
    Int64Dtype()
    """
    import pandas as pd  # noqa: PLC0415  see above

    _catch_up()
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
    ``pandas.reset_option("^display|^styler")``.

    >>> import pandas as pd
    >>> show_texts_as_written()
    >>> "mathjax_ignore" in pd.DataFrame({"text": ["From $5 to $10"]}).to_html()
    True
    """
    _once_there[:] = [_set_options]
    if "pandas" in sys.modules:
        _catch_up()
    from IPython import get_ipython  # noqa: PLC0415  not for `python -m kvi_widgets`

    shell = get_ipython()
    if shell:
        formatters = shell.display_formatter.formatters
        formatters["text/html"].for_type("pandas.DataFrame", table_to_read)
        formatters["text/plain"].for_type("pandas.DataFrame", _in_plain_text)


def _catch_up() -> None:
    while _once_there:
        _once_there.pop()()


def _set_options() -> None:
    import pandas as pd  # noqa: PLC0415  see above

    pd.options.display.max_colwidth = None
    pd.options.display.html.use_mathjax = False
    pd.options.styler.html.mathjax = False
    pd.options.styler.format.escape = "html"


def _in_plain_text(frame: "pd.DataFrame", printer: Any, _cycle: object) -> None:
    _catch_up()
    printer.text(repr(frame))


def captioned(frame: "pd.DataFrame", caption: str, **titles: str) -> "pd.DataFrame":
    """Frame that a notebook shows with a caption, and with these titles in place of the names of its columns."""
    frame.attrs = {"caption": caption, "titles": titles}
    return frame


def table_to_read(frame: "pd.DataFrame") -> str | None:
    """HTML of a frame: one that has a caption shows it, and its first column heads the rows instead of numbers.

    >>> import pandas as pd
    >>> frame = captioned(pd.DataFrame({"id": ["kvi-1"], "text": ["They dare"]}), "The KVIs", text="Sentence")
    >>> html = table_to_read(frame)
    >>> "<caption>The KVIs</caption>" in html, 'scope="row">kvi-1' in html, 'scope="col">Sentence' in html
    (True, True, True)
    """
    import pandas as pd  # noqa: PLC0415  see above

    _catch_up()
    if "caption" not in frame.attrs:
        return frame._repr_html_()
    shown = frame.rename(columns=frame.attrs["titles"])
    is_plain = shown.index.nlevels == shown.columns.nlevels == 1
    if is_plain and isinstance(shown.index, pd.RangeIndex) and len(shown.columns) > 1:
        shown = shown.set_index(shown.columns[0])
    if is_plain:
        shown = shown.rename_axis(index=None, columns=shown.index.name)
    html = _with_scopes(shown._repr_html_())
    return html and html.replace("<thead>", f"<caption>{escape(frame.attrs['caption'])}</caption><thead>", 1)


def _with_scopes(html: str | None) -> str | None:
    """Say of each head whether it heads a column or a row, and leave looks to the style sheets."""
    if not html:
        return html
    above, body, rows = html.replace('border="1" ', "").partition("<tbody>")
    return above.replace("<th>", '<th scope="col">') + body + rows.replace("<th>", '<th scope="row">')
