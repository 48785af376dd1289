"""Which inputs matter more together than each alone.

Two inputs x and z are cut in halves of equal weight (a hypothesis: false and true). With ``m_ij`` the
mean answer where x is on side i and z on side j, the contrast

    c = m_11 - m_10 - m_01 + m_00

is how much more x does where z is high than where it is low; it is 0 for effects that add up. It is
flagged when it is larger than two points and than what chance shows once in 20 times among all pairs
that were looked at (Bonferroni). The same contrast is the interaction of a 2 x 2 factorial design.
"""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from standoff.engines.drivers.index import weighted_mean
from standoff.engines.drivers.result import Interaction

Floats = NDArray[np.float64]

LEAST = 0.02
"""Contrast in probability below which nobody would care."""

FEWEST = 8.0
"""Effective draws that each of the four cells needs."""


def find_interactions(
    names: Sequence[str], columns: Floats, y: Floats, weights: Floats
) -> tuple[Interaction, ...]:
    """Find the pairs of inputs whose effects do not add up.

    Parameters
    ----------
    names : sequence of str
        K inputs to look at.
    columns : float64[D, K]
        Their values.
    y, weights : float64[D]
        Answer and weight in each draw.

    Returns
    -------
    tuple of Interaction
        Those that stand out of the noise, largest first.
    """
    pairs = list(combinations(range(len(names)), 2))
    if not pairs:
        return ()
    upper = [_upper_half(columns[:, k], weights) for k in range(len(names))]
    threshold = float(ndtri(1 - 0.025 / len(pairs)))
    found = []
    for i, j in pairs:
        contrast = _contrast(upper[i], upper[j], y, weights)
        if contrast is None:
            continue
        value, error = contrast
        if abs(value) > max(LEAST, threshold * error):
            found.append(Interaction(names[i], names[j], value, error))
    return tuple(sorted(found, key=lambda pair: -abs(pair.contrast)))


def _upper_half(x: Floats, weights: Floats) -> NDArray[np.bool_]:
    """Where x is above its weighted median; for two values, where it is the larger one."""
    if len(np.unique(x)) == 2:
        return np.asarray(x == x.max())
    order = np.argsort(x, kind="stable")
    below = np.empty(len(x))
    below[order] = np.cumsum(weights[order]) - weights[order] / 2
    return np.asarray(below > weights.sum() / 2)


def _contrast(
    first: NDArray[np.bool_], second: NDArray[np.bool_], y: Floats, weights: Floats
) -> tuple[float, float] | None:
    """Contrast and its standard error; None where a cell is too thin to say anything."""
    value, variance = 0.0, 0.0
    for side, other, sign in ((1, 1, 1), (1, 0, -1), (0, 1, -1), (0, 0, 1)):
        cell = (first == side) & (second == other)
        inside = weights[cell]
        if inside.sum() == 0 or inside.sum() ** 2 / (inside**2).sum() < FEWEST:
            return None
        mean, error = weighted_mean(y[cell], inside)
        value += sign * mean
        variance += error**2
    return value, float(np.sqrt(variance))
