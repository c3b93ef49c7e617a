"""All answers in reading order, under the words of the forms."""

import pytest

from kvi_widgets import Content, Workshop
from kvi_widgets.logic import recap
from kvi_widgets.model.tables import TABLES
from kvi_widgets.pages.page import workshop_page
from kvi_widgets.words.content import languages

from .hostile import everywhere


def told(work):
    return {section.id: section.entries for section in recap.answer_sections(work)}


def words(entries):
    return [text for heading, answers in entries for text in (heading, *(part for pair in answers for part in pair))]


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize("name", ["portal", "shop", "desk", "selfcare"])
def test_every_answer_of_every_example_is_told(lang, name):
    work = Workshop(Content.load(lang)).example(name)
    everything = " ".join(text for entries in told(work).values() for text in words(entries))
    for table, columns in {
        "context": ["title", "people"],
        "strategy": ["text"],
        "kvi": ["text", "evidence"],
        "kpi": ["text", "evidence"],
        "reviews": ["reviewer", "seen", "answer"],
        "sorting": ["text"],
        "revisions": ["before", "after", "why"],
        "closing": ["gps", "horizon", "explore", "takeaway"],
    }.items():
        missing = [text for text in work.table(table)[columns].to_numpy().ravel() if text not in everything]
        assert missing == [], table


def test_every_table_has_a_place(content):
    assert set(told(everywhere(content, "x"))) == set(TABLES) - {"links"}


def test_a_choice_is_told_in_the_words_of_its_form(content):
    entries = told(Workshop(content).example("portal"))
    assert ("Il se compte ou il se raconte\u202f?", "Il se raconte") in entries["kvi"][1].answers
    assert "Refonte d’un espace client" in dict(entries["context"][0].answers)["Mon contexte"]


def test_sentences_have_the_names_that_the_map_gives_them(content):
    work = Workshop(content)
    work.update("kpi", [{"id": "kpi-1", "evidence": "a log"}, {"id": "kpi-2", "text": "Calls"}])
    assert [entry.heading for entry in told(work)["kpi"]] == ["…", "KPI 1"]


def test_a_remark_names_who_made_it_and_the_question_as_it_was_asked(content):
    work = Workshop(content)
    work.update(
        "reviews",
        [{"id": "1", "about": "kvi-9", "reviewer": "Inès", "seen": "Joy", "asked": "Really?", "answer": "Yes"}],
    )
    assert told(work)["reviews"] == [("Joy", [("Inès · Really?", "Yes")])]


def test_a_sentence_that_was_not_changed_is_no_revision(content):
    work = Workshop(content)
    work.update(
        "revisions", [{"id": "revision-kvi-1", "about": "kvi-1", "before": "Joy", "after": "Joy", "why": "none"}]
    )
    assert "revisions" not in told(work)


def test_a_question_that_a_teacher_adds_is_told(content, monkeypatch):
    group = content.words("strategy")["groups"][0]
    monkeypatch.setitem(group, "fields", [*group["fields"], {"id": "mood", "kind": "text", "label": "Your mood"}])
    work = Workshop(content)
    work.update("strategy", [{"id": "strategy-1", "text": "To dare", "mood": "cheerful"}])
    assert ("Your mood", "cheerful") in told(work)["strategy"][0].answers


def test_what_else_is_asked_about_a_link_is_told_under_its_two_ends(content, monkeypatch):
    group = content.words("links")["groups"][0]
    monkeypatch.setitem(group, "fields", [*group["fields"], {"id": "doubt", "kind": "text", "label": "Your doubt"}])
    work = Workshop(content)
    work.update_all(
        {
            "kpi": [{"id": "kpi-4", "text": "Calls"}],
            "kvi": [{"id": "kvi-1", "text": "Joy"}],
            "links": [{"kpi": "kpi-4", "kvi": "kvi-1", "polarity": "-", "reason": "so", "doubt": "on Mondays"}],
        }
    )
    assert told(work)["links"] == [("KPI 1 → KVI 1", [("Your doubt", "on Mondays")])]
    assert "on Mondays" in workshop_page(work, content)


def test_a_title_is_ones_own_or_that_of_the_contexts_or_that_of_the_workshop(content):
    work = Workshop(content)
    assert recap.title(work) == content.words("pack")["title"]
    work.update("context", [{"id": "context-1", "contexts": "shop + gone + desk"}])
    assert recap.title(work).count(" + ") == 1
    work.update("context", [{"id": "context-1", "contexts": "shop", "title": "  The photo club "}])
    assert recap.title(work) == "The photo club"
