"""What is likely: the probability of each scenario over time, from a continuous-time game."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from standoff.forecast.ensemble import Ensemble
    from standoff.forecast.result import FirstPassage, ForecastResult, QueryResult, Solver
    from standoff.forecast.solver import consequences_given, query, solve

__all__ = [
    "Ensemble",
    "FirstPassage",
    "ForecastResult",
    "QueryResult",
    "Solver",
    "consequences_given",
    "query",
    "solve",
]

_WHERE = {
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
