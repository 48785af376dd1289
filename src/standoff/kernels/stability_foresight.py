"""The best that an actor can do from each state when every result has a known value.

Used where actors look a number of moves ahead (see `standoff.engines.stability.limited_move`): what a move
is worth is then not the state it leads to but the state that play is expected to end in from there.
"""

import numpy as np
from numba import njit

from standoff.kernels.reach import ONE


@njit(cache=True, nogil=True)
def best_moves(a, reach, values, out):
    """Best move of actor `a` from each state, staying not being one.

    Parameters
    ----------
    a : int
    reach : Reach
    values : int64[N]
        Value of moving to each state, not negative.
    out : int32[N]
        Out: the state with the greatest value in ``R_a(s)``, -1 where the actor cannot move.
    """
    blocks = reach.count[a]
    # The best two members of each block, so that a state can leave itself out.
    top = np.full((blocks, 2), -1, np.int32)
    for s in range(values.size):
        b = reach.block[a, s]
        if top[b, 0] < 0 or values[s] > values[top[b, 0]]:
            top[b, 1] = top[b, 0]
            top[b, 0] = s
        elif top[b, 1] < 0 or values[s] > values[top[b, 1]]:
            top[b, 1] = s
    # The best of the other blocks that a block reaches.
    beyond = np.full(blocks, -1, np.int32)
    for b in range(blocks):
        row = reach.row[a, b]
        if row >= 0:
            for p in range(reach.last[a, b] - reach.first[a, b]):
                q = reach.first[a, b] + p
                leads = reach.masks[row + (p >> 6)] >> np.uint64(p & 63) & ONE
                if q != b and leads and (beyond[q] < 0 or values[top[b, 0]] > values[beyond[q]]):
                    beyond[q] = top[b, 0]
    for s in range(values.size):
        b = reach.block[a, s]
        best = top[b, 1] if top[b, 0] == s else top[b, 0]
        if beyond[b] >= 0 and (best < 0 or values[beyond[b]] > values[best]):
            best = beyond[b]
        out[s] = best
