"""The indices against their definitions and against cases whose answer is known."""

import numpy as np
import pytest

from standoff.engines.drivers.index import bins, correlation_ratio, pawn


@pytest.fixture
def rng():
    return np.random.default_rng(3)


def equal(n):
    return np.full(n, 1 / n)


def test_correlation_ratio_of_a_sum_is_the_share_of_each_part(rng):
    x = rng.random((20_000, 2))
    y = 3 * x[:, 0] + x[:, 1]
    weights = equal(len(y))
    assert correlation_ratio(x[:, 0], y, weights) == pytest.approx(0.9, abs=0.03)
    assert correlation_ratio(x[:, 1], y, weights) == pytest.approx(0.1, abs=0.03)


def test_an_input_without_influence_explains_nothing(rng):
    shares = [correlation_ratio(rng.random(400), rng.random(400), equal(400)) for _ in range(50)]
    assert np.mean(shares) < 0.02


def test_pawn_against_its_definition(rng):
    x, y = rng.random(300), rng.random(300)
    weights = rng.random(300)
    weights /= weights.sum()
    where = bins(x, weights)
    distances = []
    for k in np.unique(where):
        inside = where == k
        gaps = [
            abs(
                weights[inside & (y <= level)].sum() / weights[inside].sum()
                - weights[y <= level].sum()
            )
            for level in y
        ]
        distances.append(max(gaps))
    assert pawn(x, y, weights) == pytest.approx(np.median(distances), abs=1e-12)


def test_a_weight_is_as_good_as_copies(rng):
    x, y = rng.integers(0, 3, 60).astype(float), rng.random(60)
    copies = rng.integers(1, 4, 60)
    weighted = pawn(x, y, copies / copies.sum())
    repeated = pawn(np.repeat(x, copies), np.repeat(y, copies), equal(copies.sum()))
    assert weighted == pytest.approx(repeated, abs=1e-12)
