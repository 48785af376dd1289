"""How probable the scenarios would be if what they need were met.

A hypothesis that is needed is taken to be true, as the draws in which it is tell. An option or a
chance event that is needed is put in place at `as_of` and held there, as ``standoff whatif --set``
does, with everything else as it begins: that changes what everybody can expect, so the game is
solved anew, in a few draws that stand evenly for all. What the change does in these is added to what
all draws say without it (a control variate), so that the choice of the draws matters little.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from standoff.crisis.amend import amend
from standoff.encode.draws import Draw
from standoff.encode.problem import Problem, encode
from standoff.errors import UsageError

Floats = NDArray[np.float64]
Start = int | Floats
Answers = Callable[[Problem, Sequence[Draw], Sequence[Start]], Floats]
"""From a problem, draws of it and where each begins to the probability of each scenario, float64[D, S]."""

DRAWS = 24
"""Draws in which a change is solved."""


@dataclass(frozen=True)
class Met:
    """The scenarios with conditions met from `as_of` on.

    Attributes
    ----------
    problem : Problem
        The crisis as it is.
    draws : sequence of Draw
        Length D.
    weights : float64[D]
        Weight of each draw given the evidence.
    by_draw : float64[D, S]
        Probability of each scenario in each draw, as things are.
    starts : callable
        From the place of a draw to where it begins: a state, or float64[N].
    answers : callable
        Solves a changed crisis.
    """

    problem: Problem
    draws: Sequence[Draw]
    weights: Floats
    by_draw: Floats
    starts: Callable[[int], Start]
    answers: Answers

    @cached_property
    def _found(self) -> dict[tuple[str, ...], dict[str, float]]:
        return {}

    def __call__(self, changes: Sequence[str]) -> Mapping[str, float]:
        """Return the probability of each scenario with changes made.

        Parameters
        ----------
        changes : sequence of str
            Each ``NAME=VALUE``: a hypothesis (``true``, ``false``), or an option or chance event and
            its level.

        Raises
        ------
        UsageError
            If the hypotheses have these values in no draw, or the rest cannot be.
        """
        key = tuple(sorted(changes))
        if key not in self._found:
            scenarios = self.problem.crisis.scenarios
            found = map(float, self._probabilities(key))
            self._found[key] = dict(zip(scenarios, found, strict=True))
        return self._found[key]

    def _probabilities(self, changes: Sequence[str]) -> Floats:
        hypotheses = self.problem.crisis.hypotheses
        held = [change for change in changes if change.partition("=")[0] not in hypotheses]
        weights = self._given([change for change in changes if change not in held])
        as_is: Floats = weights @ self.by_draw
        if not held:
            return as_is
        chosen, parts = _chosen(weights, self._order)
        change = parts @ (self._with(held, chosen) - self.by_draw[chosen])
        return np.clip(as_is + change, 0.0, 1.0)

    @cached_property
    def _order(self) -> NDArray[np.intp]:
        """Places of the draws, those together that are alike: by hypotheses, then by answers."""
        truth = [[draw.hypotheses[name] for draw in self.draws] for name in self.problem.hypotheses]
        return np.lexsort((*self.by_draw.T, *truth))

    def _given(self, taken: Sequence[str]) -> Floats:
        """Weight of each draw where hypotheses have these values, float64[D]; sums to 1."""
        weights = np.array(self.weights)
        for change in taken:
            name, _, value = change.partition("=")
            wanted = value == "true"
            weights *= [draw.hypotheses[name] == wanted for draw in self.draws]
        if not weights.sum() > 0:
            raise UsageError(f"{', '.join(taken)} holds in no draw: take more draws")
        share: Floats = weights / weights.sum()
        return share

    def _with(self, held: Sequence[str], chosen: Sequence[int]) -> Floats:
        """Probability of each scenario in some draws with options held, float64[C, S]."""
        changed = encode(amend(self.problem.crisis, held), self.problem.space.states)
        columns = self._columns(held)
        begins = [self._moved(self.starts(d), changed, columns) for d in chosen]
        return self.answers(changed, [self.draws[d] for d in chosen], begins)

    def _columns(self, held: Sequence[str]) -> dict[int, int]:
        """Level at which each held variable is, by its column."""
        space = self.problem.space
        columns = {}
        for change in held:
            name, _, level = change.partition("=")
            columns[space.positions[name]] = space.level_number(name, level)
        return columns

    def _moved(self, start: Start, changed: Problem, columns: Mapping[int, int]) -> Floats:
        """Where a draw begins once options are held, float64[states of the changed crisis]."""
        space = self.problem.space
        states = [start] if isinstance(start, int | np.integer) else np.flatnonzero(start)
        levels = space.levels[states].astype(np.int64)
        for column, level in columns.items():
            levels[:, column] = level
        place = changed.space.find(levels @ changed.space.strides)
        mass = np.ones(1) if isinstance(start, int | np.integer) else start[states]
        begin = np.bincount(place[place >= 0], mass[place >= 0], changed.space.states)
        if not begin.sum() > 0:
            raise UsageError("what is already so rules it out")
        share: Floats = begin / begin.sum()
        return share


def _chosen(weights: Floats, order: NDArray[np.intp]) -> tuple[list[int], Floats]:
    """Choose draws evenly along an order, and what part each stands for: all, if they are few."""
    positive = order[weights[order] > 0]
    if len(positive) <= DRAWS:
        return [int(d) for d in positive], weights[positive]
    ticks = (np.arange(DRAWS) + 0.5) / DRAWS
    picked = np.searchsorted(np.cumsum(weights[positive]), ticks).clip(max=len(positive) - 1)
    places, times = np.unique(picked, return_counts=True)
    return [int(d) for d in positive[places]], times / DRAWS
