"""The dynamic game with dense matrices and plain loops, straight from the definitions."""

import numpy as np


def legal(moves, a, s, t):
    """Whether actor `a` may go from s to t in one move."""
    if s == t or moves.group[a, s] != moves.group[a, t]:
        return False
    here, there = int(moves.bits[a, s]), int(moves.bits[a, t])
    raised, lowered = there & ~here, here & ~there
    if lowered & int(moves.up_only[a]) or raised & int(moves.down_only[a]):
        return False
    return not raised & ~int(moves.satisfied[a, t])


def choice(moves, game, a, value, dial=1.0):
    """Probability of going from each state to each other, P[N, N]; staying is the diagonal."""
    states = len(value)
    precision = dial * game.precision[a]
    P = np.zeros((states, states))
    for s in range(states):
        gain = np.full(states, -np.inf)
        gain[s] = 0.0
        for t in range(states):
            if legal(moves, a, s, t):
                changed = int(moves.bits[a, s]) ^ int(moves.bits[a, t])
                effort = sum(
                    game.effort[a, b] for b in range(game.effort.shape[1]) if changed >> b & 1
                )
                gain[t] = precision * (value[t] - value[s] - effort)
        weight = np.exp(gain - gain.max())
        P[s] = weight / weight.sum()
    return P


def flips(game):
    """Generator of the chance flips."""
    chances, states = game.chance_rate.shape
    G = np.zeros((states, states))
    for c in range(chances):
        for s in range(states):
            if game.chance_rate[c, s] > 0:
                G[s, game.chance_to[c, s]] += game.chance_rate[c, s]
                G[s, s] -= game.chance_rate[c, s]
    return G


def generator(moves, game, values, dial=1.0):
    """Generator of the jump process when each actor chooses by its row of `values`."""
    states = values.shape[1]
    G = flips(game)
    for a, tempo in enumerate(game.tempo):
        G += tempo * (choice(moves, game, a, values[a], dial) - np.eye(states))
    return G


def evaluation(G, game):
    """Normalised discounted values under given rules, one dense solve an actor."""
    states = len(G)
    return np.stack(
        [
            np.linalg.solve(r * np.eye(states) - G, r * u)
            for r, u in zip(game.discount, game.utility, strict=True)
        ]
    )


def levels(moves, game, deepest):
    """Values at level 0, 1, ..., deepest."""
    found = [np.array(game.utility)]
    for _ in range(deepest):
        found.append(evaluation(generator(moves, game, found[-1]), game))
    return found


def best_answer(moves, game, values):
    """What the rules of these values are worth: F(Q)."""
    return evaluation(generator(moves, game, values), game)


def iterate(moves, game, damping, steps=5000):
    """Plain damped iteration from the utilities; None where it does not settle."""
    values = np.array(game.utility)
    for _ in range(steps):
        change = best_answer(moves, game, values) - values
        values = values + damping * change
        if np.abs(change).max() < 1e-12:
            return values
    return None
