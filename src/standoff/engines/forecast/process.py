"""The jump process that the rules of all actors make, ready to be followed."""

import numpy as np

from standoff.engines.forecast.implied import make_cube
from standoff.engines.forecast.linked import listed, pays
from standoff.kernels.choice import Rules
from standoff.kernels.layout import Moves
from standoff.kernels.uniformise import Process, fastest_leaving
from standoff.kernels.written import Entries, write_entries

SLOWEST = 1e-9
"""Least rate of uniformisation, a month, for where nothing ever happens."""

MANY_STATES = 2**14
"""States from which what is written down takes more memory than all else that is held."""

CLEARLY = 1.0
"""Links that may take the place of one row and bit of a cube, for so many states (see `linked`)."""


def make_process(moves: Moves, rules: Rules) -> Process:
    """Make the process of given rules, with one step of it written down where that pays.

    Parameters
    ----------
    moves : Moves
    rules : Rules
        What all actors do.

    Returns
    -------
    Process
        With scratch, so that it is not to be followed by two threads at once.
    """
    rate = max(float(fastest_leaving(rules)), SLOWEST)
    return Process(moves, rules, rate, make_cube(moves, rules), _entries(moves, rules, rate))


def _entries(moves: Moves, rules: Rules, rate: float) -> Entries:
    states = moves.bits.shape[1]
    if not (pays(moves) if states < MANY_STATES else pays(moves, CLEARLY)):
        return Entries(np.zeros(1, dtype=np.int64), np.zeros(0, dtype=np.int32), *np.zeros((2, 0)))
    most = len(listed(moves).target) + rules.chance_rate.size
    start, stay = np.zeros(states + 1, dtype=np.int64), np.zeros(states)
    source, chance = np.zeros(most, dtype=np.int32), np.zeros(most)
    write_entries(moves, rules, rate, start, source, chance, stay)
    return Entries(start, source[: start[-1]], chance[: start[-1]], stay)
