"""The jump process of one draw as a list of transitions, and what follows when some are barred.

With generator ``G`` of the transitions that are left, the time spent in each state until an
exponential clock of rate ``d`` rings, from a start ``x``, is the row vector ``v`` of

    v (d I - G) = x.

Several such systems, that differ in what is barred, in the clock and in the start, are solved side by side
(`standoff.kernels.time_spent`). The sum of ``|v (d I - G) - x|`` divided by ``d`` bounds the error of
``v`` in sum, for whatever is missing is a start of its own; a system for which it is too large is solved
by GMRES, and if need be by a direct solver.
"""

from dataclasses import dataclass
from functools import cache, cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.sparse.linalg import LinearOperator, gmres, spsolve

from standoff.encode.draws import Draw
from standoff.encode.problem import Problem
from standoff.errors import LimitReached
from standoff.kernels.lanes import LANES
from standoff.kernels.paths import Tables
from standoff.kernels.time_spent import Links, inflow, spend
from standoff.kernels.transitions import list_transitions

Floats = NDArray[np.float64]
Barred = NDArray[np.bool_]

MOST_TRANSITIONS = 30_000_000
"""Transitions that are written down, about 1 GB with what is made of them."""

TOLERANCE = 1e-10
"""Residual of a solver that goes step by step, relative to the start."""

MOST_STEPS = 500

ACCEPTED = 1e-7
"""Error of the time spent, in months, above which another solver is asked."""


class Spent(NamedTuple):
    """Time spent in each of N states in K systems, float64[K, N], in months, and error bounds.

    An error bounds the sum over the states of how far the times may be off, float64[K].
    """

    time: Floats
    error: Floats


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

    def spent(self, start: Floats, barred: Barred, clock: Floats) -> Spent:
        """Find the time spent in each state until the clock rings, in K systems.

        Parameters
        ----------
        start : float64[K, N]
            Mass that starts in each state.
        barred : bool[K, E]
            Transitions that cannot happen.
        clock : float64[K, N]
            Rate a month at which the clock rings in each state, above 0.

        Returns
        -------
        Spent
        """
        time, error = np.zeros_like(start), np.zeros(len(start))
        for first in range(0, len(start), LANES):
            some = slice(first, first + LANES)
            time[some], error[some] = self._panel(start[some], barred[some], clock[some])
        for k in np.flatnonzero(error > ACCEPTED * np.maximum(1.0, start.sum(axis=1))):
            time[k], error[k] = self._alone(start[k], barred[k], clock[k])
        return Spent(time, error)

    def _panel(self, start: Floats, barred: Barred, clock: Floats) -> tuple[Floats, Floats]:
        """Solve up to eight systems at once."""
        order, first = self._by_target
        code = np.packbits(barred, axis=0, bitorder="little")[0]
        links = Links(first, self.source[order], self.rate[order], code[order], _open())
        diagonal = clock + np.array(
            [np.bincount(self.source, np.where(no, 0.0, self.rate), self.states) for no in barred]
        )
        begin, found = _rows(start, 0.0), np.zeros((self.states, LANES))
        spend(links, _rows(1 / diagonal, 1.0), begin, TOLERANCE, MOST_STEPS, found)
        entered = np.empty_like(found)
        inflow(links, found, entered)
        time = np.ascontiguousarray(found.T[: len(start)])
        missing = diagonal * time - entered.T[: len(start)] - start
        return time, np.abs(missing).sum(axis=1) / clock.min(axis=1)

    def _alone(
        self, start: Floats, barred: NDArray[np.bool_], clock: Floats
    ) -> tuple[Floats, float]:
        """Solve one system that the quick way did not."""
        order, first = self._by_target
        kept = np.where(barred, 0.0, self.rate)
        diagonal = clock + np.bincount(self.source, kept, self.states)
        shape = (self.states, self.states)
        entering = csr_matrix((kept[order], self.source[order], first), shape=shape)

        def apply(v: Floats) -> Floats:
            image: Floats = diagonal * v - entering @ v
            return image

        operator = LinearOperator(shape, matvec=apply, dtype=np.float64)
        scaling = LinearOperator(shape, matvec=lambda v: v / diagonal, dtype=np.float64)
        found, _ = gmres(operator, start, rtol=TOLERANCE, restart=50, maxiter=20, M=scaling)
        error = _error(apply(found) - start, clock)
        if error > ACCEPTED * max(1.0, float(start.sum())):
            whole = csr_matrix((diagonal, (range(self.states),) * 2), shape=shape) - entering
            found = spsolve(whole.tocsc(), start)
            error = _error(apply(found) - start, clock)
        return found, error


def _error(residual: Floats, clock: Floats) -> float:
    return float(np.abs(residual).sum() / clock.min())


def _rows(values: Floats, empty: float) -> Floats:
    """Put up to eight systems side by side, float64[N, 8]; `values` is float64[K, N]."""
    rows = np.full((values.shape[1], LANES), empty)
    rows[:, : len(values)] = values.T
    return rows


@cache
def _open() -> Floats:
    """Return for each byte 0 in the lanes whose bit is set and 1 in the others, float64[256, 8]."""
    bits = np.unpackbits(np.arange(256, dtype=np.uint8)[:, None], axis=1, bitorder="little")
    return np.ascontiguousarray(1.0 - bits)
