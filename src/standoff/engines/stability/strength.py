"""How firmly a state is stable: preferences in degrees.

With three degrees an actor likes a state as much as another, mildly better (degree 1) or strongly
better (degree 2). Which moves are improvements and credible does not depend on the degree. A state
is stable *at degree d* when every improvement has an answer that is worse than the state by degree
``d`` at least, and by SMR and SSEQ the actor's every way out of that is as much worse too. Degree 0
is the usual stability, degree 2 of three is *strong* stability, and what is stable but not strongly
so is *weakly* stable. R does not split: a state without improvements is stable at every degree.

Sources: Hamouda, Kilgour & Hipel 2004, Group Decision and Negotiation 13, and 2006; any number of
degrees: Xu, Hipel & Kilgour 2009, IEEE SMC-A 39.
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

UNSTABLE = -1


def degrees_of(utility: NDArray[np.float64], steps: Iterable[float]) -> NDArray[np.int8]:
    """Turn differences of utility into degrees of preference, int8[A, N, N].

    Parameters
    ----------
    utility : float64[A, N]
    steps : iterable of float
        Differences above which a preference has degree 1, 2, ..., ascending; the first is 0 or
        the size of a tie.

    Returns
    -------
    int8[A, N, N]
        Degree by which the actor prefers the second state to the first; negative if it does not.
    """
    gain = utility[:, None, :] - utility[:, :, None]
    degree = np.zeros(gain.shape, np.int8)
    for step in steps:
        degree += (gain > step).astype(np.int8) - (gain < -step).astype(np.int8)
    return degree


def stable_degrees(
    moves: Moves,
    rank: NDArray[np.integer],
    degree: NDArray[np.int8],
    concepts: Iterable[str] = CONCEPTS,
) -> Mapping[str, NDArray[np.int8]]:
    """Find the degree at which each state is stable for each actor.

    Parameters
    ----------
    moves : Moves
        Moves of A actors among N states.
    rank : int[A, N]
        Preference ranks, higher is better, ties are equal.
    degree : int8[A, N, N]
        As `degrees_of` returns it; its sign must be that of the ranks.
    concepts : iterable of str
        Of R, GMR, SMR, SEQ and SSEQ.

    Returns
    -------
    dict of str to int8[A, N]
        Frozen arrays by concept: the highest degree, `UNSTABLE` where the state is not stable.

    Raises
    ------
    ValueError
        If degrees and ranks disagree on what is better.
    LimitReached
        If there are too many states to compare pair by pair.
    """
    graph = Graph.of(moves, rank)
    gain = np.sign(graph.rank[:, None, :] - graph.rank[:, :, None])
    if not np.array_equal(gain, np.sign(degree)):
        raise ValueError("degrees and ranks disagree on which states are better")
    reach = reached_by_each(graph)
    credible = reach & (degree > 0)
    highest = int(degree.max(initial=0))
    wanted = list(concepts)
    found = {concept: np.full(reach.shape[:2], UNSTABLE, np.int8) for concept in wanted}
    for d in range(highest + 1):
        relations = [Relations(row > 0, row <= -d, row > -d) for row in degree]
        for concept, stable in judge_pairs(reach, credible, relations, wanted).items():
            found[concept][stable] = d
    for degrees in found.values():
        degrees.flags.writeable = False
    return found
