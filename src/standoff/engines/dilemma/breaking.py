"""When a break is more likely than not.

The curve of the probability that the break has come about is followed past the horizon, the model
unchanged; the time is where its mean over the draws crosses one half.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from standoff.encode.problem import Problem
from standoff.engines.dilemma.hostility import hostile_options, mutual
from standoff.errors import UsageError
from standoff.language.tree import And, Compare, Expression, Name, Or, Temporal

Floats = NDArray[np.float64]

REACH = 5
"""How many horizons are looked ahead."""

STEPS = 100
"""Times at which the curve is taken."""


@dataclass(frozen=True, eq=False)
class BreakResult:
    """How likely a break is over time.

    Attributes
    ----------
    about : str
        What is called a break: an expression, or the title of a scenario.
    months : float64[T]
        Times from 0 to `REACH` horizons.
    curve : float64[T]
        Probability that it has come about by then.
    horizon : float
        Months.
    median, low, high : float or None
        Month by which it is more likely than not, over all draws, and in the quickest and slowest
        draws (5 and 95 %); None where that is later than what was looked at.
    """

    about: str
    months: Floats
    curve: Floats
    horizon: float
    median: float | None
    low: float | None
    high: float | None

    @property
    def within_horizon(self) -> float:
        """Probability that it comes about within the horizon."""
        return float(np.interp(self.horizon, self.months, self.curve))

    def to_json(self) -> dict[str, Any]:
        """Return plain data, ready for `json.dumps`."""
        points = zip(self.months.tolist(), self.curve.tolist(), strict=True)
        return {
            "about": self.about,
            "more_likely_than_not": self.median,
            "low": self.low,
            "high": self.high,
            "within_horizon": self.within_horizon,
            "looked_ahead": float(self.months[-1]),
            "curve": [{"months": t, "probability": p} for t, p in points],
        }


def break_times(horizon: float) -> Floats:
    """Return the times at which the curve of a break is to be taken, float64[T], in months."""
    return np.linspace(0.0, REACH * horizon, STEPS + 1)


def default_break(problem: Problem) -> tuple[str, Expression]:
    """Return what counts as a break unless told otherwise, in words and as an expression.

    It is the first scenario marked as a worst case; where there is none, that two actors have
    options on against each other.

    Raises
    ------
    UsageError
        If no two actors have options against each other.
    """
    for scenario in problem.crisis.scenarios.values():
        if scenario.case == "worst":
            return scenario.title, scenario.when.tree
    options = hostile_options(problem)
    both: list[Expression] = []
    for a, b in mutual(options):
        sides = [
            _any([_on(problem, o.column) for o in options if o.owner == one and other in o.hurts])
            for one, other in ((a, b), (b, a))
        ]
        both.append(And(tuple(sides)))
    if not both:
        raise UsageError("no two actors have options against each other: say --break EXPR")
    return "Two sides act against each other", Temporal("ever", _any(both), None)


def _on(problem: Problem, column: int) -> Expression:
    """Return that an option is on, or above its lowest level."""
    variable = problem.space.variables[column]
    if variable.levels == ("off", "on"):
        return Name(variable.name)
    return Compare(variable.name, ">", variable.levels[0])


def _any(parts: Sequence[Expression]) -> Expression:
    return parts[0] if len(parts) == 1 else Or(tuple(parts))


def time_to_break(
    about: str, months: Floats, curves: Floats, weights: Floats, horizon: float, *, point: bool
) -> BreakResult:
    """Find when a break is more likely than not.

    Parameters
    ----------
    about : str
        What is called a break.
    months : float64[T]
    curves : float64[D, T]
        Probability in each draw that it has come about.
    weights : float64[D]
        Weight of each draw.
    horizon : float
        Months.
    point : bool
        Whether there are no draws to take a band over.
    """
    share = weights / weights.sum()
    curve = share @ curves
    low = high = None
    if not point:
        times = np.array([_crossing(months, row) for row in curves])
        order = np.argsort(times, kind="stable")
        reached = np.cumsum(share[order])
        ends = [times[order[np.searchsorted(reached, q - 1e-12)]] for q in (0.05, 0.95)]
        low, high = (float(t) if np.isfinite(t) else None for t in ends)
    middle = _crossing(months, curve)
    median = float(middle) if np.isfinite(middle) else None
    return BreakResult(about, months, curve, horizon, median, low, high)


def _crossing(months: Floats, curve: Floats) -> float:
    """Return where a curve first reaches one half, infinite if it does not."""
    above = np.flatnonzero(curve >= 0.5)
    if not len(above):
        return float(np.inf)
    k = int(above[0])
    if k == 0:
        return float(months[0])
    rise = (0.5 - curve[k - 1]) / (curve[k] - curve[k - 1])
    return float(months[k - 1] + rise * (months[k] - months[k - 1]))
