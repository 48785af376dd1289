"""The smallest change of an actor's wants by trying all of them."""

from itertools import combinations, permutations, product

import numpy as np
from scipy.optimize import linprog

from tests.reference.stability import Conflict


def stable_with(moves, rank, actor, row, concept, state):
    """Whether a state is stable for an actor with another row of ranks."""
    changed = np.array(rank)
    changed[actor] = row
    return Conflict(moves, changed).stable(concept, actor, state)


def distance(first, second):
    """Kemeny and Snell's distance between two rankings given as ranks."""
    sign = [
        [np.sign(r[a] - r[b]) for a, b in combinations(range(len(r)), 2)] for r in (first, second)
    ]
    return sum(abs(a - b) for a, b in zip(*sign, strict=True)) / 2


def nearest_ranking(moves, rank, actor, concept, state, ties):
    """Least distance of a ranking by which the state is stable, infinite if there is none."""
    old = list(rank[actor])
    pairs = list(combinations(range(len(old)), 2))
    best = np.inf
    for row in set(product(range(len(old)), repeat=len(old))):
        tied = any(row[a] == row[b] and old[a] != old[b] for a, b in pairs)
        cost = distance(old, row)
        better = cost < best and (ties or not tied)
        if better and stable_with(moves, rank, actor, row, concept, state):
            best = cost
    return best


def fewest_swaps(moves, rank, actor, concept, state, holds):
    """Least number of swaps of neighbouring statements by which the state is stable."""
    best = np.inf
    for order in permutations(range(len(holds))):
        cost = sum(a > b for a, b in combinations(order, 2))
        row = sum(holds[k] * 2 ** (len(order) - 1 - place) for place, k in enumerate(order))
        if cost < best and stable_with(moves, rank, actor, row, concept, state):
            best = cost
    return best


def least_reweighing(needed, state, holds, fixed, weights, largest):
    """Least total change of weights, by a linear program for each choice of alternatives."""
    best, k = np.inf, len(weights)
    holds = holds.astype(float)
    for choice in product(*(need.alternatives for need in needed)):
        others = sorted(set().union(*choice))
        rows = np.array([holds[:, state] - holds[:, v] for v in others]).reshape(-1, k)
        rest = np.array([fixed[state] - fixed[v] for v in others])
        above = np.block(
            [[-rows, np.zeros((len(rows), k))], [np.eye(k), -np.eye(k)], [-np.eye(k), -np.eye(k)]]
        )
        answer = linprog(
            np.repeat([0.0, 1.0], k),
            A_ub=above,
            b_ub=np.concatenate([rest, weights, -weights]),
            bounds=(0.0, largest),
        )
        if answer.status == 0:
            best = min(best, answer.fun)
    return best
