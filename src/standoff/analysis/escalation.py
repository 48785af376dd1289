"""Whether hostile acts breed hostile acts, and when it comes to a break."""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from standoff.analysis.reading import read_query
from standoff.analysis.reasons import Reasons
from standoff.rng import generator

if TYPE_CHECKING:
    from standoff.engines.dilemma import BreakResult, DilemmaResult
    from standoff.engines.forecast.answer import Answer

MOST_DRAWS = 64
"""Draws that the security dilemma is weighed in; the forecast's are a larger sample of the same."""


class Escalation(Reasons):
    """Whether hostile acts breed hostile acts, and when it comes to a break."""

    @cached_property
    def _some_draws(self) -> NDArray[np.int64]:
        """Places of the draws that are used, all of them for a point forecast."""
        count = len(self.draws)
        if self.run.point or count <= MOST_DRAWS:
            return np.arange(count)
        chosen = generator(self.run.seed, "dilemma").choice(count, MOST_DRAWS, replace=False)
        return np.sort(chosen)

    @cached_property
    def dilemma(self) -> "DilemmaResult":
        """How many hostile acts one hostile act breeds, and which move provokes which."""
        from standoff.engines.dilemma import solve

        run, some = self.run, self._some_draws
        answers = self._followed(some)
        run.at("weighing what provokes what")
        return solve(
            self.problem,
            [self.draws[d] for d in some],
            self.weights[some],
            lambda k: self._values(int(some[k])),
            lambda k: answers[k].followed.time,
            jobs=run.jobs,
            seed=None if run.point else run.seed,
            progress=run.progress,
        )

    def _followed(self, some: NDArray[np.int64]) -> "Sequence[Answer]":
        """Answers of some draws that tell the time spent in each state up to the horizon."""
        if self.weighs:
            return [self.solved.answers[d] for d in some]
        months = np.array([self.crisis.horizon.centre])
        return self.ensemble.run((), months, chosen=some.tolist())

    def breaking(self, expression: str | None = None) -> "BreakResult":
        """Find when a break is more likely than not.

        Parameters
        ----------
        expression : str, optional
            A time expression or the name of a scenario; default the first worst case, or that two
            actors have options on against each other.

        Raises
        ------
        UsageError
            If it cannot be read, or there is no default.
        """
        from standoff.engines.dilemma import break_times, default_break, time_to_break

        if expression is None:
            about, tree = default_break(self.problem)
        else:
            about, tree = expression, read_query(self.problem, expression).tree
            if expression in self.crisis.scenarios:
                about = self.crisis.scenarios[expression].title
        horizon = self.crisis.horizon.centre
        months = break_times(horizon)
        some = self._some_draws
        self.run.at("looking for the break")
        found = self.ensemble.run(
            [tree],
            months,
            self._start,
            some.tolist(),
            progress=self.run.progress,
            occupancy=False,
        )
        curves = np.array([answer.followed.probability[:, 0] for answer in found])
        point = self.run.point
        return time_to_break(about, months, curves, self.weights[some], horizon, point=point)
