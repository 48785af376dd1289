"""Other equilibria of the same game, looked for from other starts.

A Markov logit equilibrium need not be the only one. The forecast takes the one on the principal
branch; here the central draw is solved from elsewhere (see `starts`), at full precision throughout.
Another equilibrium counts only when its residual is below the tolerance. The search can miss
equilibria: that it finds none proves nothing.
"""

from collections.abc import Sequence
from time import monotonic

import numpy as np
from numpy.typing import NDArray

from standoff.encode.draws import point_draws
from standoff.encode.problem import Problem
from standoff.engines.forecast.equilibrium import EQUILIBRIUM, TOLERANCE, rules_of, solve_values
from standoff.engines.forecast.newton import Newton, TimeUpError, make_newton
from standoff.engines.forecast.process import make_process
from standoff.engines.forecast.propagate import follow
from standoff.engines.forecast.result import Others
from standoff.engines.forecast.starts import starts
from standoff.kernels.layout import Game, Moves
from standoff.language.tree import Expression

Floats = NDArray[np.float64]

APART = 1e-4
"""Units of utility by which two equilibria differ somewhere."""

SAME = 1e-2
"""Units of utility within which an answer that is nearly reached counts as one that is known."""

MOST_STARTS = 8

MOST_UNKNOWNS = 200_000
"""Seats times states above which nobody looks for other equilibria."""

MOST_SECONDS = 20.0


def find_others(
    moves: Moves, game: Game, q: Floats, max_seconds: float = MOST_SECONDS
) -> tuple[list[tuple[Floats, float]], int, int]:
    """Look for equilibria besides a known one.

    Parameters
    ----------
    moves : Moves
    game : Game
    q : float64[A, N]
        Values of the known equilibrium; those of actors with other foresight are kept.
    max_seconds : float
        No start is begun after so long.

    Returns
    -------
    list of (float64[A, N], float)
        Values and residual of each other equilibrium.
    int
        Starts tried.
    int
        Starts from which an equilibrium was reached.
    """
    deadline = monotonic() + max_seconds
    seats = np.flatnonzero(game.foresight == EQUILIBRIUM)
    fixed = {int(b): q[b] for b in np.flatnonzero(game.foresight != EQUILIBRIUM)}
    newton = make_newton(moves, game, seats, fixed, deadline)
    known: list[tuple[Floats, float]] = [(np.array(q), 0.0)]
    tried = reached = 0
    try:
        for _ in zip(range(MOST_STARTS), starts(newton), strict=False):
            tried += 1
            if newton.relax(SAME) and _among(newton, known, SAME):
                reached += 1
            elif newton.relax(TOLERANCE):
                reached += 1
                if not _among(newton, known, APART):
                    values = np.array(q)
                    values[seats] = newton.values()
                    known.append((values, newton.evaluate(1.0)))
    except TimeUpError:
        pass
    return known[1:], tried, reached


def _among(newton: Newton, known: Sequence[tuple[Floats, float]], within: float) -> bool:
    """Whether the unknowns are one of the known equilibria."""
    values, seats = newton.values(), newton.work.seats
    return any(float(np.abs(values - other[seats]).max()) <= within for other, _ in known)


def look_for_others(
    problem: Problem,
    trees: Sequence[Expression],
    months: float,
    start: int,
    max_seconds: float = MOST_SECONDS,
) -> Others | None:
    """Look for other equilibria at the central values, and compare the scenarios.

    Parameters
    ----------
    problem : Problem
    trees : sequence of Expression
        Scenarios.
    months : float
        Horizon.
    start : int
        State at time 0.
    max_seconds : float
        Limit on solving the central draw, and again on the search.

    Returns
    -------
    Others or None
        None where nobody looks for an equilibrium, or the crisis is too large to look.
    """
    draw = max(point_draws(problem), key=lambda one: one.weight)
    moves, game = problem.moves(draw.hypotheses), problem.game(draw)
    seats = int((game.foresight == EQUILIBRIUM).sum())
    if seats == 0 or seats * problem.space.states > MOST_UNKNOWNS:
        return None
    q = solve_values(moves, game, max_seconds).q
    others, tried, reached = find_others(moves, game, q, max_seconds)

    def probability(values: Floats) -> Floats:
        process, at_end = make_process(moves, rules_of(moves, game, values)), np.array([months])
        found = follow(problem, process, draw.hypotheses, trees, at_end, start, occupancy=False)
        return np.asarray(found.probability[-1])

    apart = 0.0
    if others and trees:
        base = probability(q)
        apart = max(float(np.abs(probability(values) - base).max()) for values, _ in others)
    worst = max((residual for _, residual in others), default=0.0)
    return Others(tried, reached, len(others), worst, apart)
