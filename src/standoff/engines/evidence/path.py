"""How likely the observed moves are in one draw, exactly, and where they leave it.

Between dated changes the distribution over states is carried forward by uniformisation; mass that enters
a state where a watched variable differs is lost, so that such moves count in the outflow and not in
the inflow. At a dated change the distribution is multiplied by the rates of the moves that make it. The
mass that survives is the likelihood (a density, per month, for each dated move); what is left, made to
sum to 1, is where the forecast starts. Of several moves on one day every order counts the same: the
likelihood is the mean over the orders.
"""

from dataclasses import dataclass
from math import factorial

import numpy as np
from numpy.typing import NDArray
from scipy.stats import poisson

from standoff.encode.draws import Draw
from standoff.engines.evidence.observed import Leg, Track
from standoff.kernels.choice import Rules
from standoff.kernels.lanes import LANES
from standoff.kernels.layout import Moves
from standoff.kernels.uniformise import Record, Watchers, advance, carry_forward, fastest_leaving

Floats = NDArray[np.float64]

LOST = -2
"""Where mass goes that enters a state in which a watched variable differs."""

JUMPS = 10.0
"""Expected jumps after which mass is brought back to 1: what survives them is not too small."""

TRUNCATION = 1e-16
"""Poisson mass that is left out in each stretch of so many jumps."""


def walk(track: Track, moves: Moves, rules: Rules, cube: Floats) -> tuple[int | Floats, Floats]:
    """Hold one draw against the record.

    Parameters
    ----------
    track : Track
        The record, L legs.
    moves : Moves
    rules : Rules
        What all actors do.
    cube : float64[M]
        Scratch of `standoff.kernels.policy.spread`.

    Returns
    -------
    start : int or float64[N]
        The state at the end, or the probability of each.
    log_likelihood : float64[L]
        Of each leg given those before; minus infinity from the first that cannot be.
    """
    problem = track.problem
    rate = max(float(fastest_leaving(rules)), 1e-9)
    X = np.zeros((1, problem.space.states, LANES))
    X[0, problem.status_quo, 0] = 1.0
    logs = np.full(len(track.legs), -np.inf)
    for k, (leg, masks) in enumerate(zip(track.legs, track.masks, strict=True)):
        X, held = _hold(moves, rules, rate, X, cube, masks[0], leg.months)
        if held == -np.inf:
            return problem.start, logs
        X, changed = _change(moves, rules, rate, X, cube, masks, leg)
        if changed == -np.inf:
            return problem.start, logs
        logs[k] = held + changed
    mass = np.ascontiguousarray(X[0, :, 0])
    support = np.flatnonzero(mass)
    return (int(support[0]) if len(support) == 1 else mass), logs


def _hold(
    moves: Moves,
    rules: Rules,
    rate: float,
    X: Floats,
    cube: Floats,
    mask: NDArray[np.bool_],
    months: float,
) -> tuple[Floats, float]:
    """Let so many months pass without a watched change; return the log of what survives."""
    gone = np.flatnonzero(~mask) * LANES
    none = np.empty(0, dtype=np.int64)
    watchers = Watchers(
        turning=gone,
        target=np.full(len(gone), LOST),
        turning_start=np.array([0, len(gone)]),
        holding=none,
        holding_start=np.zeros(2, dtype=np.int64),
    )
    stretches = int(np.ceil(rate * months / JUMPS))
    log = 0.0
    for _ in range(stretches):
        record = _record(rate * months / stretches, X.shape)
        carry_forward(moves, rules, rate, X, np.empty_like(X), cube, watchers, record)
        X, log = _rescaled(record.end, log)
        if log == -np.inf:
            break
    return X, log


def _record(jumps: float, shape: tuple[int, ...]) -> Record:
    steps = int(poisson.isf(TRUNCATION, jumps)) + 2
    return Record(
        last=poisson.pmf(np.arange(steps), jumps),
        spent=np.zeros(steps),
        settled=np.zeros(1),
        measure=np.zeros((steps, 1)),
        end=np.zeros(shape),
        settled_end=np.zeros(1),
        time=np.zeros(shape[1]),
    )


def _change(
    moves: Moves,
    rules: Rules,
    rate: float,
    X: Floats,
    cube: Floats,
    masks: tuple[NDArray[np.bool_], ...],
    leg: Leg,
) -> tuple[Floats, float]:
    """Make the moves that end a leg, in every order; return the log of the density."""
    made = [X, *(np.zeros_like(X) for _ in masks[1:])]
    for done in range(len(masks) - 1):
        once = np.empty_like(X)
        advance(moves, rules, rate, made[done], once, cube)
        for k in range(len(leg.moves)):
            more = done | 1 << k
            if more != done:
                made[more] += np.where(masks[more][None, :, None], rate * once, 0.0)
    return _rescaled(made[-1] / factorial(len(leg.moves)), 0.0)


def _rescaled(X: Floats, log: float) -> tuple[Floats, float]:
    """Bring mass to 1, and add the log of what it was."""
    total = float(X[0, :, 0].sum())
    if not total > 0.0:
        return X, -np.inf
    return X / total, log + float(np.log(total))


@dataclass(frozen=True)
class Along:
    """Where a draw stands once the record is followed; what an ensemble takes as `begin`.

    Attributes
    ----------
    track : Track
    """

    track: Track

    @property
    def identity(self) -> str:
        """What tells its answers from those to another record of the same problem."""
        return repr(self.track.legs)

    def __call__(
        self, draw: Draw, moves: Moves, rules: Rules, cube: Floats
    ) -> tuple[int | Floats, Floats]:
        """Follow the record in one draw; see `walk`."""
        return walk(self.track, moves, rules, cube)
