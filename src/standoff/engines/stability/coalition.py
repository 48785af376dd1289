"""Coalition stability: states that several actors would not leave together.

For a coalition ``H``, a *coalition improvement* on ``s`` is a state that legal sequences of its
members' moves reach, through feasible states only, and that every member prefers to ``s``. The
state is stable for ``H`` when, for every coalition improvement ``t``,

* R: (there is none),
* GMR: the outsiders can move from ``t`` to some ``u`` that some member likes no better than ``s``,
* SMR: and wherever ``H`` moves on from ``u``, some member likes the end no better than ``s``,
* SEQ: as GMR, each of the outsiders' moves being an improvement for whoever makes it.

A state is coalitionally stable when it is stable for every coalition of two or more, universally
stable when it is for single actors too. For one actor the concepts are those of
`standoff.engines.stability.stable`.

Sources: Kilgour, Hipel, Peng & Fang 2001, Group Decision and Negotiation 10 (whose SEQ this is;
Inohara & Hipel 2008 let outsiders answer by joint improvements instead); Xu, Hipel, Kilgour & Fang
2018, chapter 8.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from standoff.encode.problem import Problem
from standoff.encode.space import Space
from standoff.engines.stability.solver import check_concepts, settled
from standoff.errors import LimitReached, UsageError, nearest
from standoff.kernels.layout import Moves
from standoff.kernels.reach import Reach, build_reach, dense_ranks
from standoff.kernels.stability import least_reached
from standoff.kernels.stability_coalition import judge_coalition, judge_last_word
from standoff.kernels.threads import in_threads

CONCEPTS = ("R", "GMR", "SMR", "SEQ")
CHUNK = 256
"""States that one call of a kernel works on."""

PAIRS = 2 * 10**10
"""Most pairs of states to compare, over all coalitions, unless told otherwise."""


@dataclass(frozen=True, eq=False)
class CoalitionResult:
    """Which of N states are stable for each of K coalitions.

    Attributes
    ----------
    coalitions : tuple of tuple of str
        Members of each.
    space : Space
        The feasible states, chance variables at their status quo.
    stable : mapping of str to bool[K, N]
        By concept; frozen.
    hypotheses : mapping of str to bool
        Values that the hypotheses were given.
    version : str
        Of standoff.
    crisis_hash : str
        Of the crisis, see `Crisis.hash`.
    """

    coalitions: tuple[tuple[str, ...], ...]
    space: Space
    stable: Mapping[str, NDArray[np.bool_]]
    hypotheses: Mapping[str, bool]
    version: str
    crisis_hash: str

    def stable_for_all(self, concept: str, smallest: int = 1) -> NDArray[np.int64]:
        """States that are stable for every coalition asked about with enough members, ascending.

        With all coalitions asked about, these are the universally stable states, and for a
        `smallest` of 2 the coalitionally stable ones.
        """
        counted = [len(members) >= smallest for members in self.coalitions]
        return np.flatnonzero(self.stable[concept][counted].all(axis=0))

    def labels(self, states: NDArray[np.int64]) -> list[list[str]]:
        """Return what is on in each of some states."""
        return [self.space.label(int(s)) for s in states]

    def to_json(self) -> dict[str, Any]:
        """Return plain data, ready for `json.dumps`."""
        return {
            "states": self.space.states,
            "coalitions": [
                {
                    "members": list(members),
                    "stable": {
                        concept: self.labels(np.flatnonzero(stable[k]))
                        for concept, stable in self.stable.items()
                    },
                }
                for k, members in enumerate(self.coalitions)
            ],
            "stable_for_all": {c: self.labels(self.stable_for_all(c)) for c in self.stable},
            "hypotheses": dict(self.hypotheses),
            "version": self.version,
            "crisis": self.crisis_hash,
        }


def solve_coalitions(
    problem: Problem,
    coalitions: Iterable[Iterable[str]] | None = None,
    concepts: Iterable[str] = CONCEPTS,
    hypotheses: Mapping[str, bool] | None = None,
    *,
    limit: int = PAIRS,
) -> CoalitionResult:
    """Find the states that coalitions would not leave.

    Parameters
    ----------
    problem : Problem
        An encoded crisis.
    coalitions : iterable of iterable of str, optional
        Actors of each; default every coalition, single actors among them.
    concepts : iterable of str
        Of R, GMR, SMR and SEQ.
    hypotheses : mapping of str to bool, optional
        As in `solve`.
    limit : int
        Most pairs of states to compare.

    Returns
    -------
    CoalitionResult

    Raises
    ------
    UsageError
        If an actor, a concept or a hypothesis is not known, or a coalition has no member.
    LimitReached
        If there are more than `limit` pairs of states to compare.
    """
    concepts = check_concepts(concepts, CONCEPTS, far_sighted=False)
    values = settled(problem, hypotheses)
    view = problem.at_chance_status_quo()
    chosen = _chosen(view.actors, coalitions)
    pairs = len(chosen) * view.space.states**2
    if pairs > limit:
        raise LimitReached(
            f"{len(chosen)} coalitions in {view.space.states:,} states need {pairs:.1g}"
            f" comparisons, more than the limit of {limit:.1g}: name fewer coalitions"
        )
    moves, rank = view.moves(values), view.stability_ranks(values)
    members = [np.array([a in coalition for a in view.actors]) for coalition in chosen]
    found = coalition_stable(moves, rank, members, concepts)
    return CoalitionResult(
        coalitions=chosen,
        space=view.space,
        stable=found,
        hypotheses=values,
        version=version("standoff"),
        crisis_hash=problem.crisis.hash,
    )


def _chosen(
    actors: tuple[str, ...], coalitions: Iterable[Iterable[str]] | None
) -> tuple[tuple[str, ...], ...]:
    """Return the coalitions, members in file order."""
    if coalitions is None:
        sizes = range(1, len(actors) + 1)
        return tuple(members for size in sizes for members in combinations(actors, size))
    chosen = []
    for coalition in coalitions:
        named = set(coalition)
        for name in sorted(named - set(actors)):
            raise UsageError(f"there is no actor '{name}'{nearest(name, actors)}")
        if not named:
            raise UsageError("a coalition needs members")
        chosen.append(tuple(a for a in actors if a in named))
    return tuple(dict.fromkeys(chosen))


def coalition_stable(
    moves: Moves,
    rank: NDArray[np.integer],
    coalitions: Iterable[NDArray[np.bool_]],
    concepts: Iterable[str] = CONCEPTS,
) -> Mapping[str, NDArray[np.bool_]]:
    """Find the states that are stable for each coalition.

    Parameters
    ----------
    moves : Moves
        Moves of A actors among N states.
    rank : int[A, N]
        Preference ranks, higher is better, ties are equal.
    coalitions : iterable of bool[A]
        K coalitions.
    concepts : iterable of str
        Of R, GMR, SMR and SEQ.

    Returns
    -------
    dict of str to bool[K, N]
        Frozen arrays by concept.
    """
    dense = dense_ranks(rank)
    reach = build_reach(moves, dense)
    members = list(coalitions)
    found = {}
    for concept in concepts:
        judge = partial(_judge, concept, reach, dense)
        found[concept] = np.array([judge(m) for m in members]).reshape(len(members), -1)
        found[concept].flags.writeable = False
    return found


def _judge(
    concept: str, reach: Reach, rank: NDArray[np.int32], members: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Judge all states for one coalition, bool[N]."""
    stable = _judge_answers(reach, rank, members, _worth(concept, reach, rank, members))
    if concept == "SMR":
        in_doubt = stable & ~_judge_answers(reach, rank, members, rank)
        n = len(stable)

        def judge_chunk(low: int) -> None:
            high = min(n, low + CHUNK)
            judge_last_word(low, high, members, in_doubt, reach, rank, stable)

        in_threads(judge_chunk, range(0, n, CHUNK))
    return stable


def _judge_answers(
    reach: Reach, rank: NDArray[np.int32], members: NDArray[np.bool_], worth: NDArray[np.int32]
) -> NDArray[np.bool_]:
    """Judge all states for one coalition by what is left of each improvement, bool[N]."""
    n = rank.shape[1]
    stable = np.empty(n, np.bool_)

    def judge_chunk(low: int) -> None:
        judge_coalition(low, min(n, low + CHUNK), members, worth, reach, rank, stable)

    in_threads(judge_chunk, range(0, n, CHUNK))
    return stable


def _worth(
    concept: str, reach: Reach, rank: NDArray[np.int32], members: NDArray[np.bool_]
) -> NDArray[np.int32]:
    """Value each state for each member after the outsiders' best answer, int32[A, N], frozen."""
    if concept == "R":
        return rank
    worth = rank.copy()

    def answer(i: int) -> None:
        least_reached(reach, rank, ~members, concept == "SEQ", rank[i], worth[i])

    in_threads(answer, np.flatnonzero(members).tolist())
    worth.flags.writeable = False
    return worth
