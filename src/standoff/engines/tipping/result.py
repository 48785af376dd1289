"""What would change the answer: tipping points, and what holds over its whole range."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from standoff.engines.tipping.goal import Goal, Lead
from standoff.engines.tipping.span import Span
from standoff.tables import Tabular


@dataclass(frozen=True, slots=True)
class Tip:
    """The smallest change of one input, all else at its centre, that changes the answer.

    Attributes
    ----------
    span : Span
        The input, its central value and its plausible range.
    share : float
        How far the change goes: 0 at the centre, 1 at the end of the plausible range above, -1 at
        the end below.
    before, value : float
        Values next to one another: at `before` the answer is still as it was, at `value` it has
        changed.
    answer_before, answer : mapping of str to float
        Probability of each scenario at both.
    changes : tuple of str
        What `standoff whatif --set` takes to see it.
    verified : bool
        Whether the forecast, run anew from the changed file, shows the change at `value` and not at
        `before`.
    """

    span: Span
    share: float
    before: float
    value: float
    answer_before: Mapping[str, float]
    answer: Mapping[str, float]
    changes: tuple[str, ...]
    verified: bool

    @property
    def leader(self) -> str:
        """The scenario that leads once the answer has changed."""
        return max(self.answer, key=lambda scenario: self.answer[scenario])

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "input": self.span.name,
            "label": self.span.label,
            "path": list(self.span.path),
            "centre": self.span.centre,
            "low": self.span.low,
            "high": self.span.high,
            "before": self.before,
            "value": self.value,
            "share": self.share,
            "answer_before": dict(self.answer_before),
            "answer": dict(self.answer),
            "leader": self.leader,
            "changes": list(self.changes),
            "verified": self.verified,
        }


@dataclass(frozen=True, slots=True)
class Hold:
    """An input that changes nothing anywhere in its plausible range, as far as was looked.

    Attributes
    ----------
    span : Span
    at_low, at_high : mapping of str to float
        Probability of each scenario at both ends of the range.
    """

    span: Span
    at_low: Mapping[str, float]
    at_high: Mapping[str, float]

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "input": self.span.name,
            "label": self.span.label,
            "path": list(self.span.path),
            "centre": self.span.centre,
            "low": self.span.low,
            "high": self.span.high,
            "at_low": dict(self.at_low),
            "at_high": dict(self.at_high),
        }


@dataclass(frozen=True)
class GoalResult:
    """Tipping points for one question, the smallest change first, and inputs that hold."""

    goal: Goal
    tips: tuple[Tip, ...]
    holds: tuple[Hold, ...]

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        goal = self.goal
        return {
            "goal": goal.text,
            "scenario": goal.scenario,
            "level": None if isinstance(goal, Lead) else goal.level,
            "tips": [tip.to_json() for tip in self.tips],
            "holds": [hold.to_json() for hold in self.holds],
        }


@dataclass(frozen=True)
class TippingResult(Tabular):
    """What would change the answer, one input at a time.

    It rests on the point forecast: all other inputs at their central values, hypotheses mixed by
    their probability. A change of the answer and back again between two neighbouring steps of the
    search is not seen, and two inputs that change little by little together are not tried here.

    Attributes
    ----------
    baseline : mapping of str to float
        Probability of each scenario in the point forecast.
    goals : tuple of GoalResult
    looked_at : int
        Inputs that were tried.
    left : tuple of str
        Inputs that were not, by name: beyond the number asked for, or for want of time.
    steps : int
        Steps in which each side of a range was walked.
    forecasts : int
        Point forecasts that were computed.
    complete : bool
        Whether all inputs that were asked for were tried.
    """

    baseline: Mapping[str, float]
    goals: tuple[GoalResult, ...]
    looked_at: int
    left: tuple[str, ...]
    steps: int
    forecasts: int
    complete: bool

    def to_json(self) -> dict[str, Any]:
        """Plain data in the shape that ``standoff tipping --json`` prints."""
        return {
            "baseline": dict(self.baseline),
            "goals": [goal.to_json() for goal in self.goals],
            "looked_at": self.looked_at,
            "left": list(self.left),
            "steps": self.steps,
            "forecasts": self.forecasts,
            "complete": self.complete,
        }

    def to_rows(self) -> list[dict[str, Any]]:
        """One row for each tipping point."""
        return [
            {
                "goal": found.goal.text,
                "input": tip.span.name,
                "centre": tip.span.centre,
                "value": tip.value,
                "share": tip.share,
                "leader": tip.leader,
                "verified": tip.verified,
            }
            for found in self.goals
            for tip in found.tips
        ]
