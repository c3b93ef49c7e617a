"""The coach asks by the words of the sentence, one question at most, and is silent when unsure."""

import re

import pytest

from kvi_widgets.logic.sentence_coach import BOX_RULES, Coach, coach_of
from kvi_widgets.words.content import Content, languages
from kvi_widgets.words.sentences import gaps

EN, FR = (coach_of(Content.load(lang)) for lang in ("en", "fr"))

ASKED = [
    (EN, "kvi", "Customers open the app every day", "contact_only", ["open the app"]),
    (EN, "kvi", "Number of people trained", "contact_only", ["trained"]),
    (EN, "kvi", "Number of pages", "contact_only", ["pages"]),
    (EN, "kpi", "Patients feel less alone", "already_lived", ["feel", "less alone"]),
    (EN, "kpi", "Nights slept through", "already_lived", ["slept"]),
    (EN, "kpi", "Fewer calls", "direction_inside", ["Fewer"]),
    (EN, "kpi", "Number of calls and average wait", "two_in_one", ["Number of calls", "average wait"]),
    (EN, "kvi", "Quality of life", "vague_word", ["Quality of life"]),
    (EN, "strategy", "Our website will be faster", "tool_first", ["website"]),
    (EN, "strategy", "Reduce costs", "nobody_named", ["costs"]),
    (FR, "kvi", "Les clients ouvrent l’appli chaque jour", "contact_only", ["ouvrent l’appli"]),
    (FR, "kpi", "Des patients se sentent moins seuls", "already_lived", ["se sentent", "moins seuls"]),
    (FR, "kpi", "Hausse des clics", "direction_inside", ["Hausse"]),
    (FR, "kvi", "La confiance", "vague_word", ["La confiance"]),
    (FR, "strategy", "Refaire le site", "tool_first", ["site"]),
]
SILENT = [
    (EN, "kvi", "Patients feel less alone"),
    (EN, "kpi", "Customers open the app every day"),
    (EN, "kvi", "Satisfaction rate"),  # honest people differ
    (EN, "kpi", "Satisfaction rate"),
    (EN, "kvi", "Customers who attended a course feel safer"),  # both readings
    (EN, "kpi", "Customers who attended a course feel safer"),
    (EN, "kvi", "They manage on their own, without calling"),  # a comma is no “and”
    (EN, "strategy", "The app lets farmers decide when to sell"),
    (EN, "strategy", "Help florists to raise their turnover"),  # whoever florists are
    (FR, "strategy", "Une appli pour que les fleuristes vendent mieux"),
    (EN, "kvi", "Zzz qqq www"),
    (FR, "kvi", "Ils osent demander"),
    (FR, "kpi", "Nombre de clics"),
    (FR, "strategy", "Aider les plus âgés des clients"),
    *((coach, box, "") for coach in (EN, FR) for box in BOX_RULES),
    *((coach, box, "?!") for coach in (EN, FR) for box in BOX_RULES),
]


@pytest.mark.parametrize(("coach", "box", "sentence", "kind", "words"), ASKED)
def test_a_question_comes_with_the_words_that_made_it_ask(coach, box, sentence, kind, words):
    asked = coach.ask(sentence, box)
    assert asked is not None
    assert asked.kind == kind
    assert set(words) <= set(asked.words)


@pytest.mark.parametrize(("coach", "box", "sentence"), SILENT)
def test_where_the_words_leave_a_doubt_the_coach_is_silent(coach, box, sentence):
    assert coach.ask(sentence, box) is None


@pytest.mark.parametrize(("coach", "box", "sentence"), [case[:3] for case in ASKED])
def test_a_question_that_a_teacher_took_out_is_not_asked(coach, box, sentence):
    words = Content.load("en" if coach is EN else "fr").words("coach")
    kind = coach.ask(sentence, box).kind
    fewer = Coach(words | {"questions": {name: text for name, text in words["questions"].items() if name != kind}})
    asked = fewer.ask(sentence, box)
    assert asked is None or asked.kind != kind


def test_a_word_that_a_teacher_adds_is_looked_for():
    words = Content.load("en").words("coach")
    more = Coach(words | {"cues": words["cues"] | {"lived": [*words["cues"]["lived"], "skateboard"]}})
    assert EN.ask("Seniors skateboarding", "kpi") is None
    assert more.ask("Seniors skateboarding", "kpi").words == ["skateboarding"]


@pytest.mark.parametrize("lang", languages())
def test_each_question_quotes_asks_once_and_judges_nothing(lang):
    questions = Content.load(lang).words("coach")["questions"]
    assert set(questions) == {kind for rules in BOX_RULES.values() for kind in rules} | {"same_twice"}
    for kind, question in questions.items():
        assert gaps(question) == {"words"}, kind
        assert question.count("?") == 1, kind
        assert question.endswith("?"), kind
        assert len(question.split()) <= 40, kind
        assert not re.search(r"\b(faux|fausse|erreur|wrong|error|must|tu dois|bravo)\b", question, re.IGNORECASE), kind


@pytest.mark.parametrize("lang", languages())
def test_cues_are_usable_and_no_word_is_sure_of_two_things(lang):
    cues = coach_of(Content.load(lang)).cues
    for name, listed in cues.lists.items():
        for cue in listed if name not in {"joining", "ignored"} else []:
            assert re.fullmatch(r"=?[^\W_]+\*?(?:[ ’'-](?:[^\W_]+\*?|…))*", cue), cue
            assert cues.words(cue), f"{cue}: little words only"
    assert set(cues.lists["done"]) & set(cues.lists["lived"]) == set()
