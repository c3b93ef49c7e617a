"""A class that follows somebody else: one file says who, and nothing that a learner reads speaks of the kit's example."""

import json
import re

import pytest

from kvi_widgets import Content, StrategyStep, Workshop
from kvi_widgets.classes.class_folder import new_class
from kvi_widgets.classes.pack_check import check_folder
from kvi_widgets.logic.example_lines import example_lines
from kvi_widgets.pages.printables import printables
from kvi_widgets.words.content import languages
from kvi_widgets.words.pack_words import kit_words, texts_by_name, topics
from tests.repo.sources import cells, lessons

NAMED = {"fr": "d’Amina", "en": "Amina’s"}
KITS = ("Romain", "60", "relevé", "statement")  # the person, and what the kit's example is about
CREDIT = "In Imago"  # the workshop's author stays its author


def amina() -> Workshop:
    """A nursing student's workshop, from context to rewording."""
    work = Workshop(Content.load("en"))
    work.update_all(
        {
            "context": [
                {"id": "context-1", "contexts": "own", "title": "Night ward", "people": "patients who lie awake"}
            ],
            "strategy": [{"id": "strategy-1", "text": "So that patients dare to ring at night"}],
            "kvi": [{"id": "kvi-1", "text": "Patients say that they dared to ring"}],
            "kpi": [
                {"id": "kpi-1", "text": "Rounds per night"},
                {"id": "kpi-2", "text": "Minutes until somebody comes"},
            ],
            "links": [
                {"kpi": "kpi-1", "kvi": "kvi-1", "polarity": "+", "strength": 2, "reason": "A face at the door"},
                {"kpi": "kpi-2", "kvi": "kvi-1", "polarity": "-", "strength": 3, "reason": "Who waits rings no more"},
            ],
            "revisions": [
                {"id": "revision-kvi-1", "about": "kvi-1", "before": "Calls", "after": "Patients…", "why": "Cold"}
            ],
        }
    )
    remark = {"id": "jo-1", "author": work.id, "reviewer": "Jo", "about": "kvi-1", "seen": "Calls"}
    work.update("reviews", [remark | {"question": "speaks", "asked": "Well?", "answer": "It leaves me cold"}])
    return work


@pytest.fixture(params=languages())
def own_class(request, tmp_path):
    """A class of one's own in which only the example is another one."""
    folder = new_class(tmp_path / "ours", request.param)
    package = amina().package() | {"contributors": [{"title": "Amina"}]}
    (folder / "pack" / "examples").mkdir(exist_ok=True)
    (folder / "pack" / "examples" / "portal.json").write_text(json.dumps(package), "utf-8")
    return folder


def test_every_sentence_speaks_of_who_is_followed(own_class):
    content = Content(own_class / "pack")
    said = [text for topic in topics() for _, text in texts_by_name(content.words(topic)) if CREDIT not in text]
    assert [text for text in said if "Romain" in text or "{person}" in text or "{of_person}" in text] == []
    named = NAMED[content.language]
    assert content.words("strategy")["example_title"].count(named) == 1
    assert "So that patients dare to ring" in next(
        text for text in said if "“So that" in text or "«\u00a0So that" in text
    )
    assert "Romain" not in printables(content).replace(content.words("page")["thanks"], "")


def test_what_a_form_shows_as_an_example_is_theirs(own_class):
    workshop = Workshop(Content(own_class / "pack"))
    shown = {step: " ".join(example_lines(workshop, step)) for step in ("context", "strategy", "kpi", "links")}
    assert "patients who lie awake" in shown["context"]
    assert StrategyStep(workshop).head["example"] == example_lines(workshop, "strategy")
    assert shown["kpi"] == "Rounds per night Minutes until somebody comes"
    assert shown["links"].startswith("+ Rounds per night → Patients say")
    assert "− Minutes until somebody comes" in shown["links"]
    assert "It leaves me cold" in example_lines(workshop, "review")[0]
    assert "Patients…" in example_lines(workshop, "adjust")[1]
    assert not any(word in text for text in shown.values() for word in KITS)


def test_a_class_with_another_example_has_only_its_numbers_to_bring(own_class):
    found = check_folder(own_class)
    assert found[["severity", "found"]].to_numpy().tolist() == [["advice", "series/portal.csv"]]


@pytest.mark.parametrize("package", [b"", b"[]", b"{}", b'{"contributors": 7, "resources": [{}]}', None])
def test_who_cannot_be_read_is_somebody(own_class, package):
    example = own_class / "pack" / "examples" / "portal.json"
    example.unlink() if package is None else example.write_bytes(package)
    content = Content(own_class / "pack")
    person = "Romain" if package is None else content.words("pack")["followed"]["somebody"]
    assert person in content.words("context")["example_title"]
    assert package is None or StrategyStep(Workshop(content)).head["example"] == []


def test_a_name_is_text_and_no_gap(tmp_path):
    folder = new_class(tmp_path / "ours", "en")
    (folder / "pack" / "examples").mkdir(exist_ok=True)
    package = amina().package() | {"contributors": [{"title": "{count} <b>&"}]}
    (folder / "pack" / "examples" / "portal.json").write_text(json.dumps(package), "utf-8")
    assert Content(folder / "pack").words("context")["example_title"] == "See what {count} <b>& chose"


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("topic", ["compare", "review", "second"])
def test_the_strategy_of_a_partner_is_not_that_of_who_is_followed(language, topic):
    said = [text for _, text in texts_by_name(Content.load(language).words(topic))]
    assert len([text for text in said if "{strategy}" in text]) == 1


@pytest.mark.parametrize("name", ["Amina", "Yves", "Éva", "Hugo", "Yasmine", "Yann", "Zoé"])
def test_french_elides_before_a_vowel_only(tmp_path, name):
    said = _class_of(tmp_path, "fr", name).words("strategy")["example_title"]
    elides = name not in {"Yasmine", "Yann", "Zoé"}
    assert said == f"Voir la stratégie {'d’' if elides else 'de '}{name}"


def test_no_french_sentence_needs_to_elide_before_a_name():
    sentences = [text for topic in topics() for _, text in texts_by_name(kit_words(topic, "fr")) if "{person}" in text]
    assert [
        text for text in sentences if re.search(r"\b(que|de|le|si) \{person\}", text) and text != "de {person}"
    ] == []


def test_a_sentence_about_an_example_without_a_name_begins_with_a_capital(tmp_path):
    folder = new_class(tmp_path / "ours", "en")
    (folder / "pack" / "examples").mkdir(exist_ok=True)
    (folder / "pack" / "examples" / "portal.json").write_text(json.dumps(amina().package()), "utf-8")
    said = [text for _, text in texts_by_name(Content(folder / "pack").words("predictions"))]
    assert "Somebody wrote: “So that patients dare to ring at night” Which KVI would you suggest?" in said
    assert "Somebody’s KVIs" in said


def test_reasons_may_be_blank_or_have_their_own_full_stop(tmp_path):
    folder = new_class(tmp_path / "ours", "en")
    (folder / "pack" / "examples").mkdir(exist_ok=True)
    work = amina()
    one, other = work.rows_of("links")
    work.update("links", [one | {"reason": "A face at the door."}, other | {"reason": ""}])
    work.update("revisions", [work.rows_of("revisions")[0] | {"why": ""}])
    (folder / "pack" / "examples" / "portal.json").write_text(json.dumps(work.package()), "utf-8")
    workshop = Workshop(Content(folder / "pack"))
    plus, minus = example_lines(workshop, "links")
    assert plus.endswith("ring. A face at the door.")
    assert minus.endswith("Patients say that they dared to ring.")
    assert example_lines(workshop, "adjust")[1] == "After: “Patients…”."


@pytest.mark.parametrize("step", ["welcome", "compare"])
def test_a_gap_in_the_example_of_a_form_without_answers_stops_no_lesson(tmp_path, step):
    folder = new_class(tmp_path / "ours", "en")
    (folder / "pack" / f"{step}.toml").write_text('example = ["See {page}", "plain"]', "utf-8")
    assert example_lines(Workshop(Content(folder / "pack")), step) == ["plain"]


def _class_of(room, language, name):
    folder = new_class(room / "theirs", language)
    (folder / "pack" / "examples").mkdir(exist_ok=True)
    package = amina().package() | {"contributors": [{"title": name}]}
    (folder / "pack" / "examples" / "portal.json").write_text(json.dumps(package), "utf-8")
    return Content(folder / "pack")


@pytest.mark.parametrize("path", lessons(), ids=lambda path: path.stem)
def test_lessons_name_nobody_but_where_one_meets_them(path):
    written = [one for one in cells(path) if one.cell_type == "markdown" and CREDIT not in one.source]
    named = [one.id for one in written if "Romain" in one.source]
    assert named == [f"{path.stem[3:]}-04b"] * path.name.startswith("00")
