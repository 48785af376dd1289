"""What to watch for: how much each thing that may be seen would tell of the scenarios.

For each draw there is the joint probability of being seen and of every atom, that is of every
combination of scenarios that can come about. A hypothesis is true or false in a draw; an option or
chance event is seen when it changes within the time watched; an indicator is seen with the
probabilities of `indicator`, given what it is a sign of. The draws are averaged by their weights, so
that what is not known counts as it does in the forecast, and the information is read off the table.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from standoff.crisis.check_indicators import of_hypotheses
from standoff.encode.draws import Draw
from standoff.encode.problem import Problem
from standoff.engines.watch.event import Event, Kind, events
from standoff.engines.watch.indicator import belief, seen
from standoff.engines.watch.information import (
    mutual_information,
    sampling_bias,
    sampling_error,
)
from standoff.engines.watch.result import Sign, WatchResult
from standoff.errors import Path
from standoff.language.tree import Constant, Expression, Temporal
from standoff.rng import generator

Floats = NDArray[np.float64]
Truth = NDArray[np.bool_]
Measure = Callable[[Sequence[Expression]], tuple[Floats, Truth, int]]
"""From E events to float64[D, E, 2, A], the atoms bool[A, S] and the paths a draw (0: exact)."""

REPEATS = 64
"""Reweightings of the draws from which bias and standard error are taken."""

ALWAYS: Expression = Temporal("ever", Constant(True))


class _Row(NamedTuple):
    """One sign with its table, float64[D, 2, A]."""

    name: str
    kind: Kind
    path: Path
    table: Floats


def solve(
    problem: Problem,
    draws: Sequence[Draw],
    weights: Floats,
    beliefs: Mapping[str, float],
    within: float,
    measure: Measure,
    *,
    exact_draws: bool,
    seed: int = 0,
) -> WatchResult:
    """Rank what may be seen by what it would tell.

    Parameters
    ----------
    problem : Problem
    draws : sequence of Draw
        Length D.
    weights : float64[D]
        Weight of each draw given the evidence, summing to 1.
    beliefs : mapping of str to float
        Probability of each hypothesis given the evidence.
    within : float
        Months that are watched.
    measure : callable
        Joint probabilities of events and scenarios; see `Measure`.
    exact_draws : bool
        Whether the draws are every combination of the hypotheses rather than a sample.
    seed : int

    Returns
    -------
    WatchResult
    """
    happen = events(problem, within)
    signs = problem.crisis.indicators
    ahead = {name: sign for name, sign in signs.items() if not of_hypotheses(sign)}
    trees = [*(event.tree for event in happen), *(sign.if_.tree for sign in ahead.values()), ALWAYS]
    table, atoms, paths = measure(trees)
    base = table[:, -1].sum(axis=1)
    rows = [
        *_hypotheses(problem, draws, base, beliefs),
        *_events(happen, table),
        *_indicators(problem, draws, base, table[:, len(happen) :], beliefs, within),
    ]
    reach = paths / float((weights**2).sum()) if paths else np.inf
    stacked = np.stack([row.table for row in rows]) if rows else np.zeros((0, *table[:, 0].shape))
    measured = zip(rows, *_bits(stacked, weights, reach, exact_draws, seed), strict=True)
    scenarios = tuple(problem.crisis.scenarios)
    found = [
        _sign(row, np.tensordot(weights, row.table, 1), atoms, scenarios, float(bits), float(error))
        for row, bits, error in measured
    ]
    baseline = weights @ base @ atoms
    return WatchResult(
        signs=tuple(sorted(found, key=lambda sign: -sign.bits)),
        within=within,
        months=problem.crisis.horizon.centre,
        baseline=dict(zip(scenarios, map(float, baseline), strict=True)),
        draws=len(draws),
        effective=float(1 / (weights**2).sum()),
        paths=paths,
        seed=seed,
    )


def _hypotheses(
    problem: Problem, draws: Sequence[Draw], base: Floats, beliefs: Mapping[str, float]
) -> list[_Row]:
    rows = []
    for name in problem.crisis.hypotheses:
        true = np.array([float(d.hypotheses.get(name, beliefs[name])) for d in draws])
        rows.append(_Row(name, "hypothesis", ("hypotheses", name), _split(base, true)))
    return rows


def _split(base: Floats, share: Floats) -> Floats:
    """Split the atoms of each draw into not seen and seen, float64[D, 2, A]."""
    return np.stack([(1 - share)[:, None] * base, share[:, None] * base], axis=1)


def _events(happen: Sequence[Event], table: Floats) -> list[_Row]:
    return [_Row(e.name, e.kind, e.path, table[:, k]) for k, e in enumerate(happen)]


def _indicators(
    problem: Problem,
    draws: Sequence[Draw],
    base: Floats,
    ahead: Floats,
    beliefs: Mapping[str, float],
    within: float,
) -> list[_Row]:
    rows, place = [], 0
    for name, sign in problem.crisis.indicators.items():
        if_not, if_so = seen(sign, within)
        if of_hypotheses(sign):
            so = belief(problem, draws, sign.if_.tree, beliefs)
            table = _split(base, so * if_so + (1 - so) * if_not)
        else:
            told = if_not * ahead[:, place, 0] + if_so * ahead[:, place, 1]
            table = np.stack([ahead[:, place].sum(axis=1) - told, told], axis=1)
            place += 1
        rows.append(_Row(name, "indicator", ("indicators", name), table))
    return rows


def _bits(
    stacked: Floats, weights: Floats, reach: float, exact_draws: bool, seed: int
) -> tuple[Floats, Floats]:
    """Information of each sign less what chance shows, and its standard error, float64[K] each.

    With sampled draws both come from the Bayesian bootstrap over the draws; else from what is
    known of sampled paths.
    """
    tables = np.einsum("d,kdxa->kxa", weights, stacked)
    plain = mutual_information(tables)
    if exact_draws:
        bias = np.array([sampling_bias(table, reach) for table in tables])
        error = np.array([sampling_error(table, reach) for table in tables])
    else:
        drawn = weights * generator(seed, "watch").exponential(size=(REPEATS, len(weights)))
        drawn /= drawn.sum(axis=1, keepdims=True)
        again = mutual_information(np.einsum("rd,kdxa->rkxa", drawn, stacked, optimize=True))
        bias, error = again.mean(axis=0) - plain, again.std(axis=0, ddof=1)
    return np.maximum(plain - bias, 0.0), error


def _sign(
    row: _Row,
    joint: Floats,
    atoms: Truth,
    scenarios: tuple[str, ...],
    bits: float,
    error: float,
) -> Sign:
    alone = np.stack([joint @ ~atoms, joint @ atoms], axis=2)
    each = mutual_information(alone.transpose(1, 0, 2))
    seen_not, seen_so = joint.sum(axis=1)

    def given(part: Floats, mass: float) -> dict[str, float] | None:
        if mass <= 0:
            return None
        return dict(zip(scenarios, map(float, part @ atoms / mass), strict=True))

    return Sign(
        name=row.name,
        kind=row.kind,
        path=row.path,
        bits=bits,
        error=error,
        scenarios=dict(zip(scenarios, map(float, each), strict=True)),
        probability=float(seen_so),
        if_seen=given(joint[1], seen_so),
        if_not=given(joint[0], seen_not),
    )
