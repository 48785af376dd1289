"""Sequences of moves: read off a walk, or enumerated."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from standoff.engines.stability.graph import Graph
from standoff.kernels.spread import Trail, spread

Stop = tuple[int, int]
"""A state on a sequence, and who moved there (-1 at the start)."""

MOST_TRIED = 200_000
"""Partial sequences tried before an enumeration is given up."""


@dataclass(frozen=True, slots=True)
class Move:
    """One actor's move.

    Attributes
    ----------
    actor : int
    before, after : int
        States.
    improves : bool
        Whether the actor prefers `after` to `before`.
    steps : tuple of int
        States passed when one change at once is not allowed and the actor moves several times in
        a row; both ends included.
    """

    actor: int
    before: int
    after: int
    improves: bool
    steps: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Route:
    """A legal sequence of moves."""

    moves: tuple[Move, ...]

    @property
    def against_interest(self) -> "Route":
        """The moves that do not improve their mover's lot."""
        return Route(tuple(move for move in self.moves if not move.improves))


@dataclass(frozen=True, slots=True)
class Routes:
    """Simple sequences, the shortest first.

    Attributes
    ----------
    routes : tuple of Route
    complete : bool
        Whether there are no more within the length asked for.
    """

    routes: tuple[Route, ...]
    complete: bool


def move(graph: Graph, actor: int, before: int, after: int) -> Move:
    """Describe one actor's move."""
    improves = bool(graph.rank[actor, after] > graph.rank[actor, before])
    return Move(actor, before, after, improves, graph.own_steps(actor, before, after))


def trace(trail: Trail, target: int, graph: Graph) -> Route | None:
    """Read the sequence to a state off a forward walk; None where the walk did not come."""
    if trail.distance[target] < 0:
        return None
    moves = []
    after = target
    while trail.neighbour[after] >= 0:
        before = int(trail.neighbour[after])
        moves.append(move(graph, int(trail.mover[after]), before, after))
        after = before
    return Route(tuple(reversed(moves)))


def simple_routes(
    graph: Graph,
    start: int,
    target: int,
    *,
    improving: bool,
    most: int,
    longest: int | None = None,
    tries: int = MOST_TRIED,
) -> Routes:
    """Enumerate the simple legal sequences from one state to another, the shortest first.

    Lengths are tried one after the other; the shortest way back from the target says early when
    a beginning cannot be completed within the length.

    Parameters
    ----------
    graph : Graph
    start, target : int
    improving : bool
        Whether every move must be an improvement.
    most : int
        Most sequences to return.
    longest : int, optional
        Most moves in a sequence.
    tries : int
        Most partial sequences to try.

    Returns
    -------
    Routes
    """
    if start == target:
        return Routes((Route(()),), True)
    back = spread(target, graph.reach, graph.rank, improving=improving, backward=True)
    if back.distance[start] < 0:
        return Routes((), True)
    last_length = graph.states - 1 if longest is None else longest
    search = _Search(graph, target, improving, back.distance, tries)
    found: list[Route] = []
    for length in range(int(back.distance[start]), last_length + 1):
        search.cut_short = False
        for path in search.paths(start, length):
            if len(found) == most:
                return Routes(tuple(found), False)
            found.append(Route(tuple(move(graph, a, s, t) for (s, _), (t, a) in pairwise(path))))
        if search.tries_left <= 0:
            return Routes(tuple(found), False)
        if not search.cut_short:
            break
    return Routes(tuple(found), True)


class _Search:
    """Depth-first search for sequences of one length."""

    def __init__(
        self, graph: Graph, target: int, improving: bool, back: NDArray[np.int32], tries: int
    ) -> None:
        self.graph, self.target, self.back = graph, target, back
        self.neighbours = graph.improvements if improving else graph.reached
        self.tries_left = tries
        self.cut_short = False

    def paths(self, start: int, length: int) -> Iterator[list[Stop]]:
        """Give every sequence with exactly `length` moves."""
        path: list[Stop] = [(start, -1)]
        visited = {start}
        branches = [self._branch(path, visited, length)]
        while branches:
            stop = next(branches[-1], None)
            if stop is None or self.tries_left <= 0:
                branches.pop()
                visited.discard(path.pop()[0])
                continue
            self.tries_left -= 1
            if len(path) == length:
                yield [*path, stop]
            else:
                path.append(stop)
                visited.add(stop[0])
                branches.append(self._branch(path, visited, length - len(path) + 1))

    def _branch(self, path: list[Stop], visited: set[int], left: int) -> Iterator[Stop]:
        """Give the next stops from which the target can still be met after `left` moves."""
        state, last = path[-1]
        for actor in range(self.graph.actors):
            if actor == last:
                continue
            for t in self.neighbours(actor, state).tolist():
                rest = self.back[t]
                if t in visited or rest < 0:
                    continue
                if rest >= left:
                    self.cut_short = True
                elif t != self.target or left == 1:
                    yield t, actor
