"""Whatever a page says, out of order or on purpose: the widget lives on, and nothing is changed that is not the page's."""

import copy
import random

import pytest

from kvi_widgets import (
    AdjustStep,
    ClosingStep,
    CompareLinks,
    CrowdMap,
    KviStep,
    LinksStep,
    LinkTest,
    ReviewStep,
    SortingGame,
    ValueMap,
    WhatIf,
    Workshop,
)
from kvi_widgets.model.data_package import tables_of

from .faults import kvi, texts

KINDS = [
    KviStep,
    LinksStep,
    CompareLinks,
    ReviewStep,
    AdjustStep,
    SortingGame,
    ClosingStep,
    ValueMap,
    WhatIf,
    LinkTest,
    CrowdMap,
]
JUNK = [
    None,
    True,
    -1,
    2**70,
    0.5,
    "",
    "kvi-1",
    "\ud800",
    "x" * 5000,
    [],
    [[]],
    {},
    {"kvi": 7},
    {"kvi": [None, {"id": []}]},
]
GOOD = {"kvi": [kvi(1, "They dare")]}
SENSIBLE = {
    "value": GOOD,
    "was": {"kvi": []},
    "edit": 3,
    "copies": [{"step": "kvi", "workshop": "other", "at": 1, "value": {"kvi": [{"id": "kvi-1", "text": "Lost"}]}}],
    "decision": {"take": True, "number": 1},
    "upload": {"group": "own", "name": "mine.json", "text": "{}", "number": 1},
    "request": {"group": "own", "number": 2},
    "moves": {"kpi-1": "up"},
    "predictions": {"kpi-1 kvi-1": "yes"},
    "file": {"name": "ana.json", "text": "{}", "more": 1, "number": 1},
    "width": 700,
    "theme": "dark",
    "drawing": True,
    "chosen": "kpi-1 kvi-1",
    "picked": "kpi-1",
    "least": 2,
    "view": "own",
    "seen": 1,
}


def page_traits(widget):
    return [name for name in widget.keys if widget.trait_metadata(name, "echo_update") is False]


def spoiled(value, chance):
    """A value with junk somewhere in it."""
    value = copy.deepcopy(value)
    if isinstance(value, dict | list) and value and chance.random() < 0.8:
        place = chance.choice([*value] if isinstance(value, dict) else range(len(value)))
        value[place] = spoiled(value[place], chance)
        return value
    return copy.deepcopy(chance.choice(JUNK))


@pytest.mark.parametrize("kind", KINDS)
def test_junk_from_a_page_harms_nothing(kind, path):
    workshop = Workshop.open("fr", path)
    workshop.update("kvi", [kvi(1, "They dare"), kvi(2, "They ask")])
    widget, chance = kind(workshop), random.Random(kind.__name__)
    own = page_traits(widget)
    for number in range(1, 150):
        state = {
            name: spoiled(SENSIBLE[name], chance) for name in chance.sample(own, chance.randint(1, min(3, len(own))))
        }
        widget._handle_custom_msg({"page": "p", "number": number, "state": state}, [])
        widget.set_state(state)  # as ipywidgets' own messages do
    assert Workshop.open("fr", path).notices == []
    assert tables_of(workshop.package())[1] == []
    again = KviStep(workshop)
    again._handle_custom_msg({"page": "p", "number": 1, "state": {"value": GOOD, "was": again.value, "edit": 1}}, [])
    assert texts(Workshop.open("fr", path))["kvi-1"] == "They dare"


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_cannot_change_what_is_the_kernels(kind, workshop):
    widget = kind(workshop)
    kernels = [name for name in widget.keys if name not in page_traits(widget)]
    kept = {name: getattr(widget, name) for name in kernels if isinstance(getattr(widget, name), dict | list | str)}
    for junk in ({}, [], "junk"):
        widget.set_state({name: junk for name, value in kept.items() if isinstance(value, type(junk))})
    assert {name: getattr(widget, name) for name in kept} == kept


@pytest.mark.parametrize(
    "message", [{}, {"number": "1"}, {"number": None}, {"number": 1, "state": 7}, {"page": [], "number": 2}]
)
def test_a_message_that_is_none_changes_nothing(message, workshop):
    widget = KviStep(workshop)
    widget._handle_custom_msg(message, [])
    assert not workshop.has_answers
