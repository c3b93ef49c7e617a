"""Frames that learners look at: a caption, a first column that heads the rows, titles where a table is for reading."""

import re
import subprocess
import sys

import pandas as pd
import pytest
from IPython.core.interactiveshell import InteractiveShell

from kvi_widgets import Content
from kvi_widgets.logic.predictions import revealed
from kvi_widgets.model.frames import captioned, show_texts_as_written, table_to_read
from kvi_widgets.model.tables import TABLES


def heads(html: str) -> tuple[list[str], list[str]]:
    """What stands above the columns, and before the rows."""
    above, _, below = html.partition("</thead>")
    return re.findall('<th scope="col">(.*?)</th>', above), re.findall('<th scope="row">(.*?)</th>', below)


@pytest.mark.parametrize("table", TABLES)
def test_every_table_of_answers_has_a_caption_and_a_column_that_heads_its_rows(finished, table):
    frame, caption = finished.table(table), finished.content.words("page")["headings"][table]
    html = table_to_read(frame)
    assert html.count(f"<caption>{caption}</caption>") == 1
    assert heads(html) == (list(frame.columns), frame.iloc[:, 0].tolist())


def test_a_choice_of_columns_or_rows_keeps_them(finished):
    frame = finished.reviews[["reviewer", "answer"]]
    some = frame[frame["answer"] != ""].head(2)
    above, before = heads(table_to_read(some))
    assert (above, before) == (["reviewer", "answer"], some["reviewer"].tolist())
    assert "<caption>" in table_to_read(some)


def test_a_frame_whose_rows_have_names_already_keeps_them():
    weeks = pd.DataFrame({"value": [1.5]}, index=pd.Index(["2026-01-05"], name="week"))
    assert heads(table_to_read(captioned(weeks, "Weeks"))) == (["week", "value"], ["2026-01-05"])


def test_what_people_wrote_is_no_markup_where_it_heads_a_row():
    evil = captioned(pd.DataFrame({"title": ["<img src=x>"], "why": ["<b>$x$</b>"]}), "<script>")
    html = table_to_read(evil)
    assert not re.search("<(img|b|script)", html)


@pytest.mark.parametrize(
    "frame",
    [
        pd.DataFrame({"a": [1], "b": [2]}),
        captioned(pd.DataFrame({"only": ["one"]}), "One column"),
        captioned(pd.DataFrame(), "Nothing"),
    ],
)
def test_other_frames_stay_as_pandas_shows_them(frame):
    html = table_to_read(frame)
    plain = frame._repr_html_() if "caption" not in frame.attrs else frame._repr_html_().replace('border="1" ', "")
    assert re.sub('<caption>.*</caption>| scope="(row|col)"', "", html) == plain


def test_a_notebook_shows_them_so_and_leaves_the_frame_alone(finished):
    shell = InteractiveShell.instance()
    try:
        show_texts_as_written()
        shown, _ = shell.display_formatter.format(finished.kvi)
        assert "<caption>" in shown["text/html"]
        assert finished.kvi.columns[0] == "id"
    finally:
        pd.reset_option("^display|^styler")
        InteractiveShell.clear_instance()


LATE_FRAME = """if True:
    import sys
    from IPython.core.interactiveshell import InteractiveShell
    from kvi_widgets import Workshop
    shell = InteractiveShell.instance()
    workshop = Workshop.open("fr", "mine.json")
    workshop.update("kvi", [{{"id": "kvi-1", "text": "oser " * 20 + "$5"}}])
    assert "pandas" not in sys.modules
    {frame}
    shown, _ = shell.display_formatter.format(frame)
    print("oser " * 20 in shown["text/html"], "mathjax_ignore" in shown["text/html"], "oser " * 20 in shown["text/plain"])
    print("oser " * 20 in str(frame))"""


@pytest.mark.slow
@pytest.mark.parametrize(
    "frame",
    ["frame = workshop.kvi[['text']]", "import pandas; frame = pandas.DataFrame({'text': ['oser ' * 20 + '$5']})"],
)
def test_texts_are_whole_also_where_pandas_comes_after_the_workshop(tmp_path, frame):
    code = LATE_FRAME.format(frame=frame)
    run = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=tmp_path)
    assert run.stdout.split() == ["True"] * 4


@pytest.mark.parametrize("language", ["fr", "en"])
def test_tables_for_reading_have_titles_in_the_language_of_the_learner(language, workshop):
    content = Content.load(language)
    for table in ("memo", "readings"):
        frame = content.table(table)
        above, before = heads(table_to_read(frame))
        assert above == list(content.words("page")["tables"][table]["titles"].values())
        assert len(above) == len(frame.columns)
        assert before == [text.replace("&", "&amp;") for text in frame.iloc[:, 0]]
    workshop.content = content
    titles = content.words("page")["tables"]["memo"]["titles"]
    assert revealed({"shows": "memo"}, workshop)["columns"] == list(titles.values())
