"""What would follow if a KPI moved, checked against an oracle that counts by hand."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvi_widgets import Content, Workshop
from kvi_widgets.logic.what_if import what_if, what_if_sentences
from kvi_widgets.words.content import languages

COLUMNS = ["kpi", "kvi", "polarity", "strength", "reason"]


def indicators(name, count, blank=()):
    rows = [(f"{name}-{n}", " " if n in blank else f"{name} number {n}") for n in range(1, count + 1)]
    return pd.DataFrame(rows, columns=["id", "text"], dtype="str")


def linked(*rows):
    return pd.DataFrame(
        [(f"kpi-{kpi}", f"kvi-{kvi}", sign, force, reason) for kpi, sign, kvi, force, reason in rows], columns=COLUMNS
    ).astype({"strength": "Int64"})


LINKS = linked((1, "+", 1, 3, "they read it"), (2, "-", 1, 1, ""), (2, "0", 2, 2, "nobody knows"), (1, "+", 3, 2, "x"))
KVI, KPI = indicators("kvi", 3), indicators("kpi", 2)


def outcomes(moves, links=LINKS):
    frame = what_if(KVI, KPI, links, moves)
    return dict(zip(frame["kvi"], frame["outcome"], strict=True))


def told(moves, lang="fr", links=LINKS):
    return [" ".join(sentence.split()) for sentence in what_if_sentences(KVI, KPI, links, moves, Content.load(lang))]


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
    assert what_if(KVI, KPI, LINKS, {"kpi-1": "rises", "kpi-2": "rises"})["influences"][0] == (
        ("kpi-1", "+", 3, "they read it"),
        ("kpi-2", "-", 1, ""),
    )


def test_a_moving_kpi_without_effect_is_told_with_its_reason():
    frame = what_if(KVI, KPI, LINKS, {"kpi-2": "falls"})
    assert frame["influences"][1] == (("kpi-2", "0", 2, "nobody knows"),)
    assert "kpi number 2 » baisse : cela ne change rien à ce KVI. Pourquoi ? nobody knows." in " ".join(
        told({"kpi-2": "falls"})
    )


def test_a_wrong_move_is_named_with_what_may_be():
    with pytest.raises(ValueError, match="'up': falls, stays, rises"):
        what_if(KVI, KPI, LINKS, {"kpi-1": "up"})


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


def test_empty_and_unanswered_tables_give_the_same_columns_and_types():
    full, empty = what_if(KVI, KPI, LINKS, {"kpi-1": "rises"}), what_if(KVI[:0], KPI[:0], LINKS[:0], {"kpi-1": "rises"})
    assert empty.empty
    assert empty.dtypes.equals(full.dtypes)
    blank = linked((1, "", 1, 1, ""), (1, "+", 2, pd.NA, None))
    frame = what_if(KVI, KPI, blank, {"kpi-1": "rises"})
    assert frame["outcome"].tolist() == ["still", "rises", "still"]
    assert frame["influences"][1] == (("kpi-1", "+", 1, ""),)


def test_text_from_people_stays_text():
    kpi = KPI.assign(text=["{kvi} <b>", "«\u00a0a\u00a0»"])
    sentences = what_if_sentences(KVI, kpi, LINKS, {"kpi-1": "rises"}, Content.load("fr"))
    assert "{kvi} <b>" in sentences[1]


@pytest.mark.parametrize("lang", languages())
def test_every_outcome_has_its_words_in_every_language(lang):
    own = Workshop(Content.load(lang)).example("portal")
    for move in ("rises", "falls"):
        moves = dict.fromkeys(own.kpi["id"], move)
        sentences = what_if_sentences(own.kvi, own.kpi, own.links, moves, own.content)
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


@given(maps())
def test_outcomes_agree_with_the_oracle_on_any_map(drawn):
    ends, texts, paths, moves = drawn
    kvi, kpi = (pd.DataFrame(list(one.items()), columns=["id", "text"], dtype="str") for one in (ends, texts))
    links = pd.DataFrame([(*ids, *link) for ids, link in paths.items()], columns=COLUMNS)
    frame = what_if(kvi, kpi, links, moves)
    active = frame["influences"].map(lambda found: sum(one[1] != "0" for one in found))
    assert dict(zip(frame["kvi"], zip(frame["outcome"], active, strict=True), strict=True)) == oracle(
        ends, texts, paths, moves
    )


@given(maps())
def test_when_every_move_is_turned_round_every_outcome_is(drawn):
    ends, texts, paths, moves = drawn
    kvi, kpi = (pd.DataFrame(list(one.items()), columns=["id", "text"], dtype="str") for one in (ends, texts))
    links = pd.DataFrame([(*ids, *link) for ids, link in paths.items()], columns=COLUMNS)
    turned = {id_: {"rises": "falls", "falls": "rises"}.get(move, move) for id_, move in moves.items()}
    there, back = (what_if(kvi, kpi, links, one)["outcome"] for one in (moves, turned))
    assert there.replace({"rises": "falls", "falls": "rises"}).tolist() == back.tolist()
