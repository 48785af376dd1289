"""Draws that are the same game, told by the very numbers that are solved.

Draws that differ in a hypothesis alone are often one game: what the hypothesis would change is worth
nothing, or hangs on another one that is false. They are solved once.
"""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

import numpy as np
from numpy.typing import NDArray

from standoff.encode.draws import Draw
from standoff.encode.problem import Problem
from standoff.engines.forecast.propagate import Start


def first_alike(problem: Problem, draws: Sequence[Draw]) -> list[int]:
    """Find the first draw that is the same game as each draw.

    Parameters
    ----------
    problem : Problem
    draws : sequence of Draw
        Length D.

    Returns
    -------
    list of int
        Length D: the place of the first draw with the same moves and numbers, to the last bit.
    """
    first = list(range(len(draws)))
    same_numbers: dict[bytes, list[int]] = {}
    for d, draw in enumerate(draws):
        same_numbers.setdefault(draw.values.tobytes(), []).append(d)
    for places in same_numbers.values():
        if len(places) == 1:
            continue
        games: dict[tuple[bytes, ...], int] = {}
        known: dict[int, bytes] = {}
        for d in places:
            moves, game = problem.moves(draws[d].hypotheses), problem.game(draws[d])
            hanging = (moves.satisfied, moves.clique, game.utility, game.chance_rate)
            first[d] = games.setdefault(tuple(_digest(array, known) for array in hanging), d)
    return first


def _digest(array: NDArray[Any], known: dict[int, bytes]) -> bytes:
    """Return what tells one array from another; the problem keeps what cannot change: that is read once."""
    found = known.get(id(array))
    if found is None:
        found = sha256(np.ascontiguousarray(array).data).digest()
        if not array.flags.writeable:
            known[id(array)] = found
    return found


def origin(start: Start | None) -> object:
    """Return what tells one beginning from another."""
    return start.tobytes() if isinstance(start, np.ndarray) else start
