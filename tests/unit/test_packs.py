"""The content packs that come with the kit: enough cards, true examples, files that others read."""

import json
import re

import pytest
from frictionless import Package

from kvi_widgets import Content, Workshop
from kvi_widgets.logic import form_binding
from kvi_widgets.logic.progress import NOTES, done, notes
from kvi_widgets.model.data_package import dump
from kvi_widgets.model.tables import TABLES, table_of_group
from kvi_widgets.words.content import DATA, languages

EXAMPLES = DATA / "examples"
LANGUAGES = languages()
CASES = [(lang, name) for lang in LANGUAGES for name in Content.load(lang).table("contexts")["id"]]
# Two forms need a partner; giving feedback is all there is to one step.
ALONE = [step for step in NOTES if step not in {"compare", "review"}]


@pytest.fixture(params=LANGUAGES)
def pack(request):
    return Content.load(request.param)


@pytest.fixture(params=CASES, ids="-".join)
def case(request):
    """Language and context of an example."""
    return request.param


@pytest.fixture
def example(case):
    return Workshop(Content.load(case[0])).example(case[1])


def options(group):
    """Ids that a form offers, per column."""
    fields = [*group.get("fields", []), *([group["field"]] if "field" in group else [])]
    return {field["id"]: [option["id"] for option in field["options"]] for field in fields if "options" in field}


def problems(path):
    # Frictionless trusts no file outside the working folder.
    report = Package(path.name, basepath=str(path.parent)).validate()
    return [error.message for task in report.tasks for error in task.errors] + [one.message for one in report.errors]


def test_the_deck_has_enough_cards_over_enough_fields(pack):
    deck = pack.table("deck")
    assert len(deck) >= 24
    assert deck["field"].nunique() >= 4
    assert deck["text"].is_unique


def test_each_family_of_cards_is_there_and_the_border_has_four_at_least(pack):
    counts = pack.table("deck")["family"].value_counts()
    assert counts["both"] >= 4
    assert min(counts["kvi"], counts["kpi"]) >= 8


def test_every_card_gives_its_reason_and_no_two_give_the_same(pack):
    reasons = pack.table("deck")["reason"].str.strip()
    assert (reasons != "").all()
    assert reasons.is_unique


def test_each_context_has_an_example_and_each_example_a_context(pack):
    examples = {path.stem for path in (EXAMPLES / pack.language).glob("*.json")}
    assert examples == set(pack.table("contexts")["id"])


def test_hints_come_in_three_steps_wherever_there_are_any(pack):
    counts = {step: len(pack.words(step)["hints"]) for step in NOTES}
    assert {step: count for step, count in counts.items() if count not in {0, 3}} == {}
    assert sum(count == 3 for count in counts.values()) >= 7


def test_no_guidance_is_blank(pack):
    for step in NOTES:
        words = pack.words(step)
        texts = [words["title"], words["prompt"], words["repr"], *words["example"], *words["hints"]]
        assert all(text.strip() for text in texts), step


def test_what_a_sentence_leaves_open_is_the_same_in_every_language(pack):
    def gaps(words):
        return {(path, *sorted(re.findall(r"\{(\w+)\}", text))) for path, text in leaves(words)}

    first = Content.load(LANGUAGES[0])
    for topic in (*NOTES, "form", "map", "messages", "ribbon", "pack"):
        assert gaps(pack.words(topic)) == gaps(first.words(topic)), topic


def leaves(words, path=""):
    """Every text with the way to it; advice and hints may differ in number, not in gaps."""
    if isinstance(words, dict):
        return [leaf for name, value in words.items() for leaf in leaves(value, f"{path}.{name}")]
    if isinstance(words, list):
        return [leaf for value in words for leaf in leaves(value, path)]
    return [(path, str(words))]


def test_ids_are_the_same_in_every_language(pack):
    first = Content.load(LANGUAGES[0])
    for table in ("deck", "contexts", "questions"):
        assert pack.table(table)["id"].tolist() == first.table(table)["id"].tolist()


def test_an_example_is_an_answer_file_as_the_kit_writes_it(case, example):
    text = (EXAMPLES / case[0] / f"{case[1]}.json").read_text("utf-8")
    assert dump(example.package()) == text, "make notebooks puts this right"
    assert case[0] == json.loads(text)["kvi"]["language"]


def test_nothing_is_missing_in_an_example(example):
    assert {step: notes(example, step).missing for step in ALONE} == {step: [] for step in ALONE}
    assert [step for step, is_done in done(example).items() if not is_done] == ["share"]


def test_choices_of_an_example_are_offered_and_written_as_the_form_writes_them(example):
    found = 0
    for step in ALONE:
        for group in form_binding.groups(example, step):
            for column, offered in options(group).items():
                for cell in example.table(table_of_group(group["id"]))[column].astype(str):
                    chosen = [one for one in cell.split(" + ") if one]
                    assert chosen == [one for one in offered if one in chosen], (step, column, cell)
                    found += len(chosen)
    assert found > 10


def test_an_example_stands_in_the_context_of_its_name_and_has_sorted_real_cards(case, example):
    assert case[1] in example.context["contexts"][0].split(" + ")
    assert set(example.sorting["card"]) <= set(example.content.table("deck")["id"])


def test_an_example_shows_both_signs_and_a_sentence_that_a_remark_has_changed(example):
    assert {"+", "-"} <= set(example.links["polarity"])
    changed = example.revisions.iloc[0]
    remarks = example.reviews[example.reviews["about"] == changed["about"]]
    assert changed["before"] in remarks["seen"].tolist()
    assert changed["after"] in [text for table in ("strategy", "kvi", "kpi") for text in example.table(table)["text"]]


def test_remarks_of_an_example_answer_real_questions_about_this_workshop(example):
    assert set(example.reviews["author"]) == {example.id}
    assert set(example.reviews["question"]) <= set(example.content.table("questions")["id"])


def test_examples_can_be_told_apart(pack):
    ids = [Workshop(pack).example(name).id for name in pack.table("contexts")["id"]]
    assert len(set(ids)) == len(ids)


@pytest.mark.slow
def test_frictionless_accepts_a_finished_answer_file(example, tmp_path):
    workshop = Workshop.open(example.content.language, tmp_path / "answers.json")
    for table in TABLES:
        workshop.update(table, example.table(table).to_dict("records"))
    assert problems(workshop.path) == []


@pytest.mark.slow
def test_frictionless_accepts_an_answer_file_without_any_answer(pack, tmp_path):
    workshop = Workshop.open(pack.language, tmp_path / "answers.json")
    workshop.save()
    assert problems(workshop.path) == []
    assert len(Package(str(workshop.path.name), basepath=str(tmp_path)).resources) == len(TABLES)


@pytest.mark.slow
def test_frictionless_accepts_columns_that_a_teacher_adds_and_refuses_a_key_taken_twice(pack, tmp_path):
    workshop = Workshop.open(pack.language, tmp_path / "answers.json")
    workshop.update("kvi", [{"id": "kvi-1", "text": "a", "source": "survey"}, {"id": "kvi-2", "text": "b"}])
    assert problems(workshop.path) == []
    path = tmp_path / "twice.json"
    path.write_text(workshop.path.read_text("utf-8").replace('"kvi-2"', '"kvi-1"'), "utf-8")
    assert problems(path) != []
