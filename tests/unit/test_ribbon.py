"""The ribbon shows each step with its notebook, and which ones have all they need."""

import json

import pytest

from kvi_widgets import Content, ProgressRibbon, Workshop


def ticks(ribbon):
    return {step["id"]: step["done"] for step in ribbon.steps if not step.get("optional")}


def test_every_step_of_the_pack_stands_in_order_with_its_notebook(workshop):
    shown = [{name: step[name] for name in step if name != "done"} for step in ProgressRibbon(workshop).steps]
    assert shown == workshop.content.words("pack")["steps"]


def test_nothing_is_done_at_first_and_everything_at_the_end(workshop, reviewed):
    assert set(ticks(ProgressRibbon(workshop)).values()) == {False}
    assert set(ticks(ProgressRibbon(reviewed)).values()) == {True}


def test_a_tick_comes_and_goes_with_the_answers(workshop):
    ribbon = ProgressRibbon(workshop)
    before = ticks(ribbon)
    workshop.update("strategy", [{"text": "help"}])
    assert ticks(ribbon) == before | {"strategy": True}
    workshop.update("strategy", [])
    assert ticks(ribbon) == before


def test_ticks_are_sent_as_plain_truth_values(reviewed):
    ribbon = ProgressRibbon(reviewed)
    assert json.loads(json.dumps(ribbon.steps)) == ribbon.steps
    assert all(step["done"] is True for step in ribbon.steps)


def test_a_closed_ribbon_follows_no_longer(workshop):
    ribbon = ProgressRibbon(workshop)
    ribbon.close()
    workshop.update("strategy", [{"text": "help"}])
    assert not any(ticks(ribbon).values())


@pytest.mark.parametrize("state", ["empty", "whole"])
def test_what_stands_for_the_ribbon_in_a_stored_notebook_never_changes(state, workshop, finished):
    ribbon = ProgressRibbon(workshop if state == "empty" else finished)
    way, opens = repr(ribbon).splitlines()
    assert [step["title"] in way for step in workshop.content.words("pack")["steps"]] == [True] * 9
    assert opens == workshop.content.words("ribbon")["repr"]


def test_help_says_what_the_class_says_of_it_and_what_binder_does(tmp_path):
    (tmp_path / "pack.toml").write_text('base = "fr"\n', "utf-8")
    (tmp_path / "ribbon.toml").write_text('[[help.topics]]\nid = "ask"\ntext = "Mme Duval, salle 12."\n', "utf-8")
    ribbon = ProgressRibbon(Workshop(Content(tmp_path)))
    topics = {topic["id"]: topic["text"] for topic in ribbon.words["help"]["topics"]}
    assert topics["ask"] == "Mme Duval, salle 12."
    assert "Dix minutes" in topics["binder"]
