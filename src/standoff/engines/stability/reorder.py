"""The fewest swaps of an actor's unweighted statements that make a state stable for it.

Where only the order of the statements counts, states are compared by the first statement on which
they differ (option prioritisation). Orders are tried by the number of swaps of neighbours that make
them, so that the first that will do is the nearest.
"""

from dataclasses import dataclass
from time import monotonic

import numpy as np
from numpy.typing import NDArray

from standoff.engines.stability.requirements import Requirement

Order = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Reordering:
    """The nearest order of statements that was found.

    Attributes
    ----------
    order : tuple of int or None
        Statements, most important first, by their old places; None if none was found.
    cost : float
        Swaps of neighbours, infinite if none was found.
    bound : float
        Fewer swaps than this will not do; infinite if no order will.
    """

    order: Order | None
    cost: float
    bound: float


def reorder(
    needed: list[Requirement], state: int, holds: NDArray[np.bool_], *, seconds: float
) -> Reordering:
    """Find the nearest order of statements that meets all requirements.

    Parameters
    ----------
    needed : list of Requirement
    state : int
        State that is to be stable.
    holds : bool[K, N]
        Where each statement counts and holds, most important first.
    seconds : float
        Limit on the time.

    Returns
    -------
    Reordering
    """
    deadline = monotonic() + seconds
    clauses = _clauses(needed, state, holds)
    nearest: set[Order] = {tuple(range(len(holds)))}
    before: set[Order] = set()
    swaps = 0
    while nearest:
        for order in sorted(nearest):
            if all(any(_met(order, gap) for gap in clause) for clause in clauses):
                return Reordering(order, float(swaps), float(swaps))
            if monotonic() > deadline:
                return Reordering(None, np.inf, float(swaps))
        # Neighbours of an order lie one swap nearer or one swap further from the old one.
        further = {other for order in nearest for other in _neighbours(order)} - before
        before, nearest, swaps = nearest, further, swaps + 1
    return Reordering(None, np.inf, np.inf)


Gap = tuple[tuple[int, ...], ...]
"""For each state that must be no better: 1 where only the state in question meets a statement, -1
where only the other does, else 0."""


def _clauses(
    needed: list[Requirement], state: int, holds: NDArray[np.bool_]
) -> list[tuple[Gap, ...]]:
    """Return the distinct requirements, each as its distinct alternatives."""
    value = holds.astype(np.int8)
    clauses = []
    for need in needed:
        gaps = [
            tuple(sorted({tuple((value[:, state] - value[:, v]).tolist()) for v in alternative}))
            for alternative in need.alternatives
        ]
        clauses.append(tuple(sorted(set(gaps), key=lambda gap: (len(gap), gap))))
    return list(dict.fromkeys(clauses))


def _met(order: Order, gap: Gap) -> bool:
    """Whether the first statement that differs never speaks for one of the others."""
    return all(next((g[k] for k in order if g[k]), 0) >= 0 for g in gap)


def _neighbours(order: Order) -> list[Order]:
    """Return the orders one swap away."""
    return [(*order[:k], order[k + 1], order[k], *order[k + 2 :]) for k in range(len(order) - 1)]
