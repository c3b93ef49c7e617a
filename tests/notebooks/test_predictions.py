"""What is to be predicted is nowhere in a notebook of which all cells were run, before somebody has answered."""

import json
import re
from collections.abc import Iterator

import nbformat
import pytest

from kvi_widgets import Workshop
from kvi_widgets.logic.predictions import prediction_item, revealed
from kvi_widgets.words.content import Content, languages

from .refresh import LESSONS, execute

ASKED = re.compile(r'Predict\(workshop, "([\w-]+)"\)')
SHORTEST = 12  # letters: ids, signs and single words may stand anywhere


def questions(path) -> list[str]:
    """Ids of the questions in a notebook, as it is stored."""
    return ASKED.findall("\n".join(cell.source for cell in nbformat.read(path, as_version=4).cells))


def hidden_texts(name: str, lang: str) -> Iterator[str]:
    """Texts of what a question shows, but those that it asks about."""
    work = Workshop(Content.load(lang))
    [group] = work.content.words("predictions")["groups"]
    asked = next(item for item in group["items"] if item["id"] == name)
    given = {option["label"] for option in prediction_item(asked, work)["fields"][0].get("options", [])}
    shown = revealed(asked, work) if asked.get("example") != "partner" and "shows" in asked else {"rows": []}
    for text in [shown.get("told", ""), *(cell for row in shown["rows"] for cell in row)]:
        if len(text) >= SHORTEST and text not in given and text not in asked["question"]:
            yield text


def showing(ran: nbformat.NotebookNode) -> str:
    """All outputs, and all that the questions have told the page."""
    states = ran.metadata.get("widgets", {}).get("application/vnd.jupyter.widget-state+json", {}).get("state", {})
    asked = [model.state for model in states.values() if model.state.get("head", {}).get("step") == "predictions"]
    assert len(asked) == len(ASKED.findall("\n".join(cell.source for cell in ran.cells)))
    return json.dumps([[cell.get("outputs", []) for cell in ran.cells], asked], ensure_ascii=False)


@pytest.mark.parametrize("path", [path for path in LESSONS if questions(path)],
                         ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_nothing_to_be_predicted_shows_before_an_answer(path, tmp_path, monkeypatch):
    answers = tmp_path / "answers.json"
    monkeypatch.setenv("KVI_ANSWERS", str(answers))
    texts = {name: list(hidden_texts(name, path.parent.name)) for name in questions(path)}
    stored = path.read_text("utf-8")
    shown = showing(execute(nbformat.read(path, as_version=4), path.parent))
    assert {name: [text for text in found if text in shown or text in stored] for name, found in texts.items()} == {
        name: [] for name in texts
    }


@pytest.mark.parametrize("path", [path for path in LESSONS if path.name.startswith("05")],
                         ids=lambda path: path.parent.name)
def test_who_has_skipped_finds_everything_when_the_cells_are_run_again(path, tmp_path, monkeypatch):
    answers = tmp_path / "answers.json"
    monkeypatch.setenv("KVI_ANSWERS", str(answers))
    work = Workshop.open(path.parent.name, answers)
    work.update("predictions", [{"id": name, "shown": "skipped"} for name in questions(path)])
    shown = showing(execute(nbformat.read(path, as_version=4), path.parent))
    texts = [text for name in questions(path) for text in hidden_texts(name, path.parent.name)]
    assert len(texts) > 10
    assert [text for text in texts if json.dumps(text, ensure_ascii=False) not in shown] == []


@pytest.mark.parametrize("lang", languages())
def test_every_question_of_the_pack_is_asked_once(lang):
    [group] = Content.load(lang).words("predictions")["groups"]
    asked = [name for path in LESSONS if path.parent.name == lang for name in questions(path)]
    assert asked == [item["id"] for item in group["items"]]
