"""A teacher makes a starter file with one command, or in a notebook; nothing else is ever replaced."""

import json

import pytest

from kvi_widgets import Workshop, save_starter
from kvi_widgets.__main__ import main
from kvi_widgets.classes.commands import command_words
from kvi_widgets.model.data_package import dump, parse, tables_of
from kvi_widgets.model.starter import is_starter
from kvi_widgets.pages.page import workshop_page


@pytest.fixture
def answers(tmp_path, finished):
    path = tmp_path / "mine.json"
    path.write_text(dump(finished.package()), "utf-8")
    return path


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_one_command_makes_it_and_says_what_to_do_with_it(answers, tmp_path, capsys, lang):
    file = tmp_path / "cafeteria.json"
    assert main(["starter", "--lang", lang, str(answers), str(file)]) == 0
    assert capsys.readouterr().out.strip() == command_words(lang)["starter"]["done"].format(file=file.resolve())
    package = parse(file.read_text("utf-8"))
    assert (is_starter(package), package["kvi"]["starter"]) == (True, "cafeteria")
    assert not tables_of(package)[0]["sorting"]
    assert main(["starter", str(answers), str(file), "--whole"]) == 0  # another starter is replaced
    assert tables_of(parse(file.read_text("utf-8")))[0]["sorting"]


def test_nothing_but_a_starter_is_replaced(answers, tmp_path, capsys):
    before = answers.read_bytes()
    for file in (answers, tmp_path / "notes.txt"):
        (tmp_path / "notes.txt").write_text("notes", "utf-8")
        assert main(["starter", "--lang", "en", str(answers), str(file)]) == 1
        assert "no starter file" in capsys.readouterr().err
    assert (answers.read_bytes(), (tmp_path / "notes.txt").read_text("utf-8")) == (before, "notes")


@pytest.mark.parametrize(
    ("held", "said"),
    [
        (b"{", "cannot be read"),
        (json.dumps({"kvi": {}, "resources": []}).encode(), "nothing to hand out"),
        (None, "There is nothing at"),
    ],
)
def test_what_cannot_be_handed_out_is_refused_in_words(tmp_path, capsys, held, said):
    if held is not None:
        (tmp_path / "odd.json").write_bytes(held)
    assert main(["starter", "--lang", "en", str(tmp_path / "odd.json"), str(tmp_path / "out.json")]) == 1
    assert said in capsys.readouterr().err
    assert not (tmp_path / "out.json").exists()


def test_in_a_notebook_the_open_workshop_and_a_page_will_do(finished, tmp_path):
    page = tmp_path / "my-page.html"
    page.write_text(workshop_page(finished, finished.content), "utf-8")
    one, other = save_starter(finished, tmp_path / "a.json"), save_starter(page, tmp_path / "b.json")
    ids = {parse(file.read_text("utf-8"))["kvi"]["workshop"] for file in (one, other)}
    assert len(ids) == 1
    assert finished.id not in ids


def test_a_starter_made_of_one_who_began_with_another_is_a_starter_of_its_own(finished, tmp_path):
    first = parse(save_starter(finished, tmp_path / "a.json").read_text("utf-8"))
    workshop = Workshop(finished.content)
    workshop.load(first)
    workshop.update("kvi", [{"id": "kvi-1", "text": "they laugh"}])
    second = parse(save_starter(workshop, tmp_path / "b.json").read_text("utf-8"))
    assert second["kvi"]["workshop"] != first["kvi"]["workshop"]
    assert "began_with" not in second["kvi"]
