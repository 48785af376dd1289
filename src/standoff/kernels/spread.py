"""Shortest sequences of moves from some states to all others, or from all others to them.

A breadth-first walk over blocks (see `standoff.kernels.reach`): what one member of a block can
reach is not looked at again for another, and among improvements only the members between the ranks
asked for so far. So every state is met once by each actor, however many pairs of moves there are.
As an actor's own moves in a row count as one, no actor moves twice in a row on a shortest sequence.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from standoff.kernels.reach import NONE, ONE, Reach


class Trail(NamedTuple):
    """How each of N states was met.

    Attributes
    ----------
    distance : int32[N]
        Moves from the nearest source, -1 where never met.
    neighbour : int32[N]
        State before it on the sequence (after it, when walking backwards), -1 at a source.
    mover : int32[N]
        Who moves between the two, -1 at a source.
    """

    distance: NDArray[np.int32]
    neighbour: NDArray[np.int32]
    mover: NDArray[np.int32]


@njit(cache=True, nogil=True)
def walk(sources, deepest, improving, backward, movers, reach, rank, trail):
    """Walk breadth first from the sources over all states not met yet.

    Parameters
    ----------
    sources : int32[K]
        States to start from; their `trail` is filled in already.
    deepest : int
        Most moves to make.
    improving : bool
        Whether every move must be an improvement for its mover.
    backward : bool
        Whether to follow moves from their end to their beginning.
    movers : bool[A]
        Who may move.
    reach : Reach
    rank : int32[A, N]
        Dense preference ranks.
    trail : Trail
        Out.
    """
    actors, n = rank.shape
    queue = np.empty(n, np.int32)
    depth = np.empty(n, np.int32)
    queue[: sources.size] = sources
    depth[: sources.size] = 0
    # Members of a block lie in ascending rank: `low` and `high` close in on those not met yet.
    low, high = reach.start[:, :-1].copy(), reach.start[:, 1:].copy()
    asked = np.full(low.shape, -1, np.int32)
    head, tail = 0, sources.size
    while head < tail:
        s = queue[head]
        steps = depth[head]
        head += 1
        if steps == deepest:
            break
        for a in range(actors):
            if not movers[a]:
                continue
            own = reach.block[a, s]
            # A larger wish asks for more members: below a rank backwards, above it forwards.
            wish = n
            if improving:
                wish = rank[a, s] if backward else n - 1 - rank[a, s]
            if asked[a, own] >= wish:
                continue
            asked[a, own] = wish
            base = reach.first[a, own]
            for b in range(base, reach.last[a, own]):
                row, bit = reach.row[a, own if backward else b], (b if backward else own) - base
                if row >= 0 and reach.masks[row + (bit >> 6)] >> np.uint64(bit & 63) & ONE == NONE:
                    continue
                while low[a, b] < high[a, b]:
                    t = reach.order[a, low[a, b] if backward else high[a, b] - 1]
                    if improving:
                        better, worse = (s, t) if backward else (t, s)
                        if rank[a, better] <= rank[a, worse]:
                            break
                    if backward:
                        low[a, b] += 1
                    else:
                        high[a, b] -= 1
                    if trail.distance[t] < 0:
                        trail.distance[t] = trail.distance[s] + 1
                        trail.neighbour[t] = s
                        trail.mover[t] = a
                        queue[tail] = t
                        depth[tail] = steps + 1
                        tail += 1


def new_trail(n: int) -> Trail:
    """Return a trail on which no state has been met."""
    return Trail(*(np.full(n, -1, np.int32) for _ in range(3)))


def spread(
    start: int,
    reach: Reach,
    rank: NDArray[np.int32],
    *,
    improving: bool,
    backward: bool = False,
    movers: NDArray[np.bool_] | None = None,
) -> Trail:
    """Find a shortest sequence of moves from one state to every other, or from every other to it.

    Parameters
    ----------
    start : int
    reach : Reach
    rank : int32[A, N]
        Dense preference ranks.
    improving : bool
        Whether every move must be an improvement for its mover.
    backward : bool
        Whether the sequences end in `start` rather than begin there.
    movers : bool[A], optional
        Who may move; default all.

    Returns
    -------
    Trail
    """
    actors, n = rank.shape
    trail = new_trail(n)
    trail.distance[start] = 0
    movers = np.ones(actors, np.bool_) if movers is None else movers
    sources = np.array([start], np.int32)
    walk(sources, n, improving, backward, movers, reach, rank, trail)
    return trail
