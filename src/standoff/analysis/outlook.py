"""What is likely: each scenario over time, how it comes about, and what goes with it."""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from standoff.analysis.reading import read_query, read_span, read_state
from standoff.analysis.rest import Rest
from standoff.encode.draws import Draw
from standoff.encode.problem import Problem

if TYPE_CHECKING:
    from standoff.engines.evidence import Sampling
    from standoff.engines.forecast import (
        ConsequencesResult,
        ForecastResult,
        LikelyPath,
        PrerequisitesResult,
        QueryResult,
        StoriesResult,
    )
    from standoff.engines.forecast.propagate import Start


class Outlook(Rest):
    """What is likely: each scenario over time, how it comes about, and what goes with it."""

    @cached_property
    def forecast(self) -> "ForecastResult":
        """How likely each scenario is over time, and how sure one can be."""
        from standoff.engines.forecast import solve

        return solve(
            self.problem,
            self.draws,
            self.weights,
            progress=self.run.progress,
            seed=None if self.run.point else self.run.seed,
            ensemble=self.ensemble,
            answers=self.solved.answers if self.weighs else None,
        )

    @cached_property
    def sampling(self) -> "Sampling":
        """How the draws were found, and how exact the answer is."""
        from standoff.engines.evidence import Sampling, effective_sample

        if self.weighs:
            return self.solved.sampling
        count, scenarios = len(self.draws), self.crisis.scenarios
        return Sampling(
            "enumerated" if self.run.point else "weighted",
            self.weights,
            np.arange(count),
            count,
            effective_sample(self.weights),
            scenarios={s: self.forecast.by_draw[:, k] for k, s in enumerate(scenarios)},
        )

    def _start(self, place: int) -> "Start":
        """Where one draw begins: a state, or the probability of each."""
        return self.solved.answers[place].start if self.weighs else self.problem.start

    def _values(self, place: int) -> NDArray[np.float64]:
        """Values by which the actors choose in one draw, float64[A, N]."""
        return self.ensemble.solution(place).q

    @cached_property
    def consequences(self) -> "ConsequencesResult":
        """Which consequences go with which scenario."""
        from standoff.engines.forecast import go_together

        run = self.run
        return go_together(
            self.problem,
            self.draws,
            self.weights,
            self._values,
            run.seed,
            run.jobs,
            starts=self._start,
        )

    @cached_property
    def stories(self) -> "StoriesResult":
        """How each scenario comes about."""
        from standoff.engines.forecast import tell

        by_draw = self.forecast.by_draw
        self.run.at("telling how scenarios come about")
        return tell(
            self.problem,
            self.draws,
            self.weights,
            self._values,
            by_draw=by_draw,
            starts=self._start,
            seed=self.run.seed,
        )

    @cached_property
    def likely_path(self) -> "LikelyPath":
        """The likeliest way on from where the crisis stands, one lasting move after another."""
        from standoff.engines.forecast import likeliest

        return likeliest(
            self.problem,
            self.draws,
            self.weights,
            self._values,
            starts=self._start,
            seed=self.run.seed,
        )

    @cached_property
    def prerequisites(self) -> "PrerequisitesResult":
        """What each scenario needs, and how often each need is the missing one."""
        from standoff.analysis.met import Met
        from standoff.engines.forecast import find

        by_draw = self.forecast.by_draw
        self.run.at("asking what each scenario lacks")
        return find(
            self.problem,
            self.draws,
            self.weights,
            self.forecast.occupancy,
            probability_if=Met(
                self.problem, self.draws, self.weights, by_draw, self._start, self._answers
            ),
            starts=self._start,
        )

    def _answers(
        self, problem: Problem, draws: Sequence[Draw], starts: "Sequence[Start]"
    ) -> NDArray[np.float64]:
        """Probability of each scenario in draws of a changed crisis, float64[D, S]."""
        trees = [scenario.when.tree for scenario in self.crisis.scenarios.values()]
        months = np.array([self.crisis.horizon.centre])
        ensemble = self.ensemble_of(draws, problem=problem)
        answered = ensemble.run(trees, months, starts.__getitem__, occupancy=False)
        return np.array([answer.followed.probability[-1] for answer in answered])

    def query(
        self,
        expression: str,
        within: str | None = None,
        at: str | Sequence[str] | None = None,
    ) -> "QueryResult":
        """Find how probable a time expression is; see the function `query`."""
        from standoff.engines.forecast import query

        tree = read_query(self.problem, expression).tree
        months = self.crisis.horizon.centre if within is None else read_span(within, "--within")
        start = None if at is None else read_state(self.problem, at)
        return query(
            self.problem,
            tree,
            within=months,
            at=start,
            draws=self.draws,
            weights=self.weights,
            progress=self.run.progress,
            ensemble=self.ensemble,
            band=not self.run.point,
        )
