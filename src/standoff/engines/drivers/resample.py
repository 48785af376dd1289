"""How far an importance could be off, from the same draws: the Bayesian bootstrap.

Each draw's weight is multiplied by an exponential random number, again and again (Rubin 1981); the
spread of the index over these reweightings is its sampling error. No draw is solved again.
"""

import numpy as np
from numpy.typing import NDArray

from standoff.engines.drivers.index import pawn

Floats = NDArray[np.float64]

REPEATS = 100
LEVELS = (0.05, 0.95)
"""Quantiles over the repetitions that are given."""


def importance_band(
    x: Floats, y: Floats, weights: Floats, rng: np.random.Generator
) -> tuple[float, float]:
    """Return the 5 and 95 % quantile of the PAWN index over reweightings of the draws.

    Parameters
    ----------
    x, y, weights : float64[D]
        Input, answer and weight in each draw.
    rng : numpy.random.Generator

    Returns
    -------
    (float, float)
        In [0, 1]. A small index is biased upwards by the noise of few draws, and so is this band.
    """
    drawn = weights * rng.exponential(size=(REPEATS, len(weights)))
    found = [pawn(x, y, share) for share in drawn / drawn.sum(axis=1, keepdims=True)]
    low, high = np.quantile(found, LEVELS)
    return float(low), float(high)
