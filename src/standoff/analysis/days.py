"""Where the draws stand on each of several days, and how probable everything is from there.

A draw is gone through once for all days: its record is followed from stop to stop, and one pass backward
from the horizon answers from wherever it stands on any of them. That horizon is as long on every day.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from standoff.analysis.asker import heavy_evidence
from standoff.analysis.run import Progress
from standoff.encode.draws import Draw
from standoff.encode.problem import Problem
from standoff.engines.evidence import Soft, Standing, Track, track
from standoff.engines.forecast import Ensemble
from standoff.language.tree import Expression, names

if TYPE_CHECKING:
    from standoff.engines.forecast.propagate import Start
    from standoff.kernels.uniformise import Process

Floats = NDArray[np.float64]

AT_ONCE = np.array([1e-6])
"""Months to look ahead where the days themselves say all that is asked."""


@dataclass(frozen=True)
class Days:
    """What an ensemble takes as `begin` to go through several days of a draw at once.

    Attributes
    ----------
    problem : Problem
    records : tuple of Track or None
        What was observed up to each day; None where the status quo stands.
    trees : tuple of Expression
        E time expressions.
    months : tuple of float
        By when each is judged, counted from each day.
    """

    problem: Problem
    records: tuple[Track | None, ...]
    trees: tuple[Expression, ...]
    months: tuple[float, ...]

    @property
    def identity(self) -> str:
        """What tells its answers from those to other questions of the same problem."""
        legs = [record and record.legs for record in self.records]
        return repr((legs, self.trees, self.months))

    def __call__(self, draw: Draw, process: "Process") -> "tuple[Start, Floats]":
        """Return for each day the log likelihood of each leg, then the E probabilities, in a row."""
        from standoff.engines.evidence import walk_all

        seen = [record for record in self.records if record is not None]
        walked = iter(walk_all(seen, process))
        worth = self._worth(draw, process)
        found = []
        for record in self.records:
            start, logs = (self.problem.status_quo, ()) if record is None else next(walked)
            spread_out = isinstance(start, np.ndarray)
            found += [logs, worth @ start if spread_out else worth[:, start]]
        return self.problem.start, np.concatenate(found)

    def _worth(self, draw: Draw, process: "Process") -> Floats:
        """Probability of each expression from each state, float64[E, N]."""
        from standoff.engines.forecast.backward import look_back

        worth = np.zeros((len(self.trees), self.problem.space.states))
        for months in set(self.months):
            some = [e for e, end in enumerate(self.months) if end == months]
            trees = [self.trees[e] for e in some]
            known = draw.hypotheses
            worth[some] = look_back(self.problem, process, known, trees, months)
        return worth

    def split(self, rows: Floats) -> list[tuple[Floats, Floats]]:
        """Tell apart what the draws answer: for each day float64[D, L] and float64[D, E]."""
        sizes = []
        for record in self.records:
            sizes += [len(record.legs) if record else 0, len(self.trees)]
        parts = np.split(rows, np.cumsum(sizes)[:-1], axis=1)
        return list(zip(parts[::2], parts[1::2], strict=True))


class Standings:
    """Where the draws stand on each day of the replay.

    Parameters
    ----------
    ensemble : Ensemble
    soft : sequence of Soft
        Judgements and base rates.
    dates : sequence of datetime.date or None
        Days; None for the status quo.
    progress : callable, optional
        Told how many draws are done, of how many.
    """

    def __init__(
        self,
        ensemble: Ensemble,
        soft: Sequence[Soft],
        dates: Sequence[dt.date | None],
        progress: Progress | None = None,
    ) -> None:
        self.ensemble, self.soft, self.progress = ensemble, soft, progress
        self.problem = ensemble.problem
        self.dates = list(dates)

    def at(self, date: dt.date | None) -> Standing:
        """Return where the draws stand on a day; None for the status quo."""
        return self._found[self.dates.index(date)]

    @cached_property
    def _found(self) -> list[Standing]:
        crisis = self.problem.crisis
        scenarios = [scenario.when.tree for scenario in crisis.scenarios.values()]
        days = Days(
            self.problem,
            tuple(None if date is None else track(self.problem, date) for date in self.dates),
            (*scenarios, *(entry.tree for entry in self.soft)),
            (*[crisis.horizon.centre] * len(scenarios), *(entry.months for entry in self.soft)),
        )
        # What names a hypothesis is asked too, so that draws that read it otherwise are not taken as alike.
        read = [tree for tree in days.trees if names(tree) & crisis.hypotheses.keys()]
        begun = replace(self.ensemble, begin=days)
        answers = begun.run(read, AT_ONCE, progress=self.progress, occupancy=False)
        rows = np.array([answer.observed for answer in answers])
        count = len(scenarios)
        return [
            Standing(
                heavy_evidence(record, logs, self.soft, found[:, count:], self.problem),
                found[:, :count],
            )
            for record, (logs, found) in zip(days.records, days.split(rows), strict=True)
        ]
