"""Tables are read as spreadsheets and Windows write them, TOML as editors do; nothing is lost on the way."""

import shutil

import pandas as pd
import pytest

from kvi_widgets import Content
from kvi_widgets.words.content import DATA
from kvi_widgets.words.pack_files import decoded, read_sheet
from kvi_widgets.words.pack_toml import read_topic

from .mistakes import header, line, rows, saved

HABITS = {
    "semicolons": saved("deck", "utf-8", ";"),
    "tabs": saved("deck", "utf-8", "\t"),
    "UTF-8 with a mark": saved("deck", "utf-8-sig"),
    "Unicode text of Excel": saved("deck", "utf-16", "\t"),
    "UTF-16 without a mark": saved("deck", "utf-16-le", ";"),
    "UTF-16, the other way round": saved("deck", "utf-16-be"),
    "Windows-1252 with semicolons": saved("deck", "cp1252", ";"),
    "a line sep=; on top": lambda pack: (
        saved("deck", "utf-8", ";")(pack),
        line("deck.csv", 1, "sep=;\r\n".__add__)(pack),
    ),
    "blank rows and columns": rows("deck", lambda cells: [[*row, "", ""] for row in cells] + [[""] * 7] * 9),
    "blank rows on top": rows("deck", lambda cells: [[], [""], *cells]),
    "titles in capitals and with spaces": header(lambda names: [f" {name.upper()}\u00a0" for name in names]),
    "ends of line of old Macs": lambda pack: (pack / "deck.csv").write_bytes(
        (pack / "deck.csv").read_bytes().replace(b"\r", b"").replace(b"\n", b"\r")
    ),
    "every cell between quotation marks": lambda pack: (
        Content(pack).table("deck").to_csv(pack / "deck.csv", index=False, quoting=1)
    ),
}


@pytest.fixture
def pack(tmp_path):
    """A teacher's own copy of a pack."""
    return shutil.copytree(DATA / "fr", tmp_path / "my-course")


def sheet(folder, text, columns=("a", "b", "c")):
    (folder / "t.csv").write_text(text, "utf-8", newline="")
    return read_sheet(folder / "t.csv", columns)


@pytest.mark.parametrize("change", HABITS.values(), ids=HABITS)
def test_a_table_reads_the_same_however_it_was_saved(change, pack, content):
    change(pack)
    pd.testing.assert_frame_equal(Content(pack).table("deck"), content.table("deck"))


def test_toml_reads_the_same_however_it_was_saved(pack):
    text = (pack / "kvi.toml").read_text("utf-8").replace("\u202f", "\u00a0")  # which Windows-1252 has
    (pack / "kvi.toml").write_text(text, "utf-8")
    expected = Content(pack).words("kvi")
    for encoding in ("utf-8-sig", "utf-16", "cp1252"):
        saved_so = text.replace("\n", "\r\n").replace("−", "-")
        (pack / "kvi.toml").write_bytes(saved_so.encode(encoding))
        assert Content(pack).words("kvi") == expected


def test_no_break_spaces_and_curly_marks_inside_a_cell_are_kept(tmp_path):
    assert sheet(tmp_path, "a,b,c\nx\u00a0!,“y”,« z »\n").rows == {2: ["x\u00a0!", "“y”", "« z »"]}


def test_a_text_between_curly_marks_is_one_cell_only_where_the_row_tells_so(tmp_path):
    assert sheet(tmp_path, "a,b,c\n1,“x, y”,3\n").rows == {2: ["1", "x, y", "3"]}
    assert sheet(tmp_path, "a;b;c\n1;“x; y”;3\n").rows == {2: ["1", "x; y", "3"]}
    assert sheet(tmp_path, "a,b,c\n1,“x, y”,3,4\n").rows == {2: ["1", "“x", " y”", "3", "4"]}


def test_a_mark_that_never_closes_costs_one_row_and_no_other(tmp_path):
    read = sheet(tmp_path, 'a,b,c\n1,"x,3\n4,5,6\n7,"8, eight",9\n')
    assert read.rows == {3: ["4", "5", "6"], 4: ["7", "8, eight", "9"]}
    assert [(one.kind, one.row) for one in read.findings] == [("open_quote", 2)]


def test_rows_are_counted_as_a_spreadsheet_counts_them(tmp_path):
    assert list(sheet(tmp_path, 'a,b,c\n\n1,"two\nlines",3\n,,\n4,5,6\n').rows) == [3, 5]
    assert list(sheet(tmp_path, "sep=;\na;b;c\n1;2;3\n").rows) == [2]


def test_the_separator_is_the_one_that_shows_the_columns(tmp_path):
    assert sheet(tmp_path, "a;b;c\n1,1;2,2;3,3\n").rows == {2: ["1,1", "2,2", "3,3"]}
    assert sheet(tmp_path, "My table, 2026\na;b;c\n1;2;3\n").header == ["a", "b", "c"]


def test_one_damaged_letter_makes_no_other_alphabet_of_a_file():
    data = "été, forêt, où".encode()
    assert decoded(data[:-2] + b"\xe9") == ("été, forêt, o\ufffd", "")
    assert decoded("été, forêt, où".encode("cp1252")) == ("été, forêt, où", "Windows-1252")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a = “x”\nb = 1\nc = “y”", [("curly_quote", 1), ("curly_quote", 3)]),
        ('a = "x\nb = 1\nc: 2', [("open_text", 1), ("no_equals", 3)]),
        ('a = ["x",\n"y"\nb = 1\nc = 2', [("open_list", 1)]),
        ('a = [\n "x"\n "y"\n]\nb = 1\nc = 2', [("no_comma", 2)]),
        ("[one\nx = 1\n[two]\nx = “2”\n", [("open_heading", 1), ("curly_quote", 4)]),
        ('a = """x\nb = 1\nc = 2', [("open_text", 1)]),
        ("[x]\na = 1\n[x]\nb = 1\nb = 2", [("same_key", 3), ("same_key", 5)]),
        ("a = " + "[" * 3000, [("broken_toml", 0)]),
        ("= 1\nb = 2", [("broken_toml", 1)]),
    ],
)
def test_every_broken_line_of_a_toml_file_is_named_and_the_others_are_read(tmp_path, text, found):
    path = tmp_path / "t.toml"
    path.write_text(text, "utf-8")
    topic = read_topic(path)
    assert [(one.kind, one.row) for one in topic.findings] == found
    assert topic.words.get("b", 1) in {1, 2}
