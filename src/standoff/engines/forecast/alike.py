"""Draws that are the same game, told by the very numbers that are solved.

Draws that differ in a hypothesis alone are often one game: what the hypothesis would change is worth
nothing, or hangs on another one that is false. They are solved once.
"""

from collections.abc import Sequence

import numpy as np

from standoff.encode.draws import Draw
from standoff.encode.problem import Problem
from standoff.engines.forecast.propagate import Start
from standoff.language.tree import Expression, names


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
        for d in places:
            moves, game = problem.moves(draws[d].hypotheses), problem.game(draws[d])
            hanging = (moves.satisfied, moves.clique, game.utility, game.chance_rate)
            first[d] = games.setdefault(tuple(array.tobytes() for array in hanging), d)
    return first


def reading(draw: Draw, trees: Sequence[Expression]) -> tuple[tuple[str, bool], ...]:
    """Truth of the hypotheses that expressions name."""
    used = {name for tree in trees for name in names(tree)}
    return tuple((name, truth) for name, truth in draw.hypotheses.items() if name in used)


def origin(start: Start | None) -> object:
    """Return what tells one beginning from another."""
    return start.tobytes() if isinstance(start, np.ndarray) else start
