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

from standoff.kernels.choice import Rules
from standoff.kernels.lanes import add_scaled, load_row, scaled, store_row
from standoff.kernels.layout import Moves
from standoff.kernels.policy import PLAIN, ROW, Lean, flip, spread
from standoff.kernels.written import Entries, step


class Process(NamedTuple):
    """A jump process, ready to be followed.

    Attributes
    ----------
    moves : Moves
    rules : Rules
    rate : float
        The uniformisation rate, a month.
    cube : float64[M]
        Scratch of `policy.spread`.
    entries : Entries
        One step written down, or nothing where it is not.
    """

    moves: Moves
    rules: Rules
    rate: float
    cube: NDArray[np.float64]
    entries: Entries


class Watchers(NamedTuple):
    """What E monitors do with what enters a state, as lists of *places*.

    A place is a flat index into the distribution, ``(panel * N + state) * 8 + lane``.

    Attributes
    ----------
    turning : int64[C]
        Places whose mass changes mode, monitor by monitor.
    target : int64[C]
        Place that it turns to; -1 settled true, -2 false.
    turning_start : int64[E + 1]
        Where the turning places of each monitor begin.
    holding : int64[H]
        Places in which an expression holds at this moment, monitor by monitor.
    holding_start : int64[E + 1]
        Where the holding places of each monitor begin.
    """

    turning: NDArray[np.int64]
    target: NDArray[np.int64]
    turning_start: NDArray[np.int64]
    holding: NDArray[np.int64]
    holding_start: NDArray[np.int64]


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
        Out: the distribution at the end; not written where P is 0.
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
        for s in range(np.uint64(V.shape[0])):
            store_row(W, s * ROW, scaled(1.0 - total / rate, load_row(V, s * ROW)))
        flip(rules, np.bool_(True), 1.0 / rate, V, W)
        lean = Lean(V, V, none, none, PLAIN)
        for a in range(rules.tempo.size):
            if rules.width[a] > 0:
                spread(moves, rules, a, np.bool_(True), rules.tempo[a] / rate, V, W, cube, lean)


@njit(cache=True, nogil=True)
def one_step(process: Process, X, Y):
    """Write ``X P`` to Y, both float64[P, N, 8]."""
    if process.entries.source.size > 0:
        step(process.entries, X, Y)
    else:
        advance(process.moves, process.rules, process.rate, X, Y, process.cube)


@njit(cache=True, nogil=True)
def watch(watchers: Watchers, X, settled, measure):
    """Change modes where states were entered, and measure every expression.

    Parameters
    ----------
    watchers : Watchers
    X : float64[P * N * 8]
        Changed.
    settled : float64[E]
        Added to.
    measure : float64[E]
        Out.
    """
    for e in range(settled.size):
        for c in range(watchers.turning_start[e], watchers.turning_start[e + 1]):
            place, target = np.uint64(watchers.turning[c]), watchers.target[c]
            mass = X[place]
            X[place] = 0.0
            if target >= 0:
                X[np.uint64(target)] += mass
            elif target == -1:
                settled[e] += mass
        total = settled[e]
        for c in range(watchers.holding_start[e], watchers.holding_start[e + 1]):
            total += X[np.uint64(watchers.holding[c])]
        measure[e] = total


@njit(cache=True, nogil=True, fastmath={"contract"})
def carry_forward(process: Process, X, Y, watchers: Watchers, record: Record):
    """Follow the distribution through as many powers of P as `record` has places for.

    Parameters
    ----------
    process : Process
    X : float64[P, N, 8]
        The distribution at the beginning, modes up to date; overwritten.
    Y : float64[P, N, 8]
        Scratch.
    watchers : Watchers
    record : Record
        Out.
    """
    record.end[:] = 0.0
    record.settled_end[:] = 0.0
    end = record.end.reshape(record.end.size)
    for power in range(record.last.size):
        if power > 0:
            one_step(process, X, Y)
            X, Y = Y, X
        watch(watchers, X.reshape(X.size), record.settled, record.measure[power])
        weight, spent = record.last[power], record.spent[power]
        if weight > 0.0:
            for e in range(record.settled.size):
                record.settled_end[e] += weight * record.settled[e]
            for at in range(np.uint64(0), np.uint64(end.size), ROW):
                store_row(end, at, add_scaled(load_row(end, at), weight, load_row(X, at)))
        if spent > 0.0:
            for s in range(X.shape[1]):
                record.time[s] += spent * X[0, s, 0]
