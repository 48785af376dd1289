"""The security dilemma: how many hostile acts one hostile act breeds."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from standoff.engines.dilemma.breaking import (
        BreakResult,
        break_times,
        default_break,
        time_to_break,
    )
    from standoff.engines.dilemma.result import DilemmaResult, Provocation
    from standoff.engines.dilemma.solver import solve

__all__ = [
    "BreakResult",
    "DilemmaResult",
    "Provocation",
    "break_times",
    "default_break",
    "solve",
    "time_to_break",
]

_WHERE = {
    "BreakResult": "breaking",
    "DilemmaResult": "result",
    "Provocation": "result",
    "break_times": "breaking",
    "default_break": "breaking",
    "solve": "solver",
    "time_to_break": "breaking",
}


def __getattr__(name: str) -> Any:
    """Load the engine on first use: it compiles."""
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
