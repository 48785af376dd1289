"""What every state is worth to every actor, and so what everybody does.

``Q_a`` is the normalised discounted value, ``(r_a - G) Q_a = r_a U_a``. A myopic actor chooses by
its utility; level k answers the generator that everybody's level k - 1 rules give (level 0 is myopic);
`equilibrium` answers the rules that all actors really use, a Markov logit equilibrium, on the principal
branch (see `branch`). The answer is checked at the end, whatever the way to it.
"""

from dataclasses import dataclass
from functools import cached_property
from time import monotonic

import numpy as np
from numpy.typing import NDArray

from standoff.engines.forecast.branch import Way, follow_branch
from standoff.engines.forecast.implied import make_rules
from standoff.engines.forecast.newton import Floats, Newton, TimeUpError, make_newton
from standoff.engines.forecast.process import make_process
from standoff.engines.forecast.starts import starts
from standoff.engines.forecast.trail import Guide
from standoff.kernels.choice import Rules
from standoff.kernels.layout import Game, Moves
from standoff.kernels.uniformise import Process

TOLERANCE = 1e-8
"""Largest residual of a converged answer."""

MYOPIC, EQUILIBRIUM = 0, -1

BRANCH_EFFORT = 1.5e8
"""Products times unknowns after which the principal branch is left, with bounds on the products."""

LEAST_PRODUCTS, MOST_PRODUCTS = 3_000, 100_000


EVALUATION_STEPS = 40

POLISHED = 1e-2
"""Relative accuracy of the last step."""


@dataclass(frozen=True)
class Values:
    """What every state is worth to every actor.

    Attributes
    ----------
    q : float64[A, N]
        Value by which each actor chooses; frozen.
    moves : Moves
    game : Game
        What was solved.
    residual : float
        Bound on ``max |F(Q) - Q|`` over all actors, recomputed from the final values.
    converged : bool
        Whether the residual is below the tolerance.
    products : int
        Products with the generator.
    seconds : float
    warning : str
        What is not guaranteed, in plain words; empty if all is well.
    way : Way
        How the principal branch was followed.
    """

    q: Floats
    moves: Moves
    game: Game
    residual: float
    converged: bool
    products: int
    seconds: float
    warning: str
    way: Way

    @property
    def principal(self) -> bool:
        """Whether the principal branch was followed to the end, or nobody looks for an equilibrium."""
        return self.way.reached

    @cached_property
    def rules(self) -> Rules:
        """What all actors do in every state."""
        return rules_of(self.moves, self.game, self.q)

    @cached_property
    def process(self) -> Process:
        """The jump process that they make."""
        return make_process(self.moves, self.rules)


def solve_values(
    moves: Moves,
    game: Game,
    max_seconds: float | None = None,
    tolerance: float = TOLERANCE,
    guide: Guide | None = None,
) -> Values:
    """Solve the dynamic game for the values of all actors.

    Parameters
    ----------
    moves : Moves
    game : Game
    max_seconds : float, optional
        Time limit; when it is reached the best answer so far is returned, not converged.
    tolerance : float
        Residual to reach, in units of utility.
    guide : Guide, optional
        Such as the branch of a game nearby with the same states and seats; it shortens the way and
        changes the answer by no more than the residual allows.

    Returns
    -------
    Values
    """
    began = monotonic()
    deadline = np.inf if max_seconds is None else began + max_seconds
    q = np.array(game.utility)
    seats = np.flatnonzero(game.foresight == EQUILIBRIUM)
    residual, products = _levels(moves, game, q, deadline, tolerance)
    fixed = {int(b): q[b] for b in np.flatnonzero(game.foresight != EQUILIBRIUM)}
    newton = make_newton(moves, game, seats, fixed, deadline)
    way = Way(reached=True)
    if len(seats):
        newton.start_from(q[seats])
        way = _equilibrium(newton, tolerance, guide)
        _polish(newton)
    newton.deadline = np.inf
    last = newton.evaluate(1.0)
    q[seats] = newton.values()
    residual = max(residual, last if len(seats) else 0.0)
    q.flags.writeable = False
    converged = bool(residual <= tolerance)
    return Values(
        q=q,
        moves=moves,
        game=game,
        residual=residual,
        converged=converged,
        products=products + newton.products,
        seconds=monotonic() - began,
        warning=_warning(residual, converged, way.reached),
        way=way,
    )


def _warning(residual: float, converged: bool, principal: bool) -> str:
    if not converged:
        return (
            f"the equilibrium was not reached: values may be off by {residual:.1g} units of"
            " utility; allow more time, or lower precision or foresight"
        )
    if not principal:
        return (
            "the principal branch could not be followed to full precision;"
            " this is an equilibrium, but there may be others with a better claim"
        )
    return ""


def _levels(
    moves: Moves, game: Game, q: Floats, deadline: float, tolerance: float
) -> tuple[float, int]:
    """Set the values of level-k actors in `q`; return their residual and the products made."""
    deepest = int(game.foresight.max(initial=MYOPIC))
    if deepest <= MYOPIC:
        return 0.0, 0
    actors = np.arange(len(game.tempo))
    level = np.array(game.utility)
    newton = make_newton(moves, game, actors, {}, deadline)
    worst = 0.0
    for k in range(1, deepest + 1):
        newton.fixed = {int(b): level[b] for b in actors}
        newton.start_from(level)
        residual = _evaluation(newton, tolerance)
        level = newton.values()
        wanted = game.foresight == k
        q[wanted] = level[wanted]
        worst = max(worst, residual)
    return worst, newton.products


def _evaluation(newton: Newton, tolerance: float) -> float:
    """Evaluate given rules: a linear system."""
    try:
        newton.adopt_fixed(1.0)
        residual = newton.evaluate(1.0, follow=False)
        for _ in range(EVALUATION_STEPS):
            if residual <= tolerance / 10:
                break
            newton.unknown[:] += newton.correction(0.0, 1e-4)
            residual = newton.evaluate(1.0, follow=False)
    except TimeUpError:
        return np.inf
    return residual


def _equilibrium(newton: Newton, tolerance: float, guide: Guide | None) -> Way:
    """Bring the unknowns to the equilibrium, by the principal branch if it can be followed."""
    start = newton.unknown.copy()
    way = Way()
    try:
        way = follow_branch(newton, _patience(newton), tolerance, guide)
        if not way.reached:
            if not np.isfinite(newton.unknown).all():
                newton.unknown[:] = start
            if not newton.relax(tolerance):
                any(newton.relax(tolerance) for _ in starts(newton))
    except TimeUpError:
        return Way(False, way.steps)
    return way


def _polish(newton: Newton) -> None:
    """Make one step more, so that the way by which an answer was reached leaves no trace in it."""
    try:
        before, kept = newton.evaluate(1.0), newton.unknown.copy()
        newton.unknown[:] += newton.correction(1.0, POLISHED)
        if not newton.evaluate(1.0) < before:
            newton.unknown[:] = kept
    except TimeUpError:
        pass


def _patience(newton: Newton) -> int:
    """Products that the branch is worth."""
    effort = BRANCH_EFFORT / max(newton.unknown.size, 1)
    return int(np.clip(effort, LEAST_PRODUCTS, MOST_PRODUCTS))


def rules_of(moves: Moves, game: Game, q: NDArray[np.float64]) -> Rules:
    """Make the rules of actors that choose by given values, float64[A, N]."""
    rules = make_rules(moves, game)
    fixed = {b: np.ascontiguousarray(q[b]) for b in range(len(q))}
    newton = Newton(moves, game, rules, np.zeros(0, dtype=np.int64), fixed)
    newton.adopt_fixed(1.0)
    return rules
