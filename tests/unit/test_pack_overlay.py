"""A pack that names a base says only what it changes: the kit's words fill the rest."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvi_widgets import Content
from kvi_widgets.classes.pack_check import check_folder
from kvi_widgets.words.content import DATA, ContentError, languages
from kvi_widgets.words.pack_overlay import laid_over, laid_rows, own_rows
from kvi_widgets.words.pack_rows import TABLE_ROWS
from kvi_widgets.words.pack_words import kit_words, topics

KIT = kit_words("kvi", "en")


@pytest.fixture(params=languages())
def lang(request):
    return request.param


@pytest.fixture
def said(tmp_path):
    """Write the files of a pack that is laid over the kit's English words."""

    def said(files=None, pack='base = "en"\n'):
        for name, text in {"pack.toml": pack, **(files or {})}.items():
            (tmp_path / name).write_text(text, "utf-8")
        return tmp_path

    return said


def over(text):
    return laid_over(KIT, tomllib.loads(text))


def fields(words):
    return [field["id"] for field in words["groups"][0]["fields"]]


def messages(folder, lang=None):
    return check_folder(folder, lang)["message"].tolist()


def test_a_pack_that_says_nothing_is_the_kit(said, lang):
    content, kit = Content(said(pack=f'base = "{lang}"\n')), Content.load(lang)
    assert content.language == lang
    assert {topic: content.words(topic) for topic in topics() if topic != "pack"} == {
        topic: kit.words(topic) for topic in topics() if topic != "pack"
    }
    assert all(content.table(name).equals(kit.table(name)) for name in TABLE_ROWS)
    assert messages(content.folder) == []


@pytest.mark.parametrize("topic", topics())
def test_a_pack_that_says_every_word_says_what_it_says(topic):
    french = kit_words(topic, "fr")
    assert laid_over(kit_words(topic, "en") | {"spare": "x"}, french | {"without": ["spare"]}) == french


def test_a_thing_is_changed_added_taken_out_and_moved():
    words = over(
        'prompt = "Mine"\nwithout = ["hints"]\n[[groups]]\nid = "kvi"\nat_most = 4\nwithout = ["evidence"]\n'
        'order = ["nature", "text"]\n[[groups.fields]]\nid = "who"\nkind = "text"\nlabel = "Who?"\n'
    )
    assert (words["prompt"], words["title"], words["groups"][0]["at_most"]) == ("Mine", KIT["title"], 4)
    assert "hints" in KIT
    assert "hints" not in words
    assert fields(KIT) == ["text", "nature", "evidence"]
    assert fields(words) == ["nature", "text", "who"]
    assert "without" not in words | words["groups"][0]


def test_a_list_of_texts_is_replaced_or_grows():
    assert over('hints = ["One."]')["hints"] == ["One."]
    assert over('hints = ["...", "One."]')["hints"] == [*KIT["hints"], "One."]


def test_rows_are_changed_added_taken_out_and_moved(said):
    kit = Content.load("en").table("contexts")
    header = ",".join(kit.columns)
    rows = ["selfcare,,,,", "garden,🌱,Garden,Open it.,we", "desk,🌱,Our desk,Be there.,they"]
    table = Content(said({"contexts.csv": "\n".join([header, *rows])})).table("contexts")
    assert table["id"].tolist() == ["shop", "portal", "garden", "desk"]
    assert table["title"].tolist()[-1] == "Our desk"
    assert (table.iloc[0] == kit.iloc[0]).all()


def test_a_column_of_ones_own_is_blank_in_the_rows_of_the_kit(said):
    table = Content(
        said({"contexts.csv": "id,emoji,title,description,people,mine\ngarden,🌱,Garden,Open it.,we,yes\n"})
    )
    assert table.table("contexts")["mine"].tolist() == ["", "", "", "", "yes"]


IDS = st.lists(st.sampled_from("abcdef"), unique=True)


@given(IDS, IDS, st.sets(st.sampled_from("abcdef")))
def test_what_a_pack_has_to_say_gives_the_rows_it_is_for(kit_ids, ids, changed):
    kit = [{"id": name, "title": "kit"} for name in kit_ids]
    rows = [{"id": name, "title": "own" if name in changed else "kit"} for name in ids]
    own = own_rows(kit, rows, "id")
    assert laid_rows(kit, own, "id") == rows
    assert own != [] or rows == kit


@pytest.mark.parametrize(
    ("files", "place", "near"),
    [
        ({"kvi.toml": '\nwithout = ["hint"]\n'}, "kvi.toml, row 2, “without”", "“hints”"),
        ({"kvi.toml": '[[groups]]\nid = "kvi"\norder = ["natur"]\n'}, "kvi.toml, row 3, “groups.order”", "“nature”"),
        ({"contexts.csv": "id,emoji,title,description,people\nshopp\n"}, "contexts.csv, row 2, “id”", "“shop”"),
        ({"pack.toml": 'language = "es"\nbase = "eng"\n'}, "pack.toml, row 2, “base”", "“en”"),
    ],
    ids=["key", "id", "row", "base"],
)
def test_a_name_that_is_not_there_is_told_with_the_nearest(said, files, place, near):
    folder = said(files)
    (message,) = [one for one in messages(folder, "en") if one.startswith(place)]
    assert f"Closest name: {near}" in message
    with pytest.raises(ContentError, match=r"^\w+\.(toml|csv)"):
        Content(folder)
    assert any("Le plus ressemblant" in one and near.strip("“”") in one for one in messages(folder, "fr"))


def test_what_is_odd_in_a_thing_is_told_by_its_row_in_the_file(said):
    text = '# mine\n[[groups]]\nid = "kvi"\n[[groups.fields]]\nid = "evidence"\nlabel = " How? "\n'
    (message,) = messages(said({"kvi.toml": text}))
    assert message.startswith("kvi.toml, row 6, “groups.kvi.fields.evidence.label”")


def test_two_things_with_one_id_are_told(said):
    field = '[[groups.fields]]\nid = "who"\nkind = "text"\nlabel = "Who?"\n'
    found = check_folder(said({"kvi.toml": f'[[groups]]\nid = "kvi"\n{field}{field}'}))
    assert found.loc[found["severity"] == "error", "found"].tolist() == ["who"]


def test_another_language_is_told_what_is_left_to_translate(said):
    folder = said({"kvi.toml": 'title = "Paso 3: los KVI"\n'}, 'language = "es"\nbase = "en"\n')
    assert Content(folder).words("kvi")["title"] == "Paso 3: los KVI"
    assert Content(folder).words("kvi")["prompt"] == KIT["prompt"]
    assert any("kvi.toml" in one and "en" in one for one in messages(folder, "en"))


def test_without_a_base_every_word_is_asked_for(said):
    assert any("strategy.toml" in one for one in messages(said(pack='language = "en"\n')))
    assert (DATA / "en" / "strategy.toml").exists()
