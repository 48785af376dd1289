"""The security dilemma with dense matrices and plain loops, straight from the definitions."""

import numpy as np

from tests.reference.forecast import choice, flips


def parts(moves, game, values):
    """Rate of every transition: one matrix for each actor, and one for chance; diagonals are 0."""
    found = [
        tempo * choice(moves, game, a, values[a]) * (1 - np.eye(values.shape[1]))
        for a, tempo in enumerate(game.tempo)
    ]
    chance = flips(game)
    np.fill_diagonal(chance, 0.0)
    return [*found, chance]


def time_spent(rates, start, clock):
    """Time in each state until a clock rings, by one dense solve."""
    system = np.diag(clock + rates.sum(axis=1)) - rates
    return np.linalg.solve(system.T, start)


def extra_beginnings(levels, columns, moves, game, values, occupancy, horizon):
    """``M[p, o]``: extra beginnings of one option because another is on; and how long that is on."""
    rates = sum(parts(moves, game, values))
    place = {tuple(row): s for s, row in enumerate(levels.tolist())}
    M = np.zeros((len(columns), len(columns)))
    months = np.zeros(len(columns))
    for k, o in enumerate(columns):
        pairs = []
        for s, row in enumerate(levels.tolist()):
            if row[o] == 0:
                above = [
                    place.get((*row[:o], level, *row[o + 1 :]))
                    for level in range(1, levels[:, o].max() + 1)
                ]
                above = [t for t in above if t is not None]
                if above:
                    pairs.append((s, above[0]))
        if not pairs:
            continue
        weight = np.array([occupancy[s] + occupancy[t] for s, t in pairs])
        weight = weight / weight.sum() if weight.sum() else np.full(len(pairs), 1 / len(pairs))
        off, on = np.zeros(len(levels)), np.zeros(len(levels))
        for (s, t), w in zip(pairs, weight, strict=True):
            off[s] += w
            on[t] += w
        flips_o = (levels[:, None, o] > 0) != (levels[None, :, o] > 0)
        held, gone = rates * ~flips_o, (rates * flips_o).sum(axis=1)
        months[k] = time_spent(held, on, 1 / horizon + gone).sum()
        clock = np.full(len(levels), 1 / months[k])
        spent = time_spent(held, on, clock) - time_spent(held, off, clock)
        for i, p in enumerate(columns):
            begins = (levels[:, None, p] == 0) & (levels[None, :, p] > 0)
            M[i, k] = spent @ (rates * begins).sum(axis=1)
    return M, months


def paired_difference(levels, o, p, moves, game, values, pair, months, rng, paths=4000):
    """Extra beginnings of ``p`` with ``o`` held on rather than off, by paired simulation.

    Both worlds of a path are driven by the same rings of one clock and the same numbers, so that
    they differ only where ``o`` makes them. Returns the mean and its standard error.
    """
    rates = sum(parts(moves, game, values))
    flips_o = (levels[:, None, o] > 0) != (levels[None, :, o] > 0)
    held = rates * ~flips_o
    fastest = held.sum(axis=1).max()
    cumulative = np.cumsum(held, axis=1) / fastest
    begins = (levels[:, None, p] == 0) & (levels[None, :, p] > 0)
    differences = np.zeros(paths)
    for path in range(paths):
        jumps = rng.poisson(fastest * rng.exponential(months))
        numbers = rng.random(jumps)
        for sign, state in zip((-1, 1), pair, strict=True):
            s = state
            for u in numbers:
                t = int(np.searchsorted(cumulative[s], u, side="right"))
                if t < len(levels):
                    differences[path] += sign * begins[s, t]
                    s = t
    return differences.mean(), differences.std() / np.sqrt(paths)
