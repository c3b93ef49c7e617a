"""A class of one's own: made whole or not at all, with all it needs, for every system."""

import hashlib
import json
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from kvi_widgets import Content
from kvi_widgets.__main__ import main
from kvi_widgets.classes import class_folder
from kvi_widgets.classes.class_contents import ORIGIN, file_sum, given_files
from kvi_widgets.classes.class_files import folder_files
from kvi_widgets.classes.class_folder import new_class
from kvi_widgets.classes.commands import RefusedError, command_language, command_words, locale_language
from kvi_widgets.classes.pack_check import check_folder
from kvi_widgets.words.content import DATA, languages
from kvi_widgets.words.pack_words import topics

from .faults import not_on_windows

# Names that Windows keeps for itself or cannot write, and the longest path that it takes everywhere.
RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)|[<>:\"|?*\\]|[. ]$")
LONGEST = 100


@pytest.fixture(scope="module", params=languages())
def made(request, tmp_path_factory):
    """A class in each language; nobody changes it."""
    return new_class(tmp_path_factory.mktemp("classes") / "ours", request.param, "me/ours")


@pytest.fixture
def ours(tmp_path):
    """An English class to change."""
    return new_class(tmp_path / "ours", "en", "me/ours")


def refused(*arguments):
    with pytest.raises(RefusedError) as caught:
        new_class(*arguments)
    return caught.value.reason


def language(folder):
    return Content(folder / "pack").language


def test_its_words_are_those_of_the_kit_and_the_examples_lie_with_them(made):
    content, kit = Content(made / "pack"), Content.load(language(made))
    assert content.language == kit.language
    assert content.table("deck").equals(kit.table("deck"))
    assert content.examples == kit.examples
    assert {topic: content.words(topic) for topic in topics() if topic != "pack"} == {
        topic: kit.words(topic) for topic in topics() if topic != "pack"
    }


def test_it_is_a_handful_of_small_files_beside_the_lessons(made):
    names = [name for name in folder_files(made) if not name.startswith("notebooks/")]
    words = [name for name in names if name.startswith("pack/")]
    assert len(words) <= 18
    assert len([name for name in names if not name.startswith(".kit/schemas/")]) <= 29
    assert sum((made / name).stat().st_size for name in words) < 12_000


def test_what_its_files_propose_works_as_soon_as_it_is_wanted(made, tmp_path):
    pack = shutil.copytree(made / "pack", tmp_path / "pack")
    for path in pack.glob("*.toml"):
        path.write_text(re.sub(r"(?m)^#(?=\S)", "", path.read_text("utf-8")), "utf-8")
    assert check_folder(pack)["message"].tolist() == []
    content, kit = Content(pack), Content.load(language(made))
    said = {path.stem for path in pack.glob("*.toml")}
    assert {topic for topic in topics() if content.words(topic) != kit.words(topic)} == said


def test_whoever_likes_to_see_every_word_gets_them_all(tmp_path):
    folder = new_class(tmp_path / "ours", "en", all_words=True)
    assert (folder / "pack" / "deck.csv").read_bytes() == (DATA / "en" / "deck.csv").read_bytes()
    assert check_folder(folder)["message"].tolist() == []
    (folder / "pack" / "strategy.toml").unlink()
    assert check_folder(folder)["message"].tolist() == []


def test_its_lessons_read_its_own_words(made):
    lessons = sorted((made / "notebooks").glob("*.ipynb"))
    assert [step["notebook"] for step in Content(made / "pack").words("pack")["steps"]] <= [one.name for one in lessons]
    for path in lessons:
        cells = json.loads(path.read_text("utf-8"))["cells"]
        code = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
        assert "lang=" not in code, path.name
        assert code.count("Workshop.open(") == code.count('Workshop.open(pack="../pack")')


def test_its_readme_is_filled_in_and_all_that_it_names_is_there(made):
    text = (made / "README.md").read_text("utf-8")
    links = re.findall(r"https://mybinder\.org/v2/gh/me/ours/HEAD\?urlpath=doc/tree/([^)>\s]+)", text)
    assert len(links) == 2
    assert all((made / link).exists() for link in links)
    assert re.findall(r"\{\w+\}|OWNER", text) == []
    named = [
        name for name in re.findall(r"`([\w.-]+/[\w./-]*)`", text) if name not in {"me/ours", "notebooks/answers/"}
    ]
    assert len(named) >= 6
    assert [name for name in named if not (made / name).exists()] == []


def test_its_readmes_say_the_same_commands_in_every_language():
    def commands(lang):
        text = (DATA / "class" / f"README.{lang}.md").read_text("utf-8")
        blocks = re.findall(r"```(?:sh|powershell)\n(.*?)```", text, re.DOTALL)
        return [line.strip() for block in blocks for line in block.splitlines() if "commit" not in line]

    assert [lang for lang in languages() if commands(lang) != commands(languages()[0])] == []


def test_it_pins_what_the_kit_pins_and_the_kit_itself(made):
    pins = (made / "binder/requirements.txt").read_text("utf-8")
    kit, (pin,) = pins.splitlines()[:-1], pins.splitlines()[-1:]
    assert kit == (DATA.parent / "binder/requirements.txt").read_text("utf-8").splitlines()
    [wheel] = (made / "kit").iterdir()
    assert pin == f"./kit/{wheel.name} --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}"


def test_its_kit_has_the_menus_of_its_language(made):
    [wheel] = (made / "kit").iterdir()
    with zipfile.ZipFile(wheel) as archive:
        [name] = [one for one in archive.namelist() if one.endswith("overrides.d/kvi-workshop.json")]
        menus = archive.read(name)
    assert menus == (DATA / language(made) / "labconfig" / "default_setting_overrides.json").read_bytes()


def test_git_keeps_all_of_it_and_no_answers(made, tmp_path):
    copy = shutil.copytree(made, tmp_path / "copy")
    for name in ("notebooks/answers/mine.json", ".venv/a.py", ".kit/before-1/a.csv"):
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        (copy / name).write_text("x", "utf-8")
    subprocess.run(["git", "init", "--quiet"], cwd=copy, check=True)
    subprocess.run(["git", "add", "."], cwd=copy, check=True)
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=copy, check=True, capture_output=True, text=True).stdout
    assert set(listed.split("\0")) - {""} == set(folder_files(made))


def test_every_name_in_it_is_one_that_windows_takes(made):
    names = list(folder_files(made))
    assert [name for name in names if any(RESERVED.search(part) for part in name.split("/"))] == []
    assert len({name.casefold() for name in names}) == len(names)
    assert max(map(len, names)) <= LONGEST
    assert [path for path in made.rglob("*") if path.is_symlink()] == []


def test_line_ends_are_those_that_binder_needs_even_when_the_kit_was_fetched_on_windows(monkeypatch, tmp_path):
    windows = shutil.copytree(DATA / "class", tmp_path / "data" / "class")
    (windows / "postBuild").write_bytes((windows / "postBuild").read_bytes().replace(b"\n", b"\r\n"))
    assert b"\r" not in folder_files(windows)["postBuild"]
    assert "eol=lf" in (DATA / "class" / "gitattributes").read_text("utf-8")


def test_every_text_in_it_has_the_line_ends_that_binder_needs(made):
    assert [name for name, data in folder_files(made).items() if b"\r\n" in data and b"\0" not in data] == []


@not_on_windows
def test_postbuild_may_be_run(made):
    assert (made / "binder" / "postBuild").stat().st_mode & 0o111


def test_how_the_kit_gave_each_file_is_noted_for_the_next_update(made):
    origin = json.loads((made / ".kit" / "class.json").read_text("utf-8"))
    given = given_files(origin)
    assert given == {name: data for name, data in folder_files(made).items() if name != ORIGIN}
    assert origin["given"] == {name: file_sum(data) for name, data in given.items()}


def test_a_class_is_made_from_another_with_its_changes_and_without_its_answers(ours, tmp_path):
    (ours / "notebooks" / "answers").mkdir()
    (ours / "notebooks" / "answers" / "mine.json").write_text("{}", "utf-8")
    (ours / "notebooks" / "plan.png").write_bytes(b"\x89PNG\0\r\n")
    kvi = ours / "pack" / "kvi.toml"
    kvi.write_text('title = "Part 3"\n', "utf-8")
    theirs = new_class(tmp_path / "theirs", str(ours), "you/theirs")
    assert folder_files(theirs).keys() == folder_files(ours).keys()
    changed = [name for name, data in folder_files(theirs).items() if data != (ours / name).read_bytes()]
    assert changed == [".kit/class.json", "README.md"]
    assert "me/ours" not in (theirs / "README.md").read_text("utf-8")
    assert not (theirs / "notebooks" / "answers").exists()


def test_a_class_is_made_from_a_pack_and_keeps_its_words(tmp_path):
    pack = shutil.copytree(DATA / "fr", tmp_path / "mine")
    (pack / "kvi.toml").write_text((pack / "kvi.toml").read_text("utf-8") + "# vu en réunion\n", "utf-8")
    (pack / "pack.toml").write_text(
        'title = "Notre atelier"\n' + re.sub("title = .*\n", "", (pack / "pack.toml").read_text("utf-8"), count=1),
        "utf-8",
    )
    folder = new_class(tmp_path / "ours", str(pack))
    assert (folder / "pack" / "kvi.toml").read_text("utf-8").endswith("# vu en réunion\n")
    assert (folder / "README.md").read_text("utf-8").startswith("# Notre atelier\n")


def test_nothing_is_written_where_something_is(tmp_path, ours):
    before = folder_files(tmp_path)
    (tmp_path / "note.txt").write_text("mine", "utf-8")
    assert refused(ours, "en") == "not_empty"
    assert refused(tmp_path / "note.txt", "en") == "is_a_file"
    assert refused(tmp_path / "no" / "where", "en") == "no_parent"
    assert refused(tmp_path / "x", "klingon") == "no_source"
    assert refused(tmp_path / "x", "en", "no repository") == "no_repository"
    assert folder_files(tmp_path) == before | {"note.txt": b"mine"}


def test_a_pack_in_a_language_without_lessons_is_answered(tmp_path):
    (tmp_path / "pack").mkdir()
    (tmp_path / "pack" / "pack.toml").write_text('language = "es"\n', "utf-8")
    assert refused(tmp_path / "ours", str(tmp_path / "pack")) == "no_lessons"


def test_an_empty_folder_and_a_fresh_clone_are_filled(tmp_path):
    folder = tmp_path / "clone"
    (folder / ".git").mkdir(parents=True)
    (folder / ".git" / "HEAD").write_text("ref", "utf-8")
    assert (new_class(folder, "en") / "README.md").exists()
    assert (folder / ".git" / "HEAD").read_text("utf-8") == "ref"
    assert [path.name for path in tmp_path.iterdir()] == ["clone"]


@pytest.mark.parametrize("there", [False, True], ids=["new", "empty"])
@pytest.mark.parametrize("when", ["write", "rename"])
def test_a_full_disk_leaves_nothing_half_made(tmp_path, monkeypatch, there, when):
    folder, real, calls = tmp_path / "ours", getattr(Path, {"write": "write_bytes"}.get(when, when)), []
    if there:
        folder.mkdir()

    def fails(path, *rest):
        calls.append(path)
        if len(calls) == (20 if when == "write" else 4 if there else 1):
            raise OSError(28, "No space left on device", str(path))
        return real(path, *rest)

    monkeypatch.setattr(Path, "write_bytes" if when == "write" else "rename", fails)
    with pytest.raises(OSError, match="No space"):
        new_class(folder, "en")
    assert list(tmp_path.rglob("*")) == ([folder] if there else [])


def test_the_command_says_what_it_did_and_why_not_in_the_language_asked_for(tmp_path, capsys):
    folder = str(tmp_path / "ours")
    assert main(["new", folder, "--from", "fr", "--lang", "en"]) == 0
    assert "Your class is in" in capsys.readouterr().out
    assert main(["new", folder, "--from", "fr"]) == 1
    assert "rien n’y sera écrasé" in capsys.readouterr().err


def test_a_disk_that_says_no_is_told_without_a_traceback(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(class_folder, "write", lambda *_: (_ for _ in ()).throw(PermissionError(13, "denied", "x")))
    assert main(["new", str(tmp_path / "ours"), "--lang", "en"]) == 1
    assert "may not read or write x" in capsys.readouterr().err


def test_every_refusal_has_its_sentence():
    source = "".join(path.read_text("utf-8") for path in Path(class_folder.__file__).parent.glob("*.py"))
    reasons = set(re.findall(r'RefusedError\(\s*"(\w+)"', source))
    assert reasons == set(command_words("en")["refusals"])


@pytest.mark.parametrize(("said", "lang"), [("fr_FR.UTF-8", "fr"), ("French_France", "fr"), ("C.UTF-8", "en")])
def test_the_language_is_the_computers_when_nobody_says_another(said, lang, monkeypatch, made):
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", said)
    assert command_language() == lang
    assert command_language(folder=made) == language(made)
    assert locale_language() == said[:2].lower()
