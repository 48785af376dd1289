"""The moves of a conflict, one state at a time: for narration and for enumerating sequences."""

from collections import deque
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from standoff.kernels.layout import Moves
from standoff.kernels.reach import Reach, build_reach, dense_ranks
from standoff.kernels.stability_sim import Index, build_index

States = NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Graph:
    """Moves and preferences of A actors over N states.

    Attributes
    ----------
    moves : Moves
    rank : int32[A, N]
        Dense preference ranks, higher is better, ties are equal.
    """

    moves: Moves
    rank: NDArray[np.int32]

    @classmethod
    def of(cls, moves: Moves, rank: NDArray[np.integer]) -> "Graph":
        """Make a graph from any preference ranks."""
        return cls(moves, dense_ranks(rank))

    @cached_property
    def reach(self) -> Reach:
        """The closure of each actor's own moves."""
        return build_reach(self.moves, self.rank)

    @cached_property
    def index(self) -> Index:
        """Where to find a state by the options of all actors."""
        return build_index(self.moves)

    @cached_property
    def _by_key(self) -> States:
        order: States = np.argsort(self.index.key).astype(np.int32)
        return order

    def find(self, keys: NDArray[np.uint64]) -> States:
        """State with each key, -1 where there is none (see `Index`), int32 like `keys`.

        Keys are hashes of 64 bits: a wrong match is not to be expected in a human lifetime.
        """
        known = self.index.key[self._by_key]
        place = np.minimum(np.searchsorted(known, keys), len(known) - 1)
        found: States = np.where(known[place] == keys, self._by_key[place], np.int32(-1))
        return found

    @property
    def actors(self) -> int:
        """Number of actors A."""
        return len(self.rank)

    @property
    def states(self) -> int:
        """Number of states N."""
        return int(self.rank.shape[1])

    def opponents(self, actor: int) -> NDArray[np.bool_]:
        """Everyone but one actor, bool[A]."""
        movers = np.ones(self.actors, np.bool_)
        movers[actor] = False
        return movers

    def group(self, actor: int, state: int) -> States:
        """States that differ from a state in the actor's own options only, itself among them."""
        g = self.moves.group[actor, state]
        start, end = self.moves.group_start[actor, g : g + 2]
        members: States = self.moves.members[actor, start:end]
        return members

    def reached(self, actor: int, state: int) -> States:
        """States that the actor reaches by its own moves in a row, ascending."""
        reach, members = self.reach, self.group(actor, state)
        own = reach.block[actor, state]
        blocks = reach.block[actor, members]
        rows = reach.row[actor, blocks]
        p = int(own - reach.first[actor, own])
        elsewhere = members != state
        if not (rows < 0).all():
            words = reach.masks[rows + (p >> 6)]
            elsewhere &= (words >> np.uint64(p & 63)) & np.uint64(1) == 1
        found: States = members[elsewhere]
        return found

    def improvements(self, actor: int, state: int) -> States:
        """States that the actor reaches and prefers, the best first."""
        reached = self.reached(actor, state)
        better = reached[self.rank[actor, reached] > self.rank[actor, state]]
        best_first: States = better[np.argsort(-self.rank[actor, better], kind="stable")]
        return best_first

    def own_steps(self, actor: int, before: int, after: int) -> tuple[int, ...]:
        """States on a shortest way of single moves of one actor, both ends included.

        Raises
        ------
        ValueError
            If the actor cannot get there on its own.
        """
        members = self.group(actor, before)
        came_from: dict[int, int] = {before: before}
        waiting = deque([before])
        while waiting and after not in came_from:
            s = waiting.popleft()
            for t in members[self._single(actor, s, members)]:
                if int(t) not in came_from:
                    came_from[int(t)] = s
                    waiting.append(int(t))
        if after not in came_from:
            raise ValueError("no moves of this actor lead there")
        steps = [after]
        while steps[-1] != before:
            steps.append(came_from[steps[-1]])
        return tuple(reversed(steps))

    def _single(self, actor: int, state: int, members: States) -> NDArray[np.bool_]:
        """Which members one move leads to."""
        moves = self.moves
        here, there = moves.bits[actor, state], moves.bits[actor, members]
        raised, lowered = there & ~here, here & ~there
        broken = lowered & moves.up_only[actor] | raised & moves.down_only[actor]
        allowed: NDArray[np.bool_] = broken | raised & ~moves.satisfied[actor, members] == 0
        allowed &= members != state
        return allowed
