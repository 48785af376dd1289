"""Words for days become intervals, reckoned from the day of publication, a Friday."""

import datetime as dt

import pytest

from standoff.draft.dates import RECENT_DAYS, dateline, when
from standoff.draft.locate import Span

DAY = dt.date(2023, 1, 6)


@pytest.mark.parametrize(
    ("words", "earliest", "latest"),
    [
        ("said on 2 January that", "2023-01-02", "2023-01-02"),
        ("said on 30 December that", "2022-12-30", "2022-12-30"),
        ("On March 3, 2021 it said", "2021-03-03", "2021-03-03"),
        ("said on 2022-12-30", "2022-12-30", "2022-12-30"),
        ("informed readers in mid-December", "2022-12-10", "2022-12-20"),
        ("struck in early August", "2022-08-01", "2022-08-10"),
        ("in late 2022 and late December", "2022-12-21", "2022-12-31"),
        ("in January it", "2023-01-01", "2023-01-06"),
        ("said on Monday", "2023-01-02", "2023-01-02"),
        ("said on Friday", "2023-01-06", "2023-01-06"),
        ("said yesterday", "2023-01-05", "2023-01-05"),
        ("said this week", "2022-12-31", "2023-01-06"),
        ("three days ago it", "2023-01-03", "2023-01-03"),
        ("two weeks ago it", "2022-12-20", "2022-12-26"),
        ("recently warned", "2022-12-07", "2023-01-06"),
    ],
)
def test_words_become_intervals(words, earliest, latest):
    found = when(words, Span(0, len(words)), DAY)
    assert found.said
    assert (found.earliest.isoformat(), found.latest.isoformat()) == (earliest, latest)


def test_no_word_means_lately_and_is_said_to_be_no_date():
    found = when("The army said no", Span(0, 16), DAY)
    assert not found.said
    assert (DAY - found.earliest).days == RECENT_DAYS
    assert found.latest == DAY


@pytest.mark.parametrize(
    "words", ["It may say so", "The 31 February talks", "on 3 May 2030 it will"]
)
def test_what_is_no_day_of_the_past_is_none(words):
    assert not when(words, Span(0, len(words)), DAY).said


def test_a_full_date_at_the_head_is_the_day_of_publication():
    assert dateline("ORL, 12 March 2024 (Wire) - The")[0] == dt.date(2024, 3, 12)
    assert dateline("2024-03-12\n\nThe")[0] == dt.date(2024, 3, 12)
    assert dateline("ORL, 12 March (Wire) - The") is None
