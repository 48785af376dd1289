"""Which states are stable for one actor, by the graph model's concepts, in near-linear time.

Take actor ``i`` with ranks ``U`` and opponents ``H``. Write ``R*`` for a reach that counts
staying, ``M(s)`` for the greatest ``U`` over ``R*_i(s)``, and for each possible result ``x`` of
the opponents' answer a value

* ``v(x) = U(x)`` in GMR and SEQ (the answer hurts enough),
* ``v(x) = M(x)`` in SMR and SSEQ (it still does after the actor's own best counter-move).

Let ``c(x)`` be the least ``v`` over what the opponents reach from ``x``, by any moves (GMR, SMR)
or by improvements only (SEQ, SSEQ). An improvement ``x`` on ``s`` is deterred when ``c(x) <=
U(s)``. A move that is no improvement has ``U(x) <= U(s)``, so

    ``s`` is stable  <=>  the greatest ``min(c(x), U(x))`` over ``R*_i(s)`` is ``<= U(s)``,

and R, which asks that nothing is better, puts ``U(x)`` alone there. In these formulas the
opponents' reach may count staying: if ``v(x) <= U(s)`` then ``x`` was no improvement.

``c`` comes from walking the opponents' moves backwards from the states in ascending ``v``: every
state takes its value from the first walk that arrives. A block (see `standoff.kernels.reach`)
whose members have all been reached is never looked at again; among improvements, those of a block
who would move to ``t`` are the ones ranked below ``t`` by the mover, a beginning of the block that
only grows.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from standoff.kernels.reach import NONE, ONE, Reach, ascending


@njit(cache=True, nogil=True)
def greatest_reached(a, reach, values, out):
    """Greatest value over what actor `a` reaches from each state by its own moves, or by staying.

    Parameters
    ----------
    a : int
    reach : Reach
    values : int32[N]
        Not negative.
    out : int32[N]
    """
    blocks = reach.count[a]
    inside = np.full(blocks, -1, np.int32)
    for s in range(values.size):
        b = reach.block[a, s]
        inside[b] = max(inside[b], values[s])
    reached = inside.copy()
    for b in range(blocks):
        row = reach.row[a, b]
        if row >= 0:
            for p in range(reach.last[a, b] - reach.first[a, b]):
                if reach.masks[row + (p >> 6)] >> np.uint64(p & 63) & ONE:
                    q = reach.first[a, b] + p
                    reached[q] = max(reached[q], inside[b])
    for s in range(values.size):
        out[s] = reached[reach.block[a, s]]


@njit(cache=True, nogil=True)
def least_reached(reach, rank, movers, improving, values, out):
    """Least value over what the movers together reach from each state, or by staying.

    Parameters
    ----------
    reach : Reach
    rank : int32[A, N]
        Dense preference ranks.
    movers : bool[A]
        Who may move.
    improving : bool
        Whether every move must be an improvement for its mover.
    values : int32[N]
        In ``0 .. N - 1``.
    out : int32[N]
    """
    actors, n = rank.shape
    seeds = np.empty(n, np.int32)
    ascending(values, n, seeds)
    stack = np.empty(n, np.int32)
    # How far each block's ordered members have been reached, and for which rank it was last asked.
    front = reach.start[:, :-1].copy()
    asked = np.full(front.shape, -1, np.int32)
    out[:] = -1
    for seed in seeds:
        if out[seed] >= 0:
            continue
        value = values[seed]
        out[seed] = value
        stack[0] = seed
        top = 1
        while top:
            top -= 1
            t = stack[top]
            for a in range(actors):
                if not movers[a]:
                    continue
                limit = rank[a, t] if improving else n
                b = reach.block[a, t]
                if asked[a, b] >= limit:
                    continue
                asked[a, b] = limit
                row, base = reach.row[a, b], reach.first[a, b]
                for q in range(base, reach.last[a, b]):
                    if row >= 0:
                        p = q - base
                        if reach.masks[row + (p >> 6)] >> np.uint64(p & 63) & ONE == NONE:
                            continue
                    place, end = front[a, q], reach.start[a, q + 1]
                    while place < end:
                        s = reach.order[a, place]
                        if improving and rank[a, s] >= limit:
                            break
                        place += 1
                        if out[s] < 0:
                            out[s] = value
                            stack[top] = s
                            top += 1
                    front[a, q] = place


def worth_left(i: int, concept: str, reach: Reach, rank: NDArray[np.int32]) -> NDArray[np.int32]:
    """Value each state for actor `i` after the opponents' best answer: ``min(c, U)``.

    Parameters
    ----------
    i : int
    concept : str
        R, GMR, SMR, SEQ or SSEQ.
    reach : Reach
    rank : int32[A, N]
        Dense preference ranks.

    Returns
    -------
    int32[N]
        Frozen; a move of `i` from ``s`` to ``x`` pays when it is above ``rank[i, s]`` at ``x``.
    """
    own = rank[i]
    if concept == "R":
        return own
    values = greatest_after(i, reach, own) if concept in ("SMR", "SSEQ") else own
    movers = np.ones(len(rank), np.bool_)
    movers[i] = False
    left = np.empty_like(own)
    least_reached(reach, rank, movers, concept in ("SEQ", "SSEQ"), values, left)
    np.minimum(left, own, out=left)
    left.flags.writeable = False
    return left


def greatest_after(i: int, reach: Reach, values: NDArray[np.int32]) -> NDArray[np.int32]:
    """Give the greatest of the values that actor `i` reaches from each state or has there."""
    out = np.empty_like(values)
    greatest_reached(i, reach, values, out)
    out.flags.writeable = False
    return out


def judge(i: int, concept: str, reach: Reach, rank: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Find the states that are stable for actor `i`.

    Parameters
    ----------
    i : int
    concept : str
        R, GMR, SMR, SEQ or SSEQ.
    reach : Reach
    rank : int32[A, N]
        Dense preference ranks.

    Returns
    -------
    bool[N]
    """
    stable: NDArray[np.bool_] = (
        greatest_after(i, reach, worth_left(i, concept, reach, rank)) <= rank[i]
    )
    return stable
