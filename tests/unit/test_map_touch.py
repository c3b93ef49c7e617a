"""Links change on the map: what the page asks is done, told in words, and can be undone."""

import pytest

from kvi_widgets import ValueMap, Workshop
from kvi_widgets.logic.link_edit import link_of
from kvi_widgets.logic.map_sentences import quoted


@pytest.fixture
def own(finished):
    return ValueMap(finished, editable=True)


@pytest.fixture
def unexplained(finished):
    """The same links, without a reason for any."""
    finished.update("links", [row | {"reason": ""} for row in finished.links.to_dict("records")])
    return ValueMap(finished, editable=True)


def ask(shown, **what):
    shown.edit = {**what, "number": shown.edit.get("number", 0) + 1}


def sign(shown, kpi="kpi-1", kvi="kvi-1"):
    return link_of(shown.workshop.rows["links"], kpi, kvi)["polarity"]


def test_the_next_sign_is_stored_and_told(unexplained):
    assert sign(unexplained) == "+"
    ask(unexplained, do="next", kpi="kpi-1", kvi="kvi-1")
    assert sign(unexplained) == "-"
    assert unexplained.said["text"] == unexplained.sentences[0]


def test_a_removed_link_is_told_with_both_indicators(unexplained):
    for _ in range(2):
        ask(unexplained, do="next", kpi="kpi-1", kvi="kvi-1")
    assert sign(unexplained) == ""
    texts = {node["id"]: quoted(node["text"], unexplained.words) for node in unexplained.nodes}
    assert unexplained.said["text"] == unexplained.words["unlinked"].format(kpi=texts["kpi-1"], kvi=texts["kvi-1"])


def test_sign_strength_and_reason_can_be_set_at_once(own):
    ask(own, do="set", kpi="kpi-1", kvi="kvi-2", polarity="-", strength=3, reason="because")
    link = link_of(own.workshop.rows["links"], "kpi-1", "kvi-2")
    assert (link["polarity"], link["strength"], link["reason"]) == ("-", 3, "because")


def test_every_change_can_be_undone_back_to_the_start(unexplained):
    start = unexplained.workshop.links
    for _ in range(3):
        ask(unexplained, do="next", kpi="kpi-2", kvi="kvi-2")
    for left in (2, 1, 0):
        ask(unexplained, do="undo")
        assert unexplained.said["undo"] == left
    assert unexplained.workshop.links.sort_values(["kpi", "kvi"], ignore_index=True).equals(
        start.sort_values(["kpi", "kvi"], ignore_index=True)
    )


def test_the_page_hears_of_links_changed_elsewhere(own):
    own.workshop.update("links", [])
    assert own.links == []


def test_an_impossible_wish_is_explained_and_changes_nothing(own):
    before = own.workshop.links
    ask(own, do="set", kpi="kpi-1", kvi="kvi-1", polarity="sideways")
    assert own.said["problem"]
    assert own.workshop.links.equals(before)


def test_only_ones_own_map_can_be_changed(content, tmp_path):
    mine = Workshop.open("fr", tmp_path / "mine.json")
    assert ValueMap(mine).editable
    assert not ValueMap(mine.partner).editable
    assert not ValueMap(mine.example("portal")).editable
    assert not ValueMap(Workshop(content)).editable


def test_boxes_are_named_in_reading_order(own):
    assert [node["id"] for node in own.nodes] == ["kpi-1", "kpi-2", "kpi-3", "kvi-1", "kvi-2", "strategy-1"]
    assert all(node["text"] and node["name"] for node in own.nodes)


def test_questions_stand_beside_the_map_and_say_what_they_are_about(content):
    shown = ValueMap(Workshop(content).example("selfcare"))
    [one] = shown.findings["questions"]
    assert one["question"].endswith("?")
    assert one["marks"] == [["link", "kpi-1", "kvi-1"], ["link", "kpi-1", "kvi-2"]]
    assert one["act"] == content.words("coherence")["act"]["links"]


def test_questions_follow_every_change_and_silence_is_no_praise(own):
    before = len(own.findings["questions"])
    for kvi in ("kvi-1", "kvi-2"):
        ask(own, do="set", kpi="kpi-1", kvi=kvi, polarity="0")
    kinds = [mark for one in own.findings["questions"] for mark in one["marks"]]
    assert len(own.findings["questions"]) > before
    assert ["node", "kpi-1"] in kinds
    assert own.findings["nothing"] == own.workshop.content.words("coherence")["nothing"]


def test_undo_brings_back_one_link_and_leaves_what_was_done_elsewhere(unexplained):
    ask(unexplained, do="next", kpi="kpi-1", kvi="kvi-1")
    rows = unexplained.workshop.links.to_dict("records")
    rows[-1]["reason"] = "written in the matrix meanwhile"
    unexplained.workshop.update("links", rows)
    ask(unexplained, do="undo")
    assert sign(unexplained) == "+"
    assert unexplained.workshop.links["reason"].iloc[-1] == "written in the matrix meanwhile"


@pytest.mark.parametrize(("sign", "reason"), [("0", ""), ("0", "no effect, whatever happens"), ("+", "it helps")])
def test_a_click_on_a_settled_link_opens_it_and_changes_nothing(own, sign, reason):
    ask(own, do="set", kpi="kpi-1", kvi="kvi-2", polarity=sign, reason=reason)
    before, undo = own.workshop.links, own.said["undo"]
    ask(own, do="next", kpi="kpi-1", kvi="kvi-2")
    assert own.workshop.links.equals(before)
    assert own.said["opened"] == ["kpi-1", "kvi-2"]
    assert own.said["undo"] == undo
    assert reason in own.said["text"]


def test_undo_brings_back_the_sign_with_its_reason(own):
    ask(own, do="set", kpi="kpi-1", kvi="kvi-2", polarity="0", reason="no effect, whatever happens")
    ask(own, do="set", kpi="kpi-1", kvi="kvi-2", polarity="+", reason="it helps after all")
    ask(own, do="undo")
    link = link_of(own.workshop.rows["links"], "kpi-1", "kvi-2")
    assert (link["polarity"], link["reason"]) == ("0", "no effect, whatever happens")
