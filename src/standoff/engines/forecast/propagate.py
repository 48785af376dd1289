"""Probabilities of time expressions along the jump process, exact up to a stated truncation error.

Expressions over the whole time come apart into what must be avoided (`avoid`), a lane each; of all
others every live mode gets a lane. All lanes are carried forward together by uniformisation
(`standoff.kernels.uniformise`). What is measured after each power of the matrix
gives the probability at any time by Poisson weights, so a whole curve costs no more than its end.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import pdtr, pdtrc

from standoff.encode.problem import Problem
from standoff.engines.forecast.avoid import Apart, comes_apart, take_apart
from standoff.engines.forecast.lately import MOST_STATES
from standoff.engines.forecast.monitor import TRUE, Monitor, borders_of, build_monitor
from standoff.kernels.avoid import Tally, carry_apart
from standoff.kernels.jumps import chance_of, powers_for
from standoff.kernels.lanes import LANES, zero_rows
from standoff.kernels.uniformise import Process, Record, Watchers, carry_forward
from standoff.language.tree import Expression

Floats = NDArray[np.float64]
Places = NDArray[np.int64]
Start = int | Floats
"""A state, or the probability of each state, float64[N]."""

TRUNCATION = 1e-11
"""Poisson mass that is left out in each phase."""


_BYTES = np.arange(256, dtype=np.uint8)[:, None]
PASS_THROUGH = np.unpackbits(_BYTES, axis=1, bitorder="little").astype(np.float64)
"""Ones in the lanes of a byte's bits."""


@dataclass(frozen=True)
class Followed:
    """What following the process yields.

    Attributes
    ----------
    probability : float64[T, E]
        Probability of each expression at each time asked for.
    time : float64[N]
        Share of the horizon spent in each state; sums to 1.
    truncation : float
        Bound on the error of every probability that truncation makes.
    """

    probability: Floats
    time: Floats
    truncation: float


def follow(
    problem: Problem,
    process: Process,
    hypotheses: Mapping[str, bool],
    trees: Sequence[Expression],
    months: Floats,
    start: Start,
    *,
    occupancy: bool = True,
) -> Followed:
    """Follow the process from its beginning and measure expressions on the way.

    Parameters
    ----------
    problem : Problem
        The encoded crisis.
    process : Process
        What all actors do.
    hypotheses : mapping of str to bool
        Values in this draw.
    trees : sequence of Expression
        E time expressions.
    months : float64[T]
        Times, ascending, the last above 0; each expression is judged with that time as horizon.
    start : int or float64[N]
        State at time 0, or the probability of each state.
    occupancy : bool
        Whether the time spent in each state is wanted; without it that time is 0.

    Returns
    -------
    Followed
    """
    horizon = float(months[-1])
    asked = problem.derived.get(("asked", horizon), trees, {}, lambda: _sort(trees, horizon))
    distinct, apart, others = asked.distinct, asked.apart, asked.others
    mass = _spread(start, problem.space.states)
    time = np.zeros(len(mass))
    found, bound = np.zeros((len(months), len(distinct))), 0.0
    if apart or not others:
        sums = _sums(problem, apart, hypotheses, occupancy)
        columns, bound = _apart(process, sums, months, mass, time, occupancy)
        found[:, [distinct.index(tree) for tree in apart]] = columns
    if others:
        borders = borders_of(others, horizon)
        monitors = [
            build_monitor(tree, lambda e: problem.truth(e, hypotheses), hypotheses, borders)
            for tree in others
        ]
        plain = int(occupancy and not apart)
        columns = _watched_on(process, monitors, borders, months, mass, time, plain)
        found[:, [distinct.index(tree) for tree in others]] = columns
        bound = max(bound, TRUNCATION * (len(borders) - 1))
    return Followed(np.clip(found[:, asked.column], 0.0, 1.0), time / horizon, bound)


@dataclass(frozen=True)
class _Asked:
    """Expressions that differ, sorted by how they are answered.

    Attributes
    ----------
    distinct, apart, others : list of Expression
        All of them, those that come apart, those that do not.
    column : list of int
        Where each expression that was asked is among the distinct ones.
    """

    distinct: list[Expression]
    apart: list[Expression]
    others: list[Expression]
    column: list[int]


def _sort(trees: Sequence[Expression], horizon: float) -> _Asked:
    distinct = list(dict.fromkeys(trees))
    apart = [tree for tree in distinct if comes_apart(tree, horizon)]
    others = [tree for tree in distinct if not comes_apart(tree, horizon)]
    return _Asked(distinct, apart, others, [distinct.index(tree) for tree in trees])


def _sums(
    problem: Problem, trees: Sequence[Expression], hypotheses: Mapping[str, bool], free: bool
) -> Apart:
    """Take expressions apart; what that comes to is held where it is small."""

    def make() -> Apart:
        return take_apart(problem, trees, hypotheses, free=free)

    if problem.space.states > MOST_STATES:
        return make()
    return problem.derived.get(("apart", free), trees, hypotheses, make)


def _apart(
    process: Process, sums: Apart, months: Floats, mass: Floats, time: Floats, occupancy: bool
) -> tuple[Floats, float]:
    """Probabilities of expressions that are sums over lanes, float64[T, E], and their error."""
    count, states = sums.barred.shape
    panels = max(1, -(-count // LANES))
    jumps = process.rate * float(months[-1])
    steps = powers_for(jumps, TRUNCATION)
    X = zero_rows((panels, states, LANES))
    X[:] = mass[:, None]
    tally = Tally(
        open=sums.open,
        pass_through=PASS_THROUGH,
        spent=occupancy * pdtrc(np.arange(steps), jumps) / process.rate,
        lost=np.zeros((steps, panels * LANES)),
        held=sums.held.astype(np.uint8),
        holds=np.zeros((steps, len(sums.held))),
        time=time,
    )
    carry_apart(process, X, zero_rows(X.shape), tally)
    lost = tally.lost[:, :count]
    weighted = tally.holds @ sums.ends - (lost - lost[0]) @ sums.parts
    at = chance_of(np.arange(steps), process.rate * months[:, None])
    error = TRUNCATION * float(np.abs(sums.parts).sum(axis=0).max(initial=1.0))
    return sums.constant + (1.0 - lost[0]) @ sums.parts + at @ weighted, error


def _watched_on(
    process: Process,
    monitors: Sequence[Monitor],
    borders: Sequence[float],
    months: Floats,
    mass: Floats,
    time: Floats,
    plain: int,
) -> Floats:
    """Probabilities of expressions that need a memory, float64[T, E]."""
    states = len(mass)
    settled = np.zeros(len(monitors))
    probability = np.zeros((len(months), len(monitors)))
    X = _at_start(monitors, mass, settled, plain)
    for phase in range(len(borders) - 1):
        if phase:
            X = _over_border(monitors, phase, X, settled, plain)
        span = borders[phase + 1] - borders[phase]
        record = _record(process.rate, span, X, len(monitors), settled, time)
        record.spent[:] *= plain
        if phase == len(borders) - 2:
            record = record._replace(end=X[:0])
        watchers = _watchers(monitors, phase, states, plain)
        carry_forward(process, X, zero_rows(X.shape), watchers, record)
        first = phase == 0
        here = (months <= borders[phase + 1]) & ((months > borders[phase]) | first)
        elapsed = process.rate * np.maximum(months[here] - borders[phase], 0.0)
        powers = np.arange(len(record.last))
        probability[here] = chance_of(powers, elapsed[:, None]) @ record.measure
        X, settled = record.end, record.settled_end
    return probability


def _lanes(monitors: Sequence[Monitor], phase: int, plain: int) -> list[int]:
    """First lane of each monitor in a phase, after the plain distribution if it is followed."""
    sizes = [len(monitor.phases[phase].modes) for monitor in monitors]
    return [plain + sum(sizes[:e]) for e in range(len(sizes) + 1)]


def _panels(monitors: Sequence[Monitor], phase: int, states: int, plain: int) -> Floats:
    lanes = max(1, _lanes(monitors, phase, plain)[-1])
    return zero_rows((-(-lanes // LANES), states, LANES))


def _spread(start: Start, states: int) -> Floats:
    """Probability of each state at the start, float64[N]."""
    if isinstance(start, np.ndarray):
        return start
    mass = np.zeros(states)
    mass[start] = 1.0
    return mass


def _at_start(monitors: Sequence[Monitor], mass: Floats, settled: Floats, plain: int) -> Floats:
    X = _panels(monitors, 0, len(mass), plain)
    X[0, :, 0] = plain * mass
    for e, (monitor, first) in enumerate(zip(monitors, _lanes(monitors, 0, plain), strict=False)):
        target = monitor.carry(None, monitor.phases[0])[0, monitor.signature]
        settled[e] += float(mass[target == TRUE].sum())
        for t in range(len(monitor.phases[0].modes)):
            lane = first + t
            X[lane // LANES, :, lane % LANES] += np.where(target == t, mass, 0.0)
    return X


def _over_border(
    monitors: Sequence[Monitor], phase: int, before: Floats, settled: Floats, plain: int
) -> Floats:
    """Move all mass to the modes of the next phase."""
    states = before.shape[1]
    after = _panels(monitors, phase, states, plain)
    after[0, :, 0] = plain * before[0, :, 0]
    old, new = _lanes(monitors, phase - 1, plain), _lanes(monitors, phase, plain)
    for e, monitor in enumerate(monitors):
        table = monitor.carry(monitor.phases[phase - 1], monitor.phases[phase])
        for m in range(len(monitor.phases[phase - 1].modes)):
            lane = old[e] + m
            mass = before[lane // LANES, :, lane % LANES]
            target = table[m, monitor.signature]
            settled[e] += float(mass[target == TRUE].sum())
            for t in range(len(monitor.phases[phase].modes)):
                to = new[e] + t
                after[to // LANES, :, to % LANES] += np.where(target == t, mass, 0.0)
    return after


def _watchers(monitors: Sequence[Monitor], phase: int, states: int, plain: int) -> Watchers:
    found = [
        _watched(monitor, phase, first, states)
        for monitor, first in zip(monitors, _lanes(monitors, phase, plain), strict=False)
    ]
    turning, target, holding = zip(*found, strict=True) if found else ((), (), ())
    none = (np.zeros(0, dtype=np.int64),)
    return Watchers(
        turning=np.concatenate(none + turning),
        target=np.concatenate(none + target),
        turning_start=np.cumsum([0, *map(len, turning)]),
        holding=np.concatenate(none + holding),
        holding_start=np.cumsum([0, *map(len, holding)]),
    )


def _watched(
    monitor: Monitor, phase: int, first: int, states: int
) -> tuple[Places, Places, Places]:
    """Places where a monitor's mass turns, where to, and where its expression holds."""
    here = monitor.phases[phase]
    if not here.modes:
        none = np.zeros(0, dtype=np.int64)
        return none, none, none
    places = np.stack([_places(first + m, states) for m in range(len(here.modes))])
    turned = here.table[:, monitor.signature]
    moves = turned != np.arange(len(here.modes))[:, None]
    to = np.where(turned >= 0, places[np.maximum(turned, 0), np.arange(states)], turned)
    holds = here.value[:, monitor.signature] & ~moves
    return places[moves], to[moves], places[holds]


def _places(lane: int, states: int) -> Places:
    """Flat index of a lane in every state."""
    return (lane // LANES * states + np.arange(states)) * LANES + lane % LANES


def _record(
    rate: float, span: float, X: Floats, monitors: int, settled: Floats, time: Floats
) -> Record:
    """Make room for as many powers as the truncation error asks for."""
    jumps = rate * span
    powers = np.arange(powers_for(jumps, TRUNCATION))
    last = np.where(pdtr(powers, jumps) > 1e-16, chance_of(powers, jumps), 0.0)
    return Record(
        last=last / last.sum(),
        spent=pdtrc(powers, jumps) / rate,
        settled=settled,
        measure=np.zeros((len(powers), monitors)),
        end=zero_rows(X.shape),
        settled_end=np.zeros(monitors),
        time=time,
    )
