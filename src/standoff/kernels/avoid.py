"""Follow many lanes of one jump process at once, each until it enters what it must avoid.

What a lane has lost after k jumps is the probability that its set was entered by then; most
questions about a crisis are sums of such probabilities (`standoff.engines.forecast.avoid`). The loss
is added up as it happens, so that what cannot happen is exactly 0, and what hardly can is known well.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from standoff.kernels.lanes import LANES, add_scaled, load_row, store_row, times
from standoff.kernels.uniformise import Process, one_step

ROW = np.uint64(LANES)

EVERY = 2**LANES - 1
"""All lanes, as bits."""


class Tally(NamedTuple):
    """What is avoided, and what is written down on the way, for K + 1 powers of P.

    Attributes
    ----------
    open : uint8[P, N]
        Lanes, as bits, that may be in a state.
    pass_through : float64[256, 8]
        Ones in the lanes of a byte's bits.
    spent : float64[K + 1]
        Weight of each power in the time spent; all 0 where that is not wanted.
    lost : float64[K + 1, P * 8]
        Out: what each lane has lost.
    held : uint8[E, N]
        Conditions that are read at each moment from lane 0.
    holds : float64[K + 1, E]
        Out: probability of each.
    time : float64[N]
        Added to: time spent in each state, of the paths in lane 0.
    """

    open: NDArray[np.uint8]
    pass_through: NDArray[np.float64]
    spent: NDArray[np.float64]
    lost: NDArray[np.float64]
    held: NDArray[np.uint8]
    holds: NDArray[np.float64]
    time: NDArray[np.float64]


@njit(cache=True, nogil=True)
def take_out(tally: Tally, X, lost):
    """Empty lanes where they are barred, and add up what they lose.

    Parameters
    ----------
    tally : Tally
    X : float64[P, N, 8]
        Changed.
    lost : float64[P * 8]
        Added to.
    """
    states = np.uint64(X.shape[1])
    for p in range(np.uint64(X.shape[0])):
        total = load_row(lost, p * ROW)
        for s in range(states):
            if tally.open[p, s] != EVERY:
                at = (p * states + s) * ROW
                row = load_row(X, at)
                kept = times(load_row(tally.pass_through, np.uint64(tally.open[p, s]) * ROW), row)
                store_row(X, at, kept)
                total = add_scaled(total, 1.0, add_scaled(row, -1.0, kept))
        store_row(lost, p * ROW, total)


@njit(cache=True, nogil=True)
def carry_apart(process: Process, X, Y, tally: Tally):
    """Follow the lanes through as many powers of P as `tally` has places for.

    Parameters
    ----------
    process : Process
    X : float64[P, N, 8]
        The distribution at the beginning, in every lane; overwritten.
    Y : float64[P, N, 8]
        Scratch.
    tally : Tally
        Out.
    """
    for power in range(tally.spent.size):
        if power > 0:
            one_step(process, X, Y)
            X, Y = Y, X
            tally.lost[power] = tally.lost[power - 1]
        take_out(tally, X, tally.lost[power])
        spent = tally.spent[power]
        if spent > 0.0:
            for s in range(X.shape[1]):
                tally.time[s] += spent * X[0, s, 0]
        for e in range(tally.held.shape[0]):
            total = 0.0
            for s in range(X.shape[1]):
                if tally.held[e, s]:
                    total += X[0, s, 0]
            tally.holds[power, e] = total
