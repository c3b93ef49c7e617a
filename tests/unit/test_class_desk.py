"""A class's files: found wherever a platform puts them, each learner once, and nothing passed over in silence."""

import csv
import io
import os
import zipfile

import pytest

from kvi_widgets import Content, Workshop, open_class, save_class_page, save_class_tables
from kvi_widgets.__main__ import main
from kvi_widgets.model import submissions as doors
from kvi_widgets.model.data_package import MOST_BYTES, AnswerFileError, dump, to_package
from kvi_widgets.model.starter import begun, starter_package
from kvi_widgets.model.submissions import Archives, submissions
from kvi_widgets.model.versions import keep_version
from kvi_widgets.pages.class_page import _crowd, class_page
from kvi_widgets.pages.page import workshop_page
from kvi_widgets.words.foreign_files import NotRegularError

HOSTILE = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def content():
    return Content.load("en")


def answers(content, strategy="Read it alone", **tables):
    workshop = Workshop(content)
    workshop.update_all({"strategy": [{"id": "strategy-1", "text": strategy}], **tables})
    return workshop


def file_of(content, **options):
    return dump(answers(content, **options).package()).encode()


def zipped(files):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, (text, day) in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 11, day, 9, 0, 0)), text)
    return held.getvalue()


@pytest.fixture
def handed_in(tmp_path, content):
    """Write what a class has handed in; return the folder."""

    def handed_in(**files):
        for name, held in files.items():
            file = tmp_path / "in" / name.replace("__", "/")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(held)
        return tmp_path / "in"

    return handed_in


def names(place, content):
    return [one.name for one in open_class(place, content).learners]


def test_learners_are_named_as_their_platform_names_them(tmp_path, content):
    held = file_of(content)
    for name in ("Ana Díaz_10_assignsubmission_file/a.json", "Bo Li_11_assignsubmission_file_b.json"):
        file = tmp_path / "in" / "moodle" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(held)
    (tmp_path / "in" / "moodle" / "liwei_LATE_4021_77_my-workshop-1.json").write_bytes(held)
    (tmp_path / "in" / "moodle" / "team 10.json").write_bytes(held)
    (tmp_path / "in" / "moodle" / "Team 2.json").write_bytes(held)
    assert names(tmp_path / "in", content) == ["Ana Díaz", "Bo Li", "liwei", "Team 2", "team 10"]


def test_a_zip_of_zips_is_read_as_folders_are(tmp_path, content):
    inner = zipped({"my-workshop.json": (file_of(content), 1)})
    page = workshop_page(answers(content, "From a page"), content).encode()
    files = {"all/Ana.zip": (inner, 1), "all/Bo/my-page.html": (page, 1), "all/Bo/notes.txt": (b"hello", 1)}
    (tmp_path / "class.zip").write_bytes(zipped(files))
    desk = open_class(tmp_path / "class.zip", content)
    assert [one.name for one in desk.learners] == ["Ana", "Bo"]
    assert desk.table("strategy")["text"].tolist() == ["Read it alone", "From a page"]
    assert desk.seen == 2


def test_the_newest_of_one_learners_files_counts_and_the_other_is_named(tmp_path, content):
    before, after = answers(content, "Before"), answers(content, "After")
    after.id = before.id
    old, new = (dump(one.package()).encode() for one in (before, after))
    (tmp_path / "in.zip").write_bytes(zipped({"Ana/b.json": (old, 1), "Ana/a.json": (new, 2), "Bo/a.json": (old, 3)}))
    desk = open_class(tmp_path / "in.zip", content)
    assert desk.table("strategy")[["learner", "text"]].values.tolist() == [["Ana", "After"], ["Bo", "Before"]]
    assert [(one.place, one.reason[0]) for one in desk.left_out] == [("in/Ana/b.json", "older")]


def test_downloads_of_one_afternoon_are_one_learners_when_they_are_one_workshop(tmp_path, content):
    ana, bo = answers(content, "Ana's"), answers(content, "Bo's")
    held = {
        "my-workshop-2026-11-27-1042.json": ana,
        "my-workshop-2026-11-27-1101.json": bo,
        "my-workshop-zoe-2026-11-27-0900.json": ana,
    }
    later = answers(content, "Ana's later")
    later.id = ana.id
    held["my-workshop-2026-11-27-1130 (1).json"] = later
    days = dict.fromkeys(held, 1) | {"my-workshop-2026-11-27-1130 (1).json": 2}
    (tmp_path / "in.zip").write_bytes(
        zipped({name: (dump(one.package()).encode(), days[name]) for name, one in held.items()})
    )
    desk = open_class(tmp_path / "in.zip", content)
    assert desk.table("strategy")[["learner", "text"]].values.tolist() == [
        ["my-workshop · my-workshop-2026-11-27-1130 (1)", "Ana's later"],
        ["my-workshop · my-workshop-2026-11-27-1101", "Bo's"],
        ["my-workshop-zoe", "Ana's"],
    ]
    assert [one.place for one in desk.left_out] == ["in/my-workshop-2026-11-27-1042.json"]


def test_a_newer_file_that_cannot_be_read_leaves_the_older_one(tmp_path, content):
    good = file_of(content)
    (tmp_path / "in.zip").write_bytes(
        zipped({"Ana/a.json": (good, 1), "Ana/b.json": (b'{"kvi"', 2), "Bo/a.json": (good, 1)})
    )
    desk = open_class(tmp_path / "in.zip", content)
    assert [one.name for one in desk.learners] == ["Ana", "Bo"]
    assert [one.reason[0] for one in desk.left_out] == ["not_json"]


def test_who_hands_in_the_whole_folder_of_answers_is_one_learner(tmp_path, content):
    ana = Workshop.open("en", tmp_path / "Ana" / "mine.json")
    ana.update_all(answers(content).rows)
    ana.open_partner(file_of(content).decode())
    ana.link_partner()
    assert names(tmp_path, content) == ["Ana"]


def test_what_is_damaged_in_a_zip_takes_nobody_elses_answers_away(tmp_path, content):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("..", "Ana/a.json", "Bo/a.json", "Cy/a.json"):
            archive.writestr(name, file_of(content))
        start = archive.getinfo("Bo/a.json").header_offset
    raw = bytearray(held.getvalue())
    raw[start + 90 : start + 130] = b"\xff" * 40
    (tmp_path / "in.zip").write_bytes(raw)
    desk = open_class(tmp_path / "in.zip", content)
    assert [one.name for one in desk.learners] == ["Ana", "Cy"]
    assert [(one.place, one.reason[0]) for one in desk.left_out] == [("in/Bo/a.json", "broken_zip")]


def test_what_cannot_be_read_is_named_with_its_reason(handed_in, content):
    locked = zipped({"a.json": (b"{}", 1)}).replace(b"PK\x03\x04\x14\x00\x00", b"PK\x03\x04\x14\x00\x01")
    locked = locked.replace(b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01")
    place = handed_in(
        Ana__a=b"no suffix: nobody's answers",
        **{
            "Bo__photo.json": b"\xff\xd8\xff\xe0",
            "Cy__notebook.json": b'{"cells": []}',
            "Di__big.json": b" " * (MOST_BYTES + 1),
            "Ed__broken.zip": b"PK\x03\x04 and no more",
            "Fa__locked.zip": locked,
            "Gi__good.json": file_of(content),
            "Gi__.good.json.swp.json": b"{",
            "__MACOSX__._good.json": b"x",
        },
    )
    (place / "Hu").symlink_to(place / "Gi")
    (place / "Gi" / "link.json").symlink_to("/etc/hostname")
    desk = open_class(place, content)
    assert [one.name for one in desk.learners] == ["Gi"]
    assert {one.place: one.reason[0] for one in desk.left_out} == {
        "Bo/photo.json": "not_json",
        "Cy/notebook.json": "not_answers",
        "Di/big.json": "too_big",
        "Ed/broken.zip": "broken_zip",
        "Fa/locked/a.json": "broken_zip",
    }
    assert desk.seen == len(desk.learners) + len(desk.left_out)


def test_a_zip_that_unpacks_to_far_more_is_not_unpacked(tmp_path, content):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Ana/bomb.json", b" " * 300_000_000)
    (tmp_path / "in.zip").write_bytes(held.getvalue())
    (found,) = submissions(tmp_path / "in.zip")
    with Archives() as archives, pytest.raises(AnswerFileError, match="too_big"):
        archives.content(found)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_in_place_of_a_file_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "in.zip")
    with pytest.raises(NotRegularError):
        submissions(tmp_path / "in.zip")


def test_too_many_files_are_refused_before_they_are_read_in(handed_in, content, monkeypatch):
    monkeypatch.setattr(doors, "MOST_SUBMISSIONS", 2)
    place = handed_in(**{f"{name}.json": file_of(content) for name in "abc"})
    with pytest.raises(AnswerFileError, match="class_too_big"):
        open_class(place, content)


def test_no_file_of_a_class_is_changed(handed_in, content):
    place = handed_in(**{"Ana.json": file_of(content)})
    before = (place / "Ana.json").read_bytes(), (place / "Ana.json").stat().st_mtime_ns, sorted(place.iterdir())
    class_page(open_class(place, content))
    after = (place / "Ana.json").read_bytes(), (place / "Ana.json").stat().st_mtime_ns, sorted(place.iterdir())
    assert after == before


def test_progress_says_what_is_done_begun_and_blank(handed_in, content):
    example = dump(Workshop(content).example("portal").package()).encode()
    begun = file_of(content, kpi=[{"id": "kpi-1", "text": "Calls"}])
    desk = open_class(handed_in(**{"Ana.json": example, "Bo.json": begun}), content)
    states = desk.progress.set_index("learner")
    assert states.loc["Ana", ["welcome", "context", "strategy", "kvi", "kpi", "links"]].unique().tolist() == ["done"]
    assert states.loc["Bo", ["strategy", "kpi", "kvi"]].tolist() == ["done", "begun", "blank"]
    counts = desk.overview.set_index("learner")
    assert counts.loc["Ana", ["kvi", "kpi", "plus", "minus", "zero"]].tolist() == [2, 3, 1, 4, 1]
    assert desk.raised["learners"].max() <= 2


def test_pseudonyms_leave_no_name_of_a_learner_or_reviewer(handed_in, content):
    example = Workshop(content).example("portal")
    files = {"Zoe Smith__1.json": dump(example.package()).encode(), "Zoe Smith__2.json": b"{", "Max Poe.json": b"{"}
    files["Zoe Smith__0.json"] = files["Zoe Smith__1.json"]
    desk = open_class(handed_in(**files), content, pseudonyms=True)
    assert desk.table("reviews")["learner"].unique().tolist() == ["Learner 1"]
    assert desk.table("reviews")["reviewer"].unique().tolist() == [""]
    page = class_page(desk)
    assert not any(name in page for name in ("Zoe Smith", "Max Poe"))
    assert "A newer version of “File " in page
    ids, reviewer = desk.table("reviews")["id"], example.reviews["reviewer"].iloc[0]
    assert not ids.str.contains(reviewer).any()
    assert ids.is_unique
    assert f">{example.reviews['reviewer'].iloc[0]}<" not in page


def test_what_people_wrote_is_never_markup_and_never_a_formula(handed_in, content, tmp_path):
    hostile = file_of(content, strategy=f"=1+1{HOSTILE}", kvi=[{"id": "kvi-1", "text": HOSTILE}])
    desk = open_class(handed_in(**{f"{HOSTILE.replace('/', '∕')}.json": hostile, "=Ana.json": hostile}), content)
    assert "<script>alert" not in class_page(desk)
    save_class_tables(desk, tmp_path / "tables")
    with (tmp_path / "tables" / "strategy.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["Sentence"][:5] for row in rows] == ["'=1+1", "'=1+1"]
    assert "'=Ana" in [row["Learner"] for row in rows]


def test_the_page_has_everyone_and_what_was_left_out(handed_in, content, tmp_path):
    example = dump(Workshop(content).example("portal").package()).encode()
    desk = open_class(handed_in(**{"Ana.json": example, "Bo.json": example, "Cy.json": b"{"}), content)
    page = save_class_page(desk, tmp_path / "class.html").read_text("utf-8")
    assert page.count("<article") == 2
    assert page.count('role="img"') == 3, "a map each, and that of the class"
    assert "Cy.json" in page
    assert content.messages["not_json"] in page


def test_the_command_writes_page_and_tables_and_says_what_was_left_out(handed_in, content, tmp_path, capsys):
    place = handed_in(**{"Ana.json": file_of(content), "Bo.json": b"{"})
    options = ["--lang", "en", "-o", str(tmp_path / "class.html"), "--tables", str(tmp_path / "tables")]
    assert main(["class", str(place), *options]) == 0
    said = capsys.readouterr().out
    assert "Files seen: 2. Read: 1. Left out: 1." in said
    assert "- Bo.json\n" in said
    assert "Ana" in (tmp_path / "class.html").read_text("utf-8")
    assert (tmp_path / "tables" / "links.csv").is_file()
    assert main(["class", str(tmp_path / "nowhere"), "--lang", "en"]) == 1
    assert "nowhere" in capsys.readouterr().err


def test_who_hands_in_what_cannot_be_read_stands_among_the_others_with_the_reason(handed_in, content):
    files = {"Bo__mine.json": b"{", "Bo__older.json": b"{", "Ana.json": file_of(content), "Cy.json": file_of(content)}
    desk = open_class(handed_in(**files, **{"Di__mine.json": file_of(content), "Di__broken.json": b"{"}), content)
    states = desk.progress.set_index("learner")
    assert states.index.tolist() == ["Ana", "Bo", "Cy", "Di"]
    assert states.loc["Bo"].unique().tolist() == ["unread"]
    page = class_page(desk)
    row = page[page.index('<a href="#left">Bo</a>') :].split("</tr>")[0]
    assert content.messages["not_json"] in row
    assert page.count("<article") == 3
    assert 'href="#p3">Di</a>' in page


def test_where_nobodys_file_can_be_read_the_page_says_whose(handed_in, content):
    page = class_page(open_class(handed_in(**{"Bo.json": b"{"}), content))
    assert '<a href="#left">Bo</a>' in page


def test_who_cannot_be_read_stands_under_a_number_too(handed_in, content):
    place = handed_in(**{"Ana.json": b"{", "Bo.json": file_of(content)})
    desk = open_class(place, content, pseudonyms=True)
    assert desk.progress["learner"].tolist() == ["Learner 1", "Learner 2"]
    assert "Ana" not in class_page(desk)


def test_earlier_versions_in_a_folder_that_was_handed_in_whole_are_one_line(tmp_path, content):
    ana = Workshop.open("en", tmp_path / "Ana" / "answers" / "mine.json")
    ana.update_all(answers(content).rows)
    for number in range(4):
        keep_version(ana.path, for_good=True)
        ana.update("strategy", [{"id": "strategy-1", "text": f"Version {number}"}])
    stranger = tmp_path / "Ana" / "answers" / "versions" / "of-somebody-else.json"
    stranger.write_bytes(file_of(content))
    (tmp_path / "Bo.json").write_bytes(file_of(content))
    desk = open_class(tmp_path, content)
    count = len(list(stranger.parent.iterdir()))
    assert [one.name for one in desk.learners] == ["Ana", "Bo"]
    assert desk.table("strategy")["text"].tolist()[0] == "Version 3"
    assert [(one.place, one.reason) for one in desk.left_out] == [
        ("Ana/answers/versions", ("versions", {"count": count}))
    ]
    assert (desk.seen, count >= 4) == (count + 2, True)


def test_an_earlier_version_counts_where_the_file_itself_cannot_be_read(handed_in, content):
    name = "Ana__versions__mine-000001-2026-11-27-100000Z.json"
    desk = open_class(handed_in(**{"Ana__mine.json": b"{", name: file_of(content), "Bo.json": b"{"}), content)
    assert [one.name for one in desk.learners] == ["Ana"]
    assert desk.progress["learner"].tolist() == ["Ana", "Bo"]


def test_feedback_and_the_starter_are_nobodys_answers_unless_somebody_hands_in_nothing_else(handed_in, content):
    feedback = dump(to_package({"reviews": [{"id": "a", "answer": "I feel"}]}, {"workshop": "a", "feedback": True}))
    starter = dump(starter_package(answers(content).package(), "cafeteria"))
    files = {"Ana__mine.json": file_of(content), "Ana__feedback.json": feedback.encode()}
    files |= {"feedback-for-lea.json": feedback.encode(), "cafeteria.json": starter.encode()}
    desk = open_class(handed_in(**files, Bo__mine=b"", **{"Bo__starter.json": starter.encode()}), content)
    assert [one.name for one in desk.learners] == ["Ana"]
    assert desk.progress["learner"].tolist() == ["Ana", "Bo"]
    assert sorted(one.reason[0] for one in desk.left_out) == ["only_feedback"] * 2 + ["starter"] * 2


def test_what_came_with_a_starter_is_told_from_what_each_has_written(handed_in, content):
    given = starter_package(Workshop(content).example("portal").package(), "cafeteria")
    work = {}
    for name in ("Ana", "Bo"):
        work[name] = Workshop(content)
        work[name].take(begun(given))
    first, *others = work["Bo"].rows["kvi"]
    work["Bo"].update("kvi", [first | {"text": "They sing"}, *others])
    files = {f"{name}.json": dump(one.package()).encode() for name, one in work.items()}
    desk = open_class(handed_in(**files, **{"Cy.json": file_of(content)}), content)
    states, counts = (frame.set_index("learner") for frame in (desk.progress, desk.overview))
    assert states.loc["Ana", ["strategy", "kvi", "links"]].unique().tolist() == ["received"]
    assert states.loc["Bo", ["strategy", "kvi"]].tolist() == ["received", "done"]
    assert counts["kvi"].tolist() == [0, 1, 0]
    assert counts.loc["Ana", ["plus", "minus", "zero", "reasons"]].tolist() == [0] * 4
    assert counts["began_with"].tolist() == ["cafeteria", "cafeteria", ""]
    kvi = desk.table("kvi")
    assert kvi[~kvi["received"]][["learner", "text"]].values.tolist() == [["Bo", "They sing"]]
    page = class_page(desk)
    assert page.count("<bdi>cafeteria</bdi>") == 2
    side = page[page.index('id="side"') : page.index('id="one"')]
    assert "They sing" in side
    assert others[0]["text"] not in side


def test_without_a_starter_nothing_speaks_of_one(handed_in, content):
    desk = open_class(handed_in(**{"Ana.json": file_of(content)}), content)
    page = class_page(desk)
    assert not {"received", "began_with"} & {*desk.table("kvi"), *desk.overview}
    assert not any(words in page for words in (desk.words["not_counted"], desk.words["states"]["received"]))


def test_the_map_of_the_class_leaves_out_links_that_nobody_has_touched(handed_in, content):
    work = Workshop(content)
    work.take(begun(starter_package(work.example("portal").package(), "cafeteria")))
    first, *others = work.rows["links"]
    work.update("links", [first | {"polarity": "-" if first["polarity"] == "+" else "+"}, *others])
    desk = open_class(handed_in(**{"Ana.json": dump(work.package()).encode()}), content)
    pairs = _crowd(desk)["pairs"]
    assert pairs[["+", "−"]].astype(int).to_numpy().sum() == 1


def test_who_takes_another_name_between_two_gifts_stays_one_learner(handed_in, content):
    for number, name in enumerate(("Blue otter", "Ana")):
        folder = handed_in(**{f"{name} 12ab34cd-KVI-2026-11-27-104{number}.json": file_of(content, strategy=name)})
        os.utime(folder / f"{name} 12ab34cd-KVI-2026-11-27-104{number}.json", (number + 1, number + 1))
    desk = open_class(folder, content)
    assert [one.name for one in desk.learners] == ["Ana"]
    assert [one.reason[0] for one in desk.left_out] == ["older"]


@pytest.mark.parametrize("broken", [False, True], ids=["read", "left out"])
def test_names_that_turn_lines_round_or_never_end_are_shown_in_one_line(tmp_path, content, broken):
    held = b"[]" if broken else file_of(content)
    place = tmp_path / "in.zip"
    place.write_bytes(zipped({f"in/{name}/mine.json": (held, 1) for name in ("Ana\n\u202eDiaz", "Bo" * 5000, "Zoé")}))
    desk = open_class(place, content)
    shown = [one.learner if broken else one.name for one in (desk.left_out if broken else desk.learners)]
    assert shown == ["Ana Diaz", ("Bo" * 5000)[:80], "Zoé"]
    page = class_page(desk)
    assert "\u202e" not in page
    assert "Bo" * 200 not in page
