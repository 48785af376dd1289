"""Tempered sequential Monte Carlo, for evidence that few draws of the ensemble fit.

The evidence other than signals, ``L``, is let in little by little: the target at temperature ``b`` is the
prior, the signals, and ``L**b``. At each stage ``b`` rises as far as the effective sample allows; the draws
are resampled (systematically) and moved by a Metropolis step that leaves the target as it is: the
uncertain numbers, as normal scores, by a preconditioned Crank-Nicolson step, and each hypothesis, now
and then, drawn anew (Del Moral, Doucet & Jasra 2006; Cotter, Roberts, Stuart & White 2013). A move
solves every draw once more, so stages are few: at most `MOST_SWEEPS`, and the last one goes to 1. Of
the last sweep each proposal counts by the probability that it was accepted, and the draw that it was to
replace by the rest, so that what was solved is not thrown away (Frenkel 2004).

In the end the first draws and the last ones count together, each by the mixture of what the two were
drawn from (balance heuristic: Veach & Guibas 1995; Owen & Zhou 2000), so that beliefs of any
earlier day rest on draws that were made for them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import logsumexp, ndtr, ndtri

Floats = NDArray[np.float64]
Truth = NDArray[np.bool_]

MOST_SWEEPS = 4
"""Times that all draws may be solved again."""

KEPT = 0.5
"""Share of the effective sample that a stage keeps, where stages suffice."""

LEAST_KEPT = 0.1

FRESH = 0.25
"""Share of the draws that copies must leave at the end, by their Kish size, or they are moved again."""

FLIP = 0.3
"""Probability with which a move draws each hypothesis anew."""

LEAN = (0.05, 0.95)
"""Bounds on the probability with which it is then drawn true."""

FIRST_STEP = 0.5
WANTED = 0.3
"""Acceptance towards which the length of a step is led."""

EDGE = 1e-12


class Model(Protocol):
    """What the sampler must know of the draws."""

    def base(self, numbers: Floats, truth: Truth) -> tuple[Floats, Floats]:
        """Log prior of the hypotheses, and log likelihood of the signals, float64[D] each."""

    def solve(self, numbers: Floats, truth: Truth) -> Floats:
        """Solve draws and return the log likelihood of all other evidence, float64[D]."""


@dataclass(frozen=True)
class Cloud:
    """Draws that were solved.

    Attributes
    ----------
    numbers : float64[D, U]
        In (0, 1), one column for each uncertain input.
    truth : bool[D, H]
        Value of each live hypothesis.
    log_base : float64[D]
        Log prior of the hypotheses and log likelihood of the signals.
    log_likelihood : float64[D]
        Of the other evidence.
    """

    numbers: Floats
    truth: Truth
    log_base: Floats
    log_likelihood: Floats

    def chosen(self, places: NDArray[np.int64]) -> "Cloud":
        """Return some of the draws."""
        return Cloud(
            self.numbers[places],
            self.truth[places],
            self.log_base[places],
            self.log_likelihood[places],
        )


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of the sampler.

    Attributes
    ----------
    temperature : float
        Reached at this stage, in (0, 1].
    effective : float
        Effective sample size before resampling.
    acceptance : float
        Share of the moves that were accepted.
    step : float
        Length of the step, in (0, 1]; 1 draws all numbers anew.
    """

    temperature: float
    effective: float
    acceptance: float
    step: float


@dataclass(frozen=True)
class Tempered:
    """What the sampler ends with.

    Attributes
    ----------
    origin : int64[2 D]
        Which of the draws solved, the first ones counted first, each last draw is: the D draws before
        the last sweep, then the D proposals.
    share : float64[2 D]
        How much each of them counts; a draw and its proposal 1 together.
    root : int64[2 D]
        First draw from which it descends.
    log_evidence : float
        Log probability of all evidence.
    stages : tuple of Stage
    solved : int
        Draws solved besides the first ones.
    """

    origin: NDArray[np.int64]
    share: Floats
    root: NDArray[np.int64]
    log_evidence: float
    stages: tuple[Stage, ...]
    solved: int


def temper(
    first: Cloud,
    log_weight: Floats,
    model: Model,
    rng: np.random.Generator,
    told: Callable[[int], None] | None = None,
) -> Tempered:
    """Lead draws to where the evidence is.

    Parameters
    ----------
    first : Cloud
        D draws; not all with a likelihood of 0.
    log_weight : float64[D]
        Log weight of each that undoes how it was drawn, with the signals.
    model : Model
    rng : Generator
        All that is random is drawn from it in a fixed order.
    told : callable, optional
        Told how many sweeps are still to come at most, before each.

    Returns
    -------
    Tempered
    """
    count = len(log_weight)
    now, origin, root = first, np.arange(count), np.arange(count)
    log_evidence = float(logsumexp(log_weight) - np.log(count))
    weight = log_weight - logsumexp(log_weight)
    temperature, step, solved = 0.0, FIRST_STEP, 0
    last, share = np.concatenate([origin, origin]), np.repeat([1.0, 0.0], count)
    stages: list[Stage] = []
    for left in range(MOST_SWEEPS, 0, -1):
        if temperature == 1.0 and distinct(last, share) >= FRESH * count:
            break
        reached = next_temperature(weight, now.log_likelihood, temperature, left)
        weight = weight + _power(now.log_likelihood, reached - temperature)
        log_evidence += float(logsumexp(weight))
        weight -= logsumexp(weight)
        effective = float(np.exp(-logsumexp(2 * weight)))
        places = resample(np.exp(weight), rng)
        now, origin, root = now.chosen(places), origin[places], root[places]
        weight = np.full(count, -np.log(count))
        if told is not None:
            told(left)
        now, moved, chance = _move(now, reached, step, model, rng)
        solved += count
        proposed = np.arange(solved, solved + count)
        last, share = np.concatenate([origin, proposed]), np.concatenate([1 - chance, chance])
        origin = np.where(moved, proposed, origin)
        acceptance = float(moved.mean())
        stages.append(Stage(reached, effective, acceptance, step))
        step = float(np.clip(step * np.exp(acceptance - WANTED), 0.05, 1.0))
        temperature = reached
    both = np.concatenate([root, root])
    return Tempered(last, share, both, log_evidence, tuple(stages), solved)


def distinct(origin: NDArray[np.int64], share: Floats) -> float:
    """Size of a sample in which draws occur more than once, as that of one without copies (Kish)."""
    times = np.bincount(origin, share)
    return float(times.sum() ** 2 / (times**2).sum())


def next_temperature(weight: Floats, likelihood: Floats, now: float, left: int) -> float:
    """Find how far the temperature may rise.

    Parameters
    ----------
    weight : float64[D]
        Log weights, summing to 1.
    likelihood : float64[D]
        Log likelihood of the evidence that is let in.
    now : float
        Temperature so far.
    left : int
        Stages that are left, this one included.
    """
    if left == 1 or now == 1.0:
        return 1.0

    def log_effective(rise: float) -> float:
        raised = weight + _power(likelihood, rise)
        return float(2 * logsumexp(raised) - logsumexp(2 * raised))

    whole = log_effective(1.0 - now) - log_effective(EDGE)
    keep = np.log(np.clip(np.exp(whole / left), LEAST_KEPT, KEPT))
    wanted = log_effective(EDGE) + keep
    if log_effective(1.0 - now) >= wanted:
        return 1.0
    return now + float(brentq(lambda rise: log_effective(rise) - wanted, EDGE, 1.0 - now))


def _power(log_likelihood: Floats, exponent: float) -> Floats:
    """Log of a power; 0 to the power 0 is 1."""
    return np.where(exponent > 0.0, exponent * log_likelihood, 0.0)


def resample(weight: Floats, rng: np.random.Generator) -> NDArray[np.int64]:
    """Choose as many draws as there are, each as often as its weight says (systematic)."""
    count = len(weight)
    places = (np.arange(count) + rng.random()) / count
    reached = np.cumsum(weight)
    return np.searchsorted(reached / reached[-1], places).astype(np.int64)


def _move(
    now: Cloud, temperature: float, step: float, model: Model, rng: np.random.Generator
) -> tuple[Cloud, Truth, Floats]:
    """Move every draw once; return the draws, which were moved, and with what probability."""
    count, numbers = now.numbers.shape
    noise = rng.standard_normal((count, numbers))
    scores = np.sqrt(1 - step**2) * ndtri(now.numbers) + step * noise
    lean = np.clip(now.truth.mean(axis=0), *LEAN)
    anew = rng.random(now.truth.shape) < FLIP
    drawn = rng.random(now.truth.shape) < lean
    truth = np.where(anew, drawn, now.truth)
    bar = np.log(rng.random(count))
    proposed = np.clip(ndtr(scores), EDGE, 1 - EDGE)
    base = np.sum(model.base(proposed, truth), axis=0)
    likelihood = model.solve(proposed, truth)
    back = np.where(now.truth, np.log(lean), np.log1p(-lean))
    there = np.where(truth, np.log(lean), np.log1p(-lean))
    gain = base + temperature * likelihood - now.log_base - temperature * now.log_likelihood
    gain = gain + (back - there).sum(axis=1)
    moved = bar < gain
    row = moved[:, None]
    after = Cloud(
        np.where(row, proposed, now.numbers),
        np.where(row, truth, now.truth),
        np.where(moved, base, now.log_base),
        np.where(moved, likelihood, now.log_likelihood),
    )
    return after, moved, np.exp(np.minimum(gain, 0.0))


def balanced(
    weight: Floats, log_target: Floats, log_evidence: float, times: tuple[Floats, Floats]
) -> Floats:
    """Weight of draws that come from the first draws, from the last ones, or from both.

    Parameters
    ----------
    weight : float64[K]
        Prior density over the density from which first draws are drawn.
    log_target : float64[K]
        Log likelihood of all evidence.
    log_evidence : float
        Log probability of all evidence.
    times : (float64[K], float64[K])
        How often each is among the first draws, and how much it counts among the last.

    Returns
    -------
    float64[K]
        Prior density over the density of the mixture, times how often each is in it.
    """
    with np.errstate(divide="ignore", over="ignore"):
        mixture = 0.5 / weight + 0.5 * np.exp(log_target - log_evidence)
    found: Floats = (times[0] + times[1]) / mixture
    return found
