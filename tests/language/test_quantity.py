"""Numbers, ranges, normals, rates and lengths of time."""

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standoff.language.quantity import exact, parse_duration, parse_number, parse_rate

MONTH = 365.25 / 12


@pytest.mark.parametrize(
    ("written", "shape", "centre", "low", "high", "spread"),
    [
        (4, "exact", 4, 4, 4, 0),
        ("4", "exact", 4, 4, 4, 0),
        (".5", "exact", 0.5, 0.5, 0.5, 0),
        ("1e2", "exact", 100, 100, 100, 0),
        ("2..4", "uniform", 3, 2, 4, 0),
        ("2 .. 4", "uniform", 3, 2, 4, 0),
        ("0.25..0.75", "uniform", 0.5, 0.25, 0.75, 0),
        ("3..3", "exact", 3, 3, 3, 0),
        ("3 ± 1", "normal", 3, 0, 10, 1),
        ("3 +- 1", "normal", 3, 0, 10, 1),
        ("3 +/- 1", "normal", 3, 0, 10, 1),
        ("3 ± 0", "exact", 3, 3, 3, 0),
    ],
)
def test_numbers(written, shape, centre, low, high, spread):
    read = parse_number(written, "a thing", 0, 10 if shape == "normal" else math.inf)
    assert (read.shape, read.centre, read.low, read.high, read.spread) == (
        (shape, centre, low, high, spread)
    )
    assert read.text == str(written)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("much", "'much' is not a thing: write a number, a range `2..4` or `3 ± 1`"),
        ("", "'' is not a thing"),
        ("4..2", "the range 4..2 runs backwards; write 2..4"),
        ("3 ± -1", "the spread in 3 ± -1 is negative"),
        ("11", "11 is outside the valid range of a thing, 0 to 10"),
        ("-1..3", "outside the valid range"),
        ("12 ± 1", "outside the valid range"),
        ("1e999", "outside the valid range"),
        ("2..4..6", "is not a thing"),
        ("4 km", "is not a thing"),
        (True, "a thing should be a number"),
        (None, "a thing should be a number"),
        ([1], "a thing should be a number"),
        (math.nan, "is not a thing"),
        (math.inf, "is not a thing"),
    ],
)
def test_what_is_no_number(written, words):
    with pytest.raises(ValueError, match=re.escape(words)):
        parse_number(written, "a thing", 0, 10)


@pytest.mark.parametrize(
    ("written", "centre", "low", "high"),
    [
        ("1 per month", 1, 1, 1),
        ("1 a month", 1, 1, 1),
        ("2 per year", 2 / 12, 2 / 12, 2 / 12),
        ("1 per 8 months", 1 / 8, 1 / 8, 1 / 8),
        ("1 every 2 weeks", MONTH / 14, MONTH / 14, MONTH / 14),
        ("3 per day", 3 * MONTH, 3 * MONTH, 3 * MONTH),
        ("0.5..2 per year", 1.25 / 12, 0.5 / 12, 2 / 12),
        ("1 per 2..4 months", 0.375, 0.25, 0.5),
        ("0 per month", 0, 0, 0),
    ],
)
def test_rates_are_events_a_month(written, centre, low, high):
    read = parse_rate(written)
    assert (read.centre, read.low, read.high) == pytest.approx((centre, low, high))
    assert read.text == written


def test_a_normal_rate_keeps_its_shape_in_the_new_unit():
    read = parse_rate("12 ± 6 per year")
    assert (read.shape, read.centre, read.spread, read.low) == ("normal", 1, 0.5, 0)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("3", "'3' is not a rate: write for instance `1 per month` or `2 per year`"),
        ("often", "is not a rate"),
        ("1 per fortnight", "'fortnight' is no unit of time"),
        ("1 per monht", "'monht' is no unit of time; did you mean 'months'?"),
        ("-1 per month", "outside the valid range of a rate, 0 or more"),
        ("1 per 0 months", "outside the valid range of a length of time, above 0"),
        ("1..2 per 2..4 months", "put the range on one side of 'per' only"),
        ("1 per 3 ± 1 months", "put the range on one side of 'per' only"),
        (5, "is not a rate"),
        (True, "is not a rate"),
    ],
)
def test_what_is_no_rate(written, words):
    with pytest.raises(ValueError, match=re.escape(words)):
        parse_rate(written)


@pytest.mark.parametrize(
    ("written", "months"),
    [
        ("12 months", 12),
        ("1 month", 1),
        ("90 days", 90 / MONTH),
        ("2 weeks", 14 / MONTH),
        ("1.5 years", 18),
        ("6months", 6),
        ("3..5 Months", 4),
    ],
)
def test_lengths_of_time_are_in_months(written, months):
    assert parse_duration(written).centre == pytest.approx(months)
    assert parse_duration(written).text == written


@pytest.mark.parametrize(
    ("written", "words"),
    [
        (12, "'12' is not a length of time: write a number and a unit"),
        ("months", "is not a length of time"),
        ("12 parsecs", "'parsecs' is no unit of time; known: days, months, weeks, years"),
        ("0 months", "outside the valid range of a length of time, above 0"),
        ("-3 days", "outside the valid range"),
    ],
)
def test_what_is_no_length_of_time(written, words):
    with pytest.raises(ValueError, match=re.escape(words)):
        parse_duration(written)


@pytest.mark.parametrize(
    "read", [lambda text: parse_number(text, "a thing"), parse_rate, parse_duration]
)
@pytest.mark.parametrize(
    "text", ["1 per " * 20_000 + "!", "1" * 100_000 + "..", "1" * 100_000 + " x"]
)
def test_a_long_text_is_refused_before_it_is_searched(read, text):
    with pytest.raises(ValueError, match="is too long for a"):
        read(text)


def test_only_a_sure_positive_number_is_blurred():
    blurred = exact(4.0).blurred(0.25)
    assert (blurred.shape, blurred.centre, blurred.spread) == ("lognormal", 4, 0.25)
    assert exact(0.0).blurred(0.25).certain
    assert parse_number("2..4", "x").blurred(0.25).shape == "uniform"


@given(st.floats(1e-3, 1e3), st.floats(1e-3, 1e3))
def test_scaling_a_range_scales_its_ends_and_its_middle(end, factor):
    read = parse_number(f"{end!r}..{2 * end!r}", "x").scaled(factor)
    assert (read.low, read.centre, read.high) == pytest.approx(
        (end * factor, 1.5 * end * factor, 2 * end * factor)
    )
