"""Given-data sensitivity: what moves a scenario, from the draws that are there.

For an input x and an answer y over weighted draws:

* importance, the PAWN index (Pianosi and Wagener 2015): the draws are cut into bins of equal weight
  by x; in each bin the Kolmogorov-Smirnov distance between the distribution of y there and over all
  draws is taken; the index is their median;
* noise, the 95th percentile of the same index for inputs made of random numbers, which influence
  nothing;
* share, the correlation ratio: variance of the bins' means of y over the variance of y, less
  what bins of that size show by chance;
* low and high, the means of y in the lowest and the highest fifth of x, with the standard error of
  their difference; for a hypothesis, where it is false and where it is true.

No draw is solved again.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from standoff.encode.draws import Draw
from standoff.encode.problem import Problem
from standoff.engines.drivers.result import Driver, DriversResult

BINS = 8
END = 0.2
"""Share of the draws that counts as the low or the high end of an input."""

DUMMIES = 40
"""Inputs of random numbers from which the noise is judged."""

Floats = NDArray[np.float64]


def solve(
    problem: Problem, draws: Sequence[Draw], weights: Floats, answers: Floats, seed: int = 0
) -> DriversResult:
    """Find what moves each scenario.

    Parameters
    ----------
    problem : Problem
        The encoded crisis.
    draws : sequence of Draw
        Length D.
    weights : float64[D]
        Weight of each draw, summing to 1.
    answers : float64[D, S]
        Probability of each scenario in each draw.
    seed : int
        Of the random inputs from which the noise is judged.

    Returns
    -------
    DriversResult
        Empty where nothing is uncertain.
    """
    kept = weights > 0
    weights, answers = weights[kept] / weights[kept].sum(), answers[kept]
    values = np.array([draw.values for draw in draws])[kept]
    truth = np.array(
        [[draw.hypotheses[name] for name in problem.hypotheses] for draw in draws], dtype=float
    )[kept]
    rng = np.random.default_rng(seed)
    dummies = rng.random((len(weights), DUMMIES))
    found = {}
    for k, name in enumerate(problem.crisis.scenarios):
        y = answers[:, k]
        noise = float(np.quantile([pawn(dummies[:, j], y, weights) for j in range(DUMMIES)], 0.95))
        drivers = [
            *_numbers(problem, values, y, weights, noise),
            *_hypotheses(problem, truth, y, weights, noise),
        ]
        found[name] = tuple(sorted(drivers, key=lambda d: (not d.matters, -abs(d.swing))))
    return DriversResult(found, len(draws), float(1 / (weights**2).sum()))


def _numbers(
    problem: Problem, values: Floats, y: Floats, weights: Floats, noise: float
) -> list[Driver]:
    drivers = []
    for k, row in enumerate(problem.inputs.rows):
        x = values[:, k]
        prior = row.path[0] == "hypotheses"
        if prior or not row.uncertain or np.ptp(x) == 0:
            continue
        ends = _ends(x, weights)
        drivers.append(_driver(row.name, row.label, row.path, "number", x, y, weights, noise, ends))
    return drivers


def _hypotheses(
    problem: Problem, truth: Floats, y: Floats, weights: Floats, noise: float
) -> list[Driver]:
    drivers = []
    for k, name in enumerate(problem.hypotheses):
        x = truth[:, k]
        if np.ptp(x) == 0:
            continue
        claim = problem.crisis.hypotheses[name].claim
        ends = (x == 0, x == 1)
        path = ("hypotheses", name)
        drivers.append(_driver(name, claim, path, "hypothesis", x, y, weights, noise, ends))
    return drivers


def _driver(
    name: str,
    label: str,
    path: tuple[str | int, ...],
    kind: str,
    x: Floats,
    y: Floats,
    weights: Floats,
    noise: float,
    ends: tuple[NDArray[np.bool_], NDArray[np.bool_]],
) -> Driver:
    low, low_error = _mean(y[ends[0]], weights[ends[0]])
    high, high_error = _mean(y[ends[1]], weights[ends[1]])
    return Driver(
        input=name,
        label=label,
        path=path,
        kind="hypothesis" if kind == "hypothesis" else "number",
        importance=pawn(x, y, weights),
        noise=noise,
        share=correlation_ratio(x, y, weights),
        low=low,
        high=high,
        low_value=_mean(x[ends[0]], weights[ends[0]])[0],
        high_value=_mean(x[ends[1]], weights[ends[1]])[0],
        error=float(np.hypot(low_error, high_error)),
    )


def _mean(y: Floats, weights: Floats) -> tuple[float, float]:
    """Weighted mean and its standard error."""
    share = weights / weights.sum()
    mean = float(share @ y)
    effective = 1 / (share**2).sum()
    variance = float(share @ (y - mean) ** 2) / max(effective - 1, 1)
    return mean, float(np.sqrt(variance))


def _ends(x: Floats, weights: Floats) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Where x is in its lowest and its highest fifth by weight, bool[D] each."""
    order = np.argsort(x, kind="stable")
    below = np.empty(len(x))
    below[order] = np.cumsum(weights[order])
    low = below <= END
    high = below > 1 - END
    low[order[0]] = high[order[-1]] = True
    return low, high


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
