import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standoff.report.charts.axes import (
    Axis,
    probability_axis,
    probability_ticks,
    tick_text,
    ticks,
    time_ticks,
)


@given(st.floats(0, 1))
def test_a_probability_axis_reaches_its_data_and_never_beyond_certainty(highest: float) -> None:
    rules, top = probability_axis(highest)
    assert highest <= top <= 1.0 + 1e-12
    assert rules[0] == 0
    assert rules[-1] <= top + 1e-12
    assert 2 <= len(rules) <= 6


def test_small_probabilities_are_not_blown_up() -> None:
    assert probability_ticks(0.0001)[-1] >= 0.05


@given(st.floats(1e-3, 1e6), st.integers(2, 8))
def test_ticks_cover_and_are_even(high: float, parts: int) -> None:
    found = ticks(high, parts)
    assert found[0] == 0
    assert found[-1] >= high * (1 - 1e-6)
    gaps = [b - a for a, b in itertools.pairwise(found)]
    assert max(gaps) - min(gaps) < 1e-6 * max(gaps)


def test_axis_maps_linearly_and_stops_at_its_ends() -> None:
    axis = Axis(0, 10, 100, 200)
    assert axis(5) == 150
    assert axis(-3) == 100
    assert axis(99) == 200


@pytest.mark.parametrize(("low", "high"), [(0, 12), (0, 36), (0, 1.5), (0, 600), (-3, 9)])
def test_time_ticks_lie_inside(low: float, high: float) -> None:
    found = time_ticks(dt.date(2031, 3, 14), low, high, 480)
    assert 2 <= len(found) <= 9
    assert all(low - 1e-9 <= tick.months <= high + 1e-6 for tick in found)


def test_the_present_is_called_now() -> None:
    found = time_ticks(dt.date(2031, 3, 14), 0, 12, 480)
    assert (found[0].elapsed, found[0].date) == ("now", "Mar 2031")
    assert (found[-1].elapsed, found[-1].date) == ("12", "Mar 2032")


def test_tick_text() -> None:
    assert tick_text(0.25, "probability") == "25%"
    assert tick_text(2.5, "months") == "2.5"
