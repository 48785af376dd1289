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

WRITTEN_STATES = 2**14
"""States from which a step is not written down: it would take as much again as all that is held."""


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
    if states >= WRITTEN_STATES or not pays(moves):
        return Entries(np.zeros(1, dtype=np.int64), np.zeros(0, dtype=np.int32), *np.zeros((2, 0)))
    most = len(listed(moves).target) + rules.chance_rate.size
    start, stay = np.zeros(states + 1, dtype=np.int64), np.zeros(states)
    source, chance = np.zeros(most, dtype=np.int32), np.zeros(most)
    write_entries(moves, rules, rate, start, source, chance, stay)
    return Entries(start, source[: start[-1]], chance[: start[-1]], stay)
