"""Interactions against a factorial design whose contrast is known, and against chance."""

import numpy as np
import pytest

from standoff.engines.drivers.interactions import find_interactions


def test_a_full_factorial_by_hand():
    x = np.array([[0, 0], [0, 1], [1, 0], [1, 1]] * 16, dtype=float)
    y = np.tile([0.1, 0.2, 0.3, 0.7], 16) + np.repeat(np.linspace(-0.001, 0.001, 16), 4)
    [pair] = find_interactions(["a", "b"], x, y, np.full(64, 1 / 64))
    assert pair.contrast == pytest.approx(0.7 - 0.3 - 0.2 + 0.1, abs=1e-12)


def test_effects_that_add_up_are_not_flagged():
    rng = np.random.default_rng(1)
    x = rng.random((512, 4))
    y = x @ [0.3, 0.2, -0.1, 0.0] + 0.01 * rng.random(512)
    assert find_interactions(list("abcd"), x, y, np.full(512, 1 / 512)) == ()


def test_chance_is_flagged_seldom():
    rng = np.random.default_rng(2)
    flagged = 0
    for _ in range(40):
        x, y = rng.random((256, 6)), rng.random(256)
        flagged += bool(find_interactions(list("abcdef"), x, y, np.full(256, 1 / 256)))
    assert flagged <= 6


def test_a_cell_that_is_too_thin_says_nothing():
    x = np.array([[0, 0]] * 30 + [[1, 0]] * 30 + [[0, 1]] * 30 + [[1, 1]] * 2, dtype=float)
    y = np.array([0.0] * 90 + [1.0] * 2)
    assert find_interactions(["a", "b"], x, y, np.full(92, 1 / 92)) == ()
