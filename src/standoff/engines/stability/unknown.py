"""Stability when some preferences are not known.

``t U_i s`` says that nobody knows which of two states actor ``i`` prefers. What an actor does about
that is one of four attitudes (Li, Hipel, Kilgour & Fang 2004, IEEE SMC-A 34(4)):

=============== ===================== ================== ===================
attitude        is tempted by         is deterred by     its last word needs
=============== ===================== ================== ===================
a, aggressive   better or unknown     not better         better or unknown
b               better                not better         better or unknown
c               better or unknown     not better or      better
                                      unknown
d, conservative better                not better or      better
                                      unknown
=============== ===================== ================== ===================

Opponents' credible moves are to what is better or unknown to them, in all four. With nothing
unknown all four are the usual concepts.
"""

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from standoff.engines.stability.graph import Graph
from standoff.engines.stability.pairwise import (
    CONCEPTS,
    Relations,
    judge_pairs,
    reached_by_each,
)
from standoff.kernels.layout import Moves

ATTITUDES = ("a", "b", "c", "d")


def unknown_stable(
    moves: Moves,
    rank: NDArray[np.integer],
    unknown: NDArray[np.bool_],
    attitude: str,
    concepts: Iterable[str] = CONCEPTS,
) -> Mapping[str, NDArray[np.bool_]]:
    """Find the states that are stable for each actor under one attitude.

    Parameters
    ----------
    moves : Moves
        Moves of A actors among N states.
    rank : int[A, N]
        Preference ranks, higher is better, ties are equal; they count where nothing is unknown.
    unknown : bool[A, N, N]
        Pairs of states of which it is not known which the actor prefers; symmetric.
    attitude : str
        a, b, c or d; everybody has the same.
    concepts : iterable of str
        Of R, GMR, SMR, SEQ and SSEQ.

    Returns
    -------
    dict of str to bool[A, N]
        Frozen arrays by concept.

    Raises
    ------
    ValueError
        If `unknown` is not symmetric or holds between a state and itself, or the attitude is not
        one of the four.
    LimitReached
        If there are too many states to compare pair by pair.
    """
    if attitude not in ATTITUDES:
        raise ValueError(f"there is no attitude {attitude!r}; there are a, b, c and d")
    if not np.array_equal(unknown, unknown.transpose(0, 2, 1)):
        raise ValueError("what is unknown of two states is unknown both ways")
    if unknown.diagonal(axis1=1, axis2=2).any():
        raise ValueError("a state is as good as itself")
    graph = Graph.of(moves, rank)
    reach = reached_by_each(graph)
    better = (graph.rank[:, None, :] > graph.rank[:, :, None]) & ~unknown
    hopeful, doubted = better | unknown, ~better & ~unknown
    credible = reach & hopeful
    relations = [
        Relations(
            tempts=hopeful[i] if attitude in "ac" else better[i],
            zone=doubted[i] if attitude in "ab" else ~better[i],
            escapes=hopeful[i] if attitude in "ab" else better[i],
        )
        for i in range(graph.actors)
    ]
    return judge_pairs(reach, credible, relations, concepts)
