"""How a conflict gets from its status quo to an equilibrium.

A sequence of moves is *legal* when no actor moves twice in a row, and *simple* when it visits no
state twice; an actor's own moves in a row count as one move. Sequences are looked for among all
moves and among unilateral improvements, where every move is one for its mover from the state it
moves from (status-quo analysis: Li, Kilgour & Hipel 2005). An equilibrium that improvements do not
reach may still come about if somebody moves against its interest: the *obstacles* are the fewest
such moves.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from standoff.encode.problem import Problem
from standoff.encode.space import Space
from standoff.engines.stability.graph import Graph
from standoff.engines.stability.routes import Route, Routes, simple_routes, trace
from standoff.engines.stability.solver import settled
from standoff.errors import UsageError
from standoff.kernels.spread import Trail, new_trail, spread, walk


@dataclass(frozen=True, eq=False)
class Evolution:
    """Sequences of moves from one state to others, for A actors and N states.

    Attributes
    ----------
    actors : tuple of str
        In file order.
    space : Space
        The feasible states, chance variables at their status quo.
    graph : Graph
        Moves and preferences.
    start : int
        Where sequences begin.
    targets : tuple of int
        Where they should lead.
    """

    actors: tuple[str, ...]
    space: Space
    graph: Graph
    start: int
    targets: tuple[int, ...]

    @cached_property
    def _by_moves(self) -> Trail:
        return spread(self.start, self.graph.reach, self.graph.rank, improving=False)

    @cached_property
    def _by_improvements(self) -> Trail:
        return spread(self.start, self.graph.reach, self.graph.rank, improving=True)

    @cached_property
    def _by_fewest_obstacles(self) -> Trail:
        return _fewest_obstacles(self.start, self.graph)

    def distance(self, improving: bool) -> NDArray[np.int32]:
        """Length of a shortest sequence to each state, int32[N], -1 where there is none."""
        return (self._by_improvements if improving else self._by_moves).distance

    def shortest(self, target: int, improving: bool) -> Route | None:
        """Return a shortest sequence to a state, None if there is none."""
        trail = self._by_improvements if improving else self._by_moves
        return trace(trail, target, self.graph)

    def unreachable(self, improving: bool) -> tuple[int, ...]:
        """Targets to which no sequence leads."""
        return tuple(t for t in self.targets if self.distance(improving)[t] < 0)

    def least_resisted(self, target: int) -> Route | None:
        """Return a sequence with the fewest moves against their mover's interest.

        Its moves that do not improve say whose move is missing; None if no moves lead there.
        """
        return trace(self._by_fewest_obstacles, target, self.graph)

    def routes(
        self, target: int, improving: bool, most: int = 20, longest: int | None = None
    ) -> Routes:
        """Enumerate the simple sequences to a state, the shortest first.

        Parameters
        ----------
        target : int
        improving : bool
            Whether every move must be an improvement.
        most : int
            Most sequences to return.
        longest : int, optional
            Most moves in a sequence; default no limit.

        Returns
        -------
        Routes
            Says too whether these are all.
        """
        return simple_routes(
            self.graph, self.start, target, improving=improving, most=most, longest=longest
        )

    def to_json(self, most: int = 3) -> dict[str, Any]:
        """Return plain data, ready for `json.dumps`.

        Parameters
        ----------
        most : int
            Most simple sequences for each target and kind.
        """
        return {
            "from": self.space.label(self.start),
            "targets": [self._target(t, most) for t in self.targets],
        }

    def _target(self, target: int, most: int) -> dict[str, Any]:
        record: dict[str, Any] = {"state": self.space.label(target)}
        for name, improving in (("moves", False), ("improvements", True)):
            found = self.routes(target, improving, most)
            record[name] = {
                "shortest": int(self.distance(improving)[target]),
                "sequences": [self.route_json(route) for route in found.routes],
                "complete": found.complete,
            }
        least = self.least_resisted(target)
        record["obstacles"] = None if least is None else self.route_json(least.against_interest)
        return record

    def route_json(self, route: Route) -> list[dict[str, Any]]:
        """Return a sequence as plain data: who moves, to which state, improving or not."""
        return [
            {
                "actor": self.actors[move.actor],
                "from": self.space.label(move.before),
                "to": self.space.label(move.after),
                "improves": move.improves,
            }
            for move in route.moves
        ]


def evolve(
    problem: Problem,
    targets: Iterable[int],
    hypotheses: Mapping[str, bool] | None = None,
    start: int | None = None,
) -> Evolution:
    """Look for the ways from the status quo to some states.

    Parameters
    ----------
    problem : Problem
        An encoded crisis.
    targets : iterable of int
        States of ``problem.at_chance_status_quo()``, as in `StabilityResult.equilibria`.
    hypotheses : mapping of str to bool, optional
        As in `solve`.
    start : int, optional
        State to start from, numbered in the same way; default the status quo.

    Returns
    -------
    Evolution

    Raises
    ------
    UsageError
        If there is no such state or hypothesis.
    """
    values = settled(problem, hypotheses)
    view = problem.at_chance_status_quo()
    wanted = tuple(int(t) for t in targets)
    start = view.status_quo if start is None else start
    for s in (start, *wanted):
        if not 0 <= s < view.space.states:
            raise UsageError(f"there is no state {s}; there are {view.space.states} states")
    graph = Graph.of(view.moves(values), view.stability_ranks(values))
    return Evolution(view.actors, view.space, graph, start, wanted)


def _fewest_obstacles(start: int, graph: Graph) -> Trail:
    """Walk by improvements as far as they go, then one move of any kind, and so on."""
    n = graph.states
    trail = new_trail(n)
    everyone = np.ones(graph.actors, np.bool_)
    trail.distance[start] = 0
    fresh = np.array([start], np.int32)
    while len(fresh):
        before = trail.distance >= 0
        walk(fresh, n, True, False, everyone, graph.reach, graph.rank, trail)
        # The walk met the improvements' states; all of them may be left by one move of any kind.
        reached = (trail.distance >= 0) & ~before
        sources = np.union1d(fresh, np.flatnonzero(reached)).astype(np.int32)
        before = trail.distance >= 0
        walk(sources, 1, False, False, everyone, graph.reach, graph.rank, trail)
        fresh = np.flatnonzero((trail.distance >= 0) & ~before).astype(np.int32)
    return trail
