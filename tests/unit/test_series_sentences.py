"""The test of a link in words: every outcome has its sentences, and none of them claims a proof."""

import re

import pandas as pd
import pytest

from kvi_widgets import Content
from kvi_widgets.logic.series import PREDICTIONS, Correlation, Result, put_to_test
from kvi_widgets.logic.series_sentences import Pair, link_choices, pair_of, series_report, week_rows
from kvi_widgets.words.content import languages
from kvi_widgets.words.series_files import read_series

OUTCOMES = ("agrees", "contradicts", "nothing", "trend", "cannot")
UP, DOWN = Correlation(0.6, 0.4, 0.8, 51, 50), Correlation(-0.6, -0.8, -0.4, 51, 50)


@pytest.fixture(params=languages())
def words(request):
    return Content.load(request.param).words("series")


@pytest.fixture
def pair():
    weeks = pd.DataFrame(
        {"kpi": range(150, 202), "kvi": [0.5, 1.25] * 26}, pd.date_range("2025-01-06", periods=52, freq="7D")
    )
    names = {"kpi": "KPI 9", "kvi": "KVI 8"}
    return Pair(names, {"kpi": "Calls", "kvi": "Calm"}, {"kpi": "a week", "kvi": "days"}, weeks)


@pytest.mark.parametrize("outcome", OUTCOMES)
@pytest.mark.parametrize("polarity", ["+", "-", "0"])
@pytest.mark.parametrize("predicted", PREDICTIONS)
def test_every_outcome_is_told_whole_for_every_sign_and_bet(words, pair, outcome, polarity, predicted):
    report = series_report(Result(outcome, UP, DOWN), pair, polarity, predicted, words)
    lines = [report.verdict, report.prediction, *report.numbers, report.caution, report.question]
    assert all(line.strip() and not re.search(r"[{}]|nan", line) for line in lines)
    assert report.caution == words["numbers"]["caution"]
    assert report.question.endswith("?")


def test_no_verdict_and_no_question_speaks_of_a_proof(words):
    texts = [*words["verdicts"].values(), *words["moves"].values(), *words["prediction"].values()]
    assert not any(re.search(r"prouv|preuve|prove|proof", text) for text in texts)
    assert re.search(r"preuve|proof", words["numbers"]["caution"])


def test_the_verdict_tells_the_direction_that_decides(words, pair):
    same, opposite = (words["moves"][name].format(**pair.names) for name in ("same", "opposite"))
    assert same in series_report(Result("agrees", UP, DOWN), pair, "+", "yes", words).verdict
    assert opposite in series_report(Result("agrees", DOWN, UP), pair, "-", "yes", words).verdict
    assert opposite in series_report(Result("trend", UP, DOWN), pair, "+", "yes", words).verdict


def test_a_bet_is_told_back(words, pair):
    assert series_report(Result("agrees", UP, UP), pair, "+", "yes", words).prediction == words["prediction"]["right"]
    wrong = series_report(Result("agrees", UP, UP), pair, "+", "no", words).prediction
    assert words["predictions"]["no"] in wrong


def test_numbers_are_written_as_in_the_language_with_their_limits(pair):
    french, english = (Content.load(lang).words("series") for lang in ("fr", "en"))
    line = series_report(Result("agrees", DOWN, UP), pair, "-", "yes", french).numbers[2]
    assert all(number in line for number in ("−0,60", "−0,80", "−0,40"))
    assert "+0.80" in series_report(Result("agrees", DOWN, UP), pair, "-", "yes", english).numbers[3]
    assert "156" in series_report(Result("agrees", UP, UP), pair, "+", "yes", english).numbers[0]
    assert "0.9" in series_report(Result("agrees", UP, UP), pair, "+", "yes", english).numbers[0]


def test_rank_correlation_is_explained_before_its_first_number(words, pair):
    numbers = series_report(Result("agrees", UP, UP), pair, "+", "yes", words).numbers
    assert numbers[1] == words["numbers"]["scale"]
    assert "+0" not in "".join(numbers[:1])


def test_weeks_that_resemble_each_other_and_holes_get_a_word(words, pair):
    alike = Correlation(0.9, 0.2, 0.99, 50, 7.3)
    numbers = series_report(Result("trend", UP, alike), pair, "+", "yes", words).numbers
    assert words["numbers"]["worth"].format(pairs=50, worth=7) in numbers[3]
    assert numbers[4] == words["numbers"]["missing"].format(count=2)
    other = series_report(Result("agrees", UP, Correlation(0.9, 0.2, 0.99, 52, 51)), pair, "+", "yes", words).numbers
    assert len(other) == 4


def test_what_never_moves_is_told_as_such(words, pair):
    still = pair._replace(weeks=pair.weeks.assign(kvi=3.0))
    result = put_to_test(still.weeks["kpi"], still.weeks["kvi"], "+")
    assert series_report(result, still, "+", "unsure", words).numbers[-1] == words["numbers"]["none"]


def test_all_links_of_an_example_can_be_chosen_in_reading_order(finished):
    choices = link_choices(finished, read_series("shop", finished.content))
    assert [choice["id"] for choice in choices] == [f"{link.kpi} {link.kvi}" for link in finished.links.itertuples()]
    assert all(
        link.reason in choice["sentence"] for link, choice in zip(finished.links.itertuples(), choices, strict=True)
    )


def test_links_without_a_sign_or_a_series_are_not_offered(finished):
    series = read_series("shop", finished.content)
    links = finished.links.to_dict("records")
    finished.update("links", [{**links[0], "polarity": ""}, *links[1:]])
    assert len(link_choices(finished, series)) == len(links) - 1
    assert {choice["id"].split()[1] for choice in link_choices(finished, series.drop(columns="kvi-2"))} == {"kvi-1"}


def test_an_example_of_ones_own_without_units_says_so(finished):
    link = {"kpi": "kpi-1", "kvi": "kvi-1"}
    pair = pair_of(finished, read_series("shop", finished.content), link, "ours")
    assert set(pair.units.values()) == {finished.content.words("series")["units"]["none"]}


def test_the_table_has_every_week_and_nothing_where_nothing_was_measured(words, pair):
    weeks = pair.weeks.astype(float)
    weeks.iloc[3, 0] = float("nan")
    columns, rows = week_rows(pair._replace(weeks=weeks), words)
    assert len(columns) == 3
    assert len(rows) == 52
    assert rows[3][1] == ""
    assert rows[0][0].startswith("6 ")
    assert all(isinstance(cell, str) for row in rows for cell in row)
