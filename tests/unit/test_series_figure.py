"""The picture of a test: two panels over the same weeks, never two scales on one."""

import json
import math

import plotly.graph_objects as go
import pytest

from kvi_widgets.logic.series import Correlation, Result, put_to_test
from kvi_widgets.logic.series_sentences import pair_of
from kvi_widgets.pictures.map_figure import THEMES
from kvi_widgets.pictures.series_figure import series_data
from kvi_widgets.words.series_files import read_series


@pytest.fixture
def words(content):
    return content.words("series")


@pytest.fixture
def pair(workshop):
    series = read_series("desk", workshop.content)
    return pair_of(workshop.example("desk"), series, {"kpi": "kpi-2", "kvi": "kvi-2"}, "desk")


@pytest.fixture
def result(pair):
    return put_to_test(pair.weeks["kpi"], pair.weeks["kvi"], "+")


@pytest.fixture
def picture(pair, result, words):
    return series_data(pair, result, words)


def trace(picture, name):
    return next(one for one in picture["data"] if one["name"] == name)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", [300, 640, 900, 1280])
def test_plotly_and_a_browser_accept_it(pair, result, words, width, theme):
    picture = series_data(pair, result, words, width, theme)
    assert len(go.Figure(picture).data) == 4
    assert json.loads(json.dumps(picture, allow_nan=False))


def test_kpi_above_kvi_on_the_same_weeks_and_each_with_a_scale_of_its_own(picture):
    kpi, kvi = trace(picture, "kpi"), trace(picture, "kvi")
    layout = picture["layout"]
    assert kpi["x"] == kvi["x"]
    assert (kpi["yaxis"], kvi["yaxis"]) == ("y", "y2")
    assert "xaxis" not in kpi | kvi  # one axis of weeks for both
    assert layout["yaxis"]["domain"][0] > layout["yaxis2"]["domain"][1]
    assert "overlaying" not in json.dumps(layout)


def test_both_scales_start_at_zero_and_hold_every_value(picture, pair):
    for axis, kind in (("yaxis", "kpi"), ("yaxis2", "kvi")):
        low, high = picture["layout"][axis]["range"]
        assert low == 0
        assert high > pair.weeks[kind].max()


def test_a_week_without_a_number_is_a_gap_in_the_line(picture, pair):
    holes = pair.weeks["kpi"].isna().tolist()
    assert sum(holes) == 2
    assert [value is None for value in trace(picture, "kpi")["y"]] == holes


def test_both_correlations_stand_with_their_limits_between_minus_one_and_one(picture, result):
    for name, found in (("changes", result.changes), ("levels", result.levels)):
        dot = trace(picture, name)
        reach = dot["error_x"]
        assert dot["x"] == [found.value]
        assert dot["x"][0] + reach["array"][0] == pytest.approx(found.high)
        assert dot["x"][0] - reach["arrayminus"][0] == pytest.approx(found.low)
    low, high = picture["layout"]["xaxis2"]["range"]
    assert low < -1 < 1 < high


def test_without_a_correlation_there_is_no_dot(pair, words):
    none = Correlation(math.nan, -1, 1, 0, 0)
    names = [one["name"] for one in series_data(pair, Result("cannot", none, none), words)["data"]]
    assert names == ["kpi", "kvi"]


def test_the_picture_says_that_its_data_are_made_up(picture, words):
    assert words["made_up"] in [label["text"] for label in picture["layout"]["annotations"]]


def test_months_are_named_in_the_language_and_fewer_where_it_is_narrow(pair, result, words):
    wide, narrow = (series_data(pair, result, words, width)["layout"]["xaxis"] for width in (900, 600))
    assert wide["ticktext"][1:3] == words["picture"]["months"][1:3]
    assert len(narrow["tickvals"]) == len(wide["tickvals"]) / 2


def test_texts_of_people_are_escaped(pair, result, words):
    bad = pair._replace(texts={"kpi": "<b>loud</b>", "kvi": "a & b"}, units={"kpi": "<i>", "kvi": "<u>"})
    shown = json.dumps(series_data(bad, result, words))
    assert not any(tag in shown for tag in ("<b>loud", "<i>", "<u>", "a & b"))
    assert "&lt;b&gt;loud&lt;/b&gt;" in shown


def test_what_is_always_zero_still_has_a_scale(pair, result, words):
    still = pair._replace(weeks=pair.weeks.assign(kvi=0.0))
    assert series_data(still, result, words)["layout"]["yaxis2"]["range"] == [0, 1]


def test_no_text_reaches_over_the_edge(pair, result, words):
    picture = series_data(pair._replace(texts={"kpi": "long " * 60, "kvi": "b"}), result, words, 600)
    title = next(one["text"] for one in picture["layout"]["annotations"] if "long" in one["text"])
    assert title.count("<br>") >= 3
    tops = [1 - picture["layout"][axis]["domain"][1] for axis in ("yaxis", "yaxis2", "yaxis3")]
    assert tops == sorted(tops)
