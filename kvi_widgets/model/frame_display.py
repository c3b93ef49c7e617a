"""How pandas shows tables in a notebook: changed for the whole kernel, here and nowhere else."""

import pandas as pd


def show_texts_as_written() -> None:
    """Let DataFrames show sentences whole and sign by sign, in every cell of the notebook.

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
