"""Values to start from, off the principal branch.

The utilities themselves (as if all were myopic), the answer to myopic rules (level 1), the values when
all choose at random, and values by which everybody expects the crisis to move towards one and the same
state: each actor's favourite, and a few drawn ones.
"""

from collections.abc import Iterator

import numpy as np

from standoff.engines.forecast.branch import at_random
from standoff.engines.forecast.newton import Newton

DRAWN = 2
"""States drawn at random that everybody expects to move towards."""


def starts(newton: Newton) -> Iterator[None]:
    """Set the unknowns to one start after the other.

    Parameters
    ----------
    newton : Newton
        Changed.
    """
    game, moves, seats = newton.game, newton.moves, newton.work.seats
    utility = game.utility[seats]
    newton.start_from(utility)
    yield
    newton.start_from(utility)
    newton.evaluate(1.0)
    newton.unknown[:] += newton.correction(0.0, 1e-2)
    yield
    newton.start_from(utility)
    at_random(newton)
    yield
    states = utility.shape[1]
    drawn = np.random.default_rng(0).integers(states, size=DRAWN)
    for state in dict.fromkeys([*(int(s) for s in utility.argmax(axis=1)), *map(int, drawn)]):
        away = sum(np.bitwise_count(moves.bits[b] ^ moves.bits[b, state]) for b in seats)
        span = np.ptp(utility, axis=1, keepdims=True)
        newton.start_from(utility - span * np.asarray(away, dtype=np.float64))
        yield
