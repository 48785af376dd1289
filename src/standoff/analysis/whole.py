"""A crisis and what all the engines say of it."""

from standoff.analysis.auditing import Auditing


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
