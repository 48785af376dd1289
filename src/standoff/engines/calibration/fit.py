"""The search for the factors, without derivatives and within bounds (COBYQA: Ragonneau 2022).

It minimises the misfit of all facts plus the penalty of each factor's lognormal prior, over the
logarithms of the factors. The point forecast is mixed over the hypotheses by their posterior; the
search looks at the most probable combinations only, what is reported rests on all.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from importlib.metadata import version
from math import log
from time import monotonic
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from standoff.encode.draws import Draw
from standoff.encode.inputs import Input
from standoff.encode.problem import Problem
from standoff.engines.calibration.facts import Fact, facts_of
from standoff.engines.calibration.knobs import KNOBS, Knob, knobs_of
from standoff.engines.calibration.result import Calibration, Change, Factor, Fitted, Stopped
from standoff.engines.calibration.spelling import plain, respell
from standoff.errors import LimitReached, UsageError
from standoff.language.quantity import Quantity

Floats = NDArray[np.float64]
Answers = Callable[[Sequence[Draw], float | None], tuple[Floats, tuple[str, ...]]]
"""Probability of every fact in every draw, float64[D, F], and what is not guaranteed; may take so
many seconds."""

COVERED = 0.95
"""Share of the probability of the hypotheses' combinations that the search looks at."""

EVALUATIONS = 100
"""How often the model may be solved during the search."""

FIRST_STEP, LAST_STEP = 0.2, 0.005
"""Radius of the trust region in logs of the factors: 20 % at first, half a per cent at the end."""

LEAST_GAIN = 0.01
"""Nats by which the misfit must fall to count: nobody can tell smaller differences."""

AT_BOUND = 0.01
"""Share of the range, in logs, from its end within which a factor is said to lie at the end."""


class _TimeUpError(Exception):
    """The time for the search is over."""


def calibrate(
    problem: Problem,
    draws: Sequence[Draw],
    weights: Floats,
    answers: Answers,
    *,
    wanted: Collection[str] = KNOBS,
    evaluations: int = EVALUATIONS,
    max_seconds: float | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Calibration:
    """Fit the global knobs to the base rates and judgements of a crisis.

    Parameters
    ----------
    problem : Problem
        The encoded crisis.
    draws : sequence of Draw
        Central values, every combination of hypotheses; length D.
    weights : float64[D]
        Weight of each draw given the evidence, summing to 1.
    answers : callable
        See `Answers`; the facts are those of `facts_of`.
    wanted : collection of str
        Knobs to turn, of `KNOBS`.
    evaluations : int
        How often the model may be solved during the search.
    max_seconds : float, optional
        When it is reached the best factors so far are returned.
    progress : callable, optional
        Told how many evaluations are done, of how many at most.

    Returns
    -------
    Calibration

    Raises
    ------
    UsageError
        If the file has neither base rates nor judgements, or nothing to turn.
    LimitReached
        If the time does not suffice to solve the model once.
    """
    facts, knobs = facts_of(problem.crisis), knobs_of(problem, wanted)
    _refuse_nothing(facts, knobs)
    search = _Search(draws, weights, answers, facts, knobs, evaluations, progress)
    values = problem.inputs.point()
    before = search.all_draws(values, max_seconds)
    stopped = search.run(max_seconds)
    factors = search.best
    spelled = _spell(knobs, factors)
    for _, quantity, k in spelled:
        values[k] = quantity.centre
    after = search.all_draws(values, None)
    loss_before, loss = search.loss(before, [1.0] * len(knobs)), search.loss(after, factors)
    improved = loss < loss_before - LEAST_GAIN
    if not improved:
        factors, after, loss, spelled = [1.0] * len(knobs), before, loss_before, []
    return Calibration(
        factors={k.name: _factor(k, f) for k, f in zip(knobs, factors, strict=True)},
        facts=tuple(
            Fitted(fact, float(p), float(q))
            for fact, p, q in zip(facts, before, after, strict=True)
        ),
        loss_before=loss_before,
        loss=loss,
        improved=improved,
        changes=tuple(
            Change(row.label, row.path, plain(row.quantity), plain(quantity))
            for row, quantity, _ in spelled
            if quantity.centre != row.quantity.centre
        ),
        evaluations=search.done,
        covered=search.covered,
        stopped=stopped,
        warnings=tuple(dict.fromkeys(search.warnings)),
        version=version("standoff"),
        crisis_hash=problem.crisis.hash,
    )


def _spell(knobs: Sequence[Knob], factors: Sequence[float]) -> list[tuple[Input, Quantity, int]]:
    """Write every turned value as the file would have it, with its place among the inputs."""
    return [
        (row, respell(row, float(value)), int(k))
        for knob, factor in zip(knobs, factors, strict=True)
        for row, value, k in zip(knob.rows, knob.turned(factor), knob.positions, strict=True)
    ]


def _refuse_nothing(facts: Sequence[Fact], knobs: Sequence[Knob]) -> None:
    if not facts:
        raise UsageError(
            "there is nothing to calibrate against: the file has neither `base_rates` (how often the"
            " like happened before) nor `judgements` (how likely somebody calls it); add some, for"
            " instance  base_rates: [{about: ever(a.option), happened: 1, of: 6}]"
        )
    if not knobs:
        raise UsageError(
            "there is nothing to turn: no actor with options has a value above 0 that may move"
        )


def _factor(knob: Knob, factor: float) -> Factor:
    low, high = knob.bounds
    edge = AT_BOUND * log(high / low)
    end: Literal["low", "high"] | None = None
    if log(factor / low) < edge:
        end = "low"
    elif log(high / factor) < edge:
        end = "high"
    wished = knob.centre * factor
    held = int((np.abs(wished - knob.turned(factor)) > 1e-6 * wished).sum())
    return Factor(float(factor), low, high, end, len(knob.rows), held)


class _Search:
    """One search: its objective, the best point so far, and what it has cost."""

    def __init__(
        self,
        draws: Sequence[Draw],
        weights: Floats,
        answers: Answers,
        facts: Sequence[Fact],
        knobs: Sequence[Knob],
        evaluations: int,
        progress: Callable[[int, int], None] | None,
    ) -> None:
        self.draws, self.weights, self.answers = draws, weights, answers
        self.facts, self.knobs = facts, knobs
        self.evaluations, self.progress = evaluations, progress
        order = np.argsort(-weights, kind="stable")
        count = int(np.searchsorted(np.cumsum(weights[order]), COVERED - 1e-12)) + 1
        self.chosen = order[:count]
        self.covered = float(weights[self.chosen].sum())
        self.best = [1.0] * len(knobs)
        self.least = np.inf
        self.done = 0
        self.spent_once = 0.0
        self.warnings: list[str] = []
        self.deadline = np.inf

    def all_draws(self, values: Floats, seconds: float | None) -> Floats:
        """Probability of every fact over all combinations of hypotheses, float64[F]."""
        began = monotonic()
        try:
            found = self._solve(values, np.arange(len(self.draws)), seconds)
        except LimitReached:
            found = None
        self.spent_once = monotonic() - began
        if found is None or (seconds is not None and self.spent_once > seconds):
            raise LimitReached(
                f"the model was not solved once in {seconds:g} seconds: raise --max-seconds"
            )
        return found

    def _solve(self, values: Floats, chosen: NDArray[np.int64], seconds: float | None) -> Floats:
        values = np.array(values)
        values.flags.writeable = False
        draws = [replace(self.draws[d], values=values) for d in chosen]
        probability, warnings = self.answers(draws, seconds)
        self.warnings += warnings
        self.done += 1
        if self.progress is not None:
            self.progress(self.done, self.evaluations + 2)
        share = self.weights[chosen]
        mixed: Floats = share @ probability / share.sum()
        return mixed

    def loss(self, probability: Floats, factors: Sequence[float]) -> float:
        """Misfit of all facts and the penalty of the factors, in nats."""
        misfit = sum(fact.loss(p) for fact, p in zip(self.facts, probability, strict=True))
        penalty = sum(knob.penalty(f) for knob, f in zip(self.knobs, factors, strict=True))
        return float(misfit + penalty)

    def _objective(self, logs: Floats) -> float:
        left = self.deadline - monotonic()
        if left <= 0:
            raise _TimeUpError
        factors = [float(f) for f in np.exp(logs)]
        values = self.draws[0].values.copy()
        for knob, factor in zip(self.knobs, factors, strict=True):
            values[knob.positions] = knob.turned(factor)
        try:
            found = self._solve(values, self.chosen, left if np.isfinite(left) else None)
        except LimitReached:
            raise _TimeUpError from None
        if monotonic() > self.deadline:
            raise _TimeUpError
        loss = self.loss(found, factors)
        if loss < self.least:
            self.least, self.best = loss, factors
        return loss

    def run(self, max_seconds: float | None) -> Stopped:
        """Search from the values in the file; afterwards `best` holds the factors."""
        from scipy.optimize import Bounds, minimize

        if max_seconds is not None:
            self.deadline = monotonic() + max_seconds - 2 * self.spent_once
        low, high = np.log([knob.bounds for knob in self.knobs]).T
        first = min(FIRST_STEP, 0.49 * float((high - low).min()))
        radii = {"initial_tr_radius": first, "final_tr_radius": min(LAST_STEP, first / 4)}
        before = self.done
        try:
            minimize(
                self._objective,
                np.zeros(len(self.knobs)),
                method="COBYQA",
                bounds=Bounds(low, high),
                options={"maxfev": self.evaluations, **radii},
            )
        except _TimeUpError:
            return "seconds"
        return "evaluations" if self.done - before >= self.evaluations else ""
