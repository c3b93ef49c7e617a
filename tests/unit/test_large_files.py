"""Files made to take for ever are read or refused in seconds: what costs more than its length is bounded."""

import time

import pytest

from kvi_widgets.classes.pack_check import check_folder
from kvi_widgets.model.data_package import MOST_BYTES, AnswerFileError, parse
from kvi_widgets.words.pack_files import MOST_PACK_BYTES, MOST_PACK_LINES, read_sheet
from kvi_widgets.words.pack_tables import read_table
from kvi_widgets.words.pack_toml import read_topic

MOST_SECONDS = 5  # of a processor: they take two at most, and took minutes
PAGE = '<script type="application/json" id="answers">'
TABLES = ['"\n', ",", "a,b,c,d,e\n", 'x,"a\n', "“a,b”,", "“a,", "\r", "é\n", '"a"b,', "a;b;c\n"]
TOPICS = [
    "a\n",
    "[[a]]\n",
    "a.",
    'a = """',
    "a = [1,\n",
    '"',
    'a = "\n',
    "a = “b”\n",
    "\n",
    "a = [[[[\n",
    "a.a.a.a.a = 1\n",
]


@pytest.fixture(autouse=True)
def in_time():
    started = time.process_time()
    yield
    assert time.process_time() - started < MOST_SECONDS


def filled(text, most):
    lines = (text * most)[:most].splitlines(keepends=True)
    return "".join(lines[: MOST_PACK_LINES - 1])


@pytest.mark.parametrize("content", [f"<p>{filled(PAGE, 4_900_000)}", filled("<", 4_900_000), filled("[", 4_900_000)])
def test_a_large_file_of_answers_is_refused_soon(content):
    assert len(content) < MOST_BYTES
    with pytest.raises(AnswerFileError, match=r"not_json|empty_page"):
        parse(content)


@pytest.mark.parametrize("text", TABLES, ids=ascii)
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_a_large_table_is_read_soon(tmp_path, text, encoding):
    path = tmp_path / "contexts.csv"
    head = b"id,emoji,title,text,people\n"
    path.write_bytes(head + filled(text, MOST_PACK_BYTES - len(head)).encode(encoding, "replace"))
    read_table(path)


@pytest.mark.parametrize("text", TOPICS, ids=ascii)
def test_a_large_topic_is_read_soon(tmp_path, text):
    path = tmp_path / "kvi.toml"
    path.write_bytes(filled(text, MOST_PACK_BYTES).encode())
    read_topic(path)


def test_a_key_of_hundreds_of_parts_is_told_and_no_more(tmp_path):
    (tmp_path / "pack.toml").write_text('base = "en"\n', "utf-8")
    (tmp_path / "kvi.toml").write_text(f"title{'.a' * 900} = 1\n", "utf-8")
    found = check_folder(tmp_path, "en")
    assert "broken_toml" not in found["message"].tolist()
    assert any(message.startswith("kvi.toml: this line cannot be read") for message in found["message"])


@pytest.mark.parametrize("name", ["contexts.csv", "kvi.toml"])
def test_a_file_that_is_too_large_for_words_is_not_read(tmp_path, name):
    (tmp_path / "pack.toml").write_text('base = "en"\n', "utf-8")
    (tmp_path / name).write_bytes(bytes(MOST_PACK_BYTES + 1))
    assert [finding.kind for finding in read_sheet(tmp_path / name, []).findings] == ["too_large"]
    assert any(
        message.startswith(f"{name}: this file is too big") for message in check_folder(tmp_path, "en")["message"]
    )
