"""A crisis and what the engines say of it; each engine runs when first asked for.

An engine's answer reaches another engine as an argument, never by import. Each file holds one kind of
answer and builds on those before it: posed, belief, rest, outlook, grounds, reasons, escalation,
auditing; `whole` is all of them.
"""

from typing import TYPE_CHECKING, Any

from standoff.analysis.run import CONCEPTS, Progress, Run

if TYPE_CHECKING:
    from standoff.analysis.whole import Analysis

__all__ = ["CONCEPTS", "Analysis", "Progress", "Run"]


def __getattr__(name: str) -> Any:
    """Load what computes on first use: how to run it can be said without."""
    if name != "Analysis":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from standoff.analysis.whole import Analysis

    return Analysis
