"""A starter file: everybody begins with it, nobody has the id of another, and what came with it is not theirs."""

import json

import pytest

from kvi_widgets import AnswerFileError, CompareLinks, Content, KviStep, Workshop
from kvi_widgets.logic.comparison import compare_maps
from kvi_widgets.logic.feedback import feedback_package, with_feedback
from kvi_widgets.model.data_package import dump, parse, tables_of, to_package
from kvi_widgets.model.starter import begun, is_starter, starter_package

from .test_feedback import review
from .test_form import upload


@pytest.fixture
def handed_out(reviewed):
    """A starter made of a finished workshop, as text."""
    reviewed._package["contributors"] = [{"title": "Zoé Smith"}]
    reviewed._package["resources"].append({"name": "grades", "data": [["who"], ["Zoé Smith"]]})
    return dump(starter_package(reviewed.package(), "cafeteria"))


def began(content, text, path=None):
    """A learner who opened this file under "my file" and said yes."""
    workshop = Workshop(content, path)
    form = KviStep(workshop)
    assert upload(form, "own", text) == ""
    assert form.offer["kind"] == "starter"
    form.decision = {"take": True, "number": 1}
    return workshop


def test_it_holds_indicators_and_links_and_nobodys_name_feedback_or_sorting(reviewed, handed_out):
    package = parse(handed_out)
    rows = tables_of(package)[0]
    assert is_starter(package)
    assert {name for name, table in rows.items() if table} == {"context", "strategy", "kvi", "kpi", "links"}
    assert rows["links"] == reviewed.rows["links"]
    assert not any(name in handed_out for name in ("Zoé", "Tom", "states", reviewed.id))


def test_asked_for_it_holds_all_and_still_no_name(reviewed):
    row = {"id": "a-kvi-1-speaks-Zoé", "author": "a", "about": "kvi-1", "reviewer": "Zoé", "answer": "I feel"}
    reviewed.update("reviews", [row])
    made = dump(starter_package(reviewed.package(), "cafeteria", whole=True))
    assert "I feel at ease" in made
    assert not any(name in made for name in ("Zoé", "Tom"))


def test_of_nothing_no_starter_is_made(content):
    with pytest.raises(AnswerFileError, match="nothing_to_start"):
        starter_package(Workshop(content).package(), "nothing")


def test_made_again_of_the_same_answers_it_is_the_same_starter(finished):
    one, other = (starter_package(finished.package(), name) for name in ("a", "b"))
    assert one["kvi"]["workshop"] == other["kvi"]["workshop"]


def test_two_who_begin_with_it_have_ids_of_their_own_become_partners_and_compare(content, handed_out, tmp_path):
    ana, bo = (began(content, handed_out, tmp_path / name / "mine.json") for name in ("ana", "bo"))
    assert len({ana.id, bo.id, parse(handed_out)["kvi"]["workshop"]}) == 3
    flipped = [row | {"polarity": "-" if row["polarity"] == "+" else "+"} for row in bo.rows["links"]]
    bo.update("links", flipped)
    form = CompareLinks(ana)
    assert upload(form, "partner", dump(bo.package())) == ""
    assert form.offer.get("kind", "") == ""
    assert ana.partner.id == bo.id
    assert "opposite" in [row["verdict"] for row in compare_maps(ana)]
    review(ana, "Bo", reviewer=bo)
    ana.update_all(with_feedback(ana, dump(feedback_package(bo))))
    assert set(ana.reviews["reviewer"]) == {"Bo"}


def test_the_file_remembers_what_it_began_with_when_it_is_read_again_and_handed_on(content, handed_out, path):
    began(content, handed_out, path)
    again = Workshop(content, path)
    again.read_first()
    again.update("kvi", [*again.rows["kvi"], {"id": "kvi-9", "text": "mine"}])
    handed_on = Workshop(content)
    handed_on.take(parse(dump(again.package())))
    for workshop in (again, handed_on):
        assert workshop.began_with.name == "cafeteria"
        assert [row["text"] for row in workshop.own_rows["kvi"]] == ["mine"]
        assert workshop.own_rows["links"] == []
    assert not is_starter(parse(path.read_text("utf-8")))


def test_what_somebody_changes_is_their_own(content, handed_out):
    workshop = began(content, handed_out)
    first, *others = workshop.rows["kvi"]
    workshop.update("kvi", [first | {"text": "said anew"}, *others])
    assert [row["text"] for row in workshop.own_rows["kvi"]] == ["said anew"]
    first = workshop.rows["kvi"][0]
    workshop.update("kvi", [first | {"kept": "said anew"}, *others])
    workshop.update("strategy", [row | {"kept": row["text"]} for row in workshop.rows["strategy"]])
    assert workshop.own_rows["strategy"] == []


def test_opened_over_answers_it_asks_says_what_goes_and_keeps_them_among_the_versions(content, handed_out, path):
    workshop = Workshop(content, path)
    workshop.update("kvi", [{"id": "kvi-1", "text": "mine alone"}, {"id": "kvi-7", "text": "mine, too"}])
    form, before = KviStep(workshop), workshop.id
    upload(form, "own", handed_out)
    assert workshop.kvi["text"].tolist() == ["mine alone", "mine, too"]
    assert [line["now"] for line in form.offer["lines"] if not line["then"]] == ["mine, too"]
    form.decision = {"take": False, "number": 1}
    assert (workshop.id, workshop.kvi["text"].tolist()) == (before, ["mine alone", "mine, too"])
    upload(form, "own", handed_out)
    form.decision = {"take": True, "number": 2}
    assert workshop.id != before
    assert "mine alone" in "".join(one.read_text("utf-8") for one in (path.parent / "versions").iterdir())


def test_what_it_replaced_is_found_among_ones_earlier_answers_and_that_it_is_done_is_said(content, handed_out, path):
    Workshop.open("fr", path).update("kvi", [{"id": "kvi-1", "text": "mine alone"}])
    form = KviStep(Workshop.open("fr", path))
    upload(form, "own", handed_out)
    form.decision = {"take": True, "number": 1}
    assert form.offer["kind"] == "taken"
    again = KviStep(Workshop.open("fr", path))
    again.request = {"group": "earlier", "number": 1}
    assert [line["then"] for line in again.offer["lines"]] == ["mine alone"]


def test_opened_twice_it_says_so(content, handed_out):
    workshop = began(content, handed_out)
    workshop.update("kvi", [{"id": "kvi-1", "text": "mine"}])
    form = KviStep(workshop)
    upload(form, "own", handed_out)
    assert (form.offer["kind"], workshop.kvi["text"].tolist()) == ("starter_again", ["mine"])
    form.decision = {"take": True, "number": 1}
    assert workshop.own_rows["kvi"] == []


def test_put_in_its_place_by_hand_it_gives_an_id_of_ones_own_at_once_and_for_good(handed_out, path):
    path.parent.mkdir()
    path.write_text(handed_out, "utf-8")
    workshop = Workshop(Content.load("fr"), path)
    workshop.read_first()
    assert workshop.id != parse(handed_out)["kvi"]["workshop"]
    workshop.look_again()
    again = Workshop(Content.load("fr"), path)
    again.read_first()
    assert (again.id, again.began_with.name) == (workshop.id, "cafeteria")


def test_in_a_folder_that_cannot_be_written_it_does_so_too(content, handed_out, tmp_path):
    given = tmp_path / "given.json"
    given.write_text(handed_out, "utf-8")
    workshop = Workshop(content, tmp_path / "home" / "mine.json")
    workshop.begin_with(given)
    assert (workshop.began_with.name, workshop.has_indicators) == ("cafeteria", True)
    assert workshop.id != parse(handed_out)["kvi"]["workshop"]


def test_put_over_a_learners_answers_it_takes_neither_them_nor_their_id(content, handed_out, path):
    workshop = Workshop(content, path)
    workshop.update("kvi", [{"id": "kvi-1", "text": "mine alone"}])
    before = workshop.id
    path.write_text(handed_out, "utf-8")
    workshop.look_again()
    assert workshop.id == before
    assert "mine alone" in workshop.kvi["text"].tolist()


def test_what_else_is_opened_as_ones_own_began_with_no_starter(content, handed_out, finished, path):
    workshop = began(content, handed_out, path)
    form = KviStep(workshop)
    upload(form, "own", dump(finished.package()))
    form.decision = {"instead": True, "number": 1}
    assert workshop.began_with is None
    assert "began_with" not in json.loads(path.read_text("utf-8"))["kvi"]


@pytest.mark.parametrize("said", [7, [], {"workshop": ""}, {"rows": 7}, {"workshop": ["a"], "rows": "x" * 10_000_000}])
def test_what_a_file_says_of_its_beginning_may_be_anything(content, said):
    workshop = Workshop(content)
    workshop.load(to_package({"kvi": [{"id": "kvi-1", "text": "mine"}]}, {"workshop": "a", "began_with": said}))
    assert [row["text"] for row in workshop.own_rows["kvi"]] == ["mine"]
    assert len(dump(workshop.package())) < 100_000


def test_a_partner_may_have_begun_with_it_and_the_starter_itself_is_no_partner(content, handed_out):
    workshop = Workshop(content)
    form = CompareLinks(workshop)
    upload(form, "partner", handed_out)
    assert (form.offer["kind"], workshop.partner.has_answers) == ("starter", False)
    assert begun(parse(handed_out))["kvi"]["workshop"] != begun(parse(handed_out))["kvi"]["workshop"]
