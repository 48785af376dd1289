"""When a break is more likely than not."""

import numpy as np
import pytest

from standoff.engines.dilemma import break_times, time_to_break
from standoff.errors import UsageError
from standoff.files.read import read_text
from standoff.workbench import Analysis, Run, load, query

FEUD = """
standoff: 1
title: A feud
horizon: 6 months
actors:
  a: {name: A, options: {hit: {against: [b]}, posture: {levels: [low, high], against: [b]}}}
  b: {name: B, options: {hit: {against: [a]}}}
"""
WORST = """
scenarios:
  calm: {title: Calm, case: best, when: never(a.hit)}
  war: {title: War, case: worst, when: ever(a.hit and b.hit)}
"""
POINT = Run(point=True)


def test_the_worst_case_is_the_break():
    analysis = Analysis(read_text(FEUD + WORST), POINT)
    found = analysis.breaking()
    assert found.about == "War"
    assert found.within_horizon == pytest.approx(analysis.forecast.probability("war"), abs=2e-3)
    assert found.to_json() == analysis.breaking("war").to_json()


def test_else_two_sides_against_each_other():
    crisis = read_text(FEUD)
    found = Analysis(crisis, POINT).breaking()
    told = "ever((a.hit or a.posture > low) and b.hit)"
    exact = query(crisis, told, "12 months", run=POINT).probability
    assert np.interp(12.0, found.months, found.curve) == pytest.approx(exact, abs=1e-9)
    # The time itself, from outside: by then it is even odds.
    then = query(crisis, told, f"{found.median:.6f} months", run=POINT).probability
    assert then == pytest.approx(0.5, abs=5e-3)


def test_nothing_to_break_needs_an_expression():
    chicken = Analysis(load("cases/chicken"), POINT)
    with pytest.raises(UsageError, match="--break"):
        chicken.breaking()
    assert chicken.breaking("ever(row.swerve)").median is not None


def test_quick_and_slow_draws():
    months = break_times(2.0)
    curves = np.array([np.minimum(1, months / 2), np.minimum(1, months / 8), 0 * months])
    found = time_to_break("x", months, curves, np.array([1.0, 1, 2]), 2.0, point=False)
    assert found.low == pytest.approx(1.0)
    assert found.high is None
    assert found.curve == pytest.approx(curves.T @ [0.25, 0.25, 0.5])
    assert found.median == pytest.approx(8.0)
    rare = time_to_break("x", months, 0.4 * curves[:1], np.ones(1), 2.0, point=True)
    assert rare.median is None
    assert rare.low is None
    already = time_to_break("x", months, np.ones((1, len(months))), np.ones(1), 2.0, point=True)
    assert already.median == 0
