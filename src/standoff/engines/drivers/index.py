"""Given-data indices: what an input does to an answer, read off weighted draws.

* importance, the PAWN index (Pianosi and Wagener 2015): the draws are cut into bins of equal weight
  by x; in each bin the Kolmogorov-Smirnov distance between the distribution of y there and over all
  draws is taken; the index is their median;
* share, the correlation ratio: variance of the bins' means of y over the variance of y, less
  what bins of that size show by chance.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

BINS = 8


def weighted_mean(y: Floats, weights: Floats) -> tuple[float, float]:
    """Return the weighted mean of some values, and its standard error."""
    share = weights / weights.sum()
    mean = float(share @ y)
    effective = 1 / (share**2).sum()
    variance = float(share @ (y - mean) ** 2) / max(effective - 1, 1)
    return mean, float(np.sqrt(variance))


def bins(x: Floats, weights: Floats) -> NDArray[np.int64]:
    """Bin of each draw by x, int64[D]: one a value where there are few, else of equal weight."""
    distinct, index = np.unique(x, return_inverse=True)
    if len(distinct) <= BINS:
        return index.astype(np.int64)
    order = np.argsort(x, kind="stable")
    middle = np.empty(len(x))
    middle[order] = np.cumsum(weights[order]) - weights[order] / 2
    return np.minimum((middle * BINS).astype(np.int64), BINS - 1)


def pawn(x: Floats, y: Floats, weights: Floats) -> float:
    """PAWN index of an input.

    Parameters
    ----------
    x, y, weights : float64[D]

    Returns
    -------
    float
        Median over the bins of x of the Kolmogorov-Smirnov distance, in [0, 1].
    """
    order = np.argsort(y, kind="stable")
    last = np.append(np.diff(y[order]) > 0, True)
    sorted_weights = weights[order]
    overall = np.cumsum(sorted_weights)[last] / weights.sum()
    where = bins(x, weights)[order]
    distances = []
    for k in np.unique(where):
        inside = np.cumsum(np.where(where == k, sorted_weights, 0.0))
        if inside[-1] > 0:
            distances.append(float(np.abs(inside[last] / inside[-1] - overall).max()))
    return float(np.median(distances))


def correlation_ratio(x: Floats, y: Floats, weights: Floats) -> float:
    """Share of the variance of y that the bins of x explain, less what chance does; in [0, 1]."""
    total = _variance(y, weights)
    if total <= 0:
        return 0.0
    where = bins(x, weights)
    groups = np.unique(where)
    means = np.array([np.average(y[where == k], weights=weights[where == k]) for k in groups])
    mass = np.array([weights[where == k].sum() for k in groups])
    explained = _variance(means, mass / mass.sum()) / total
    effective = weights.sum() ** 2 / (weights**2).sum()
    by_chance = (len(groups) - 1) / max(effective - 1, 1)
    return float(np.clip((explained - by_chance) / max(1 - by_chance, 1e-12), 0, 1))


def _variance(y: Floats, weights: Floats) -> float:
    share = weights / weights.sum()
    return float(share @ (y - share @ y) ** 2)
