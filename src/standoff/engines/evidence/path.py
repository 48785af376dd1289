"""How likely the observed moves are in one draw, exactly, and where they leave it.

Between dated changes the distribution over states is carried forward by uniformisation; mass that enters
a state where a watched variable differs is lost, so that such moves count in the outflow and not in
the inflow (`silence`). At a dated change the distribution is multiplied by the rates of the moves that make
it. The mass that survives is the likelihood (a density, per month, for each dated move); what is left,
made to sum to 1, is where the forecast starts. Of several moves on one day every order counts the same:
the likelihood is the mean over the orders.

Records of one crisis up to several days begin alike. What they share is gone through once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import factorial

import numpy as np
from numpy.typing import NDArray

from standoff.encode.draws import Draw
from standoff.engines.evidence.observed import Track
from standoff.engines.evidence.silence import Chain, hold
from standoff.kernels.uniformise import Process

Floats = NDArray[np.float64]

Walked = tuple[int | Floats, Floats]
"""Where a draw stands at the end of a record, and the log likelihood of each leg."""


def walk(track: Track, process: Process) -> Walked:
    """Hold one draw against the record.

    Parameters
    ----------
    track : Track
        The record, L legs.
    process : Process
        What all actors do.

    Returns
    -------
    start : int or float64[N]
        The state at the end, or the probability of each.
    log_likelihood : float64[L]
        Of each leg given those before; minus infinity from the first that cannot be.
    """
    return walk_all([track], process)[0]


def walk_all(tracks: Sequence[Track], process: Process) -> list[Walked]:
    """Hold one draw against several records, such as those of one crisis up to several days.

    Parameters
    ----------
    tracks : sequence of Track
        Where one begins as another does, that is gone through once.
    process : Process

    Returns
    -------
    list of (int or float64[N], float64[L])
        As `walk` returns, in the order of the records.
    """
    chain = Chain(process)
    found: dict[int, Walked] = {}
    left = sorted(range(len(tracks)), key=lambda k: _length(tracks[k]), reverse=True)
    while left:
        longest = tracks[left[0]]
        shared = [k for k in left if _begins(tracks[k], longest)]
        answers = _follow(chain, longest, [tracks[k] for k in shared])
        found |= dict(zip(shared, answers, strict=True))
        left = [k for k in left if k not in found]
    return [found[k] for k in range(len(tracks))]


def _length(track: Track) -> tuple[int, float]:
    return len(track.legs), track.legs[-1].months


def _begins(short: Track, long: Track) -> bool:
    """Whether one record is the beginning of another, cut off while nothing changes."""
    *before, last = short.legs
    here = long.legs[len(before)]
    same = tuple(before) == long.legs[: len(before)]
    return same and last.watched == here.watched and last.months <= here.months


def _follow(chain: Chain, longest: Track, tracks: Sequence[Track]) -> list[Walked]:
    """Go through the longest of some records, and stop over where each of the others ends."""
    mass = np.zeros(longest.problem.space.states)
    mass[longest.problem.status_quo] = 1.0
    logs: list[float] = []
    ends: dict[int, tuple[Floats, list[float]]] = {}
    for k, leg in enumerate(longest.legs):
        ending = [t for t, track in enumerate(tracks) if len(track.legs) == k + 1]
        ending.sort(key=lambda t: tracks[t].legs[k].months)
        months = [*(tracks[t].legs[k].months for t in ending), leg.months]
        *stops, (mass, log) = hold(chain, mass, longest.masks[k][0], months)
        ends |= {t: (at, [*logs, held]) for t, (at, held) in zip(ending, stops, strict=True)}
        if leg.moves and log > -np.inf:
            mass, changed = _change(chain, mass, longest, k)
            log += changed
        logs.append(log)
        if log == -np.inf:
            break
    return [_walked(track, *ends.get(t, (mass, logs))) for t, track in enumerate(tracks)]


def _walked(track: Track, mass: Floats, logs: Sequence[float]) -> Walked:
    whole = np.full(len(track.legs), -np.inf)
    whole[: len(logs)] = logs
    if whole[-1] == -np.inf:
        return track.problem.start, whole
    support = np.flatnonzero(mass)
    return (int(support[0]) if len(support) == 1 else mass), whole


def _change(chain: Chain, mass: Floats, track: Track, k: int) -> tuple[Floats, float]:
    """Make the moves that end a leg, in every order; return the log of the density."""
    masks, leg = track.masks[k], track.legs[k]
    made = [mass, *(np.zeros_like(mass) for _ in masks[1:])]
    for done in range(len(masks) - 1):
        once = chain.rate * chain.step(made[done][None])[0]
        for move in range(len(leg.moves)):
            more = done | 1 << move
            if more != done:
                made[more] += np.where(masks[more], once, 0.0)
    total = float(made[-1].sum())
    if not total > 0.0:
        return mass, -np.inf
    return made[-1] / total, float(np.log(total / factorial(len(leg.moves))))


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

    def __call__(self, draw: Draw, process: Process) -> tuple[int | Floats, Floats]:
        """Follow the record in one draw; see `walk`."""
        return walk(self.track, process)
