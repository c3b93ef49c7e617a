"""Each form shows what belongs to this learner, and its value becomes rows of tables."""

import json
import shutil

import pytest

from kvi_widgets import Content, Workshop
from kvi_widgets.logic import form_binding
from kvi_widgets.logic.comparison import VERDICTS, compare_links
from kvi_widgets.logic.progress import NOTES
from kvi_widgets.model.data_package import dump
from kvi_widgets.widgets.form_answers import store
from kvi_widgets.words.content import DATA

from .mistakes import rows as changed_table

STEPS = list(NOTES)
KVI = [{"id": "kvi-1", "text": " ", "evidence": "survey"}, {"id": "kvi-2", "text": "they dare {n} <b>"}]
KPI = [{"id": "kpi-1", "text": "calls"}, {"id": "kpi-2", "text": "clicks"}]
LINKS = [
    {"kpi": "kpi-1", "kvi": "kvi-2", "polarity": "-", "strength": 2},
    {"kpi": "kpi-7", "kvi": "kvi-2", "polarity": "+"},
]


@pytest.fixture
def half(workshop):
    for table, rows in {"kvi": KVI, "kpi": KPI, "links": LINKS}.items():
        workshop.update(table, rows)
    return workshop


def with_partner(workshop, partner):
    workshop.open_partner(dump(partner.package()))
    return workshop


def group(workshop, step, name):
    return next(one for one in form_binding.groups(workshop, step) if one["id"] == name)


def asked(workshop, answer):
    """Rows of the review form, each question answered so."""
    items = group(workshop, "review", "reviews_given")["items"]
    return [{"id": item["id"], "answer": answer} for item in items]


@pytest.mark.parametrize("step", STEPS)
def test_every_form_can_be_sent_to_a_browser_empty_half_filled_and_whole(step, workshop, half, finished):
    for work in (Workshop(workshop.content), half, finished, with_partner(half, finished)):
        sent = [form_binding.groups(work, step), form_binding.value(work, step)]
        assert json.loads(json.dumps(sent, allow_nan=False)) == sent


@pytest.mark.parametrize("step", STEPS)
def test_storing_what_a_form_shows_changes_nothing(step, workshop, finished):
    for work in (finished, with_partner(workshop, finished)):
        before = work.package()
        store(work, step, form_binding.value(work, step))
        assert work.package() == before


@pytest.mark.parametrize("step", STEPS)
def test_building_a_form_leaves_the_words_as_they_are(step, half, finished):
    words = json.dumps(half.content.words(step))
    form_binding.groups(with_partner(half, finished), step)
    assert json.dumps(half.content.words(step)) == words


def test_the_two_rounds_show_every_card_of_the_deck(workshop):
    rounds = [group(workshop, "welcome", name) for name in ("sorting", "published")]
    assert {shown["table"] for shown in rounds} == {"sorting"}
    cards = [card["id"] for shown in rounds for card in shown["cards"]]
    assert cards == workshop.content.table("deck").query("round != 'again'")["id"].tolist()


def test_a_deck_without_a_second_round_has_one_game(tmp_path):
    pack = shutil.copytree(DATA / "en", tmp_path / "pack")
    changed_table("deck", lambda cells: [row[:-1] for row in cells if row[-1] in {"", "round"}])(pack)
    shown = form_binding.groups(Workshop(Content(pack)), "welcome")
    assert [(one["id"], len(one["cards"])) for one in shown] == [("sorting", 30)]


def test_contexts_are_offered_in_the_order_of_their_table(workshop):
    options = group(workshop, "context", "context")["fields"][0]["options"]
    contexts = workshop.content.table("contexts")
    assert [(option["id"], option["label"]) for option in options] == list(
        zip(contexts["id"], contexts["title"], strict=True)
    )


def test_a_new_indicator_never_takes_a_number_that_is_still_named_somewhere(half):
    assert group(half, "kpi", "kpi")["last_number"] == 7
    half.update(
        "reviews", [{"id": "r-1", "about": "kpi-12", "answer": "hm"}, {"id": "r-2", "about": "whole", "answer": "hm"}]
    )
    half.update("revisions", [{"id": "revision-kvi-30", "about": "kvi-30", "after": "x"}])
    assert group(half, "kpi", "kpi")["last_number"] == 12
    assert group(half, "kvi", "kvi")["last_number"] == 30


def test_the_matrix_holds_written_indicators_only_numbered_as_in_their_own_step(half):
    matrix = group(half, "links", "links")
    assert [row["id"] for row in matrix["rows"]] == ["kpi-1", "kpi-2"]
    (kvi,) = matrix["columns"]
    assert (kvi["id"], kvi["text"]) == ("kvi-2", KVI[1]["text"])
    assert kvi["name"] == half.content.words("kvi")["groups"][0]["item"].format(n=2)


def test_indicators_carry_the_same_number_in_the_last_step(half):
    shown = group(half, "adjust", "revisions")
    item = next(one for one in shown["items"] if one["id"] == "revision-kvi-2")
    assert item["heading"] == shown["kvi"].format(n=2, text=KVI[1]["text"])


def test_links_whose_indicator_went_away_stay_in_the_table(half):
    store(half, "links", form_binding.value(half, "links"))
    assert half.links["kpi"].tolist() == ["kpi-1", "kpi-7"]


def test_without_a_partner_nothing_counts_as_opened(workshop):
    for step in ("compare", "review"):
        assert "opened" not in group(workshop, step, "partner")
    assert "opened" not in group(workshop, "adjust", "feedback")
    assert group(workshop, "compare", "differences")["rows"] == []
    assert group(workshop, "review", "reviews_given")["kind"] == "note"


def test_the_comparison_is_told_in_words_in_its_own_order(workshop, finished):
    mine = [row | {"polarity": "0"} for row in finished.links.to_dict("records")][:-1]
    for table in ("kvi", "kpi"):
        workshop.update(table, finished.table(table).to_dict("records")[::-1])
    workshop.update("links", mine)
    shown, words = group(with_partner(workshop, finished), "compare", "differences"), workshop.content.words("compare")
    verdicts = [row[0] for row in shown["rows"]]
    assert verdicts == [words["verdicts"][row["verdict"]] for row in compare_links(workshop.rows, finished.rows)]
    assert {words["verdicts"][name] for name in ("differ", "unseen", "agree")} == set(verdicts)
    assert {len(row) for row in shown["rows"]} == {len(shown["columns"])}


def test_a_partners_link_stays_sealed_until_ones_own_is_set(workshop, finished):
    for table in ("kvi", "kpi"):
        workshop.update(table, finished.rows[table])
    with_partner(workshop, finished)
    words = workshop.content.words("compare")
    shown = group(workshop, "compare", "differences")["rows"]
    assert {row[-1] for row in shown} == {words["signs"]["sealed"]}
    partner = Workshop(workshop.content)
    partner.load(finished.package())
    partner.update("links", [])
    workshop.open_partner(dump(partner.package()))
    assert group(workshop, "compare", "differences")["rows"] == shown  # not even their order tells
    with_partner(workshop, finished)
    workshop.update("links", finished.rows["links"][:1])
    assert [row[-1] for row in group(workshop, "compare", "differences")["rows"]].count(words["signs"]["sealed"]) == (
        len(shown) - 1
    )


def test_every_verdict_and_sign_has_a_word(content):
    words = content.words("compare")
    assert all(words["verdicts"][name] for name in VERDICTS)
    assert all(words["signs"][sign] for sign in ("+", "-", "0", "", "sealed"))


def test_indicators_that_only_one_has_are_named_beside_the_comparison(half, finished):
    half.update("kpi", [*KPI, {"id": "kpi-3", "text": finished.kpi["text"][0]}])
    half.update("kvi", [{"id": "kvi-5", "text": finished.kvi["text"][0]}])
    shown = group(with_partner(half, finished), "compare", "differences")
    assert "clicks" in shown["help"]
    assert finished.kpi["text"][1] in shown["help"]
    assert finished.kpi["text"][0] not in shown["help"]


def test_two_who_share_nothing_are_told_so(half, finished):
    shown = group(with_partner(half, finished), "compare", "differences")
    assert shown["empty"] == half.content.words("compare")["groups"][-1]["nothing_shared"]


def test_a_partners_indicators_are_offered_until_both_have_the_same(workshop, finished):
    def offered():
        return [one["kind"] for one in form_binding.groups(workshop, "compare") if one["id"] == "start"]

    assert offered() == []
    with_partner(workshop, finished)
    assert offered() == ["download"]
    workshop.link_partner()
    assert offered() == ["note"]
    workshop.second.update("kpi", workshop.second.rows["kpi"][1:])
    assert offered() == ["download"]


def test_who_has_written_all_of_the_partners_indicators_needs_no_second_map(half, finished):
    half.update_all({table: finished.rows[table] for table in ("kvi", "kpi")})
    with_partner(half, finished)
    assert "start" not in [one["id"] for one in form_binding.groups(half, "compare")]


def test_answers_about_a_partner_are_stored_with_the_name(workshop, finished):
    with_partner(workshop, finished)
    rows = asked(workshop, "hm")
    store(workshop, "review", {"reviewer": [{"id": "reviewer-1", "reviewer": "Tom"}], "reviews_given": rows})
    assert set(workshop.reviews_given["reviewer"]) == {"Tom"}
    assert form_binding.value(workshop, "review")["reviewer"][0]["reviewer"] == "Tom"
    assert {row["id"] for row in form_binding.value(workshop, "review")["reviews_given"]} == {row["id"] for row in rows}


def test_a_name_is_asked_for_once_and_kept_before_the_first_answer(workshop, finished):
    with_partner(workshop, finished)
    typed = {"reviewer": [{"id": "reviewer-1", "reviewer": "Tom"}]}
    assert form_binding.value(workshop, "review", form_value=typed)["reviewer"] == typed["reviewer"]
    store(workshop, "review", typed | {"reviews_given": asked(workshop, "hm")})
    with_partner(workshop, workshop.example("desk"))
    assert form_binding.value(workshop, "review")["reviews_given"] == []
    assert form_binding.value(workshop, "review")["reviewer"][0]["reviewer"] == "Tom"


def test_remarks_stand_beside_the_sentence_they_are_about_and_the_whole_comes_last(finished):
    items = group(finished, "adjust", "revisions")["items"]
    for row in finished.reviews.to_dict("records"):
        name = "whole" if row["about"] == "whole" else f"revision-{row['about']}"
        lines = next(item["lines"] for item in items if item["id"] == name)
        assert any(row["answer"] in line and row["reviewer"] in line for line in lines)
    assert items[-1]["id"] == "whole"


def test_the_first_wording_is_shown_and_the_present_one_is_edited(finished):
    revision = finished.revisions.iloc[0]
    item = next(
        item
        for item in group(finished, "adjust", "revisions")["items"]
        if item["id"] == f"revision-{revision['about']}"
    )
    assert revision["before"] in item["lines"][0]
    row = next(row for row in form_binding.value(finished, "adjust")["revisions"] if row["id"] == item["id"])
    assert (row["after"], row["why"]) == (revision["after"], revision["why"])


def test_the_whole_is_never_stored_as_a_sentence(finished):
    rows = form_binding.value(finished, "adjust")["revisions"]
    before = finished.revisions
    store(finished, "adjust", {"revisions": [*rows, {"id": "whole", "after": "x"}]})
    assert finished.revisions.equals(before)


def test_two_sentences_that_look_alike_are_asked_about_with_both_texts(half, finished):
    theirs = finished.kpi["text"][0]
    half.update("kpi", [*KPI, {"id": "kpi-3", "text": f"{theirs[:-1]}x"}])
    shown = [
        one for one in form_binding.groups(with_partner(half, finished), "compare") if one["id"].startswith("alike")
    ]
    assert [one["id"] for one in shown] == ["alike-kpi-3"]
    assert "KPI 3" in shown[0]["title"]
    assert theirs in shown[0]["help"]
    assert f"{theirs[:-1]}x" in shown[0]["help"]
    json.dumps(shown)


def test_nobody_is_asked_about_sentences_that_are_shared_or_far_apart(half, finished):
    half.update("kpi", [*KPI, {"id": "kpi-3", "text": finished.kpi["text"][0].upper()}])
    groups = form_binding.groups(with_partner(half, finished), "compare")
    assert not [one for one in groups if one["id"].startswith("alike")]
