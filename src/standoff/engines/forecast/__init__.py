"""What is likely: the probability of each scenario over time, from a continuous-time game."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from standoff.engines.forecast.consequences import ConsequencesResult, go_together
    from standoff.engines.forecast.ensemble import Ensemble
    from standoff.engines.forecast.joint import Joint, coincide
    from standoff.engines.forecast.likely import LikelyPath, likeliest
    from standoff.engines.forecast.need import PrerequisitesResult
    from standoff.engines.forecast.prerequisites import find
    from standoff.engines.forecast.result import FirstPassage, ForecastResult, QueryResult, Solver
    from standoff.engines.forecast.simulation import simulate
    from standoff.engines.forecast.solver import asked, query, solve
    from standoff.engines.forecast.story import StoriesResult
    from standoff.engines.forecast.storylines import tell

__all__ = [
    "ConsequencesResult",
    "Ensemble",
    "FirstPassage",
    "ForecastResult",
    "Joint",
    "LikelyPath",
    "PrerequisitesResult",
    "QueryResult",
    "Solver",
    "StoriesResult",
    "asked",
    "coincide",
    "find",
    "go_together",
    "likeliest",
    "query",
    "simulate",
    "solve",
    "tell",
]

_WHERE = {
    "ConsequencesResult": "consequences",
    "Joint": "joint",
    "LikelyPath": "likely",
    "PrerequisitesResult": "need",
    "StoriesResult": "story",
    "coincide": "joint",
    "find": "prerequisites",
    "go_together": "consequences",
    "likeliest": "likely",
    "simulate": "simulation",
    "tell": "storylines",
    "Ensemble": "ensemble",
    "FirstPassage": "result",
    "ForecastResult": "result",
    "QueryResult": "result",
    "Solver": "result",
}


def __getattr__(name: str) -> Any:
    """Load the engine on first use: it compiles."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_WHERE.get(name, 'solver')}"), name)
