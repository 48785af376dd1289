"""Exact paths of the jump process, one event after the other.

In state ``s`` actor ``a`` moves to ``t`` at rate ``tempo_a * P_a[s, t]``, with

    P_a[s, t] = exp(g(t)) / (1 + sum of exp(g) over the legal moves),
    g(t) = precision_a * (Q_a(t) - Q_a(s) - effort of the changed bits),

and chance flips come at their own rates. The process stays in ``s`` for an exponential time of the
total rate, then goes to each target in proportion to its rate (the direct method: Gillespie 1977).
The cumulative rates of a state are written down on its first visit: most paths see few states.

Event ``n`` of path ``p`` rests on two numbers that depend on the key, ``p`` and ``n`` alone: Philox
4x32-10, a counter-based generator (Salmon, Moraes, Dror & Shaw 2011). So it does not matter which
thread walks which path, nor in what order.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from standoff.kernels.choice import legal
from standoff.kernels.layout import Game, Moves

BEGIN = -(2**15)
"""Mover of the first row of a path, where nobody has moved yet."""

TOO_LONG = -1
"""Status: a path has more events than allowed."""

HALF = np.uint64(32)
LOW = np.uint64(0xFFFFFFFF)
DROP = np.uint64(12)
STEP = 2.0**-52


class Tables(NamedTuple):
    """Where each visited state leads, for N states and room for R targets.

    Attributes
    ----------
    first : int64[N]
        Place of the state's first target, -1 where it has not been written down.
    size : int32[N]
        Number of its targets.
    used : int64[1]
        Places taken.
    rate : float64[R]
        Rate a month of a target and all before it, of the same state.
    target : int32[R]
    mover : int16[R]
        Actor, or ``-(c + 1)`` for chance variable c.
    """

    first: NDArray[np.int64]
    size: NDArray[np.int32]
    used: NDArray[np.int64]
    rate: NDArray[np.float64]
    target: NDArray[np.int32]
    mover: NDArray[np.int16]


class Log(NamedTuple):
    """What happens on paths, one row an event, with room for E rows.

    Attributes
    ----------
    time : float64[E]
        Months since the beginning; 0 in the first row of a path.
    state : int32[E]
        State from then on.
    mover : int16[E]
        Actor, ``-(c + 1)`` for chance variable c, or `BEGIN`.
    end : int64[P]
        Row after the last one of each path.
    """

    time: NDArray[np.float64]
    state: NDArray[np.int32]
    mover: NDArray[np.int16]
    end: NDArray[np.int64]


class Start(NamedTuple):
    """Where paths begin: `state` (int32[K]) and its `cumulative` probability (float64[K])."""

    state: NDArray[np.int32]
    cumulative: NDArray[np.float64]


class Span(NamedTuple):
    """Which paths to walk: those numbered ``first <= p < last``, for so many `months`.

    `key` is the generator's, `most` the largest number of rows of a path.
    """

    key: np.uint64
    first: int
    last: int
    months: float
    most: int


@njit(cache=True, nogil=True)
def philox(key, path, event):
    """Return 128 random bits for a path and an event, as two uint64 (Philox 4x32-10)."""
    a, b = event & LOW, event >> HALF
    c, d = path & LOW, path >> HALF
    left, right = key & LOW, key >> HALF
    for _ in range(10):
        p = np.uint64(0xD2511F53) * a
        q = np.uint64(0xCD9E8D57) * c
        a, b, c, d = (q >> HALF) ^ b ^ left, q & LOW, (p >> HALF) ^ d ^ right, p & LOW
        left = (left + np.uint64(0x9E3779B9)) & LOW
        right = (right + np.uint64(0xBB67AE85)) & LOW
    return (a << HALF) | b, (c << HALF) | d


@njit(cache=True, nogil=True)
def locate(cumulative, first, size, share):
    """Return the place in ``first .. first + size - 1`` where a share of the total falls."""
    low, high = first, first + size - 1
    sought = share * cumulative[high]
    while low < high:
        middle = (low + high) >> 1
        if cumulative[middle] > sought:
            high = middle
        else:
            low = middle + 1
    return low


@njit(cache=True, nogil=True)
def tabulate(moves: Moves, game: Game, values, s, tables: Tables, place):
    """Write the targets of a state at `place`; return how many they are.

    Parameters
    ----------
    moves : Moves
    game : Game
    values : float64[A, N]
        Value by which each actor chooses.
    s : int
    tables : Tables
        Changed in `rate`, `target` and `mover`.
    place : int
        Must leave room for every target.
    """
    rate, target, mover = tables.rate, tables.target, tables.mover
    count, total = place, 0.0
    for a in range(game.tempo.size):
        g = moves.group[a, s]
        own = count
        best = 0.0
        for q in range(moves.group_start[a, g], moves.group_start[a, g + 1]):
            t = moves.members[a, q]
            if t == s or not (moves.clique[a] or legal(moves, a, s, t)):
                continue
            gain = values[a, t] - values[a, s]
            changed = moves.bits[a, s] ^ moves.bits[a, t]
            bit = 0
            while changed != np.uint64(0):
                if changed & np.uint64(1) != np.uint64(0):
                    gain -= game.effort[a, bit]
                changed >>= np.uint64(1)
                bit += 1
            rate[count] = game.precision[a] * gain
            best = max(best, rate[count])
            target[count] = t
            mover[count] = a
            count += 1
        weight = np.exp(-best)
        for k in range(own, count):
            rate[k] = np.exp(rate[k] - best)
            weight += rate[k]
        for k in range(own, count):
            total += game.tempo[a] * rate[k] / weight
            rate[k] = total
    for c in range(game.chance_to.shape[0]):
        if game.chance_rate[c, s] > 0.0 and game.chance_to[c, s] >= 0:
            total += game.chance_rate[c, s]
            rate[count] = total
            target[count] = game.chance_to[c, s]
            mover[count] = -(c + 1)
            count += 1
    return count - place


@njit(cache=True, nogil=True)
def walk(moves: Moves, game: Game, values, start: Start, span: Span, tables: Tables, log: Log):
    """Walk paths until all are done or the log has no room for another one.

    Parameters
    ----------
    moves : Moves
    game : Game
    values : float64[A, N]
    start : Start
    span : Span
    tables : Tables
        Filled as states are visited. The last places, as many as a state can have targets, are
        kept for states that find no room.
    log : Log
        Out.

    Returns
    -------
    int
        Number of paths that were walked to their end, or `TOO_LONG`.
    """
    widest = 0
    for a in range(game.tempo.size):
        largest = 0
        for g in range(moves.group_count[a]):
            largest = max(largest, moves.group_start[a, g + 1] - moves.group_start[a, g])
        widest += largest
    spare = tables.rate.size - widest - game.chance_to.shape[0]
    row = 0
    for p in range(span.first, span.last):
        path = np.uint64(p)
        begin = row
        bits, _ = philox(span.key, path, np.uint64(0))
        share = (float(bits >> DROP) + 0.5) * STEP
        s = start.state[locate(start.cumulative, 0, start.cumulative.size, share)]
        time, mover = 0.0, BEGIN
        while time <= span.months:
            if row - begin >= span.most:
                return TOO_LONG
            if row >= log.time.size:
                return p - span.first
            log.time[row], log.state[row], log.mover[row] = time, s, mover
            row += 1
            place, size = tables.first[s], tables.size[s]
            if place < 0:
                place = min(tables.used[0], spare)
                size = tabulate(moves, game, values, s, tables, place)
                if place + size <= spare:
                    tables.first[s], tables.size[s] = place, size
                    tables.used[0] = place + size
            if size == 0 or tables.rate[place + size - 1] <= 0.0:
                break
            bits, others = philox(span.key, path, np.uint64(row - begin))
            share = (float(bits >> DROP) + 0.5) * STEP
            time -= np.log(share) / tables.rate[place + size - 1]
            share = (float(others >> DROP) + 0.5) * STEP
            k = locate(tables.rate, place, size, share)
            s, mover = tables.target[k], tables.mover[k]
        log.end[p - span.first] = row
    return span.last - span.first
