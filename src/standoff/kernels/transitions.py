"""Every transition of the jump process with its rate, state by state, as one list.

For questions that change single rates, which the factored rules of `choice` cannot. The list grows
with the pairs of states inside the groups, so it is for crises in which they can be written down.
"""

import numpy as np
from numba import njit

from standoff.kernels.layout import Game, Moves
from standoff.kernels.paths import Tables, tabulate


@njit(cache=True, nogil=True)
def list_transitions(moves: Moves, game: Game, values, tables: Tables):
    """Write down the targets of all states, one state after the other.

    Parameters
    ----------
    moves : Moves
    game : Game
    values : float64[A, N]
        Value by which each actor chooses.
    tables : Tables
        Out; with room for every target. Rates are those of a target and all before it.

    Returns
    -------
    int
        Number of targets written.
    """
    place = 0
    for s in range(np.int64(values.shape[1])):
        size = tabulate(moves, game, values, s, tables, place)
        tables.first[s], tables.size[s] = place, size
        place += size
    tables.used[0] = place
    return place
