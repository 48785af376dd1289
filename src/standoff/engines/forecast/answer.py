"""One draw: solved, and asked how probable time expressions are.

It stands on its own, so that draws can be worked on side by side in threads, in other processes or
on other machines. What everybody does is always made anew from the values that solve the draw, so
that values that were kept give the same numbers, to the last bit, as values just found.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from standoff.encode.draws import Draw
from standoff.encode.problem import Problem
from standoff.engines.forecast.equilibrium import EQUILIBRIUM, Values, rules_of, solve_values
from standoff.engines.forecast.process import make_process
from standoff.engines.forecast.propagate import Followed, Start, follow
from standoff.engines.forecast.trail import Guides
from standoff.kernels.layout import Game, Moves
from standoff.kernels.uniformise import Process
from standoff.language.tree import Expression

Floats = NDArray[np.float64]

Begin = Callable[[Draw, Process], tuple[Start, Floats]]
"""From a solved draw to where it stands at `as_of`, and the log likelihood of each part of how it came
there."""


@dataclass(frozen=True, slots=True)
class Solution:
    """What solves a draw, and how well.

    Attributes
    ----------
    q : float64[A, N]
        Value by which each actor chooses.
    residual : float
        Bound on ``max |F(Q) - Q|``.
    converged : bool
        Whether the residual is below the tolerance.
    warning : str
        What is not guaranteed; empty if all is well.
    guided : bool
        Whether it was found beside the branch of a game nearby.
    """

    q: Floats
    residual: float
    converged: bool
    warning: str
    guided: bool = False


@dataclass(frozen=True)
class Answer:
    """One draw's answer, with the quality of its solution.

    Attributes
    ----------
    followed : Followed
    solution : Solution
    start : int or float64[N]
        Where it began: a state, or the probability of each.
    observed : float64[L]
        Log likelihood of each part of what was observed up to the start; empty where none was.
    """

    followed: Followed
    solution: Solution
    start: Start
    observed: Floats


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of every draw.

    Attributes
    ----------
    trees : tuple of Expression
        Time expressions.
    months : float64[T]
        Ascending; the last is the horizon.
    occupancy : bool
        Whether the time spent in each state is wanted.
    """

    trees: tuple[Expression, ...]
    months: Floats
    occupancy: bool = True


@dataclass(frozen=True, slots=True)
class Setting:
    """What all draws of an ensemble share.

    Attributes
    ----------
    problem : Problem
    max_seconds : float or None
        Limit on the time that solving one draw may take.
    begin : callable or None
        Where each draw begins, given how it is solved; None for the start of the problem.
    guides : Guides or None
        What draws are solved beside, if anything.
    """

    problem: Problem
    max_seconds: float | None
    begin: Begin | None
    guides: Guides | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """One draw to be answered.

    Attributes
    ----------
    place : int
        Its place among the draws.
    draw : Draw
    question : Question
    start : int, float64[N] or None
        Where it begins, if not where the setting says.
    known : Solution or None
        What solves it, if that is known.
    """

    place: int
    draw: Draw
    question: Question
    start: Start | None
    known: Solution | None


def answer_draw(setting: Setting, task: Task) -> tuple[int, Answer]:
    """Solve a draw, unless that was done before, and answer the question.

    Parameters
    ----------
    setting : Setting
    task : Task

    Returns
    -------
    int
        Place of the draw.
    Answer
    """
    problem, question = setting.problem, task.question
    process, solution = solve_draw(setting, task.draw, task.known)
    start, observed = task.start, np.zeros(0)
    if start is None:
        start = problem.start
        if setting.begin is not None:
            start, observed = setting.begin(task.draw, process)
    followed = follow(
        problem,
        process,
        task.draw.hypotheses,
        question.trees,
        question.months,
        start,
        occupancy=question.occupancy,
    )
    return task.place, Answer(followed, solution, start, observed)


def solve_draw(
    setting: Setting, draw: Draw, known: Solution | None = None
) -> tuple[Process, Solution]:
    """Solve a draw, or restore what everybody does in it from known values."""
    moves, game = setting.problem.moves(draw.hypotheses), setting.problem.game(draw)
    if known is None:
        values = _solve(setting, draw, moves, game)
        known = Solution(
            values.q, values.residual, values.converged, values.warning, values.way.guided
        )
    return make_process(moves, rules_of(moves, game, known.q)), known


def _solve(setting: Setting, draw: Draw, moves: Moves, game: Game) -> Values:
    """Solve a game, beside what guides it if anything does."""
    if setting.guides is None:
        return solve_values(moves, game, setting.max_seconds)
    space = setting.problem.space
    seats = tuple(np.flatnonzero(game.foresight == EQUILIBRIUM).tolist())
    key = (space.variables, space.states, seats, *sorted(draw.hypotheses.items()))
    values = solve_values(moves, game, setting.max_seconds, guide=setting.guides.find(key))
    setting.guides.passed(key, values.way.trail)
    return values
