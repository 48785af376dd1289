"""What to watch for: how much each thing that may be seen would tell of the scenarios."""

from standoff.engines.watch.result import Sign, WatchResult
from standoff.engines.watch.solver import solve

__all__ = ["Sign", "WatchResult", "solve"]
