"""The map in words says the same as the map."""

import tomllib
from pathlib import Path

from kvi_widgets.logic.map_sentences import link_sentences, link_table, quoted

from .test_links import TABLES

WORDS = tomllib.loads((Path(__file__).parents[2] / "data/fr/map.toml").read_text("utf-8"))
NBSP = "\u00a0"


def sentences() -> list[str]:
    return [sentence.replace(NBSP, " ") for sentence in link_sentences(TABLES, WORDS)]


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
    table = link_table(TABLES, WORDS)
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
    empty = {table: [] for table in TABLES}, WORDS
    assert link_sentences(*empty) == []
    table = link_table(*empty)
    assert table.empty
    assert table.columns.equals(link_table(TABLES, WORDS).columns)
    assert table.dtypes.equals(link_table(TABLES, WORDS).dtypes)


def test_a_missing_strength_counts_as_weak():
    links = [link | {"strength": None} for link in TABLES["links"]]
    assert link_table(TABLES | {"links": links}, WORDS)["Force"].tolist() == ["lien faible", "lien faible", ""]


def test_quotation_marks_of_people_step_inside_those_of_the_sentence():
    assert quoted("Clics sur « Envoyer »", WORDS) == f"«{NBSP}Clics sur “Envoyer”{NBSP}»"
