"""A content pack is read whole, or the message says what is wrong in it and where."""

import re
import shutil

import pandas as pd
import pytest

from kvi_widgets import Workshop
from kvi_widgets.words.content import DATA, Content, ContentError, languages
from kvi_widgets.words.pack_rows import TABLE_ROWS


@pytest.fixture
def pack(tmp_path):
    """A teacher's own copy of a pack."""
    return shutil.copytree(DATA / "fr", tmp_path / "my-course")


def change(path, old, new):
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def problem(folder, topic="pack"):
    with pytest.raises(ContentError) as caught:
        Content(folder).words(topic)
    return str(caught.value)


def numbers(message):
    return [int(digits) for digits in re.findall(r"\b\d+\b", message)]


def table(path, *lines):
    path.write_text("\n".join(lines) + "\n", "utf-8")


def test_a_copied_pack_reads_like_the_original(pack, content):
    copy = Content(pack)
    for name in TABLE_ROWS:
        pd.testing.assert_frame_equal(copy.table(name), content.table(name))
    assert copy.words("kvi") == content.words("kvi")
    assert copy.language == "fr"


def test_a_missing_column_is_named_with_the_columns_found(pack):
    change(pack / "deck.csv", "family", "familly")
    message = problem(pack)
    assert all(part in message for part in ("deck.csv", "family", "id, field, text, familly, reason"))


@pytest.mark.parametrize("found", ["KVI", "kvi or kpi"])
def test_a_bad_family_is_named_by_file_row_column_found_and_expected(pack, found):
    table(pack / "deck.csv", "id,field,text,family,reason", "a,f,t,kvi,r", f"b,f,t,{found},r")
    message = problem(pack)
    assert all(part in message for part in ("deck.csv", "family", f"«\u00a0{found}\u00a0»", "kvi, kpi, both"))
    assert numbers(message) == [3]


def test_a_blank_cell_is_named_with_what_may_stand_there(pack):
    table(pack / "deck.csv", "id,field,text,family,reason", "a,f,t, ,r")
    message = problem(pack)
    assert all(part in message for part in ("deck.csv", "family", "kvi, kpi, both"))
    assert numbers(message) == [2]


def test_a_row_that_stops_early_is_named_by_its_first_missing_cell(pack):
    table(pack / "memo.csv", "aspect,kvi,kpi", "role,says", "place,says,does")
    message = problem(pack)
    assert all(part in message for part in ("memo.csv", "kpi"))
    assert numbers(message) == [2]


def test_a_comma_without_quotation_marks_never_cuts_a_sentence_short(pack):
    table(pack / "memo.csv", "aspect,kvi,kpi", "a,b,c", "role,says,does, and counts")
    message = problem(pack)
    assert all(part in message for part in ("memo.csv", " and counts"))
    assert numbers(message) == [3]


def test_commas_that_a_spreadsheet_adds_at_the_end_do_no_harm(pack):
    table(pack / "memo.csv", "aspect,kvi,kpi", "role,says,does,,")
    assert Content(pack).table("memo").to_numpy().tolist() == [["role", "says", "does"]]


def test_an_id_taken_twice_is_named_with_both_rows(pack):
    table(
        pack / "contexts.csv",
        "id,emoji,title,description,people",
        *[f"{id_},e,t,d,p" for id_ in ("twice", "once", "twice")],
    )
    message = problem(pack)
    assert all(part in message for part in ("contexts.csv", "twice"))
    assert numbers(message) == [4, 2]


def test_rows_are_counted_as_a_spreadsheet_counts_them(pack):
    table(pack / "memo.csv", "aspect,kvi,kpi", '"two\nlines",says,does', "", ",,", "role,says,")
    assert numbers(problem(pack)) == [5]


def test_blank_lines_are_no_rows(pack):
    table(pack / "memo.csv", "aspect,kvi,kpi", "", "role,says,does", ",,")
    assert Content(pack).table("memo")["aspect"].tolist() == ["role"]


def test_a_table_without_rows_keeps_its_columns(pack, content):
    header, *_ = (pack / "readings.csv").read_text("utf-8").splitlines()
    table(pack / "readings.csv", header)
    empty = Content(pack).table("readings")
    assert empty.empty
    assert empty.columns.tolist() == content.table("readings").columns.tolist()


def test_a_column_that_a_teacher_adds_is_kept_and_an_optional_one_may_be_missing(pack):
    table(pack / "readings.csv", "title,author,language,why,year", "Book,Someone,fr,because,2019")
    row = Content(pack).table("readings").iloc[0]
    assert (row["year"], row["address"]) == ("2019", "")


def test_windows_marks_at_the_start_of_files_are_ignored(pack, content):
    for path in [*pack.glob("*.csv"), *pack.glob("*.toml")]:
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    marked = Content(pack)
    assert marked.table("deck")["id"].tolist() == content.table("deck")["id"].tolist()
    assert marked.words("pack")["title"] == content.words("pack")["title"]


def test_broken_toml_is_named_with_the_place(pack):
    change(pack / "kpi.toml", 'title = "', "title = ")
    message = problem(pack)
    assert "kpi.toml" in message
    assert numbers(message) == [1, 4]  # line 1, step 4


@pytest.mark.parametrize("name", [f"{name}.csv" for name in TABLE_ROWS] + ["pack.toml"])
def test_a_missing_file_is_named_when_the_pack_is_opened(pack, name):
    (pack / name).unlink()
    assert name in problem(pack)


def test_a_missing_topic_is_named_when_its_words_are_asked_for(pack):
    (pack / "kvi.toml").unlink()
    assert "kvi.toml" in problem(pack, "kvi")


def test_a_lesson_shows_the_message_alone_and_how_to_see_all(pack):
    (pack / "deck.csv").unlink()
    with pytest.raises(ContentError) as caught:
        Content(pack)
    message, hint = caught.value._render_traceback_()
    assert message == str(caught.value)
    assert hint.endswith(f"kvi_widgets check {pack}`")
    assert ContentError("x")._render_traceback_() == ["x"]


@pytest.mark.parametrize("path", [["prompt"], ["missing", "nature"], ["groups", 0, "at_most"]])
def test_a_missing_key_is_named_with_its_file_at_any_depth(pack, path):
    key = path[-1]
    change(pack / "kvi.toml", f"\n{key} = ", "\nother = ")
    found = Content(pack).words("kvi")
    for name in path[:-1]:
        found = found[name]
    with pytest.raises(ContentError, match=rf"kvi\.toml.*{key}"):
        found[key]


def test_words_stay_words_when_more_are_added(content):
    joined = content.words("map") | content.words("crowd") | {"language": "fr"}
    assert joined["language"] == "fr"
    with pytest.raises(ContentError, match=r"crowd\.toml.*lost"):
        joined["lost"]
    with pytest.raises(ContentError, match=r"map\.toml.*lost"):
        (content.words("map") | {"language": "fr"})["lost"]


def test_an_unknown_language_is_answered_with_those_that_exist():
    message = problem(DATA / "xx")
    assert all(lang in message for lang in languages())


@pytest.mark.parametrize(
    ("old", "new"), [("at_most = 2", 'at_most = "2"'), ("hints = [", 'hints = "" # ['), ('["“", "”"]', '["“"]')]
)
def test_what_would_fail_in_the_middle_of_a_lesson_is_named_before(pack, old, new):
    name = "map.toml" if "“" in old else "kvi.toml"
    text = (pack / name).read_text("utf-8").replace(old, new, 1)
    (pack / name).write_text(re.sub(r'"" # \[.*?\]\n', '""\n', text, flags=re.DOTALL), "utf-8")
    assert name in problem(pack)


def test_a_gap_that_the_kit_does_not_fill_stops_no_sentence(pack):
    change(pack / "kpi.toml", "{count})", "{cuont} {)")
    assert Content(pack).words("kpi")["missing"]["none"].format(count=1, at_least=2).count("{") == 2


def test_a_folder_with_any_name_speaks_the_language_it_says(tmp_path):
    pack = shutil.copytree(DATA / "en", tmp_path / "pack")
    change(pack / "messages.toml", "This is your own file.", "Yours!")
    assert Content(pack).messages["own_file"].startswith("Yours!")
    (pack / "deck.csv").unlink()
    assert "Copy it from data/en" in problem(pack)
    (pack / "messages.toml").unlink()
    shutil.copy(DATA / "en" / "deck.csv", pack)
    assert Content(pack).messages["own_file"].startswith("This is your own file.")


def test_examples_are_those_in_the_folder_when_it_has_any(pack):
    def folders():
        return {path.parent for path in Content(pack).examples.values()}

    assert folders() == {DATA / "examples" / "fr"}
    change(pack / "pack.toml", 'language = "fr"', 'language = "eo"')
    assert folders() == {DATA / "examples" / "en"}
    (pack / "examples").mkdir()
    assert folders() == set()
    shutil.copy(DATA / "examples" / "en" / "shop.json", pack / "examples" / "ours.json")
    assert folders() == {pack / "examples"}


def test_a_workshop_has_the_words_of_a_language_or_of_a_folder_but_not_of_both(pack, tmp_path, monkeypatch):
    change(pack / "pack.toml", "Atelier KVI", "Notre atelier")
    monkeypatch.chdir(tmp_path)
    opened = Workshop.open(pack=pack.name, path="answers.json")
    assert opened.content.words("pack")["title"] == "Notre atelier"
    for wrong in ({}, {"lang": "fr", "pack": pack}):
        with pytest.raises(ContentError, match="pack="):
            Workshop.open(**wrong)


def test_changing_a_table_changes_no_content(content):
    deck = content.table("deck")
    deck["family"] = "spoilt"
    assert "spoilt" not in content.table("deck")["family"].tolist()
