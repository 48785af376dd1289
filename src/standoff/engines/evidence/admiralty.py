"""How often a source of a given Admiralty code is accurate.

The code (NATO AJP-2.1) grades the source A to F and the information 1 to 6. No published table
gives probabilities; judged accuracy follows the order of both scales (Mandel, Irwin, Dhami and
Budescu 2023). The table is therefore a judgement of ours: each grade has an accuracy, and the code
has their geometric mean, so that both must be good. ``A1`` is near 1; what cannot be judged,
``F6``, is below one half.
"""

from math import sqrt

SOURCE = {"A": 0.98, "B": 0.85, "C": 0.70, "D": 0.50, "E": 0.25, "F": 0.40}
"""Accuracy by reliability of the source: completely, usually, fairly, not usually, not, unknown."""

INFORMATION = {"1": 0.98, "2": 0.85, "3": 0.65, "4": 0.40, "5": 0.15, "6": 0.45}
"""Accuracy by credibility: confirmed, probably, possibly, doubtfully true, improbable, unknown."""


def accuracy(code: str) -> float:
    """Probability that a report is accurate.

    Parameters
    ----------
    code : str
        ``A1`` to ``F6``.

    Returns
    -------
    float
        In (0, 1).
    """
    return sqrt(SOURCE[code[0]] * INFORMATION[code[1]])
