"""What a click costs, counted: exact and without noise, whatever else the machine does."""

import json
import subprocess
import sys
from collections import Counter
from itertools import count
from typing import ClassVar

import comm
import pytest

from kvi_widgets import CompareLinks, LinksStep, ProgressRibbon, SecondLinks, ValueMap, WhatIf, Workshop
from kvi_widgets.logic.coherence import coherence_findings
from kvi_widgets.logic.map_sentences import link_sentences
from kvi_widgets.model.answers import Answers
from kvi_widgets.pictures import map_order, map_routes

from .maps import named, some_links

WORDS = [
    "Visites",
    "appels",
    "clients",
    "dossiers",
    "relevés",
    "échanges",
    "portail",
    "erreurs",
    "aides",
    "files",
    "mots",
]
CALLS_OF_A_CLICK = {(3, 2): 33_000, (10, 6): 80_000}  # indicators, all of them linked


def calls(action) -> int:
    """How many functions an action calls, Python's own and C's."""
    counter = count()
    sys.setprofile(lambda _frame, event, _found: next(counter) if event in {"call", "c_call"} else None)
    try:
        action()
    finally:
        sys.setprofile(None)
    return next(counter)


def lesson(content, path, kpis, kvis):
    """The forms and maps of the fifth lesson, and a click on one link."""
    workshop = Workshop(content, path)
    kpi, kvi = named("kpi", [f"Visites du service {n}" for n in range(kpis)]), named("kvi", ["Ils osent"] * kvis)
    workshop.update_all({"kpi": kpi, "kvi": kvi, "links": some_links(kvi, kpi)})
    shown = [one(workshop) for one in (ProgressRibbon, LinksStep, ValueMap, WhatIf, SecondLinks, CompareLinks)]
    value_map, number = shown[2], count()
    for picture in shown[2:4]:
        picture.width, picture.theme = 900, "light"

    def click():
        turn = next(number)
        value_map.edit = {"do": "set", "kpi": "kpi-1", "kvi": "kvi-1", "number": turn, "polarity": "+-"[turn % 2]}

    for _ in range(4):
        click()
    return value_map, click


def indicators_of_a_class(content, count):
    """A map with as many KPI as KVI, which share words with many others."""
    texts = [f"{WORDS[n % 7]} des {WORDS[n % 11]} rue {n} lot{n} zone{n}" for n in range(count)]
    kpi, kvi = named("kpi", texts), named("kvi", texts[::-1])
    linked = some_links(kvi, kpi, share=2 / count)
    workshop = Workshop(content)
    workshop.update_all({"kpi": kpi, "kvi": kvi, "links": linked})
    return workshop.rows


@pytest.mark.parametrize(
    "asked", [coherence_findings, lambda rows, content: link_sentences(rows, content.words("map"))]
)
def test_questions_and_story_grow_with_the_map_not_with_its_square(content, asked):
    small, large = (indicators_of_a_class(content, count) for count in (100, 200))
    asked(large, content)  # words are stemmed once
    # A little above 2: words are looked up in so few calls that what the same words have in common is seen.
    assert calls(lambda: asked(large, content)) <= 2.4 * calls(lambda: asked(small, content))


@pytest.mark.parametrize(("kpis", "kvis"), CALLS_OF_A_CLICK)
def test_a_click_calls_no_more_functions_than_its_budget(content, path, kpis, kvis):
    _, click = lesson(content, path, kpis, kvis)
    assert calls(click) <= CALLS_OF_A_CLICK[kpis, kvis]


def test_a_click_copies_all_tables_once_for_each_that_needs_them(content, path, monkeypatch):
    _, click = lesson(content, path, 3, 2)
    copied, rows = [], Answers.rows.fget
    monkeypatch.setattr(Answers, "rows", property(lambda self: copied.append(self) or rows(self)))
    click()
    assert len(copied) <= 12


def test_another_sign_on_the_same_links_looks_for_no_new_places(content, path):
    value_map, click = lesson(content, path, 10, 6)
    value_map.view = "untangled"
    searched = map_routes._badge_places.cache_info().misses, map_order._best_orders.cache_info().misses
    click()
    assert searched == (map_routes._badge_places.cache_info().misses, map_order._best_orders.cache_info().misses)


class Sent(comm.base_comm.BaseComm):
    """What goes to the page, by trait."""

    bytes_of: ClassVar[Counter[str]] = Counter()

    def publish_msg(self, msg_type, data=None, **_):
        for name, value in (data or {}).get("state", {}).items():
            self.bytes_of[name] += len(json.dumps(value, ensure_ascii=False).encode())


@pytest.fixture
def sent(monkeypatch):
    monkeypatch.setattr(comm, "create_comm", Sent)
    Sent.bytes_of.clear()
    return Sent.bytes_of


def test_what_a_click_sends_is_what_changed(content, path, sent):
    _, click = lesson(content, path, 3, 2)
    sent.clear()
    click()
    assert sum(sent.values()) <= 8000


FIRST_CELLS = """if True:
    import sys
    from kvi_widgets import CompareLinks, KviStep, LinksStep, Predict, ProgressRibbon, ValueMap, WhatIf, Workshop
    workshop = Workshop.open("fr", "mine.json")
    shown = [one(workshop) for one in (ProgressRibbon, KviStep, LinksStep, ValueMap, WhatIf, CompareLinks)]
    shown[1].value = {"kvi": [{"id": "kvi-1", "text": "Ils osent demander"}]}
    Predict(workshop, "portal-map").value = {"predictions": [{"id": "portal-map", "shown": "yes"}]}
    print(*{"pandas", "numpy", "plotly", "jinja2", "nbformat", "snowballstemmer.french"} & set(sys.modules))
    print(len(workshop.kvi), "pandas" in sys.modules)"""


@pytest.mark.slow
def test_no_form_waits_for_pandas_or_what_else_only_a_reader_needs(tmp_path):
    run = subprocess.run([sys.executable, "-c", FIRST_CELLS], check=True, capture_output=True, text=True, cwd=tmp_path)
    assert run.stdout.splitlines() == ["", "1 True"]
