"""Files of a class: what can be read is drawn, each of the others is named with its reason."""

import json
import os

import pytest

from kvi_widgets.logic.crowd import gather
from kvi_widgets.model.class_answers import MOST_FILES, json_files, made_up_class, read_maps
from kvi_widgets.model.data_package import MOST_BYTES, dump, parse, to_package
from kvi_widgets.model.starter import starter_package

from .faults import not_on_windows


@pytest.fixture(scope="module")
def texts(content):
    """Answer files of the made-up class."""
    return [dump(one.package()) for one in made_up_class(content)]


def read(content, *held):
    return read_maps([(f"file {number}", one) for number, one in enumerate(held, start=1)], content)


def reasons(problems):
    return [(name, reason) for name, reason, _ in problems]


def test_answer_files_become_maps_again(content, texts):
    maps, problems = read(content, *texts)
    assert problems == []
    assert gather(one.rows for one in maps).pairs.equals(gather(one.rows for one in made_up_class(content)).pairs)


def test_a_sentence_that_was_reworded_still_meets_those_of_the_others(content, workshop):
    mine = workshop.example("portal")
    after, before = (mine.revisions[name][0] for name in ("after", "before"))
    theirs = dump(mine.package()).replace(after, before).encode()
    maps, _ = read(content, dump(mine.package()), theirs.replace(mine.id.encode(), b"another"))
    assert len(gather(one.rows for one in maps).pairs) == len(mine.kpi) * len(mine.kvi)


def test_each_unreadable_file_is_named_and_the_rest_is_drawn(content, texts):
    maps, problems = read(
        content, "{", texts[0], b"\xff\xfe\x00", "[]", b"PK\x03\x04", texts[1], "x" * (MOST_BYTES + 1)
    )
    assert len(maps) == 2
    assert reasons(problems) == [
        ("file 1", "not_json"),
        ("file 3", "not_json"),
        ("file 4", "not_answers"),
        ("file 5", "archive"),
        ("file 7", "too_big"),
    ]


def test_every_reason_has_its_sentence(content, texts):
    nothing = dump(to_package({}, {}))
    _, problems = read(content, "{", nothing, texts[0], texts[0], *["{"] * MOST_FILES)
    assert {reason for _, reason, _ in problems} == {"not_json", "no_map", "same_file", "too_many_files"}
    assert all(content.messages[reason].format(**details) for _, reason, details in problems)


def test_a_copy_counts_once_and_another_learner_who_began_with_the_same_file_counts(content, texts):
    package = json.loads(texts[0])
    package["resources"][5]["data"][1][2] = "-"
    maps, problems = read(content, texts[0], texts[0], json.dumps(package))
    assert len(maps) == 2
    assert reasons(problems) == [("file 2", "same_file")]


def test_hostile_values_do_no_harm(content, texts):
    package = json.loads(texts[0])
    for resource in package["resources"]:
        resource["data"] += [["<img src=x onerror=alert(1)>"] * 5, 7, None, [[[]]], {"id": {"deep": []}}]
    maps, problems = read(content, json.dumps(package), texts[1])
    assert problems == []
    assert gather(one.rows for one in maps).pairs["maps"].max() == 2


@not_on_windows
def test_a_folder_gives_its_json_files_and_names_what_cannot_be_opened(content, texts, tmp_path):
    for name, text in {"b.json": texts[1], "a.json": texts[0], "notes.txt": "x", ".hidden.json": "{"}.items():
        (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "folder.json").mkdir()
    (tmp_path / "gone.json").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe.json")
    files = json_files(tmp_path)
    assert [name for name, _ in files] == ["a.json", "b.json"]
    (tmp_path / "b.json").unlink()
    maps, problems = read_maps(files, content)
    assert (len(maps), reasons(problems)) == (1, [("b.json", "cannot_open")])
    assert "No such file" in content.messages["cannot_open"].format(**problems[0][2])


def test_a_starter_file_is_nobodys_map(content, texts):
    starter = dump(starter_package(parse(texts[0]), "cafeteria"))
    maps, problems = read(content, starter, texts[0])
    assert (len(maps), reasons(problems)) == (1, [("file 1", "starter")])


def test_many_files_of_which_many_are_equal_are_told_apart_without_looking_at_pairs(content, texts):
    package = json.loads(texts[0])
    files = []
    for number in range(600):
        package["kvi"]["workshop"] = f"w{number % 300}"
        files.append(json.dumps(package))
    maps, problems = read(content, *files)
    assert (len(maps), {reason for _, reason in reasons(problems)}, len(problems)) == (300, {"same_file"}, 300)
