"""A file from yesterday opens with today's pack: nothing is lost from it, and what is not shown is told once."""

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvi_widgets import ProgressRibbon, Workshop
from kvi_widgets.logic import form_binding
from kvi_widgets.model.data_package import dump, parse, rows_of
from kvi_widgets.model.hidden_answers import hidden_answers
from kvi_widgets.model.tables import TABLES
from kvi_widgets.widgets.form_answers import store
from kvi_widgets.words.form_schema import ASKING, FORMS, fields, has_form

from .adapted import PLACE, SOURCE, add_field, answers, drop_field, leave_out, named, overnight, pack, yesterday
from .cases import cases
from .faults import package, write


def opened(content, path):
    """A workshop with these words and this file, as a notebook opens it."""
    work = Workshop(content, path)
    work.read_first()
    return work


def partner(content):
    made = Workshop(content)
    made.update_all({"kvi": [{"id": "kvi-1", "text": "they dare"}], "kpi": [{"id": "kpi-1", "text": "calls"}]})
    return dump(made.package() | {"kvi": {"workshop": "partner"}})


def on_disk(path):
    """Every answer in a file that is not blank: table, row, column, text."""
    whole = parse(path.read_bytes())
    return {
        (table, name, column): str(cell)
        for table in TABLES
        for name, row in named(table, rows_of(whole, table)).items()
        for column, cell in row.items()
        if str(cell).strip()
    }


def edited(work, step, draw):
    """Write on in one answer of a form, as a learner does, or only leave a field."""
    value = form_binding.value(work, step)
    cells = [
        (row, field["id"])
        for one in form_binding.groups(work, step)
        for field in fields(one)
        for row in value.get(one["id"], [])
        if field["kind"] == "text" and field["id"] in row
    ]
    if cells and draw(st.booleans()):
        row, column = draw(st.sampled_from(cells))
        row[column] += " and more"
    store(work, step, value)


def shown(work):
    """All texts that the forms of the workshop show, with the columns that hold them."""
    seen = set()
    for step in ASKING:
        if step not in FORMS or has_form(work.content, step):
            value, groups = form_binding.value(work, step), form_binding.groups(work, step)
            columns = {one["id"]: {field["id"] for field in fields(one)} | {"card", "text"} for one in groups}
            columns |= {"predictions": {"question", "answer", "thought"}} if step == "predictions" else {}
            cells = {
                str(row.get(column))
                for name in columns
                for row in value.get(name, [])
                for column in columns[name]
                if column != "text" or step != "review"
            }
            seen |= cells | {json.dumps(groups, ensure_ascii=False)}
    return " ".join(seen)


@cases(6)
@given(st.data())
def test_every_answer_of_yesterday_is_still_in_the_file_of_today(data):
    before = data.draw(yesterday())
    rows = data.draw(answers(before))
    today = data.draw(overnight(before))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mine.json"
        first = Workshop(before, path)
        first.update_all(rows)
        was = on_disk(path)
        work = opened(today, path)
        if data.draw(st.booleans(), label="as one's own, with the form's button"):
            work = opened(today, Path(folder) / "other.json")
            work.take(parse(path.read_bytes()))
        work.open_partner(partner(today))
        for step in data.draw(st.lists(st.sampled_from(FORMS), min_size=3, max_size=6), label="steps"):
            edited(work, step, data.draw)
        work.save()
        now = on_disk(work.path)
        # What was seen and asked goes with the answer: who writes on answers what reads so now.
        written_on = {
            name
            for (table, name, column), cell in was.items()
            if column == "answer" and cell != now.get((table, name, column))
        }
        lost = {place for place, cell in was.items() if cell not in now.get(place, "")}
        assert {place for place in lost if place[1] not in written_on or place[2] not in {"seen", "asked"}} == set()


@cases(10)
@given(st.data())
def test_every_answer_is_shown_in_a_form_or_told_as_not_shown(data):
    before = data.draw(yesterday())
    work = Workshop(data.draw(overnight(before)))
    work.load(package(**{"kvi": []} | data.draw(answers(before))))
    work.open_partner(partner(work.content))
    told = {name.split(".")[0].split("/")[0] for name in hidden_answers(work.content, work.rows)}
    seen = shown(work)
    for table, rows in work.rows.items():
        for row in rows:
            texts = [
                cell
                for column, cell in row.items()
                if column not in {"seen", "asked"} and str(cell).startswith(("w", "who"))
            ]
            assert table in told or all(text in seen for text in texts), (table, row)


KVI = {"id": "kvi-1", "text": "they dare", "nature": "", "evidence": "ask them"}


@pytest.fixture
def today():
    return pack("en")


def told(work):
    """What the ribbon says about the file."""
    return " ".join(ProgressRibbon(work).notices)


def test_a_field_that_was_taken_out_is_told_once_with_where_its_answers_are(today, path):
    write(path, package([KVI | {"source": "the caretaker"}]))
    add_field(today, "kvi", "kvi", SOURCE)
    assert opened(today, path).notices == []
    drop_field(today, "kvi", "kvi", "source")
    drop_field(today, "kvi", "kvi", "evidence")
    work = opened(today, path)
    assert "column “source” of workshop.kvi (1)" in told(work)
    assert "column “evidence” of workshop.kvi (1)" in told(work)
    store(work, "kvi", {"kvi": [form_binding.value(work, "kvi")["kvi"][0] | {"text": "they ask"}]})
    assert "source" in told(work)
    again = opened(today, path)
    assert told(again) == ""
    assert again.kvi.iloc[0][["text", "evidence", "source"]].tolist() == ["they ask", "ask them", "the caretaker"]


def test_what_is_told_stays_told_while_others_write_the_file(today, path):
    write(path, package([KVI | {"source": "the caretaker"}]))
    work, other = opened(today, path), opened(today, path)
    other.update("closing", [{"takeaway": "look"}])
    work.look_again()
    assert work.closing["takeaway"].tolist() == ["look"]
    assert "source" in told(work)


def test_what_is_new_is_told_although_something_was_told_before(today, path):
    write(path, package([KVI | {"source": "the caretaker"}], closing=[{"id": "closing-1", "takeaway": "look"}]))
    opened(today, path).save()
    leave_out(today, "closing")
    work = opened(today, path)
    assert "source" not in told(work)
    assert "“Closing: Your three images” (rows of workshop.closing: 1)" in told(work)


def test_a_hundred_strange_columns_make_one_short_notice(today, path):
    write(path, package([KVI | {f"column{number}" + "x" * 300: "a" for number in range(100)}]))
    assert len(told(opened(today, path))) < 1000


def test_a_card_that_left_the_game_keeps_its_answer_and_its_text(today, path):
    write(
        path,
        package(
            sorting=[
                {"card": "old-card", "text": "Old news", "answer": "kvi"},
                {"card": "meals", "text": "Repas", "answer": "kpi"},
            ]
        ),
    )
    work = opened(today, path)
    assert "left the game (rows of workshop.sorting: 1)" in told(work)
    store(work, "welcome", form_binding.value(work, "welcome"))
    assert work.sorting["text"].tolist() == ["Old news", "Repas"]
    assert work.sorting["reason"].tolist() == ["", ""]  # written before there was such a column


def test_a_context_that_is_offered_no_longer_can_still_be_seen_and_unticked(today, path):
    write(path, package(context=[{"id": "context-1", "contexts": "farm + desk", "people": "us"}]))
    work = opened(today, path)
    options = {
        option["id"]: option["label"] for option in form_binding.groups(work, "context")[0]["fields"][0]["options"]
    }
    assert options["farm"] == "farm (no longer offered)"
    assert "desk" in options
    assert told(work) == ""
    work.update("context", [{"id": "context-1", "contexts": "desk", "people": "us"}])
    assert "farm" not in [option["id"] for option in form_binding.groups(work, "context")[0]["fields"][0]["options"]]


def test_a_renamed_option_of_a_single_choice_stays_chosen_until_another_is(today, path):
    add_field(today, "kvi", "kvi", PLACE)
    write(path, package([KVI | {"place": "market"}]))
    field = form_binding.groups(opened(today, path), "kvi")[0]["fields"][-1]
    assert [option["id"] for option in field["options"]] == ["street", "shop", "market"]


def test_a_remark_stands_beside_the_question_as_it_was_asked_then(today):
    work = Workshop(today)
    work.update("kvi", [KVI])
    review = {"id": "r-1", "about": "kvi-1", "reviewer": "Tom", "answer": "It does"}
    cases_ = {
        "As it was asked": {"question": "speaks", "asked": "As it was asked"},
        "Does this KVI speak to you?": {"question": "speaks"},
        "a question that is no longer asked": {"question": "gone"},
    }
    for said, cells in cases_.items():
        work.update("reviews", [review | cells])
        (lines,) = [item["lines"] for item in form_binding.groups(work, "adjust")[1]["items"]]
        assert said in lines[1]
        assert "It does" in lines[1]


def test_a_remark_shows_what_else_the_partner_was_asked(today):
    add_field(today, "review", "reviews_given", PLACE)
    work = Workshop(today)
    work.update_all(
        {
            "kvi": [KVI],
            "reviews": [{"id": "r-1", "about": "kvi-1", "answer": "It does", "place": "shop", "mood": "calm"}],
        }
    )
    (lines,) = [item["lines"] for item in form_binding.groups(work, "adjust")[1]["items"]]
    assert lines[1].endswith("It does (Where?) Shop (mood) calm")


def test_an_answer_to_a_review_question_that_is_gone_is_kept_handed_back_and_told(today, path):
    rows = [{"id": "partner-kvi-1-old", "author": "partner", "about": "kvi-1", "question": "old", "answer": "warm"}]
    write(path, package(reviews_given=rows))
    work = opened(today, path)
    assert "left the review (rows of workshop.reviews_given: 1)" in told(work)
    work.open_partner(partner(today))
    value = form_binding.value(work, "review")
    store(work, "review", value | {"reviewer": [{"id": "reviewer-1", "reviewer": "Tom"}]})
    assert work.reviews_given["answer"].tolist() == ["warm"]


def test_more_indicators_than_today_allows_are_all_shown(today, path):
    write(path, package([KVI | {"id": f"kvi-{number}"} for number in range(1, 6)]))
    forms_group = next(one for one in today.words("kvi")["groups"])
    forms_group.update(at_most=1, shown=1)
    work = opened(today, path)
    assert len(form_binding.value(work, "kvi")["kvi"]) == 5
    assert told(work) == ""


def test_a_step_that_was_left_out_asks_for_nothing_but_keeps_its_answers(today, path):
    write(path, package([KVI], reviews=[{"id": "r-1", "about": "kvi-1", "answer": "warm"}]))
    leave_out(today, "review", "adjust")
    work = opened(today, path)
    assert "workshop.reviews: 1" in told(work)
    work.update("closing", [{"takeaway": "look"}])
    assert opened(today, path).reviews["answer"].tolist() == ["warm"]


def test_without_reviews_nobody_waits_for_a_partners_feedback(today):
    leave_out(today, "review")
    whole = Workshop(today).example("portal")
    whole.update("reviews", [])
    assert "feedback" not in [one["id"] for one in form_binding.groups(whole, "adjust")]
    assert all(step["done"] for step in ProgressRibbon(whole).steps)
