"""The map in words says the same as the map."""

import tomllib
from pathlib import Path

import pandas as pd

from kvi_widgets.logic.map_sentences import link_sentences, link_table, quoted

WORDS = tomllib.loads((Path(__file__).parents[2] / "data/fr/map.toml").read_text("utf-8"))
NBSP = "\u00a0"
KVI = pd.DataFrame({"id": ["kvi-1", "kvi-2", "kvi-3"], "text": ["Accès seul", "Confiance", " "]}, dtype="str")
KPI = pd.DataFrame(
    {"id": ["kpi-1", "kpi-2", "kpi-3"], "text": ["Téléchargements", "Appels", "Visites {0}"]}, dtype="str"
)
LINKS = pd.DataFrame(
    [
        ("kpi-3", "kvi-1", "0", 1, ""),
        ("kpi-2", "kvi-1", "-", 2, "on se débrouille !"),
        ("kpi-1", "kvi-1", "+", 3, " on lit sans aide. "),
        ("kpi-1", "kvi-9", "+", 3, ""),
        ("kpi-1", "kvi-3", "+", 3, ""),
        ("kpi-2", "kvi-2", "", 1, ""),
    ],
    columns=["kpi", "kvi", "polarity", "strength", "reason"],
).astype({"strength": "Int64"})


def sentences() -> list[str]:
    return [sentence.replace(NBSP, " ") for sentence in link_sentences(KVI, KPI, LINKS, WORDS)]


def test_a_supporting_link_rises_with_its_reason_and_ends_with_one_dot():
    assert sentences()[0] == (
        "Quand « Téléchargements » monte, cela soutient « Accès seul » (lien fort). Raison : on lit sans aide."
    )


def test_a_link_that_works_against_says_that_its_fall_is_the_good_sign():
    assert sentences()[1] == (
        "Quand « Appels » monte, cela contrarie « Accès seul » : c’est sa baisse qui est bon signe "
        "(lien moyen). Raison : on se débrouille !"
    )


def test_a_link_without_effect_is_told_as_such():
    assert "ne change rien" in sentences()[2]
    assert "lien" not in sentences()[2]


def test_indicators_that_stand_alone_are_named_after_the_links():
    assert "« Visites {0} »" in sentences()[3]
    assert "« Confiance »" in sentences()[4]


def test_pairs_not_looked_at_yet_are_named_last_and_per_kpi():
    assert sentences()[5:] == [
        f"Reste à regarder : l’effet de « {text} » sur « Confiance »."
        for text in ("Téléchargements", "Appels", "Visites {0}")
    ]


def test_the_table_holds_one_row_per_link_in_words():
    table = link_table(KVI, KPI, LINKS, WORDS)
    assert table.columns.tolist() == [WORDS[f"column_{name}"] for name in ("kpi", "kvi", "sign", "strength", "reason")]
    assert table.iloc[0].tolist() == [
        "Téléchargements",
        "Accès seul",
        WORDS["plus_sign"],
        "lien fort",
        "on lit sans aide.",
    ]
    assert table["Force"].tolist() == ["lien fort", "lien moyen", ""]


def test_empty_tables_give_no_sentence_and_an_empty_table_with_the_same_columns():
    empty = KVI[:0], KPI[:0], LINKS[:0], WORDS
    assert link_sentences(*empty) == []
    table = link_table(*empty)
    assert table.empty
    assert table.columns.equals(link_table(KVI, KPI, LINKS, WORDS).columns)
    assert table.dtypes.equals(link_table(KVI, KPI, LINKS, WORDS).dtypes)


def test_a_missing_strength_counts_as_weak():
    links = LINKS.assign(strength=pd.array([pd.NA] * len(LINKS), dtype="Int64"))
    assert link_table(KVI, KPI, links, WORDS)["Force"].tolist() == ["lien faible", "lien faible", ""]


def test_quotation_marks_of_people_step_inside_those_of_the_sentence():
    assert quoted("Clics sur « Envoyer »", WORDS) == f"«{NBSP}Clics sur “Envoyer”{NBSP}»"
