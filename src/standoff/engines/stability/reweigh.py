"""The least change of an actor's weights that makes a state stable for it.

The weights ``w >= 0`` are sought with the least total change ``sum |w_k - w0_k|`` such that every
move has an alternative (see `standoff.engines.stability.requirements`) whose states are all no better: for
each such state ``v``

    ``sum_k w_k (f_k(s) - f_k(v)) + c(s) - c(v) >= 0``

with ``f_k`` telling where statement ``k`` holds and ``c`` the part of the utility that the weights
do not enter. Which alternative holds is a binary choice, so this is a mixed-integer program,
solved exactly by HiGHS. The smallest change often ends in ties, which rounding could undo: where a
clear margin costs next to nothing, the answer has it.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_matrix

from standoff.engines.stability.requirements import Requirement
from standoff.settings import TIE

MARGIN = 1e-3
"""Clear margin in units of utility."""

NOTHING = 0.01
"""Change of weights that costs next to nothing."""

DECIMALS = 6
"""Weights are rounded to so many."""

OPTIMAL, IMPOSSIBLE = 0, 2
"""How HiGHS reports that it ended, as `scipy.optimize.milp` numbers it."""


@dataclass(frozen=True, slots=True)
class Reweighing:
    """The least change of weights that was found.

    Attributes
    ----------
    weights : float64[K] or None
        New weights; None if none were found.
    cost : float
        Total change, infinite if none was found.
    bound : float
        No change smaller than this will do; infinite if no weights within the limit will.
    """

    weights: NDArray[np.float64] | None
    cost: float
    bound: float


def reweigh(
    needed: list[Requirement],
    state: int,
    holds: NDArray[np.bool_],
    fixed: NDArray[np.float64],
    weights: NDArray[np.float64],
    *,
    largest: float,
    seconds: float,
) -> Reweighing:
    """Find the least change of weights that meets all requirements.

    Parameters
    ----------
    needed : list of Requirement
    state : int
        State that is to be stable.
    holds : bool[K, N]
        Where each statement counts and holds.
    fixed : float64[N]
        Utility that does not depend on the weights.
    weights : float64[K]
        Weights as they are.
    largest : float
        Largest weight allowed.
    seconds : float
        Limit on the time.

    Returns
    -------
    Reweighing
    """
    rows = _Rows(state, holds, fixed)
    clauses = _reduced([[rows.of(a) for a in need.alternatives] for need in needed])
    if not clauses:
        return Reweighing(weights.copy(), 0.0, 0.0)
    if not all(clauses):
        return Reweighing(None, np.inf, np.inf)
    program = _Program(rows.matrix(), clauses, weights, largest)
    least = program.solve(0.0, seconds)
    clear = program.solve(MARGIN, seconds)
    if clear.weights is None or clear.cost > least.cost + NOTHING:
        return least
    return Reweighing(clear.weights, clear.cost, least.bound)


class _Rows:
    """The distinct comparisons of the state with others: what weights multiply, and the rest."""

    def __init__(self, state: int, holds: NDArray[np.bool_], fixed: NDArray[np.float64]) -> None:
        self.state, self.holds, self.fixed = state, holds.astype(np.int8), fixed
        self.numbers: dict[tuple[float, ...], int] = {}

    def of(self, alternative: frozenset[int]) -> frozenset[int] | None:
        """Return the rows that an alternative needs, None where no weights could meet it."""
        found = set()
        for v in alternative:
            difference = self.holds[:, self.state] - self.holds[:, v]
            rest = float(self.fixed[self.state] - self.fixed[v])
            if (difference >= 0).all() and rest >= -TIE:
                continue
            if (difference <= 0).all() and rest < -TIE:
                return None
            row = (*difference.tolist(), rest)
            found.add(self.numbers.setdefault(row, len(self.numbers)))
        return frozenset(found)

    def matrix(self) -> NDArray[np.float64]:
        """Return the rows, float64[R, K + 1]."""
        return np.array(list(self.numbers), dtype=np.float64).reshape(-1, len(self.holds) + 1)


def _reduced(clauses: list[list[frozenset[int] | None]]) -> list[list[frozenset[int]]]:
    """Drop clauses that hold anyhow, alternatives that cannot, and those that ask for more."""
    kept = []
    for clause in clauses:
        possible = {a for a in clause if a is not None}
        if frozenset() not in possible:
            fewest = [a for a in possible if not any(b < a for b in possible)]
            kept.append(sorted(fewest, key=sorted))
    return kept


class _Program:
    """The mixed-integer program: weights, their changes, which rows and which alternatives hold."""

    def __init__(
        self,
        rows: NDArray[np.float64],
        clauses: list[list[frozenset[int]]],
        weights: NDArray[np.float64],
        largest: float,
    ) -> None:
        self.rows, self.weights, self.largest = rows, weights, largest
        self.k, self.r = len(weights), len(rows)
        sets = sorted({a for clause in clauses for a in clause}, key=sorted)
        first = 2 * self.k + self.r
        self.width = first + len(sets)
        number = {a: first + j for j, a in enumerate(sets)}
        links = [(number[a], 2 * self.k + row) for a in sets for row in a]
        choices = [[number[a] for a in clause] for clause in clauses]
        self.logic = [
            LinearConstraint(_implications(links, self.width), -np.inf, 0.0),
            LinearConstraint(_at_least_one(choices, self.width), 1.0, np.inf),
        ]

    def solve(self, margin: float, seconds: float) -> Reweighing:
        """Solve, the rows that hold being met by a margin."""
        k, r = self.k, self.r
        free = self.width - 2 * k
        answer = milp(
            np.concatenate([np.zeros(k), np.ones(k), np.zeros(free)]),
            integrality=np.concatenate([np.zeros(2 * k), np.ones(free)]),
            bounds=Bounds(0.0, np.concatenate([np.full(2 * k, self.largest), np.ones(free)])),
            constraints=[self._arithmetic(margin), *self.logic],
            options={"time_limit": seconds, "mip_rel_gap": 0.0},
        )
        if answer.status == IMPOSSIBLE:
            return Reweighing(None, np.inf, np.inf)
        bound = max(0.0, float(answer.mip_dual_bound or 0.0))
        if answer.x is None:
            return Reweighing(None, np.inf, bound)
        new = self._polish(answer.x[2 * k : 2 * k + r] > 0.5, margin)
        new = answer.x[:k] if new is None else new
        new = np.round(np.clip(new, 0.0, self.largest), DECIMALS) + 0.0
        cost = float(np.abs(new - self.weights).sum())
        return Reweighing(new, cost, min(bound, cost))

    def _arithmetic(self, margin: float) -> LinearConstraint:
        """Tie changes to weights, and rows that hold to weights."""
        k, r = self.k, self.r
        # A row that need not hold may fail by at most this much.
        slack = self.largest * np.abs(self.rows[:, :-1]).sum(axis=1)
        slack += np.abs(self.rows[:, -1]) + margin
        eye = np.eye(k)
        block = np.zeros((2 * k + r, self.width))
        block[:k, :k], block[:k, k : 2 * k] = -eye, eye
        block[k : 2 * k, :k], block[k : 2 * k, k : 2 * k] = eye, eye
        block[2 * k :, :k] = self.rows[:, :-1]
        block[2 * k :, 2 * k : 2 * k + r] = -np.diag(slack)
        lower = np.concatenate([-self.weights, self.weights, margin - self.rows[:, -1] - slack])
        return LinearConstraint(csr_matrix(block), lower, np.inf)

    def _polish(self, held: NDArray[np.bool_], margin: float) -> NDArray[np.float64] | None:
        """Find the weights again for the rows that hold, without the loose end of a binary."""
        k = self.k
        rows, eye = self.rows[held], np.eye(k)
        above = np.block([[-rows[:, :-1], np.zeros((len(rows), k))], [eye, -eye], [-eye, -eye]])
        limits = np.concatenate([rows[:, -1] - margin, self.weights, -self.weights])
        cost = np.concatenate([np.zeros(k), np.ones(k)])
        answer = linprog(cost, A_ub=above, b_ub=limits, bounds=(0.0, self.largest))
        return answer.x[:k] if answer.status == OPTIMAL else None


def _implications(links: list[tuple[int, int]], width: int) -> csr_matrix:
    """Return rows ``first - second`` for ``first <= second``."""
    row = np.repeat(np.arange(len(links)), 2)
    column = np.array(links, dtype=np.int64).reshape(-1)
    value = np.tile([1.0, -1.0], len(links))
    return csr_matrix((value, (row, column)), shape=(len(links), width))


def _at_least_one(choices: list[list[int]], width: int) -> csr_matrix:
    """Return a row of ones for each list of columns."""
    row = np.repeat(np.arange(len(choices)), [len(choice) for choice in choices])
    column = np.array([c for choice in choices for c in choice], dtype=np.int64)
    return csr_matrix((np.ones(len(row)), (row, column)), shape=(len(choices), width))
