"""Where the answers lie: the file keeps its mode, its group and its links, and odd places are told."""

import os

import pytest

from kvi_widgets import Workshop
from kvi_widgets.model.data_package import parse, rows_of

from .faults import kvi, not_on_windows, package, texts, write

pytestmark = not_on_windows
as_root = pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away")


def kvi_in(path):
    return [row["text"] for row in rows_of(parse(path.read_bytes()), "kvi")]


def saved(path, text="new"):
    workshop = Workshop.open("fr", path)
    workshop.update("kvi", [kvi(1, text)])
    return workshop


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o666], ids=oct)
def test_a_save_keeps_the_mode_of_the_file(path, mode):
    write(path, package([kvi(1)])).chmod(mode)
    saved(path)
    assert path.stat().st_mode & 0o777 == mode


def test_a_new_file_has_the_mode_that_the_learner_gives_new_files(path):
    before = os.umask(0o027)
    try:
        saved(path)
    finally:
        os.umask(before)
    assert path.stat().st_mode & 0o777 == 0o640


@as_root
def test_a_save_keeps_owner_and_group(path):
    os.chown(write(path, package([kvi(1)])), 1234, 4321)
    path.chmod(0o660)
    saved(path)
    seen = path.stat()
    assert (seen.st_uid, seen.st_gid, seen.st_mode & 0o777) == (1234, 4321, 0o660)


def test_a_file_that_is_a_link_is_written_where_it_points_to(path, tmp_path):
    real = write(tmp_path / "cloud" / "real.json", package([kvi(1, "old")]))
    path.parent.mkdir()
    path.symlink_to(real)
    workshop = saved(path)
    assert path.is_symlink()
    assert kvi_in(real) == ["new"]
    through = Workshop.open("fr", real)
    through.update("kvi", [kvi(1, "newer")])
    workshop.look_again()
    assert texts(workshop) == {"kvi-1": "newer"}


def test_a_link_to_what_is_not_there_yet_makes_it(path, tmp_path):
    path.parent.mkdir()
    path.symlink_to(tmp_path / "later.json")
    saved(path)
    assert path.is_symlink()
    assert kvi_in(tmp_path / "later.json") == ["new"]


def test_a_bad_file_behind_a_link_is_set_aside_there_and_the_link_stays(path, tmp_path):
    real = write(tmp_path / "cloud" / "real.json", "{")
    path.parent.mkdir()
    path.symlink_to(real)
    saved(path)
    assert path.is_symlink()
    assert kvi_in(real) == ["new"]
    assert len([file for file in real.parent.glob("*.json") if file.read_bytes() == b"{"]) == 1


def test_a_hard_linked_original_stays_as_it_is(path):
    original = write(path.with_name("original.json"), package([kvi(1, "original")]))
    path.hardlink_to(original)
    saved(path)
    assert kvi_in(original) == ["original"]
    assert kvi_in(path) == ["new"]


def test_the_original_of_a_mended_file_does_not_change_with_the_file(path):
    made = package([kvi(1)])
    made["resources"].append({"name": "kvi", "data": 7})
    write(path, made)
    Workshop.open("fr", path)
    path.write_bytes(b"written where it stands")
    (kept,) = (path.parent / "versions").iterdir()
    assert parse(kept.read_bytes()) == made
