"""No text of a figure holds what Plotly would not show sign by sign, and what it shows is what was written."""

import re
from html import unescape
from xml.etree.ElementTree import fromstring

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvi_widgets import Content, Workshop
from kvi_widgets.pictures.figure_svg import figure_svg
from kvi_widgets.pictures.plotly_text import escape
from kvi_widgets.pictures.svg_elements import without_markup

from .signs import SENTENCES, TEXTS, figures

ENTITY = re.compile(r"&(\w+|#\d+|#x[0-9a-f]+);")
KNOWN = {"amp", "lt", "gt", "nbsp", "mu", "times", "plusmn", "deg"}  # to Plotly, beside numbers
OURS = re.compile("</?b>|<br>")
TEXT_KEYS = {"text", "hovertext", "name", "ticktext"}


def texts_in(value, key=""):
    """Every text that Plotly would draw of this figure."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from texts_in(inner, name)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts_in(inner, key)
    elif isinstance(value, str) and key in TEXT_KEYS:
        yield value


def as_plotly_shows(text):
    assert "$" not in text
    assert "%{" not in text
    bare = OURS.sub("", text)
    assert "<" not in bare
    assert all(name in KNOWN or name.startswith("#") for name in ENTITY.findall(bare)), bare
    return unescape(bare)


def squeezed(text):
    return "".join(text.split())


@pytest.fixture(scope="module")
def drawn():
    return figures(Content.load("en"))


def test_every_sentence_is_on_every_picture_as_it_was_written(drawn):
    for name, figure in drawn.items():
        shown = squeezed(" ".join(map(as_plotly_shows, texts_in(figure))))
        expected = [SENTENCES[name.removeprefix("series: ")]] if name.startswith("series") else TEXTS
        missing = [text for text in expected if squeezed(text) not in shown]
        assert missing == [], name


def test_the_kits_own_svg_shows_the_same(drawn):
    for name in ("columns", "untangled", "mindmap"):
        root = fromstring(figure_svg(drawn[name], "Map"))  # noqa: S314  our own picture
        shown = squeezed(" ".join(root.itertext()))
        assert [text for text in TEXTS if squeezed(text) not in shown] == []


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("&<>\"'$%{};#ambp"), max_size=30))
def test_any_text_comes_back_as_it_was(text):
    assert without_markup(escape(text)) == "".join(sign for sign in text if sign not in "\ufffe\uffff")
    assert as_plotly_shows(escape(text)) == text


def test_tables_show_whole_sentences_sign_by_sign(tmp_path):
    with pd.option_context("display.html.use_mathjax", True, "display.max_colwidth", 50):
        Workshop.open("en", tmp_path / "mine.json")
        frame = pd.DataFrame({"text": TEXTS})
        made = [frame.to_html(), frame.style.to_html()]
    for shown in made:
        assert "mathjax_ignore" in shown
        assert "<b>bold" not in shown
        assert [text for text in TEXTS if squeezed(text) not in squeezed(unescape(shown))] == []
