"""The made-up series: regenerated to the byte, marked as such, with the stories their table promises."""

import re
import subprocess
import sys

import pandas as pd
import pytest

from kvi_widgets import Content, ContentError, Workshop
from kvi_widgets.logic.series import put_to_test, start_and_end
from kvi_widgets.words.content import DATA, languages
from kvi_widgets.words.series_files import MADE_UP, SERIES, read_series

EXAMPLES = sorted(path.stem for path in (DATA / "examples" / "fr").glob("*.json"))
SIGNS = {"+": "+", "−": "-", "0": "0"}
GOOD = "week,kpi-1,kvi-1,made_up\n2025-01-06,1,2,yes\n2025-01-13,,2.5,yes\n"


def promised():
    """Rows of the table in README.md: (example, KPI, KVI, sign) and outcome."""
    found, example = {}, ""
    for line in (SERIES / "README.md").read_text("utf-8").splitlines():
        row = re.match(r"\| (?:`(\w+)\.csv` )?\| (\S+) → (\S+) \| (\S) \| (\w+) \|", line)
        if row:
            example = row[1] or example
            found[example, row[2], row[3], SIGNS[row[4]]] = row[5]
    return found


@pytest.fixture(params=EXAMPLES)
def example(request):
    return request.param


@pytest.fixture
def own(tmp_path, content, monkeypatch):
    """Write a class's own series and read it."""
    (tmp_path / "series").mkdir()
    monkeypatch.setattr(content, "folder", tmp_path)

    def read(text, name="ours"):
        (tmp_path / "series" / "ours.csv").write_text(text, "utf-8")
        return read_series(name, content)

    yield read
    monkeypatch.undo()


def test_the_generator_writes_exactly_the_files_that_are_there(tmp_path):
    subprocess.run([sys.executable, SERIES / "generate.py", tmp_path], check=True)
    written = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert written == {path.name: path.read_bytes() for path in SERIES.glob("*.csv")}
    assert sorted(written) == [f"{name}.csv" for name in EXAMPLES]


def test_every_row_says_that_it_is_made_up_in_all_languages(example, content):
    said = set(read_series(example, content)[MADE_UP])
    assert said == {"inventé / made up"}


def test_numbers_are_such_as_could_be_measured(example, content):
    series = read_series(example, content)
    units = Content.load("en").words("series")["units"][example]
    assert 26 <= len(series) <= 53
    assert list(series.columns.drop(MADE_UP)) == list(units)
    for name, unit in units.items():
        values = series[name].dropna()
        most = 100 if unit.startswith("%") else 20 if "out of 20" in unit else 1000
        assert values.between(0, most).all(), name
        assert values.nunique() > 5, name


@pytest.mark.parametrize("lang", languages())
def test_every_link_of_every_example_shows_what_its_table_promises(lang):
    content = Content.load(lang)
    found = {}
    for name in EXAMPLES:
        series = read_series(name, content)
        for link in Workshop(content).example(name).links.itertuples():
            result = put_to_test(series[link.kpi], series[link.kvi], link.polarity)
            found[name, link.kpi, link.kvi, link.polarity] = result.outcome
    assert found == promised()


def test_the_stories_that_the_lesson_tells_are_there(content):
    outcomes = promised()
    assert {sign for (*_, sign), outcome in outcomes.items() if outcome == "agrees"} == {"+", "-", "0"}
    assert {"nothing", "contradicts", "trend", "cannot"} <= set(outcomes.values())
    shop = read_series("shop", content)
    start, end = start_and_end(shop["kpi-1"])
    still, yet = start_and_end(shop["kvi-1"])
    assert end > 2 * start
    assert abs(yet - still) < 0.05 * still
    selfcare = read_series("selfcare", content)
    assert all(end > 1.3 * start for start, end in (start_and_end(selfcare[name]) for name in ("kpi-1", "kvi-1")))


def test_a_class_reads_its_own_series_before_those_of_the_kit(own):
    series = own(GOOD)
    assert series.index.tolist() == pd.to_datetime(["2025-01-06", "2025-01-13"]).tolist()
    assert series["kvi-1"].tolist() == [2, 2.5]
    assert series["kpi-1"].isna().tolist() == [False, True]


def test_a_file_that_a_spreadsheet_saved_reads_the_same(own):
    assert own("\ufeff" + GOOD.replace("\n", "\r\n") + ",,,\r\n").equals(own(GOOD))


def test_a_series_without_the_column_is_taken_for_a_real_one(own):
    assert MADE_UP not in own("week,kpi-1\n2025-01-06,1\n")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", ["week"]),
        ("month,kpi-1\n", ["week", "month, kpi-1"]),
        ("week,kpi-1\n06/13/2025,1\n", ["2", "week", "06/13/2025", "{some_week}"]),
        ("week,kpi-1\n06/01/25,1\n", ["2", "week", "06/01/25", "{some_week}"]),
        ("week,kpi-1\n2025-01-06,1\n2025-01-20,1\n", ["3", "week", "2025-01-20", "{some_week}"]),
        ("week,kpi-1\n2025-01-06,many\n", ["2", "kpi-1", '"many"', "{some_number}"]),
        ("week,kpi-1\n2025-01-06,inf\n", ["2", "kpi-1", '"inf"', "{some_number}"]),
        ("week,kpi-1\n2025-01-06,12,5\n", ["2", '"5"', "{some_number}"]),
    ],
)
def test_what_is_wrong_is_named_by_file_row_column_and_what_was_expected(own, content, text, parts):
    with pytest.raises(ContentError) as caught:
        own(text)
    for part in ["ours.csv", *parts]:
        assert part.format(**content.messages) in str(caught.value)


def test_what_a_french_spreadsheet_saves_reads_the_same(own, tmp_path, content):
    lines = ["week;kpi-1;made_up", "06/01/2025;27,1;inventé", "13.1.2025;1 030,5;inventé", "20/01/2025;;inventé"]
    (tmp_path / "series" / "excel.csv").write_bytes("\r\n".join(lines).encode("cp1252"))
    plain = "week,kpi-1,made_up\n2025-01-06,27.1,inventé\n2025-01-13,1030.5,inventé\n2025-01-20,,inventé\n"
    assert read_series("excel", content).equals(own(plain))


def test_a_series_that_is_not_there_is_named_with_those_that_are(own):
    with pytest.raises(ContentError, match=r"elsewhere.*ours"):
        own(GOOD, "elsewhere")
