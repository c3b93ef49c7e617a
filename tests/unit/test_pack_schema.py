"""What editors are told of the files of words: all that the kit, its class and its recipes write is right to them."""

import json
import re
import tomllib

import pytest
from jsonschema import Draft7Validator

from kvi_widgets.classes.class_contents import given_files, pack_files
from kvi_widgets.classes.class_folder import write
from kvi_widgets.classes.pack_schema import EDITORS, topic_schema
from kvi_widgets.words.pack_toml import read_topic
from kvi_widgets.words.pack_words import DATA, kit_words, languages, topics

from .recipes import follow, recipes

SCHEMAS = {(topic, lang): Draft7Validator(topic_schema(topic, lang)) for topic in topics() for lang in languages()}
ORIGIN = {"language": "en", "title": "Ours", "repository": "me/ours"}


def wrong(topic, words, lang="en"):
    """Ways to what an editor underlines."""
    return [".".join(map(str, error.absolute_path)) for error in SCHEMAS[topic, lang].iter_errors(words)]


@pytest.mark.parametrize("lang", languages())
def test_every_schema_is_one_and_every_file_of_the_kit_is_right_to_it(lang):
    for topic in topics():
        Draft7Validator.check_schema(SCHEMAS[topic, lang].schema)
        assert [wrong(topic, kit_words(topic, other), lang) for other in languages()] == [[], []]


@pytest.mark.parametrize("lang", languages())
def test_what_the_files_of_a_new_class_propose_is_right(lang):
    for path in (DATA / "class" / lang).glob("*.toml"):
        text = re.sub(r"(?m)^#(?=\S)", "", path.read_text("utf-8"))
        assert wrong(path.stem, tomllib.loads(text), lang) == []


@pytest.mark.parametrize("title", [title for title in recipes() if "another language" not in title])
def test_every_recipe_is_right(title, tmp_path):
    for name, data in pack_files("en").items():
        write(tmp_path / "pack" / name, data)
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / "01_context.ipynb").touch()
    (tmp_path / "my-workshop.json").touch()
    follow(title, tmp_path)
    for path in (tmp_path / "pack").glob("*.toml"):
        assert wrong(path.stem, read_topic(path).words) == []


@pytest.mark.parametrize(
    ("topic", "text", "where"),
    [
        ("kvi", 'promt = "Ours"', [""]),
        ("kvi", 'hints = "One."', ["hints"]),
        ("kvi", '[[groups]]\nid = "kvi"\nat_most = "4"', ["groups.0.at_most"]),
        ("kvi", '[[groups]]\nid = "kvi"\nat_mots = 4', ["groups.0"]),
        ("kvi", '[[groups]]\nid = "rule"\nkind = "not"\ntext = "Be kind."', ["groups.0.kind"]),
        ("kvi", '[[groups]]\nid = "kvi"\n[[groups.fields]]\nid = "who"\nkind = "choise"', ["groups.0.fields.0.kind"]),
        ("map", 'views = [{ id = "spalten", label = "As written" }]', ["views.0.id"]),
        ("map", 'without = ["mindmaps"]', ["without.0"]),
        ("coherence", '[lonely_kpi]\nact = "kpis"', ["lonely_kpi.act"]),
        ("closing", '[[groups]]\nid = "poster_a4"\npaper = "A5"', ["groups.0.paper"]),
        ("pack", '[plans]\n60 = ["kvi", "kpis"]', ["plans.60.1"]),
        ("pack", '[[steps]]\nid = "share"\nforms = ["revue"]', ["steps.0.forms.0"]),
        ("pack", "hints = 1", ["hints"]),
    ],
)
def test_an_editor_underlines_a_slip(topic, text, where):
    assert wrong(topic, tomllib.loads(text)) == where


@pytest.mark.parametrize(
    ("topic", "text"),
    [
        ("kvi", '[missing]\nsource = "{name}: who?"\n[[groups]]\nid = "rule"\nkind = "note"\ntext = "Be kind."'),
        ("kvi", '[[groups]]\nid = "kvi"\norder = ["source", "text"]'),
        ("pack", '[plans]\n60 = ["kvi"]\n[[steps]]\nid = "talk"\nicon = "!"\ntitle = "T"\nnotebook = "7"\nforms = []'),
        ("series", '[units.canteen]\nkpi-7 = "meals"'),
    ],
)
def test_what_a_class_adds_is_no_slip(topic, text):
    assert wrong(topic, tomllib.loads(text)) == []


def test_an_editor_finds_the_schema_of_each_file_of_a_class_and_shows_what_the_kit_says():
    files = given_files(ORIGIN)
    rules = {tuple(rule["include"]): rule["schema"]["path"] for rule in tomllib.loads(files[EDITORS].decode())["rule"]}
    words = [name for name in files if name.startswith("pack/") and name.endswith(".toml")]
    assert sorted(rules) == sorted((name,) for name in words)
    schema = json.loads(files[rules["pack/kvi.toml",]])
    assert schema["properties"]["prompt"]["description"] == kit_words("kvi", "en")["prompt"]
    assert set(schema["properties"]["groups"]["items"]["properties"]["fields"]["items"]["properties"]) >= {"label"}


def test_a_class_that_says_every_word_has_a_schema_for_each_file():
    files = given_files(ORIGIN | {"all_words": True})
    assert {f".kit/schemas/{topic}.json" for topic in topics()} <= set(files)
