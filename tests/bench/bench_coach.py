"""How often the coach is right, by kind and language: on the kit's sentences, on the cards, on published indicators.

Published indicators are not part of the kit. Where a folder holds ``indicators_<language>.jsonl`` (``text``, ``judged``,
``source``), this counts them as well: ``KVI_INDICATORS=<folder> make bench``.
"""

import json
import os
from pathlib import Path

import pytest

from kvi_widgets.logic.sentence_coach import coach_of
from kvi_widgets.words.content import Content, languages
from tests.bench.report import print_table
from tests.unit.coach_measures import (
    OTHER_BOX,
    PLACE,
    Share,
    asked_kind,
    card_shares,
    coach_shares,
    map_shares,
    people_shares,
    sign_shares,
    wary_coach,
)

MOST_WRONG = 0.05
PARTS = ("open", "kept")


@pytest.mark.parametrize("lang", languages())
def test_the_coach_by_kind(lang):
    by_part = [*(coach_shares(lang, part) for part in PARTS), coach_shares(lang, "kept", wary_coach(lang))]
    rows = [(name, *(shares[name] for shares in by_part)) for name in by_part[0]]
    pairs = {"sign": sign_shares, "people missing": people_shares, "whole maps": map_shares}
    for name, shares in pairs.items():
        figures = [shares(lang, part) for part in PARTS]
        rows += [
            (f"{name}, {what}", *(one[n] for one in figures), "") for n, what in enumerate(("precision", "recall"))
        ]
    rows += [(f"cards, {name}", share, "", "") for name, share in card_shares(lang).items()]
    print_table(f"The coach, {lang}", ("", *PARTS, "kept, without words that only they use"), rows)
    assert by_part[1]["wrong"].value <= MOST_WRONG


@pytest.mark.skipif("KVI_INDICATORS" not in os.environ, reason="needs a folder of published indicators")
@pytest.mark.parametrize("lang", languages())
def test_the_coach_on_published_indicators(lang):
    coach = coach_of(Content.load(lang))
    file = Path(os.environ["KVI_INDICATORS"]) / f"indicators_{lang}.jsonl"
    shares: dict[str, dict[str, Share]] = {}
    for line in file.read_text("utf-8").splitlines():
        row = json.loads(line)
        if row["judged"] in PLACE:
            for source in ("all", row["source"]):
                mine = shares.setdefault(source, {name: Share() for name in ("wrong", *PLACE)})
                mine["wrong"].add(hit=bool(coach.ask(row["text"], row["judged"])))
                there = asked_kind(row["text"], OTHER_BOX[row["judged"]], coach)
                mine[row["judged"]].add(hit=there == PLACE[row["judged"]])
    rows = [(source[:50], *mine.values()) for source, mine in shares.items()]
    print_table(f"Published indicators, {lang}", ("", "wrong", "KVI as KPI", "KPI as KVI"), rows)
    assert shares["all"]["wrong"].of
