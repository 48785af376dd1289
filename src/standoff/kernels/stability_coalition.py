"""Whether a coalition would leave a state together, state by state.

For a coalition ``H`` write ``s << t`` when every member prefers ``t`` to ``s``. The coalition can
improve on ``s`` when legal sequences of its members' moves lead from ``s`` to some ``t`` with ``s
<< t``. Outsiders deter that when they can answer with a state ``u`` that is no such gain, ``not s
<< u``.

* Without a last word: some outsiders' answer ``u`` to ``t`` has ``U_i(u) <= U_i(s)`` for some
  member ``i``
  exactly when ``worth[i, t] <= U_i(s)`` for some ``i``, where ``worth[i, t]`` is the least ``U_i``
  that the outsiders reach from ``t``. So one pass for each member serves all states.
* With the last word, the coalition must not get from ``u`` to any ``v`` with ``s << v`` either. The
  states from which it does are found backwards from all such ``v``, and the improvements that are
  answered backwards from all other states.
"""

import numpy as np
from numba import njit

from standoff.kernels.reach import NONE, ONE


@njit(cache=True, nogil=True)
def flood(stack, top, stamp, movers, backward, reach, met, asked):
    """Walk from the stacked states along the movers' moves, or against them.

    Parameters
    ----------
    stack : int32[N]
        Begins with the `top` states to start from, which are marked in `met`.
    top : int
    stamp : int
        Mark of this walk, different for each.
    movers : bool[A]
    backward : bool
    reach : Reach
    met : int64[N]
        In and out: `stamp` where the walk has been.
    asked : int64[A, B]
        Scratch: `stamp` where a block's members have all been met.

    Returns
    -------
    int
        Number of states met; they lie in `stack`.
    """
    head = 0
    while head < top:
        s = stack[head]
        head += 1
        for a in range(movers.size):
            own = reach.block[a, s]
            if not movers[a] or asked[a, own] == stamp:
                continue
            base = reach.first[a, own]
            for b in range(base, reach.last[a, own]):
                row, bit = reach.row[a, own if backward else b], (b if backward else own) - base
                if row >= 0 and reach.masks[row + (bit >> 6)] >> np.uint64(bit & 63) & ONE == NONE:
                    continue
                if asked[a, b] == stamp:
                    continue
                asked[a, b] = stamp
                for place in range(reach.start[a, b], reach.start[a, b + 1]):
                    t = reach.order[a, place]
                    if met[t] != stamp:
                        met[t] = stamp
                        stack[top] = t
                        top += 1
    return top


@njit(cache=True, nogil=True)
def all_prefer(members, worth, t, rank, s):
    """Whether what `t` is worth to every member is above the rank of `s`."""
    i = 0
    while i < members.size and (not members[i] or worth[i, t] > rank[i, s]):
        i += 1
    return i == members.size


@njit(cache=True, nogil=True)
def judge_coalition(lowest, highest, members, worth, reach, rank, stable):
    """Mark the states ``lowest <= s < highest`` that the coalition would not leave.

    Parameters
    ----------
    lowest, highest : int
        Range of states to work on.
    members : bool[A]
        The coalition.
    worth : int32[A, N]
        What is left to each member of each state after the outsiders' answer.
    reach : Reach
    rank : int32[A, N]
    stable : bool[N]
        Out, that range only.
    """
    n = rank.shape[1]
    stack = np.empty(n, np.int32)
    met = np.full(n, -1, np.int64)
    asked = np.full(reach.row.shape, -1, np.int64)
    for s in range(lowest, highest):
        stack[0] = s
        met[s] = s
        reached = flood(stack, 1, s, members, False, reach, met, asked)
        stable[s] = True
        for place in range(1, reached):
            if all_prefer(members, worth, stack[place], rank, s):
                stable[s] = False
                break


@njit(cache=True, nogil=True)
def judge_last_word(lowest, highest, members, in_doubt, reach, rank, stable):
    """Unmark the states of a range that the coalition would leave as it has the last word.

    Parameters
    ----------
    lowest, highest : int
        Range of states to work on.
    members : bool[A]
        The coalition.
    in_doubt : bool[N]
        Where an improvement exists, each with an answer: the only states to look at.
    reach : Reach
    rank : int32[A, N]
    stable : bool[N]
        Out.
    """
    n = rank.shape[1]
    outsiders = ~members
    stack = np.empty(n, np.int32)
    escaping = np.full(n, -1, np.int64)
    answered = np.full(n, -1, np.int64)
    met = np.full(n, -1, np.int64)
    asked = np.full(reach.row.shape, -1, np.int64)
    for s in range(lowest, highest):
        if not in_doubt[s]:
            continue
        # One stamp for each of the three walks from this state.
        first, second, third = 3 * s, 3 * s + 1, 3 * s + 2
        top = 0
        for v in range(n):
            if all_prefer(members, rank, v, rank, s):
                escaping[v] = first
                stack[top] = v
                top += 1
        flood(stack, top, first, members, True, reach, escaping, asked)
        top = 0
        for u in range(n):
            if escaping[u] != first:
                answered[u] = second
                stack[top] = u
                top += 1
        flood(stack, top, second, outsiders, True, reach, answered, asked)
        stack[0] = s
        met[s] = third
        reached = flood(stack, 1, third, members, False, reach, met, asked)
        for place in range(1, reached):
            t = stack[place]
            if answered[t] != second and all_prefer(members, rank, t, rank, s):
                stable[s] = False
                break
