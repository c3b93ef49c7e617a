"""All words of a class go out for translators and come in again: exactly, and all of them or none."""

import json
import shutil
from io import BytesIO

import pytest
from babel.messages.pofile import read_po, write_po
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kvi_widgets.__main__ import main
from kvi_widgets.classes.class_contents import pack_files
from kvi_widgets.classes.class_files import class_files
from kvi_widgets.classes.class_folder import write
from kvi_widgets.classes.class_texts import class_trees, class_words, kit_places
from kvi_widgets.words.pack_read import read_topics
from kvi_widgets.words.sentences import gaps

from .recipes import ROOT

PROMPT = "pack/kvi.toml:prompt"
PLACES = {
    PROMPT: "¿Qué cambia para estas personas?",
    "pack/kvi.toml:hints": "Mira.\nEscucha.",
    "pack/deck.csv:app-morning.text": "Los clientes abren la aplicación",
    "pack/memo.csv:#1.aspect": "Papel",
    "notebooks/01_context.ipynb:context-01": "# Tu contexto\n\nElige.",
    "pack/examples/portal.json:strategy.#1.text": "Que estén tranquilas.",
}


@pytest.fixture(scope="module", params=[False, True], ids=["small", "all words"])
def as_made(tmp_path_factory, request):
    return made(tmp_path_factory.mktemp("made") / "room", whole=request.param).parent


@pytest.fixture
def room(as_made, tmp_path):
    return shutil.copytree(as_made, tmp_path, dirs_exist_ok=True) / "room"


def made(folder, *, whole=False):
    """A class, and beside it its words as a file for translators."""
    for name, data in pack_files("en", whole=whole).items():
        write(folder / "pack" / name, data)
    shutil.copytree(ROOT / "notebooks/en", folder / "notebooks", ignore=shutil.ignore_patterns("images"))
    assert out(folder) == 0
    return folder


def po(folder):
    return folder.parent / "words.po"


def out(folder, *more):
    return main(["words", str(folder), str(po(folder)), "--lang", "en", *more])


def translate(folder, texts):
    """Write these translations, by place, into the file as a translator does."""
    catalog = read_po(BytesIO(po(folder).read_bytes()))
    there = {message.context: message for message in catalog if message.context}
    for place, text in texts.items():
        there[place].string = text
        there[place].flags.discard("fuzzy")
    data = BytesIO()
    write_po(data, catalog)
    po(folder).write_bytes(data.getvalue())


def messages(folder):
    return {message.context: message for message in read_po(BytesIO(po(folder).read_bytes())) if message.context}


def said(folder):
    return {place: one.text for place, one in class_words(class_trees(folder / "pack", folder / "notebooks")).items()}


def test_out_and_in_again_changes_nothing(room):
    before = class_files(room)
    assert out(room, "--back") == 0
    assert out(room, "--from", "fr") == 0  # where all is translated
    assert sum(bool(one.string) for one in messages(room).values()) > 1_500
    assert out(room, "--from", "fr", "--back") == 0
    assert class_files(room) == before


def test_translations_arrive_at_their_places_and_nowhere_else(room):
    before = said(room)
    translate(room, PLACES)
    assert out(room, "--back") == 0
    assert said(room) == before | PLACES
    assert read_topics(room / "pack")["kvi"].words["hints"] == ["Mira.", "Escucha."]
    assert out(room) == 0
    assert {place: messages(room)[place].string for place in PLACES} == PLACES


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    return made(tmp_path_factory.mktemp("class") / "room")


LETTERS = st.text(st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="{}"), min_size=1, max_size=40)


@settings(deadline=None, max_examples=8, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whatever_is_translated_arrives_exactly(small, data):
    before = said(small)
    free = sorted(place for place, text in before.items() if not gaps(text) and "\n" not in text)
    texts = data.draw(st.dictionaries(st.sampled_from(free), LETTERS.filter(str.strip), min_size=1, max_size=6))
    assert out(small) == 0
    translate(small, texts)
    assert out(small, "--back") == 0
    assert said(small) == before | texts


def test_a_class_says_only_what_was_translated(tmp_path):
    room = made(tmp_path / "room")
    before = class_files(room)
    translate(room, {PROMPT: "¿Qué cambia?"})
    assert out(room, "--back") == 0
    after = class_files(room)
    assert {name for name in after if after[name] != before.get(name)} == {"pack/kvi.toml"}
    assert after["pack/kvi.toml"].decode().endswith('prompt = "¿Qué cambia?"\n')


@pytest.mark.parametrize(
    ("place", "text", "told"),
    [
        ("pack/ribbon.toml:tally", "Cuadernos: {done}", "{all} is missing"),
        ("pack/ribbon.toml:tally", "Cuadernos: {done} de {all} {otro}", "{otro}"),
    ],
)
def test_what_does_not_fit_is_named_and_nothing_changes(room, capsys, place, text, told):
    before = class_files(room)
    translate(room, {place: text, PROMPT: "¿Qué cambia?"})
    assert out(room, "--back") == 1
    message = capsys.readouterr().err
    assert place in message
    assert told in message
    assert class_files(room) == before


def test_what_is_too_long_is_named_with_its_lengths_and_the_rest_arrives(room, capsys):
    before = said(room)
    fit = {"pack/kpi.toml:hints": f"{'z' * 400}\n{'z' * 400}", "notebooks/01_context.ipynb:context-01": "w" * 900}
    translate(room, fit | {PROMPT: "x" * 601, "pack/kvi.toml:hints": f"Mira.\n{'y' * 700}"})
    assert out(room, "--back") == 1
    assert capsys.readouterr().err.splitlines()[1:] == [
        "pack/kvi.toml:prompt: 601 letters, and 600 at most",
        "pack/kvi.toml:hints: 700 letters, and 600 at most",
    ]
    assert said(room) == before | fit


def test_blank_lines_are_no_texts_of_a_list_and_a_blank_text_is_no_translation(room):
    before = said(room)
    translate(room, {"pack/kvi.toml:hints": "Mira.\n\nEscucha.\n", PROMPT: "  "})
    assert out(room, "--back") == 0
    assert read_topics(room / "pack")["kvi"].words["hints"] == ["Mira.", "Escucha."]
    assert said(room)[PROMPT] == before[PROMPT]


def test_plural_forms_are_told_and_nothing_changes(room, capsys):
    before = class_files(room)
    header = po(room).read_text("utf-8").partition("\n\n")[0]
    entry = f'msgctxt "{PROMPT}"\nmsgid "a"\nmsgid_plural "b"\nmsgstr[0] "x"\nmsgstr[1] "y"\n'
    po(room).write_text(f"{header}\n\n{entry}", "utf-8")
    assert out(room, "--back") == 1
    assert f"{PROMPT}: one text is needed" in capsys.readouterr().err
    assert class_files(room) == before
    assert out(room) == 0
    assert messages(room)[PROMPT].string == ""


def test_a_teacher_hears_that_comments_go(room, capsys):
    translate(room, {"notebooks/01_context.ipynb:context-01": "# Tu contexto"})
    assert out(room, "--back") == 0
    assert "#" not in capsys.readouterr().out
    translate(room, {PROMPT: "¿Qué cambia?"})
    assert out(room, "--back") == 0
    assert "Comments (lines that begin with #) are gone" in capsys.readouterr().out


@pytest.mark.parametrize("place", ["pack/kvi.toml:promt", "pack/kvi.toml:groups.kvi.id", "pack/pack.toml:language"])
def test_unknown_places_and_names_of_things_are_refused(room, capsys, place):
    before = class_files(room)
    po(room).write_text(po(room).read_text("utf-8").replace(f'"{PROMPT}"', f'"{place}"'), "utf-8")
    translate(room, {place: "otro"})
    assert out(room, "--back") == 1
    assert f"{place}: there is no such place" in capsys.readouterr().err
    assert class_files(room) == before


def test_no_plan_is_a_word(room):
    assert not [place for place in said(room) if place.startswith("pack/pack.toml:plans")]


def test_no_id_of_a_form_is_a_word():
    words = class_words(class_trees(ROOT / "data/en", ROOT / "notebooks/en"))
    assert not [place for place in words if place.endswith((".id", ".kind", ".act", ".notebook"))]
    assert {place.split(":")[0] for place in words} >= {
        f"notebooks/{path.name}" for path in ROOT.glob("notebooks/en/*.ipynb")
    }


def test_a_text_whose_original_has_changed_is_to_be_looked_at_again(tmp_path):
    room = made(tmp_path / "room")
    other = made(tmp_path / "other" / "room")
    translate(room, {PROMPT: "¿Qué cambia?"})
    assert out(room, "--back") == 0
    kvi = other / "pack" / "kvi.toml"
    kvi.write_text('prompt = "What is new?"\n', "utf-8")
    assert out(room, "--from", str(other)) == 0
    was = kit_places("en")[PROMPT].text
    assert f'#| msgid "{was}"' in po(room).read_text("utf-8")
    for _ in range(3):  # and it stays so until somebody has looked
        one = messages(room)[PROMPT]
        assert (one.id, one.string, one.fuzzy) == ("What is new?", "¿Qué cambia?", True)
        assert po(room).read_text("utf-8").count(f'#| msgid "{was}"') == 1
        assert out(room, "--from", str(other)) == 0


def test_several_lines_of_before_and_a_translators_note_stay(tmp_path):
    room, other = made(tmp_path / "room"), made(tmp_path / "other" / "room")
    place = "pack/kvi.toml:hints"
    translate(room, {place: "Mira.\nEscucha."})
    entry = po(room).read_text("utf-8")
    po(room).write_text(entry.replace(f'msgctxt "{place}"', f'# ask Ana "first"\nmsgctxt "{place}"'), "utf-8")
    (other / "pack" / "kvi.toml").write_text('hints = ["New \\"one\\"."]\n', "utf-8")
    written = set()
    for _ in range(3):
        assert out(room, "--from", str(other)) == 0
        written.add(po(room).read_text("utf-8").partition(f'msgctxt "{place}"')[0].rpartition("\n\n")[2])
    [kept] = written
    assert '# ask Ana "first"' in kept
    assert all(line in kept for line in kit_places("en")[place].text.split("\n"))


def test_what_was_translated_and_not_brought_in_yet_stays(tmp_path):
    room = made(tmp_path / "room")
    translate(room, {PROMPT: "¿Qué cambia?"})
    assert out(room) == 0
    assert messages(room)[PROMPT].string == "¿Qué cambia?"
    assert (tmp_path / "words.po.before").exists()


def test_a_full_disk_changes_nothing(room, monkeypatch):
    before = class_files(room)
    translate(room, PLACES)
    written = []

    def full(path, data):
        if len(written) == 3:
            written.append(path)
            raise OSError(28, "full")
        written.append(path)
        write(path, data)

    monkeypatch.setattr("kvi_widgets.classes.words_file.write", full)
    assert out(room, "--back") == 1
    assert class_files(room) == before


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b"msgid", json.dumps({"a": 1}).encode()])
def test_no_file_for_translators_changes_nothing(room, data):
    before = class_files(room)
    po(room).write_bytes(data)
    assert out(room, "--back") in (0, 1)
    assert class_files(room) == before


def test_a_damaged_notebook_is_told_and_nothing_written(room, capsys):
    (room / "notebooks" / "01_context.ipynb").write_text("{", "utf-8")
    before = po(room).read_bytes()
    assert out(room) == 1
    assert "check" in capsys.readouterr().err
    assert po(room).read_bytes() == before


def test_the_menus_follow_a_class_in_a_third_language(tmp_path, capsys):
    room = made(tmp_path / "room")
    (room / "pack" / "pack.toml").write_text('base = "en"\nlanguage = "es"\n', "utf-8")
    assert out(room, "--back") == 0
    told = capsys.readouterr().out
    assert "pip install jupyterlab-language-pack-es-ES" in told
    assert "binder/postBuild" in told
    settings = (room / "pack/labconfig/default_setting_overrides.json").read_text("utf-8")
    assert json.loads(settings)["@jupyterlab/translation-extension:plugin"] == {"locale": "es_ES"}
    assert json.loads(settings)["@jupyterlab/apputils-extension:notification"]["fetchNews"] == "false"
    before = class_files(room)
    assert out(room, "--back") == 0
    assert class_files(room) == before


@pytest.mark.parametrize("settings", ["{", "[]", '{"@jupyterlab/translation-extension:plugin": 7}'])
def test_damaged_menus_stop_no_translation_and_stay_as_they_are(tmp_path, settings):
    room = made(tmp_path / "room")
    (room / "pack" / "pack.toml").write_text('base = "en"\nlanguage = "es"\n', "utf-8")
    path = room / "pack/labconfig/default_setting_overrides.json"
    path.write_text(settings, "utf-8")
    assert out(room) == 0
    assert out(room, "--back") == 0
    assert path.read_text("utf-8") == settings
