"""What the check tells of a notebook that it has opened in a browser, as learners do."""

import json
from concurrent.futures import ThreadPoolExecutor
from unittest.mock import ANY

import pytest

from kvi_widgets.classes import pack_check_page
from kvi_widgets.classes.class_folder import new_class
from kvi_widgets.classes.pack_check_page import class_pages

WIDGET = "import anywidget\nclass {0}(anywidget.AnyWidget):\n    _esm = 'export default {{ render({{ el }}) {{ {1} }} }}'\n{0}()"
SOURCES = {
    "blank": [WIDGET.format("Blank", "")],
    "error": ["x = 1", "\n1 / 0  # on purpose", "x"],
    "expected": ["1 / 0"],
    "frame": ["from IPython.display import IFrame\nIFrame('http://127.0.0.1:9/', 300, 200)"],
    "good": [WIDGET.format("Good", 'el.textContent = "here"'), "import ipywidgets\nipywidgets.IntSlider()", "'text'"],
    "no view": [
        WIDGET.format("Thrown", 'throw new Error("not here")'),
        "import ipywidgets\nipywidgets.HTML(_view_name='NoView')",
    ],
    "script": ["from IPython.display import Javascript\nJavascript('nothingLikeThat()')"],
}


@pytest.fixture(scope="module")
def ours(tmp_path_factory):
    """A class with one lesson of the kit and these notebooks."""
    ours = new_class(tmp_path_factory.mktemp("class") / "ours", "en")
    for path in ours.glob("notebooks/*.ipynb"):
        if not path.name.startswith("03"):
            path.unlink()
    for name, sources in SOURCES.items():
        write(ours, name, sources)
    write(ours, "other kernel", ["1"], kernel="no-such-kernel")
    return ours


@pytest.fixture(scope="module")
def told(ours):
    """What is told of them, by their names; in this thread a browser of other tests may be open."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(look_at, ours).result()


def look_at(ours):
    with pytest.MonkeyPatch.context() as patch, class_pages(ours) as pages:
        found = {}
        for name, findings in pages:
            found[name] = [(one.kind, one.column, one.found) for one in findings]
            if name == "no view.ipynb":  # the next one will never open
                patch.setattr(pack_check_page, "PAGE_SECONDS", 5)
        return found


def write(ours, name, sources, kernel="python3"):
    tags = ["raises-exception"] if name == "expected" else []
    cells = [
        {
            "cell_type": "code",
            "id": f"c-{at}",
            "metadata": {"tags": tags},
            "execution_count": None,
            "outputs": [],
            "source": source,
        }
        for at, source in enumerate(sources)
    ]
    book = {
        "cells": cells,
        "metadata": {"kernelspec": {"name": kernel, "display_name": kernel}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    (ours / "notebooks" / f"{name}.ipynb").write_text(json.dumps(book), "utf-8")


def test_a_sound_lesson_and_sound_widgets_have_nothing_wrong(told):
    assert [told[f"{name}.ipynb"] for name in ("03_kvi", "good", "expected")] == [[], [], []]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("error", [("failed_notebook", "1 / 0  # on purpose", "ZeroDivisionError: division by zero")]),
        ("blank", [("page_blank", "import anywidget", "")]),
        ("no view", [("page_blank", "import anywidget", ""), ("page_error", "import ipywidgets", ANY)]),
        ("script", [("page_error", "from IPython.display import Javascript", ANY)]),
        ("frame", [("blank_frame", "", "http://127.0.0.1:9/")]),
        ("other kernel", [("page_closed", "", ANY)]),
    ],
)
def test_what_learners_would_miss_is_told_by_its_cell(told, name, found):
    assert told[f"{name}.ipynb"] == found


def test_the_class_itself_stays_as_it_was(told, ours):
    assert not list(ours.rglob(".ipynb_checkpoints"))
    assert not (ours / "notebooks" / "answers").exists()
