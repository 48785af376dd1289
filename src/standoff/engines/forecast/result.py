"""What the forecast engine returns, with the names of the crisis restored."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from standoff.errors import UsageError, nearest
from standoff.tables import Tabular

Floats = NDArray[np.float64]

LEVELS = np.array([0.1, 0.5, 0.9])
"""Probabilities for which it is said by when a scenario has come about."""

BAND = (0.05, 0.95)
"""Quantiles over the draws that the band spans."""


@dataclass(frozen=True, slots=True)
class Others:
    """Equilibria besides the one that is reported, at the central values.

    Attributes
    ----------
    starts : int
        Starts tried.
    reached : int
        Starts from which an equilibrium was reached, the reported one or another.
    found : int
        Other equilibria, each different from the reported one and from one another.
    residual : float
        Largest residual of those, ``max |F(Q) - Q|`` in units of utility; 0 if there is none.
    apart : float
        Largest difference, over scenarios and other equilibria, of a scenario's probability.
    """

    starts: int
    reached: int
    found: int
    residual: float
    apart: float


@dataclass(frozen=True, slots=True)
class Solver:
    """How well the equations were solved.

    Attributes
    ----------
    residual : float
        Largest residual of any draw, ``max |F(Q) - Q|`` in units of utility.
    converged : bool
        Whether every draw came below the tolerance.
    truncation : float
        Bound on the error that truncating the Poisson sum makes in any probability.
    warnings : tuple of str
        What is not guaranteed in some draw, in plain words.
    guided : bool
        Whether some draw was solved beside what was known of a like crisis, solved before.
    others : Others or None
        Other equilibria at the central values; None where they were not looked for.
    """

    residual: float
    converged: bool
    truncation: float
    warnings: tuple[str, ...] = ()
    guided: bool = False
    others: Others | None = None


@dataclass(frozen=True, slots=True)
class Moments:
    """Months by which 10, 50 and 90 % of the ways to a scenario have led there."""

    early: float
    median: float
    late: float


@dataclass(frozen=True, slots=True)
class FirstPassage:
    """When a scenario comes about, over all that is not known.

    Attributes
    ----------
    early, median, late : float or None
        Months by which it has come about with probability 10, 50 and 90 %; None beyond the horizon.
    never : float
        Probability that it does not within the horizon.
    where_it_does : Moments or None
        The same where it comes about within the horizon; None where it cannot.
    """

    early: float | None
    median: float | None
    late: float | None
    never: float
    where_it_does: Moments | None


@dataclass(frozen=True, eq=False)
class ForecastResult(Tabular):
    """How likely each scenario is over time.

    It rests on the crisis as written: who decides, what they want, how they choose. The band spans
    what the file says is not known; it does not cover what the file leaves out.

    Attributes
    ----------
    scenarios, consequences : tuple of str
        In file order.
    months : float64[T]
        Times from 0 to the horizon.
    curves : float64[D, T, S]
        Probability of each scenario in each draw, judged with each time as horizon.
    consequence_by_draw : float64[D, C]
        Probability of each consequence within the horizon.
    weights : float64[D]
        Weight of each draw, summing to 1.
    occupancy : float64[N]
        Share of the horizon spent in each state, over all draws.
    quality : Solver
        Residual and errors, without other equilibria.
    seed : int or None
        None for a point forecast.
    method, version, crisis_hash : str
        How it was obtained.
    look : callable or None
        Looks for other equilibria; None where nobody should.
    """

    scenarios: tuple[str, ...]
    consequences: tuple[str, ...]
    months: Floats
    curves: Floats
    consequence_by_draw: Floats
    weights: Floats
    occupancy: Floats
    quality: Solver
    seed: int | None
    method: str
    version: str
    crisis_hash: str
    look: Callable[[], Others | None] | None = field(default=None, repr=False)

    @cached_property
    def solver(self) -> Solver:
        """Residual and errors; other equilibria are looked for when this is first asked."""
        found = None if self.look is None else self.look()
        return replace(self.quality, others=found)

    @property
    def by_draw(self) -> Floats:
        """Probability of each scenario within the horizon in each draw, float64[D, S]."""
        return self.curves[:, -1, :]

    @property
    def draws(self) -> int:
        """Number of draws D."""
        return len(self.weights)

    @property
    def effective(self) -> float:
        """Effective sample size after weighting by evidence (Kish)."""
        return float(1 / (self.weights**2).sum())

    @property
    def point(self) -> bool:
        """Whether central values were used, without a band."""
        return self.seed is None

    def probability(self, scenario: str) -> float:
        """Probability of a scenario within the horizon."""
        return float(self.weights @ self.by_draw[:, self._place(scenario)])

    def band(self, scenario: str) -> tuple[float, float] | None:
        """Low and high end of the band, None for a point forecast."""
        if self.point:
            return None
        return weighted_band(self.by_draw[:, self._place(scenario)], self.weights)

    def consequence(self, name: str) -> float:
        """Probability of a consequence within the horizon."""
        if name not in self.consequences:
            hint = nearest(name, list(self.consequences))
            raise UsageError(f"there is no consequence '{name}'{hint}")
        return float(self.weights @ self.consequence_by_draw[:, self.consequences.index(name)])

    def _place(self, scenario: str) -> int:
        if scenario not in self.scenarios:
            hint = nearest(scenario, list(self.scenarios))
            raise UsageError(f"there is no scenario '{scenario}'{hint}")
        return self.scenarios.index(scenario)

    def curve(self, scenario: str) -> list[dict[str, float | None]]:
        """Points of a scenario's curve: months, probability, low, high."""
        values = self.curves[:, :, self._place(scenario)]
        points: list[dict[str, float | None]] = []
        for t, months in enumerate(self.months):
            low, high = (None, None) if self.point else weighted_band(values[:, t], self.weights)
            mean = float(self.weights @ values[:, t])
            points.append({"months": float(months), "probability": mean, "low": low, "high": high})
        return points

    def first_passage(self, scenario: str) -> FirstPassage | None:
        """When a scenario comes about; None where it can also cease to hold."""
        mean = self.weights @ self.curves[:, :, self._place(scenario)]
        if (np.diff(mean) < -1e-9).any() or mean[0] > 1e-9:
            return None

        def when(level: float) -> float | None:
            return None if mean[-1] < level else float(np.interp(level, mean, self.months))

        where = None
        if mean[-1] > 0:
            where = Moments(*map(float, np.interp(LEVELS * mean[-1], mean, self.months)))
        early, median, late = map(when, LEVELS)
        return FirstPassage(early, median, late, float(1 - mean[-1]), where)

    def to_json(self) -> dict[str, Any]:
        """Plain data in the shape that ``standoff forecast --json`` prints."""
        return {
            "scenarios": {name: self._scenario_json(name) for name in self.scenarios},
            "consequences": {
                name: {"probability": self.consequence(name)} for name in self.consequences
            },
            "ensemble": {"draws": self.draws, "effective": self.effective, "seed": self.seed},
            "solver": asdict(self.solver),
            "method": self.method,
            "version": self.version,
            "crisis": self.crisis_hash,
        }

    def _scenario_json(self, name: str) -> dict[str, Any]:
        low, high = self.band(name) or (None, None)
        passage = self.first_passage(name)
        return {
            "probability": self.probability(name),
            "low": low,
            "high": high,
            "first_passage": None if passage is None else asdict(passage),
            "curve": self.curve(name),
        }

    def to_rows(self) -> list[dict[str, Any]]:
        """One row for each scenario and time: probability, low, high."""
        return [{"scenario": name} | point for name in self.scenarios for point in self.curve(name)]


@dataclass(frozen=True, slots=True)
class QueryResult:
    """How probable one time expression is; the band is None for a point forecast."""

    probability: float
    low: float | None
    high: float | None
    months: float
    solver: Solver

    def to_json(self) -> dict[str, Any]:
        """Plain data in the shape that ``standoff query --json`` prints."""
        return asdict(self)


def weighted_band(values: Floats, weights: Floats) -> tuple[float, float]:
    """Weighted quantiles `BAND` of some values.

    Parameters
    ----------
    values, weights : float64[D]

    Returns
    -------
    (float, float)
        The smallest values at which the weight of all up to them reaches the quantile.
    """
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(weights[order]) / weights.sum()
    low, high = (values[order[np.searchsorted(reached, q - 1e-12)]] for q in BAND)
    return float(low), float(high)
