"""A pack that names a base says only what it changes: the kit's words fill the rest."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvi_widgets import Content, LinkTest, Workshop
from kvi_widgets.classes.pack_check import check_folder
from kvi_widgets.model.class_answers import made_up_class
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


@pytest.fixture
def nurses(said, tmp_path):
    """A class whose example tells of a hospital, in the language of its words."""
    example = (DATA / "examples/en/portal.json").read_text("utf-8")
    for number, row in enumerate(Workshop(Content.load("en")).example("portal").rows["kvi"]):
        example = example.replace(row["text"], f"Patients sleep ({number})")
    for number, row in enumerate(Workshop(Content.load("en")).example("portal").rows["kpi"]):
        example = example.replace(row["text"].replace('"', '\\"'), f"Bells rung ({number})")
    (tmp_path / "examples").mkdir()
    (tmp_path / "examples/portal.json").write_text(example, "utf-8")
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
    own = own_rows(kit, rows, ["id", "title"])
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


def test_nothing_that_the_kit_says_of_its_example_is_said_of_one_of_the_class(nurses):
    work = Workshop(Content(nurses()))
    test = LinkTest(work)
    test.chosen, test.predictions = "kpi-1 kvi-1", {"kpi-1 kvi-1": "yes"}
    assert [name.rpartition("(")[2] for name in test.report["columns"][1:]] == ["unit not given)"] * 2
    assert not test.report["behind"]
    assert work.example("portal").context["title"][0] in test.words["title"]
    assert made_up_class(work.content) == []
    assert LinkTest(work, "shop").words["title"] == LinkTest(Workshop(Content.load("en")), "shop").words["title"]


def test_what_a_class_says_of_its_own_example_is_said(nurses):
    words = Content(nurses({"series.toml": '[units.portal]\nkpi-1 = "per night"\n'})).words("series")
    assert words["units"]["portal"] == {"kpi-1": "per night"}
    assert set(words["units"]) == {*kit_words("series", "en")["units"]}


def test_a_translated_example_keeps_what_the_kit_says_of_it(nurses):
    content = Content(nurses(pack='base = "en"\nlanguage = "es"\n'))
    assert len(made_up_class(content)) == 12
    assert content.words("series")["units"]["portal"]


def test_an_example_of_the_class_with_numbers_of_the_kit_is_named(nurses, tmp_path):
    assert [*check_folder(nurses())["file"]] == ["examples/portal.json"]
    assert check_folder(nurses(pack='base = "en"\nwithout = ["data"]\n')).empty
    (tmp_path / "series").mkdir()
    (tmp_path / "series/portal.csv").write_text("week,kpi-1,kvi-1\n2026-01-05,1,2\n", "utf-8")
    assert check_folder(nurses()).empty


def test_a_context_that_is_taken_out_leaves_its_example_a_title(said):
    title = LinkTest(Workshop(Content(said({"contexts.csv": "id,emoji,title,description,people\nportal\n"})))).words[
        "title"
    ]
    assert Workshop(Content.load("en")).example("portal").context["title"][0] in title


@pytest.mark.parametrize(("language", "told"), [("es", False), ("Spanish", True)])
def test_a_translation_over_the_kit_is_not_told_what_its_base_fills(said, language, told):
    found = check_folder(said(pack=f'base = "en"\nlanguage = "{language}"\n'))
    assert any("two letters" in message for message in found["message"]) == told


def test_rows_that_stayed_are_not_said_beside_one_that_changed_one_that_went_and_one_that_is_new():
    kit = [{"id": name, "text": name} for name in "abcd"]
    rows = [kit[0], kit[2], {"id": "d", "text": "ours"}, {"id": "e", "text": "new"}]
    assert own_rows(kit, rows, ["id", "text"]) == [{"id": "b", "text": ""}, *rows[2:]]
