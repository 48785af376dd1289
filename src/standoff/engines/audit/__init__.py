"""Whether an assessment follows from what its author holds: words, motives, prerequisites, sources."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from standoff.engines.audit.claims import Claim, claims_of
    from standoff.engines.audit.result import AuditResult, Change, Finding, Remedy
    from standoff.engines.audit.solver import solve

__all__ = ["AuditResult", "Change", "Claim", "Finding", "Remedy", "claims_of", "solve"]

_WHERE = {
    "AuditResult": "result",
    "Change": "result",
    "Claim": "claims",
    "Finding": "result",
    "Remedy": "result",
    "claims_of": "claims",
    "solve": "solver",
}


def __getattr__(name: str) -> Any:
    """Load the engine on first use: it compiles."""
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
