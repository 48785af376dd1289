"""Why, and what would change it."""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from standoff.analysis.grounds import Grounds
from standoff.analysis.reading import read_span
from standoff.language.tree import Expression

if TYPE_CHECKING:
    from standoff.engines.drivers import DriversResult
    from standoff.engines.watch import WatchResult


class Reasons(Grounds):
    """Why, and what would change it."""

    @cached_property
    def drivers(self) -> "DriversResult":
        """Which assumptions carry each scenario."""
        from standoff.engines.drivers import solve

        return solve(self.problem, self.draws, self.weights, self.forecast.by_draw, self.run.seed)

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
            If the time cannot be read or lies beyond the horizon.
        """
        from standoff.engines.forecast import coincide
        from standoff.engines.watch import solve

        crisis = self.crisis
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
