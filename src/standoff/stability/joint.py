"""Moves that several actors make from the same state at the same time."""

import numpy as np
from numpy.typing import NDArray

from standoff.errors import LimitReached
from standoff.stability.graph import Graph
from standoff.stability.routes import Move

MOST_JOINT = 5_000_000
"""Joint moves that one improvement is held against."""

Tempted = list[tuple[int, NDArray[np.int32]]]
"""Opponents, each with the states that tempt it."""


def find_spoiling(
    graph: Graph, made: Move, tempted: Tempted, limit: int = MOST_JOINT
) -> tuple[list[tuple[int, int]], int] | None:
    """Find the fewest opponents whose simultaneous moves leave the mover no better off.

    Parameters
    ----------
    graph : Graph
    made : Move
        The improvement.
    tempted : list of (int, int32[K])
        Opponents, each with the states that it would move to from ``made.before``.
    limit : int
        Most joint moves to look at.

    Returns
    -------
    tuple or None
        Pairs of opponent and its target, and the joint state; None if nothing spoils the move.

    Raises
    ------
    LimitReached
        If there are more than `limit` joint moves.
    """
    sizes = [1 + len(targets) for _, targets in tempted]
    if float(np.prod([float(size) for size in sizes])) > limit:
        raise LimitReached(
            f"more than {limit:,} joint moves of the others answer one move:"
            " ask for another concept, or give the actors fewer options"
        )
    index = graph.index
    keys = index.key[[made.before]] ^ index.part[made.actor, made.before]
    keys = keys ^ index.part[made.actor, made.after]
    movers = np.zeros(1, np.int64)
    for a, targets in tempted:
        change = np.append(np.uint64(0), index.part[a, targets] ^ index.part[a, made.before])
        keys = (keys[:, None] ^ change).ravel()
        movers = (movers[:, None] + (np.arange(len(change)) > 0)).ravel()
    joint = graph.find(keys)
    own = graph.rank[made.actor]
    spoilt = np.flatnonzero((movers > 0) & (joint >= 0) & (own[joint] <= own[made.before]))
    if not len(spoilt):
        return None
    best = spoilt[np.lexsort((own[joint[spoilt]], movers[spoilt]))[0]]
    digits = np.unravel_index(best, sizes)
    chosen = [
        (a, int(targets[digit - 1]))
        for (a, targets), digit in zip(tempted, digits, strict=True)
        if digit
    ]
    return chosen, int(joint[best])
