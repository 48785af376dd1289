"""The forecast of a crisis: every scenario and consequence, over time and over the draws."""

from collections.abc import Sequence
from functools import partial
from importlib.metadata import version

import numpy as np
from numpy.typing import NDArray

from standoff.crisis.model import Crisis
from standoff.encode.draws import Draw
from standoff.encode.problem import Problem
from standoff.engines.forecast.answer import Answer
from standoff.engines.forecast.ensemble import Ensemble, Progress
from standoff.engines.forecast.multiplicity import MOST_SECONDS, look_for_others
from standoff.engines.forecast.result import (
    ForecastResult,
    QueryResult,
    Solver,
    weighted_band,
)
from standoff.language.tree import Expression

Floats = NDArray[np.float64]

POINTS = 25
"""Times at which curves are given, from 0 to the horizon."""

METHOD = (
    "continuous-time Markov logit equilibrium on the principal branch; exact first passage by"
    " uniformisation; scrambled Sobol draws weighted by evidence"
)


def solve(
    problem: Problem,
    draws: Sequence[Draw],
    weights: Floats,
    *,
    jobs: int = 1,
    progress: Progress | None = None,
    max_seconds: float | None = None,
    seed: int | None = None,
    ensemble: Ensemble | None = None,
    start: int | None = None,
    answers: Sequence[Answer] | None = None,
    others: bool = True,
) -> ForecastResult:
    """Forecast every scenario and consequence of a crisis.

    Parameters
    ----------
    problem : Problem
        The encoded crisis.
    draws : sequence of Draw
        Length D.
    weights : float64[D]
        Weight of each draw given the evidence, summing to 1.
    jobs : int
        Draws that are solved side by side; the numbers do not depend on it.
    progress : callable, optional
        Told how many draws are done, of how many.
    max_seconds : float, optional
        Limit on the time taken.
    seed : int, optional
        Seed of the draws, for the record; None marks a point forecast, which has no band.
    ensemble : Ensemble, optional
        Draws solved before.
    start : int, optional
        State to start from; default that at `as_of`.
    answers : sequence of Answer, optional
        What every draw answers to `asked`, if that is known.
    others : bool
        Whether to look for other equilibria at the central values once the result is asked for them.

    Returns
    -------
    ForecastResult

    Raises
    ------
    LimitReached
        If it takes longer than `max_seconds`.
    """
    crisis = problem.crisis
    trees, months = asked(crisis)
    if answers is None:
        ensemble = ensemble or Ensemble(problem, draws, jobs, max_seconds)
        answers = ensemble.run(trees, months, start, progress=progress)
    probability = np.array([answer.followed.probability for answer in answers])
    occupancy = np.zeros(problem.space.states)
    for weight, answer in zip(weights, answers, strict=True):
        occupancy += weight * answer.followed.time
    first_consequence = len(crisis.scenarios)
    look = None
    if others:
        begin = problem.start if start is None else start
        limit = MOST_SECONDS if max_seconds is None else min(max_seconds, MOST_SECONDS)
        scenarios = trees[:first_consequence]
        look = partial(look_for_others, problem, scenarios, float(months[-1]), begin, limit)
    return ForecastResult(
        scenarios=tuple(crisis.scenarios),
        consequences=tuple(crisis.consequences),
        months=months,
        curves=probability[:, :, :first_consequence],
        consequence_by_draw=probability[:, -1, first_consequence:],
        weights=weights,
        occupancy=occupancy,
        quality=quality(answers),
        seed=seed,
        method=METHOD,
        version=version("standoff"),
        crisis_hash=crisis.hash,
        look=look,
    )


def asked(crisis: Crisis) -> tuple[list[Expression], Floats]:
    """List what a forecast asks of every draw.

    Returns
    -------
    list of Expression
        The scenarios, then the consequences.
    float64[T]
        Months from 0 to the horizon.
    """
    trees = [scenario.when.tree for scenario in crisis.scenarios.values()]
    trees += [consequence.when.tree for consequence in crisis.consequences.values()]
    return trees, np.linspace(0.0, crisis.horizon.centre, POINTS)


def quality(answers: Sequence[Answer]) -> Solver:
    """Worst residual and truncation error of all draws."""
    return Solver(
        residual=max((answer.solution.residual for answer in answers), default=0.0),
        converged=all(answer.solution.converged for answer in answers),
        truncation=max((answer.followed.truncation for answer in answers), default=0.0),
        warnings=tuple(dict.fromkeys(a.solution.warning for a in answers if a.solution.warning)),
        guided=any(answer.solution.guided for answer in answers),
    )


def query(
    problem: Problem,
    tree: Expression,
    within: float,
    at: int | None = None,
    *,
    draws: Sequence[Draw],
    weights: Floats,
    jobs: int = 1,
    progress: Progress | None = None,
    max_seconds: float | None = None,
    ensemble: Ensemble | None = None,
    band: bool = True,
) -> QueryResult:
    """Find how probable one time expression is.

    Parameters
    ----------
    problem : Problem
        The encoded crisis.
    tree : Expression
        With time operators.
    within : float
        Horizon in months.
    at : int, optional
        State to start from; default that at `as_of`.
    draws, weights, jobs, progress, max_seconds, ensemble
        As in `solve`.
    band : bool
        Whether the draws differ by chance, so that a band over them means something.
    """
    ensemble = ensemble or Ensemble(problem, draws, jobs, max_seconds)
    answers = ensemble.run([tree], np.array([within]), at, progress=progress)
    values = np.array([answer.followed.probability[-1, 0] for answer in answers])
    low, high = weighted_band(values, weights) if band else (None, None)
    return QueryResult(float(weights @ values), low, high, within, quality(answers))
