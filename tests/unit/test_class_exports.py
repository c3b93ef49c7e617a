"""Tables of a class to take away: the same cells in CSV, Excel and Parquet; texts stay texts, names can go."""

import csv

import pandas as pd
import pytest

from kvi_widgets import Content, Workshop, open_class
from kvi_widgets.__main__ import main
from kvi_widgets.model.data_package import dump
from kvi_widgets.model.tables import TABLES
from kvi_widgets.pages import class_exports
from kvi_widgets.pages.class_tables import data_dictionary

from .test_class_reading import hand_in

HOSTILE = '=HYPERLINK("http://x","y")'


@pytest.fixture(scope="module")
def content():
    return Content.load("en")


@pytest.fixture(scope="module")
def place(tmp_path_factory, content):
    folder = hand_in(tmp_path_factory.mktemp("class"), content, 12)
    odd = Workshop(content)
    odd.update_all(
        {
            "strategy": [{"id": "strategy-1", "text": HOSTILE}],
            "kvi": [{"id": "kvi-1", "text": "1e5", "grade": "+A"}],
            "reviews": [{"id": "a-kvi-1-speaks-Zoé", "reviewer": "Zoé", "answer": "Yes"}],
        }
    )
    (folder / "Zz Top.json").write_text(dump(odd.package()), "utf-8")
    return folder


@pytest.fixture(scope="module")
def taken(place, tmp_path_factory):
    pytest.importorskip("xlsxwriter")
    pytest.importorskip("pyarrow")
    out = tmp_path_factory.mktemp("out")
    asked = ["--tables", out / "csv", "--excel", out / "all.xlsx", "--parquet", out / "parquet", "-o", out / "c.html"]
    assert main(["class", str(place), *map(str, asked), "--lang", "en"]) == 0
    return out


def cells(frame):
    return frame.fillna("").astype(str).to_numpy().tolist()


@pytest.mark.parametrize("table", TABLES)
def test_parquet_read_by_duckdb_and_by_dask_is_the_desk_cell_by_cell(taken, place, content, table):
    duckdb, dask = pytest.importorskip("duckdb"), pytest.importorskip("dask.dataframe")
    ours = open_class(place, content).table(table)
    file = str(taken / "parquet" / f"{table}.parquet")
    for theirs in (duckdb.read_parquet(file).df(), dask.read_parquet(file).compute()):
        assert list(theirs.columns) == list(ours.columns)
        assert cells(theirs) == cells(ours)


def test_duckdb_and_dask_count_signs_as_the_desk_counts_them(taken, place, content):
    duckdb, dask = pytest.importorskip("duckdb"), pytest.importorskip("dask.dataframe")
    file = str(taken / "parquet" / "links.parquet")
    ours = open_class(place, content).table("links")["polarity"].value_counts().to_dict()
    rows = duckdb.read_parquet(file).aggregate("polarity, count(*)").fetchall()
    assert dict(rows) == dask.read_parquet(file).groupby("polarity").size().compute().to_dict() == ours


@pytest.mark.parametrize("table", TABLES)
def test_the_workbook_holds_the_same_cells_as_texts(taken, place, content, table):
    openpyxl = pytest.importorskip("openpyxl")
    ours = open_class(place, content).table(table)
    sheet = openpyxl.load_workbook(taken / "all.xlsx")[table]
    rows = [list(row) for row in sheet.iter_rows(min_row=2)]
    assert [[str(cell.value or "") for cell in row] for row in rows] == cells(ours)
    assert {cell.data_type for row in rows for cell in row} <= {"s", "n"}
    assert {cell.data_type for row in rows for cell in row if cell.value == HOSTILE} <= {"s"}


def test_columns_have_titles_for_people_and_a_table_says_what_they_are(taken, content):
    with (taken / "csv" / "links.csv").open(encoding="utf-8-sig", newline="") as file:
        titles = next(csv.reader(file))
    assert titles == ["Learner", "KPI", "KVI", "Sign", "Strength", "Reason"]
    with (taken / "csv" / "columns.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [list(row.values()) for row in csv.DictReader(file)]
    assert ["The links", "links", "Sign", "polarity", "a choice: + · - · 0"] in rows
    assert [row[3] for row in rows if row[1] == "kvi"][-1] == "grade"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_column_of_the_kit_has_a_title_of_its_own(language):
    from kvi_widgets.model.tables import columns
    from kvi_widgets.pages.class_tables import column_titles

    content = Content.load(language)
    for table in TABLES:
        titles = column_titles(["learner", *columns(table), "received", "kept"], content)
        assert len({*titles}) == len(titles)
        assert not {*titles} & {"polarity", "text", "evidence", "gps", "takeaway"}


def test_without_text_what_people_wrote_is_gone_and_what_they_chose_stays(place, tmp_path):
    asked = ["--tables", str(tmp_path), "--pseudonyms", "--without-text", "-o", str(tmp_path / "c.html")]
    assert main(["class", str(place), *asked, "--lang", "en"]) == 0
    kvi = pd.read_csv(tmp_path / "kvi.csv", encoding="utf-8-sig", keep_default_na=False)
    assert {*kvi["Sentence"]} == {"[text]"}
    assert {"quantitative", "qualitative"} <= {*kvi["Number or story"]}
    text = "".join(file.read_text("utf-8-sig") for file in tmp_path.glob("*.csv"))
    assert not any(name in text for name in ("Zz Top", "Zoé", "HYPERLINK", "helpline"))


def test_files_are_put_in_place_when_all_are_there(tmp_path, content, monkeypatch):
    table = data_dictionary([], content)
    (tmp_path / "columns.csv").write_text("before", "utf-8")

    def breaks(*_):
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="space"):
        class_exports.write_folder([table], tmp_path, content, breaks)
    assert [file.name for file in tmp_path.iterdir()] == ["columns.csv"]


def test_who_lacks_a_library_is_told_its_name(place, tmp_path, monkeypatch, capsys):
    monkeypatch.setitem(__import__("sys").modules, "xlsxwriter", None)
    assert main(["class", str(place), "--excel", str(tmp_path / "a.xlsx"), "--lang", "en"]) == 1
    assert "pip install kvi-widgets[desk]" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_table_that_no_sheet_can_hold_goes_on_in_the_next(tmp_path, content, monkeypatch):
    openpyxl = pytest.importorskip("openpyxl")
    pytest.importorskip("xlsxwriter")
    monkeypatch.setattr(class_exports, "MOST_SHEET_ROWS", 3)
    table = data_dictionary([], content)._replace(rows=[[str(n)] for n in range(7)], columns=["a"], titles=["A"])
    class_exports.write_excel([table], tmp_path / "a.xlsx", content)
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert [sheet.max_row - 1 for sheet in book] == [3, 3, 1]
