"""Why, and what would change it."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from standoff.analysis.grounds import Grounds
from standoff.analysis.reading import read_input, read_line, read_span
from standoff.encode.draws import MAX_EXACT_HYPOTHESES
from standoff.errors import UsageError
from standoff.language.tree import Expression

if TYPE_CHECKING:
    from standoff.analysis.point import PointForecast
    from standoff.engines.drivers import DriversResult
    from standoff.engines.tipping import Atlas, Goal, Span, TippingResult
    from standoff.engines.watch import WatchResult


QUICK_STATES = 20_000
"""States times combinations of hypotheses up to which numbers are tried for a report too."""

QUICK_TRIED = 5
"""Numbers that are tried for a report."""

TRIED = 10
"""Numbers whose tipping points are looked for unless told otherwise; priors come on top."""


class Reasons(Grounds):
    """Why, and what would change it."""

    @cached_property
    def drivers(self) -> "DriversResult":
        """Which assumptions carry each scenario."""
        from standoff.engines.drivers import solve

        return solve(self.problem, self.draws, self.weights, self.forecast.by_draw, self.run.seed)

    @cached_property
    def watched(self) -> "WatchResult":
        """What may be seen within a month, by how much it would tell."""
        return self.watch()

    def watch(self, within: str = "1 month", paths: int | None = None) -> "WatchResult":
        """Rank what may be seen by how much it would tell of the scenarios.

        Parameters
        ----------
        within : str
            A length of time that is watched, at most the horizon.
        paths : int, optional
            Simulated paths a draw; 0 asks for the exact answer; default exact where that is cheap.

        Raises
        ------
        UsageError
            If there are no scenarios, or the time cannot be read or lies beyond the horizon.
        """
        from standoff.engines.forecast import coincide
        from standoff.engines.watch import solve

        crisis = self.crisis
        if not crisis.scenarios:
            raise UsageError("the file has no scenarios, so nothing tells of them")
        self.run.at("ranking what to watch")
        months = read_span(within, "--within", crisis.horizon.centre)
        scenarios = [scenario.when.tree for scenario in crisis.scenarios.values()]

        def measure(
            trees: Sequence[Expression],
        ) -> tuple[NDArray[np.float64], NDArray[np.bool_], int]:
            found = coincide(
                self.ensemble,
                scenarios,
                trees,
                crisis.horizon.centre,
                starts=[one.start for one in self.solved.answers] if self.weighs else None,
                paths=paths,
                seed=self.run.seed,
                progress=self.run.progress,
            )
            return found.table, found.atoms, found.paths

        return solve(
            self.problem,
            self.draws,
            self.weights,
            {name: belief.posterior for name, belief in self.evidence.hypotheses.items()},
            months,
            measure,
            exact_draws=self.run.point,
            seed=self.run.seed,
        )

    @cached_property
    def point(self) -> "PointForecast":
        """The point forecast as a function of the numbers of the file."""
        from standoff.analysis.point import PointForecast

        return PointForecast(self)  # type: ignore[arg-type]

    @cached_property
    def tips(self) -> "TippingResult | None":
        """Tipping points that are found quickly: of priors, and of numbers in small crises.

        None where there are too few scenarios, or too many hypotheses for central values.
        """
        few = len(self.crisis.scenarios) < 2
        if few or len(self.problem.hypotheses) > MAX_EXACT_HYPOTHESES:
            return None
        states = self.problem.space.states * len(self.point.origin.draws)
        return self.tipping(top=QUICK_TRIED if states <= QUICK_STATES else 0)

    def tipping(
        self,
        lines: Sequence[str] = (),
        *,
        top: int = TRIED,
        names: Sequence[str] = (),
        steps: int = 2,
    ) -> "TippingResult":
        """Find the smallest change of each input alone that changes the answer.

        Parameters
        ----------
        lines : sequence of str
            Such as ``strikes_only=50%``; without any, what changes which scenario leads.
        top : int
            Numbers to try, those that roughly move the answer most first; priors are tried anyway.
        names : sequence of str, optional
            Inputs to try instead.
        steps : int
            Steps in which each side of a plausible range is walked.

        Raises
        ------
        UsageError
            If there are too few scenarios, or a line or a name cannot be read.
        """
        from standoff.engines.tipping import solve, spans
        from standoff.engines.tipping.goal import lead, line

        scenarios = tuple(self.crisis.scenarios)
        if len(scenarios) < (1 if lines else 2):
            raise UsageError(
                "a change of lead needs two scenarios; with one, say --line SCENARIO=50%"
            )
        asked = [read_line(self.problem, text) for text in lines]
        point = self.point
        self.run.at("looking for tipping points")
        goals: list[Goal] = [line(scenarios, *one, point.baseline) for one in asked]
        goals = goals or [lead(scenarios, point.baseline)]
        known = spans(self.problem.inputs)
        if names:
            chosen = [read_input(self.problem, name, known) for name in names]
            left: list[str] = []
        else:
            chosen, left = self._worth_trying(known, goals, top)
        return solve(
            self.problem.inputs,
            [known[name] for name in dict.fromkeys(chosen)],
            goals,
            scenarios,
            point.baseline,
            lambda name, value: point.quick({name: value}),
            point.check,
            steps=steps,
            left=left,
            max_seconds=self.run.max_seconds,
            progress=self.run.progress,
        )

    def _worth_trying(
        self, known: "Mapping[str, Span]", goals: "Sequence[Goal]", top: int
    ) -> tuple[list[str], list[str]]:
        """Priors, then the numbers that roughly move a question most; and those left out."""
        point, live = self.point, {f"{name}.prior" for name in self.problem.hypotheses}
        priors = [name for name in known if name in live]
        ends = {n: span.high for n, span in known.items() if not n.endswith(".prior")}
        if top == 0 or not ends:
            return priors, list(ends)
        moved = point.screen(ends)
        before = [goal.gap(point.baseline) for goal in goals]

        def strength(name: str) -> float:
            after = point.baseline + moved[name]
            return max(abs(goal.gap(after) - b) for goal, b in zip(goals, before, strict=True))

        ranked = sorted(ends, key=strength, reverse=True)
        return [*priors, *ranked[:top]], ranked[top:]

    def atlas(self, first: str, second: str, points: int = 7) -> "Atlas":
        """Map the point forecast over the plausible ranges of two inputs.

        Parameters
        ----------
        first, second : str
            Names of inputs; that of a hypothesis stands for its prior.
        points : int
            Values of each, odd.

        Raises
        ------
        UsageError
            If a name cannot be read.
        LimitReached
            If it takes longer than the run may.
        """
        from standoff.engines.tipping import draw_map, spans

        known = spans(self.problem.inputs)
        one, other = (read_input(self.problem, name, known) for name in (first, second))
        if one == other:
            raise UsageError(f"'{first}' and '{second}' are the same input; a map needs two")
        if not self.crisis.scenarios:
            raise UsageError("the file has no scenarios, so there is nothing to map")
        return draw_map(
            known[one],
            known[other],
            tuple(self.crisis.scenarios),
            lambda x, y: self.point.exact({one: x, other: y}),
            points=points,
            max_seconds=self.run.max_seconds,
            progress=self.run.progress,
        )
