"""Utilities of all actors, of which those of the numbers asked about last are kept.

Draws that share their numbers differ in hypotheses alone, and each actor's preferences hang on few of
those, so that most of what they ask for was made before.
"""

from collections.abc import Callable, Hashable, Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from standoff.encode.preferences import own_utility, ranking_utility
from standoff.language.tree import names

if TYPE_CHECKING:
    from standoff.encode.problem import Problem

Floats = NDArray[np.float64]

KEPT_BYTES = 128_000_000
"""Memory that the utilities of one draw's numbers may take, over its hypotheses."""


class Utilities:
    """What every state is worth to every actor.

    Parameters
    ----------
    problem : Problem
        The encoded crisis.
    """

    def __init__(self, problem: "Problem") -> None:
        self._problem = problem
        self._named = {actor: self._names(actor) for actor in problem.actors}
        together = set().union(*self._named.values())
        self._all = tuple(name for name in problem.crisis.hypotheses if name in together)
        self._kept: tuple[Floats, dict[Hashable, Floats]] | None = None

    def of(self, values: Floats, hypotheses: Mapping[str, bool]) -> Floats:
        """Return the utilities of `Problem.utility`, float64[A, N]."""
        given = tuple(hypotheses.get(name) for name in self._all)
        return self._keep((None, given), values, lambda: self._total(values, hypotheses))

    def _names(self, actor: str) -> tuple[str, ...]:
        """Hypotheses on which an actor's preferences hang."""
        crisis = self._problem.crisis
        used: set[str] = set()
        for statement in crisis.actors[actor].preferences:
            used |= names(statement.prefer.tree)
            used |= set() if statement.given is None else names(statement.given.tree)
        return tuple(name for name in crisis.hypotheses if name in used)

    def _total(self, values: Floats, hypotheses: Mapping[str, bool]) -> Floats:
        """Own utilities, and those of others as far as ties make them count."""
        problem = self._problem
        own = np.stack([self._own(actor, values, hypotheses) for actor in problem.actors])
        total = own.copy()
        for k, tie in enumerate(problem.crisis.ties):
            regard = values[problem.inputs.positions[f"tie[{k + 1}].regard"]]
            if regard:
                place, other = (problem.actors.index(actor) for actor in (tie.from_, tie.to))
                total[place] += regard * own[other]
        return total

    def _own(self, actor: str, values: Floats, hypotheses: Mapping[str, bool]) -> Floats:
        """Utility of an actor as if others did not count, float64[N]."""
        problem = self._problem
        record = problem.crisis.actors[actor]
        if record.ranking is not None:
            return ranking_utility(problem, actor)

        def make() -> Floats:
            rows = [f"{actor}.weight[{k + 1}]" for k in range(len(record.preferences))]
            weights = [values[problem.inputs.positions[row]] for row in rows]
            return own_utility(problem, actor, weights, hypotheses)

        given = tuple(hypotheses.get(name) for name in self._named[actor])
        return self._keep((actor, given), values, make)

    def _keep(self, key: Hashable, values: Floats, make: Callable[[], Floats]) -> Floats:
        """Return what is kept for these numbers, or make it, and keep it unless they may change."""
        if values.flags.writeable:
            return make()
        if self._kept is None or self._kept[0] is not values:
            self._kept = (values, {})
        kept = self._kept[1]
        if key in kept:
            return kept[key]
        found = make()
        if (len(kept) + 1) * found.nbytes <= KEPT_BYTES:
            found.flags.writeable = False
            kept[key] = found
        return found
