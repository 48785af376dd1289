"""A crisis as arrays, and the draws of all that is not known."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from standoff.analysis.run import CONCEPTS, Run
from standoff.crisis.model import Crisis
from standoff.encode.draws import Draw, point_draws, sample_draws
from standoff.encode.problem import Problem, encode

if TYPE_CHECKING:
    from standoff.engines.forecast import Ensemble
    from standoff.engines.forecast.answer import Begin


@dataclass(frozen=True)
class Posed:
    """A crisis as arrays, and the draws of all that is not known.

    Attributes
    ----------
    crisis : Crisis
        What is analysed.
    run : Run
        How the engines run.
    concepts : tuple of str
        Solution concepts of the stability engine.
    """

    crisis: Crisis
    run: Run = field(default_factory=Run)
    concepts: tuple[str, ...] = CONCEPTS

    @cached_property
    def problem(self) -> Problem:
        """The crisis as arrays."""
        return encode(self.crisis, self.run.max_states)

    @cached_property
    def first_draws(self) -> list[Draw]:
        """Draws of all that is not known, made before any evidence but the signals."""
        from standoff.engines.evidence import ratios

        if self.run.point:
            return point_draws(self.problem)
        return sample_draws(self.problem, self.run.draws, self.run.seed, ratios(self.crisis))

    def ensemble_of(
        self,
        draws: Sequence[Draw],
        begin: "Begin | None" = None,
        problem: Problem | None = None,
    ) -> "Ensemble":
        """Return draws to be solved, of this problem or another, each beginning where `begin` says."""
        from standoff.engines.forecast import Ensemble

        run = self.run
        return Ensemble(
            problem or self.problem,
            draws,
            run.jobs,
            run.max_seconds,
            begin,
            cluster=run.cluster,
            store=run.store,
            recall=run.point,
        )
