"""Every recipe of CONTRIBUTING.md does what it says: it is read from there and followed to the letter."""

import re
import shutil
import tomllib
from pathlib import Path

import pytest

from kvi_widgets import (
    AdjustStep,
    ClosingStep,
    CompareLinks,
    Content,
    ContextStep,
    KpiStep,
    KviStep,
    LinksStep,
    LinkTest,
    ProgressRibbon,
    ReviewStep,
    SortingGame,
    StrategyStep,
    ValueMap,
    WhatIf,
    Workshop,
)
from kvi_widgets.classes.class_contents import pack_files
from kvi_widgets.classes.class_folder import write
from kvi_widgets.classes.pack_check import check_folder
from kvi_widgets.logic import form_binding
from kvi_widgets.logic.coherence import coherence_findings
from kvi_widgets.logic.progress import done, notes
from kvi_widgets.model.data_package import dump
from kvi_widgets.pages.class_grid import grid_header
from kvi_widgets.widgets.form_answers import store
from kvi_widgets.words import content, form_schema, pack_words

from .recipes import ROOT, Edit, do, edits, follow, recipes
from .test_packs import problems

FORMS = {
    one.step: one
    for one in (
        SortingGame,
        ContextStep,
        StrategyStep,
        KviStep,
        KpiStep,
        LinksStep,
        CompareLinks,
        ReviewStep,
        AdjustStep,
        ClosingStep,
    )
}
MORE = "I want to ask for one more thing"
PLACES = re.findall(r"^\| ([^|`]+) \| `(\w+)\.toml` \| `(\w+)` \|$", recipes()[MORE], re.MULTILINE)
# Where the answers to an added field go, in the order of that table: form, group, table.
HOMES = [
    ("welcome", "sorting", "sorting"),
    ("context", "context", "context"),
    ("strategy", "strategy", "strategy"),
    ("kvi", "kvi", "kvi"),
    ("kpi", "kpi", "kpi"),
    ("links", "links", "links"),
    ("review", "reviewer", "reviews_given"),
    ("review", "reviews_given", "reviews_given"),
    ("adjust", "revisions", "revisions"),
    ("adjust", "decided", "decided"),
    ("closing", "closing", "closing"),
]


@pytest.fixture
def room(tmp_path):
    """A class of one's own: nearly empty files of words, and notebooks."""
    for name, data in pack_files("en").items():
        write(tmp_path / "pack" / name, data)
    shutil.copytree(ROOT / "notebooks/en", tmp_path / "notebooks")
    return tmp_path


@pytest.fixture
def after(room):
    """Words of the class after a recipe has been followed."""

    def after(*titles):
        for title in titles:
            follow(title, room)
        return Content(room / "pack")

    return after


def group(work, step, name):
    return next(one for one in form_binding.groups(work, step) if one["id"] == name)


def field_ids(work, step, name):
    return [field["id"] for field in form_schema.fields(group(work, step, name))]


def opened(words, path):
    """A workshop with these words and this file, as a notebook opens it."""
    work = Workshop(words, path)
    work.read_first()
    return work


def test_every_recipe_is_tried_here():
    assert set(re.findall(r'"(I want [^"]+)"', Path(__file__).read_text("utf-8"))) == set(recipes())


@pytest.mark.parametrize("title", recipes())
def test_a_recipe_says_what_to_do_and_where_to_see_it(title):
    assert edits(recipes()[title])
    assert "→ " in recipes()[title]


ELSEWHERE = [
    "I want to change a worked example",
    "I want the workshop in another language",
]  # these need more than a class


@pytest.mark.parametrize("title", [title for title in recipes() if title not in ELSEWHERE])
def test_the_check_finds_nothing_to_mend_after_a_recipe(title, room):
    for one in [MORE, title] if title == "I want an answer to be expected" else [title]:
        follow(one, room)
    found = check_folder(room)
    # Which texts still lead to a notebook that is gone: said, and tried below.
    left = found[found["found"] != "01_context.ipynb"] if title == "I want to leave a step out" else found
    assert left["message"].tolist() == []


@pytest.mark.parametrize(
    "edit",
    [
        Edit("change these lines", "kpi.toml", "no_such_key = 1\n"),
        Edit("change these lines", "twice.toml", "key = 1\n"),
    ],
)
def test_a_recipe_that_does_not_fit_the_files_fails(edit, room):
    (room / "pack" / "twice.toml").write_text("key = 2\nkey = 3\n", "utf-8")
    with pytest.raises(AssertionError, match="places"):
        do(edit, room)


def test_a_sentence(after):
    words = after("I want to change a sentence")
    assert StrategyStep(Workshop(words)).head["prompt"].startswith("One breath")


def test_one_context_more(after, tmp_path):
    work = opened(after("I want to add a context"), tmp_path / "mine.json")
    form = ContextStep(work)
    option = form.groups[0]["fields"][0]["options"][-1]
    assert (option["id"], option["sign"], option["label"]) == ("garden", "🌱", "Community garden")
    form.value = {"context": [{"id": "context-1", "contexts": "portal + garden", "people": "us"}]}
    assert opened(work.content, work.path).context["contexts"].tolist() == ["portal + garden"]


def test_one_context_less(after):
    work = Workshop(after("I want to take a context out"))

    def offered():
        return {option["id"]: option["label"] for option in group(work, "context", "context")["fields"][0]["options"]}

    assert list(offered()) == ["shop", "desk", "portal"]
    work.update("context", [{"contexts": "selfcare"}])
    assert "no longer offered" in offered()["selfcare"]


def test_another_worked_example(after, room):
    own = opened(Content(room / "pack"), room / "my-workshop.json")
    own.update("kvi", [{"id": "kvi-1", "text": "Neighbours bring their own seeds"}])
    words = after("I want to change a worked example")
    assert Workshop(words).example("portal").kvi["text"].tolist() == ["Neighbours bring their own seeds"]


def test_own_numbers(after):
    test = LinkTest(Workshop(after("I want my own numbers in notebook 08")))
    test.chosen, test.predictions = "kpi-1 kvi-1", {"kpi-1 kvi-1": "yes"}
    assert test.series["kpi-1"].tolist() == [27.1, 30.9]
    assert "(checks per night)" in test.report["columns"][1]


def test_the_ribbon_of_a_short_class_can_be_full(after):
    work = Workshop(after("I want a class of 45 or 90 minutes")).example("portal")
    work.update_all({table: [] for table in ("context", "reviews", "reviews_given", "revisions", "closing")})
    steps = ProgressRibbon(work).steps
    assert {step["id"] for step in steps if step.get("optional")} == {"context", "share", "rewording", "data"}
    assert all(step["done"] for step in steps if not step.get("optional"))
    work.update("kpi", [])
    assert not all(step["done"] for step in ProgressRibbon(work).steps if not step.get("optional"))


def test_a_place_where_my_class_meets(after, monkeypatch):
    monkeypatch.delenv("KVI_CLASS", raising=False)
    words = after("I want a place where my class meets")
    assert KviStep(Workshop(words)).class_place["where"] == str(Path("/srv/my-class").absolute())


def test_no_hints(after):
    words = after("I want no hints")
    assert ["hints" in form_schema.head(words, step) for step in FORMS] == [False] * len(FORMS)
    assert "hints" not in KviStep(Workshop(words)).head


def test_no_hints_in_one_step(after):
    words = after("I want no hints in one step")
    assert [step for step in FORMS if "hints" not in form_schema.head(words, step)] == ["kvi"]


def test_another_number(after):
    work = Workshop(after("I want another number of KVIs or KPIs"))
    shown = group(work, "kpi", "kpi")
    assert (shown["shown"], shown["at_least"], shown["at_most"]) == (5, 3, 5)
    rows = [{"id": f"kpi-{number}", "text": f"signal {number}", "evidence": "look"} for number in range(1, 7)]
    work.update("kpi", rows[:2])
    assert notes(work, "kpi").missing == ["KPIs to write: at least 3 (2 so far)"]
    assert "few_kpi" in [row["id"] for row in coherence_findings(work.rows, work.content)]
    work.update("kpi", rows[:5])
    assert notes(work, "kpi") == ([], [])
    work.update("kpi", rows)
    assert "at most" in notes(work, "kpi").advice[0]


def test_one_review_question_more(after):
    work = Workshop(after("I want to ask reviewers one more question"))
    form = ReviewStep(work)
    work.open_partner(dump(work.example("shop").package()))
    last = group(work, "review", "reviews_given")["items"][-1]
    assert (last["heading"], last["fields"][0]["label"]) == ("The whole picture", "Who is missing from this picture?")
    form.value = {
        "reviewer": [{"id": "reviewer-1", "reviewer": "Tom"}],
        "reviews_given": [{"id": last["id"], "answer": "The nurse"}],
    }
    assert work.reviews_given[["question", "answer"]].to_numpy().tolist() == [["missing", "The nurse"]]


def test_one_review_question_less(after):
    work = Workshop(after("I want to take a review question out"))
    work.open_partner(dump(work.example("shop").package()))
    items = group(work, "review", "reviews_given")["items"]
    asked = [item["fields"][0]["label"] for item in items if not item["id"].endswith("-card")]
    assert len(asked) == 3
    assert not any("If this KPI improves" in one for one in asked)
    lines = [line for item in group(work.example("desk"), "adjust", "revisions")["items"] for line in item["lines"]]
    assert any("If this KPI improves" in line for line in lines)


def test_other_cards(after):
    work = Workshop(after("I want other cards in the sorting game"))
    card = group(work, "welcome", "sorting")["cards"][-1]
    assert (card["id"], card["family"]) == ("garden-water", "kpi")
    work.update("sorting", [{"card": card["id"], "answer": "kpi"}])
    assert "9" in notes(work, "welcome").missing[0]


ANYWHERE = dict(zip(HOMES, PLACES, strict=True))
WHO = ("review", "reviewer", "reviews_given")  # two fields of one name would share a column


@pytest.mark.slow
@pytest.mark.parametrize(
    "homes", [[home for home in HOMES if home != WHO], [WHO]], ids=["in every step", "about the reviewer"]
)
def test_one_more_thing(homes, room, tmp_path):
    (edit,) = edits(recipes()[MORE])
    for _, file, name in (ANYWHERE[home] for home in homes):
        assert (file, name) in [home[:2] for home in homes]
        do(edit._replace(file=f"{file}.toml", text=edit.text.replace('"kvi"', f'"{name}"', 1)), room)
    work = opened(Content(room / "pack"), tmp_path / "mine.json")
    take_all(work)
    for step, name, _ in homes:
        assert field_ids(work, step, name)[-1] == "source"
        value = form_binding.value(work, step)
        store(work, step, {**value, name: [row | {"source": "the caretaker"} for row in value[name]]})
    again = opened(work.content, work.path)
    again.open_partner(dump(work.example("desk").package()))
    for step, name, table in homes:
        assert again.table(table)["source"].tolist() == ["the caretaker"] * len(work.table(table)) != []
        assert {row["source"] for row in form_binding.value(again, step)[name]} == {"the caretaker"}
        assert notes(again, step).missing == []
    assert again.notices == []
    assert problems(work.path) == []


def take_all(work):
    """Answer everything: an example's rows, and a review of another's."""
    whole = work.example("portal")
    given = {table: rows for table, rows in whole.rows.items() if table != "reviews_given"}
    work.update_all(given | {"decided": [{"decision": "hm"}]})
    work.open_partner(dump(work.example("desk").package()))
    asked = [{"id": item["id"], "answer": "hm"} for item in group(work, "review", "reviews_given")["items"]]
    store(work, "review", {"reviewer": [{"id": "reviewer-1", "reviewer": "Tom"}], "reviews_given": asked})


def test_an_expected_answer(after):
    work = Workshop(after("I want to ask for one more thing", "I want an answer to be expected"))
    row = {"id": "kvi-1", "text": "They dare", "nature": "qualitative", "evidence": "look"}
    work.update("kvi", [row])
    assert (notes(work, "kvi").missing, done(work)["kvi"]) == (["KVI 1: say who could tell you"], False)
    work.update("kvi", [row | {"source": "the caretaker"}])
    assert (notes(work, "kvi").missing, done(work)["kvi"]) == ([], True)


def test_a_choice_of_ones_own(after, tmp_path):
    work = opened(after("I want a choice of my own"), tmp_path / "mine.json")
    form = ContextStep(work)
    field = form.groups[0]["fields"][-1]
    assert [option["label"] for option in field["options"]] == ["In the street", "Online"]
    form.value = {"context": [{"id": "context-1", "title": "us", "place": "online"}]}
    assert work.context["place"].tolist() == ["online"]
    form._open("own", dump(work.example("desk").package()))
    lines = [(line["label"], line["now"], line["then"]) for line in form.offer["lines"]]
    assert ("Where do you meet them?", "Online", "") in lines


def test_one_thing_less(after):
    work = Workshop(after("I want to ask for one thing less"))
    assert field_ids(work, "kpi", "kpi") == ["text"]
    work.update("kpi", [{"id": f"kpi-{number}", "text": f"signal {number}"} for number in (1, 2)])
    assert notes(work, "kpi").missing == []


def test_another_order(after):
    work = Workshop(after("I want the fields in another order"))
    shown = group(work, "context", "context")
    assert [field["id"] for field in shown["fields"]] == ["people", "contexts", "title"]
    assert len(shown["fields"][1]["options"]) == len(work.content.table("contexts"))


def test_other_criteria_in_the_grid(after):
    words = after("I want other criteria in the grid")
    assert grid_header(words) == ["Learner", "Reasoning", "Revising", "Taking part", "Remark"]


def test_a_step_that_is_left_out(after, room):
    words = after("I want to leave a step out")
    ribbon = ProgressRibbon(Workshop(words))
    assert [step["id"] for step in ribbon.steps] == [
        "welcome",
        "strategy",
        "kvi",
        "kpi",
        "links",
        "share",
        "rewording",
        "data",
    ]
    assert all((room / "notebooks" / step["notebook"]).exists() for step in ribbon.steps)
    dead = check_folder(room).query("severity == 'advice'")
    assert set(dead["found"]) == {"01_context.ipynb"}
    assert {"notebooks/00_welcome.ipynb", "notebooks/02_strategy.ipynb"} <= set(dead["file"])
    whole = Workshop(words).example("portal")
    whole.update("context", [])
    assert [step for step, is_done in done(whole).items() if not is_done] == ["share"]


def test_what_the_links_need_cannot_be_left_out_alone(room):
    do(Edit("write at the top", "pack.toml", 'without = ["kpi"]\n'), room)
    with pytest.raises(content.ContentError, match="“links” needs the form “kpi”"):
        Content(room / "pack")
    assert "needs the form “kpi”" in " ".join(check_folder(room)["message"])


@pytest.mark.parametrize(
    ("form", "step", "table"),
    [("compare", "links", None), ("closing", "rewording", "closing"), ("welcome", "welcome", "sorting")],
)
def test_a_form_that_is_left_out(form, step, table, after, room):
    title = "I want to leave out one form of a step"
    first, *others = re.findall(r"`(forms = [^`]+)` with", recipes()[title])
    if form == "compare":
        words = after(title)
    else:
        closing = Edit("add at the end", "pack.toml", f'[[steps]]\nid = "rewording"\n{first}\n')
        game = Edit("add at the end", "pack.toml", f'[[steps]]\nid = "welcome"\n{others[0]}\n')
        do(closing if form == "closing" else game, room)
        words = Content(room / "pack")
    assert form not in form_schema.forms_of(words)[step]
    work = Workshop(words).example("portal")
    work.update_all({table: []} if table else {})
    assert {one["id"]: one["done"] for one in ProgressRibbon(work).steps}[step]
    assert not any(form in one for one in form_schema.forms_of(words).values())


def test_one_question_about_the_map_less(after, room):
    kit, own = Content(room / "pack"), after("I want to take out a question about the map")
    work = Workshop(kit).example("portal")
    work.update("links", [row | {"polarity": "+"} for row in work.rows["links"]])
    before, now = ([row["id"] for row in coherence_findings(work.rows, words)] for words in (kit, own))
    assert now == [one for one in before if one != "all_plus"] != before


def test_one_word_more_that_raises_a_question_about_the_map(after, room):
    kit, own = Content(room / "pack"), after("I want to add a word that raises a question about the map")
    work = Workshop(kit)
    work.update_all(
        {
            "kvi": [{"id": "kvi-1", "text": "They feel at ease"}],
            "kpi": [{"id": "kpi-1", "text": "Call centres opened"}],
            "links": [{"kpi": "kpi-1", "kvi": "kvi-1", "polarity": "+", "reason": "near"}],
        }
    )
    before, now = (
        "plus_against_words" in {row["id"] for row in coherence_findings(work.rows, words)} for words in (kit, own)
    )
    assert (before, now) == (True, False)


@pytest.fixture
def spanish(room, monkeypatch):
    """The kit with a third language, whose words are English ones with a mark."""
    shutil.copytree(ROOT / "data", room / "data")
    shutil.copytree(ROOT / "notebooks", room / "notebooks", dirs_exist_ok=True)
    follow("I want the workshop in another language", room)
    for module in (content, pack_words):
        monkeypatch.setattr(module, "DATA", room / "data")
    for kept in (Content.load, pack_words.kit_words):
        kept.cache_clear()
    yield room
    for kept in (Content.load, pack_words.kit_words):
        kept.cache_clear()


def leaves(value):
    """Every text in traits, words or answers."""
    if isinstance(value, dict):
        return {leaf for inner in value.values() for leaf in leaves(inner)}
    if isinstance(value, list | tuple):
        return {leaf for inner in value for leaf in leaves(inner)}
    return {value} if isinstance(value, str) else set()


def test_another_language(spanish, tmp_path):
    work = Workshop.open("es", tmp_path / "mine.json")
    assert work.content.folder == spanish / "data/es"
    assert work.content.words("pack")["answer_file"] == "mi-taller.json"
    own = set.union(*(leaves(tomllib.loads(path.read_text("utf-8"))) for path in (spanish / "data/es").glob("*.toml")))
    french = set.union(
        *(leaves(tomllib.loads(path.read_text("utf-8"))) for path in (spanish / "data/fr").glob("*.toml"))
    )
    take_all(work)
    widgets = [ProgressRibbon(work), ValueMap(work), WhatIf(work), *(form(work) for form in FORMS.values())]
    shown = set.union(*(leaves(widget.get_state()) - leaves([widget._esm, widget._css]) for widget in widgets))
    assert len(shown & own) > 200
    assert {text for text in shown & french - own if re.search(r"\w{3}", text)} == set()
    assert opened(work.content, work.path).package()["kvi"]["language"] == "es"
    with pytest.raises(content.ContentError, match="en, es, fr"):
        Workshop.open("it")
