"""The nearest place on one side of the centre where a number changes its sign.

The way from the centre to the end of the plausible range is walked in a few equal steps; the first
step in which the sign has changed is narrowed by Brent's method (Brent 1973). A change of sign and
back again within one step is not seen.
"""

from collections.abc import Callable

from scipy.optimize import brentq

Gap = Callable[[float], float]

STEPS = 3
"""Steps in which each side of the plausible range is walked."""

TOLERANCE = 2e-3
"""How narrow the found place is, as a share of that side of the plausible range."""


def nearest_crossing(
    gap: Gap, side: int, steps: int = STEPS, tolerance: float = TOLERANCE
) -> tuple[float, float] | None:
    """Find where a number that is positive at the centre first ceases to be.

    Parameters
    ----------
    gap : callable
        From a share of the way, in [-1, 1], to the number; called as seldom as possible.
    side : int
        1 to look above the centre, -1 to look below.
    steps : int
    tolerance : float

    Returns
    -------
    (float, float) or None
        Shares on both sides of the change, at most `tolerance` apart, the one nearer to the centre
        first; None where there is none in sight.
    """
    known: dict[float, float] = {}

    def asked(way: float) -> float:
        if way not in known:
            known[way] = gap(side * way)
        return known[way]

    before = 0.0
    for step in range(1, steps + 1):
        way = step / steps
        if asked(way) <= 0:
            if asked(before) <= 0:
                return None
            root = brentq(asked, before, way, xtol=tolerance / 4, maxiter=60)
            asked(max(root - tolerance / 2, before))
            asked(min(root + tolerance / 2, way))
            inside, outside = _bracket(known, asked, tolerance)
            return side * inside, side * outside
        before = way
    return None


def _bracket(known: dict[float, float], asked: Gap, tolerance: float) -> tuple[float, float]:
    """Return the nearest places on both sides of the first change, halved until close enough."""
    while True:
        outside = min(way for way, value in known.items() if value <= 0)
        inside = max(way for way, value in known.items() if value > 0 and way < outside)
        if outside - inside <= 1.01 * tolerance:
            return inside, outside
        asked((inside + outside) / 2)
