"""Why, and what would change it."""

from functools import cached_property
from typing import TYPE_CHECKING

from standoff.analysis.outlook import Outlook

if TYPE_CHECKING:
    from standoff.engines.drivers import DriversResult


class Reasons(Outlook):
    """Why, and what would change it."""

    @cached_property
    def drivers(self) -> "DriversResult":
        """Which assumptions carry each scenario."""
        from standoff.engines.drivers import solve

        return solve(self.problem, self.draws, self.weights, self.forecast.by_draw, self.run.seed)
