"""What the derivative of H does inside each single state, and its inverse: a preconditioner.

With the notation of `policy_response`, an actor's value of a state acts on everybody's slack in
that same state by

    -J[s; a, b] = (r_a + rate of leaving s) [a = b] - tempo_b p_b P_b[s, s] (Q_a[s] - (P_b Q_a)[s]),

a small matrix of seats by seats for each state. GMRES on ``-J`` times the inverse of all these
matrices needs about two thirds of the products that it needs with the diagonal alone.
"""

import numpy as np
from numba import njit

from standoff.kernels.choice import Rules
from standoff.kernels.lanes import LANES
from standoff.kernels.layout import Game
from standoff.kernels.policy_response import Work

SMALLEST_PIVOT = 1e-3
"""A matrix with a smaller pivot, relative to its diagonal, is replaced by the diagonal."""


@njit(cache=True, nogil=True)
def local_inverse(game: Game, rules: Rules, work: Work, dial, full, inverse):
    """Invert the matrix of every state, at the rules that `policy_response.evaluate` left.

    Parameters
    ----------
    game : Game
    rules : Rules
    work : Work
        Reads `value` and `answer`.
    dial : float
        What all precisions are multiplied by; at 0 the matrices are diagonal.
    full : float64[L, 2 L]
        Scratch.
    inverse : float32[N, L, L]
        Out.
    """
    seats = work.seats.size
    stays = np.zeros(rules.tempo.size)
    for s in range(np.uint64(rules.weight.shape[1])):
        leaving = 0.0
        for b in range(rules.tempo.size):
            stays[b] = rules.weight[b, s] * rules.share[b, s]
            if rules.share[b, s] == 0.0:
                stays[b] = np.exp(rules.score[b, s] - rules.total[b, s])
            leaving += rules.tempo[b] * (1.0 - stays[b])
        for c in range(rules.chance_rate.shape[0]):
            leaving += rules.chance_rate[c, s]
        full[:] = 0.0
        for i in range(seats):
            full[i, i] = game.discount[work.seats[i]] + leaving
            full[i, seats + i] = 1.0
            inverse[s, i, :] = 0.0
            inverse[s, i, i] = 1.0 / full[i, i]
        if dial == 0.0:
            continue
        for j in range(seats):
            b = work.seats[j]
            if rules.width[b] == 0:
                continue
            push = dial * game.precision[b] * rules.tempo[b] * stays[b]
            for i in range(seats):
                p, k = i // LANES, i % LANES
                full[i, j] -= push * (work.value[p, s, k] - work.answer[j, p, s, k])
        if eliminate(full, seats, SMALLEST_PIVOT / inverse[s, 0, 0]):
            for i in range(seats):
                for j in range(seats):
                    inverse[s, i, j] = full[i, seats + j]


@njit(cache=True, nogil=True)
def eliminate(full, size, smallest):
    """Turn ``[A | I]`` into ``[I | A**-1]`` by elimination with row exchanges.

    Returns
    -------
    bool
        False where a pivot is below `smallest`.
    """
    for i in range(size):
        best = i
        for k in range(i + 1, size):
            if abs(full[k, i]) > abs(full[best, i]):
                best = k
        if abs(full[best, i]) < smallest:
            return False
        for j in range(2 * size):
            full[i, j], full[best, j] = full[best, j], full[i, j]
        scale = 1.0 / full[i, i]
        for j in range(i, 2 * size):
            full[i, j] *= scale
        for k in range(size):
            factor = full[k, i]
            if k != i and factor != 0.0:
                for j in range(i, 2 * size):
                    full[k, j] -= factor * full[i, j]
    return True
