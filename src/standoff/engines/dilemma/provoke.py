"""What one hostile option, being on rather than off, makes others begin: one draw.

For a hostile option ``o`` the states come in pairs that differ in nothing but ``o``, off in the one and
at its lowest feasible level in the other. A pair weighs as much as the forecast's time in its two
states. From these pairs two processes start, alike but that ``o`` is held off in the one and on
in the other: every move that would begin or end it is barred, all else goes on. Both run for an
exponential time whose mean is how long ``o`` would stay on if it were not held, the horizon at most (an
exponential clock too). With ``n_p`` the expected number of times that option ``p`` is begun meanwhile,

    M[p, o] = n_p(o on) - n_p(o off).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from standoff.encode.space import Space
from standoff.engines.dilemma.hostility import HostileOption
from standoff.engines.dilemma.rates import Transitions
from standoff.kernels.lanes import LANES

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Provoked:
    """What P hostile options provoke in one draw.

    Attributes
    ----------
    extra : float64[P, P]
        Extra times that the first is begun because the second is on.
    begun : float64[P]
        How often each is begun a month in the forecast.
    months : float64[P]
        How long each stays on, the horizon's clock included; 0 if it can never be on.
    error : float
        Bound on the error of any entry of `extra`.
    """

    extra: Floats
    begun: Floats
    months: Floats
    error: float


def provoked(
    space: Space,
    options: tuple[HostileOption, ...],
    transitions: Transitions,
    occupancy: Floats,
    horizon: float,
) -> Provoked:
    """Find what each hostile option provokes.

    Parameters
    ----------
    space : Space
    options : tuple of HostileOption
    transitions : Transitions
    occupancy : float64[N]
        Share of the time that the forecast spends in each state.
    horizon : float
        Months.

    Returns
    -------
    Provoked
    """
    counts = np.array([_beginnings(space, option, transitions) for option in options])
    extra = np.zeros((len(options), len(options)))
    months = np.zeros(len(options))
    error = 0.0
    paired = [pairs(space, option.column, occupancy) for option in options]
    possible = [k for k, (off, _, _) in enumerate(paired) if len(off)]
    for first in range(0, len(possible), LANES):
        some = possible[first : first + LANES]
        is_on = np.array([space.levels[:, options[k].column] > 0 for k in some])
        flips = is_on[:, transitions.source] != is_on[:, transitions.target]
        ended = np.array([transitions.leaving(flip) for flip in flips])
        start = np.array([_placed(on, w, space.states) for _, on, w in (paired[k] for k in some)])
        free = transitions.spent(start, flips, 1 / horizon + ended)
        months[some] = free.time.sum(axis=1)
        start += [_placed(off, w, space.states) for off, _, w in (paired[k] for k in some)]
        clock = np.repeat(1 / months[some, None], space.states, axis=1)
        held = transitions.spent(start, flips, clock)
        extra[:, some] = counts @ np.where(is_on, held.time, -held.time).T
        error = max(error, _error(counts, float(held.error.max()), float(free.error.max())))
    return Provoked(extra, counts @ occupancy, months, error)


def _placed(states: NDArray[np.int64], mass: Floats, count: int) -> Floats:
    """Return the mass in every state, float64[N]."""
    placed = np.zeros(count)
    placed[states] = mass
    return placed


def _beginnings(space: Space, option: HostileOption, transitions: Transitions) -> Floats:
    """Rate at which an option is begun in each state, float64[N]."""
    is_on = space.levels[:, option.column] > 0
    return transitions.leaving(~is_on[transitions.source] & is_on[transitions.target])


def _error(counts: Floats, held: float, free: float) -> float:
    """Bound the error of the counts by those of the times spent.

    An error of the mean time moves each of the two times spent by as much at most.
    """
    return float(counts.max(initial=0.0)) * (held + 2 * free)


def pairs(
    space: Space, column: int, occupancy: Floats
) -> tuple[NDArray[np.int64], NDArray[np.int64], Floats]:
    """Pair the states that differ in one variable only, at 0 and at its lowest feasible level.

    Returns
    -------
    int64[K], int64[K]
        States with the variable at 0, and above it.
    float64[K]
        Share of the time that the forecast spends in either, of all pairs; alike where it never
        is in any.
    """
    off = np.flatnonzero(space.levels[:, column] == 0)
    on = np.full(len(off), -1, dtype=np.int64)
    for level in range(1, int(space.levels[:, column].max(initial=0)) + 1):
        codes = space.codes[off] + level * space.strides[column]
        on = np.where(on >= 0, on, space.find(codes))
    off, on = off[on >= 0], on[on >= 0]
    weight = occupancy[off] + occupancy[on]
    total = weight.sum()
    if len(off) and total <= 0:
        return off, on, np.full(len(off), 1 / len(off))
    return off, on, weight / total if len(off) else weight
