"""Files that cannot be used are set aside untouched, and the lesson starts all the same."""

import io
import json
import zipfile

import pytest

from kvi_widgets import AnswerFileError, Workshop
from kvi_widgets.model.data_package import MOST_BYTES, dump, parse
from kvi_widgets.widgets.base import notice

from .faults import kvi, package, texts, tree, write

GOOD = dump(package([kvi(1)]))
VERSION = "mine-2026-01-01-120000-000000.json"


def workbook():
    """First bytes of a real .xlsx: it is a zip archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return file.getvalue()


def nested(depth):
    return GOOD.replace('"resources"', f'"more": {"[" * depth}{"]" * depth}, "resources"')


def with_table(*pieces):
    made = package([kvi(1)])
    made["resources"] += [{"name": "kvi", "data": data} for data in pieces]
    return json.dumps(made, separators=(",", ":"))


BAD = {
    "empty": (b"", "not_json"),
    "blank": (b" \n", "not_json"),
    "truncated": (GOOD[: len(GOOD) // 2], "not_json"),
    "one byte short": (GOOD.rstrip()[:-1], "not_json"),
    "two files in one": (GOOD + GOOD, "not_json"),
    "no JSON": ("Mes réponses", "not_json"),
    "half overwritten with nothing": (GOOD[:200].encode() + bytes(500), "not_json"),
    "bytes of a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "not_json"),
    "UTF-16": (GOOD.encode("utf-16"), "not_json"),
    "latin-1": (GOOD.replace("they", "été").encode("latin-1"), "not_json"),
    "100000 brackets": ("[" * 100_000, "not_json"),
    "100000 brackets inside": (nested(100_000), "not_json"),
    "900 brackets inside": (nested(900), "not_json"),
    "60 brackets inside": (nested(60), "not_json"),
    "a number of 5000 digits": (GOOD.replace('"resources"', f'"n": {"9" * 5000}, "resources"'), "not_json"),
    "list": ("[]", "not_answers"),
    "number": ("7", "not_answers"),
    "text": ('"kvi"', "not_answers"),
    "null": ("null", "not_answers"),
    "object without answers": ("{}", "not_answers"),
    "kvi is a list": ('{"kvi": [], "resources": []}', "not_answers"),
    "resources is an object": ('{"kvi": {}, "resources": {}}', "not_answers"),
    "a notebook": ('{"cells": [], "metadata": {}, "nbformat": 4}', "not_answers"),
    "huge": (GOOD + " " * MOST_BYTES, "too_big"),
    "100000 columns": (with_table([[*range(100_000)]]), "too_many_cells"),
    "100000 columns in objects": (with_table([{f"c{number}": 1} for number in range(100_000)]), "too_many_cells"),
    "60000 rows": (with_table([{"text": "a"}] * 60_000), "too_many_cells"),
    "60000 rows in pieces": (with_table(*([[{"text": "a"}] * 10_000] * 6)), "too_many_cells"),
    "CSV": ("id,text\nkvi-1,they dare\n", "spreadsheet"),
    "CSV of a French Excel": ("\ufeffid;text\r\nkvi-1;ça\r\n".encode(), "spreadsheet"),
    "CSV in latin-1": ("id;text\r\nkvi-1;ça\r\n".encode("latin-1"), "spreadsheet"),
    "tabs in UTF-16": ("id\ttext\r\nkvi-1\tça\r\n".encode("utf-16"), "spreadsheet"),
    "CSV of links": ('"kpi","kvi","polarity"\n', "spreadsheet"),
    "xlsx": (workbook(), "spreadsheet"),
    "xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "spreadsheet"),
}


@pytest.mark.parametrize(("content", "reason"), BAD.values(), ids=BAD)
def test_a_bad_file_is_set_aside_untouched_and_the_last_good_one_is_offered(path, content, reason):
    bad = write(path, content).read_bytes()
    version = write(path.parent / "versions" / VERSION, GOOD)
    workshop = Workshop.open("fr", path)
    assert [found for found, _ in workshop.notices] == [reason, "set_aside"]
    aside = path.parent / workshop.notices[1][1]["name"]
    assert aside.name.startswith("mine.illisible-")
    assert tree(path.parent) == {aside: bad, version: GOOD.encode()}
    assert workshop.older == (version, json.loads(GOOD))
    for one in workshop.notices:
        assert notice(*one, workshop.content.messages)
    workshop.take(workshop.older[1])
    assert texts(Workshop.open("fr", path)) == {"kvi-1": "they dare"}
    assert aside.read_bytes() == bad


# The browser hands over text: letters of another alphabet are replaced there already.
@pytest.mark.parametrize("name", [name for name in BAD if name != "latin-1"])
def test_a_partners_bad_file_is_refused_with_the_same_reason(path, name):
    content, reason = BAD[name]
    workshop = Workshop.open("fr", path)
    text = content if isinstance(content, str) else content.decode("utf-8", "replace")
    with pytest.raises(AnswerFileError) as caught:
        workshop.open_partner(text)
    assert caught.value.reason in {reason, "not_json"}
    assert not path.parent.exists()


def newer(version=2):
    return GOOD.replace('"schema_version": 1', f'"schema_version": {version}')


@pytest.mark.parametrize("version", [2, 1.5, 10**30], ids=str)
def test_a_newer_file_is_shown_and_never_changed(path, version):
    content = write(path, newer(version)).read_bytes()
    workshop = Workshop.open("fr", path)
    assert texts(workshop) == {"kvi-1": "they dare"}
    assert [reason for reason, _ in workshop.notices] == ["newer"]
    for change in (
        lambda: workshop.update("kvi", []),
        lambda: workshop.take(parse(GOOD)),
        workshop.save,
    ):
        with pytest.raises(AnswerFileError, match="read_only"):
            change()
    workshop.look_again()
    assert path.read_bytes() == content


def test_a_file_that_becomes_newer_while_working_is_not_changed(path):
    workshop = Workshop.open("fr", path)
    workshop.update("kvi", [kvi(1, "mine")])
    write(path, newer())
    with pytest.raises(AnswerFileError, match="read_only"):
        workshop.update("kvi", [kvi(1, "mine"), kvi(2)])
    workshop.look_again()
    assert workshop.read_only
    assert sorted(texts(workshop).values()) == ["mine", "they dare"]
    assert path.read_text("utf-8") == newer()


def test_a_newer_file_is_not_made_ones_own_by_an_older_kit(path):
    workshop = Workshop.open("fr", path)
    with pytest.raises(AnswerFileError, match="read_only"):
        workshop.take(parse(newer()))
    assert not path.exists()
