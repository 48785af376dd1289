"""The Bayesian bootstrap of an index."""

import numpy as np

from standoff.engines.drivers.index import pawn
from standoff.engines.drivers.resample import importance_band


def sample(n, seed):
    rng = np.random.default_rng(seed)
    x = rng.random(n)
    return x, x + rng.random(n), np.full(n, 1 / n)


def test_the_band_holds_the_index_and_narrows_with_more_draws():
    widths = []
    for n in (100, 3_000):
        x, y, weights = sample(n, 1)
        low, high = importance_band(x, y, weights, np.random.default_rng(0))
        assert low <= pawn(x, y, weights) <= high
        widths.append(high - low)
    assert widths[1] < widths[0] / 3


def test_the_band_is_as_wide_as_the_spread_over_fresh_draws():
    fresh = [pawn(*sample(400, seed)) for seed in range(60)]
    low, high = importance_band(*sample(400, 99), np.random.default_rng(0))
    spread = np.subtract(*np.quantile(fresh, [0.95, 0.05]))
    assert 0.5 < (high - low) / spread < 2


def test_the_weights_need_no_scale():
    x, y, weights = sample(200, 2)
    one = importance_band(x, y, weights, np.random.default_rng(0))
    two = importance_band(x, y, 7 * weights, np.random.default_rng(0))
    assert np.allclose(one, two, atol=1e-12)
