"""What would follow if a KPI moved, checked against an oracle that counts by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvi_widgets import Content, Workshop
from kvi_widgets.logic.what_if import what_if, what_if_sentences
from kvi_widgets.words.content import languages

from .maps import links


def indicators(name, count, blank=()):
    rows = [(f"{name}-{n}", " " if n in blank else f"{name} number {n}") for n in range(1, count + 1)]
    return [{"id": id_, "text": text} for id_, text in rows]


def linked(*rows):
    return links(*((f"kpi-{kpi}", f"kvi-{kvi}", sign, force, reason) for kpi, sign, kvi, force, reason in rows))


LINKS = linked((1, "+", 1, 3, "they read it"), (2, "-", 1, 1, ""), (2, "0", 2, 2, "nobody knows"), (1, "+", 3, 2, "x"))
KVI, KPI = indicators("kvi", 3), indicators("kpi", 2)
TABLES = {"kvi": KVI, "kpi": KPI, "links": LINKS}


def outcomes(moves):
    return {row["kvi"]: row["outcome"] for row in what_if(TABLES, moves)}


def told(moves):
    return [" ".join(sentence.split()) for sentence in what_if_sentences(TABLES, moves, Content.load("fr"))]


@pytest.mark.parametrize(
    ("moves", "expected"),
    [
        ({}, ["still", "still", "still"]),
        ({"kpi-1": "stays"}, ["still", "still", "still"]),
        ({"kpi-1": "rises"}, ["rises", "still", "rises"]),
        ({"kpi-1": "falls"}, ["falls", "still", "falls"]),
        ({"kpi-2": "rises"}, ["falls", "still", "still"]),
        ({"kpi-2": "falls"}, ["rises", "still", "still"]),
        ({"kpi-1": "rises", "kpi-2": "falls"}, ["rises", "still", "rises"]),
        ({"kpi-1": "rises", "kpi-2": "rises"}, ["contradictory", "still", "rises"]),
        ({"kpi-9": "rises"}, ["still", "still", "still"]),
    ],
)
def test_each_kvi_follows_the_signs_of_the_kpi_that_move(moves, expected):
    assert list(outcomes(moves).values()) == expected


def test_a_strong_link_does_not_win_over_a_weak_one():
    assert what_if(TABLES, {"kpi-1": "rises", "kpi-2": "rises"})[0]["influences"] == (
        ("kpi-1", "+", 3, "they read it"),
        ("kpi-2", "-", 1, ""),
    )


def test_a_moving_kpi_without_effect_is_told_with_its_reason():
    rows = what_if(TABLES, {"kpi-2": "falls"})
    assert rows[1]["influences"] == (("kpi-2", "0", 2, "nobody knows"),)
    assert "kpi number 2 » baisse : cela ne change rien à ce KVI. Pourquoi ? nobody knows." in " ".join(
        told({"kpi-2": "falls"})
    )


def test_a_wrong_move_is_named_with_what_may_be():
    with pytest.raises(ValueError, match="'up': falls, stays, rises"):
        what_if(TABLES, {"kpi-1": "up"})


def test_sentences_give_the_outcome_then_the_chain_of_reasons_then_say_what_they_are():
    assert told({"kpi-1": "rises"}) == [
        "D’après tes liens, le KVI « kvi number 1 » monterait.",
        "Le KPI « kpi number 1 » monte : cela fait monter ce KVI (lien fort). Pourquoi ? they read it.",
        "D’après tes liens, le KVI « kvi number 2 » ne bougerait pas.",
        "D’après tes liens, le KVI « kvi number 3 » monterait.",
        "Le KPI « kpi number 1 » monte : cela fait monter ce KVI (lien moyen). Pourquoi ? x.",
        "C’est ton hypothèse, lue sur tes liens : rien n’a été mesuré. Pour savoir, il faudra aller voir.",
    ]


def test_a_contradiction_is_told_with_both_its_sides():
    sentences = told({"kpi-1": "falls", "kpi-2": "falls"})
    assert "se contredisent" in sentences[0]
    assert "kpi number 1 » baisse : cela fait baisser" in sentences[1]
    assert "kpi number 2 » baisse : cela fait monter" in sentences[2]


def test_without_a_move_nothing_is_claimed_but_what_it_is():
    assert len(told({})) == len(told({"kpi-1": "stays", "kpi-9": "rises"})) == 2
    assert "hypothèse" in told({})[-1]


def test_what_is_not_answered_moves_nothing():
    assert what_if({table: [] for table in TABLES}, {"kpi-1": "rises"}) == []
    blank = linked((1, "", 1, 1, ""), (1, "+", 2, None, ""))
    rows = what_if(TABLES | {"links": blank}, {"kpi-1": "rises"})
    assert [row["outcome"] for row in rows] == ["still", "rises", "still"]
    assert rows[1]["influences"] == (("kpi-1", "+", 1, ""),)


def test_text_from_people_stays_text():
    kpi = [row | {"text": text} for row, text in zip(KPI, ["{kpi} <b>", "«\u00a0a\u00a0»"], strict=True)]
    sentences = what_if_sentences(TABLES | {"kpi": kpi}, {"kpi-1": "rises"}, Content.load("fr"))
    assert "{kpi} <b>" in sentences[1]


@pytest.mark.parametrize("lang", languages())
def test_every_outcome_has_its_words_in_every_language(lang):
    own = Workshop(Content.load(lang)).example("portal")
    for move in ("rises", "falls"):
        moves = dict.fromkeys(own.kpi["id"], move)
        sentences = what_if_sentences(own.rows, moves, own.content)
        assert len(sentences) == len(own.kvi) + len(own.links) + 1
        assert not [text for text in sentences if "{" in text or "()" in text or text[-1] not in ".!?…"]


# The oracle: every path is listed and followed step by step, with plain lists and words only.


def opposite_of(move):
    return {"rises": "falls", "falls": "rises"}[move]


def oracle(kvi_texts, kpi_texts, paths, moves):
    ends = {}
    for kvi, text in kvi_texts.items():
        arrivals = []
        for (kpi, end), (sign, _, _) in paths.items():
            move = moves.get(kpi, "stays")
            if end == kvi and kpi_texts.get(kpi, "").strip() and move != "stays" and sign in ("+", "-"):
                arrivals.append(move if sign == "+" else opposite_of(move))
        if text.strip():
            up, down = arrivals.count("rises"), arrivals.count("falls")
            ends[kvi] = ("contradictory" if up and down else "rises" if up else "falls" if down else "still", up + down)
    return ends


@st.composite
def maps(draw):
    kpi, kvi = draw(st.integers(0, 6)), draw(st.integers(0, 5))
    texts = {f"kpi-{n}": draw(st.sampled_from(["clicks", "calls", " "])) for n in range(kpi)}
    ends = {f"kvi-{n}": draw(st.sampled_from(["trust", "calm", ""])) for n in range(kvi)}
    pairs = [(a, b) for a in [*texts, "kpi-gone"] for b in [*ends, "kvi-gone"]]
    link = st.tuples(st.sampled_from(["+", "-", "0", ""]), st.integers(1, 3), st.sampled_from(["", "why"]))
    paths = draw(st.dictionaries(st.sampled_from(pairs), link))
    moves = draw(st.dictionaries(st.sampled_from([*texts, "kpi-gone"]), st.sampled_from(["rises", "stays", "falls"])))
    return ends, texts, paths, moves


def tables_of(ends, texts, paths):
    kvi, kpi = ([{"id": id_, "text": text} for id_, text in one.items()] for one in (ends, texts))
    return {"kvi": kvi, "kpi": kpi, "links": links(*((*ids, *link) for ids, link in paths.items()))}


@given(maps())
def test_outcomes_agree_with_the_oracle_on_any_map(drawn):
    ends, texts, paths, moves = drawn
    tables = tables_of(ends, texts, paths)
    found = {
        row["kvi"]: (row["outcome"], sum(one[1] != "0" for one in row["influences"])) for row in what_if(tables, moves)
    }
    assert found == oracle(ends, texts, paths, moves)


@given(maps())
def test_when_every_move_is_turned_round_every_outcome_is(drawn):
    ends, texts, paths, moves = drawn
    tables = tables_of(ends, texts, paths)
    turned = {id_: {"rises": "falls", "falls": "rises"}.get(move, move) for id_, move in moves.items()}
    there, back = ([row["outcome"] for row in what_if(tables, one)] for one in (moves, turned))
    assert [{"rises": "falls", "falls": "rises"}.get(outcome, outcome) for outcome in there] == back
