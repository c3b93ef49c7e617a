"""The class desk of the command line goes where the class meets, whatever kind of place that is."""

import json
import zipfile

import pytest

from kvi_widgets import Workshop
from kvi_widgets.__main__ import main
from kvi_widgets.classes.class_inbox import handed_in
from kvi_widgets.model.class_place import ClassPlace
from kvi_widgets.model.data_package import MOST_BYTES, dump
from tests.unit import class_servers


def desk(place, tmp_path):
    return main(["class", place, "--lang", "en", "--output", str(tmp_path / "class.html")])


def fill(place, content):
    for number, name in enumerate(("shop", "desk"), 1):
        package = Workshop(content).example(name).package()
        place.put("handed-in", f"Otter {number}1111111-Links-2026-11-27-1042.json", dump(package).encode())
        place.put("partners", f"Otter {number}1111111.json", dump(package).encode())


def test_a_folder_in_which_a_class_meets_shows_what_was_handed_in_once(content, tmp_path, capsys):
    folder = tmp_path / "class"
    assert main(["class", str(folder), "--prepare", "--lang", "en"]) == 0
    assert "Ready" in capsys.readouterr().out
    fill(ClassPlace(str(folder)), content)
    assert desk(str(folder), tmp_path) == 0
    assert "Files seen: 2. Read: 2. Left out: 0." in capsys.readouterr().out


def test_a_share_and_a_bucket_are_read_and_a_file_far_too_large_is_named(content, tmp_path, monkeypatch, capsys):
    class_servers.as_learner(monkeypatch)
    share = tmp_path / "share"
    share.mkdir()
    with class_servers.webdav(share) as address, class_servers.bucket(monkeypatch) as bucket:
        for one in (address, bucket):
            fill(ClassPlace(one), content)
            ClassPlace(one).put("handed-in", "Big 99999999-Links.json", b" " * (MOST_BYTES + 2))
            assert desk(one, tmp_path) == 0
            assert "Files seen: 3. Read: 2. Left out: 1." in capsys.readouterr().out
            with handed_in(one, "en") as folder:
                ages = {file.name: file.stat().st_mtime for file in folder.iterdir()}
                assert ages == {found.name: found.changed for found in ClassPlace(one).files("handed-in")}
            assert not folder.exists()


@pytest.mark.parametrize(("password", "said"), [("wrong", "refuses the name or the password"), (None, "password")])
def test_what_is_wrong_with_a_share_is_said(tmp_path, monkeypatch, capsys, password, said):
    class_servers.as_learner(monkeypatch, password or "")
    with class_servers.webdav(tmp_path) as address:
        assert desk(address, tmp_path) == 1
    assert said in capsys.readouterr().err


def test_a_place_in_a_folder_that_is_not_there_is_not_made_and_a_teacher_is_told_so(tmp_path, capsys):
    assert main(["class", str(tmp_path / "missing" / "class"), "--prepare", "--lang", "en"]) == 1
    assert f"nothing at {tmp_path / 'missing' / 'class'}." in capsys.readouterr().err
    assert not (tmp_path / "missing").exists()


def test_who_gave_work_at_two_steps_is_one_learner_called_by_name_and_two_of_one_name_are_told_apart(
    content, tmp_path, capsys
):
    place = ClassPlace(str(tmp_path))
    for seat, example, step in (
        ("11111111", "shop", "KVI"),
        ("11111111", "shop", "Links"),
        ("22222222", "shop", "KVI"),
    ):
        held = dump(Workshop(content).example(example).package()).encode()
        place.put("handed-in", f"Ana {seat}-{step}-2026-11-27-1042.json", held)
    place.put(
        "handed-in",
        "Bo 33333333-Links-2026-11-27-1042.json",
        dump(Workshop(content).example("portal").package()).encode(),
    )
    grid = tmp_path / "grid.csv"
    assert main(["class", str(tmp_path), "-o", str(tmp_path / "c.html"), "--grid", str(grid), "--lang", "en"]) == 0
    names = [line.split(",")[0] for line in grid.read_text("utf-8-sig").splitlines()[1:]]
    assert sorted(names) == ["Ana · 11111111", "Ana · 22222222", "Bo"]
    grid.write_text(grid.read_text("utf-8-sig").replace("Bo,,,,", "Bo,,,,Go on"), "utf-8-sig")
    assert main(["hand-back", str(tmp_path), str(grid), str(tmp_path / "back.zip"), "--lang", "en"]) == 0
    assert zipfile.ZipFile(tmp_path / "back.zip").namelist() == ["Bo.html"]
    assert main(["class", str(tmp_path), "-o", str(tmp_path / "c.html"), "--grid", str(grid), "--lang", "en"]) == 1
    assert "is there already" in capsys.readouterr().err


def test_any_other_folder_is_read_as_before(content, tmp_path, capsys):
    (tmp_path / "a.json").write_text(json.dumps(Workshop(content).example("shop").package()), "utf-8")
    assert desk(str(tmp_path), tmp_path) == 0
    assert "Read: 1" in capsys.readouterr().out
