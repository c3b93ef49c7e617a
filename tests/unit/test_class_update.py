"""An update renews what nobody has touched, leaves the rest and says so; a class of every word becomes a small one."""

import json
import re
import shutil

import pytest

from kvi_widgets import Content
from kvi_widgets.__main__ import main
from kvi_widgets.classes import class_update
from kvi_widgets.classes.class_contents import is_kits_own
from kvi_widgets.classes.class_files import folder_files, kit_files, part, zip_files
from kvi_widgets.classes.class_folder import new_class, write
from kvi_widgets.classes.class_update import news, update_class
from kvi_widgets.classes.commands import RefusedError
from kvi_widgets.classes.pack_check import check_folder
from kvi_widgets.classes.toml_text import toml_text
from kvi_widgets.words import content
from kvi_widgets.words.content import DATA, languages
from kvi_widgets.words.pack_rows import TABLE_ROWS
from kvi_widgets.words.pack_toml import read_topic
from kvi_widgets.words.pack_words import topics

from .test_pack_check import LEGAL


@pytest.fixture
def ours(tmp_path):
    return new_class(tmp_path / "ours", "en", "me/ours")


def old_class(folder, lang):
    """A class as kits made it when each held every word and the kit's own files."""
    pack = {name: data for name, data in folder_files(DATA / lang).items() if not is_kits_own(name)}
    lessons = {name: data for name, data in folder_files(part("notebooks") / lang).items() if name.endswith(".ipynb")}
    said = f'open(lang=\\"{lang}\\")'.encode()
    files = {f"pack/{name}": data for name, data in pack.items()}
    files |= {f"pack/examples/{name}": data for name, data in folder_files(DATA / "examples" / lang).items()}
    files |= {f"notebooks/{name}": data.replace(said, b'open(pack=\\"../pack\\")') for name, data in lessons.items()}
    files |= {f"kit/{name}": data for name, data in kit_files().items()}
    files |= {"README.md": b"# Ours\n", "binder/postBuild": b"#!/bin/bash\npip install ./kit\n"}
    origin = {"language": lang, "title": "Ours", "repository": "me/ours"}
    kept = {".kit/as-given.zip": zip_files(files), ".kit/class.json": json.dumps(origin).encode()}
    for name, data in (files | kept).items():
        write(folder / name, data)
    return folder


def words(folder):
    """All that a class says: words, rows, examples."""
    content = Content(folder / "pack")
    said = {topic: dict(content.words(topic)) for topic in topics() if topic != "messages"}
    said |= {"messages": dict(content.messages)}
    said["pack"].pop("base", None)
    tables = {name: content.table(name).to_dict("records") for name in TABLE_ROWS}
    return said, tables, {name: path.read_bytes() for name, path in content.examples.items()}


def mistakes(folder):
    found = check_folder(folder)
    return found.loc[found["severity"] == "error", ["file", "column", "found"]].to_numpy().tolist()


@pytest.mark.parametrize("lang", languages())
def test_a_class_of_every_word_becomes_a_small_one_that_says_the_same(tmp_path, lang):
    folder = old_class(tmp_path / "ours", lang)
    before = words(folder)
    update_class(folder)
    assert words(folder) == before
    small = new_class(tmp_path / "small", lang, "me/ours")
    assert {path.relative_to(folder) for path in folder.glob("pack/*.toml")} <= {
        path.relative_to(small) for path in small.glob("pack/*.toml")
    } | {path.relative_to(folder) for path in folder.glob("pack/pack.toml")}
    assert not (folder / "kit" / "kvi_widgets").exists()
    assert news(folder).files == {}


@pytest.mark.parametrize("name", LEGAL)
def test_whatever_a_teacher_had_changed_is_said_by_the_small_class(tmp_path, name, monkeypatch):
    monkeypatch.setattr(content, "followed_gaps", lambda *_: {})  # they follow the example, not the words
    folder = old_class(tmp_path / "ours", "fr")
    shutil.rmtree(folder / "pack" / "examples")
    LEGAL[name](folder / "pack")
    # A third language took the kit's English examples; over French words it takes the French ones.
    shown = 2 if name == "another language" else 3
    before, found = words(folder)[:shown], mistakes(folder)
    update_class(folder)
    assert words(folder)[:shown] == before
    assert mistakes(folder) == found


def test_the_files_as_they_were_are_kept(tmp_path):
    folder = old_class(tmp_path / "ours", "en")
    was = folder_files(folder)
    _, before = update_class(folder)
    assert before is not None
    now = folder_files(folder)
    assert {name for name, data in was.items() if now.get(name) != data} == {
        name for name, data in was.items() if (before / name).is_file() and (before / name).read_bytes() == data
    }


def test_a_file_that_cannot_be_read_stays_for_its_teacher_to_mend(tmp_path):
    folder = old_class(tmp_path / "ours", "en")
    broken = (folder / "pack" / "kvi.toml").read_bytes().replace(b'title = "', b"title = \xe2\x80\x9c", 1)
    (folder / "pack" / "kvi.toml").write_bytes(broken)
    update_class(folder)
    assert (folder / "pack" / "kvi.toml").read_bytes() == broken


@pytest.mark.parametrize("topic", topics())
def test_words_are_written_as_they_are_read(topic, tmp_path):
    words_ = read_topic(DATA / "fr" / f"{topic}.toml").words
    path = tmp_path / "a.toml"
    path.write_text(toml_text(words_), "utf-8")
    assert read_topic(path).words == words_


@pytest.fixture
def newer(monkeypatch):
    """A kit that gives another lesson, one more and one less, and a wheel of another name."""
    real = class_update.given_files

    def given(origin):
        files = real(origin)
        files["notebooks/03_kvi.ipynb"] = b'{"new": 3}'
        files["notebooks/93_more.ipynb"] = b"{}"
        del files["notebooks/92_cheat_sheet.ipynb"]
        [wheel] = [name for name in files if name.startswith("kit/")]
        files["kit/kvi_widgets-99-py3-none-any.whl"] = files.pop(wheel)
        files["binder/requirements.txt"] += b"# newer\n"
        return files

    monkeypatch.setattr(class_update, "given_files", given)


@pytest.mark.usefixtures("newer")
def test_what_is_untouched_is_renewed(ours):
    (ours / "pack" / "kvi.toml").write_text('title = "Mine"\n', "utf-8")
    found, _ = update_class(ours)
    assert found.kept == []
    assert (ours / "notebooks" / "03_kvi.ipynb").read_bytes() == b'{"new": 3}'
    assert (ours / "notebooks" / "93_more.ipynb").exists()
    assert not (ours / "notebooks" / "92_cheat_sheet.ipynb").exists()
    assert [path.name for path in (ours / "kit").iterdir()] == ["kvi_widgets-99-py3-none-any.whl"]
    assert (ours / "pack" / "kvi.toml").read_text("utf-8") == 'title = "Mine"\n'
    assert news(ours).files == {}


@pytest.mark.usefixtures("newer")
def test_what_the_teacher_changed_stays_and_is_said_and_what_was_taken_away_stays_away(ours, capsys):
    (ours / "notebooks" / "03_kvi.ipynb").write_bytes(b'{"mine": 1}')
    (ours / "notebooks" / "92_cheat_sheet.ipynb").write_bytes(b'{"mine": 2}')
    (ours / "notebooks" / "91_guide.ipynb").unlink()
    (ours / "binder" / "requirements.txt").write_bytes(b"mine\n")
    assert main(["update", str(ours), "--show", "--lang", "en"]) == 0
    assert "Nothing was written" in capsys.readouterr().out
    assert main(["update", str(ours), "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert re.search(r"Kept.*\n  notebooks/03_kvi.ipynb\n  notebooks/92_cheat_sheet.ipynb\n\n", said)
    assert (ours / "notebooks" / "03_kvi.ipynb").read_bytes() == b'{"mine": 1}'
    assert not (ours / "notebooks" / "91_guide.ipynb").exists()
    assert (ours / "binder" / "requirements.txt").read_bytes().endswith(b"# newer\n")
    [report] = (ours / ".kit").glob("before-*/report.txt")
    assert report.read_text("utf-8") == said


def test_editors_are_told_what_the_newer_kit_says(ours, monkeypatch):
    kit = json.loads((ours / ".kit/schemas/strategy.json").read_bytes())
    old = kit | {"properties": {}}
    monkeypatch.setattr("kvi_widgets.classes.pack_schema.topic_schema", lambda *_: old)
    monkeypatch.setattr("kvi_widgets.classes.pack_schema._rule", lambda topic: [f"# {topic}"])
    earlier = new_class(ours.parent / "earlier", "en", "me/ours")
    assert json.loads((earlier / ".kit/schemas/strategy.json").read_bytes()) == old
    monkeypatch.undo()
    (earlier / ".kit/schemas/kvi.json").unlink()  # swept away
    (earlier / ".kit/schemas/kpi.json").write_bytes(b"{}\r\n")  # with the line ends of another system
    found, _ = update_class(earlier)
    assert found.kept == []
    assert folder_files(earlier / ".kit/schemas") == folder_files(ours / ".kit/schemas")
    assert (earlier / ".taplo.toml").read_bytes() == (ours / ".taplo.toml").read_bytes()


def test_what_a_teacher_tells_their_editor_stays(ours):
    (ours / ".taplo.toml").write_text("# mine\n", "utf-8")
    update_class(ours)
    assert (ours / ".taplo.toml").read_text("utf-8") == "# mine\n"


def test_a_disk_that_says_no_half_way_leaves_an_update_that_can_be_run_again(tmp_path, monkeypatch):
    folder = old_class(tmp_path / "ours", "en")
    before, real = words(folder), class_update.write
    calls = []

    def fails(path, data):
        calls.append(path)
        if len(calls) == 300:
            raise OSError(28, "No space left on device", str(path))
        real(path, data)

    monkeypatch.setattr(class_update, "write", fails)
    with pytest.raises(RefusedError) as caught:
        update_class(folder)
    assert caught.value.reason == "half_way"
    update_class(folder)
    assert words(folder) == before
    assert news(folder).files == {}


def refused(folder):
    with pytest.raises(RefusedError) as caught:
        news(folder)
    return caught.value.reason


def test_what_is_no_class_or_has_a_newer_kit_is_refused(ours, tmp_path):
    assert refused(tmp_path) == "no_class"
    path = ours / ".kit" / "class.json"
    origin = json.loads(path.read_text("utf-8"))
    for change, reason in (({"kit": "99.0"}, "newer_class"), ({"language": "xx"}, "no_lessons")):
        path.write_text(json.dumps(origin | change), "utf-8")
        assert refused(ours) == reason
    path.write_text(json.dumps(origin), "utf-8")
    (ours / "pack").rename(ours / "elsewhere")
    assert refused(ours) == "no_pack"
