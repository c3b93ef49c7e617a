"""Two notebooks, or two kernels, are open on one file: neither loses a row."""

import asyncio
import os
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from kvi_widgets import Workshop
from kvi_widgets.model.data_package import parse, rows_of

from .faults import kvi, package, texts, write


@pytest.fixture
def two(path):
    return Workshop.open("fr", path), Workshop.open("fr", path)


def add(workshop, number, text="they dare", table="kvi"):
    row = {"id": f"{table}-{number}", "text": text}
    workshop.update(table, [*workshop.rows[table], row])


@pytest.mark.slow
@pytest.mark.parametrize("tables", [("kvi", "kvi"), ("kvi", "kpi")], ids=["one table", "two tables"])
def test_two_kernels_that_write_in_turn_lose_no_row(path, two, tables, monkeypatch):
    monkeypatch.setattr(os, "fsync", lambda _: None)  # no power is cut here, and a busy disk makes it slow
    expected = {}
    for number in range(200):
        for side, workshop, table in zip("ab", two, tables, strict=True):
            name = f"{table}-{side}{number % 20}"
            others = [row for row in workshop.rows[table] if row["id"] != name]
            workshop.update(table, [*others, {"id": name, "text": str(number)}])
            expected[name] = str(number)
    on_disk = parse(path.read_bytes())
    assert {row["id"]: row["text"] for table in set(tables) for row in rows_of(on_disk, table)} == expected


def test_a_change_made_elsewhere_arrives_and_is_told(two):
    one, other = two
    told = []
    other.on_change(told.append)
    add(one, 1)
    other.look_again()
    assert texts(other) == {"kvi-1": "they dare"}
    assert told == [{"kvi"}]
    assert other.id == one.id
    assert abs(other.saved_at - one.saved_at) < 60_000
    assert abs(other.saved_at / 1000 - time.time()) < 60  # of any clock, whatever its zone


def test_nothing_is_told_when_nothing_has_changed(two):
    one, other = two
    add(one, 1)
    other.look_again()
    told = []
    other.on_change(told.append)
    other.look_again()
    one.save()
    other.look_again()
    assert told == []


def test_what_one_deletes_goes_away_at_the_other(path, two):
    one, other = two
    one.update("kvi", [kvi(1), kvi(2)])
    other.look_again()
    one.update("kvi", [kvi(2)])
    other.look_again()
    assert list(texts(other)) == ["kvi-2"]
    add(other, 3)
    assert list(texts(Workshop.open("fr", path))) == ["kvi-2", "kvi-3"]


def test_what_one_deletes_stays_when_the_other_has_changed_it_meanwhile(two):
    one, other = two
    add(one, 1)
    other.look_again()
    one.update("kvi", [])
    other.update("kvi", [kvi(1, "they ask")])
    one.look_again()
    assert texts(one) == texts(other) == {"kvi-1": "they ask"}


def test_two_sentences_with_one_new_name_are_both_kept(two):
    one, other = two
    add(one, 1, "they dare")
    add(other, 1, "they ask")
    one.look_again()
    assert texts(one) == texts(other) == {"kvi-1": "they ask", "kvi-2": "they dare"}


def test_two_cells_of_one_row_come_together(two):
    one, other = two
    add(one, 1)
    other.look_again()
    one.update("kvi", [kvi(1, "they ask")])
    other.update("kvi", [kvi(1, evidence="survey")])
    one.look_again()
    assert one.rows["kvi"] == other.rows["kvi"] == [kvi(1, "they ask", evidence="survey")]


def test_what_another_writes_just_after_us_is_seen_next_time(two, monkeypatch):
    one, other = two
    add(one, 1)
    change = one._file.change

    def change_then_other(*args, **options):
        written = change(*args, **options)
        other.look_again()
        add(other, 3)
        return written

    monkeypatch.setattr(one._file, "change", change_then_other)
    add(one, 2)
    one.look_again()
    assert list(texts(one)) == ["kvi-1", "kvi-2", "kvi-3"]


def test_several_tables_are_written_in_one_step(path, two):
    told = []
    two[0].on_change(told.append)
    two[0].update_all({"kvi": [kvi(1)], "strategy": [{"text": "help"}]})
    assert told == [{"kvi", "strategy"}]
    assert len(rows_of(parse(path.read_bytes()), "strategy")) == 1


def test_what_the_kit_does_not_know_stays_when_a_file_is_taken_up(path):
    workshop = Workshop.open("fr", path)
    add(workshop, 1)
    taken = package([kvi(2, grade="A")], closing=[{"id": "closing-1", "takeaway": "look"}])
    taken["title"] = "Class B"
    taken["resources"].append({"name": "grades", "data": [["id"], ["1"]]})
    workshop.take(taken)
    add(workshop, 3)
    on_disk = parse(path.read_bytes())
    assert (on_disk["title"], on_disk["resources"][-1]) == ("Class B", {"name": "grades", "data": [["id"], ["1"]]})
    assert [row["grade"] for row in rows_of(on_disk, "kvi")] == ["A", ""]


def test_the_same_workshops_file_is_laid_over_the_answers_held_now(path):
    workshop = Workshop.open("fr", path)
    workshop.update("kvi", [kvi(1, "they dare", evidence="survey"), kvi(2)])
    taken = package([kvi(1, "they ask")])
    taken["kvi"]["workshop"] = workshop.id
    workshop.take(taken)
    assert workshop.rows["kvi"] == [kvi(1, "they ask", evidence="survey"), kvi(2)]


def test_a_kernel_follows_the_file_also_after_a_listener_has_failed(path, monkeypatch):
    sleep = asyncio.sleep
    monkeypatch.setattr(asyncio, "sleep", lambda _: sleep(0))

    async def follow():
        workshop = Workshop.open("fr", path)
        arrived = asyncio.Event()
        workshop.on_change(lambda _: (arrived.set(), 1 / 0))
        for count in (1, 2):
            arrived.clear()
            write(path, package([kvi(number) for number in range(count)]))
            await asyncio.wait_for(arrived.wait(), 10)
            assert len(workshop.kvi) == count

    # In a thread of its own: browser tests in the same process keep a loop running in this one.
    with ThreadPoolExecutor() as threads:
        threads.submit(asyncio.run, follow()).result()
