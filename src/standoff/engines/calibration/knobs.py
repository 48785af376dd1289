"""The global knobs: one factor on all tempos, one on all precisions, one on all efforts.

Every value stays within its own range, the 5 to 95 % range of what the file declares; a factor that
would carry a value past the end leaves it at the end.
"""

from collections.abc import Collection
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

from standoff.crisis.fields import MOST, TEMPO_SIGMA
from standoff.encode.inputs import Input, inverse_distribution
from standoff.encode.problem import Problem
from standoff.errors import UsageError, nearest

Floats = NDArray[np.float64]

KNOBS = ("tempo", "precision", "effort")

EFFORT_REACH = 2.0
"""A switching cost given as one number may be doubled or halved."""

QUANTILES = np.array([0.05, 0.95])

ONE_SIDED = 1.6448536269514722
"""Standard deviations from the median to the 95 % quantile of a normal distribution."""

SIGMA = {"tempo": TEMPO_SIGMA, "precision": TEMPO_SIGMA, "effort": log(EFFORT_REACH) / ONE_SIDED}
"""Sigma of the lognormal prior of each factor."""

NARROW = 1e-3
"""A factor whose range is narrower than this, in logs, is not worth fitting."""


@dataclass(frozen=True, eq=False)
class Knob:
    """One factor and the values that it turns.

    Attributes
    ----------
    name : str
        One of `KNOBS`.
    sigma : float
        Sigma of its lognormal prior, whose median is 1.
    rows : tuple of Input
        The values, all above 0.
    positions : int64[M]
        Their places among the inputs of the problem.
    centre, low, high : float64[M]
        Central value, and the range in which it stays.
    """

    name: str
    sigma: float
    rows: tuple[Input, ...]
    positions: NDArray[np.int64]
    centre: Floats
    low: Floats
    high: Floats

    @property
    def bounds(self) -> tuple[float, float]:
        """Least and greatest factor that still moves some value."""
        return float((self.low / self.centre).min()), float((self.high / self.centre).max())

    def turned(self, factor: float) -> Floats:
        """Values under a factor, float64[M], each within its range."""
        return np.clip(self.centre * factor, self.low, self.high)

    def penalty(self, factor: float) -> float:
        """Negative log density of the prior at a factor, less its least value."""
        return log(factor) ** 2 / (2 * self.sigma**2)


def knobs_of(problem: Problem, wanted: Collection[str] = KNOBS) -> tuple[Knob, ...]:
    """Find the knobs that have something to turn.

    Parameters
    ----------
    problem : Problem
        The encoded crisis.
    wanted : collection of str
        Of `KNOBS`.

    Returns
    -------
    tuple of Knob
        In the order of `KNOBS`; those with no value above 0 or no room to move are left out.

    Raises
    ------
    UsageError
        If a name is none of `KNOBS`.
    """
    for name in wanted:
        if name not in KNOBS:
            raise UsageError(f"there is no knob '{name}'{nearest(name, KNOBS)}")
    able = {actor for actor, record in problem.crisis.actors.items() if record.options}
    found = []
    for name in KNOBS:
        rows = [
            (k, row)
            for k, row in enumerate(problem.inputs.rows)
            if row.path[0] == "actors"
            and row.path[1] in able
            and row.path[-1] == name
            and row.quantity.centre > 0
        ]
        if name in wanted and rows:
            knob = _knob(name, rows)
            low, high = knob.bounds
            if log(high / low) > NARROW:
                found.append(knob)
    return tuple(found)


def _knob(name: str, rows: list[tuple[int, Input]]) -> Knob:
    ranges = np.array([_range(row) for _, row in rows])
    centre = np.array([row.quantity.centre for _, row in rows])
    low, high = np.minimum(ranges[:, 0], centre), np.maximum(ranges[:, 1], centre)
    positions = np.array([k for k, _ in rows], dtype=np.int64)
    return Knob(name, SIGMA[name], tuple(row for _, row in rows), positions, centre, low, high)


def _range(row: Input) -> tuple[float, float]:
    quantity = row.quantity
    if quantity.certain:
        return quantity.centre / EFFORT_REACH, min(MOST, quantity.centre * EFFORT_REACH)
    low, high = inverse_distribution(quantity, QUANTILES)
    return float(low), min(MOST, float(high))
