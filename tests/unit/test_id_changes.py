"""Every id, key and one-word value of a pack, changed one at a time: told by the check, or it does no harm."""

import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvi_widgets import Content, ValueMap, Workshop
from kvi_widgets.classes.pack_check import check_folder, folder_findings
from kvi_widgets.logic import form_binding
from kvi_widgets.words.content import DATA
from kvi_widgets.words.form_schema import forms_of
from kvi_widgets.words.pack_ids import fixed_names
from kvi_widgets.words.pack_words import topics

from .cases import cases
from .id_changes import STRANGE, Change, changes, drawn, is_name, overlay, whole_pack

MODES = {"whole": (whole_pack, "fr"), "overlay": (overlay, "en")}
ALL = {mode: changes(lang) for mode, (_, lang) in MODES.items()}
NAMES = {mode: [one for one in whole if not one.is_key and is_name(one)] for mode, whole in ALL.items()}
# Told by nothing, although something else is to be seen then.
LISTED = {
    "coherence.cues.": "a word that raises a question, or spares one: another word, another question",
    "coach.cues.": "the same, about a sentence",
}


@pytest.fixture(scope="module")
def rooms(tmp_path_factory):
    """Packs to be spoilt, and what the kit's own draw."""
    folder = tmp_path_factory.mktemp("packs")
    (folder / "class").mkdir()
    for lang in {lang for _, lang in MODES.values()}:
        shutil.copytree(DATA / lang, folder / lang)
    return folder, {mode: drawn(DATA / lang, folder / "class") for mode, (_, lang) in MODES.items()}


def silent_harm(rooms, mode, change):
    """What else is drawn after a change of which the check says nothing."""
    folder, usual = rooms
    write, lang = MODES[mode]
    pack = write(folder / (lang if mode == "whole" else "overlay"), change, lang)
    try:
        if any(finding.kind != "not_translated" for finding in folder_findings(pack)):
            return {}
        seen = drawn(pack, folder / "class")
        return {part: (usual[mode][part], seen[part]) for part in usual[mode] | seen if usual[mode][part] != seen[part]}
    finally:
        if mode == "whole":
            shutil.copy(DATA / lang / f"{change.topic}.toml", pack)
        else:
            shutil.rmtree(pack)


def is_listed(change):
    return change.place.startswith(tuple(LISTED))


@cases(8)
@given(data=st.data(), mode=st.sampled_from(sorted(MODES)))
def test_a_change_is_told_or_does_no_harm(rooms, mode, data):
    change = data.draw(st.sampled_from(data.draw(st.sampled_from([ALL[mode], NAMES[mode]]))))
    assert is_listed(change) or not silent_harm(rooms, mode, change)


@pytest.mark.nightly
@pytest.mark.slow
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("topic", topics())
def test_no_change_at_all_does_harm_in_silence(rooms, topic, mode):
    mine = [one for one in ALL[mode] if one.topic == topic]
    harm = {(one.place, one.was): silent_harm(rooms, mode, one) for one in mine if not is_listed(one)}
    assert {place: seen for place, seen in harm.items() if seen} == {}


def test_the_list_of_what_is_told_by_nothing_names_places_that_there_are():
    places = {one.place for one in ALL["overlay"]}
    assert [start for start in LISTED if not any(place.startswith(start) for place in places)] == []


def told(pack, file):
    found = check_folder(pack, "en").query("file == @file and severity == 'error'")
    return found[["row", "column", "found", "nearest"]].to_numpy().tolist()


@pytest.mark.parametrize(
    ("change", "expected"),
    {
        "view": (Change("map", ("views", 0, "id"), "columns"), ["views.autrement", STRANGE, "columns"]),
        "act": (Change("coherence", ("lonely_kpi", "act"), "links"), ["lonely_kpi.act", STRANGE, ""]),
        "when": (
            Change("welcome", ("groups", 0, "fields", 0, "when"), "differs"),
            ["groups.sorting.fields.reason.when", STRANGE, ""],
        ),
        "paper": (Change("closing", ("groups", 3, "paper"), "A4"), ["groups.poster_a4.paper", STRANGE, ""]),
        "column": (
            Change("teacher", ("tables", "deck", "fields", 0, "id"), "text"),
            ["tables.deck.fields.autrement", STRANGE, "text"],
        ),
        "kind": (
            Change("predictions", ("groups", 0, "items", 0, "kind"), "choice"),
            ["groups.predictions.items.waiting.kind", STRANGE, ""],
        ),
        "example": (
            Change("predictions", ("groups", 0, "items", 1, "example"), "portal"),
            ["groups.predictions.items.portal-context.example", STRANGE, ""],
        ),
    }.values(),
)
def test_a_name_that_the_kit_does_not_look_for_is_told_with_its_place_and_the_one_that_is_meant(
    change, expected, tmp_path
):
    ((row, *found),) = told(overlay(tmp_path / "pack", change, "en"), f"{change.topic}.toml")
    assert row > 0
    assert found == expected


@pytest.mark.parametrize("field", [0, 1, 2])
def test_a_field_under_another_id_is_told_as_the_kits_or_ones_own(field, tmp_path):
    change = Change("kvi", ("groups", 0, "fields", field, "id"), "")
    found = check_folder(overlay(tmp_path / "pack", change, "en"), "en").query("file == 'kvi.toml'")
    assert found["severity"].tolist() == ["advice"]
    assert found["nearest"].tolist() == [["text", "nature", "evidence"][field]]


def test_a_field_of_ones_own_is_no_slip(tmp_path):
    pack = tmp_path / "pack"
    pack.mkdir()
    (pack / "pack.toml").write_text('base = "en"\n', "utf-8")
    own = '[[groups]]\nid = "strategy"\n[[groups.fields]]\nid = "source"\nkind = "text"\nlabel = "Who says so?"\n'
    (pack / "strategy.toml").write_text(own, "utf-8")
    assert check_folder(pack, "en").empty


@pytest.mark.parametrize("mode", MODES)
def test_a_translated_view_is_told_and_the_map_is_drawn_in_every_way(mode, tmp_path):
    write, lang = MODES[mode]
    pack = tmp_path / "pack"
    if mode == "whole":
        shutil.copytree(DATA / lang, pack)
    write(pack, Change("map", ("views", 0, "id"), "columns"), lang)
    assert told(pack, "map.toml")[0][2:] == [STRANGE, "columns"]
    shown = ValueMap(Workshop(Content(pack)).example("portal"))
    assert sorted(one["id"] for one in shown.words["views"]) == ["columns", "mindmap", "untangled"]
    assert shown.still


def test_a_form_that_there_is_not_and_a_group_without_a_table_are_left_out_and_the_rest_is_drawn(tmp_path):
    overlay(tmp_path / "pack", Change("kpi", ("groups", 0, "id"), "kpi"), "en")
    (tmp_path / "pack" / "pack.toml").write_text('base = "en"\n[[steps]]\nid = "share"\nforms = ["revue", "review"]\n')
    content = Content(tmp_path / "pack")
    assert forms_of(content)["share"] == ["review"]
    assert [one["id"] for one in form_binding.groups(Workshop(content), "kpi")] == ["kpi"]


def test_names_are_read_off_the_packs_of_the_kit():
    assert fixed_names() == {"act": ["links", "kpi", "kvi"], "when": ["differs"], "paper": ["A4", "A3"]}
