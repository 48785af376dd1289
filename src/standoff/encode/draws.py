"""Draws of all that is not known.

Numbers come from scrambled Sobol points (Owen 1998) through the inverse distribution functions of
the inputs. A hypothesis that the model depends on is drawn true or false from the mean of its prior
and of a tilted prior (defensive importance sampling, Hesterberg 1995): where signals have shifted
belief, both the early and the late forecast then rest on many draws. `Draw.weight` undoes the tilt.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from standoff.encode.problem import Problem
from standoff.errors import LimitReached

MAX_EXACT_HYPOTHESES = 12


@dataclass(frozen=True, slots=True)
class Draw:
    """One way the crisis may be.

    Attributes
    ----------
    values : float64[K]
        Value of every input, in the order of `Problem.inputs.rows`.
    hypotheses : mapping of str to bool
        Value of every hypothesis that the model depends on.
    weight : float
        Prior probability (point draws) or importance weight (sampled draws), before evidence.
    """

    values: NDArray[np.float64]
    hypotheses: Mapping[str, bool]
    weight: float


def point_draws(problem: Problem) -> list[Draw]:
    """Central values with every combination of the hypotheses, weighted by prior probability.

    Raises
    ------
    LimitReached
        If the model depends on more than `MAX_EXACT_HYPOTHESES` hypotheses.
    """
    live = problem.hypotheses
    if len(live) > MAX_EXACT_HYPOTHESES:
        raise LimitReached(
            f"the model depends on {len(live)} hypotheses, too many to go through every"
            f" combination (at most {MAX_EXACT_HYPOTHESES}); leave --point out to draw them"
        )
    values = problem.inputs.point()
    values.flags.writeable = False
    prior = [values[problem.inputs.positions[f"{name}.prior"]] for name in live]
    draws = []
    for truth in product((True, False), repeat=len(live)):
        weight = float(np.prod([p if z else 1 - p for p, z in zip(prior, truth, strict=True)]))
        if weight > 0:
            draws.append(Draw(values, dict(zip(live, truth, strict=True)), weight))
    return draws


def sample_draws(
    problem: Problem, draws: int, seed: int, tilt: Mapping[str, float] | None = None
) -> list[Draw]:
    """Draw every uncertain number and hypothesis.

    Parameters
    ----------
    problem : Problem
        The encoded crisis.
    draws : int
        Number of draws D, best a power of 2.
    seed : int
        Seed of the scrambling; the same seed gives the same draws.
    tilt : mapping of str to float, optional
        Likelihood ratio by which the evidence speaks for each hypothesis.

    Returns
    -------
    list of Draw
        Length D.
    """
    numbers, chances = sobol_points(problem, draws, seed)
    values = problem.inputs.values(numbers)
    return draws_at(problem, numbers, chances < _proposal(problem, values, tilt), tilt)


def sobol_points(
    problem: Problem, draws: int, seed: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Points of the unit cube from which `sample_draws` makes its draws.

    Returns
    -------
    numbers, chances : float64[D, U], float64[D, H]
        In (0, 1): one column for each uncertain input, and for each live hypothesis.
    """
    count = int(problem.inputs.uncertain.sum())
    u = _sobol(draws, count + len(problem.hypotheses), seed)
    return u[:, :count], u[:, count:]


def draws_at(
    problem: Problem,
    numbers: NDArray[np.float64],
    truth: NDArray[np.bool_],
    tilt: Mapping[str, float] | None = None,
) -> list[Draw]:
    """Make the draws with these numbers and hypotheses.

    Parameters
    ----------
    problem : Problem
    numbers : float64[D, U]
        In (0, 1), one column for each uncertain input.
    truth : bool[D, H]
        Value of each live hypothesis.
    tilt : mapping of str to float, optional
        As in `sample_draws`; the weights are those that undo it.

    Returns
    -------
    list of Draw
        Length D.
    """
    inputs, live = problem.inputs, problem.hypotheses
    values = inputs.values(numbers)
    values.flags.writeable = False
    weight = np.ones(len(values))
    proposal = _proposal(problem, values, tilt)
    for k, name in enumerate(live):
        prior = values[:, inputs.positions[f"{name}.prior"]]
        with np.errstate(divide="ignore", invalid="ignore"):
            chosen = np.where(
                truth[:, k], prior / proposal[:, k], (1 - prior) / (1 - proposal[:, k])
            )
        weight *= np.nan_to_num(chosen)
    return [
        Draw(values[d], dict(zip(live, map(bool, truth[d]), strict=True)), float(weight[d]))
        for d in range(len(values))
    ]


def _proposal(
    problem: Problem, values: NDArray[np.float64], tilt: Mapping[str, float] | None
) -> NDArray[np.float64]:
    """Probability with which each hypothesis is drawn true, float64[D, H]."""
    proposal = np.zeros((len(values), len(problem.hypotheses)))
    for k, name in enumerate(problem.hypotheses):
        prior = values[:, problem.inputs.positions[f"{name}.prior"]]
        ratio = (tilt or {}).get(name, 1.0)
        proposal[:, k] = (prior + prior * ratio / (prior * ratio + 1 - prior)) / 2
    return proposal


def _sobol(draws: int, dimensions: int, seed: int) -> NDArray[np.float64]:
    """Scrambled Sobol points strictly inside the unit cube, float64[draws, dimensions]."""
    if dimensions == 0:
        return np.zeros((draws, 0))
    from scipy.stats import qmc

    engine = qmc.Sobol(dimensions, scramble=True, rng=np.random.default_rng(seed))
    points = engine.random_base2(max(0, (draws - 1).bit_length()))[:draws]
    inside: NDArray[np.float64] = np.clip(points, 1e-12, 1 - 1e-12)
    return inside
