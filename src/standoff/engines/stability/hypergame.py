"""Hypergames: stability when actors do not see the same game.

In a first-level hypergame every actor ``q`` has a game ``G_q`` of its own: the states that it sees,
the moves among them, and the preferences that it takes everybody to have. A state is stable for
``q`` when it is stable for ``q`` inside ``G_q``: what it does not see can surprise it, and cannot
deter it. By each concept,

* an *equilibrium* of the hypergame is a state that everybody sees and that is stable for each in
  its own game;
* a *hidden* rest is a state that somebody does not see, and that is stable for everyone who does;
* ``q`` *expects* the equilibria of ``G_q``.

Sources: Bennett 1977, Omega 5; Wang, Hipel & Fraser 1988, Behavioral Science 33. States are not
mapped onto one another: an actor that does not see an option has no image of the states in which
it is taken.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from typing import Any

import numpy as np
from numpy.typing import NDArray

from standoff.crisis.model import Crisis
from standoff.encode.problem import Problem
from standoff.encode.space import Space
from standoff.engines.stability.solver import (
    CONCEPTS,
    JOINT_MOVES,
    check_concepts,
    judge_concepts,
    settled,
)
from standoff.errors import Fault, UsageError


@dataclass(frozen=True, eq=False)
class HypergameResult:
    """Which of N states are stable for whom in the games of A actors.

    Attributes
    ----------
    actors : tuple of str
        In file order.
    space : Space
        The feasible states, chance variables at their status quo.
    sees : bool[A, N]
        Which states exist in each actor's game.
    views : mapping of str to bool[A, A, N]
        By concept: in the game of the first actor, what is stable for the second; false where the
        first does not see the state; frozen.
    actual : mapping of str to bool[A, N]
        By concept: what is stable for whom if everybody saw the crisis as it is.
    hypotheses : mapping of str to bool
        Values that the hypotheses were given.
    version : str
        Of standoff.
    crisis_hash : str
        Of the crisis, see `Crisis.hash`.
    """

    actors: tuple[str, ...]
    space: Space
    sees: NDArray[np.bool_]
    views: Mapping[str, NDArray[np.bool_]]
    actual: Mapping[str, NDArray[np.bool_]]
    hypotheses: Mapping[str, bool]
    version: str
    crisis_hash: str

    @property
    def concepts(self) -> tuple[str, ...]:
        """Concepts that were asked for."""
        return tuple(self.views)

    @cached_property
    def own(self) -> Mapping[str, NDArray[np.bool_]]:
        """What is stable for each actor in its own game, by concept, bool[A, N]."""
        everyone = np.arange(len(self.actors))
        return {concept: view[everyone, everyone] for concept, view in self.views.items()}

    def equilibria(self, concept: str) -> NDArray[np.int64]:
        """States that all see and that are stable for each in its own game, ascending."""
        return np.flatnonzero(self._of(self.own, concept).all(axis=0))

    def hidden(self, concept: str) -> NDArray[np.int64]:
        """States that somebody does not see and that are stable for all who do, ascending."""
        seen = self.sees.any(axis=0) & ~self.sees.all(axis=0)
        return np.flatnonzero(seen & (self._of(self.own, concept) | ~self.sees).all(axis=0))

    def expected(self, concept: str, actor: str) -> NDArray[np.int64]:
        """Equilibria of one actor's game, ascending."""
        if actor not in self.actors:
            raise UsageError(f"there is no actor '{actor}'; actors: {', '.join(self.actors)}")
        view = self._of(self.views, concept)[self.actors.index(actor)]
        return np.flatnonzero(view.all(axis=0))

    def clear_sighted(self, concept: str) -> NDArray[np.int64]:
        """Equilibria if everybody saw the crisis as it is, ascending."""
        return np.flatnonzero(self._of(self.actual, concept).all(axis=0))

    def _of(self, found: Mapping[str, NDArray[np.bool_]], concept: str) -> NDArray[np.bool_]:
        if concept not in found:
            raise UsageError(f"{concept} was not computed; computed: {', '.join(found)}")
        return found[concept]

    def to_json(self) -> dict[str, Any]:
        """Return plain data, ready for `json.dumps`."""

        def labels(states: NDArray[np.int64]) -> list[list[str]]:
            return [self.space.label(int(s)) for s in states]

        return {
            "states": self.space.states,
            "equilibria": {c: labels(self.equilibria(c)) for c in self.concepts},
            "hidden": {c: labels(self.hidden(c)) for c in self.concepts},
            "expected": {
                c: {actor: labels(self.expected(c, actor)) for actor in self.actors}
                for c in self.concepts
            },
            "clear_sighted": {c: labels(self.clear_sighted(c)) for c in self.concepts},
            "unseen": {
                actor: int(np.count_nonzero(~row))
                for actor, row in zip(self.actors, self.sees, strict=True)
            },
            "hypotheses": dict(self.hypotheses),
            "version": self.version,
            "crisis": self.crisis_hash,
        }


def solve_hypergame(
    problem: Problem,
    concepts: Iterable[str] = CONCEPTS,
    hypotheses: Mapping[str, bool] | None = None,
    *,
    limit: int = JOINT_MOVES,
) -> HypergameResult:
    """Judge every state in every actor's own game.

    Parameters
    ----------
    problem : Problem
        An encoded crisis; its `perceptions` say how the games differ.
    concepts, hypotheses, limit
        As in `solve`.

    Returns
    -------
    HypergameResult

    Raises
    ------
    CrisisError
        If an actor does not see any state.
    UsageError
        If a concept or a hypothesis is not known.
    LimitReached
        If SIM or FH would look up more than `limit` joint moves.
    """
    concepts = check_concepts(concepts)
    values = settled(problem, hypotheses)
    view = problem.at_chance_status_quo()
    actual = judge_concepts(concepts, view.moves(values), view.stability_ranks(values), limit)
    sees = np.stack([seen_by(view, actor) for actor in view.actors])
    shape = (len(view.actors), len(view.actors), view.space.states)
    views = {concept: np.zeros(shape, np.bool_) for concept in concepts}
    for q, actor in enumerate(view.actors):
        found = actual
        if actor in view.crisis.perceptions:
            own = perceived(view, actor, sees[q])
            # Ranks among all states, since a ranking names them all.
            believed = Problem(own.crisis, view.space, view.status_quo, view.start)
            rank = np.ascontiguousarray(believed.stability_ranks(values)[:, sees[q]])
            found = judge_concepts(concepts, own.moves(values), rank, limit)
        for concept, stable in found.items():
            views[concept][q][:, sees[q]] = stable
    for array in (sees, *views.values()):
        array.flags.writeable = False
    return HypergameResult(
        actors=view.actors,
        space=view.space,
        sees=sees,
        views=views,
        actual=actual,
        hypotheses=values,
        version=version("standoff"),
        crisis_hash=problem.crisis.hash,
    )


def seen_by(view: Problem, actor: str) -> NDArray[np.bool_]:
    """Which states exist in an actor's game, bool[N].

    Raises
    ------
    CrisisError
        If none does.
    """
    sees = np.ones(view.space.states, np.bool_)
    perception = view.crisis.perceptions.get(actor)
    for formula in perception.unaware_of if perception else ():
        sees &= ~view.truth(formula.tree, {})
    if not sees.any():
        message = f"'{actor}' does not see any state"
        raise view.crisis.origin.error([Fault(message, ("perceptions", actor, "unaware_of"))])
    return sees


def perceived(view: Problem, actor: str, sees: NDArray[np.bool_]) -> Problem:
    """Return the game as an actor takes it to be: its states, and the wants that it believes in.

    Parameters
    ----------
    view : Problem
        Chance variables at their status quo.
    actor : str
    sees : bool[N]
        States that it sees.

    Returns
    -------
    Problem
        Its status quo is state 0 where the actor does not see the true one.
    """
    place = np.cumsum(sees) - 1
    here = int(place[view.status_quo]) if sees[view.status_quo] else 0
    return Problem(believed_crisis(view.crisis, actor), view.space.subset(sees), here, here)


def believed_crisis(crisis: Crisis, actor: str) -> Crisis:
    """Return the crisis with the wants that an actor takes the others to have."""
    actors = dict(crisis.actors)
    for other, belief in crisis.perceptions[actor].believes.items():
        wants = {"preferences": belief.preferences, "ranking": None}
        actors[other] = crisis.actors[other].model_copy(update=wants)
    believed = crisis.model_copy(update={"actors": actors})
    believed._origin = crisis.origin
    return believed
