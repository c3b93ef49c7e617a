"""Ask, keep, reveal, compare: what a question knows before it was answered, and what it shows afterwards."""

import json
import shutil

import pytest

from kvi_widgets import AnswerFileError, ContentError, Predict, Workshop
from kvi_widgets.logic import recap
from kvi_widgets.logic.predictions import revealed
from kvi_widgets.model.data_package import dump, parse
from kvi_widgets.words.content import DATA, Content, languages

KVI = "portal-kvi"


def skip(workshop, name, **cells):
    workshop.update("predictions", [{"id": name, "shown": "skipped"} | cells])


def shown(widget):
    return widget.groups[0].get("shown")


def given(widget):
    """Ids of the options that a question offers."""
    return [option["id"] for option in widget.groups[0]["items"][0]["fields"][0]["options"]]


def questions(content):
    return content.words("predictions")["groups"][0]["items"]


def test_the_page_holds_nothing_of_the_example_before_the_answer(workshop):
    widget, example = Predict(workshop, KVI), workshop.example("portal")
    texts = [*example.kvi["text"], *example.kvi["evidence"]]
    told = json.dumps(widget.get_state(), default=str, ensure_ascii=False) + repr(widget)
    assert [text for text in texts if text in told] == []
    widget.value = {"predictions": [{"id": KVI, "answer": "they sleep"}]}
    assert shown(widget) is None
    widget.value = {"predictions": [{"id": KVI, "answer": "they sleep", "shown": "answered"}]}
    assert [row[1] for row in shown(widget)["rows"]] == list(example.kvi["text"])
    assert workshop.predictions.to_dict("records") == [
        {"id": KVI, "question": "", "answer": "they sleep", "shown": "answered", "thought": ""}
    ]


def test_a_question_that_was_skipped_is_kept_as_such_and_shows_at_once_when_its_cell_is_run_again(workshop):
    widget = Predict(workshop, KVI)
    widget.value = {"predictions": [{"id": KVI, "shown": "skipped"}]}
    assert workshop.predictions["shown"].tolist() == ["skipped"]
    assert shown(Predict(workshop, KVI)) == shown(widget)
    assert shown(Predict(workshop, "portal-kpi")) is None


def test_questions_of_one_notebook_leave_each_others_answers_alone(workshop):
    first, second = Predict(workshop, KVI), Predict(workshop, "disagree")
    first.value = {"predictions": [{"id": KVI, "answer": "they sleep"}]}
    second.set_state({"was": {"predictions": []}, "value": {"predictions": [{"id": "disagree", "answer": "the 1st"}]},
                      "edit": 1})  # fmt: skip
    assert set(workshop.predictions["answer"]) == {"they sleep", "the 1st"}


def test_a_map_is_made_only_to_be_seen_and_goes_with_its_question(workshop):
    widget = Predict(workshop, "portal-map")
    assert widget.map == ""
    skip(workshop, "portal-map")
    example = widget._map
    assert widget.map == example.model_id
    workshop.update("kvi", [{"id": "kvi-1", "text": "they dare"}])
    assert widget._map is example
    widget.close()
    assert example.comm is None


def test_the_reasons_of_a_partner_follow_the_file(workshop, finished):
    widget, desk = Predict(workshop, "partner-reasons"), finished.example("desk")
    skip(workshop, "partner-reasons")
    assert shown(widget)["rows"] == []
    for partner in (finished, desk):  # what was guessed of one says nothing of the next
        workshop.open_partner(dump(partner.package()))
        assert "shown" not in widget.groups[0]
        skip(workshop, f"partner-reasons-{partner.id}")
        assert [row[-1] for row in shown(widget)["rows"]] == partner.links["reason"].tolist()


def test_one_chooses_from_the_sentences_of_the_example(workshop):
    example = workshop.example("portal")
    assert given(Predict(workshop, "portal-map")) == example.kpi["id"].tolist()
    assert given(Predict(workshop, "portal-changed")) == [
        about for about in example.reviews["about"] if about != "whole"
    ]


def test_a_question_that_nobody_wrote_is_named_with_those_there_are(workshop):
    with pytest.raises(ContentError, match=r"«\u00a0portal-kvy\u00a0».*portal-kvi"):
        Predict(workshop, "portal-kvy")


def test_a_class_without_our_example_is_told_in_its_cell_and_nowhere_else(tmp_path):
    pack = tmp_path / "pack"
    shutil.copytree(DATA / "en", pack)
    (pack / "examples").mkdir()
    shutil.copy(DATA / "examples" / "en" / "desk.json", pack / "examples")
    work = Workshop(Content(pack))
    skip(work, KVI, question="Once asked", thought="so do I")
    assert recap.answer_sections(work)[0].entries[0].answers == [("thought", "so do I")]
    with pytest.raises(AnswerFileError, match="no_example"):
        Predict(work, KVI)


@pytest.mark.parametrize("lang", languages())
def test_every_question_has_something_to_show_or_only_asks(lang):
    workshop = Workshop(Content.load(lang))
    workshop.open_partner(dump(workshop.example("shop").package()))
    for asked in questions(workshop.content):
        widget = Predict(workshop, asked["id"])
        assert widget.head["title"] == asked["question"]
        assert repr(widget).replace("\n", " ").endswith(asked["question"])
        assert "shows" not in asked or revealed(asked, workshop)["rows"]


def test_a_file_from_before_there_were_questions_opens(content, path):
    old = Workshop(content).example("shop").package()
    old["resources"] = [one for one in old["resources"] if one["name"] != "predictions"]
    path.parent.mkdir()
    path.write_text(json.dumps(old), "utf-8")
    work = Workshop.open("fr", path)
    skip(work, KVI)
    work.save()
    assert work.notices == []
    assert [one["data"][1:] for one in parse(path.read_bytes())["resources"] if one["name"] == "predictions"] == [
        [[KVI, "", "", "skipped", ""]]
    ]


def test_the_page_of_ones_own_tells_what_was_predicted_as_it_was_asked_then(workshop):
    rows = [{"id": "waiting", "question": "An older question", "answer": "both", "shown": "answered", "thought": "the trap"},
            {"id": KVI, "shown": "skipped"}, {"id": "gone", "question": "Once asked", "answer": "yes"}]  # fmt: skip
    workshop.update("predictions", rows[::-1])
    [section] = [one for one in recap.answer_sections(workshop) if one.id == "predictions"]
    then = next(one["then"] for one in questions(workshop.content) if one["id"] == "waiting")
    assert section.entries[0].answers == [("An older question", "Ça dépend"), (then, "the trap"), ("Once asked", "yes")]
