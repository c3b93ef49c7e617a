"""The coach is held to figures on sentences that its rules were not written by; what stays below a bar is named."""

import re
import time

import pytest

from kvi_widgets.logic.sentence_coach import coach_of
from kvi_widgets.words.content import Content, languages
from tests.repo.sources import cells, notebooks

from .coach_measures import (
    ASKED_OF,
    JUDGED,
    coach_shares,
    example_sentences,
    joined,
    map_of,
    people_shares,
    rows_of,
    sign_shares,
    wary_coach,
)

MOST_WRONG, SIGN_PRECISION, SIGN_RECALL, PEOPLE = 0.05, 0.9, 0.75, 0.85
LEARNERS, CROSSED = 0.6, 0.5
# Written down as it is: to be mended by looking at the open part only.
BELOW = {"fr": set(), "en": {"sign precision"}}
MOST_MS = 10  # for twenty sentences, at each pause of a learner

every_language = pytest.mark.parametrize("lang", languages())


def bars(lang: str) -> dict[str, bool]:
    """Which bars the kept part reaches."""
    coach = coach_shares(lang, "kept")
    precision, recall = sign_shares(lang, "kept")
    places = {name: share for name, share in coach.items() if name.startswith(("kvi ", "kpi "))}
    return {
        "wrong": coach["wrong"].value <= MOST_WRONG,
        **{
            f"learners, {box}": joined(*(one for name, one in places.items() if box in name)).value >= LEARNERS
            for box in ("kvi", "kpi")
        },
        **{name: share.value >= (CROSSED if "crossed" in name else LEARNERS) for name, share in places.items()},
        **{name: coach[name].value >= LEARNERS for name in ASKED_OF},
        "sign precision": precision.value >= SIGN_PRECISION,
        "sign recall": recall.value >= SIGN_RECALL,
        "people": min(share.value for share in people_shares(lang, "kept")) >= PEOPLE,
    }


@every_language
def test_every_bar_is_reached_but_those_that_are_named(lang):
    assert {name for name, reached in bars(lang).items() if not reached} == BELOW[lang]


@every_language
def test_sentences_are_many_and_a_third_of_each_kind_is_kept(lang):
    rows = {part: rows_of(lang, part) for part in ("open", "kept")}
    assert sum(map(len, rows.values())) >= 300
    assert len({row["sentence"] for part in rows.values() for row in part}) == sum(map(len, rows.values()))
    for kind in {(row["really"], row["kind"]) for row in rows["open"]}:
        kept, open_ = (sum((row["really"], row["kind"]) == kind for row in rows[part]) for part in ("kept", "open"))
        assert kept <= open_ <= 3 * kept + 2, kind


@every_language
def test_maps_of_the_measure_are_maps_and_what_a_teacher_would_ask_can_be_asked(lang):
    rows = [row for part in ("open", "kept") for row in rows_of(f"{lang}_maps", part)]
    assert len(rows) == 30
    assert {kind for row in rows for kind in row["would"].split()} <= JUDGED
    assert {len(map_of(row, lang).links) - len(row["links"].split()) for row in rows} == {0}


@every_language
def test_the_worked_examples_are_in_their_places(lang):
    assert [(box, text) for box, text in example_sentences(lang) if coach_of(Content.load(lang)).ask(text, box)] == []


@every_language
def test_twenty_sentences_are_read_within_a_pause(lang):
    sentences = [(row["sentence"], row["box"]) for row in rows_of(lang, "open")[::11]][:20]
    coach, times = coach_of(Content.load(lang)), []
    for _ in range(5):
        start = time.process_time()
        for sentence, box in sentences:
            coach.ask(sentence, box)
        times.append(1000 * (time.process_time() - start))
    assert min(times) < MOST_MS


# The table of the teacher's guide


def told(lang: str) -> list[str]:
    """Figures of the guide's table, from top to bottom."""
    coach = coach_shares(lang, "kept")
    sloppy = joined(coach["kvi sloppy"], coach["kpi sloppy"])
    others = joined(*(coach[name] for name in ASKED_OF))
    wary = coach_shares(lang, "kept", wary_coach(lang))
    places = joined(*(share for name, share in wary.items() if name.startswith(("kvi ", "kpi "))))
    order = [coach[name] for name in ("wrong", "kpi clear", "kpi crossed", "kvi clear", "kvi crossed")]
    signs = [f"{round(100 * share.value)}\u00a0%" for share in sign_shares(lang, "kept")]
    return [f"{round(100 * share.value)}\u00a0%" for share in (*order, sloppy, places, others)] + signs


@every_language
def test_the_guide_says_what_is_measured(lang):
    [guide] = [path for path in notebooks(lang) if path.name.startswith("91")]
    [section] = [cell.source for cell in cells(guide) if "data/coach" in cell.source]
    spaced = [re.sub(r"\s?%", "\u00a0%", figure) for figure in re.findall(r"\d+\s?%(?= *\|)", section)]
    assert spaced == told(lang)
