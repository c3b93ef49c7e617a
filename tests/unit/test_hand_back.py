"""What a teacher hands back: a grid filled in anywhere, a page for each learner under the platform's own names."""

import csv
import shutil
import zipfile

import pytest

from kvi_widgets import Content, Workshop, open_class
from kvi_widgets.__main__ import main
from kvi_widgets.model.data_package import AnswerFileError, dump
from kvi_widgets.pages.class_grid import Marked, grid_header, read_grid
from kvi_widgets.pages.hand_back import hand_back

HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def content():
    return Content.load("en")


@pytest.fixture
def place(tmp_path, content):
    """Three learners as Moodle hands them out, one of them a French one."""
    for number, (name, language) in enumerate((("Ana Díaz", "en"), ("Bo Li", "en"), ("=Cy", "fr")), start=1):
        folder = tmp_path / "in" / f"{name}_{number}_assignsubmission_file"
        folder.mkdir(parents=True)
        package = Workshop(Content.load(language)).example("portal").package()
        (folder / "my-workshop.json").write_text(dump(package), "utf-8")
    return tmp_path / "in"


def grid_of(place, tmp_path):
    file = tmp_path / "grid.csv"
    assert main(["class", str(place), "--grid", str(file), "-o", str(tmp_path / "c.html"), "--lang", "en"]) == 0
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return file, list(csv.reader(stream))


def test_a_grid_named_as_a_page_is_a_sheet_to_tick_and_nothing_overwrites_it(place, tmp_path, capsys):
    file = tmp_path / "grid.html"
    asked = ["class", str(place), "--grid", str(file), "-o", str(tmp_path / "c.html"), "--lang", "en"]
    assert main(asked) == 0
    assert "print it on A4" in capsys.readouterr().out
    page = file.read_text("utf-8")
    assert [page.count(f">{name}</th>") for name in ("Ana Díaz", "Bo Li", "=Cy")] == [1, 1, 1]
    assert main(asked) == 1


def pages(file):
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_a_grid_goes_out_empty_and_comes_back_as_pages_under_the_platforms_names(place, tmp_path, capsys):
    file, rows = grid_of(place, tmp_path)
    assert rows[0] == ["Learner", "Reasoning", "Revising", "Listening", "Remark"]
    assert [row[0] for row in rows[1:]] == ["'=Cy", "Ana Díaz", "Bo Li"]
    rows[1][1:], rows[2][4] = ["sound", "", "", f"Go on.\n{HOSTILE}"], "Well heard"
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, delimiter=";").writerows(rows)
    assert main(["hand-back", str(place), str(file), str(tmp_path / "out.zip"), "--lang", "en"]) == 0
    found = pages(tmp_path / "out.zip")
    assert list(found) == [
        "=Cy_3_assignsubmission_file/feedback.html",
        "Ana Díaz_1_assignsubmission_file/feedback.html",
    ]
    french, english = found.values()
    assert HOSTILE not in french
    assert all(part in french for part in ('lang="fr"', "Un retour sur ton atelier", "sound", "Go on.\n&lt;img"))
    assert all(part in english for part in ('lang="en"', "Feedback on your workshop", "Well heard"))
    assert "of nothing: Bo Li" in capsys.readouterr().out.replace("says nothing of", "of nothing")


def test_criteria_are_the_teachers_and_titles_may_be_typed(tmp_path, content):
    (tmp_path / "grid.csv").write_text("LEARNER,remark,Courage\nAna,,much\n", "utf-8")
    assert read_grid(tmp_path / "grid.csv", content) == {"Ana": Marked([("Courage", "much")], "")}
    pack = tmp_path / "pack"
    shutil.copytree(content.folder, pack)
    words = (pack / "desk.toml").read_text("utf-8")
    (pack / "desk.toml").write_text(words.replace('title = "Revising"', 'title = "Courage"'), "utf-8")
    assert grid_header(Content(pack)) == ["Learner", "Reasoning", "Courage", "Listening", "Remark"]


@pytest.mark.parametrize(
    ("reason", "text"),
    [("no_grid", "a,b\n1,2\n"), ("no_grid", ""), ("twice_in_grid", "Learner,Remark\nAna,x\nAna,y\n")],
)
def test_a_grid_that_cannot_be_used_is_refused_in_a_sentence(place, content, capsys, reason, text):
    tmp_path = place.parent
    file = tmp_path / "grid.csv"
    file.write_text(text, "utf-8")
    with pytest.raises(AnswerFileError, match=reason):
        read_grid(file, content)
    for lang in ("en", "fr"):
        asked = ["hand-back", str(place), str(file), str(tmp_path / "out.zip"), "--lang", lang]
        assert main([*asked, "--words", "en"]) == 1
        assert "grid.csv" in capsys.readouterr().err
    assert not (tmp_path / "out.zip").exists()


def test_a_grid_that_is_there_is_not_emptied(place, tmp_path):
    file, _ = grid_of(place, tmp_path)
    file.write_text("filled in", "utf-8")
    assert main(["class", str(place), "--grid", str(file), "-o", str(tmp_path / "c.html"), "--lang", "en"]) == 1
    assert file.read_text("utf-8") == "filled in"


def test_names_that_nobody_bears_are_told_and_no_page_is_lost(place, tmp_path, content):
    desk = open_class(place, content)
    marked = {"Ana Díaz": Marked([], "x"), "Bo Li": Marked([("Reasoning", "")], ""), "Ana Diaz": Marked([], "y")}
    handed = hand_back(desk, marked, tmp_path / "out.zip")
    assert (len(handed.pages), handed.unmarked, handed.unknown) == (1, ["=Cy", "Bo Li"], ["Ana Diaz"])


def test_files_without_folders_and_two_works_of_one_name_get_names_of_their_own(tmp_path, content):
    for name, number in (("Bo Li_11_assignsubmission_file_b.json", 1), ("Team.json", 2), ("x/Team.json", 3)):
        file = tmp_path / "in" / name
        file.parent.mkdir(exist_ok=True, parents=True)
        package = Workshop(content).example("portal").package()
        package["kvi"]["workshop"] = f"w{number}"
        file.write_text(dump(package), "utf-8")
    desk = open_class(tmp_path / "in", content)
    handed = hand_back(desk, {one.name: Marked([], "x") for one in desk.learners}, tmp_path / "out.zip")
    assert handed.pages == ["Bo Li_11_assignsubmission_file_feedback.html", "Team.html", "x.html"]
