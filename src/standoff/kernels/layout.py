"""The arrays that every kernel works on.

A *state* is an index ``0 .. N-1``. Actor ``a`` can only change its own options, so the states that
share everything else form one of its *groups*, and every move of ``a`` stays inside a group.
Within a group a state is told apart by the actor's own option levels, written as *thermometer
bits*: an option with ``L`` levels owns ``L - 1`` bits, and level ``k`` sets the lowest ``k`` of them.
For states ``s`` and ``t`` of one group, with ``raised = bits[t] & ~bits[s]`` and
``lowered = bits[s] & ~bits[t]``, the single move ``s -> t`` is legal when

* ``s != t``,
* ``lowered & up_only[a] == 0`` (nothing that cannot be undone is undone),
* ``raised & down_only[a] == 0`` (nothing that can only be ended is begun),
* ``raised & ~satisfied[a, t] == 0`` (the ``needs`` of all that is raised hold in ``t``).

Actor ``a`` is a *clique* when no pair inside a group is ever forbidden; its pairs then need no test.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Moves(NamedTuple):
    """Who can move where, for A actors and N states, without listing the pairs.

    Attributes
    ----------
    group : int32[A, N]
        Group of each state, for each actor, numbered from 0.
    group_start : int32[A, G + 1]
        ``members[a, group_start[a, g] : group_start[a, g + 1]]`` are the states of group ``g``;
        G is the largest number of groups; entries past ``group_count[a]`` repeat N.
    group_count : int64[A]
        Number of groups of each actor.
    members : int32[A, N]
        All states, group by group, ascending by state index inside a group.
    bits : uint64[A, N]
        Thermometer bits of the actor's own options in each state.
    satisfied : uint64[A, N]
        Bits whose option has its ``needs`` fulfilled in that state.
    up_only, down_only : uint64[A]
        Bits of options that can only be raised, or only be lowered.
    clique : bool[A]
        True where every pair of different states of a group is a legal move, both ways.
    """

    group: NDArray[np.int32]
    group_start: NDArray[np.int32]
    group_count: NDArray[np.int64]
    members: NDArray[np.int32]
    bits: NDArray[np.uint64]
    satisfied: NDArray[np.uint64]
    up_only: NDArray[np.uint64]
    down_only: NDArray[np.uint64]
    clique: NDArray[np.bool_]


class Game(NamedTuple):
    """One draw's numbers for the dynamic game, for A actors, N states, C chance variables.

    The unit of time is a month (365.25 / 12 days).

    Attributes
    ----------
    utility : float64[A, N]
        Utility of each state; one unit is one logit at precision 1.
    tempo : float64[A]
        Decision opportunities a month.
    precision : float64[A]
        Logit precision.
    discount : float64[A]
        1 / patience, a month.
    foresight : int64[A]
        0 myopic, k > 0 level k, -1 equilibrium.
    effort : float64[A, B]
        Cost of changing each thermometer bit, either way, in units of utility.
    chance_to : int32[C, N]
        State reached when the chance variable flips, or -1 where that state is not feasible.
    chance_rate : float64[C, N]
        Rate a month of that flip; 0 where it cannot happen.
    """

    utility: NDArray[np.float64]
    tempo: NDArray[np.float64]
    precision: NDArray[np.float64]
    discount: NDArray[np.float64]
    foresight: NDArray[np.int64]
    effort: NDArray[np.float64]
    chance_to: NDArray[np.int32]
    chance_rate: NDArray[np.float64]
