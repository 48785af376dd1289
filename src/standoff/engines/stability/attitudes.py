"""Relational stability: actors who want others to fare well, or badly, or do not care.

The attitude ``e[i, j]`` of actor ``i`` towards ``j`` (itself among them) is 1, -1 or 0. Actor ``i``
finds ``x`` *totally right* compared with ``s`` when for every ``j``: ``j`` likes ``x`` at least as
much as ``s`` where the attitude is 1, and less than ``s`` where it is -1. It is tempted by what it
reaches and finds totally right, is deterred by ``s`` itself and by what is not totally right, and
others' credible moves are to what they find totally right. With 1 towards oneself, 0 towards the
others and no ties of preference these are the usual concepts.

This is about kinds of behaviour, without weights. `solve_attitudes` reads the attitudes from the
signs of `regard` in a crisis file: everybody is positive towards itself, and towards another as its
regard is; what each wants is then what it wants for itself alone.

Sources: Inohara, Hipel & Walker 2007, Journal of Systems Science and Systems Engineering 16;
Inohara & Hipel 2009, IEEE SMC conference. That ``s`` itself deters is what the identities of the
latter require.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from standoff.crisis.model import Crisis
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
from standoff.errors import UsageError
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


@dataclass(frozen=True, eq=False, kw_only=True)
class AttitudesResult(PairedResult):
    """Which of N states are relationally stable for each of A actors.

    Attributes
    ----------
    stable : mapping of str to bool[A, N]
        By concept.
    attitudes : int8[A, A]
        Attitude of the first towards the second: 1, 0 or -1.
    """

    stable: Mapping[str, NDArray[np.bool_]]
    attitudes: NDArray[np.int8]

    def equilibria(self, concept: str) -> NDArray[np.int64]:
        """States that are relationally stable for all actors, ascending."""
        return np.flatnonzero(self.stable[concept].all(axis=0))

    def to_json(self) -> dict[str, Any]:
        """Return plain data, ready for `json.dumps`."""
        attitudes = {
            one: dict(zip(self.actors, row.tolist(), strict=True))
            for one, row in zip(self.actors, self.attitudes, strict=True)
        }
        equilibria = {c: self.labels(self.equilibria(c)) for c in self.stable}
        return self.described({"equilibria": equilibria, "attitudes": attitudes})


def attitudes_of(crisis: Crisis) -> NDArray[np.int8]:
    """Return the attitude of each actor towards each, by the signs of `regard`, int8[A, A]."""
    names = list(crisis.actors)
    regard = np.zeros((len(names), len(names)))
    for tie in crisis.ties:
        regard[names.index(tie.from_), names.index(tie.to)] += tie.regard.centre
    np.fill_diagonal(regard, 1.0)
    return np.sign(regard).astype(np.int8)


def solve_attitudes(
    problem: Problem,
    concepts: Iterable[str] = CONCEPTS,
    hypotheses: Mapping[str, bool] | None = None,
) -> AttitudesResult:
    """Find the states that are relationally stable, with attitudes as `regard` has them.

    Parameters
    ----------
    problem : Problem
        An encoded crisis.
    concepts : iterable of str
        Of R, GMR, SMR, SEQ and SSEQ; here relational ones of these names.
    hypotheses : mapping of str to bool, optional
        As in `solve`.

    Returns
    -------
    AttitudesResult

    Raises
    ------
    UsageError
        If nobody has regard for another, or a concept or a hypothesis is not known.
    LimitReached
        If there are too many states to compare pair by pair.
    """
    attitudes = attitudes_of(problem.crisis)
    if np.count_nonzero(attitudes) == len(attitudes):
        raise UsageError(
            "nobody in this crisis has regard for another: give a tie a `regard` above or below 0"
        )
    # Regard acts as an attitude here, and must not enter what the actors want as well.
    alone = problem.crisis.model_copy(update={"ties": ()})
    posed = PairedConflict.of(replace(problem, crisis=alone, _cache={}), concepts, hypotheses)
    stable = relational_stable(posed.moves, posed.rank, attitudes, posed.concepts)
    told = posed.told() | {"crisis_hash": problem.crisis.hash}
    return AttitudesResult(stable=stable, attitudes=attitudes, **told)
