import datetime as dt
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standoff.report import words
from standoff.settings import MONTH_DAYS


@pytest.mark.parametrize(
    ("p", "text"),
    [
        (0.0, "0%"),
        (1e-8, "<1%"),
        (1e-12, "0%"),
        (0.0049, "<1%"),
        (0.005, "<1%"),
        (0.0051, "1%"),
        (0.38, "38%"),
        (0.995, ">99%"),
        (1 - 1e-8, ">99%"),
        (1 - 1e-12, "100%"),
        (1.0, "100%"),
        (math.nan, "not known"),
        (None, "not known"),
    ],
)
def test_percent_never_rounds_to_a_certainty(p: float | None, text: str) -> None:
    assert words.percent(p) == text


@given(st.floats(0, 1))
def test_percent_says_0_and_100_only_of_certainties(p: float) -> None:
    shown = words.percent(p)
    assert (shown == "0%") == (p <= words.CERTAIN)
    assert (shown == "100%") == (p >= 1 - words.CERTAIN)


def test_a_band_that_says_no_more_than_the_number_is_left_out() -> None:
    assert words.band_beside(0.0, 0.0, 0.0) == ""
    assert words.band_beside(0.3, 0.3, 0.4) == "30–40%"


@pytest.mark.parametrize(
    ("p", "text"),
    [
        (0.38, "about 38%"),
        (0.001, "less than 1%"),
        (0.999, "more than 99%"),
        (0.0, "0%"),
        (math.nan, "not known"),
    ],
)
def test_about(p: float, text: str) -> None:
    assert words.about(p) == text


@pytest.mark.parametrize(
    ("low", "high", "spoken", "text"),
    [
        (0.22, 0.55, False, "22–55%"),
        (0.22, 0.55, True, "22 to 55%"),
        (0.001, 0.12, False, "<1 to 12%"),
        (0.58, 0.999, False, "58 to >99%"),
        (0.001, 0.999, False, "<1 to >99%"),
        (0.0, 1.0, False, "0–100%"),
        (0.3, 0.301, False, "30%"),
        (None, 0.5, False, ""),
        (0.1, math.nan, False, ""),
    ],
)
def test_band(low: float | None, high: float | None, spoken: bool, text: str) -> None:
    assert words.band(low, high, spoken=spoken) == text


@pytest.mark.parametrize(
    ("p", "text"),
    [
        (0.0, "never"),
        (1e-12, "never"),
        (1.0, "always"),
        (1 - 1e-12, "always"),
        (0.125, "1 in 8"),
        (0.5, "1 in 2"),
        (0.62, "3 in 5"),
        (0.66, "2 in 3"),
        (0.05, "1 in 20"),
        (0.95, "19 in 20"),
        (0.875, "7 in 8"),
        (0.00001, "less than 1 in 1,000"),
        (0.99999, "more than 999 in 1,000"),
    ],
)
def test_odds(p: float, text: str) -> None:
    assert words.odds(p) == text


@given(st.floats(0.001, 0.999))
def test_odds_lie_near_the_probability(p: float) -> None:
    over, under = words.odds(p).replace(",", "").split(" in ")
    said = int(over) / int(under)
    assert abs(said - p) < 0.08
    assert 0.6 < said / p < 1.6 or said > 0.3


@pytest.mark.parametrize(
    ("change", "text", "short"),
    [
        (0.04, "+4 points", "+4"),
        (-0.01, "−1 point", "−1"),
        (0.0, "no change", "0"),
        (0.002, "+<1 point", "+<1"),
        (None, "not known", "not known"),
    ],
)
def test_points(change: float | None, text: str, short: str) -> None:
    assert words.points(change) == text
    assert words.points(change, short=True) == short


@pytest.mark.parametrize(
    ("ratio", "text"), [(3, "×3"), (1 / 1.5, "÷1.5"), (1, "×1"), (12.3, "×12"), (0, "×0")]
)
def test_factor(ratio: float, text: str) -> None:
    assert words.factor(ratio) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1234567, "1,234,567"),
        (-3, "−3"),
        (0.12345, "0.123"),
        (1.5, "1.5"),
        (12.0, "12"),
        (2.13e-9, "2.1e−9"),
        (math.inf, "∞"),
        (math.nan, "not known"),
    ],
)
def test_number(value: float, text: str) -> None:
    assert words.number(value) == text


@pytest.mark.parametrize(
    ("duration", "text"),
    [
        (12, "12 months"),
        (1, "1 month"),
        (4.5, "4.5 months"),
        (0.4, "12 days"),
        (30, "30 months"),
        (29.9, "2.5 years"),
        (24, "24 months"),
        (math.inf, "never"),
        (None, "not known"),
    ],
)
def test_months(duration: float | None, text: str) -> None:
    assert words.months(duration) == text


@pytest.mark.parametrize(
    ("value", "low", "high", "text"),
    [
        (5.5, 1.3, 10.5, "1.3–10.5"),
        (1, 1, 2, "1–2"),
        (5.5, 0.2, 10.5, "6 days to 10.5 months"),
        (12, 4, 31.5, "4 months to 2.6 years"),
    ],
)
def test_months_beside_others(value: float, low: float, high: float, text: str) -> None:
    assert words.months_beside(value, low, high) == text


def test_whole_months_are_counted_on_the_calendar() -> None:
    assert words.after(dt.date(2031, 3, 14), 12) == dt.date(2032, 3, 14)
    assert words.after(dt.date(2031, 1, 31), 1) == dt.date(2031, 2, 28)
    assert words.after(dt.date(2031, 3, 14), -3) == dt.date(2030, 12, 14)


@given(st.dates(dt.date(1950, 1, 1), dt.date(2100, 1, 1)), st.floats(0, 120))
def test_the_calendar_stays_close_to_the_mean_month(origin: dt.date, elapsed: float) -> None:
    exact = (words.after(origin, elapsed) - origin).days
    assert abs(exact - elapsed * MONTH_DAYS) <= 3.1


def test_dates() -> None:
    date = dt.date(2023, 1, 6)
    assert words.day(date) == "6 January 2023"
    assert words.short_day(date) == "6 Jan 2023"
    assert words.short_day(date, year=False) == "6 Jan"
    assert words.month(date) == "Jan 2023"


def test_lists() -> None:
    assert words.joined([]) == ""
    assert words.joined(["a"]) == "a"
    assert words.joined(["a", "b"], last="or") == "a or b"
    assert words.joined(["a", "b", "c"]) == "a, b and c"
    assert words.joined(["a, x", "b", "c"]) == "a, x; b; and c"
    assert words.counted(0, "draw") == "no draws"
    assert words.counted(1, "party", "parties") == "1 party"
    assert words.counted(1200, "party", "parties") == "1,200 parties"


def test_sentence() -> None:
    assert words.sentence("  it holds ") == "It holds."
    assert words.sentence("Does it?") == "Does it?"
    assert words.sentence("") == ""


@pytest.mark.parametrize(
    ("share", "cases", "text"),
    [(0.0, 256, "<1%"), (1.0, 256, ">99%"), (0.5, 256, "50%"), (0.0, 1, "<1%"), (0.25, 4, "25%")],
)
def test_a_counted_share_is_never_told_as_a_certainty(share: float, cases: int, text: str) -> None:
    assert words.percent(words.sampled(share, cases)) == text


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [
        ("as it is", 8, "as it is"),
        ("as it is, and more", 12, "as it is …"),
        ("undivided", 7, "undivi …"),
    ],
)
def test_clipped(text: str, limit: int, short: str) -> None:
    assert words.clipped(text, limit) == short
