"""Each question comes when it should, stays away when it should not, and never judges."""

import re
import string
from copy import deepcopy
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvi_widgets import Content, Workshop
from kvi_widgets.logic.coherence import coherence_findings
from kvi_widgets.logic.coherence_rules import COMMON_WORDS, NEARLY, Sketch, near_copy
from kvi_widgets.logic.cues import Cues, bad_news, folded_text, shared_words, stem_of
from kvi_widgets.logic.progress import NOTES
from kvi_widgets.words.content import languages

from .maps import links as linked
from .maps import named

FR = Content.load("fr")
NOT_KINDS = {"nothing", "caution", "link", "act", "cues"}
KINDS = [kind for kind in FR.words("coherence") if kind not in NOT_KINDS]
ALONE = "Part des clients qui trouvent leur relevé seuls"
CALM = "Des clients disent se sentir tranquilles"
AFRAID = "Part des clients qui ont peur de se tromper"


def answers(kvi=(ALONE, CALM), kpi=("Clics", "Visites"), links="", **more):
    """Answers with links written like ``"1+1 2-1"`` (KPI, sign, KVI); the last KVI is told, the others counted."""
    more = {"strategy": "", "people": "", "told": True, "reasons": True} | more
    natures = ["quantitative"] * (len(kvi) - more["told"]) + ["qualitative"] * more["told"]
    said = "car" if more["reasons"] else " "
    return {
        "context": [{"id": "context-1", "people": more["people"]}],
        "strategy": named("strategy", [more["strategy"]]),
        "kvi": [row | {"nature": nature} for row, nature in zip(named("kvi", kvi), natures, strict=False)],
        "kpi": named("kpi", kpi),
        "links": linked(*((f"kpi-{one[0]}", f"kvi-{one[2]}", one[1], 1, said) for one in links.split())),
    }


def found(*given, lang=FR, **more):
    """Findings about these answers: what they concern, by kind."""
    rows = coherence_findings(answers(*given, **more), lang)
    return {kind: [row["concerns"] for row in rows if row["id"] == kind] for kind in dict.fromkeys(ids(rows))}


def ids(rows):
    return [row["id"] for row in rows]


def trigger(kind, *given, **more):
    """What made a question of this kind come, first time."""
    rows = coherence_findings(answers(*given, **more), FR)
    return next(row["trigger"] for row in rows if row["id"] == kind).replace("\u00a0", " ")


# Lonely KPI, KVI without a lever, everything on one KPI


def test_a_kpi_that_serves_no_kvi_is_asked_about():
    assert found(links="1+1 1-2")["lonely_kpi"] == [("kpi-2",)]


def test_a_kpi_that_serves_one_of_two_kvi_is_not_lonely_even_when_it_works_against():
    assert "lonely_kpi" not in found(links="1+1 2-2")


def test_a_kpi_judged_without_effect_everywhere_is_lonely():
    assert found(links="1+1 1-2 201 202")["lonely_kpi"] == [("kpi-2",)]


def test_before_the_first_link_nobody_is_called_lonely():
    assert found() == {}


def test_a_kvi_without_a_lever_is_asked_about():
    assert found(links="1+1 2-1")["no_lever"] == [("kvi-2",)]
    assert "no_lever" not in found(links="1+1 2-2")


def test_an_effect_of_none_is_no_lever_and_a_link_to_a_blank_kpi_neither():
    assert found(links="1+1 2-1 102")["no_lever"] == [("kvi-2",)]
    assert found(kpi=["Clics", "Visites", " "], links="1+1 2-1 3+2")["no_lever"] == [("kvi-2",)]


def test_everything_on_one_kpi_is_asked_about_when_there_are_others():
    assert found(links="1+1 1-2")["one_kpi"] == [("kpi-1",)]


def test_one_kpi_is_no_question_with_a_second_at_work_or_with_no_other_or_with_a_single_link():
    assert "one_kpi" not in found(links="1+1 1-2 2-2")
    assert "one_kpi" not in found(kpi=["Clics"], links="1+1 1-2")
    assert "one_kpi" not in found(links="1+1")


# Signs


def test_all_links_positive_is_asked_about_with_the_links():
    assert found(links="1+1 2+2")["all_plus"] == [("kpi-1 kvi-1", "kpi-2 kvi-2")]
    assert trigger("all_plus", links="1+1 2+2").startswith(f"« Clics » + « {ALONE} », « Visites » +")


def test_one_minus_or_a_single_link_is_not_all_positive_but_an_effect_of_none_changes_nothing():
    assert "all_plus" not in found(links="1+1 2-2")
    assert "all_plus" not in found(links="1+1")
    assert "all_plus" in found(links="1+1 2+2 102")


def test_nothing_that_would_warn_is_asked_about():
    assert found(links="1+1")["no_counter"] == [("kpi-1", "kpi-2")]


def test_what_is_asked_of_links_that_all_support_is_not_asked_twice():
    assert {"all_plus", "no_counter"} & set(found(links="1+1 2+2")) == {"all_plus"}


@pytest.mark.parametrize(
    ("kpi", "links"),
    [
        (("Clics", "Visites"), "1+1 2-2"),
        (("Clics", "Nombre d’erreurs"), "1+1"),
        (("Clics", "Visites"), "101"),
    ],
)
def test_a_minus_or_a_kpi_that_warns_is_a_counter_measure_and_without_links_there_is_nothing_to_cheat(kpi, links):
    assert "no_counter" not in found(kpi=kpi, links=links)


def test_a_kpi_whose_warning_is_turned_round_warns_of_nothing():
    assert "no_counter" in found(kpi=["Clics", "Nombre d’erreurs corrigées"], links="1+1")


def test_opposite_effects_of_a_kpi_are_asked_about():
    assert found(links="1+1 1-2 2+1")["opposite_effects"] == [("kpi-1 kvi-1", "kpi-1 kvi-2")]


def test_two_kpi_with_different_signs_are_no_opposite_effects():
    assert "opposite_effects" not in found(links="1+1 1+2 2-1 2-2")
    assert "opposite_effects" not in found(links="1+1 102 2-1")


def test_more_of_a_good_thing_and_less_of_a_fear_are_one_and_the_same_effect():
    assert "opposite_effects" not in found([ALONE, AFRAID], links="1+1 1-2")


BAD = [
    "Nombre d’appels au service",
    "Taux d’erreur",
    "Abandons du formulaire",
    "Temps moyen d’attente au guichet",
    "Délai de réponse",
    "RÉCLAMATIONS reçues",
    "Durée moyenne de connexion",
    "Temps pour se connecter",
]
GOOD = [
    "Nombre d’appels évités",
    "Baisse du nombre d’appels",
    "Réclamations traitées",
    "Formulaires sans erreur",
    "Dossiers traités dans les délais",
    "Réduction du temps d’attente",
    "Appels à projets déposés",
    "Zéro défaut",
    "Appels de bienvenue",
    "Temps gagné sur les délais",
    "Appellations contrôlées de produits",
]


@pytest.mark.parametrize("kpi", BAD)
def test_bad_news_with_a_plus_on_a_good_thing_is_asked_about_and_with_a_minus_not(kpi):
    assert found(kpi=[kpi, "Visites"], links="1+1")["plus_against_words"] == [("kpi-1 kvi-1",)]
    assert not {"plus_against_words", "minus_against_words"} & set(found(kpi=[kpi, "Visites"], links="1-1"))


@pytest.mark.parametrize("kpi", GOOD)
@pytest.mark.parametrize("sign", "+-")
def test_bad_news_turned_round_is_no_bad_news_whatever_the_sign(kpi, sign):
    assert not {"plus_against_words", "minus_against_words"} & set(found(kpi=[kpi, "Visites"], links=f"1{sign}1"))


@pytest.mark.parametrize(
    "kvi",
    [
        AFRAID,
        "Des élèves angoissés avant l’examen",
        "Part des personnes qui doivent appeler à l’aide",
        "Le stress des soignants",
        "Des gens disent leur honte",
        "Taux d’erreur dans les demandes",
    ],
)
def test_with_a_kvi_that_nobody_hopes_to_see_rise_both_signs_turn_round(kvi):
    bad, good = "Nombre d’appels reçus", "Séances suivies"
    asked = {
        (kpi, sign): set(found([kvi, CALM], kpi=[kpi, "Visites"], links=f"1{sign}1"))
        & {"plus_against_words", "minus_against_words"}
        for kpi in (bad, good)
        for sign in "+-"
    }
    assert asked == {
        (bad, "+"): set(),
        (bad, "-"): {"minus_against_words"},
        (good, "+"): {"plus_against_words"},
        (good, "-"): set(),
    }


@pytest.mark.parametrize(
    "kvi",
    [
        "Part des clients qui trouvent leur relevé sans appeler le service",
        "Des élèves n’ont plus peur de l’examen",
        "De jeunes emprunteurs racontent qu’ils ont décidé sans honte de demander",
        "Des clients osent appeler",
    ],
)
def test_a_kvi_that_denies_its_fear_is_a_good_thing(kvi):
    assert "plus_against_words" in found([kvi, CALM], kpi=["Taux d’abandon", "Visites"], links="1+1")
    assert not {"plus_against_words", "minus_against_words"} & set(
        found([kvi, CALM], kpi=["Taux d’abandon", "Séances"], links="1-1 2+1")
    )


def test_the_hotline_with_a_plus_on_those_who_manage_without_calling_is_asked_about():
    kvi = "Part des clients qui atteignent leur relevé, sans appeler le service client"
    assert found([kvi], kpi=["Nombre d’appels à l’assistance", "Clics"], links="1+1 2+1")["plus_against_words"]
    assert trigger("plus_against_words", [kvi], ["Nombre d’appels à l’assistance", "Clics"], "1+1") == "« appels »"


def test_calls_that_are_the_very_thing_hoped_for_are_no_contradiction():
    kvi = "Part des clients isolés qui appellent leur conseiller"
    assert "plus_against_words" not in found([kvi, CALM], kpi=["Nombre d’appels", "Visites"], links="1+1")


def test_the_words_that_fired_are_shown_on_both_sides():
    assert trigger("minus_against_words", [AFRAID, CALM], ["Appels reçus", "x"], "1-1") == "« Appels », « peur »"


EN = Content.load("en")


@pytest.mark.parametrize(
    ("kvi", "lang"),
    [
        ("Customers aren’t afraid of the app", EN),
        ("My neighbour isn't worried any more", EN),
        ("Patients didn’t complain", EN),
        ("kids arent scared of maths", EN),
        ("Les clients ont cessé de craindre une erreur", FR),
        ("Des gens tranquilles", FR),
    ],
)
def test_a_fear_that_is_denied_or_over_is_no_bad_news(kvi, lang):
    assert "plus_against_words" not in found([kvi, CALM], kpi=["Visites", "Clics"], links="1+1", lang=lang)


@pytest.mark.parametrize(
    ("kpi", "lang"),
    [
        *((kpi, EN) for kpi in ("Cost per customer", "Number of lost files", "Number of steps", "Length of the form")),
        *((kpi, EN) for kpi in ("Rude remarks", "Unanswered e-mails")),
        *((kpi, FR) for kpi in ("Coût par client", "Dossiers égarés", "Nombre d’étapes", "Longueur du formulaire")),
        *((kpi, FR) for kpi in ("Remarques désagréables", "Courriels sans réponse")),
    ],
)
def test_costs_losses_and_efforts_are_bad_news(kpi, lang):
    assert "plus_against_words" in found([ALONE, CALM], kpi=[kpi, "Visites"], links="1+1", lang=lang)


def test_steps_that_are_taken_are_no_effort():
    assert "plus_against_words" not in found([ALONE], kpi=["First steps taken", "x"], links="1+1", lang=EN)


# Texts


@pytest.mark.parametrize(
    ("kpi", "kvi", "shown"),
    [
        (
            "Part de clients âgés qui trouvent leur relevé",
            "Part des clients âgés qui trouvent seuls leur relevé",
            "« clients », « âgés », « trouvent », « relevé »",
        ),
        ("Nombre de clients satisfaits", "Des clients satisfaits de leur conseiller", "« clients », « satisfaits »"),
        ("Satisfaction", "Taux de satisfaction", "« Satisfaction »"),
        (
            "Nombre d’appels au service client",
            "Part des clients qui se débrouillent sans appeler le service client",
            "« appels », « service », « client »",
        ),
    ],
)
def test_a_kpi_that_nearly_repeats_a_kvi_is_asked_about_with_the_words_in_common(kpi, kvi, shown):
    assert found([kvi], [kpi, "Visites"])["near_copy"] == [("kpi-1", "kvi-1")]
    assert trigger("near_copy", [kvi], [kpi, "Visites"]) == shown


@pytest.mark.parametrize(
    ("kpi", "kvi"),
    [
        ("Taux de clic sur « Télécharger mon relevé »", ALONE),
        ("Nombre de clients", ALONE),
        ("Part du taux moyen", "Nombre et part du taux moyen"),  # little words only
        ("Simulations menées", "Part des jeunes emprunteurs qui simulent leur prêt"),
        ("Ventes de Jardi’Côté", "Ventes du jardin"),
    ],
)
def test_a_word_in_common_makes_no_copy(kpi, kvi):
    assert "near_copy" not in found([kvi, CALM], [kpi, "Visites"])


def test_links_without_a_reason_are_asked_about_together():
    assert found(links="1+1 2-2", reasons=False)["no_reason"] == [("kpi-1 kvi-1", "kpi-2 kvi-2")]
    assert "no_reason" not in found(links="1+1 2-2")


def test_an_effect_of_none_and_a_pair_not_looked_at_owe_no_reason():
    assert "no_reason" not in found(links="101 102", reasons=False)
    one = answers(links="1+1 2-2")
    one["links"][0] |= {"polarity": "", "reason": ""}
    one["links"][1]["reason"] = ""
    asked = [row["concerns"] for row in coherence_findings(one, FR) if row["id"] == "no_reason"]
    assert asked == [("kpi-2 kvi-2",)]


def test_only_counted_kvi_are_asked_about():
    assert found(told=False)["only_numbers"] == [("kvi-1", "kvi-2")]
    assert "only_numbers" not in found()


def test_a_kvi_whose_nature_is_not_said_leaves_the_question_open():
    one = answers(told=False)
    one["kvi"][1]["nature"] = ""
    assert "only_numbers" not in ids(coherence_findings(one, FR))


def test_a_told_kvi_without_text_does_not_count():
    one = answers(told=False)
    one["kvi"][1] |= {"text": " ", "nature": "qualitative"}
    assert "only_numbers" in ids(coherence_findings(one, FR))


# How many


@pytest.mark.parametrize(
    ("kvi", "kpi", "expected"),
    [
        (0, 2, {"few_kvi"}),
        (1, 2, set()),
        (2, 3, set()),
        (3, 3, {"many_kvi"}),
        (1, 1, {"few_kpi"}),
        (1, 4, {"many_kpi"}),
        (0, 4, {"few_kvi", "many_kpi"}),
        (1, 0, {"few_kpi"}),
        (0, 0, set()),
    ],
)
def test_counts_outside_the_guidance_are_asked_about_once_something_is_written(kvi, kpi, expected):
    asked = found([CALM] * kvi, [f"Signal {letter}" for letter in "abcd"[:kpi]], told=bool(kvi))
    assert {kind for kind in asked if kind[:3] in {"few", "man"}} == expected


def test_the_guidance_is_the_teachers():
    words = {name: {"groups": [{"id": name, "at_least": 4, "at_most": 5}]} for name in ("kvi", "kpi")}
    own = SimpleNamespace(words=lambda name: words.get(name) or FR.words(name))
    rows = coherence_findings(answers(), own)
    assert ids(rows) == ["few_kvi", "few_kpi"]
    assert "4 au moins" in rows[0]["question"]


def test_blank_indicators_do_not_count():
    assert "many_kpi" not in found(kpi=["Clics", "Visites", " ", ""])


# People

NOBODY = ["Taux de satisfaction", "Image de marque"]


@pytest.mark.parametrize(
    "more",
    [
        {"people": "les jeunes qui empruntent"},
        {"strategy": "Rendre le relevé plus clair pour les plus de 60 ans"},
        {"strategy": "Simplifier la paie", "people": "l’équipe RH"},
    ],
)
def test_people_who_appear_in_no_kvi_are_asked_about(more):
    assert found(NOBODY, **more)["people_missing"] == [("strategy-1", "kvi-1", "kvi-2")[not more.get("strategy") :]]


@pytest.mark.parametrize(
    ("people", "kvi"),
    [
        ("les jeunes qui empruntent pour la première fois", "Confiance de chaque jeune emprunteur"),
        ("les clients de plus de 60 ans", "Autonomie des seniors"),  # other words for the same
        ("les usagers", "Confort des visiteurs"),
        ("les âgés", "Autonomie des personnes âgées"),
        ("les collégiens", "Ils se sentent tranquilles"),  # may well be they
        ("les membres du club photo", "Des débutants osent emprunter un appareil"),
        ("les boulangers", "Part des artisans qui dorment bien"),
        ("", "Taux de satisfaction"),  # nobody is named
        ("tout le monde", "Taux de satisfaction"),
    ],
)
def test_where_the_words_leave_a_doubt_about_people_nothing_is_asked(people, kvi):
    assert "people_missing" not in found([kvi], people=people)


def test_things_after_pour_are_no_people():
    assert "people_missing" not in found(NOBODY, strategy="Refaire le site pour des démarches plus simples")


def test_the_word_i_is_not_found_in_is_or_it():
    nobody = ["It is quicker and simpler", "This is a calm place"]
    assert "people_missing" in found(nobody, people="employees", lang=EN)
    assert "people_missing" not in found([*nobody, "I manage"], people="employees", lang=EN)


def test_one_kvi_about_them_is_enough():
    assert "people_missing" not in found(["Taux de satisfaction", "Confiance des jeunes"], people="les jeunes")


# The whole


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize(
    ("name", "expected"), [("shop", []), ("desk", []), ("portal", []), ("selfcare", ["opposite_effects"])]
)
def test_worked_examples_raise_few_questions(lang, name, expected):
    content = Content.load(lang)
    assert ids(coherence_findings(Workshop(content).example(name).rows, content)) == expected


def test_the_map_that_romain_drew_first_raises_the_question_that_his_partner_asked():
    kvi = "Part des clients de plus de 60 ans qui atteignent leur relevé seuls, sans appeler le service client"
    kpi = [
        "Taux de clic sur « Télécharger mon relevé »",
        "Nombre de pages de la FAQ consultées",
        "Durée moyenne de connexion",
    ]
    asked = found([kvi], kpi, "1+1 2+1 3-1", told=False, strategy="Un relevé plus facile pour les plus de 60 ans")
    assert list(asked) == ["only_numbers"]


def test_a_map_that_shines_raises_many_questions_in_the_order_of_the_pack():
    rows = coherence_findings(
        answers(
            NOBODY,
            ["Clics", "Visites", "Pages vues", "Ventes"],
            "1+1 1+2",
            told=False,
            reasons=False,
            people="les jeunes",
        ),
        FR,
    )
    assert list(dict.fromkeys(ids(rows))) == [
        "lonely_kpi",
        "one_kpi",
        "all_plus",
        "no_reason",
        "people_missing",
        "only_numbers",
        "many_kpi",
    ]
    assert {row["act"] for row in rows} <= set(NOTES)


def test_no_answers_no_findings():
    assert coherence_findings(Workshop(FR).rows, FR) == []


def test_answers_stay_as_they_were_and_the_same_answers_raise_the_same_questions():
    tables = Workshop(FR).example("selfcare").rows
    before = deepcopy(tables)
    assert coherence_findings(tables, FR) == coherence_findings(tables, FR)
    assert tables == before


def test_text_from_people_stays_text():
    rows = coherence_findings(answers(["{kpi} <b> “x” «\u00a0y\u00a0»"], ["{0}", "{words}"], "1+1", told=True), FR)
    lonely = next(row for row in rows if row["id"] == "lonely_kpi")
    assert "«\u00a0{words}\u00a0»" in lonely["question"]


def test_every_question_of_the_pack_has_a_map_that_raises_it():
    shining = found(
        NOBODY, ["Clics", "Visites", "Vues", "Ventes"], "1+1 1+2", told=False, reasons=False, people="les jeunes"
    )
    fears = found([ALONE, AFRAID, CALM], ["Appels"], "1+1 1-2")
    fear = found([AFRAID], ["Appels", "Satisfaction"], "1-1")
    other = found(["Satisfaction", CALM], ["Satisfaction", "Visites"], "1+1 2-1 2+1")
    single = found(links="1+1")
    assert {
        *shining,
        *fears,
        *fear,
        *other,
        *single,
        *found([], ["Clics"], told=False),
        *found(links="1+1 1-2"),
    } == set(KINDS)


# The words of the pack


@pytest.fixture(params=languages())
def words(request):
    return Content.load(request.param).words("coherence")


def test_each_kind_asks_one_question_in_few_words_and_says_where_to_act(words):
    assert [kind for kind in words if kind not in NOT_KINDS] == KINDS
    for kind in KINDS:
        question = words[kind]["question"]
        assert question.count("?") == 1, kind
        assert question.endswith("?"), kind
        assert len(question.split()) <= 40, kind
        assert words[kind]["act"] in words["act"], kind


def test_no_question_gives_a_verdict(words):
    verdict = re.compile(
        r"\b(faux|fausse|erreur|mauvais\w*|bravo|bien joué|wrong|bad|error|well done|must|tu dois)\b", re.IGNORECASE
    )
    assert [kind for kind in KINDS if verdict.search(words[kind]["question"])] == []


def test_questions_name_the_same_things_in_every_language(words):
    for kind in KINDS:
        names = [
            {name for _, name, _, _ in string.Formatter().parse(one[kind]["question"]) if name}
            for one in (words, FR.words("coherence"))
        ]
        assert names[0] == names[1], kind
        assert words[kind]["act"] == FR.words("coherence")[kind]["act"], kind


def test_cues_are_usable(words):
    groups = words["cues"]
    flat = [cue for name, cues in groups.items() if name != "same_people" for cue in cues]
    flat += [cue for group in groups["same_people"] for cue in group]
    ignored = {folded_text(one) for one in groups["ignored"]}
    for cue in flat:
        assert re.fullmatch(r"=?[^\W_]+\*?(?:[ ’'-](?:[^\W_]+\*?|…))*", cue), cue
    for name in ("troubles", "calls", "feelings", "eased_before", "eased_after", "harmless"):
        lost = [
            cue
            for cue in groups[name]
            if not [one for one in re.findall(r"\w+", folded_text(cue)) if one not in ignored]
        ]
        assert lost == [], name


ENGLISH = [
    ("Number of helpline calls", "Share of customers who find their statement alone", "+", "plus_against_words"),
    (
        "Number of helpline calls",
        "Share of customers who find their statement without calling",
        "+",
        "plus_against_words",
    ),
    ("Number of helpline calls", "Share of customers who find their statement alone", "-", None),
    ("Average waiting time", "Visitors say they felt listened to", "+", "plus_against_words"),
    ("Drop-out rate on the terms page", "They say they decided for themselves", "-", None),
    ("Calls avoided", "They manage on their own", "+", None),
    ("Forms without errors", "They manage on their own", "+", None),
    ("Helpline calls", "Share of people who have to call for help", "+", None),
    ("Helpline calls", "Share of people who have to call for help", "-", "minus_against_words"),
    ("Practice sessions", "Students are afraid of the exam", "+", "plus_against_words"),
    ("Practice sessions", "Students are no longer afraid of the exam", "+", None),
]


@pytest.mark.skipif("en" not in languages(), reason="needs the English pack")
@pytest.mark.parametrize(("kpi", "kvi", "sign", "kind"), ENGLISH)
def test_english_signs_against_words(kpi, kvi, sign, kind):
    asked = set(found([kvi], [kpi, "Visits"], f"1{sign}1", lang=Content.load("en")))
    assert asked & {"plus_against_words", "minus_against_words"} == ({kind} if kind else set())


# Wording


def test_case_accents_and_ligatures_do_not_count():
    assert folded_text("ÉLÈVES au CŒUR") == "eleves au coeur"
    assert [word.plain for word in Cues({}).words("e\u0301le\u0300ve")] == ["eleve"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("clients", "client", True),
        ("appels", "appeler", True),
        ("agee", "agees", True),
        ("clients", "clics", False),
        ("compte", "comprendre", False),
        ("demande", "demarche", False),
        ("age", "agence", False),
        ("jardi", "jardin", False),
    ],
)
def test_forms_of_one_word_share_their_stem(one, other, same):
    assert (stem_of(one, "french") == stem_of(other, "french")) == same


def test_a_language_without_a_stemmer_compares_words_as_they_are():
    assert Cues({"trouble": ["panne"]}, "klingon").found("Panne, pannes", "trouble") == ["Panne"]


@pytest.mark.parametrize(
    ("cue", "found"),
    [
        ("retard", ["retards"]),
        ("retard*", ["retards", "retardataire"]),
        ("=retard", []),
        ("=retards", ["retards"]),
        ("temps d’attente", ["temps d’attente"]),
        ("retards … temps", ["retards, le retardataire, le temps"]),
        ("retards … attente", ["retards, le retardataire, le temps d’attente"]),
        ("attente … retards", []),
        ("", []),
    ],
)
def test_a_cue_is_a_word_in_its_forms_or_in_one_a_beginning_several_words_or_words_apart(cue, found):
    cues = Cues({"late": [cue], "ignored": ["les", "le", "d", "l"]}, "french")
    assert cues.found("Les retards, le retardataire, le temps d’attente", "late") == found


def test_no_more_than_three_words_stand_in_a_gap():
    cues = Cues({"no more": ["ne … plus"]}, "french")
    assert cues.found("ils ne se sentent vraiment plus", "no more")
    assert not cues.found("ils ne se sentent pas vraiment plus", "no more")


def test_a_turn_reaches_two_words_far_and_no_further():
    cues = Cues({"calls": ["appel*"], "eased_before": ["sans"], "eased_after": ["évités"]}, "french")
    assert bad_news("sans aucun vrai appel", ["calls"], cues) == {}
    assert bad_news("sans que personne ne fasse appel", ["calls"], cues) == {"appel": "appel*"}
    assert bad_news("appels bien souvent évités", ["calls"], cues) == {}


def test_nothing_is_shared_with_nothing():
    assert shared_words("", "", Cues({})) == shared_words("Clics", "", Cues({})) == ([], 0.0)
    assert 0 < NEARLY < 1 < COMMON_WORDS


SHORT_TEXTS = st.lists(
    st.sampled_from(["client", "clients", "seul", "relevé", "de", "Relevés", "attente", "le"]), max_size=5
).map(" ".join)


@given(st.lists(SHORT_TEXTS, max_size=5), st.lists(SHORT_TEXTS, max_size=5))
def test_near_copies_are_those_that_comparing_every_pair_finds(kpi, kvi):
    sketch = Sketch(answers(kvi, kpi), FR)
    pairs = []
    for one, text in sketch.kpi.items():
        for other, theirs in sketch.kvi.items():
            common, share = shared_words(text, theirs, sketch.cues)
            if share >= NEARLY and (len(common) >= COMMON_WORDS or len(sketch.cues.words(theirs)) == 1):
                pairs.append(([one, other], sketch.quotes(common)))
    assert [(match.concerns, match.trigger) for match in near_copy(sketch)] == pairs
