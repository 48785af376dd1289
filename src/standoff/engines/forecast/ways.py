"""Simulated paths on which a scenario comes about, gathered over the draws.

Every draw counts by its weight. In a draw of weight w, of whose n paths k are successful, each of
the m successful paths that are kept stands for ``w * k / n / m``. With them go as many paths of the
same draw without the scenario, looked at after the same times, so that the two can be compared.

Where there are too many draws to simulate, draw d is taken with probability ``q_d`` and its weight
divided by that. Half of q is the weights themselves; where the probability of each scenario in each
draw is known, the other half favours the draws in which scenarios come about, each scenario alike.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from standoff.encode.draws import Draw
from standoff.encode.problem import Problem
from standoff.engines.forecast.paths import Floats, Paths
from standoff.engines.forecast.simulation import simulate
from standoff.language.tree import Expression
from standoff.rng import child, generator

ENOUGH = 500
"""Successful paths of a scenario below which ten times as many are simulated."""

KEPT = 3_000
"""Successful paths of a scenario that are kept."""

Beginning = int | Floats


@dataclass(frozen=True, slots=True)
class Way:
    """A successful path until the scenario is settled, or to its end if it is from the beginning.

    Attributes
    ----------
    draw : int
        Place of the draw.
    weight : float
    settled : float
        Months.
    time, state, mover : float64[E], int32[E], int16[E]
        As in `standoff.engines.forecast.paths.Path`.
    """

    draw: int
    weight: float
    settled: float
    time: Floats
    state: NDArray[np.int32]
    mover: NDArray[np.int16]


@dataclass(frozen=True)
class Ways:
    """What the simulations say of one scenario.

    Attributes
    ----------
    paths, successes : int
        All simulated paths, and those on which it comes about.
    probability, error : float
        Weighted share of the successful ones, and its standard error.
    ways : tuple of Way
    others : tuple of (float, int)
        Weight of a path without the scenario, and the state it has come to.
    first : mapping of int to float
        Share of all paths on which each mover makes the first move.
    """

    paths: int
    successes: int
    probability: float
    error: float
    ways: tuple[Way, ...]
    others: tuple[tuple[float, int], ...]
    first: Mapping[int, float]


@dataclass
class _Cell:
    """One scenario in one draw, as simulations come in."""

    weight: float
    paths: int = 0
    successes: int = 0
    ways: list[tuple[float, Floats, NDArray[np.int32], NDArray[np.int16]]] = field(
        default_factory=list
    )
    others: list[int] = field(default_factory=list)
    first: dict[int, int] = field(default_factory=dict)


def gather(
    problem: Problem,
    draws: Sequence[Draw],
    chosen: Sequence[tuple[int, float, int]],
    values: Callable[[int], Floats],
    scenarios: Mapping[str, Expression],
    starts: Callable[[int], Beginning] | None,
    months: float,
    paths: int,
    seed: int,
) -> dict[str, Ways]:
    """Simulate the chosen draws and gather the ways to each scenario.

    Parameters
    ----------
    problem, draws, values, scenarios, starts, months, paths, seed
        As in `standoff.engines.forecast.storylines.tell`.
    chosen : sequence of (int, float, int)
        As `choose` gives them.
    """
    slots = sum(part for _, _, part in chosen)
    cells = {name: {place: _Cell(weight) for place, weight, _ in chosen} for name in scenarios}
    wanted = list(scenarios)
    for stage, count in enumerate((paths, 10 * paths)):
        for place, _, part in chosen if wanted else ():
            simulated = simulate(
                problem,
                draws[place],
                values(place),
                paths=-(-count * part // slots),
                months=months,
                seed=int(child(seed, "storylines", place, stage).generate_state(1)[0]),
                start=None if starts is None else starts(place),
            )
            for name in wanted:
                _add(cells[name][place], simulated, scenarios[name], KEPT // len(chosen))
        wanted = [n for n in wanted if sum(c.successes for c in cells[n].values()) < ENOUGH]
    return {name: _weigh(row) for name, row in cells.items()}


def choose(
    weights: Floats, most: int, seed: int, by_draw: Floats | None = None
) -> list[tuple[int, float, int]]:
    """Choose the draws to simulate.

    Parameters
    ----------
    weights : float64[D]
        Not negative.
    most : int
    seed : int
    by_draw : float64[D, S], optional
        Probability of each scenario in each draw.

    Returns
    -------
    list of (int, float, int)
        Place of the draw, its weight (they sum to 1), and its part of the paths. All draws of any
        weight if they are few enough, else a systematic sample (see the module's text).
    """
    weights = np.asarray(weights, dtype=np.float64) / np.sum(weights)
    positive = np.flatnonzero(weights)
    if len(positive) <= most:
        return [(int(d), float(weights[d]), 1) for d in positive]
    chance = weights.copy()
    if by_draw is not None:
        mass = weights[:, None] * by_draw
        mass = mass[:, mass.sum(axis=0) > 0]
        if mass.size:
            chance = (weights + (mass / mass.sum(axis=0)).mean(axis=1)) / 2
    ticks = (np.arange(most) + generator(seed, "storylines").random()) / most
    picked = np.searchsorted(np.cumsum(chance), ticks, side="right").clip(max=positive[-1])
    places, parts = np.unique(picked, return_counts=True)
    shares = weights[places] / chance[places] * parts
    shares /= shares.sum()
    return [
        (int(d), float(share), int(part))
        for d, share, part in zip(places, shares, parts, strict=True)
    ]


def simulated_chances(
    problem: Problem,
    draw: Draw,
    values: Floats,
    states: NDArray[np.int32],
    scenarios: Mapping[str, Expression],
    months: float,
    paths: int,
    seed: int,
) -> Floats:
    """Estimate how probable each scenario is from some states, what came before being forgotten.

    Parameters
    ----------
    problem, draw, values, scenarios, months
        As in `standoff.engines.forecast.storylines.tell`.
    states : int32[M]
        States of interest; one that is there more often begins more paths.
    paths : int
        Paths simulated.
    seed : int

    Returns
    -------
    float64[S, N]
        nan where no path began.
    """
    start = np.bincount(states, minlength=problem.space.states) / len(states)
    simulated = simulate(problem, draw, values, paths=paths, months=months, seed=seed, start=start)
    begin = simulated.at(0.0)
    count = np.bincount(begin, minlength=problem.space.states)
    true = [
        np.bincount(begin, simulated.holds(tree), problem.space.states)
        for tree in scenarios.values()
    ]
    return np.stack(true) / np.where(count > 0, count, np.nan)


def _add(cell: _Cell, paths: Paths, tree: Expression, most: int) -> None:
    settled = paths.settled(tree)
    true, false = np.flatnonzero(np.isfinite(settled)), np.flatnonzero(np.isinf(settled))
    cell.paths += len(paths)
    cell.successes += len(true)
    moved = paths.path_start[:-1][np.diff(paths.path_start) > 1] + 1
    for mover, count in zip(*np.unique(paths.mover[moved], return_counts=True), strict=True):
        cell.first[int(mover)] = cell.first.get(int(mover), 0) + int(count)
    kept = true[: most - len(cell.ways)]
    for p in kept:
        path, at = paths[int(p)], float(settled[p])
        end = np.searchsorted(path.time, at, side="right") if at > 0 else len(path.time)
        cell.ways.append((at, path.time[:end], path.state[:end], path.mover[:end]))
    times = np.resize(settled[kept], min(len(false), most)) if len(kept) else ()
    cell.others += [paths[int(p)].at(time) for p, time in zip(false, times, strict=False)]


def _weigh(cells: Mapping[int, _Cell]) -> Ways:
    ways: list[Way] = []
    others: list[tuple[float, int]] = []
    first: dict[int, float] = {}
    probability = variance = 0.0
    for place, cell in cells.items():
        share = cell.successes / cell.paths
        mass = cell.weight * share
        probability += mass
        variance += cell.weight**2 * share * (1 - share) / cell.paths
        ways += [Way(place, mass / len(cell.ways), *way) for way in cell.ways]
        others += [(mass / len(cell.others), state) for state in cell.others]
        for mover, count in cell.first.items():
            first[mover] = first.get(mover, 0.0) + cell.weight * count / cell.paths
    return Ways(
        paths=sum(cell.paths for cell in cells.values()),
        successes=sum(cell.successes for cell in cells.values()),
        probability=probability,
        error=sqrt(variance),
        ways=tuple(ways),
        others=tuple(others),
        first=first,
    )
