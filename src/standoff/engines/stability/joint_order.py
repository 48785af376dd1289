"""The fewest swaps of all actors' wants together that make a state an equilibrium.

By SEQ, SSEQ and SIM it depends on what others find credible whether a state is stable for an actor, so
the fewest swaps of each actor alone need not be the fewest of all. Where everybody's wants are an
order without ties (a strict ranking, or statements of which only the order counts), joint orders are
gone through by the number of swaps of neighbours that make them, all actors' added up. The first that
will do is the nearest of all; where time runs out, fewer swaps than were gone through will not do.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from time import monotonic

import numpy as np
from numpy.typing import NDArray

from standoff.engines.stability.graph import Graph
from standoff.engines.stability.verdict import find_verdict
from standoff.kernels.layout import Moves

Order = tuple[int, ...]

MOST_KEPT = 200_000
"""Joint orders of one number of swaps that are held in memory."""


@dataclass(frozen=True, slots=True)
class JointOrder:
    """The nearest joint order that was found.

    Attributes
    ----------
    orders : tuple of tuple of int, or None
        For each actor its states or statements, best first, by their old places; None if none was
        found.
    swaps : float
        Swaps of neighbours in all; infinite if none was found.
    bound : float
        Fewer swaps in all than this will not do.
    """

    orders: tuple[Order, ...] | None
    swaps: float
    bound: float


@dataclass(frozen=True, slots=True)
class Wants:
    """One actor's wants as an order.

    Attributes
    ----------
    holds : bool[K, N] or None
        Where each statement holds, most important first; None for a ranking.
    ranking : int64[N] or None
        States, best first.
    """

    holds: NDArray[np.bool_] | None
    ranking: NDArray[np.int64] | None

    @property
    def length(self) -> int:
        """Number of things in the order."""
        if self.ranking is not None:
            return len(self.ranking)
        return 0 if self.holds is None else len(self.holds)

    def rank(self, order: Order) -> NDArray[np.int64]:
        """Rank the states by an order of the states or statements, higher is better, int64[N]."""
        if self.ranking is not None:
            rank = np.empty(len(order), np.int64)
            rank[self.ranking[list(order)]] = np.arange(len(order))[::-1]
            return rank
        assert self.holds is not None
        rank = np.zeros(self.holds.shape[1], np.int64)
        for k in order:
            rank = np.unique(2 * rank + self.holds[k], return_inverse=True)[1]
        return rank


def nearest_together(
    moves: Moves,
    wants: Sequence[Wants],
    state: int,
    concept: str,
    *,
    fewer_than: float,
    seconds: float,
) -> JointOrder:
    """Find the nearest joint order by which a state is an equilibrium.

    Parameters
    ----------
    moves : Moves
    wants : sequence of Wants
        One for each actor.
    state : int
    concept : str
    fewer_than : float
        Number of swaps that is known to do; only fewer are of interest.
    seconds : float
        Limit on the time.

    Returns
    -------
    JointOrder
    """
    deadline = monotonic() + seconds
    nearest = {tuple(tuple(range(w.length)) for w in wants)}
    before: set[tuple[Order, ...]] = set()
    known: dict[tuple[int, Order], NDArray[np.int64]] = {}

    def ranked(a: int, order: Order) -> NDArray[np.int64]:
        if (a, order) not in known:
            known[a, order] = wants[a].rank(order)
        return known[a, order]

    swaps = 0
    while nearest and swaps < fewer_than:
        for orders in sorted(nearest):
            rank = np.array([ranked(a, order) for a, order in enumerate(orders)])
            graph = Graph.of(moves, rank)
            if all(find_verdict(graph, state, a, concept).stable for a in range(len(wants))):
                return JointOrder(orders, float(swaps), float(swaps))
            if monotonic() > deadline:
                return JointOrder(None, np.inf, float(swaps))
        further = {other for orders in nearest for other in _neighbours(orders)} - before
        if len(further) > MOST_KEPT:
            return JointOrder(None, np.inf, float(swaps + 1))
        before, nearest, swaps = nearest, further, swaps + 1
    return JointOrder(None, np.inf, float(swaps) if nearest else np.inf)


def _neighbours(orders: tuple[Order, ...]) -> Iterator[tuple[Order, ...]]:
    """Yield the joint orders one swap away."""
    for a, order in enumerate(orders):
        for k in range(len(order) - 1):
            swapped = (*order[:k], order[k + 1], order[k], *order[k + 2 :])
            yield (*orders[:a], swapped, *orders[a + 1 :])
