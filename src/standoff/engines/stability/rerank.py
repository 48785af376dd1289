"""The fewest changes of an actor's ranking that make a state stable for it.

A ranking is a relation ``x[a, b]``, "``a`` is at least as good as ``b``", complete and transitive.
The distance between two rankings is that of Kemeny & Snell (1962): a pair whose order is reversed
counts 1, a tie made or broken counts 1/2; without ties it is the number of swaps of neighbours.
Every move must have an alternative (see `standoff.engines.stability.requirements`) whose states are all no
better than the state in question. This is an integer program, solved exactly by HiGHS; the number
of its variables grows with the square of the number of states, so it is for rankings that somebody
wrote down.
"""

from dataclasses import dataclass
from itertools import permutations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_matrix

from standoff.engines.stability.requirements import Requirement
from standoff.engines.stability.reweigh import IMPOSSIBLE
from standoff.errors import LimitReached

MOST_RANKED = 40
"""Most states in a ranking that can be changed."""


@dataclass(frozen=True, slots=True)
class Reranking:
    """The nearest ranking that was found.

    Attributes
    ----------
    rank : int64[N] or None
        New ranks, higher is better; None if none were found.
    cost : float
        Distance from the old ranking, infinite if none was found.
    bound : float
        No ranking nearer than this will do; infinite if none at all will.
    """

    rank: NDArray[np.int64] | None
    cost: float
    bound: float


def rerank(
    needed: list[Requirement],
    state: int,
    rank: NDArray[np.integer],
    *,
    ties: bool,
    seconds: float,
) -> Reranking:
    """Find the nearest ranking that meets all requirements.

    Parameters
    ----------
    needed : list of Requirement
    state : int
        State that is to be stable.
    rank : int[N]
        Ranks as they are, higher is better.
    ties : bool
        Whether states that are not tied now may be tied.
    seconds : float
        Limit on the time.

    Returns
    -------
    Reranking

    Raises
    ------
    LimitReached
        If there are more than `MOST_RANKED` states.
    """
    n = len(rank)
    if n > MOST_RANKED:
        raise LimitReached(
            f"a ranking of {n} states is too long to change: at most {MOST_RANKED} are handled;"
            " write the actor's wants as preferences with weights"
        )
    old = rank[:, None] >= rank[None, :]
    sets = sorted({a for need in needed for a in need.alternatives}, key=sorted)
    program = _Program(n, len(sets))
    program.complete(old, ties)
    program.transitive()
    program.chosen(needed, sets, state)
    cost = np.concatenate([np.where(old, -0.5, 0.5).ravel(), np.zeros(len(sets))])
    cost[np.arange(n) * (n + 1)] = 0.0
    answer = program.solve(cost, seconds)
    constant = 0.5 * (int(old.sum()) - n)
    if answer.status == IMPOSSIBLE:
        return Reranking(None, np.inf, np.inf)
    # Distances come in halves, so a bound between two of them is as good as the upper one.
    dual = 0.0 if answer.mip_dual_bound is None else float(answer.mip_dual_bound) + constant
    bound = max(0.0, float(np.ceil(2 * dual - 1e-6)) / 2)
    if answer.x is None:
        return Reranking(None, np.inf, bound)
    relation = answer.x[: n * n].reshape(n, n) > 0.5
    return Reranking(relation.sum(axis=1), float(abs(relation ^ old).sum() / 2), bound)


class _Program:
    """The integer program: the relation, and which alternatives hold."""

    def __init__(self, states: int, alternatives: int) -> None:
        self.n = states
        self.width = states * states + alternatives
        self.constraints: list[LinearConstraint] = []
        self.lower = np.zeros(self.width)
        self.upper = np.ones(self.width)

    def _add(
        self, rows: list[list[tuple[int, float]]], low: float | list[float], high: float
    ) -> None:
        """Add rows of (column, coefficient)."""
        if rows:
            index = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
            column = np.array([c for row in rows for c, _ in row])
            value = np.array([v for row in rows for _, v in row])
            matrix = csr_matrix((value, (index, column)), shape=(len(rows), self.width))
            self.constraints.append(LinearConstraint(matrix, low, high))

    def complete(self, old: NDArray[np.bool_], ties: bool) -> None:
        """Rank every pair one way or both; states not tied now one way only, unless ties may be."""
        n = self.n
        self.lower[np.arange(n) * (n + 1)] = 1.0
        pairs = [(a, b) for a in range(n) for b in range(a)]
        both = [[(a * n + b, 1.0), (b * n + a, 1.0)] for a, b in pairs]
        self._add(both, 1.0, 2.0)
        strict = [row for row, (a, b) in zip(both, pairs, strict=True) if not old[a, b] & old[b, a]]
        if not ties:
            self._add(strict, 1.0, 1.0)

    def transitive(self) -> None:
        """What is at least as good as something that is at least as good as ``c`` is so itself."""
        n = self.n
        self._add(
            [
                [(a * n + b, 1.0), (b * n + c, 1.0), (a * n + c, -1.0)]
                for a, b, c in permutations(range(n), 3)
            ],
            -1.0,
            1.0,
        )

    def chosen(self, needed: list[Requirement], sets: list[frozenset[int]], state: int) -> None:
        """Let every requirement have an alternative, all of whose states are no better."""
        n = self.n
        number = {a: n * n + j for j, a in enumerate(sets)}
        links = [[(number[a], 1.0), (state * n + v, -1.0)] for a in sets for v in a]
        self._add(links, -1.0, 0.0)
        self._add([[(number[a], 1.0) for a in need.alternatives] for need in needed], 1.0, np.inf)

    def solve(self, cost: NDArray[np.float64], seconds: float):  # type: ignore[no-untyped-def]
        """Run HiGHS."""
        return milp(
            cost,
            integrality=np.ones(self.width),
            bounds=Bounds(self.lower, self.upper),
            constraints=self.constraints,
            options={"time_limit": seconds, "mip_rel_gap": 0.0},
        )
