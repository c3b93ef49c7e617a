"""A class comes from anybody: what leads out of it is neither copied nor written to, what is damaged is said."""

import io
import json
import os
import zipfile
from contextlib import suppress

import pytest

from kvi_widgets.__main__ import main
from kvi_widgets.classes import class_files
from kvi_widgets.classes.class_contents import file_sum
from kvi_widgets.classes.class_files import unzip_files, zip_files
from kvi_widgets.classes.class_folder import new_class
from kvi_widgets.classes.class_update import news, update_class
from kvi_widgets.classes.commands import RefusedError, command_words
from kvi_widgets.classes.pack_check import check_folder
from kvi_widgets.classes.trusted_lessons import trust_lessons
from kvi_widgets.words.content import ContentError, languages

from .faults import not_on_windows, tree
from .test_class_update import old_class

pytestmark = not_on_windows  # links ask for more rights there


@pytest.fixture
def ours(tmp_path):
    return new_class(tmp_path / "ours", "en", "me/ours")


@pytest.fixture
def private(tmp_path):
    """What must not be given away, nor changed."""
    folder = tmp_path / "home"
    folder.mkdir()
    (folder / "id_rsa").write_text("SECRET", "utf-8")
    return folder


def refused(command, *arguments):
    with pytest.raises(RefusedError) as caught:
        command(*arguments)
    for lang in languages():
        assert command_words(lang)["refusals"][caught.value.reason].format(**caught.value.details)
    return caught.value


LINKS = {
    "a file": ("pack/extra.md", "id_rsa"),
    "a file of the kit": ("pack/kvi.toml", "id_rsa"),
    "a folder": ("notebooks/more", ""),
    "a folder of the kit": ("notebooks", ""),
    "what is kept for the next update": (".kit", ""),
    "files as they were": (".kit/before-2026-01-01-000000", ""),
    "to nothing": ("pack/extra.md", "nothing"),
    "inside the class": ("pack/extra.md", "../ours/README.md"),
}


@pytest.mark.parametrize(("name", "target"), LINKS.values(), ids=LINKS)
def test_a_link_is_neither_copied_nor_written_through(ours, private, tmp_path, name, target):
    if (ours / name).exists():
        (ours / name).rename(private / "moved")
        target = target or "moved"
    (ours / name).symlink_to(private / target)
    before = tree(tmp_path)
    for command in (
        lambda: new_class(tmp_path / "copy", str(ours)),
        lambda: new_class(tmp_path / "copy", str(ours / "pack")) if name.startswith("pack/") else news(ours),
        lambda: update_class(ours),
    ):
        refusal = refused(command)
        if name != ".kit":
            assert refusal.details == {"names": name.removeprefix("pack/")} or refusal.details == {"names": name}
        assert tree(tmp_path) == before


def test_what_links_are_is_told_in_both_languages(ours, private, tmp_path, capsys):
    (ours / "pack" / "extra.md").symlink_to(private / "id_rsa")
    for lang in languages():
        assert main(["new", str(tmp_path / "copy"), "--from", str(ours), "--lang", lang]) == 1
        assert main(["update", str(ours), "--lang", lang]) == 1
        assert capsys.readouterr().err.count("pack/extra.md") == 2


def test_half_a_file_that_is_a_link_is_not_written_through(ours, private):
    (ours / "kit" / f"{next((ours / 'kit').iterdir()).name}.part").symlink_to(private / "id_rsa")
    next((ours / "kit").glob("*.whl")).unlink()
    update_class(ours)
    assert (private / "id_rsa").read_text("utf-8") == "SECRET"


def test_a_link_in_what_no_class_takes_along_disturbs_nobody(ours, private, tmp_path):
    (ours / ".git").symlink_to(private)
    (ours / "notebooks" / "answers").symlink_to(private)
    assert news(ours).files == {}
    new_class(tmp_path / "copy", str(ours))
    assert not (tmp_path / "copy" / "notebooks" / "answers").exists()


@pytest.mark.parametrize("name", ["pack/pipe", "pack/kvi.toml", "\udcff.md"], ids=ascii)
def test_a_pipe_and_a_name_that_is_no_text_are_refused_at_once(ours, tmp_path, name):
    (ours / name).unlink(missing_ok=True)
    os.mkfifo(ours / name)
    assert refused(new_class, tmp_path / "copy", str(ours)).reason == "links"
    assert refused(update_class, ours).reason == "links"


@pytest.mark.parametrize(
    "name", ["pack/kvi.toml", "pack/deck.csv", "pack/examples/a.json", "notebooks/01_context.ipynb"]
)
@pytest.mark.parametrize(
    "odd", [os.mkfifo, lambda path: path.symlink_to(path), lambda path: path.symlink_to("/dev/zero")]
)
def test_a_check_waits_for_no_pipe_and_follows_no_link_without_end(ours, name, odd):
    (ours / name).unlink(missing_ok=True)
    (ours / name).parent.mkdir(exist_ok=True)
    odd(ours / name)
    found = check_folder(ours)
    assert found["message"].map(bool).all()
    if odd is os.mkfifo and not name.endswith(".ipynb"):  # a link to itself is a file that is not there
        assert name.removeprefix("pack/") in found["file"].tolist()
    with suppress(RefusedError, ContentError):
        trust_lessons(ours)


def test_names_that_are_one_on_other_systems_are_refused(ours, tmp_path):
    for name in ("Été.md", "e\u0301te\u0301.md"):
        (ours / "pack" / name).write_text(name, "utf-8")
    if len(list((ours / "pack").glob("*t*.md"))) < 2:
        pytest.skip("here they are one already")
    assert refused(new_class, tmp_path / "copy", str(ours)).reason == "same_names"


@pytest.mark.parametrize(
    "limit", [{"MOST_CLASS_BYTES": 100_000}, {"MOST_CLASS_FILES": 20}, {"DEEPEST_FOLDER": 0}], ids=str
)
def test_what_is_too_large_for_a_class_is_refused(ours, tmp_path, monkeypatch, limit):
    for name, most in limit.items():
        monkeypatch.setattr(class_files, name, most)
    assert refused(class_files.class_files, ours).reason == "too_large"


DAMAGED = {
    "empty": b"",
    "no JSON": b"{",
    "a list": b"[]",
    "deep": b"[" * 100_000,
    "no UTF-8": b"\xff",
    "a number of a version": b'{"language": "en", "title": "x", "repository": "a/b", "given": {}, "kit": 7}',
    "a version without end": b'{"language": "en", "title": "x", "repository": "a/b", "given": {}, "kit": "%s"}'
    % (b"9" * 5000),
    "a list of files": b'{"language": "en", "title": "x", "repository": "a/b", "given": ["README.md"]}',
    "a list of languages": b'{"language": ["en"], "title": "x", "repository": "a/b", "given": {}}',
    "no title": b'{"language": "en", "repository": "a/b", "given": {}}',
    "a repository without a name": b'{"language": "en", "title": "x", "repository": "", "given": {}}',
}


@pytest.mark.parametrize("content", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_note_of_a_class_is_refused(ours, tmp_path, content):
    (ours / ".kit" / "class.json").write_bytes(content)
    before = tree(tmp_path)
    assert refused(update_class, ours).reason == "no_class"
    if b'"given": {}, "kit"' not in content:  # a copy asks for no version
        assert refused(new_class, tmp_path / "copy", str(ours)).reason == "no_class"
    assert tree(tmp_path) == before


def zipped(*entries):
    """A zip of these names and contents, as no kit would make it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return buffer.getvalue()


ZIPS = {
    "empty": (b"", "no_class"),
    "no zip": (b"PK\x03\x04" + bytes(100), "no_class"),
    "cut": (zip_files({"kit/pyproject.toml": b'version = "1.0"' * 99})[:-40], "no_class"),
    "a name above": (zipped(("../../evil", b"")), "no_class"),
    "an absolute name": (zipped(("/tmp/evil", b"")), "no_class"),  # noqa: S108
    "a drive": (zipped(("C:evil", b"")), "no_class"),
    "a name of Windows": (zipped(("..\\evil", b"")), "no_class"),
    "no version": (zipped(("kit/pyproject.toml", b"[project]")), "no_class"),
    "two names that are one": (zipped(("pack/kvi.toml", b"1"), ("pack/KVI.toml", b"2")), "same_names"),
    "too many names": (zipped(*((f"pack/{number}", b"") for number in range(6_000))), "too_large"),
}


@pytest.mark.parametrize(("content", "reason"), ZIPS.values(), ids=ZIPS)
def test_a_damaged_or_hostile_zip_of_an_old_class_is_refused(tmp_path, content, reason):
    folder = old_class(tmp_path / "ours", "en")
    (folder / ".kit" / "as-given.zip").write_bytes(content)
    before = tree(tmp_path)
    assert refused(update_class, folder).reason == reason
    assert tree(tmp_path) == before


def test_a_zip_that_unpacks_to_more_than_a_class_is_never_unpacked(monkeypatch):
    monkeypatch.setattr(class_files, "MOST_CLASS_BYTES", 1_000_000)
    bomb = zipped(*((f"{number}.txt", bytes(600_000)) for number in range(50)))
    assert len(bomb) < 50_000
    lies = bomb.replace((600_000).to_bytes(4, "little"), (6).to_bytes(4, "little"))  # of its sizes
    assert refused(unzip_files, bomb).reason == "too_large"
    with pytest.raises((ValueError, RefusedError)):
        unzip_files(lies)


def test_a_class_that_names_files_outside_of_it_changes_none_of_them(ours, private, tmp_path):
    path = ours / ".kit" / "class.json"
    origin = json.loads(path.read_text("utf-8"))
    origin["given"] |= {"../home/id_rsa": file_sum(b"SECRET"), str(private / "id_rsa"): file_sum(b"SECRET")}
    path.write_text(json.dumps(origin), "utf-8")
    update_class(ours)
    assert (private / "id_rsa").read_text("utf-8") == "SECRET"
