"""The check finds nothing in a sound pack, allows what is legal, and survives any damage."""

import re
import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kvi_widgets
from kvi_widgets import Content
from kvi_widgets.classes.pack_check import check_folder, language
from kvi_widgets.classes.pack_check_forms import FIELD_KINDS, GROUP_KINDS
from kvi_widgets.widgets.assets import FOLDER
from kvi_widgets.words.content import DATA, languages
from kvi_widgets.words.pack_findings import CHECK_COLUMNS
from kvi_widgets.words.pack_steps import WIDGETS
from kvi_widgets.words.pack_words import kit_words

from .cases import cases
from .mistakes import FIELD, ROOT, cell, field_block, line, opened, rows, saved, sub

FILES = sorted(path.name for path in (DATA / "fr").glob("*.*"))
MOOD = FIELD.format("mood", "choice") + "".join(
    f'\n[[groups.fields.options]]\nid = "{name}"\nlabel = "…"' for name in ("good", "bad")
)

# What CONTRIBUTING.md and the comments in the packs invite to, and what a teacher may well do.
LEGAL = {
    "another sentence": sub("kvi.toml", '^title = ".*?"$', 'title = "Étape 3 : « nos » KVI"'),
    "another example and fewer hints": sub("kvi.toml", r"^hints = \[.*?\]", 'hints = ["Think of Monday."]'),
    "no hints and no example": sub("kvi.toml", r"^example_title.*?(^\[missing\])", r"\1"),
    "one more card": rows("deck", lambda cells: [*cells, ["new-card", "x", "x", "kvi", "x"]]),
    "fewer cards": rows("deck", lambda cells: cells[:12]),
    "no second round": sub("welcome.toml", r'^\[\[groups\]\]\nid = "published".*', ""),
    "no reason asked in the game, and no list of one's own views": lambda pack: (
        sub("welcome.toml", r'^\[\[groups.fields\]\].*?(^\[\[groups\]\]\nid = "published")', r"\1")(pack),
        sub("welcome.toml", r"^\[groups.dispute\].*?(^\[groups.field\])", r"\1")(pack),
    ),
    "a context of one's own": cell("contexts", 2, "title", "Our canteen"),
    "one more context": rows("contexts", lambda cells: [*cells, ["canteen", "🍎", "x", "x", "x"]]),
    "another question for the partner": cell("questions", 2, "question", "Would your sister understand it?"),
    "a column of one's own": rows(
        "deck", lambda cells: [[*row, "Remark" if row is cells[0] else "mine"] for row in cells]
    ),
    "one more thing to ask": field_block(FIELD.format("who", "text") + "\nrows = 1\nadvice = 80"),
    "one more choice to make": field_block(MOOD),
    "a note on top of a form": field_block('[[groups]]\nid = "rule"\nkind = "note"\ntext = "Be kind."'),
    "other numbers": sub("kvi.toml", r"^shown = .\nat_least = .\nat_most = .", "shown = 1\nat_least = 0\nat_most = 6"),
    "fields in another order": sub(
        "links.toml",
        r'(.*)(\[\[groups.fields\]\]\nid = "polarity".*)(\[\[groups.fields\]\]\nid = "strength".*)',
        r"\1\3\n\2",
    ),
    "a field less": sub("kpi.toml", r'^\[\[groups.fields\]\]\nid = "evidence".*', ""),
    "an answer that is expected": lambda pack: (
        field_block(FIELD.format("who", "text"))(pack),
        sub("kvi.toml", r"^\[missing\]", '[missing]\nwho = "{name}: who?"')(pack),
    ),
    "a sentence about what is missing taken out": sub("kvi.toml", "^nature = .*?\n", ""),
    "no hints at all": sub("pack.toml", "^hints = true", "hints = false"),
    "no word about hints": sub("pack.toml", "^hints = true.*?\n", ""),
    "a form less": sub("pack.toml", '"adjust", "closing"', '"adjust"'),
    "a step of one's own": field_block(
        '[[steps]]\nid = "talk"\nicon = "💬"\ntitle = "Talk"\nnotebook = "07.ipynb"\nforms = []', "pack.toml"
    ),
    "a question about the map less": sub("coherence.toml", r"^\[all_plus\].*?(^\[no_counter\])", r"\1"),
    "another word for an option": sub("kvi.toml", '^(id = "quantitative"\nlabel = ).*?$', r'\1"A number"'),
    "one option less": sub("links.toml", r'^\[\[groups.fields.options\]\]\nid = "0".*?(^\[\[groups.fields\]\])', r"\1"),
    "one group less": sub(
        "compare.toml", r'^\[\[groups\]\]\nid = "start".*?(^\[\[groups\]\]\nid = "differences")', r"\1"
    ),
    "one cue more": sub("coherence.toml", r"^troubles = \[", 'troubles = ["mould*", '),
    "a step less": sub("pack.toml", r'^\[\[steps\]\]\nid = "strategy".*?(^\[\[steps\]\]\nid = "kvi")', r"\1"),
    "another file name": sub("pack.toml", '^answer_file = ".*?"', 'answer_file = "KVI – classe 3B (lundi).json"'),
    "another language": sub("pack.toml", '^language = ".."', 'language = "oc"'),
    "messages left to the kit": lambda pack: (pack / "messages.toml").unlink(),
    "series of one's own": lambda pack: (
        shutil.copytree(DATA / "series", pack / "series"),
        sub("series.toml", r"^\[units.shop\]", '[units.canteen]\nkpi-7 = "meals"\n\n[units.shop]')(pack),
    ),
    "examples of one's own": lambda pack: shutil.copytree(DATA / "examples" / "fr", pack / "examples"),
    "a text of two lines in a cell": cell("memo", 2, "kvi", "one\ntwo, three"),
    "blank rows and columns at the end": rows("memo", lambda cells: [[*row, "", ""] for row in cells] + [[""] * 5] * 3),
    "blank rows between": rows("memo", lambda cells: [*cells[:2], [], [], *cells[2:]]),
    "saved by Excel as CSV UTF-8": saved("deck", "utf-8-sig"),
    "a line sep=; on top": lambda pack: (
        saved("deck", "utf-8", ";")(pack),
        line("deck.csv", 1, "sep=;\n".__add__)(pack),
    ),
    "ends of line of Windows": lambda pack: [
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n")) for path in pack.glob("*.*")
    ],
    "files that belong to nobody": lambda pack: [
        (pack / name).touch() for name in (".DS_Store", "~$deck.xlsx", "notes.md")
    ],
}


@pytest.fixture
def pack(tmp_path):
    """A teacher's own copy of a pack."""
    return shutil.copytree(DATA / "fr", tmp_path / "my-course")


def in_class(folder, lang="fr"):
    shutil.copytree(DATA / lang, folder / "pack")
    shutil.copytree(ROOT / "notebooks" / lang, folder / "notebooks")
    return folder


@pytest.mark.parametrize("lang", languages())
def test_the_packs_of_the_kit_give_no_finding(lang, tmp_path):
    assert check_folder(DATA / lang).to_dict("records") == []
    assert check_folder(in_class(tmp_path / "class", lang)).to_dict("records") == []


@pytest.mark.parametrize("change", LEGAL.values(), ids=LEGAL)
def test_what_is_legal_is_no_error_and_the_pack_opens(change, pack):
    change(pack)
    found = check_folder(pack)
    assert found.loc[found["severity"] == "error", "message"].tolist() == []
    assert Content(pack).words("pack")["steps"]


def test_everything_is_told_not_only_the_first_thing(tmp_path):
    pack = shutil.copytree(DATA / "fr", tmp_path / "my-course")
    for edit in (
        cell("deck", 3, "family", "kvii"),
        cell("deck", 5, "id", "app-morning"),
        cell("memo", 2, "kvi", ""),
        sub("kvi.toml", '^title = "', "title = “"),
        sub("kvi.toml", r"^at_most = .\n", ""),
        sub("kpi.toml", '^title = "', "title = “"),
        sub("kpi.toml", '^repr = "', "repr = “"),
    ):
        edit(pack)
    errors = check_folder(pack).query("severity == 'error'")
    assert errors.groupby("file").size().to_dict() == {"deck.csv": 2, "kpi.toml": 2, "kvi.toml": 2, "memo.csv": 1}


def test_errors_come_first_and_rows_are_whole_numbers_or_missing(tmp_path):
    pack = shutil.copytree(DATA / "fr", tmp_path / "my-course")
    sub("adjust.toml", '"$', ' "')(pack)
    (pack / "memo.csv").unlink()
    found = check_folder(pack)
    assert found.columns.tolist() == CHECK_COLUMNS
    assert found["severity"].tolist() == ["error", "advice"]
    assert found["row"].isna().tolist() == [True, False]
    assert found["row"].dtype == "Int64"
    assert check_folder(DATA / "fr").dtypes.equals(found.dtypes)


def test_a_folder_that_is_none_or_no_pack_is_told(tmp_path):
    for folder in (tmp_path / "nowhere", tmp_path):
        found = check_folder(folder, "en")
        assert found["severity"].tolist() == ["error"]
        assert str(folder) in found["message"][0]


def test_messages_are_in_the_language_asked_for_else_in_the_packs_own(tmp_path):
    assert language(DATA / "en", "fr") == "fr"
    assert language(in_class(tmp_path / "class", "en")) == "en"
    pack = shutil.copytree(DATA / "fr", tmp_path / "pack")
    sub("pack.toml", '^language = ".."', 'language = "oc"')(pack)
    assert [language(pack, lang) for lang in ("en", "xx", None)] == ["en", "fr", "fr"]


def test_the_form_engine_and_the_check_know_the_same_kinds():
    groups = re.search(r"const kinds = \{(.*?)\}", (FOLDER / "groups.js").read_text("utf-8"))[1]
    assert set(re.findall(r"\w+", groups)) == set(GROUP_KINDS)
    fields = (FOLDER / "fields.js").read_text("utf-8")
    assert {f"{kind}Field" for kind in FIELD_KINDS} <= set(re.findall(r"function (\w+Field)", fields))
    kinds = set(re.findall(r"function (\w+)Field\(", fields)) - {"draw"}
    assert kinds == set(FIELD_KINDS)


def test_the_check_knows_which_widget_shows_each_form():
    classes = [thing for thing in vars(kvi_widgets).values() if isinstance(getattr(thing, "step", None), str)]
    assert {one.step: one.__name__ for one in classes} == WIDGETS | {
        "predictions": "Predict",
        "cards": "SentenceCards",
        "again": "SecondSort",
        "second": "SecondLinks",
    }


def test_every_finding_has_a_sentence_and_every_sentence_a_finding():
    code = "".join(path.read_text("utf-8") for path in (ROOT / "kvi_widgets").rglob("pack_*.[jp][sy]"))
    words = kit_words("check")
    kinds = [*words["errors"], *words["advice"]]
    assert [kind for kind in kinds if f'"{kind}"' not in code] == []
    assert len(set(kinds)) == len(kinds)


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory):
    """A class that is damaged and mended again and again."""
    return in_class(tmp_path_factory.mktemp("class") / "ours")


@cases(60)
@given(
    name=st.sampled_from(FILES),
    place=st.floats(0, 1),
    kind=st.sampled_from(["in", "out", "other", "cut"]),
    letter=st.sampled_from([*b"\"'=[]{},;\n\r\t\\#<\0\xff\xe9 a", *range(0, 256, 17)]),
)
def test_one_damaged_character_is_harmless_or_named_with_its_file(spoilt, name, place, kind, letter):
    path = spoilt / "pack" / name
    data = path.read_bytes()
    at, byte = int(place * len(data)), bytes([letter])
    damage = {"in": byte + data[at:], "out": data[at + 1 :], "other": byte + data[at + 1 :], "cut": b""}[kind]
    path.write_bytes(data[:at] + damage)
    try:
        found = check_folder(spoilt)
        assert [one for one in found.itertuples() if not one.message.startswith(one.file)] == []
        said = opened(spoilt / "pack")
        assert said in ["", *found["message"]] or name == "pack.toml"
        assert not said or name in said
    finally:
        path.write_bytes(data)
