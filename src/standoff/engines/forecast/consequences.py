"""Which consequences go with which scenario: P(consequence | scenario) within the horizon.

Both are true or false of a whole path, so paths are simulated in draws taken evenly by weight and
counted. A scenario that came about on fewer than `FEWEST` paths is too rare for the count to say
anything, and nothing is said.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from standoff.encode.draws import Draw
from standoff.encode.problem import Problem
from standoff.engines.forecast.simulation import simulate

Floats = NDArray[np.float64]

DRAWS = 24
PATHS = 1_500
"""Paths in each draw."""

FEWEST = 40


@dataclass(frozen=True)
class ConsequencesResult:
    """Consequences by scenario.

    Attributes
    ----------
    given : mapping of str to mapping of str to float or None
        Probability of each consequence where the scenario comes about; None where the scenario is
        too rare to say.
    severity : mapping of str to float or None
        Expected severity, summed over consequences, where the scenario comes about.
    paths : mapping of str to int
        Simulated paths on which the scenario came about.
    simulated : int
        All simulated paths.
    seed : int
    """

    given: Mapping[str, Mapping[str, float | None]]
    severity: Mapping[str, float | None]
    paths: Mapping[str, int]
    simulated: int
    seed: int

    def error(self, scenario: str, consequence: str) -> float | None:
        """Standard error of a probability, from the number of paths."""
        share = self.given[scenario][consequence]
        if share is None:
            return None
        return float(np.sqrt(max(share * (1 - share), 0.0) / self.paths[scenario]))

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "given": {name: dict(row) for name, row in self.given.items()},
            "expected_severity": dict(self.severity),
            "paths": dict(self.paths),
            "simulated": self.simulated,
            "seed": self.seed,
        }


def go_together(
    problem: Problem,
    draws: Sequence[Draw],
    weights: Floats,
    values: Callable[[int], Floats],
    seed: int = 0,
    threads: int = 1,
    starts: Callable[[int], int | Floats] | None = None,
) -> ConsequencesResult:
    """Count which consequences go with which scenario.

    Parameters
    ----------
    problem : Problem
    draws : sequence of Draw
        Length D.
    weights : float64[D]
        Weight of each draw, summing to 1.
    values : callable
        From the place of a draw to the values by which its actors choose, float64[A, N].
    seed : int
    threads : int
        Threads of the simulation; the answer does not depend on it.
    starts : callable, optional
        From the place of a draw to its beginning, a state or float64[N]; default `problem.start`.
    """
    crisis = problem.crisis
    scenarios = {name: scenario.when.tree for name, scenario in crisis.scenarios.items()}
    others = {name: consequence.when.tree for name, consequence in crisis.consequences.items()}
    came = np.zeros(len(scenarios), dtype=np.int64)
    both = np.zeros((len(scenarios), len(others)), dtype=np.int64)
    chosen = evenly(weights, DRAWS)
    for k, place in enumerate(chosen):
        paths = simulate(
            problem,
            draws[place],
            values(place),
            paths=PATHS,
            seed=seed + k,
            start=None if starts is None else starts(place),
            threads=threads,
        )
        first = np.array([paths.holds(tree) for tree in scenarios.values()])
        second = np.array([paths.holds(tree) for tree in others.values()])
        came += first.sum(axis=1)
        if others and scenarios:
            both += first.astype(np.int64) @ second.T.astype(np.int64)
    given: dict[str, dict[str, float | None]] = {}
    severity: dict[str, float | None] = {}
    for s, name in enumerate(scenarios):
        enough = bool(came[s] >= FEWEST)
        row = {c: float(both[s, k] / came[s]) if enough else None for k, c in enumerate(others)}
        given[name] = row
        severity[name] = (
            float(sum(crisis.consequences[c].severity * (share or 0.0) for c, share in row.items()))
            if enough
            else None
        )
    counts = dict(zip(scenarios, map(int, came), strict=True))
    return ConsequencesResult(given, severity, counts, PATHS * len(chosen), seed)


def evenly(weights: Floats, count: int) -> list[int]:
    """Choose draws so that each stands for the same weight (systematic resampling).

    Parameters
    ----------
    weights : float64[D]
        Summing to 1.
    count : int
        How many to choose; a draw of large weight may be chosen more than once.
    """
    places = (np.arange(count) + 0.5) / count
    found = np.searchsorted(np.cumsum(weights), places).clip(0, len(weights) - 1)
    return [int(d) for d in found]
