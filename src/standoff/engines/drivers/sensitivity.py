"""Given-data sensitivity: what moves a scenario, from the draws that are there.

For every uncertain number and every hypothesis x, and an answer y over weighted draws:

* importance, the PAWN index, with its sampling error (see `index` and `resample`);
* noise, the 95th percentile of the same index for inputs made of random numbers, which influence
  nothing;
* share, the correlation ratio;
* low and high, the means of y in the lowest and the highest fifth of x, with the standard error of
  their difference; for a hypothesis, where it is false and where it is true;
* interactions, the pairs of inputs whose effects do not add up (see `interactions`).

The range of a prior is not an input of its own: what it moves is the hypothesis, and the probability
of a scenario is linear in it. No draw is solved again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from standoff.encode.draws import Draw
from standoff.encode.problem import Problem
from standoff.engines.drivers.index import correlation_ratio, pawn, weighted_mean
from standoff.engines.drivers.interactions import find_interactions
from standoff.engines.drivers.resample import importance_band
from standoff.engines.drivers.result import Driver, DriversResult, Interaction
from standoff.errors import Path

END = 0.2
"""Share of the draws that counts as the low or the high end of an input."""

DUMMIES = 40
"""Inputs of random numbers from which the noise is judged."""

PAIRED = 10
"""Inputs of each scenario among which interactions are looked for."""

Floats = NDArray[np.float64]
Truth = NDArray[np.bool_]


@dataclass(frozen=True)
class Candidate:
    """An input with its value in each draw, and where it is low and high."""

    name: str
    label: str
    path: Path
    kind: Literal["number", "hypothesis"]
    x: Floats
    low: Truth
    high: Truth


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
    chosen = [draw for draw, wanted in zip(draws, kept, strict=True) if wanted]
    candidates = [*_numbers(problem, chosen, weights), *_hypotheses(problem, chosen)]
    rng = np.random.default_rng(seed)
    dummies = rng.random((len(weights), DUMMIES))
    found: dict[str, tuple[Driver, ...]] = {}
    together: dict[str, tuple[Interaction, ...]] = {}
    for k, name in enumerate(problem.crisis.scenarios):
        y = answers[:, k]
        noise = float(np.quantile([pawn(dummies[:, j], y, weights) for j in range(DUMMIES)], 0.95))
        measured = [(_driver(one, y, weights, noise), one) for one in candidates]
        measured.sort(key=lambda pair: (not pair[0].matters, -abs(pair[0].swing)))
        found[name] = tuple(_with_band(driver, one, y, weights, rng) for driver, one in measured)
        together[name] = _together(measured, y, weights)
    effective = float(1 / (weights**2).sum())
    return DriversResult(found, together, len(draws), effective)


def _numbers(problem: Problem, draws: Sequence[Draw], weights: Floats) -> Iterator[Candidate]:
    values = np.array([draw.values for draw in draws])
    for k, row in enumerate(problem.inputs.rows):
        x = values[:, k]
        prior = row.path[0] == "hypotheses"
        if prior or not row.uncertain or np.ptp(x) == 0:
            continue
        low, high = _ends(x, weights)
        yield Candidate(row.name, row.label, row.path, "number", x, low, high)


def _hypotheses(problem: Problem, draws: Sequence[Draw]) -> Iterator[Candidate]:
    for name in problem.hypotheses:
        x = np.array([draw.hypotheses[name] for draw in draws], dtype=np.float64)
        if np.ptp(x) == 0:
            continue
        claim = problem.crisis.hypotheses[name].claim
        yield Candidate(name, claim, ("hypotheses", name), "hypothesis", x, x == 0, x == 1)


def _driver(one: Candidate, y: Floats, weights: Floats, noise: float) -> Driver:
    low, low_error = weighted_mean(y[one.low], weights[one.low])
    high, high_error = weighted_mean(y[one.high], weights[one.high])
    return Driver(
        input=one.name,
        label=one.label,
        path=one.path,
        kind=one.kind,
        importance=pawn(one.x, y, weights),
        importance_low=None,
        importance_high=None,
        noise=noise,
        share=correlation_ratio(one.x, y, weights),
        low=low,
        high=high,
        low_value=weighted_mean(one.x[one.low], weights[one.low])[0],
        high_value=weighted_mean(one.x[one.high], weights[one.high])[0],
        error=float(np.hypot(low_error, high_error)),
    )


def _with_band(
    driver: Driver, one: Candidate, y: Floats, weights: Floats, rng: np.random.Generator
) -> Driver:
    """Add the sampling error of the index where the driver stands out; elsewhere it is noise."""
    if not driver.matters:
        return driver
    low, high = importance_band(one.x, y, weights, rng)
    return replace(driver, importance_low=low, importance_high=high)


def _together(
    measured: Sequence[tuple[Driver, Candidate]], y: Floats, weights: Floats
) -> tuple[Interaction, ...]:
    """Look for interactions among the most important inputs and the hypotheses."""
    ranked = sorted(measured, key=lambda pair: -pair[0].importance)
    first = [one for _, one in ranked[:PAIRED]]
    first += [one for _, one in ranked[PAIRED:] if one.kind == "hypothesis"]
    columns = np.array([one.x for one in first[: 2 * PAIRED]]).T
    return find_interactions([one.name for one in first[: 2 * PAIRED]], columns, y, weights)


def _ends(x: Floats, weights: Floats) -> tuple[Truth, Truth]:
    """Where x is in its lowest and its highest fifth by weight, bool[D] each."""
    order = np.argsort(x, kind="stable")
    below = np.empty(len(x))
    below[order] = np.cumsum(weights[order])
    low = below <= END
    high = below > 1 - END
    low[order[0]] = high[order[-1]] = True
    return low, high
