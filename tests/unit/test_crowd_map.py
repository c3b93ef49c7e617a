"""The widget of a class: made up at first, then of the files that were opened; it holds no logic."""

import pytest

from kvi_widgets import AnswerFileError, CrowdMap, Workshop
from kvi_widgets.logic.crowd import gather
from kvi_widgets.model.class_answers import made_up_class
from kvi_widgets.model.data_package import dump
from kvi_widgets.model.starter import begun, starter_package


@pytest.fixture
def crowd(workshop):
    one = CrowdMap(workshop)
    one.width, one.theme = 900, "light"
    return one


def send(crowd, *texts):
    for at, text in enumerate(texts):
        crowd.file = {"name": f"{at}.json", "text": text, "at": at, "left": len(texts) - at - 1, "number": crowd.taken}


def test_it_starts_with_a_class_that_says_it_is_made_up(crowd):
    assert crowd.summary["made_up"] == crowd.words["made_up"]
    assert any(crowd.words["made_up_mark"] in label["text"] for label in crowd.figure["layout"]["annotations"])


def test_files_of_the_page_take_its_place(crowd, content):
    texts = [dump(one.package()) for one in made_up_class(content)[:3]]
    send(crowd, texts[0], "{", texts[1])
    assert (crowd.taken, crowd.summary["maps"], crowd.summary["made_up"]) == (3, 2, "")
    assert len(crowd.summary["problems"]) == 1
    assert crowd.summary["problems"][0].startswith("1.json")
    send(crowd, texts[2])
    assert (crowd.taken, crowd.summary["maps"], crowd.summary["problems"]) == (4, 1, [])


def test_a_folder_and_workshops_can_be_named_in_python(workshop, content, tmp_path):
    maps = made_up_class(content)
    for number, one in enumerate(maps):
        (tmp_path / f"{number:02}.json").write_text(dump(one.package()), "utf-8")
    assert CrowdMap(workshop, tmp_path).frame.equals(CrowdMap(workshop, maps).frame)
    assert CrowdMap(workshop, [workshop.example("portal")]).summary["maps"] == 1


def test_the_threshold_filters_the_picture_and_says_what_is_shown(crowd):
    before, told = crowd.figure, crowd.summary["shown"]
    crowd.least = 10
    assert crowd.figure != before
    assert crowd.summary["shown"] != told
    assert "2 sur 6" in crowd.summary["shown"]


def test_what_is_picked_is_told_with_reasons_side_by_side(crowd):
    crowd.picked = "kvi-2"
    assert [pair["sentence"].count("→") for pair in crowd.pairs] == [1, 1, 1]
    assert all({"plus", "minus", "zero"} < set(pair) for pair in crowd.pairs)


def test_nothing_tells_whose_map_it_is(workshop, content):
    maps = made_up_class(content)
    crowd = CrowdMap(workshop, maps)
    state = str(crowd.get_state()) + crowd.still
    assert not any(one.id in state for one in maps)


def test_it_carries_a_picture_of_what_it_shows(crowd, content):
    bundle, _ = crowd._repr_mimebundle_()
    assert bundle["image/svg+xml"] == crowd.still == CrowdMap(Workshop(content)).still
    assert all(crowd.words[name] in crowd.still for name in ("made_up_mark", "title", "still"))
    crowd.least = 12
    assert "+9" not in crowd.still
    assert "−12" in crowd.still


def test_what_learners_wrote_stays_out_of_a_stored_notebook(workshop, content, tmp_path):
    (tmp_path / "one.json").write_text(dump(made_up_class(content)[0].package()), "utf-8")
    shown = CrowdMap(workshop, tmp_path)
    assert shown.still
    assert "image/svg+xml" not in shown._repr_mimebundle_()[0]


def test_an_empty_crowd_and_a_very_large_one_have_no_picture(workshop, content):
    assert CrowdMap(workshop, []).still == ""
    large = Workshop(content)
    large.update("kpi", [{"id": f"kpi-{number}", "text": f"Visits {number}"} for number in range(30)])
    large.update("kvi", [{"id": "kvi-1", "text": "Trust"}])
    assert CrowdMap(workshop, [large, large]).still == ""


def test_its_frame_is_the_overlay(crowd, content):
    assert crowd.frame.equals(gather(one.rows for one in made_up_class(content)).pairs)
    assert len(crowd.plot.data) == len(crowd.figure["data"])


def test_a_pack_without_that_example_starts_empty(workshop, monkeypatch):
    def no_example(self, context):
        raise AnswerFileError("no_example", name=context, names="")

    monkeypatch.setattr(Workshop, "example", no_example)
    assert CrowdMap(workshop).summary["maps"] == 0


def test_links_that_came_with_a_starter_and_that_nobody_has_touched_are_nobodys_opinion(crowd, workshop):
    starter = starter_package(workshop.example("portal").package(), "cafeteria")
    learners = [Workshop(workshop.content) for _ in range(3)]
    for one in learners:
        one.take(begun(starter))
    flipped, *others = learners[0].rows["links"]
    learners[0].update("links", [flipped | {"polarity": "-" if flipped["polarity"] == "+" else "+"}, *others])
    send(crowd, *[dump(one.package()) for one in learners])
    assert int(crowd.frame[["plus", "minus", "zero"]].to_numpy().sum()) == 1
