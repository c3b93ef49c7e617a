"""What is left to translate is told, file by file; what is translated is not."""

import re
import shutil

import pytest

from kvi_widgets.classes.class_folder import new_class
from kvi_widgets.classes.pack_check import check_folder
from kvi_widgets.classes.pack_check_translation import untranslated
from kvi_widgets.classes.words_file import write_words
from kvi_widgets.words.content import DATA, languages

from .recipes import ROOT


@pytest.mark.parametrize("lang", languages())
def test_the_packs_of_the_kit_have_nothing_left_to_translate(lang):
    assert list(untranslated(DATA / lang, ROOT / "notebooks" / lang)) == []


@pytest.fixture
def spanish(tmp_path):
    pack = shutil.copytree(DATA / "en", tmp_path / "pack")
    path = pack / "pack.toml"
    path.write_text(path.read_text("utf-8").replace('language = "en"', 'language = "es"'), "utf-8")
    return pack


def left(pack):
    found = check_folder(pack).query("message.str.contains('word for word|mot pour mot')")
    return dict(zip(found["file"], found["found"], strict=True))


def test_every_file_of_a_copied_pack_is_still_to_translate(spanish):
    assert {f"{topic}.toml" for topic in ("kvi", "kpi", "form", "map")} <= set(left(spanish))
    assert all(re.fullmatch(r"(\d+)/\1", found) for file, found in left(spanish).items() if file == "kvi.toml")


def test_a_translated_sentence_counts_no_longer(spanish):
    before = int(left(spanish)["kvi.toml"].split("/")[0])
    path = spanish / "kvi.toml"
    path.write_text(
        re.sub(r"(?m)^prompt = .*", 'prompt = "¿Qué cambia de verdad para estas personas?"', path.read_text("utf-8")),
        "utf-8",
    )
    assert int(left(spanish)["kvi.toml"].split("/")[0]) == before - 1


def test_what_is_left_is_what_translators_are_told(tmp_path):
    room = new_class(tmp_path / "room", "en", "me/room")
    (room / "pack" / "pack.toml").write_text('base = "en"\nlanguage = "es"\n', "utf-8")
    (room / "pack" / "kvi.toml").write_text('prompt = "¿Qué cambia de verdad?"\n', "utf-8")
    told = left(room)
    counts = write_words(room, tmp_path / "words.po", "en", {"longest": "{most}"})
    assert sum(int(found.split("/")[0]) for found in told.values()) == counts["left"]
    assert sum(int(found.split("/")[1]) for found in told.values()) == counts["count"]
    assert {"deck.csv", "notebooks/01_context.ipynb", "examples/portal.json"} < set(told)


@pytest.mark.parametrize(("emoji", "told"), [("?", True), ("maison", True), ("🏠", False), ("✂️", False)])
def test_a_word_or_a_question_mark_is_no_emoji(tmp_path, emoji, told):
    pack = shutil.copytree(DATA / "fr", tmp_path / "pack")
    path = pack / "contexts.csv"
    path.write_text(path.read_text("utf-8").replace("💳", emoji), "utf-8")
    assert any("émoji" in message for message in check_folder(pack)["message"]) == told
