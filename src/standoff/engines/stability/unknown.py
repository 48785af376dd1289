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

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from standoff.encode.draws import Draw
from standoff.encode.preferences import ranks
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
from standoff.engines.stability.solver import settled
from standoff.kernels.layout import Moves
from standoff.kernels.threads import at_most, in_threads

ATTITUDES = ("a", "b", "c", "d")

DOUBT = 0.05
"""Share of draws above which the less usual preference counts."""

BATCH = 32
"""Draws whose orders are held in memory at a time."""

ROWS = 64
"""States that are compared with all others at a time, so that the work stays in the cache."""

Progress = Callable[[int, int], None]
Order = tuple[NDArray[np.int32], np.float32]
"""Ranks of the states for one actor, int32[N], and the weight of the draws that have them."""


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
    better = _better(rank, unknown)
    reach = reached_by_each(Graph.of(moves, rank))
    return _judged(Steps(reach, reach & (better | unknown)), better, unknown, attitude, concepts)


def _better(rank: NDArray[np.integer], unknown: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Where the second state is known to be better than the first, bool[A, N, N]."""
    known: NDArray[np.bool_] = (rank[:, None, :] > rank[:, :, None]) & ~unknown
    return known


def _judged(
    steps: Steps,
    better: NDArray[np.bool_],
    unknown: NDArray[np.bool_],
    attitude: str,
    concepts: Iterable[str],
) -> dict[str, NDArray[np.bool_]]:
    hopeful, doubted = better | unknown, ~better & ~unknown
    relations = [
        Relations(
            tempts=hopeful[i] if attitude in "ac" else better[i],
            zone=doubted[i] if attitude in "ab" else ~better[i],
            escapes=hopeful[i] if attitude in "ab" else better[i],
        )
        for i in range(len(better))
    ]
    return judge_pairs(steps, relations, concepts)


@dataclass(frozen=True, eq=False, kw_only=True)
class UnknownResult(PairedResult):
    """Equilibria under each attitude to what is not known, for A actors and N states.

    Attributes
    ----------
    stable : mapping of str to mapping of str to bool[A, N]
        By attitude and concept.
    unknown : bool[A, N, N]
        Pairs of states of which it is not known which the actor prefers.
    """

    stable: Mapping[str, Mapping[str, NDArray[np.bool_]]]
    unknown: NDArray[np.bool_]

    @property
    def concepts(self) -> tuple[str, ...]:
        """Concepts that were asked for."""
        return tuple(self.stable[ATTITUDES[0]])

    def equilibria(self, attitude: str, concept: str) -> NDArray[np.int64]:
        """States that are stable for all actors, ascending."""
        return np.flatnonzero(self.stable[attitude][concept].all(axis=0))

    def share(self, actor: str) -> float:
        """Share of the pairs of states of which it is not known which an actor prefers."""
        n = self.space.states
        pairs = self.unknown[self.actors.index(actor)].sum()
        return float(pairs) / (n * (n - 1)) if n > 1 else 0.0

    def to_json(self) -> dict[str, Any]:
        """Return plain data, ready for `json.dumps`."""
        equilibria = {
            attitude: {
                concept: self.labels(self.equilibria(attitude, concept))
                for concept in self.concepts
            }
            for attitude in ATTITUDES
        }
        unknown = {actor: self.share(actor) for actor in self.actors}
        return self.described({"equilibria": equilibria, "unknown": unknown, "doubt": DOUBT})


def solve_unknown(
    problem: Problem,
    draws: Sequence[Draw],
    weights: NDArray[np.float64],
    concepts: Iterable[str] = CONCEPTS,
    hypotheses: Mapping[str, bool] | None = None,
    *,
    jobs: int = 1,
    progress: Progress | None = None,
) -> UnknownResult:
    """Judge all states under each attitude to what the draws leave open.

    Parameters
    ----------
    problem : Problem
        An encoded crisis.
    draws : sequence of Draw
        The ensemble.
    weights : float64[D]
        Weight of each draw; sums to 1.
    concepts : iterable of str
        Of R, GMR, SMR, SEQ and SSEQ.
    hypotheses : mapping of str to bool, optional
        As in `solve`; they say who can move, while preferences are those of the draws.
    jobs : int
        Threads to use; the answer does not depend on it.
    progress : callable, optional
        Told how many draws are done, of how many.

    Returns
    -------
    UnknownResult

    Raises
    ------
    UsageError
        If a concept or a hypothesis is not known.
    LimitReached
        If there are too many states to compare pair by pair.
    """
    posed = PairedConflict.of(problem, concepts, hypotheses)
    with at_most(jobs):
        unknown = _left_open(_gains(posed.view, draws, weights, progress), posed.rank)
    better = _better(posed.rank, unknown)
    reach = reached_by_each(Graph.of(posed.moves, posed.rank))
    steps = Steps(reach, reach & (better | unknown))
    stable = {a: _judged(steps, better, unknown, a, posed.concepts) for a in ATTITUDES}
    return UnknownResult(stable=stable, unknown=unknown, **posed.told())


def _gains(
    view: Problem,
    draws: Sequence[Draw],
    weights: NDArray[np.float64],
    progress: Progress | None,
) -> NDArray[np.float32]:
    """Weight of the draws in which an actor likes the second state better, float32[A, N, N]."""
    n = view.space.states
    gains = np.zeros((len(view.actors), n, n), np.float32)
    blocks = list(product(range(len(view.actors)), range(0, n, ROWS)))
    for first in range(0, len(draws), BATCH):
        batch = slice(first, first + BATCH)
        orders = [list(found) for found in _orders(view, draws[batch], weights[batch])]

        def compare(actor: int, row: int, orders: list[list[Order]] = orders) -> None:
            rows = slice(row, row + ROWS)
            for rank, weight in orders[actor]:
                gains[actor, rows] += weight * (rank[None, :] > rank[rows, None])

        in_threads(compare, *zip(*blocks, strict=True))
        if progress is not None:
            progress(min(first + BATCH, len(draws)), len(draws))
    return gains


def _orders(
    view: Problem, draws: Sequence[Draw], weights: NDArray[np.float64]
) -> Iterator[Iterator[Order]]:
    """Yield the different orders that draws give the states, actor by actor."""
    drawn = np.array(
        [ranks(view.utility(draw.values, settled(view, draw.hypotheses))) for draw in draws]
    )
    for by_draw in drawn.transpose(1, 0, 2):
        orders, which = np.unique(by_draw, axis=0, return_inverse=True)
        together = np.bincount(which.reshape(-1), weights).astype(np.float32)
        yield zip(orders, together, strict=True)


def _left_open(gains: NDArray[np.float32], rank: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Find the pairs that draws order either way, or otherwise than the central values do."""
    losses = gains.transpose(0, 2, 1)
    central = rank[:, None, :] > rank[:, :, None]
    surprising = (gains > DOUBT) & ~central
    open_either_way: NDArray[np.bool_] = (gains > DOUBT) & (losses > DOUBT)
    open_either_way |= surprising | surprising.transpose(0, 2, 1)
    return open_either_way
