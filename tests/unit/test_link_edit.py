"""A click on the map changes one link and leaves all others alone."""

from copy import deepcopy

import pytest

from kvi_widgets.logic.link_edit import is_settled, link_of, with_link, with_next_sign
from kvi_widgets.model.tables import checked


@pytest.fixture
def links(finished):
    return finished.rows["links"]


def pairs(rows):
    return [(row["kpi"], row["kvi"]) for row in rows]


@pytest.mark.parametrize(("sign", "then"), [("", "+"), ("+", "-"), ("-", "")])
def test_the_sign_goes_round(links, sign, then):
    links[0] |= {"polarity": sign, "reason": ""}
    assert with_next_sign(links, *pairs(links)[0])[0]["polarity"] == then


def test_going_round_keeps_the_strength(links):
    links[0] |= {"strength": 3, "reason": ""}
    assert with_next_sign(links, *pairs(links)[0])[0]["strength"] == 3


@pytest.mark.parametrize(
    ("sign", "reason"), [("0", ""), ("0", "nothing to do with it"), ("+", "it helps"), ("", "or does it?")]
)
def test_what_is_settled_does_not_go_round(links, sign, reason):
    links[0] |= {"polarity": sign, "reason": reason}
    assert is_settled(links[0])
    assert with_next_sign(links, *pairs(links)[0]) == links


def test_the_other_links_and_their_order_stay(links):
    rows = with_link(links, *pairs(links)[2], reason="another")
    assert pairs(rows) == pairs(links)
    assert [*rows[:2], *rows[3:]] == [*links[:2], *links[3:]]


def test_a_pair_not_looked_at_yet_is_blank_and_comes_last(links):
    assert link_of(links, "kpi-9", "kvi-9")["polarity"] == ""
    assert pairs(with_next_sign(links, "kpi-9", "kvi-9"))[-1] == ("kpi-9", "kvi-9")


def test_what_comes_out_is_what_the_table_takes(links):
    rows = with_link(links, "kpi-9", "kvi-1", polarity="+")
    assert checked("links", rows) == rows


def test_the_rows_that_came_in_are_not_changed(links):
    before = deepcopy(links)
    with_link(links, *pairs(links)[0], polarity="0")
    assert links == before
