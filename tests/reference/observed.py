"""The likelihood of observed moves with dense matrices, straight from the definition."""

from itertools import permutations
from math import factorial

import numpy as np
from scipy.linalg import expm


def path_likelihood(G, levels, begin, legs):
    """Likelihood of a record, and the distribution at its end.

    `legs` are (months, watched, moves): so long the columns in `watched` (a dict of levels) keep
    their levels, then the moves (a list of dicts of changes) are made in any order.
    """
    mass = np.zeros(len(G))
    mass[begin] = 1.0
    for months, watched, moves in legs:
        here = _stands(levels, watched)
        closed = np.where(here[None, :] | np.eye(len(G), dtype=bool), G, 0.0)
        mass = (mass * here) @ expm(months * closed) * here
        made = np.zeros_like(mass)
        for order in permutations(moves):
            stand, after = dict(watched), mass
            for change in order:
                stand |= change
                after = after @ (G - np.diag(np.diag(G))) * _stands(levels, stand)
            made += after / factorial(len(moves))
        mass = made
    return mass.sum(), mass / mass.sum() if mass.sum() else mass


def _stands(levels, watched):
    here = np.ones(len(levels), dtype=bool)
    for column, level in watched.items():
        here &= levels[:, column] == level
    return here
