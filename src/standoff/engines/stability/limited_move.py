"""Limited-move stability L_h and non-myopic stability: actors who look several moves ahead.

With two actors ``i`` and ``j``, let ``G_h(i, s)`` be the state where play is expected to end when
``i`` has the move in ``s`` and at most ``h`` moves are left, taken in turn. ``G_0(i, s) = s``, and
otherwise

    ``m`` = the best for ``i`` of ``G_{h-1}(j, t)`` over its moves ``t`` in ``R_i(s)``,
    ``G_h(i, s) = m`` if ``i`` prefers ``m`` to ``s``, else ``s`` (also where ``i`` cannot move).

State ``s`` is L_h stable for ``i`` when ``G_h(i, s) = s``, and non-myopically stable (NM) when
that holds for all large ``h`` (Kilgour 1984, 1985; Fang, Hipel & Kilgour 1993). L_1 is Nash
stability. The anticipated states repeat in ``h`` sooner or later, so NM is found once they do. Of
results that are equally good for the mover, the one that the other likes best is taken; the
literature assumes there are no ties.

With more than two actors the literature has several rules, which disagree, and each of which has
been criticised (Soares et al., GDN proceedings). Offered under its own name is the *conservative*
one (Fang, Hipel & Kilgour 1993): after ``i``'s move any other actor who would move may be next,
and ``i`` expects the one whose move ends worst for ``i``. With two actors it is the rule above.
"""

import numpy as np
from numpy.typing import NDArray

from standoff.errors import LimitReached, UsageError
from standoff.kernels.layout import Moves
from standoff.kernels.reach import Reach, build_reach, dense_ranks
from standoff.kernels.stability_foresight import best_moves
from standoff.kernels.threads import in_threads

LONGEST = 500
"""Moves ahead after which the search for a repetition is given up."""

Ends = NDArray[np.int32]
"""Where play is expected to end when each actor has the move in each state, int32[A, N]."""


def limited_move_stable(
    moves: Moves, rank: NDArray[np.integer], horizon: int, *, conservative: bool = False
) -> NDArray[np.bool_]:
    """Find the states that are L_h stable for each actor.

    Parameters
    ----------
    moves : Moves
        Moves of A actors among N states.
    rank : int[A, N]
        Preference ranks, higher is better, ties are equal.
    horizon : int
        Moves that the actors look ahead, at least 1.
    conservative : bool
        Whether to use the conservative rule; needed with more than two actors.

    Returns
    -------
    bool[A, N]

    Raises
    ------
    UsageError
        If the horizon is below 1, or more than two actors are not met by the conservative rule.
    """
    if horizon < 1:
        raise UsageError("actors look at least 1 move ahead")
    game = _Lookahead(moves, rank, conservative)
    ends = game.staying()
    for _ in range(horizon):
        ends = game.one_move_more(ends)
    return game.unmoved(ends)


def non_myopic_stable(
    moves: Moves,
    rank: NDArray[np.integer],
    *,
    conservative: bool = False,
    longest: int = LONGEST,
) -> NDArray[np.bool_]:
    """Find the states that are stable for each actor however far all look ahead.

    Parameters
    ----------
    moves, rank, conservative
        As in `limited_move_stable`.
    longest : int
        Most moves to look ahead in search of a repetition.

    Returns
    -------
    bool[A, N]
        Stable at every horizon of the cycle in which the anticipated states end.

    Raises
    ------
    UsageError
        If more than two actors are not met by the conservative rule.
    LimitReached
        If nothing repeats within `longest` moves.
    """
    game = _Lookahead(moves, rank, conservative)
    ends = game.staying()
    seen: dict[bytes, int] = {}
    history: list[NDArray[np.bool_]] = []
    for horizon in range(longest + 1):
        key = ends.tobytes()
        if key in seen:
            stable: NDArray[np.bool_] = np.logical_and.reduce(history[seen[key] :])
            return stable
        seen[key] = horizon
        history.append(game.unmoved(ends))
        ends = game.one_move_more(ends)
    raise LimitReached(
        f"what the actors anticipate does not repeat within {longest} moves:"
        " ask for limited-move stability with a number of moves, such as L4"
    )


class _Lookahead:
    """Anticipated states, one horizon after the other."""

    def __init__(self, moves: Moves, rank: NDArray[np.integer], conservative: bool) -> None:
        if len(rank) > 2 and not conservative:
            raise UsageError(
                "L_h and NM are settled for two actors only; with more, the rules of the"
                " literature disagree: ask for the conservative one (concepts L2C, L3C, ..., NMC)"
            )
        self.rank = dense_ranks(rank)
        self.reach: Reach = build_reach(moves, self.rank)
        self.actors, self.states = self.rank.shape

    def staying(self) -> Ends:
        """Return what is anticipated when no move is left."""
        return np.tile(np.arange(self.states, dtype=np.int32), (self.actors, 1))

    def unmoved(self, ends: Ends) -> NDArray[np.bool_]:
        """Where an actor that has the move makes none, bool[A, N]."""
        stays: NDArray[np.bool_] = ends == np.arange(self.states)
        return stays

    def one_move_more(self, ends: Ends) -> Ends:
        """Return what is anticipated with one move more."""
        return np.stack(in_threads(lambda i: self._decide(i, ends), range(self.actors)))

    def _decide(self, i: int, ends: Ends) -> Ends:
        """Where play ends when actor `i` has the move, int32[N]."""
        after = self._expect(i, ends)
        best = np.empty(self.states, np.int32)
        best_moves(i, self.reach, self._worth(i)[after], best)
        here = np.arange(self.states, dtype=np.int32)
        there = np.where(best >= 0, after[best], here)
        better = self.rank[i, there] > self.rank[i, here]
        return np.where(better, there, here)

    def _expect(self, i: int, ends: Ends) -> Ends:
        """Where play ends after actor `i` has moved to each state, int32[N]."""
        here = np.arange(self.states, dtype=np.int32)
        expected = here.copy()
        moved = np.zeros(self.states, np.bool_)
        worth = self._worth(i)
        for j in range(self.actors):
            if j != i:
                worse = (ends[j] != here) & (~moved | (worth[ends[j]] < worth[expected]))
                expected[worse] = ends[j][worse]
                moved |= worse
        return expected

    def _worth(self, i: int) -> NDArray[np.int64]:
        """Value of each state to actor `i`, ties settled by what the others like, int64[N]."""
        others = np.delete(self.rank, i, axis=0).astype(np.int64).sum(axis=0)
        worth: NDArray[np.int64] = self.rank[i] * (others.max(initial=0) + 1) + others
        return worth
