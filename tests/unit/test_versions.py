"""Earlier versions are kept whatever the clock says, thinned out with age, and read from older kits, too."""

import os
import time

import pytest

from kvi_widgets import Workshop
from kvi_widgets.model.answer_file import AnswerFile
from kvi_widgets.model.data_package import parse, rows_of
from kvi_widgets.model.versions import keep_version, last_good, versions

from .faults import ASIDE, kvi, not_on_windows, package, write


def save(path, *rows):
    return AnswerFile(path).change(lambda _: package(rows), ASIDE)


def kvi_in(path):
    return [row["text"] for row in rows_of(parse(path.read_bytes()), "kvi")]


def kept(path):
    """First sentence of each version, the newest first."""
    return [kvi_in(version.path)[0] for version in versions(path)]


@pytest.fixture
def clock(monkeypatch):
    """A clock that only its hand moves, at noon."""
    hand = [1_800_014_400.0]
    monkeypatch.setattr(time, "time", lambda: hand[0])
    real = time.gmtime
    monkeypatch.setattr(time, "gmtime", lambda when=None: real(hand[0] if when is None else when))
    return hand


@not_on_windows
def test_what_was_there_before_a_take_stays_although_the_clock_was_set_back(path, monkeypatch):
    workshop = Workshop.open("fr", path)
    for number in range(7):
        workshop.update("kvi", [kvi(1, f"text {number}")])
        keep_version(path, for_good=True)
    monkeypatch.setenv("TZ", "UTC+5")  # a journey west
    time.tzset()
    workshop.update("kvi", [kvi(1, "before")])
    workshop.take(package([kvi(1, "taken")]))
    monkeypatch.undo()
    time.tzset()
    assert kept(path)[0] == "before"


@pytest.mark.parametrize("jump", [-3 * 365 * 86400, -86400, -3600, 3600, 3 * 365 * 86400])
def test_a_clock_that_jumps_loses_no_version_just_made_and_stops_none(path, clock, jump):
    for number in range(10):
        clock[0] += 240
        save(path, kvi(1, f"text {number}"))
    clock[0] += jump
    for number in range(10, 20):
        clock[0] += 240
        save(path, kvi(1, f"text {number}"))
        assert kept(path)[0] == f"text {number - 1}"
    assert kept(path)[:10] == [f"text {number}" for number in range(18, 8, -1)]
    assert last_good(path)[0] == versions(path)[0].path


def test_versions_are_minutes_apart(path, clock):
    for number in range(4):
        clock[0] += 240
        save(path, kvi(1, f"text {number}"))
        save(path, kvi(1, f"more {number}"))
    assert kept(path) == ["more 2", "more 1", "more 0", "text 0"]


def test_of_a_month_there_is_the_last_hour_then_one_an_hour_then_one_a_day(path, clock):
    write(path, package([kvi(1)]))
    for _ in range(30 * 96):  # every quarter of an hour
        clock[0] += 900
        keep_version(path)
    ages = [(clock[0] - version.made) / 3600 for version in versions(path)]
    assert [age for age in ages if age < 1] == [0, 0.25, 0.5, 0.75]
    assert 23 <= len([age for age in ages if 1 <= age < 24]) <= 25
    assert 28 <= len([age for age in ages if age >= 24]) <= 31
    assert ages[-1] > 24 * 28


def test_what_is_promised_to_stay_stays(path, clock):
    save(path, kvi(1, "promised"))
    keep_version(path, for_good=True)
    for number in range(200):
        clock[0] += 3000
        save(path, kvi(1, f"text {number}"))
    assert kept(path)[-1] == "promised"


def test_the_same_state_is_promised_once(path):
    save(path, kvi(1))
    for _ in range(3):
        keep_version(path, for_good=True)
    assert len(versions(path)) == 1


def test_versions_of_older_kits_are_older_are_read_and_are_thinned_out(path, clock):
    for hour in (10, 11):
        for minute in ("00", "20", "40"):
            write(path.parent / "versions" / f"mine-2026-01-01-{hour}{minute}00-000000.json", package([kvi(1, minute)]))
    assert kept(path) == ["40", "20", "00"] * 2
    save(path, kvi(1, "first"))
    save(path, kvi(1, "second"))
    assert kept(path) == ["first", "40"]


def test_a_version_does_not_change_when_the_file_is_written_again_or_where_it_stands(path):
    save(path, kvi(1, "first"))
    save(path, kvi(1, "second"))
    (version,) = versions(path)
    content = version.path.read_bytes()
    for number in range(3):
        save(path, kvi(1, f"later {number}"))
        assert version.path.read_bytes() == content
    keep_version(path, for_good=True)
    path.write_bytes(b"written in place")
    assert kept(path) == ["later 2", "first"]


def test_a_version_is_as_private_as_its_file(path):
    save(path, kvi(1))
    path.chmod(0o600)
    keep_version(path)
    assert versions(path)[0].path.stat().st_mode & 0o777 == 0o600 or os.name == "nt"


def test_a_newest_version_that_cannot_be_read_is_passed_over(path):
    folder = path.parent / "versions"
    good = write(folder / "mine-2026-01-01-120000-000000.json", package([kvi(1)]))
    write(folder / "mine-2026-01-02-120000-000000.json", "{")
    (folder / "mine-2026-01-03-120000-000000.json").mkdir()
    write(folder / "mine-2026-13-41-120000-000000.json", package([kvi(1, "no such day")]))
    assert last_good(path) == (good, parse(good.read_bytes()))


def test_the_versions_of_a_file_with_a_longer_name_are_not_ours(path):
    other = path.with_name("mine-2.json")
    write(path.parent / "versions" / "mine-2-2026-01-01-120000-000000.json", package([kvi(1)]))
    save(other, kvi(1))
    keep_version(other)
    assert last_good(path) is None
    assert len(versions(other)) == 2


def test_a_file_name_with_signs_of_a_search_pattern_has_versions_too(path):
    odd = path.with_name("mine [1].json")
    save(odd, kvi(1))
    save(odd, kvi(2))
    assert len(versions(odd)) == 1
