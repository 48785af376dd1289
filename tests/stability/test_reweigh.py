"""Least changes of weights against a linear program for every choice of alternatives."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reference.inverse import least_reweighing

from standoff.engines.stability.requirements import Requirement
from standoff.engines.stability.reweigh import NOTHING, reweigh
from standoff.settings import TIE


@settings(deadline=None, max_examples=80)
@given(st.integers(0, 2**32 - 1), st.booleans())
def test_least_change(seed, offset):
    rng = np.random.default_rng(seed)
    n, k = int(rng.integers(2, 9)), int(rng.integers(1, 6))
    holds = rng.random((k, n)) < 0.5
    fixed = rng.normal(size=n) if offset else np.zeros(n)
    weights = rng.choice([0.0, 1.0, 2.0, 4.0, 8.0, 2.5], k)
    state = int(rng.integers(n))

    def alternative():
        return frozenset(rng.choice(n, int(rng.integers(1, 4))).tolist())

    needed = [
        Requirement(t, tuple(alternative() for _ in range(int(rng.integers(1, 4)))))
        for t in range(int(rng.integers(1, 5)))
    ]
    found = reweigh(needed, state, holds, fixed, weights, largest=80.0, seconds=20)
    expected = least_reweighing(needed, state, holds, fixed, weights, 80.0)
    if np.isinf(expected):
        assert (found.weights, found.cost, found.bound) == (None, np.inf, np.inf)
        return
    assert found.bound == pytest.approx(expected, abs=1e-5)
    assert expected - 1e-5 <= found.cost <= expected + NOTHING + 1e-5
    assert found.cost == pytest.approx(np.abs(found.weights - weights).sum())
    assert found.weights.min() >= 0
    utility = found.weights @ holds + fixed
    for need in needed:
        assert any(
            all(utility[v] <= utility[state] + TIE + (1e-5 if offset else 0) for v in a)
            for a in need.alternatives
        )


def test_a_clear_margin_where_it_costs_next_to_nothing():
    """To hold state 0 against 1, the second statement must weigh as much as the first."""
    holds = np.array([[False, True], [True, False]])
    needed = [Requirement(1, (frozenset([1]),))]
    found = reweigh(needed, 0, holds, np.zeros(2), np.array([4.0, 1.0]), largest=80.0, seconds=20)
    assert found.bound == pytest.approx(3.0)
    assert found.weights @ holds[:, 0] > found.weights @ holds[:, 1]


def test_a_tie_where_only_that_will_do():
    """The only statement speaks for the other state: it must not count at all."""
    holds = np.array([[False, True]])
    needed = [Requirement(1, (frozenset([1]),))]
    found = reweigh(needed, 0, holds, np.zeros(2), np.array([4.0]), largest=80.0, seconds=20)
    assert found.weights.tolist() == [0.0]
    assert found.cost == 4.0


def test_nothing_needed_costs_nothing():
    found = reweigh([], 0, np.ones((1, 1), bool), np.zeros(1), np.ones(1), largest=8, seconds=1)
    assert (found.weights.tolist(), found.cost, found.bound) == ([1.0], 0.0, 0.0)
