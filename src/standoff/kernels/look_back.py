"""Expectations carried backward by uniformisation, the adjoint of `uniformise`.

With ``P = I + G / L`` as there, ``P**k f`` is what f is expected to be after k steps, from every state at
once. Each lane is one mode of one monitor; a mode that changes where a state is entered takes the value
of the mode that it turns to, and one that is settled there is worth 1 or 0.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from standoff.kernels.lanes import add_scaled, load_row, scaled, store_row
from standoff.kernels.policy import PLAIN, ROW, Lean, flip, spread
from standoff.kernels.uniformise import Process
from standoff.kernels.written import step


class Turns(NamedTuple):
    """Where modes change, as places: flat indices ``(panel * N + state) * 8 + lane``.

    Attributes
    ----------
    place : int64[C]
        Places whose mode changes.
    target : int64[C]
        Place that it turns to, none of them in `place`; -1 settled true, -2 false.
    """

    place: NDArray[np.int64]
    target: NDArray[np.int64]


@njit(cache=True, nogil=True)
def turn(turns: Turns, X):
    """Give each place whose mode changes the value of what it turns to.

    Parameters
    ----------
    turns : Turns
    X : float64[P * N * 8]
        Changed.
    """
    for c in range(turns.place.size):
        target = turns.target[c]
        value = 1.0 if target == -1 else 0.0
        if target >= 0:
            value = X[np.uint64(target)]
        X[np.uint64(turns.place[c])] = value


@njit(cache=True, nogil=True, fastmath={"contract"})
def look_ahead(process: Process, X, Y):
    """Write ``P X`` to Y: what X is expected to be after one step, float64[P, N, 8] both."""
    rules, rate = process.rules, process.rate
    total = 0.0
    for a in range(rules.tempo.size):
        if rules.width[a] > 0:
            total += rules.tempo[a]
    none, forward = np.empty(0), np.bool_(False)
    for p in range(X.shape[0]):
        V, W = X[p], Y[p]
        for s in range(np.uint64(V.shape[0])):
            store_row(W, s * ROW, scaled(1.0 - total / rate, load_row(V, s * ROW)))
        flip(rules, forward, 1.0 / rate, V, W)
        lean = Lean(V, V, none, none, PLAIN)
        for a in range(rules.tempo.size):
            if rules.width[a] > 0:
                speed = rules.tempo[a] / rate
                spread(process.moves, rules, a, forward, speed, V, W, process.cube, lean)


@njit(cache=True, nogil=True, fastmath={"contract"})
def carry_back(process: Process, X, Y, turns: Turns, weight, out):
    """Add the mean of ``P**k X`` over the number of steps k to `out`.

    Parameters
    ----------
    process : Process
        Where its step is written down, what flows out of each state, not what flows in.
    X : float64[P, N, 8]
        Value of each lane at the end, modes up to date; overwritten.
    Y : float64[P, N, 8]
        Scratch.
    turns : Turns
    weight : float64[K + 1]
        Probability of each number of steps.
    out : float64[P, N, 8]
        Added to.
    """
    written = process.entries.source.size > 0
    for power in range(weight.size):
        if power > 0:
            if written:
                step(process.entries, X, Y)
            else:
                look_ahead(process, X, Y)
            X, Y = Y, X
            turn(turns, X.reshape(X.size))
        if weight[power] > 0.0:
            here, there = X.reshape(X.size), out.reshape(out.size)
            for at in range(np.uint64(0), np.uint64(here.size), ROW):
                row = add_scaled(load_row(there, at), weight[power], load_row(here, at))
                store_row(there, at, row)
