"""How surely the principal branch is followed: against walks with far shorter steps.

For games made at random, at several precisions: how many are solved; how many by the principal branch;
what they take; and how many of these end elsewhere than two careful walks, with steps a tenth and a
twenty-fifth as long, do. Then each game is changed thrice (utilities, tempo or precision of one actor,
times 0.5 to 1.8) and followed beside its own branch, which is quicker and can lead astray.

    python benchmarks/branch.py
    python benchmarks/branch.py 200 2 4
"""

import argparse
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.forecast.games import entangled

from standoff.engines.forecast import branch
from standoff.engines.forecast.equilibrium import solve_values

USUAL, CAREFUL = branch.CARES, ((0.1,), (0.04,))
SECONDS = 30.0
SAME = 1e-5


def with_care(cares, moves, game, **more):
    """Solve a game with steps as long as wanted."""
    branch.CARES = cares
    try:
        return solve_values(moves, game, SECONDS, **more)
    finally:
        branch.CARES = USUAL


def truth(moves, game):
    """Values at the end of the principal branch; None where two careful walks do not agree."""
    one, other = (with_care(care, moves, game) for care in CAREFUL)
    sure = one.converged and other.converged and one.principal and other.principal
    return one.q if sure and np.abs(one.q - other.q).max() < SAME else None


def astray(values, q):
    """Whether an answer claims the principal branch and is not its end."""
    return values.principal and np.abs(values.q - q).max() > SAME


def changed(game, kind, rng):
    """Change one actor's utilities, tempo or precision."""
    name = ("utility", "tempo", "precision")[kind]
    numbers = np.array(getattr(game, name))
    numbers[rng.integers(len(numbers))] *= rng.uniform(0.5, 1.8)
    return game._replace(**{name: numbers})


def measure(precision, games):
    """Print one line of the table."""
    rng = np.random.default_rng(0)
    solved = principal = products = known = lost = changes = misled = beside = alone = 0
    for seed in range(games):
        moves, game = entangled(seed, precision)
        values = with_care(USUAL, moves, game)
        solved, principal = solved + values.converged, principal + values.principal
        products += values.products
        q = truth(moves, game)
        known += q is not None
        lost += q is not None and astray(values, q)
        trail = values.way.trail
        for kind in range(3 if trail is not None and q is not None else 0):
            other = changed(game, kind, rng)
            cold, end = with_care(USUAL, moves, other), truth(moves, other)
            if end is None:
                continue
            guided = with_care(USUAL, moves, other, guide=trail)
            changes, misled = changes + 1, misled + astray(guided, end)
            beside, alone = beside + guided.products, alone + cold.products
    print(
        f"{precision:9g} {games:6d} {solved:7d} {principal:9d} {products / games:9.0f}"
        f" {lost:5d} of {known:4d} {misled:7d} of {changes:4d} {beside / max(alone, 1):9.0%}",
        flush=True,
    )


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("games", nargs="?", type=int, default=60)
    options.add_argument("precision", nargs="*", type=float, default=[2.0, 4.0, 8.0, 16.0])
    chosen = options.parse_args()
    print("precision  games  solved principal  products  left it     beside: left it     products")
    for precision in chosen.precision:
        measure(precision, chosen.games)
