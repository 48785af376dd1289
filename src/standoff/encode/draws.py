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
    inputs, live = problem.inputs, problem.hypotheses
    numbers = int(inputs.uncertain.sum())
    u = _sobol(draws, numbers + len(live), seed)
    values = inputs.values(u[:, :numbers])
    values.flags.writeable = False
    truth = np.zeros((draws, len(live)), dtype=np.bool_)
    weight = np.ones(draws)
    for k, name in enumerate(live):
        prior = values[:, inputs.positions[f"{name}.prior"]]
        ratio = (tilt or {}).get(name, 1.0)
        tilted = prior * ratio / (prior * ratio + 1 - prior)
        proposal = (prior + tilted) / 2
        truth[:, k] = u[:, numbers + k] < proposal
        with np.errstate(divide="ignore", invalid="ignore"):
            chosen = np.where(truth[:, k], prior / proposal, (1 - prior) / (1 - proposal))
        weight *= np.nan_to_num(chosen)
    return [
        Draw(values[d], dict(zip(live, map(bool, truth[d]), strict=True)), float(weight[d]))
        for d in range(draws)
    ]


def _sobol(draws: int, dimensions: int, seed: int) -> NDArray[np.float64]:
    """Scrambled Sobol points strictly inside the unit cube, float64[draws, dimensions]."""
    if dimensions == 0:
        return np.zeros((draws, 0))
    from scipy.stats import qmc

    engine = qmc.Sobol(dimensions, scramble=True, rng=np.random.default_rng(seed))
    points = engine.random_base2(max(0, (draws - 1).bit_length()))[:draws]
    inside: NDArray[np.float64] = np.clip(points, 1e-12, 1 - 1e-12)
    return inside
