"""Time spent in each state until a clock rings, for eight processes at once.

The processes share one list of transitions; each has some of them barred, a clock and a start of its own.
With ``D`` the rate at which a state is left or the clock rings, and ``R`` the rates of the transitions that
are left, the time spent is the row vector ``v`` of ``v (D - R) = x``. With ``y = v D`` that is

    y - y D**-1 R = x,

solved by the stabilised method of biconjugate gradients (van der Vorst 1992), a lane each.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from standoff.kernels.lanes import LANES, add_scaled, load_row, row_of, store_row, times

ROW = np.uint64(LANES)


class Links(NamedTuple):
    """Transitions by target, for eight processes.

    Attributes
    ----------
    first : int64[N + 1]
        Where those into each state begin.
    source : int64[E]
    rate : float64[E]
        A month.
    barred : uint8[E]
        Bit j is set where the transition cannot happen in lane j.
    open : float64[256, 8]
        For each value of `barred`, 0 in the lanes whose bit is set, 1 in the others.
    """

    first: NDArray[np.int64]
    source: NDArray[np.int64]
    rate: NDArray[np.float64]
    barred: NDArray[np.uint8]
    open: NDArray[np.float64]


@njit(cache=True, nogil=True, fastmath={"contract"})
def inflow(links: Links, V, W):
    """Write ``V R`` to W: what enters each state a month.

    Parameters
    ----------
    links : Links
    V, W : float64[N, 8]
    """
    for t in range(np.uint64(V.shape[0])):
        total = row_of(0.0)
        for at in range(links.first[t], links.first[t + np.uint64(1)]):
            row = load_row(V, np.uint64(links.source[at]) * ROW)
            code = links.barred[at]
            if code != 0:
                row = times(row, load_row(links.open, np.uint64(code) * ROW))
            total = add_scaled(total, links.rate[at], row)
        store_row(W, t * ROW, total)


@njit(cache=True, nogil=True, fastmath={"contract"})
def products(V, W, out):
    """Write the sum over the states of the products of two arrays, lane by lane, to `out`."""
    total = row_of(0.0)
    for s in range(np.uint64(V.shape[0])):
        total = add_scaled(total, 1.0, times(load_row(V, s * ROW), load_row(W, s * ROW)))
    store_row(out, np.uint64(0), total)


@njit(cache=True, nogil=True, fastmath={"contract"})
def combine(V, factor, W, other, Z):
    """Add ``factor * W + other * Z`` to V, with a factor for each lane."""
    one, two = load_row(factor, np.uint64(0)), load_row(other, np.uint64(0))
    for s in range(np.uint64(V.shape[0])):
        row = add_scaled(load_row(V, s * ROW), 1.0, times(one, load_row(W, s * ROW)))
        store_row(V, s * ROW, add_scaled(row, 1.0, times(two, load_row(Z, s * ROW))))


@njit(cache=True, nogil=True, fastmath={"contract"})
def leave(links: Links, mean, V, Z, W):
    """Write ``V - V D**-1 R`` to W; `mean` is ``D**-1``, and Z scratch."""
    for s in range(np.uint64(V.shape[0])):
        store_row(Z, s * ROW, times(load_row(mean, s * ROW), load_row(V, s * ROW)))
    inflow(links, Z, W)
    for s in range(np.uint64(V.shape[0])):
        row = load_row(V, s * ROW)
        store_row(W, s * ROW, add_scaled(row, -1.0, load_row(W, s * ROW)))


@njit(cache=True, nogil=True)
def spend(links: Links, mean, start, tolerance, most, time):
    """Find the time spent in each state.

    Parameters
    ----------
    links : Links
    mean : float64[N, 8]
        Mean time that a visit to each state takes, in months: ``D**-1``.
    start : float64[N, 8]
        Mass that starts in each state.
    tolerance : float
        Residual, relative to the start (in 2-norms), below which a lane is done.
    most : int
        Steps at most, two products each.
    time : float64[N, 8]
        Out.

    Returns
    -------
    int
        Steps made.
    """
    y, residual, shadow = np.zeros_like(start), start.copy(), start.copy()
    way, image, turn, scratch = (
        np.zeros_like(start),
        np.zeros_like(start),
        np.zeros_like(start),
        np.zeros_like(start),
    )
    zero, minus = np.zeros(LANES), -np.ones(LANES)
    before, now, goal, part = np.ones(LANES), np.ones(LANES), np.ones(LANES), np.ones(LANES)
    alpha, omega, beta = np.ones(LANES), np.ones(LANES), np.ones(LANES)
    products(start, start, goal)
    goal *= tolerance * tolerance
    steps = 0
    for _ in range(most):
        products(residual, residual, part)
        active = part > goal
        if not active.any():
            break
        steps += 1
        products(shadow, residual, now)
        for j in range(LANES):
            below = before[j] * omega[j]
            beta[j] = now[j] * alpha[j] / below if active[j] and below != 0.0 else 0.0
        # way = residual + beta * (way - omega * image)
        part[:] = beta - 1.0
        combine(way, part, way, -beta * omega, image)
        combine(way, -minus, residual, zero, image)
        leave(links, mean, way, scratch, image)
        products(shadow, image, part)
        for j in range(LANES):
            alpha[j] = now[j] / part[j] if active[j] and part[j] != 0.0 else 0.0
        combine(residual, -alpha, image, zero, image)
        leave(links, mean, residual, scratch, turn)
        products(turn, turn, part)
        products(turn, residual, before)
        for j in range(LANES):
            omega[j] = before[j] / part[j] if active[j] and part[j] != 0.0 else 0.0
        combine(y, alpha, way, omega, residual)
        combine(residual, -omega, turn, zero, turn)
        before[:] = now
    for s in range(np.uint64(start.shape[0])):
        store_row(time, s * ROW, times(load_row(mean, s * ROW), load_row(y, s * ROW)))
    return steps
