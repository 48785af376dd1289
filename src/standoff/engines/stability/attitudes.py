"""Relational stability: actors who want others to fare well, or badly, or do not care.

The attitude ``e[i, j]`` of actor ``i`` towards ``j`` (itself among them) is 1, -1 or 0. Actor ``i``
finds ``x`` *totally right* compared with ``s`` when for every ``j``: ``j`` likes ``x`` at least as
much as ``s`` where the attitude is 1, and less than ``s`` where it is -1. It is tempted by what it
reaches and finds totally right, is deterred by ``s`` itself and by what is not totally right, and
others' credible moves are to what they find totally right. With 1 towards oneself, 0 towards the
others and no ties of preference these are the usual concepts.

This is about kinds of behaviour, without weights. `regard` in a crisis file is the other way to say
that actors care about one another, and enters utilities.

Sources: Inohara, Hipel & Walker 2007, Journal of Systems Science and Systems Engineering 16;
Inohara & Hipel 2009, IEEE SMC conference. That ``s`` itself deters is what the identities of the
latter require.
"""

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from standoff.engines.stability.graph import Graph
from standoff.engines.stability.pairwise import (
    CONCEPTS,
    Relations,
    Steps,
    judge_pairs,
    reached_by_each,
)
from standoff.kernels.layout import Moves


def relational_stable(
    moves: Moves,
    rank: NDArray[np.integer],
    attitudes: NDArray[np.integer],
    concepts: Iterable[str] = CONCEPTS,
) -> Mapping[str, NDArray[np.bool_]]:
    """Find the states that are relationally stable for each actor.

    Parameters
    ----------
    moves : Moves
        Moves of A actors among N states.
    rank : int[A, N]
        Preference ranks of each for itself, higher is better, ties are equal.
    attitudes : int[A, A]
        Attitude of the first towards the second: 1, 0 or -1.
    concepts : iterable of str
        Of R, GMR, SMR, SEQ and SSEQ; here relational ones of these names.

    Returns
    -------
    dict of str to bool[A, N]
        Frozen arrays by concept.

    Raises
    ------
    ValueError
        If an attitude is not 1, 0 or -1.
    LimitReached
        If there are too many states to compare pair by pair.
    """
    if not np.isin(attitudes, (-1, 0, 1)).all():
        raise ValueError("attitudes are 1, 0 or -1")
    graph = Graph.of(moves, rank)
    reach = reached_by_each(graph)
    at_least = graph.rank[:, None, :] >= graph.rank[:, :, None]
    right = np.ones_like(reach)
    for i, row in enumerate(attitudes):
        for j, attitude in enumerate(row):
            if attitude:
                right[i] &= at_least[j] if attitude > 0 else ~at_least[j]
    elsewhere = ~np.eye(graph.states, dtype=np.bool_)
    tempts = right & elsewhere
    relations = [Relations(tempts=row, zone=~row, escapes=row) for row in tempts]
    return judge_pairs(Steps(reach, reach & tempts), relations, concepts)
