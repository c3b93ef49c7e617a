"""Many maps as one: every map counts once, signs stay apart, and what does not match is named."""

import pytest

from kvi_widgets import Workshop
from kvi_widgets.logic.crowd import MOST_INDICATORS, gather
from kvi_widgets.logic.crowd_sentences import crowd_sections, crowd_table, disputed, linked_by, most_shared, pairs_of
from kvi_widgets.model.class_answers import made_up_class

from .test_comparison import answers
from .test_plain_text import SAME

KPI, KVI = ["Calls", "Clicks"], ["They dare", "They laugh"]


def one(*links, kpi=KPI, kvi=KVI):
    return answers(kpi, kvi, [("kpi-1", "kvi-1", *link) for link in links])


@pytest.fixture
def eighteen():
    """Nine link the first pair with +, three with -, two see no effect, four did not look."""
    said = [("+", 1, "they ask")] * 9 + [("-", 3, "they give up")] * 3 + [("0", 1, "")] * 2
    return [one(link) for link in said] + [one()] * 4


def test_both_signs_of_a_pair_are_counted_apart(eighteen):
    pair = gather(eighteen).pairs.iloc[0]
    assert pair[["maps", "plus", "minus", "zero", "unseen"]].tolist() == [18, 9, 3, 2, 4]


def test_disagreement_is_how_many_of_those_that_looked_do_not_say_what_most_say(eighteen):
    assert gather(eighteen).pairs["disagree"].tolist() == [5, 0, 0, 0]


def test_reasons_stand_side_by_side(eighteen):
    pair = gather(eighteen).pairs.iloc[0]
    assert pair["plus_reasons"] == ("they ask",) * 9
    assert pair["minus_reasons"] == ("they give up",) * 3
    assert pair["zero_reasons"] == ()


def test_pairs_that_nobody_looked_at_are_there_too(eighteen):
    assert gather(eighteen).pairs["unseen"].tolist() == [4, 18, 18, 18]


def test_the_same_sentences_in_another_order_are_the_same_indicators():
    turned = answers(KPI[::-1], KVI[::-1], [("kpi-2", "kvi-2", "-", 1, "")])
    pair = gather([one(("+",)), turned]).pairs.iloc[0]
    assert pair[["kpi", "kvi", "maps", "plus", "minus"]].tolist() == ["kpi-1", "kvi-1", 2, 1, 1]


@pytest.mark.parametrize(("here", "there"), SAME.values(), ids=SAME)
def test_a_sentence_typed_on_two_keyboards_is_one_indicator(here, there):
    pairs = gather([one(("+",), kpi=[here, "x"]), one(("-",), kpi=["y", there])]).pairs
    assert pairs["maps"].tolist() == [2, 2]


def test_rewording_parts_nobody(workshop):
    first = workshop.example("portal")
    before = first.revisions["before"][0]
    other = answers(first.kpi["text"].tolist(), [first.kvi["text"][0], before])
    assert gather([first.rows, other]).pairs["maps"].tolist() == [2] * 6


def test_what_only_one_map_has_is_told_and_counts_for_no_other():
    strange = answers(["Smiles", "Clicks"], KVI, [("kpi-1", "kvi-1", "-", 1, "")])
    crowd = gather([one(("+",)), one(("+",)), strange])
    assert crowd.apart.to_dict("records") == [{"kind": "kpi", "text": "Smiles", "maps": 1}]
    assert crowd.pairs.iloc[0][["kpi_text", "maps", "plus", "minus", "unseen"]].tolist() == ["Calls", 2, 2, 0, 0]


def test_ids_are_unique_whatever_the_files_hold():
    link = {"kpi": "x", "kvi": "x", "polarity": "+", "strength": 1, "reason": ""}
    kpi, kvi = ({"id": "x", "text": text} for text in ("Calls", "They dare"))
    crowd = gather([{"kpi": [kpi], "kvi": [kvi], "links": [link], "revisions": []}] * 2)
    assert crowd.pairs[["kpi", "kvi", "plus"]].to_numpy().tolist() == [["x", "kvi-1", 2]]


def test_a_map_that_holds_a_sentence_twice_counts_once():
    twice = answers(["Calls", "calls"], KVI, [("kpi-1", "kvi-1", "+", 1, "a"), ("kpi-2", "kvi-1", "-", 1, "b")])
    assert gather([twice, one(("+",))]).pairs.iloc[0][["plus", "minus", "maps"]].tolist() == [2, 0, 2]


def test_one_map_alone_is_shown_whole():
    assert len(gather([one(("+",))]).pairs) == 4


def test_no_map_gives_the_same_columns_and_dtypes():
    assert gather([]).pairs.columns.tolist() == gather([one()]).pairs.columns.tolist()
    assert gather([]).apart.empty


def test_of_too_many_indicators_those_of_most_maps_are_kept():
    texts = [f"Signal {number}" for number in range(MOST_INDICATORS + 40)]
    crowd = gather([one(kpi=texts), one(kpi=texts), one(kpi=texts[-10:])])
    assert len(crowd.kpi) + len(crowd.kvi) == MOST_INDICATORS
    assert set(texts[-10:]) <= set(crowd.kpi["text"])
    assert len(crowd.apart) == 42


def test_a_threshold_keeps_both_signs_of_a_pair(eighteen):
    pairs = gather(eighteen).pairs
    assert linked_by(pairs, 12)[["plus", "minus"]].to_numpy().tolist() == [[9, 3]]
    assert linked_by(pairs, 13).empty


@pytest.fixture(scope="module")
def made_up(content):
    return gather(one.rows for one in made_up_class(content)).pairs


def test_the_made_up_class_disagrees(made_up):
    assert disputed(made_up)[["plus", "minus"]].to_numpy().tolist() == [[3, 5], [6, 3], [2, 10]]


def test_the_made_up_class_is_what_its_generator_makes(content):
    import json
    import runpy

    from kvi_widgets.model.class_answers import MADE_UP_CLASS

    made = runpy.run_path(str(MADE_UP_CLASS.with_name("make_class.py")))
    kept = json.loads(MADE_UP_CLASS.read_text("utf-8"))
    assert made["made_up_class"](kept["seed"]) == kept["maps"]


def test_every_reason_of_the_made_up_class_is_written(content):
    reasons = set(content.words("crowd")["reasons"].values())
    told = {reason for one in made_up_class(content) for reason in one.links["reason"] if reason}
    assert told <= reasons


def test_the_story_tells_what_is_shared_and_what_is_disputed(made_up, content):
    words = content.words("map") | content.words("crowd")
    shared, disputed_, unseen = crowd_sections(made_up, words)
    assert "12 plus, 0 moins" not in shared["sentences"][0]
    assert "0 plus, 12 moins" in shared["sentences"][0]
    assert "3 plus, 5 moins" in disputed_["sentences"][0]
    assert len(disputed_["sentences"]) == 3
    assert unseen["sentences"] == [words["nothing_unseen"]]


def test_the_table_has_every_pair_the_most_disputed_first(made_up, content):
    table = crowd_table(made_up, content.words("map") | content.words("crowd"))
    assert len(table) == len(made_up)
    assert table[["+", "−"]].to_numpy().tolist()[:3] == [[3, 5], [6, 3], [2, 10]]


def test_pairs_of_one_indicator_come_with_the_most_linked_first(made_up):
    mine = pairs_of(made_up, "kvi-1")
    assert mine["kpi"].tolist() == ["kpi-2", "kpi-3", "kpi-1"]


def test_most_shared_is_one_sign_in_most_maps(made_up):
    assert most_shared(made_up).iloc[0][["plus", "minus"]].tolist() == [0, 12]


def test_a_workshop_is_a_map(content):
    own = Workshop(content).example("portal")
    assert gather([own.rows, own.rows]).pairs[["plus", "minus"]].sum().tolist() == [2, 8]
