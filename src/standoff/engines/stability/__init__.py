"""Where a conflict can come to rest: the graph model for conflict resolution."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from standoff.engines.stability.attitudes import AttitudesResult, solve_attitudes
    from standoff.engines.stability.coalition import CoalitionResult, solve_coalitions
    from standoff.engines.stability.evolution import Evolution, evolve
    from standoff.engines.stability.explain import Explanation, explain_state
    from standoff.engines.stability.hypergame import HypergameResult, solve_hypergame
    from standoff.engines.stability.inverse import InverseResult, make_equilibrium
    from standoff.engines.stability.result import StabilityResult
    from standoff.engines.stability.robust import RobustResult, solve_robust
    from standoff.engines.stability.solver import solve
    from standoff.engines.stability.strength import StrengthResult, solve_strength
    from standoff.engines.stability.unknown import UnknownResult, solve_unknown

__all__ = [
    "AttitudesResult",
    "CoalitionResult",
    "Evolution",
    "Explanation",
    "HypergameResult",
    "InverseResult",
    "RobustResult",
    "StabilityResult",
    "StrengthResult",
    "UnknownResult",
    "evolve",
    "explain_state",
    "make_equilibrium",
    "solve",
    "solve_attitudes",
    "solve_coalitions",
    "solve_hypergame",
    "solve_robust",
    "solve_strength",
    "solve_unknown",
]

_WHERE = {
    "AttitudesResult": "attitudes",
    "CoalitionResult": "coalition",
    "Evolution": "evolution",
    "Explanation": "explain",
    "HypergameResult": "hypergame",
    "InverseResult": "inverse",
    "RobustResult": "robust",
    "StabilityResult": "result",
    "StrengthResult": "strength",
    "UnknownResult": "unknown",
    "evolve": "evolution",
    "explain_state": "explain",
    "make_equilibrium": "inverse",
    "solve": "solver",
    "solve_attitudes": "attitudes",
    "solve_coalitions": "coalition",
    "solve_hypergame": "hypergame",
    "solve_robust": "robust",
    "solve_strength": "strength",
    "solve_unknown": "unknown",
}


def __getattr__(name: str) -> Any:
    """Load an engine on first use: it compiles."""
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
