"""One step of the uniformised process with all chances written down, for games that are small enough.

The chances to enter a state lie side by side, so that a step reads each row of eight numbers where
it is needed and writes each once. `policy` does the same without writing anything down.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from standoff.kernels.choice import Rules, cost_of, factor_of, legal
from standoff.kernels.lanes import LANES, add_scaled, load_row, scaled, store_row
from standoff.kernels.layout import Moves

ROW, ONE = np.uint64(LANES), np.uint64(1)


class Entries(NamedTuple):
    """What flows into each of N states in one step, from M others.

    Attributes
    ----------
    start : int64[N + 1]
        Entries ``start[t] <= k < start[t + 1]`` lead to state t; ``[0]`` where nothing is written down.
    source : int32[M]
    chance : float64[M]
        Chance that a step leads from the source to the state.
    stay : float64[N]
        Chance that it stays; empty where nothing is written down.
    """

    start: NDArray[np.int64]
    source: NDArray[np.int32]
    chance: NDArray[np.float64]
    stay: NDArray[np.float64]


@njit(cache=True, nogil=True)
def chance_of(moves: Moves, rules: Rules, a, s, t):
    """Chance that actor `a`, who may, goes from s to t (or stays, if they are the same)."""
    changed = moves.bits[a, s] ^ moves.bits[a, t]
    if rules.share[a, s] != 0.0:
        return rules.share[a, s] * rules.weight[a, t] * factor_of(rules, a, changed)
    return np.exp(rules.score[a, t] - cost_of(rules, a, changed) - rules.total[a, s])


@njit(cache=True, nogil=True)
def write_entries(moves: Moves, rules: Rules, rate, start, source, chance, stay):
    """Write down the chances of one step.

    Parameters
    ----------
    moves : Moves
    rules : Rules
    rate : float
        The uniformisation rate, a month.
    start : int64[N + 1]
        Out.
    source, chance : int32[M], float64[M]
        Out, up to ``start[N]``; M is the number of links and of chance flips at least.
    stay : float64[N]
        Out.
    """
    at = 0
    for t in range(stay.size):
        start[t] = at
        left = 0.0
        for a in range(rules.tempo.size):
            if rules.width[a] == 0:
                continue
            speed, g = rules.tempo[a] / rate, moves.group[a, t]
            left += speed * (1.0 - chance_of(moves, rules, a, t, t))
            for q in range(moves.group_start[a, g], moves.group_start[a, g + 1]):
                s = moves.members[a, q]
                if s == t or not (moves.clique[a] or legal(moves, a, s, t)):
                    continue
                source[at] = s
                chance[at] = speed * chance_of(moves, rules, a, s, t)
                at += 1
        for c in range(rules.chance_rate.shape[0]):
            left += rules.chance_rate[c, t] / rate
            s = rules.chance_to[c, t]
            if s >= 0 and rules.chance_rate[c, s] > 0.0:
                source[at] = s
                chance[at] = rules.chance_rate[c, s] / rate
                at += 1
        stay[t] = 1.0 - left
    start[stay.size] = at


@njit(cache=True, nogil=True, fastmath={"contract"})
def step(entries: Entries, X, Y):
    """Write ``X P`` to Y.

    Parameters
    ----------
    entries : Entries
    X, Y : float64[P, N, 8]
    """
    panels, states = np.uint64(X.shape[0]), np.uint64(X.shape[1])
    start, source, chance, stay = entries.start, entries.source, entries.chance, entries.stay
    for p in range(np.uint64(0), panels - (panels & ONE), np.uint64(2)):
        base, other = p * states, (p + ONE) * states
        for t in range(states):
            here = scaled(stay[t], load_row(X, (base + t) * ROW))
            beside = scaled(stay[t], load_row(X, (other + t) * ROW))
            for k in range(np.uint64(start[t]), np.uint64(start[t + ONE])):
                s, part = np.uint64(source[k]), chance[k]
                here = add_scaled(here, part, load_row(X, (base + s) * ROW))
                beside = add_scaled(beside, part, load_row(X, (other + s) * ROW))
            store_row(Y, (base + t) * ROW, here)
            store_row(Y, (other + t) * ROW, beside)
    if panels & ONE:
        base = (panels - ONE) * states
        for t in range(states):
            here = scaled(stay[t], load_row(X, (base + t) * ROW))
            for k in range(np.uint64(start[t]), np.uint64(start[t + ONE])):
                here = add_scaled(here, chance[k], load_row(X, (base + np.uint64(source[k])) * ROW))
            store_row(Y, (base + t) * ROW, here)
