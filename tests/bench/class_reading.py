"""A class of any size: reading it beside `orjson`, the memory that it takes, and its Parquet read by other engines.

``KVI_NIGHTLY`` adds a class of 100,000.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

import pytest

from kvi_widgets import Content, Workshop, open_class
from kvi_widgets.__main__ import main
from kvi_widgets.model.class_learners import by_learner
from kvi_widgets.model.data_package import dump
from kvi_widgets.model.quick_tables import read_answers
from kvi_widgets.model.submissions import submissions
from kvi_widgets.model.tables import TABLES
from kvi_widgets.pages.class_reading import Wanted, read_class
from tests.bench.report import hold_to_goals, print_table

FILES = 10_000
SIZES = (1_000, 10_000, *([100_000] if os.environ.get("KVI_NIGHTLY") else []))
MOST_TIMES_ORJSON = 15  # each cell is checked, too
MOST_MB_MORE = 250  # a hundred times as many files: who is where is kept of each, nothing of what was written
# Of the process, or of the largest that it started; its own `ru_maxrss` would be that of who started it.
COUNT = """import re, resource, sys
from kvi_widgets.__main__ import main
main(["class", sys.argv[1], "--counts", sys.argv[2], "--lang", "en"])
own = re.search(r"VmHWM:\\s*(\\d+)", open("/proc/self/status").read())[1]
print(max(int(own), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))"""


def make_class(folder: Path, learners: int) -> Path:
    """A folder with an answer file for each learner; all kinds of work."""
    content = Content.load("en")
    packages = [Workshop(content).example(name).package() for name in content.examples]
    folder.mkdir()
    for number in range(learners):
        package = packages[number % len(packages)]
        package["kvi"]["workshop"] = f"w{number}"
        (folder / f"Learner {number}.json").write_text(dump(package), "utf-8")
    return folder


@pytest.fixture(scope="module")
def places(tmp_path_factory):
    """Classes by size."""
    folder = tmp_path_factory.mktemp("classes")
    return {size: make_class(folder / str(size), size) for size in SIZES}


def seconds(read) -> float:
    """Median of three readings."""
    times = []
    for _ in range(3):
        start = perf_counter()
        read()
        times.append(perf_counter() - start)
    return median(times)


def test_reading_a_class_takes_some_times_as_long_as_its_json(places):
    orjson = pytest.importorskip("orjson")
    contents = [file.read_bytes() for file in places[FILES].iterdir()]
    bar = seconds(lambda: [orjson.loads(content) for content in contents])
    groups, content = by_learner(submissions(places[FILES])), Content.load("en")
    desk = Wanted(processes=1, keep=lambda _name, _rows: None)
    times = {
        "json.loads": seconds(lambda: [json.loads(one) for one in contents]),
        "rows of all tables": seconds(lambda: [read_answers(one) for one in contents]),
        "the desk: rows, steps, counts, questions": seconds(lambda: read_class(groups, content, desk)),
    }
    size = sum(map(len, contents)) / 1e6
    title = f"Reading {FILES:,} answer files of {size:.0f} MB in one process, as times of orjson.loads ({bar:.2f} s)"
    hold_to_goals(title, {name: (taken / bar, MOST_TIMES_ORJSON) for name, taken in times.items()}, "×")


def test_memory_hardly_grows_with_a_class(places, tmp_path):
    held = {}
    for size, place in places.items():
        start = perf_counter()
        run = subprocess.run(
            [sys.executable, "-c", COUNT, str(place), str(tmp_path / "c.json")],
            capture_output=True,
            text=True,
            check=True,
        )
        held[size] = int(run.stdout.split()[-1]) / 1024, perf_counter() - start
    rows = [(f"{size:,} files", f"{mb:.0f} MB", f"{took:.1f} s") for size, (mb, took) in held.items()]
    print_table("Counting a class (class PLACE --counts)", ("", "peak memory", "time"), rows)
    assert max(mb for mb, _ in held.values()) - held[SIZES[0]][0] < MOST_MB_MORE


def test_duckdb_and_dask_read_the_same_cells(places, tmp_path):
    duckdb, dask = pytest.importorskip("duckdb"), pytest.importorskip("dask.dataframe")
    place = places[SIZES[0]]
    assert main(["class", str(place), "--parquet", str(tmp_path), "-o", str(tmp_path / "c.html"), "--lang", "en"]) == 0
    desk, compared = open_class(place, Content.load("en")), 0
    for table in TABLES:
        file, ours = str(tmp_path / f"{table}.parquet"), desk.table(table).fillna("").astype(str)
        for theirs in (duckdb.read_parquet(file).df(), dask.read_parquet(file).compute()):
            assert list(theirs.columns) == list(ours.columns)
            assert theirs.fillna("").astype(str).to_numpy().tolist() == ours.to_numpy().tolist()
        compared += ours.size
    print(f"\n\nOf {len(by_learner(submissions(place))):,} learners {compared:,} cells: DuckDB and Dask read the same.")
