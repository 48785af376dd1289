"""The forecast as of every signal: which of them moved it, and by how much.

The draws are solved once; each step weighs them by the signals known so far. Where moves were
observed meanwhile, the step starts from the state that they led to.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import exp
from typing import Any

import numpy as np
from numpy.typing import NDArray

from standoff.crisis.fields import Setting
from standoff.encode.draws import Draw
from standoff.encode.problem import Problem
from standoff.engines.evidence.posterior import draw_weights, update
from standoff.engines.evidence.signals import effects, in_order

Answers = Callable[[int], NDArray[np.float64]]
"""From a starting state to the probability of each scenario in each draw, float64[D, S]."""


@dataclass(frozen=True, slots=True)
class ReplayStep:
    """What was believed once one more thing was known.

    Attributes
    ----------
    date : datetime.date or None
        When; None for the state of belief before anything.
    kind : str
        ``before``, ``signal`` or ``observed``.
    id : str
        The signal, or the settings that were observed.
    hypotheses, scenarios : mapping of str to float
        Probabilities after this step.
    change : mapping of str to float
        Change of each scenario against the step before, in probability.
    """

    date: dt.date | None
    kind: str
    id: str
    hypotheses: Mapping[str, float]
    scenarios: Mapping[str, float]
    change: Mapping[str, float]


@dataclass(frozen=True)
class Replay:
    """All steps in order of time; a day's moves come before its signals."""

    steps: tuple[ReplayStep, ...]

    def to_json(self) -> list[dict[str, Any]]:
        """Plain data, one mapping a step."""
        return [
            {
                "date": step.date.isoformat() if step.date else None,
                "kind": step.kind,
                "id": step.id,
                "hypotheses": dict(step.hypotheses),
                "scenarios": dict(step.scenarios),
                "change": dict(step.change),
            }
            for step in self.steps
        ]


def replay(problem: Problem, draws: Sequence[Draw], answers: Answers) -> Replay:
    """Run through the signals and observed moves in order of time.

    Parameters
    ----------
    problem : Problem
        The encoded crisis.
    draws : sequence of Draw
        Length D; the same draws at every step.
    answers : callable
        Probability of each scenario in each draw from a starting state, float64[D, S].

    Returns
    -------
    Replay
    """
    crisis = problem.crisis
    scenarios = tuple(crisis.scenarios)
    logs = dict.fromkeys(crisis.hypotheses, 0.0)
    added: dict[str, list[tuple[str, float]]] = {}
    for effect in effects(crisis, in_order(crisis)):
        added.setdefault(effect.signal, []).append((effect.hypothesis, effect.added))
    settings: dict[str, Setting] = {}
    state, steps = problem.status_quo, list[ReplayStep]()
    before: dict[str, float] = {}
    for date, kind, name, moved in _events(problem):
        for hypothesis, log_ratio in added.get(name, []) if kind == "signal" else []:
            logs[hypothesis] += log_ratio
        if moved:
            settings |= {setting.name: setting for setting in moved}
            state = problem.state(settings.values(), problem.status_quo)
            if state < 0:
                state = problem.start
        ratio = {hypothesis: exp(log) for hypothesis, log in logs.items()}
        weight = draw_weights(draws, ratio)
        now = dict(zip(scenarios, map(float, weight @ answers(state)), strict=True))
        belief = {
            hypothesis: update(record.prior.centre, ratio[hypothesis])
            for hypothesis, record in crisis.hypotheses.items()
        }
        change = {s: now[s] - before.get(s, now[s]) for s in scenarios}
        steps.append(ReplayStep(date, kind, name, belief, now, change))
        before = now
    return Replay(tuple(steps))


def _events(
    problem: Problem,
) -> list[tuple[dt.date | None, str, str, tuple[Setting, ...]]]:
    crisis = problem.crisis
    dated: list[tuple[dt.date, int, str, str, tuple[Setting, ...]]] = [
        (o.date, 0, "observed", ", ".join(setting.text for setting in o.set), o.set)
        for o in crisis.observed
        if crisis.as_of is not None and o.date <= crisis.as_of
    ]
    dated += [(s.date, 1, "signal", s.id, ()) for s in in_order(crisis)]
    dated.sort(key=lambda event: event[:2])
    first: list[tuple[dt.date | None, str, str, tuple[Setting, ...]]] = [
        (None, "before", "before any signal", ())
    ]
    return first + [(date, kind, name, moved) for date, _, kind, name, moved in dated]
