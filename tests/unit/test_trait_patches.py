"""Large traits travel as edits: what arrives is what was meant, and it is little."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvi_widgets import ValueMap
from kvi_widgets.widgets.trait_patches import edits

PLAIN = st.recursive(
    st.none() | st.integers() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=12,
)


def edited(value, edit):
    """The same as in ``trait_patches.js``."""
    path, *what = edit
    if path:
        copy = list(value) if isinstance(value, list) else dict(value)
        copy[path[0]] = edited(value[path[0]], [path[1:], *what])
        return copy
    if len(what) == 1:
        return what[0]
    start, count, items = what
    return value[:start] + items + value[start + count :]


def patched(value, all_edits):
    for edit in all_edits:
        value = edited(value, edit)
    return value


@given(PLAIN, PLAIN)
def test_edits_turn_any_value_into_any_other(old, new):
    assert patched(old, edits(old, new)) == new


def test_one_item_that_comes_and_another_that_changes_travel_without_those_between():
    old = [{"question": letter * 9, "count": 1} for letter in "abcd"]
    new = [{"question": "first", "count": 1}, *old[:3], {"question": "ddddddddd", "count": 2}]
    assert edits({"questions": old}, {"questions": new}) == [
        [["questions", 3, "count"], 2],
        [["questions"], 0, 0, [{"question": "first", "count": 1}]],
    ]


@pytest.fixture
def own(content, workshop):
    """A map that the page listens to, and a list of what is sent to it."""
    example = workshop.example("portal")
    workshop.update_all({table: example.rows[table] for table in ("kvi", "kpi", "links", "strategy")})
    shown = ValueMap(workshop)
    shown.width, shown.theme = 900, "light"
    sent = []
    shown.send_state = lambda key=None: sent.append(shown.get_state(key))
    return workshop, shown, sent


def test_a_sign_that_turns_sends_little_and_what_it_sends_is_enough(own):
    workshop, shown, sent = own
    before = {name: json.loads(json.dumps(getattr(shown, name))) for name in shown.patched}
    rows = workshop.rows["links"]
    rows[0]["polarity"] = "-"
    workshop.update("links", rows)
    patches = [edits_ for message in sent for edits_ in message.get("patch", {}).get("edits", [])]
    assert len(json.dumps(sent)) < len(json.dumps(shown.figure)) / 3
    for name, found in patches:
        before[name] = patched(before[name], found)
    assert before == {name: json.loads(json.dumps(getattr(shown, name))) for name in shown.patched}


def test_a_page_that_comes_later_gets_the_whole(own):
    workshop, shown, _ = own
    workshop.update("links", [])
    assert shown.get_state("figure")["figure"] == shown.figure


def test_a_page_that_gets_the_whole_does_not_get_the_last_patch_with_it(own):
    workshop, shown, _ = own
    workshop.update("links", workshop.rows["links"][1:])
    whole = shown.get_state()
    assert whole["links"] == shown.links
    assert "patch" not in whole  # the page would take it for news, and do it to what has it done already


def test_before_the_page_listens_everything_is_sent_whole(workshop):
    shown = ValueMap(workshop)
    sent = []
    shown.send_state = lambda key=None: sent.append(key)
    workshop.update("kvi", [{"id": "kvi-1", "text": "They dare"}])
    assert "patch" not in sent
    assert sent
