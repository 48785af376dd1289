"""Distributions carried forward by uniformisation, with what must be remembered of the path.

With a rate L no smaller than any state's rate of leaving, ``P = I + G / L`` is a stochastic matrix
and the distribution at time t is ``sum_k Poisson(k; L t) x P**k`` (Jensen 1953). Each lane of ``X``
holds the mass of the paths that are in one mode of one monitor; modes move independently under P,
and what enters a state then changes its mode as the monitor's table says.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from standoff.kernels.choice import LANES, Rules
from standoff.kernels.layout import Moves
from standoff.kernels.policy import PLAIN, Lean, flip, spread


class Watchers(NamedTuple):
    """What E monitors do, for lanes 0 .. 8 P - 1 and up to X signatures.

    Attributes
    ----------
    monitor : int64[8 P]
        Monitor that a lane belongs to, -1 for lanes without one.
    signature : int32[E, N]
        Signature of each state for each monitor.
    target : int64[8 P, X]
        Lane that a lane's mass turns to in a state of that signature; -1 settled true, -2 false.
    value : float64[8 P, X]
        Value of the expression in that lane and state, at this moment.
    """

    monitor: NDArray[np.int64]
    signature: NDArray[np.int32]
    target: NDArray[np.int64]
    value: NDArray[np.float64]


class Record(NamedTuple):
    """What is written down on the way, for K + 1 powers of P.

    Attributes
    ----------
    last, spent : float64[K + 1]
        Weight of each power in the distribution at the end, and in the time spent.
    settled : float64[E]
        Mass settled true so far; goes on from what it holds.
    measure : float64[K + 1, E]
        Out: probability that each expression holds after k steps.
    end : float64[P, N, 8]
        Out: the distribution at the end.
    settled_end : float64[E]
        Out: mass settled true at the end.
    time : float64[N]
        Added to: time spent in each state, of the paths in lane 0.
    """

    last: NDArray[np.float64]
    spent: NDArray[np.float64]
    settled: NDArray[np.float64]
    measure: NDArray[np.float64]
    end: NDArray[np.float64]
    settled_end: NDArray[np.float64]
    time: NDArray[np.float64]


@njit(cache=True, nogil=True)
def fastest_leaving(rules: Rules):
    """Largest rate a month at which any state is left."""
    fastest = 0.0
    for s in range(rules.weight.shape[1]):
        leaving = 0.0
        for a in range(rules.tempo.size):
            if rules.share[a, s] != 0.0:
                leaving += rules.tempo[a] * (1.0 - rules.weight[a, s] * rules.share[a, s])
            else:
                leaving += rules.tempo[a] * (1.0 - np.exp(rules.score[a, s] - rules.total[a, s]))
        for c in range(rules.chance_rate.shape[0]):
            leaving += rules.chance_rate[c, s]
        fastest = max(fastest, leaving)
    return fastest


@njit(cache=True, nogil=True, fastmath={"contract"})
def advance(moves: Moves, rules: Rules, rate, X, Y, cube):
    """Write ``X P`` to Y, with ``P = I + G / rate``.

    Parameters
    ----------
    moves : Moves
    rules : Rules
    rate : float
        The uniformisation rate, a month.
    X, Y : float64[P, N, 8]
    cube : float64[M]
        Scratch of `policy.spread`.
    """
    total = 0.0
    for a in range(rules.tempo.size):
        if rules.width[a] > 0:
            total += rules.tempo[a]
    none = np.empty(0)
    for p in range(X.shape[0]):
        V, W = X[p], Y[p]
        for s in range(V.shape[0]):
            for k in range(LANES):
                W[s, k] = (1.0 - total / rate) * V[s, k]
        flip(rules, True, 1.0 / rate, V, W)
        lean = Lean(V, V, none, none, PLAIN)
        for a in range(rules.tempo.size):
            if rules.width[a] > 0:
                spread(moves, rules, a, True, rules.tempo[a] / rate, V, W, cube, lean)


@njit(cache=True, nogil=True)
def watch(watchers: Watchers, X, settled, measure):
    """Change modes where states were entered, and measure every expression.

    Parameters
    ----------
    watchers : Watchers
    X : float64[P, N, 8]
        Changed.
    settled : float64[E]
        Added to.
    measure : float64[E]
        Out.
    """
    measure[:] = 0.0
    for p in range(X.shape[0]):
        V = X[p]
        for s in range(V.shape[0]):
            for k in range(LANES):
                mass = V[s, k]
                lane = p * LANES + k
                e = watchers.monitor[lane]
                if mass == 0.0 or e < 0:
                    continue
                turned = watchers.target[lane, watchers.signature[e, s]]
                if turned == lane:
                    continue
                V[s, k] = 0.0
                if turned >= 0:
                    X[turned // LANES, s, turned % LANES] += mass
                elif turned == -1:
                    settled[e] += mass
    for p in range(X.shape[0]):
        V = X[p]
        for s in range(V.shape[0]):
            for k in range(LANES):
                lane = p * LANES + k
                e = watchers.monitor[lane]
                if e >= 0 and V[s, k] != 0.0:
                    measure[e] += watchers.value[lane, watchers.signature[e, s]] * V[s, k]
    for e in range(settled.size):
        measure[e] += settled[e]


@njit(cache=True, nogil=True, fastmath={"contract"})
def carry_forward(moves: Moves, rules: Rules, rate, X, Y, cube, watchers: Watchers, record: Record):
    """Follow the distribution through as many powers of P as `record` has places for.

    Parameters
    ----------
    moves : Moves
    rules : Rules
    rate : float
        The uniformisation rate, a month.
    X : float64[P, N, 8]
        The distribution at the beginning, modes up to date; overwritten.
    Y : float64[P, N, 8]
        Scratch.
    cube : float64[M]
        Scratch of `policy.spread`.
    watchers : Watchers
    record : Record
        Out.
    """
    record.end[:] = 0.0
    record.settled_end[:] = 0.0
    steps = record.last.size
    for step in range(steps):
        if step > 0:
            advance(moves, rules, rate, X, Y, cube)
            X, Y = Y, X
        watch(watchers, X, record.settled, record.measure[step])
        weight = record.last[step]
        if weight > 0.0:
            for e in range(record.settled.size):
                record.settled_end[e] += weight * record.settled[e]
            for p in range(X.shape[0]):
                for s in range(X.shape[1]):
                    for k in range(LANES):
                        record.end[p, s, k] += weight * X[p, s, k]
        spent = record.spent[step]
        for s in range(X.shape[1]):
            record.time[s] += spent * X[0, s, 0]
