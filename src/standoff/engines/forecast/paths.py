"""Paths of the jump process and what holds on them.

A path is a piecewise constant function of time: it starts at 0, and every move or chance flip adds
a row. Time expressions are read on it as follows, with ``T`` the operator's own `within` or else
the length of the simulation:

* ``ever(e)``: e holds at some time in [0, T]; ``never`` and ``always`` accordingly;
* ``at_end(e)``: e holds at T;
* ``first(e, before=f)``: e comes to hold by T, and f has not held at or before that moment.

An expression is *settled* at the earliest time from which its truth needs no further move: when
``ever(e)`` is true, once e has held; when ``never(e)`` is true, at 0, since it asks for nothing to
happen; when ``at_end(e)`` is true, where the spell of e begins in which T lies.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from standoff.encode.draws import Draw
from standoff.encode.problem import Problem
from standoff.errors import UsageError
from standoff.language.tree import (
    And,
    Count,
    Expression,
    First,
    Iff,
    Implies,
    Not,
    Or,
    Temporal,
    is_temporal,
)
from standoff.tables import Tabular

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean over paths, with its standard error."""

    value: float
    error: float
    paths: int


@dataclass(frozen=True, slots=True)
class Path:
    """One path.

    Attributes
    ----------
    time : float64[E]
        When it enters each state, in months; the first is 0.
    state : int32[E]
        The states, in order.
    mover : int16[E]
        Who moved: index of the actor, or ``-(c + 1)`` for chance variable c; the first row is
        nobody's move.
    months : float
        When the simulation ends.
    """

    time: Floats
    state: NDArray[np.int32]
    mover: NDArray[np.int16]
    months: float

    @property
    def stays(self) -> Floats:
        """How long it stays in each state, float64[E], in months."""
        return np.diff(self.time, append=self.months)

    def at(self, months: float) -> int:
        """Return the state at a time."""
        return int(self.state[np.searchsorted(self.time, months, side="right") - 1])


@dataclass(frozen=True)
class Paths(Tabular):
    """Simulated paths of one draw, P paths with E rows in all; arrays are not writeable.

    Attributes
    ----------
    problem : Problem
    draw : Draw
    months : float
        Length of every path.
    seed : int
    path_start : int64[P + 1]
        Path p has the rows ``path_start[p] : path_start[p + 1]``, at least one.
    time : float64[E]
    state : int32[E]
    mover : int16[E]
        As in `Path`.
    """

    problem: Problem = field(repr=False)
    draw: Draw = field(repr=False)
    months: float
    seed: int
    path_start: NDArray[np.int64] = field(repr=False)
    time: Floats = field(repr=False)
    state: NDArray[np.int32] = field(repr=False)
    mover: NDArray[np.int16] = field(repr=False)

    def __len__(self) -> int:
        return len(self.path_start) - 1

    def __getitem__(self, p: int) -> Path:
        if not -len(self) <= p < len(self):
            raise IndexError(p)
        rows = slice(self.path_start[p % len(self)], self.path_start[p % len(self) + 1])
        return Path(self.time[rows], self.state[rows], self.mover[rows], self.months)

    def __iter__(self) -> Iterator[Path]:
        return (self[p] for p in range(len(self)))

    @property
    def events(self) -> int:
        """Moves and chance flips on all paths together."""
        return len(self.time) - len(self)

    def each(self, statistic: Callable[[Path], float]) -> Floats:
        """Return a statistic of every path, float64[P]."""
        return np.array([statistic(path) for path in self], dtype=np.float64)

    def statistic(self, statistic: Callable[[Path], float]) -> Estimate:
        """Estimate the mean of any statistic of a path."""
        return _mean(self.each(statistic))

    def share(self, tree: Expression) -> Estimate:
        """Estimate the probability of a time expression."""
        return _mean(self.holds(tree).astype(np.float64))

    def holds(self, tree: Expression) -> NDArray[np.bool_]:
        """Return on which paths a time expression is true, bool[P]."""
        return np.isfinite(self.settled(tree))

    def first_time(self, tree: Expression) -> Floats:
        """Return when a state expression first holds on each path, float64[P]; inf for never."""
        return self._least(self._truth(tree), self.months)

    def at(self, months: float) -> NDArray[np.int32]:
        """Return the state of every path at a time, int32[P]."""
        return self.state[self._last_row(months)]

    @property
    def stays(self) -> Floats:
        """How long the state of each row lasts, float64[E], in months."""
        stays = np.empty_like(self.time)
        stays[:-1] = self.time[1:]
        stays[self.path_start[1:] - 1] = self.months
        return stays - self.time

    def durations(self, tree: Expression) -> Floats:
        """Return for how many months a state expression holds on each path, float64[P]."""
        held = np.where(self._truth(tree), self.stays, 0.0)
        return np.add.reduceat(held, self.path_start[:-1])

    def occupancy(self) -> Floats:
        """Return the share of time spent in each state, float64[N]; sums to 1."""
        spent = np.bincount(self.state, self.stays, self.problem.space.states)
        return spent / (self.months * len(self))

    def settled(self, tree: Expression, value: bool = True) -> Floats:
        """Find when the truth of a time expression is settled on each path.

        Parameters
        ----------
        tree : Expression
            State expressions outside time operators are judged where the path begins.
        value : bool
            Whether the expression is to be true or false.

        Returns
        -------
        float64[P]
            Months, see the module's text; inf where the expression does not have that value.

        Raises
        ------
        UsageError
            If the expression looks further ahead than the simulation.
        """
        match tree:
            case Temporal():
                return self._temporal(tree, value)
            case First():
                return self._first(tree, value)
            case _ if not is_temporal(tree):
                truth = self.problem.truth(tree, self.draw.hypotheses)
                return np.where(truth[self.state[self.path_start[:-1]]] == value, 0.0, np.inf)
            case Not(operand=operand):
                return self.settled(operand, not value)
            case Implies(left=left, right=right):
                return self.settled(Or((Not(left), right)), value)
            case Iff(left=left, right=right):
                both = np.maximum(self.settled(left, True), self.settled(right, value))
                neither = np.maximum(self.settled(left, False), self.settled(right, not value))
                return np.minimum(both, neither)
            case And(operands=operands):
                return self._counted(operands, len(operands), value)
            case Or(operands=operands):
                return self._counted(operands, 1, value)
            case Count(kind="at_least", n=n, operands=operands):
                return self._counted(operands, n, value)
            case Count(kind="at_most", n=n, operands=operands):
                return self._counted(operands, n + 1, not value)
            case Count(n=n, operands=operands):
                enough = self._counted(operands, n, True), self._counted(operands, n, False)
                few = self._counted(operands, n + 1, False), self._counted(operands, n + 1, True)
                return np.maximum(enough[0], few[0]) if value else np.minimum(enough[1], few[1])
        raise TypeError(type(tree).__name__)

    def _counted(self, operands: tuple[Expression, ...], n: int, value: bool) -> Floats:
        """When it is settled whether at least `n` operands are true."""
        needed = n if value else len(operands) - n + 1
        if needed <= 0:
            return np.zeros(len(self))
        if needed > len(operands):
            return np.full(len(self), np.inf)
        times = np.stack([self.settled(part, value) for part in operands])
        ordered: Floats = np.sort(times, axis=0)[needed - 1]
        return ordered

    def _temporal(self, tree: Temporal, value: bool) -> Floats:
        truth, limit = self._truth(tree.operand), self._limit(tree.within)
        if tree.kind == "at_end":
            return self._spell(truth == value, limit)
        happens = self._least(~truth if tree.kind == "always" else truth, limit)
        if value == (tree.kind == "ever"):
            return happens
        return np.where(np.isinf(happens), 0.0, np.inf)

    def _first(self, tree: First, value: bool) -> Floats:
        limit = self._limit(tree.within)
        first = self._least(self._truth(tree.first), limit)
        before = self._least(self._truth(tree.before), limit)
        if value:
            return np.where(first < before, first, np.inf)
        return np.where(first < before, np.inf, np.where(np.isinf(before), 0.0, before))

    def _truth(self, tree: Expression) -> NDArray[np.bool_]:
        """Where a state expression holds, bool[E]."""
        held: NDArray[np.bool_] = self.problem.truth(tree, self.draw.hypotheses)[self.state]
        return held

    def _limit(self, within: float | None) -> float:
        if within is not None and within > self.months:
            raise UsageError(
                f"the paths end after {self.months:g} months, before {within:g} months are over;"
                " simulate longer ones"
            )
        return self.months if within is None else within

    def _least(self, held: NDArray[np.bool_], limit: float) -> Floats:
        """Time of the first of these rows on each path, inf where none is by the limit."""
        times = np.where(held & (self.time <= limit), self.time, np.inf)
        return np.minimum.reduceat(times, self.path_start[:-1])

    def _last_row(self, limit: float) -> NDArray[np.int64]:
        """Row of the state of each path at a time, int64[P]."""
        early = np.add.reduceat((self.time <= limit).astype(np.int64), self.path_start[:-1])
        return self.path_start[:-1] + early - 1

    def _spell(self, held: NDArray[np.bool_], limit: float) -> Floats:
        """Since when each path has been in these rows at a time; inf where it is not."""
        begins = held.copy()
        begins[1:] &= ~held[:-1]
        begins[self.path_start[:-1]] = held[self.path_start[:-1]]
        times = np.where(begins & (self.time <= limit), self.time, -np.inf)
        since = np.maximum.reduceat(times, self.path_start[:-1])
        return np.where(held[self._last_row(limit)], since, np.inf)

    def to_columns(self) -> dict[str, Any]:
        """One row for each event, with the names of the crisis."""
        names = dict(enumerate(self.problem.actors))
        names |= {-(c + 1): name for c, name in enumerate(self.problem.crisis.chance)}
        return {
            "path": np.repeat(np.arange(len(self)), np.diff(self.path_start)),
            "months": self.time,
            "mover": [names.get(int(mover)) for mover in self.mover],
            "state": self.state,
        }


def _mean(values: Floats) -> Estimate:
    error = float(values.std(ddof=1) / np.sqrt(len(values))) if len(values) > 1 else np.inf
    return Estimate(float(values.mean()), error, len(values))
