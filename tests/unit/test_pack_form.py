"""The teacher's forms change a pack's tables, and never leave half a table behind."""

import csv
import shutil

import pytest

from kvi_widgets import PackForm, StepPreview
from kvi_widgets.classes.pack_edit import blank_cells, save_table
from kvi_widgets.words.content import DATA, Content, ContentError


@pytest.fixture
def pack(tmp_path):
    return shutil.copytree(DATA / "fr", tmp_path / "pack")


def changed(rows, place, **cells):
    return [{**row, **cells} if at == place else row for at, row in enumerate(rows)]


@pytest.mark.parametrize("table", ["contexts", "questions", "deck"])
def test_saving_what_is_there_changes_nothing_but_the_mark_for_excel(pack, table):
    before = Content(pack).rows(table)
    assert save_table(pack, table, before).blank == []
    assert Content(pack).rows(table) == before
    assert (pack / f"{table}.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_over_the_kit_only_what_differs_is_written(tmp_path):
    (tmp_path / "pack.toml").write_text('base = "fr"\n', "utf-8")
    rows = Content(tmp_path).rows("contexts")
    wanted = [*changed(rows, 1, title="Autre")[:3], {**rows[0], "id": "garden", "title": "Jardin"}]
    save_table(tmp_path, "contexts", wanted)
    assert Content(tmp_path).rows("contexts") == wanted
    with (tmp_path / "contexts.csv").open(encoding="utf-8-sig", newline="") as file:
        written = {row["id"]: row["title"] for row in csv.DictReader(file)}
    assert written == {rows[1]["id"]: "Autre", "garden": "Jardin", rows[3]["id"]: ""}


def test_a_changed_title_is_what_learners_choose_from(pack):
    form = PackForm(pack, "contexts")
    form.value = {"contexts": changed(form.value["contexts"], 0, title="Bloc, « 3e étage », nuit")}
    assert form.saved["problem"] == ""
    assert Content(pack).table("contexts")["title"][0] == "Bloc, « 3e étage », nuit"


def test_an_unfinished_row_is_not_written_and_the_message_names_the_box(pack):
    form = PackForm(pack, "contexts")
    before = (pack / "contexts.csv").read_bytes()
    form.value = {"contexts": [*form.value["contexts"], {"id": "contexts-5", "title": "Bloc"}]}
    assert "Contexte 5" in form.saved["problem"]
    assert "Émoji" in form.saved["problem"]
    assert (pack / "contexts.csv").read_bytes() == before


def test_a_row_that_is_only_a_place_on_the_screen_is_passed_over(pack):
    rows = Content(pack).rows("questions")
    assert save_table(pack, "questions", [*rows, {"id": "questions-9", "question": " "}]).blank == []
    assert Content(pack).rows("questions") == rows


def test_blank_cells_are_counted_as_on_the_screen():
    rows = [{"id": "a"}, {"id": "b", "about": "kvi", "question": "Why?", "placeholder": ""}]
    assert blank_cells("questions", rows) == [(2, "placeholder")]


def test_columns_of_the_teacher_stay(pack):
    path = pack / "contexts.csv"
    header, *lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([f"{header},note", *(f"{line},à garder" for line in lines)]), "utf-8")
    form = PackForm(pack, "contexts")
    form.value = {"contexts": changed(form.value["contexts"], 1, title="Autre")}
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert {row["note"] for row in csv.DictReader(file)} == {"à garder"}


def test_a_folder_that_cannot_be_written_is_told_in_words(pack, monkeypatch):
    form = PackForm(pack, "deck")

    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("kvi_widgets.widgets.pack_form.save_table", refuse)
    form.value = {"deck": changed(form.value["deck"], 0, text="Autre")}
    assert "deck.csv" in form.saved["problem"]
    assert "Permission denied" in form.saved["problem"]


def test_a_broken_pack_says_so_when_the_form_opens(pack):
    (pack / "kvi.toml").write_text('title = "', "utf-8")
    with pytest.raises(ContentError, match=r"kvi\.toml"):
        PackForm(pack, "contexts")


def test_the_preview_shows_the_step_with_what_was_just_changed(pack):
    preview = StepPreview(pack)
    preview.step.value = "context"
    form = PackForm(pack, "contexts")
    form.value = {"contexts": changed(form.value["contexts"], 0, title="Bloc opératoire")}
    preview.again.click()
    options = preview.children[-1].groups[0]["fields"][0]["options"]
    assert options[0]["label"] == "Bloc opératoire"


def test_the_preview_can_be_filled_with_an_example(pack):
    preview = StepPreview(pack)
    preview.step.value = "links"
    assert preview.children[-1].groups[0]["rows"] == []
    preview.filled.value = True
    assert preview.children[-1].groups[0]["rows"] != []


def test_a_preview_of_a_broken_pack_says_what_is_wrong(pack):
    preview = StepPreview(pack)
    (pack / "kvi.toml").write_text('title = "', "utf-8")
    preview.again.click()
    assert "kvi.toml" in preview.children[-1].value


def saved_elsewhere(pack, change):
    """A colleague, or a spreadsheet, saves the table."""
    save_table(pack, "contexts", change(Content(pack).rows("contexts")))


def titles(pack):
    return [row["title"] for row in Content(pack).rows("contexts")]


def test_what_a_colleague_saved_meanwhile_stays_and_is_shown(pack):
    form = PackForm(pack, "contexts")
    mine = form.value["contexts"]
    saved_elsewhere(pack, lambda rows: [*changed(rows, 1, title="Théirs"), rows[0] | {"id": "new", "title": "Garden"}])
    form.value = {"contexts": changed(mine, 0, title="Mine")}
    assert titles(pack)[:2] == ["Mine", "Théirs"]
    assert "Garden" in titles(pack)
    assert [row["title"] for row in form.saved["rows"]] == titles(pack)
    # The page was typing on and has not taken the rows over: they are not taken away.
    form.value = {"contexts": changed(mine, 0, title="Mine too")}
    assert titles(pack)[:2] == ["Mine too", "Théirs"]
    assert "Garden" in titles(pack)


def test_a_row_of_a_colleague_s_that_the_page_has_shown_can_be_taken_away(pack):
    form = PackForm(pack, "contexts")
    saved_elsewhere(pack, lambda rows: [*rows, rows[0] | {"id": "new", "title": "Garden"}])
    form.value = {"contexts": changed(form.value["contexts"], 0, title="Mine")}
    shown = form.saved["rows"]
    form.set_state({"value": {"contexts": [row for row in shown if row["id"] != "new"]}, "seen": form.saved["number"]})
    assert "Garden" not in titles(pack)
    assert titles(pack)[0] == "Mine"


def test_two_forms_of_one_table_unite(pack):
    one, other = PackForm(pack, "contexts"), PackForm(pack, "contexts")
    one.value = {"contexts": changed(one.value["contexts"], 0, title="One")}
    other.value = {"contexts": changed(other.value["contexts"], 1, title="Other")}
    assert titles(pack)[:2] == ["One", "Other"]


def test_a_table_is_kept_as_it_was_before_the_first_change_of_a_day(pack):
    before = (pack / "contexts.csv").read_bytes()
    form = PackForm(pack, "contexts")
    for title in ("A", "B"):
        form.value = {"contexts": changed(form.value["contexts"], 0, title=title)}
        assert titles(pack)[0] == title
        assert "rows" not in form.saved
    [kept] = (pack / ".before").glob("contexts.*.csv")
    assert kept.read_bytes() == before
