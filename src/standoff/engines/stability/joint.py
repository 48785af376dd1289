"""Moves that several actors make from the same state at the same time."""

import numpy as np
from numpy.typing import NDArray

from standoff.engines.stability.graph import Graph
from standoff.engines.stability.routes import Move
from standoff.errors import LimitReached

MOST_JOINT = 5_000_000
"""Joint moves that one improvement is held against."""

Tempted = list[tuple[int, NDArray[np.int32]]]
"""Opponents, each with the states that tempt it."""


def joint_moves(
    graph: Graph, made: Move, tempted: Tempted, limit: int = MOST_JOINT
) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """List what comes of a move when the others, or some of them, move at the same time.

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
    tuple of int32[J] and int64[J]
        The joint states, -1 where not feasible, and how many opponents move. The opponents' choices
        count up with the last opponent fastest, the first choice of each being not to move.

    Raises
    ------
    LimitReached
        If there are more than `limit` joint moves.
    """
    if float(np.prod([1.0 + len(targets) for _, targets in tempted])) > limit:
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
    return graph.find(keys), movers


def find_spoiling(
    graph: Graph, made: Move, tempted: Tempted, limit: int = MOST_JOINT
) -> tuple[list[tuple[int, int]], int] | None:
    """Find the fewest opponents whose simultaneous moves leave the mover no better off.

    Parameters
    ----------
    graph, made, tempted, limit
        As in `joint_moves`.

    Returns
    -------
    tuple or None
        Pairs of opponent and its target, and the joint state; None if nothing spoils the move.

    Raises
    ------
    LimitReached
        If there are more than `limit` joint moves.
    """
    joint, movers = joint_moves(graph, made, tempted, limit)
    own = graph.rank[made.actor]
    spoilt = np.flatnonzero((movers > 0) & (joint >= 0) & (own[joint] <= own[made.before]))
    if not len(spoilt):
        return None
    best = spoilt[np.lexsort((own[joint[spoilt]], movers[spoilt]))[0]]
    digits = np.unravel_index(best, [1 + len(targets) for _, targets in tempted])
    chosen = [
        (a, int(targets[digit - 1]))
        for (a, targets), digit in zip(tempted, digits, strict=True)
        if digit
    ]
    return chosen, int(joint[best])
