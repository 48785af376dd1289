"""A crisis and what the engines say of it; each engine runs when first asked for.

An engine's answer reaches another engine as an argument, never by import. Each file holds one kind of
answer and builds on those before it: posed, belief, rest, outlook, grounds, reasons, escalation,
auditing.
"""

from standoff.analysis.auditing import Auditing
from standoff.analysis.run import CONCEPTS, Progress, Run

__all__ = ["CONCEPTS", "Analysis", "Progress", "Run"]


class Analysis(Auditing):
    """A crisis and what the engines say of it; each engine runs when first asked for.

    Attributes
    ----------
    crisis : Crisis
        What is analysed.
    run : Run
        How the engines run.
    concepts : tuple of str
        Solution concepts of the stability engine.
    """
