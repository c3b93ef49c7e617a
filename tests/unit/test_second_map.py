"""A partner's indicators linked beside one's own: one's own map costs nothing, and one file carries both."""

import pytest

from kvi_widgets import CompareLinks, Content, ProgressRibbon, SecondLinks, ValueMap, Workshop
from kvi_widgets.logic.comparison import compare_maps
from kvi_widgets.model.data_package import dump
from kvi_widgets.model.versions import keep_version

from .test_form import press, upload


def table(form):
    return next(group for group in form.groups if group["id"] == "differences")


@pytest.fixture
def taker(path, content):
    """Who links the partner's indicators beside their own, from another example."""
    workshop = Workshop(content, path)
    workshop.update_all(workshop.example("desk").rows)
    return workshop


def link(workshop, kpi, kvi, sign):
    form = SecondLinks(workshop)
    row = {"kpi": kpi, "kvi": kvi, "polarity": sign, "strength": 1, "reason": "because"}
    form.value = {"links": [*form.value["links"], row]}
    assert form.saved["problem"] == ""


def start(workshop, other):
    form = CompareLinks(workshop)
    assert upload(form, "partner", dump(other.package())) == ""
    assert press(form, "start") == ""
    return form


def test_a_partners_indicators_are_linked_on_a_second_map_and_ones_own_stays(taker, finished):
    own = taker.rows
    form = start(taker, finished)
    assert taker.rows == own
    assert taker.second.kpi.equals(finished.kpi)
    assert taker.second.links.empty
    [said] = [group for group in form.groups if group["id"] == "start"]
    assert (said["kind"], said["text"]) == ("note", said["started"])
    [matrix] = SecondLinks(taker).groups
    assert [row["text"] for row in matrix["rows"]] == finished.kpi["text"].tolist()
    assert matrix["fields"] == taker.content.words("links")["groups"][0]["fields"]


def test_the_partners_signs_stay_sealed_until_ones_own_are_set_on_the_second_map(taker, finished):
    form = start(taker, finished)
    sealed = taker.content.words("compare")["signs"]["sealed"]
    assert {row[3] for row in table(form)["rows"]} == {sealed}
    link(taker, "kpi-1", "kvi-1", "+")
    assert [row[3] for row in table(form)["rows"]].count(sealed) == len(table(form)["rows"]) - 1


def test_who_was_linked_sees_both_links_from_the_one_file_of_the_other(taker, finished):
    start(taker, finished)
    link(taker, "kpi-1", "kvi-1", "+")
    keeper = CompareLinks(finished)
    assert upload(keeper, "partner", dump(taker.package())) == ""
    found = compare_maps(finished)
    assert {row["kpi"] for row in found} == set(finished.kpi["text"])
    assert [row["theirs"] for row in found].count("+") == 1
    assert len(table(keeper)["rows"]) == len(finished.kpi) * len(finished.kvi)


def test_both_may_link_the_others_indicators(taker, finished):
    start(taker, finished)
    other = Workshop(taker.content)
    other.update_all(finished.rows)
    form = start(other, taker)
    assert len(table(form)["rows"]) == 2 * len(finished.kpi) * len(finished.kvi)


def test_another_partners_indicators_replace_them_after_asking_and_the_earlier_ones_are_kept(taker, finished, path):
    start(taker, finished)
    link(taker, "kpi-1", "kvi-1", "+")
    form = start(taker, taker.example("portal"))
    assert form.offer["kind"] == "start"
    assert taker.second.kpi.equals(finished.kpi)
    form.decision = {"take": True, "number": 1}
    assert taker.second.kpi.equals(taker.example("portal").kpi)
    assert taker.second.links.empty
    assert "because" in "".join(one.read_text("utf-8") for one in (path.parent / "versions").iterdir())


def test_the_same_partners_reworded_sentences_come_in_and_the_links_stay(taker, finished):
    start(taker, finished)
    link(taker, "kpi-1", "kvi-1", "+")
    reworded = [row | {"text": f"{row['text']} again"} for row in finished.rows["kpi"]]
    finished.update("kpi", reworded)
    form = start(taker, finished)
    form.decision = {"take": True, "number": 1}
    assert taker.second.kpi["text"].tolist() == [row["text"] for row in reworded]
    assert taker.second.links["polarity"].tolist() == ["+"]


def test_the_second_map_comes_back_with_the_notebook_and_with_ones_file_elsewhere(taker, finished, path, tmp_path):
    start(taker, finished)
    link(taker, "kpi-1", "kvi-1", "+")
    again = Workshop(taker.content, path)
    again.read_first()
    assert again.second.links.equals(taker.second.links)
    elsewhere = Workshop(Content.load("en"), tmp_path / "elsewhere" / "mine.json")
    form = CompareLinks(elsewhere)
    assert upload(form, "own", dump(taker.package())) == ""
    form.decision = {"take": True, "number": 1}
    assert elsewhere.kpi.equals(taker.kpi)
    assert elsewhere.second.links.equals(taker.second.links)


@pytest.mark.parametrize("spoil", [lambda _: 7, lambda one: one | {"resources": 7}, lambda one: one | {"kvi": 7}])
def test_a_second_map_that_cannot_be_used_is_passed_over(taker, finished, spoil):
    package = finished.package()
    package["kvi"]["second"] = spoil(taker.package())
    assert upload(CompareLinks(taker), "partner", dump(package)) == ""
    assert not taker.partner.second.has_answers


def test_a_second_map_of_a_newer_kit_is_not_used(taker):
    newer = taker.example("shop").package()
    newer["kvi"]["schema_version"] = 99
    package = taker.package()
    package["kvi"]["second"] = newer
    taker.take(package)
    assert not taker.second.has_answers


def test_no_file_makes_more_than_one_map_of_another(taker, path):
    package = taker.package()
    for _ in range(5):
        package = {**taker.package(), "kvi": {"workshop": taker.id, "second": package}}
    taker.take(package)
    assert sorted(one.name for one in path.parent.glob("*second*")) == ["mine.second.json"]


def test_somebody_elses_file_takes_the_second_map_away_after_saying_so(taker, finished):
    start(taker, finished)
    link(taker, "kpi-1", "kvi-1", "+")
    form, other = CompareLinks(taker), Workshop(taker.content)
    other.update("kvi", [{"id": "kvi-1", "text": "they laugh"}])
    upload(form, "own", dump(other.package()))
    name = taker.content.words("map")["whose"]["second"]
    assert [line["then"] for line in form.offer["lines"] if line["label"].startswith(name)].count("") > 5
    form.decision = {"instead": True, "number": 1}
    assert not taker.second.has_answers
    assert "second" not in taker.package()["kvi"]


def test_an_offer_tells_what_changes_on_the_second_map(taker, finished):
    start(taker, finished)
    link(taker, "kpi-1", "kvi-1", "+")
    earlier = dump(taker.package())
    link(taker, "kpi-1", "kvi-1", "-")
    form = CompareLinks(taker)
    upload(form, "own", earlier)
    assert [(line["now"], line["then"]) for line in form.offer["lines"]] == [("contrarie", "soutient")]


def test_where_the_disk_refuses_both_maps_are_held(taker, finished, monkeypatch):
    start(taker, finished)
    link(taker, "kpi-1", "kvi-1", "+")
    package = taker.package()
    link(taker, "kpi-1", "kvi-1", "-")
    monkeypatch.setattr(taker, "save", refuse)
    with pytest.raises(OSError, match="full"):
        taker.take(package)
    assert taker.second.links["polarity"].tolist() == ["+"]
    monkeypatch.setattr(taker.partner._file, "change", refuse)
    with pytest.raises(OSError, match="full"):
        taker.open_partner(dump(Workshop(taker.content).package()))
    assert not taker.partner.second.has_answers


def refuse(*_given, **_names):
    raise OSError(28, "disk full")


def test_undo_stays_with_the_partner_whose_indicators_were_linked(taker, finished):
    start(taker, finished)
    shown = ValueMap(taker.second)
    shown.edit = {"do": "next", "kpi": "kpi-1", "kvi": "kvi-1", "number": 1}
    assert shown.said["undo"] == 1
    taker.open_partner(dump(taker.example("portal").package()))
    taker.link_partner()
    assert shown.said == {}
    assert taker.second.links.empty


def test_a_sentence_corrected_by_its_author_is_still_compared_on_both_sides(taker, finished):
    start(taker, finished)
    link(taker, "kpi-1", "kvi-1", "+")
    finished.update("kpi", [row | {"text": f"{row['text']}!!"} for row in finished.rows["kpi"]])
    taker.open_partner(dump(finished.package()))
    finished.open_partner(dump(taker.package()))
    assert [row["mine"] for row in compare_maps(taker)].count("+") == 1
    assert [row["theirs"] for row in compare_maps(finished)].count("+") == 1


def test_two_who_linked_a_third_persons_indicators_compare_those(taker, finished):
    start(taker, finished)
    link(taker, "kpi-1", "kvi-1", "+")
    other = Workshop(taker.content)
    start(other, finished)
    link(other, "kpi-1", "kvi-1", "-")
    other.open_partner(dump(taker.package()))
    assert [row["verdict"] for row in compare_maps(other)].count("opposite") == 1


def test_a_damaged_second_map_is_told_and_an_earlier_one_is_offered(taker, finished, path):
    start(taker, finished)
    link(taker, "kpi-1", "kvi-1", "+")
    keep_version(taker.second.path, for_good=True)
    taker.second.path.write_text("{ broken", "utf-8")
    again = Workshop(taker.content, path)
    again.read_first()
    assert SecondLinks(again).offer["kind"] == "version"
    assert len(ProgressRibbon(again).notices) == 2


def test_a_file_put_in_its_place_by_hand_brings_both_maps(taker, finished, tmp_path):
    start(taker, finished)
    link(taker, "kpi-1", "kvi-1", "+")
    placed = tmp_path / "placed.json"
    placed.write_text(dump(taker.package()), "utf-8")
    again = Workshop(taker.content, placed)
    again.read_first()
    assert again.second.links.equals(taker.second.links)


def test_a_lesson_starts_although_the_second_map_cannot_be_written(taker, finished, tmp_path, monkeypatch):
    start(taker, finished)
    placed = tmp_path / "placed.json"
    placed.write_text(dump(taker.package()), "utf-8")
    again = Workshop(taker.content, placed)
    monkeypatch.setattr(again.second, "take", refuse)
    again.read_first()
    assert again.kpi.equals(taker.kpi)


def test_what_could_not_be_written_of_the_second_map_is_written_with_the_rest(taker, finished, monkeypatch):
    start(taker, finished)
    with monkeypatch.context() as patched:
        patched.setattr(taker.second._file, "change", refuse)
        SecondLinks(taker).value = {"links": [{"kpi": "kpi-1", "kvi": "kvi-1", "polarity": "+"}]}
        assert taker.second.late
    taker.look_again()
    assert not taker.second.late


def test_the_next_partner_does_not_keep_the_second_map_of_the_one_before(taker, finished):
    start(taker, finished)
    link(taker, "kpi-1", "kvi-1", "+")
    keeper = CompareLinks(finished)
    upload(keeper, "partner", dump(taker.package()))
    upload(keeper, "partner", dump(taker.example("portal").package()))
    assert not finished.partner.second.has_answers


def test_its_map_says_whose_indicators_it_shows_and_can_be_touched(taker, finished):
    words = taker.content.words("map")
    shown = ValueMap(taker.second)
    assert (shown.title, shown.words["empty"]) == (words["whose"]["second"], words["empty_second"])
    start(taker, finished)
    assert shown.editable
    shown.edit = {"do": "next", "kpi": "kpi-1", "kvi": "kvi-1", "number": 1}
    assert len(taker.second.links) == 1
