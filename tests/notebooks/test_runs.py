"""The notebooks run with half and with complete answers of each worked example."""

import json
import shutil

import nbformat
import pytest

from kvi_widgets import Workshop
from kvi_widgets.words.content import DATA
from kvi_widgets.model.data_package import dump, parse

from .refresh import LESSONS, WIDGET, execute

EXAMPLES = sorted((DATA / "examples").glob("*/*.json"))
AMOUNTS = {"half": "shop", "complete": "portal"}  # by day with one example each, by night with all
# The examples of a language with the notebooks of that language.
CASES = [
    pytest.param(
        path,
        example,
        amount,
        id=f"{amount}-{path.parent.name}-{path.stem}-{example.stem}",
        marks=[] if example.stem == by_day else pytest.mark.nightly,
    )
    for path in LESSONS
    for example in EXAMPLES
    if path.parent.name == example.parent.name
    for amount, by_day in AMOUNTS.items()
]
LATER = ("links", "reviews", "reviews_given", "revisions", "closing")


def half(package: dict) -> dict:
    """A learner who stopped after the second KPI."""
    for resource in package["resources"]:
        if resource["name"] in LATER:
            resource["data"] = resource["data"][:1]
        if resource["name"] == "kpi":
            resource["data"] = resource["data"][:2]
    return package


@pytest.mark.parametrize(("path", "example", "amount"), CASES)
def test_notebook_runs_with_answers(path, example, amount, tmp_path, monkeypatch):
    package = parse(example.read_bytes())
    answers = tmp_path / "answers.json"
    answers.write_text(dump(half(package) if amount == "half" else package), "utf-8")
    shutil.copy(example.with_name("desk.json"), tmp_path / "answers.partner.json")
    monkeypatch.setenv("KVI_ANSWERS", str(answers))
    ran = execute(nbformat.read(path, as_version=4), path.parent)
    shown = json.dumps([cell.get("outputs", []) for cell in ran.cells])
    assert shown.count(WIDGET) >= 2  # the ribbon and the step's form
    assert Workshop.open(path.parent.name, answers).kvi["text"].iloc[0] == read_text(package)


def read_text(package: dict) -> str:
    """Text of the first KVI in a package."""
    header, first, *_ = next(one["data"] for one in package["resources"] if one["name"] == "kvi")
    return first[header.index("text")]
