"""How firmly a state is stable: preferences in degrees.

With three degrees an actor likes a state as much as another, mildly better (degree 1) or strongly
better (degree 2). Which moves are improvements and credible does not depend on the degree. A state
is stable *at degree d* when every improvement has an answer that is worse than the state by degree
``d`` at least, and by SMR and SSEQ the actor's every way out of that is as much worse too. Degree 0
is the usual stability, degree 2 of three is *strong* stability, and what is stable but not strongly
so is *weakly* stable. R does not split: a state without improvements is stable at every degree.

In a crisis file, the sum of weights says how much better a state is: `solve_strength` calls a
preference strong where utilities differ by more than a given number of units. Where only an order
is given (a ranking, statements without weights) every preference is mild.

Sources: Hamouda, Kilgour & Hipel 2004, Group Decision and Negotiation 13, and 2006; any number of
degrees: Xu, Hipel & Kilgour 2009, Discrete Applied Mathematics 157.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from standoff.encode.problem import Problem
from standoff.engines.stability.graph import Graph
from standoff.engines.stability.paired import PairedConflict, PairedResult
from standoff.engines.stability.pairwise import (
    CONCEPTS,
    Relations,
    Steps,
    judge_pairs,
    reached_by_each,
)
from standoff.kernels.layout import Moves

UNSTABLE = -1
STRONG = 2


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
    *,
    highest: int | None = None,
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
    highest : int, optional
        Highest degree of the scale; default the highest that occurs.

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
    steps = Steps(reach, reach & (degree > 0))
    highest = int(degree.max(initial=0)) if highest is None else highest
    wanted = list(concepts)
    found = {concept: np.full(reach.shape[:2], UNSTABLE, np.int8) for concept in wanted}
    for d in range(highest + 1):
        relations = [Relations(row > 0, row <= -d, row > -d) for row in degree]
        for concept, stable in judge_pairs(steps, relations, wanted).items():
            found[concept][stable] = d
    for degrees in found.values():
        degrees.flags.writeable = False
    return found


@dataclass(frozen=True, eq=False, kw_only=True)
class StrengthResult(PairedResult):
    """How firmly each of N states is stable for each of A actors.

    Attributes
    ----------
    degrees : mapping of str to int8[A, N]
        By concept; `UNSTABLE`, 0, 1 or `STRONG`.
    units : float
        Difference of utility above which a preference is strong.
    """

    degrees: Mapping[str, NDArray[np.int8]]
    units: float

    def equilibria(self, concept: str, degree: int = 0) -> NDArray[np.int64]:
        """States that are stable for all actors at a degree, ascending."""
        return np.flatnonzero((self.degrees[concept] >= degree).all(axis=0))

    def to_json(self) -> dict[str, Any]:
        """Return plain data, ready for `json.dumps`."""
        by_degree = [
            {concept: self.labels(self.equilibria(concept, degree)) for concept in self.degrees}
            for degree in (0, STRONG)
        ]
        equilibria, strong = by_degree
        return self.described({"equilibria": equilibria, "strong": strong, "units": self.units})


def solve_strength(
    problem: Problem,
    units: float,
    concepts: Iterable[str] = CONCEPTS,
    hypotheses: Mapping[str, bool] | None = None,
) -> StrengthResult:
    """Find how firmly each state is stable when preferences have three degrees.

    Parameters
    ----------
    problem : Problem
        An encoded crisis.
    units : float
        Difference of utility above which a preference is strong; positive.
    concepts : iterable of str
        Of R, GMR, SMR, SEQ and SSEQ.
    hypotheses : mapping of str to bool, optional
        As in `solve`.

    Returns
    -------
    StrengthResult

    Raises
    ------
    UsageError
        If a concept or a hypothesis is not known.
    LimitReached
        If there are too many states to compare pair by pair.
    """
    posed = PairedConflict.of(problem, concepts, hypotheses)
    degree = _degrees(posed, units)
    found = stable_degrees(posed.moves, posed.rank, degree, posed.concepts, highest=STRONG)
    return StrengthResult(degrees=found, units=units, **posed.told())


def _degrees(posed: PairedConflict, units: float) -> NDArray[np.int8]:
    """Return preferences in three degrees, strong ones only where weights say how much."""
    view, rank = posed.view, posed.rank
    degree: NDArray[np.int8] = np.sign(rank[:, None, :] - rank[:, :, None]).astype(np.int8)
    utility = view.utility(view.inputs.point(), posed.hypotheses)
    strong = degrees_of(utility, [units])
    for i, actor in enumerate(view.actors):
        statements = view.crisis.actors[actor].preferences
        if statements and statements[0].weight is not None:
            degree[i] += strong[i]
    return degree
