"""The forecast as of every date: what each piece of evidence did to it in its turn.

Before anything is known stands the model with its priors, at the status quo. Judgements and base rates,
which have no date, come next. Then each day on which something was said or seen: first the record of
moves is brought up to that day, then come its signals. Judgements and base rates are held at each step
against what the draws answer from where they stand on that day; the horizon is as long at every step.

What was said on one day has no order. Each signal of the day is given the mean, over all orders, of the
change that it makes (the Shapley value; for more than `MOST_EXACT` signals
by rotations of the order of their names, both ways), so that no step depends on the order in the file.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import permutations
from math import factorial, log
from typing import Any

import numpy as np
from numpy.typing import NDArray

from standoff.engines.evidence.ledger import Heavy, Ledger
from standoff.engines.evidence.signals import in_order
from standoff.tables import Tabular

Floats = NDArray[np.float64]

STILL = 0.0005
"""Change of a probability below which a step is said to have changed nothing."""

MOST_EXACT = 6

TRACE = 1e-9
"""Change of a probability below which the passing of time is no step of its own."""


@dataclass(frozen=True)
class Standing:
    """Where the draws stand on a day.

    Attributes
    ----------
    heavy : tuple of Heavy
        Judgements, base rates and the record of moves up to that day.
    answers : float64[D, S]
        Probability of each scenario in each draw, from there.
    """

    heavy: tuple[Heavy, ...]
    answers: Floats = field(repr=False)


At = Callable[[dt.date | None], Standing]
"""Where the draws stand on a day; None for the status quo."""


@dataclass(frozen=True, slots=True)
class ReplayStep:
    """What was believed once one more thing was known.

    Attributes
    ----------
    date : datetime.date or None
        When; None before any date.
    kind : str
        ``before``, ``background`` (judgements and base rates), ``observed``, ``quiet`` (no watched change
        for a time) or ``signal``.
    id : str
        The signal, or what was seen.
    hypotheses, scenarios : mapping of str to float
        Probabilities after this step.
    change : mapping of str to float
        Change of each scenario against the step before, in probability.
    log_odds : mapping of str to float or None
        The same in log odds; None where a probability is 0 or 1.
    """

    date: dt.date | None
    kind: str
    id: str
    hypotheses: Mapping[str, float]
    scenarios: Mapping[str, float]
    change: Mapping[str, float]
    log_odds: Mapping[str, float | None]

    @property
    def still(self) -> bool:
        """Whether it changed no scenario by as much as `STILL`."""
        return all(abs(change) < STILL for change in self.change.values())


@dataclass(frozen=True)
class Replay(Tabular):
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
                "log_odds": dict(step.log_odds),
                "changed_nothing": step.still,
            }
            for step in self.steps
        ]

    def to_rows(self) -> list[dict[str, Any]]:
        """One row for each step and hypothesis or scenario: how probable it then is."""
        return [
            {"date": s.date, "kind": s.kind, "id": s.id, "about": about, "probability": probability}
            for s in self.steps
            for about, probability in (*s.hypotheses.items(), *s.scenarios.items())
        ]


def days_of(ledger: Ledger) -> list[dt.date]:
    """List the days at which the replay stops over: those of signals and moves, and the last."""
    last = ledger.as_of or ledger.crisis.as_of
    days = {signal.date for signal in in_order(ledger.crisis, ledger.as_of)}
    if last is not None:
        days |= {o.date for o in ledger.crisis.observed if o.date <= last}
        days.add(last)
    return sorted(days)


def replay(ledger: Ledger, at: At) -> Replay:
    """Run through the evidence in order of time.

    Parameters
    ----------
    ledger : Ledger
        The draws; the same at every step.
    at : callable
        Where the draws stand on a day.

    Returns
    -------
    Replay
    """
    return Replay(tuple(_Player(ledger, at).steps()))


@dataclass(frozen=True)
class _View:
    """Hypotheses, then scenarios, as one vector each."""

    hypotheses: Floats
    scenarios: Floats

    def __add__(self, other: "_View") -> "_View":
        return _View(self.hypotheses + other.hypotheses, self.scenarios + other.scenarios)

    def __sub__(self, other: "_View") -> "_View":
        return _View(self.hypotheses - other.hypotheses, self.scenarios - other.scenarios)

    def __mul__(self, factor: float) -> "_View":
        return _View(self.hypotheses * factor, self.scenarios * factor)


class _Player:
    def __init__(self, ledger: Ledger, at: At) -> None:
        self.ledger, self.at, self.crisis = ledger, at, ledger.crisis
        self.signals = in_order(self.crisis, ledger.as_of)
        self.silent = {signal.id for signal in self.signals}
        self.before: _View | None = None

    def steps(self) -> Iterator[ReplayStep]:
        standing = self.at(None)
        yield self._step(None, "before", "before any signal", self._view((), standing.answers))
        if standing.heavy:
            background = ", ".join(piece.id for piece in standing.heavy)
            yield self._step(None, "background", background, self._seen(standing))
        for date in days_of(self.ledger):
            standing = self.at(date)
            yield from self._moves(date, standing)
            yield from self._said(date, standing)

    def _moves(self, date: dt.date, standing: Standing) -> Iterator[ReplayStep]:
        seen = [p for p in standing.heavy if p.kind == "observed" and p.date == date]
        now = self._seen(standing)
        if seen:
            yield self._step(date, "observed", ", ".join(piece.id for piece in seen), now)
            return
        assert self.before is not None
        if np.abs(now.scenarios - self.before.scenarios).max(initial=0.0) > TRACE:
            yield self._step(date, "quiet", "no watched change", now)

    def _said(self, date: dt.date, standing: Standing) -> Iterator[ReplayStep]:
        ids = [signal.id for signal in self.signals if signal.date == date]
        if not ids:
            return
        later = self.silent - set(ids)

        def view(known: frozenset[str]) -> _View:
            return self._seen(standing, later | (set(ids) - known))

        for name, change in shares(ids, view).items():
            assert self.before is not None
            yield self._step(date, "signal", name, self.before + change)
        self.silent = later
        self.before = self._seen(standing)

    def _seen(self, standing: Standing, silent: set[str] | None = None) -> _View:
        return self._view(standing.heavy, standing.answers, silent)

    def _view(
        self, heavy: Sequence[Heavy], answers: Floats, silent: set[str] | None = None
    ) -> _View:
        ratio = self.ledger.ratios(self.silent if silent is None else silent)
        believed = self.ledger.hypotheses(ratio, heavy)
        return _View(np.array(list(believed.values())), self.ledger.weights(ratio, heavy) @ answers)

    def _step(self, date: dt.date | None, kind: str, name: str, now: _View) -> ReplayStep:
        before = self.before or now
        self.before = now
        names = tuple(self.crisis.scenarios)
        change = now.scenarios - before.scenarios
        odds = [_log_odds(p, q) for p, q in zip(before.scenarios, now.scenarios, strict=True)]
        return ReplayStep(
            date,
            kind,
            name,
            dict(zip(self.crisis.hypotheses, map(float, now.hypotheses), strict=True)),
            dict(zip(names, map(float, now.scenarios), strict=True)),
            dict(zip(names, map(float, change), strict=True)),
            dict(zip(names, odds, strict=True)),
        )


def _log_odds(before: float, after: float) -> float | None:
    if not (0.0 < before < 1.0 and 0.0 < after < 1.0):
        return 0.0 if before == after else None
    return log(after / (1 - after)) - log(before / (1 - before))


def shares(names: Sequence[str], view: Callable[[frozenset[str]], Any]) -> dict[str, Any]:
    """Share out, among things whose order is not known, what they change together.

    Parameters
    ----------
    names : sequence of str
    view : callable
        What is seen when some of them are known; can be added, subtracted and scaled.

    Returns
    -------
    dict of str to what `view` returns
        Mean change that each makes over the orders; they sum to the change of all.
    """
    seen: dict[frozenset[str], Any] = {}

    def known(part: frozenset[str]) -> Any:
        if part not in seen:
            seen[part] = view(part)
        return seen[part]

    total: dict[str, Any] = {}
    for order, weight in _orders(names):
        part = frozenset[str]()
        for name in order:
            change = (known(part | {name}) - known(part)) * weight
            total[name] = total[name] + change if name in total else change
            part |= {name}
    return {name: total[name] for name in names}


def _orders(names: Sequence[str]) -> Iterator[tuple[tuple[str, ...], float]]:
    """All orders, or a balanced few of them, with their weights."""
    ordered = sorted(names)
    if len(names) <= MOST_EXACT:
        for order in permutations(ordered):
            yield order, 1 / factorial(len(names))
        return
    for k in range(len(ordered)):
        turned = (*ordered[k:], *ordered[:k])
        yield turned, 0.5 / len(ordered)
        yield turned[::-1], 0.5 / len(ordered)
