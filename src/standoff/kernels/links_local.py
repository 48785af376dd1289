"""The preconditioner of `policy_local` for links, eight states or eight seats at a time."""

import numpy as np
from numba import njit

from standoff.kernels.lanes import (
    LANES,
    add_product,
    add_scaled,
    load_row,
    reciprocal,
    row_of,
    scaled,
    store_row,
    times,
)
from standoff.kernels.layout import Game
from standoff.kernels.links import ONE, ROW, ZERO, Links
from standoff.kernels.policy_local import SMALLEST_PIVOT


@njit(cache=True, nogil=True, fastmath={"contract"})
def invert_links(game: Game, links: Links, dial):
    """Invert the matrix of every state, at the rules that `links.answer_links` left.

    Entry ``[j, i]`` of a square is what seat j's value does to seat i's slack, so that row j of the
    inverse is column j of what `precondition` adds up. Eight states are worked side by side, without
    row exchanges; where a pivot is too small the diagonal is taken.

    Parameters
    ----------
    game : Game
    links : Links
        `inverse` is overwritten.
    dial : float
        What all precisions are multiplied by; at 0 the matrices are diagonal.
    """
    seats, states, square = links.seats.size, links.value.shape[1], links.square
    leaving, bad = np.zeros(LANES, np.float32), np.zeros(LANES, np.bool_)
    links.inverse[:] = ZERO
    for first in range(0, states, LANES):
        count = min(LANES, states - first)
        leaving[:] = ONE
        square[:] = ZERO
        for k in range(count):
            s = first + k
            total = ZERO
            for m, a in enumerate(links.mover):
                total += np.float32(game.tempo[a]) - links.stay[m, s]
            for c in range(game.chance_rate.shape[0]):
                total += np.float32(game.chance_rate[c, s])
            leaving[k] = total
        if dial > 0.0:
            for m, a in enumerate(links.mover):
                j = links.seat[m]
                if j >= 0:
                    push = np.float32(-dial * game.precision[a])
                    set_row(links, m, push, first, count)
        for i, a in enumerate(links.seats):
            for k in range(LANES):
                square[i, i, k] += np.float32(game.discount[a]) + leaving[k]
        bad[:] = False
        if dial > 0.0:
            invert_squares(square, leaving, bad)
        for k in range(count):
            for j, a in enumerate(links.seats):
                if bad[k] or dial == 0.0:
                    links.inverse[first + k, j, j] = 1.0 / (game.discount[a] + leaving[k])
                    continue
                for i in range(seats):
                    links.inverse[first + k, j, i] = square[j, i, k]


@njit(cache=True, nogil=True)
def set_row(links: Links, m, push, first, count):
    """Write what the value of one seat does to everybody's slack in up to eight states."""
    j = links.seat[m]
    for i in range(links.seats.size):
        p, lane = i // LANES, i % LANES
        for k in range(count):
            s = first + k
            shift = links.value[p, s, lane] - links.answer[m, p, s, lane]
            links.square[j, i, k] = push * links.stay[m, s] * shift


@njit(cache=True, nogil=True, fastmath={"contract"})
def invert_squares(square, leaving, bad):
    """Invert eight matrices in place (Gauss and Jordan).

    Parameters
    ----------
    square : float32[L, L, 8]
        Changed.
    leaving : float32[8]
        Size of the diagonal.
    bad : bool[8]
        Set where a pivot is too small; the inverse is then of no use.
    """
    size = np.uint64(square.shape[0])
    for i in range(size):
        for k in range(LANES):
            if not abs(square[i, i, k]) > np.float32(SMALLEST_PIVOT) * leaving[k]:
                bad[k] = True
                square[i, i, k] = ONE
        own = (i * size + i) * ROW
        scale = reciprocal(load_row(square, own))
        store_row(square, own, row_of(ONE))
        for j in range(size):
            at = (i * size + j) * ROW
            store_row(square, at, times(scale, load_row(square, at)))
        for other in range(size):
            if other == i:
                continue
            at = (other * size + i) * ROW
            factor = scaled(-ONE, load_row(square, at))
            store_row(square, at, row_of(ZERO))
            for j in range(size):
                at = (other * size + j) * ROW
                row = load_row(square, (i * size + j) * ROW)
                store_row(square, at, add_product(load_row(square, at), factor, row))


@njit(cache=True, nogil=True, fastmath={"contract"})
def precondition(packed, links: Links):
    """Write a packed vector, times the inverse of each state's matrix, to `links.trial`.

    Parameters
    ----------
    packed : float32[L * N + 1]
        As `policy_krylov.pack` writes it.
    links : Links
    """
    seats, states = np.uint64(links.seats.size), np.uint64(links.trial.shape[1])
    width = np.uint64(links.inverse.shape[2])
    for p in range(np.uint64(links.trial.shape[0])):
        out = links.trial[p]
        for s in range(states):
            total = row_of(ZERO)
            at, column = s * seats, s * seats * width + p * ROW
            for j in range(seats):
                one = load_row(links.inverse, column + j * width)
                total = add_scaled(total, packed[at + j] * ONE, one)
            store_row(out, s * ROW, total)
