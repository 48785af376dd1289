"""Which scenarios come about together with which events: the joint probabilities.

An *atom* says of every scenario whether it comes about. For each draw and event the table holds the
probability of every atom with the event and without it. Small crises are answered exactly, by
following ``atom and event`` along the jump process for every atom that can occur; larger ones by
simulated paths, on which all events and scenarios are read at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from standoff.engines.forecast.ensemble import Ensemble, Progress
from standoff.engines.forecast.propagate import Start
from standoff.engines.forecast.simulation import simulate
from standoff.errors import LimitReached
from standoff.language.tree import And, Expression, Not
from standoff.rng import child

Floats = NDArray[np.float64]
Truth = NDArray[np.bool_]

MOST_LANES = 3e6
"""States times expressions times draws up to which the answer is exact."""

MOST_TREES = 512
"""Expressions times draws up to which the answer is exact."""

PATHS = 65_536
"""Simulated paths over all draws together."""

ABSENT = 1e-12
"""Atoms less probable than this in every draw do not occur."""


@dataclass(frozen=True, eq=False)
class Joint:
    """Joint probabilities of scenarios and events.

    Attributes
    ----------
    table : float64[D, E, 2, A]
        Probability in each draw that each event is not (0) or is (1) seen and that each atom comes
        about; for each draw and event it sums to 1.
    atoms : bool[A, S]
        Whether each scenario comes about in each atom.
    paths : int
        Simulated paths a draw; 0 where the answer is exact.
    """

    table: Floats
    atoms: Truth
    paths: int


def coincide(
    ensemble: Ensemble,
    scenarios: Sequence[Expression],
    events: Sequence[Expression],
    months: float,
    *,
    starts: Sequence[Start] | None = None,
    paths: int | None = None,
    seed: int = 0,
    progress: Progress | None = None,
) -> Joint:
    """Find how probable each event is together with each combination of scenarios.

    Parameters
    ----------
    ensemble : Ensemble
        D draws.
    scenarios, events : sequence of Expression
        S and E time expressions.
    months : float
        Horizon.
    starts : sequence of int or float64[N], optional
        Where each draw begins, if that is known; else the ensemble finds out.
    paths : int, optional
        Simulated paths a draw; 0 asks for the exact answer; default exact where that is cheap.
    seed : int
        Of the paths.
    progress : callable, optional
        Told how many draws are done, of how many.

    Raises
    ------
    LimitReached
        If the exact answer is asked for and an expression must remember too much.
    """
    cheap = paths is None and _cheap(ensemble, len(scenarios), len(events))
    if cheap or paths == 0:
        try:
            return _exact(ensemble, scenarios, events, months, starts, progress)
        except LimitReached:
            if paths == 0:
                raise
    many = paths or max(1, -(-PATHS // len(ensemble.draws)))
    return _simulated(ensemble, scenarios, events, months, starts, many, seed, progress)


def _cheap(ensemble: Ensemble, scenarios: int, events: int) -> bool:
    trees: int = 2**scenarios * (1 + events) * len(ensemble.draws)
    return trees <= MOST_TREES and trees * ensemble.problem.space.states <= MOST_LANES


def _exact(
    ensemble: Ensemble,
    scenarios: Sequence[Expression],
    events: Sequence[Expression],
    months: float,
    starts: Sequence[Start] | None,
    progress: Progress | None,
) -> Joint:
    begin = None if starts is None else starts.__getitem__
    horizon = np.array([months])
    signs = np.array(list(product((False, True), repeat=len(scenarios))), dtype=np.bool_)
    signs = signs.reshape(2 ** len(scenarios), len(scenarios))
    trees = [_atom(row, scenarios) for row in signs]
    answers = ensemble.run(trees, horizon, begin, occupancy=False)
    alone = np.array([answer.followed.probability[-1] for answer in answers])
    kept: Truth = np.any(alone > ABSENT, axis=0)
    atoms, alone = signs[kept], alone[:, kept]
    trees = [tree for tree, wanted in zip(trees, kept.tolist(), strict=True) if wanted]
    both = [And((tree, event)) for event in events for tree in trees]
    answers = ensemble.run(both, horizon, begin, progress=progress, occupancy=False)
    shape = (len(alone), len(events), len(trees))
    seen = np.array([answer.followed.probability[-1] for answer in answers]).reshape(shape)
    seen = np.minimum(seen, alone[:, None, :])
    table = np.stack([alone[:, None, :] - seen, seen], axis=2)
    return Joint(table / alone.sum(axis=1)[:, None, None, None], atoms, 0)


def _atom(row: NDArray[Any], scenarios: Sequence[Expression]) -> Expression:
    parts = zip(row.tolist(), scenarios, strict=True)
    return And(tuple(tree if holds else Not(tree) for holds, tree in parts))


def _simulated(
    ensemble: Ensemble,
    scenarios: Sequence[Expression],
    events: Sequence[Expression],
    months: float,
    starts: Sequence[Start] | None,
    paths: int,
    seed: int,
    progress: Progress | None,
) -> Joint:
    problem, draws = ensemble.problem, ensemble.draws
    if starts is None:
        begun = ensemble.run((), np.array([1e-9]), occupancy=False)
        starts = [answer.start for answer in begun]
    place = 2 ** np.arange(len(scenarios), dtype=np.int64)
    codes = np.zeros((len(draws), paths), dtype=np.int64)
    seen = np.zeros((len(draws), len(events), paths), dtype=np.bool_)
    for d, draw in enumerate(draws):
        walked = simulate(
            problem,
            draw,
            ensemble.solution(d).q,
            paths=paths,
            months=months,
            seed=int(child(seed, "joint", d).generate_state(1)[0]),
            start=starts[d],
            threads=ensemble.jobs,
        )
        if scenarios:
            codes[d] = place @ np.stack([walked.holds(tree) for tree in scenarios])
        for e, tree in enumerate(events):
            seen[d, e] = walked.holds(tree)
        if progress is not None:
            progress(d + 1, len(draws))
    present, index = np.unique(codes, return_inverse=True)
    index = index.reshape(codes.shape)
    table = np.zeros((len(draws), len(events), 2, len(present)))
    for d in range(len(draws)):
        for e in range(len(events)):
            cell = seen[d, e] * len(present) + index[d]
            table[d, e] = np.bincount(cell, minlength=2 * len(present)).reshape(2, -1) / paths
    atoms = (present[:, None] & place[None, :]) > 0
    return Joint(table, np.asarray(atoms, dtype=np.bool_), paths)
