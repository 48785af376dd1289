"""The jump process of one draw as a list of transitions, and what follows when some are barred.

With generator ``G`` of the transitions that are left, the time spent in each state until an
exponential clock of rate ``d`` rings, from a start ``x``, is the row vector ``v`` of

    v (d I - G) = x.

It is solved by GMRES. The sum of ``|v (d I - G) - x|`` divided by ``d`` bounds the error of ``v`` in
sum, for whatever is missing is a start of its own; where it is too large a direct solver is used.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.sparse.linalg import LinearOperator, gmres, spsolve

from standoff.encode.draws import Draw
from standoff.encode.problem import Problem
from standoff.errors import LimitReached
from standoff.kernels.paths import Tables
from standoff.kernels.transitions import list_transitions

Floats = NDArray[np.float64]

MOST_TRANSITIONS = 30_000_000
"""Transitions that are written down, about 1 GB with what is made of them."""

TOLERANCE = 1e-10
"""Residual of GMRES, relative to the start."""

ACCEPTED = 1e-7
"""Error of the time spent, in months, above which a direct solver is asked."""


class Spent(NamedTuple):
    """Time spent in each of N states, float64[N], in months, and a bound on its error in sum."""

    time: Floats
    error: float


@dataclass(frozen=True, eq=False)
class Transitions:
    """The jump process of one draw, E transitions among N states, by source.

    Attributes
    ----------
    states : int
    source, target : int64[E]
    rate : float64[E]
        A month.
    """

    states: int
    source: NDArray[np.int64]
    target: NDArray[np.int64]
    rate: Floats

    @classmethod
    def of(cls, problem: Problem, draw: Draw, values: Floats) -> "Transitions":
        """List the transitions of a draw.

        Parameters
        ----------
        problem : Problem
        draw : Draw
        values : float64[A, N]
            Value by which each actor chooses.

        Raises
        ------
        LimitReached
            If there are more than `MOST_TRANSITIONS`.
        """
        moves, game = problem.moves(draw.hypotheses), problem.game(draw)
        states = values.shape[1]
        sizes = np.diff(moves.group_start, axis=1).astype(np.int64)
        room = int((sizes * (sizes - 1)).sum()) + len(game.chance_to) * states
        if room > MOST_TRANSITIONS:
            raise LimitReached(
                f"the crisis has {states:,} states and up to {room:,} transitions, more than the"
                f" {MOST_TRANSITIONS:,} that the security dilemma can weigh: cut options"
            )
        tables = Tables(
            first=np.zeros(states, np.int64),
            size=np.zeros(states, np.int32),
            used=np.zeros(1, np.int64),
            rate=np.empty(room),
            target=np.empty(room, np.int32),
            mover=np.empty(room, np.int16),
        )
        count = list_transitions(moves, game, np.ascontiguousarray(values), tables)
        rate = np.diff(tables.rate[:count], prepend=0.0)
        first = tables.first[tables.size > 0]
        rate[first] = tables.rate[first]
        source = np.repeat(np.arange(states), tables.size)
        return cls(states, source, tables.target[:count].astype(np.int64), rate)

    @cached_property
    def _by_target(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Order of the transitions by target, and where those of each target begin."""
        order = np.argsort(self.target, kind="stable")
        starts = np.searchsorted(self.target[order], np.arange(self.states + 1))
        return order, starts

    def leaving(self, which: NDArray[np.bool_]) -> Floats:
        """Rate at which each state is left by some of the transitions, float64[N]."""
        return np.bincount(self.source[which], self.rate[which], self.states).astype(np.float64)

    def spent(self, start: Floats, barred: NDArray[np.bool_], clock: Floats | float) -> Spent:
        """Find the time spent in each state until the clock rings.

        Parameters
        ----------
        start : float64[N]
            Mass that starts in each state.
        barred : bool[E]
            Transitions that cannot happen.
        clock : float or float64[N]
            Rate a month at which the clock rings, above 0; may depend on the state.

        Returns
        -------
        Spent
        """
        order, starts = self._by_target
        kept = np.where(barred, 0.0, self.rate)
        clock = np.broadcast_to(np.asarray(clock, dtype=np.float64), self.states)
        diagonal = clock + np.bincount(self.source, kept, self.states)
        inflow = csr_matrix((kept[order], self.source[order], starts), shape=(self.states,) * 2)

        def apply(v: Floats) -> Floats:
            image: Floats = diagonal * v - inflow @ v
            return image

        shape = (self.states, self.states)
        operator = LinearOperator(shape, matvec=apply, dtype=np.float64)
        scaling = LinearOperator(shape, matvec=lambda v: v / diagonal, dtype=np.float64)
        found, _ = gmres(operator, start, rtol=TOLERANCE, restart=50, maxiter=20, M=scaling)
        error = self._error(apply(found) - start, clock)
        if error > ACCEPTED * max(1.0, float(start.sum())):
            whole = csr_matrix((diagonal, (range(self.states),) * 2), shape=shape) - inflow
            found = spsolve(whole.tocsc(), start)
            error = self._error(apply(found) - start, clock)
        return Spent(found, error)

    @staticmethod
    def _error(residual: Floats, clock: Floats) -> float:
        return float(np.abs(residual).sum() / clock.min())
