"""Tipping points: for each input alone, the smallest change that changes the answer.

The point forecast is a function of one input, all else at the centre. On each side of the centre the
plausible range is searched (`search`) for the first place where the question (`goal`) gets another
answer; the nearer of the two counts, measured as the share of the way to the end of the range. The
search may use a quicker forecast that is nearly right. The found values are rounded apart to three
significant digits, and the forecast is run anew from the changed file at both; where it does not show
the change, the quick forecast is set right by what was off there and the search is repeated.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import floor, log10
from time import monotonic

import numpy as np
from numpy.typing import NDArray

from standoff.encode.inputs import Inputs
from standoff.engines.tipping.goal import Goal
from standoff.engines.tipping.result import GoalResult, Hold, Tip, TippingResult
from standoff.engines.tipping.search import STEPS, nearest_crossing
from standoff.engines.tipping.setting import write_changes
from standoff.engines.tipping.span import Span

Floats = NDArray[np.float64]
Answers = Callable[[str, float], Floats]
"""Point forecast with one input at a value: the probability of each scenario, float64[S]."""

Check = Callable[[Sequence[str]], Floats]
"""The same from changes to the file, as ``--set`` takes them."""

Progress = Callable[[int, int], None]

DIGITS = 3
"""Significant digits of a tipping point."""

ROUNDS = 4
"""Times that a search is repeated until the forecast shows the change."""


class _TimeUpError(Exception):
    pass


@dataclass
class _Search:
    """One search; keeps what was answered, so that no forecast is made twice."""

    inputs: Inputs
    names: tuple[str, ...]
    baseline: Floats
    answers: Answers
    check: Check
    steps: int
    deadline: float
    known: dict[tuple[str, float], Floats] = field(default_factory=dict)
    checked: dict[tuple[str, float], Floats] = field(default_factory=dict)

    def quick(self, name: str, value: float) -> Floats:
        """Return the quick forecast at a value."""
        if (name, value) not in self.known:
            self._refuse_late()
            self.known[name, value] = self.answers(name, value)
        return self.known[name, value]

    def exact(self, name: str, value: float) -> Floats:
        """Return the forecast of the changed file."""
        if (name, value) not in self.checked:
            self._refuse_late()
            changes = write_changes(self.inputs, name, value)
            self.checked[name, value] = self.check(changes)
        return self.checked[name, value]

    def _refuse_late(self) -> None:
        if monotonic() > self.deadline:
            raise _TimeUpError

    def tip(self, span: Span, goal: Goal) -> Tip | Hold:
        """Find the nearest change on either side of the centre, and see that it is one."""
        missed = np.zeros(len(self.names))
        best: Tip | None = None
        for _ in range(ROUNDS):
            ways = self._nearest(span, goal, missed)
            if ways is None:
                break
            best = self._checked(span, goal, ways)
            if best.verified:
                break
            there = np.array([best.answer[name] for name in self.names])
            missed = there - self.quick(span.name, best.value)
        if best is not None and (best.verified or ways is not None):
            return best
        ends = (_named(self.names, self.quick(span.name, end)) for end in (span.low, span.high))
        return Hold(span, *ends)

    def _nearest(self, span: Span, goal: Goal, missed: Floats) -> tuple[float, float] | None:
        """Shares of the way on both sides of the nearest change."""

        def gap(way: float) -> float:
            if way == 0:
                return goal.gap(self.baseline)
            return goal.gap(self.quick(span.name, span.at(way)) + missed)

        ends = ((1, span.high), (-1, span.low))
        sides = [side for side, end in ends if end != span.centre]
        found = (nearest_crossing(gap, side, self.steps) for side in sides)
        known = [pair for pair in found if pair is not None]
        return min(known, key=lambda pair: abs(pair[1])) if known else None

    def _checked(self, span: Span, goal: Goal, ways: tuple[float, float]) -> Tip:
        """Round the two sides of a change apart and run the forecast at both."""
        inside, outside = (span.at(way) for way in ways)
        before, value = _round_apart(inside, outside)
        before = before if _between(span.centre, before, inside) else inside
        value = value if span.low <= value <= span.high else outside
        near, far = self.exact(span.name, before), self.exact(span.name, value)
        return Tip(
            span=span,
            share=span.share(value),
            before=before,
            value=value,
            answer_before=_named(self.names, near),
            answer=_named(self.names, far),
            changes=write_changes(self.inputs, span.name, value),
            verified=goal.gap(near) > 0 >= goal.gap(far),
        )


def _between(one: float, value: float, other: float) -> bool:
    return min(one, other) <= value <= max(one, other)


def solve(
    inputs: Inputs,
    chosen: Sequence[Span],
    goals: Sequence[Goal],
    scenarios: Sequence[str],
    baseline: Floats,
    answers: Answers,
    check: Check,
    *,
    steps: int = STEPS,
    left: Sequence[str] = (),
    max_seconds: float | None = None,
    progress: Progress | None = None,
) -> TippingResult:
    """Find the tipping points of chosen inputs.

    Parameters
    ----------
    inputs : Inputs
        All inputs of the crisis.
    chosen : sequence of Span
        Those to try, in this order.
    goals : sequence of Goal
        What counts as a change.
    scenarios : sequence of str
        In the order of the answers.
    baseline : float64[S]
        The point forecast as it is.
    answers : callable
        Point forecast with one input at a value.
    check : callable
        Point forecast of the changed file, made anew.
    steps : int
        Steps in which each side of a range is walked.
    left : sequence of str
        Inputs that are not tried, for the record.
    max_seconds : float, optional
        Time after which no further input is tried.
    progress : callable, optional
        Told how many inputs are done, of how many.

    Returns
    -------
    TippingResult
    """
    deadline = np.inf if max_seconds is None else monotonic() + max_seconds
    search = _Search(inputs, tuple(scenarios), baseline, answers, check, steps, deadline)
    tips: list[list[Tip]] = [[] for _ in goals]
    holds: list[list[Hold]] = [[] for _ in goals]
    done = 0
    try:
        for span in chosen:
            for k, goal in enumerate(goals):
                found = search.tip(span, goal)
                if isinstance(found, Tip):
                    tips[k].append(found)
                else:
                    holds[k].append(found)
            done += 1
            if progress is not None:
                progress(done, len(chosen))
    except _TimeUpError:
        pass
    results = (
        GoalResult(goal, tuple(sorted(tips[k], key=lambda tip: abs(tip.share))), tuple(holds[k]))
        for k, goal in enumerate(goals)
    )
    return TippingResult(
        baseline=_named(search.names, baseline),
        goals=tuple(results),
        looked_at=done,
        left=(*(span.name for span in chosen[done:]), *left),
        steps=steps,
        forecasts=len(search.known) + len(search.checked),
        complete=done == len(chosen),
    )


def _named(names: tuple[str, ...], answer: Floats) -> dict[str, float]:
    return dict(zip(names, map(float, answer), strict=True))


def _round_apart(inside: float, outside: float) -> tuple[float, float]:
    """Round two values away from one another, to few digits."""
    upwards = outside > inside
    return _rounded(inside, not upwards), _rounded(outside, upwards)


def _rounded(value: float, up: bool) -> float:
    if value == 0:
        return 0.0
    unit = DIGITS - 1 - floor(log10(abs(value)))
    scaled = value * 10.0**unit
    whole = np.ceil(scaled - 1e-9) if up else np.floor(scaled + 1e-9)
    return round(float(whole / 10.0**unit), max(unit, 0))
