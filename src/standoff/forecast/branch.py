"""The principal branch: from uniform choice to full precision, all precisions raised together.

At dial 0 everybody chooses at random and the values are the solution of a linear system. The
dial is raised in steps; each step extrapolates the last points (a polynomial through up to three)
and corrects by Newton's method, and its length is set by how many logits the first correction
takes. Where the branch turns back, the dial itself becomes an unknown and the branch is followed along
its length (Keller 1977; Turocy 2005 for logit equilibria), until the dial comes through 1.
"""

from collections import deque
from dataclasses import dataclass

import numpy as np

from standoff.forecast.newton import Floats, Newton

LINEAR_GOAL = 0.25
"""Relative accuracy of the linear systems on the way."""

AIM = 0.8
"""Logits that the first correction of a step should take."""

TOO_FAR = 3.0
"""Logits beyond which the first correction is not trusted."""

NEAR = 0.15
"""A correction of so few logits ends a step."""

FIRST_STEP = 0.1

SHORTEST = 1e-3
"""A step of the dial shorter than this suggests a turn."""

SHORTEST_ARC = 1e-5

LOGITS_A_UNIT = 10.0
"""Root mean square change in logits that counts as much as the whole range of the dial."""


@dataclass(frozen=True)
class Point:
    """A point near the branch: its place along the way, its dial, and the unknowns."""

    place: float
    dial: float
    unknown: Floats


def at_random(newton: Newton) -> None:
    """Solve for the values when all choose at random."""
    goal = 1e-2 * float(np.abs(newton.game.utility).max(initial=1e-300))
    while newton.evaluate(0.0) > goal:
        newton.unknown[:] += newton.correction(0.0, 1e-2)


def follow_branch(newton: Newton, most_products: int) -> tuple[bool, int]:
    """Bring the unknowns near the point of the principal branch at dial 1.

    Parameters
    ----------
    newton : Newton
        Changed.
    most_products : int
        Effort after which to give up.

    Returns
    -------
    bool
        Whether dial 1 was reached.
    int
        Steps taken.
    """
    at_random(newton)
    points: deque[Point] = deque([Point(0.0, 0.0, newton.unknown.copy())], maxlen=3)
    steps, length = 0, FIRST_STEP
    while newton.products < most_products:
        here = points[-1]
        if here.dial >= 1.0:
            return True, steps
        ahead = min(1.0, here.dial + length)
        if ahead > 1.0 - 0.3 * length:
            ahead = 1.0
        newton.unknown[:] = _extrapolate(points, ahead)[1]
        newton.evaluate(ahead)
        size, near = _correct(newton, ahead)
        factor = (AIM / max(size, 1e-9)) ** (1.0 / len(points))
        length = ahead - here.dial
        if near:
            steps += 1
            points.append(Point(ahead, ahead, newton.unknown.copy()))
            length *= min(3.0, max(0.4, factor))
        else:
            length *= min(0.5, max(0.1, factor))
            if length < SHORTEST and len(points) > 1:
                reached, more = _along(newton, points, most_products)
                return reached, steps + more
    return False, steps


def _correct(newton: Newton, dial: float) -> tuple[float, bool]:
    """Correct at a held dial; return the first correction in logits and whether it converges."""
    first = last = np.inf
    while True:
        step = newton.correction(dial, LINEAR_GOAL)
        size = newton.logits(dial, step)
        first = size if first == np.inf else first
        if size > TOO_FAR or (size > 0.6 * last and size > NEAR / 3):
            return first, False
        newton.unknown[:] += step
        newton.evaluate(dial)
        if size < NEAR:
            return first, True
        last = size


def _extrapolate(points: deque[Point], place: float) -> tuple[float, Floats]:
    """Dial and unknowns at a place, on the polynomial through the last points."""
    dial, unknown = 0.0, np.zeros_like(points[-1].unknown)
    for i, point in enumerate(points):
        factor = 1.0
        for j, other in enumerate(points):
            if i != j:
                factor *= (place - other.place) / (point.place - other.place)
        dial += factor * point.dial
        unknown += factor * point.unknown
    return dial, unknown


def _metric(newton: Newton) -> Floats:
    """Weight of each unknown in the length of the branch."""
    shape = newton.work.value.shape
    seats = max(len(newton.work.seats), 1)
    weight = np.broadcast_to(newton.precision**2, shape).reshape(-1)
    return np.asarray(weight / (LOGITS_A_UNIT**2 * shape[1] * seats))


def _along(newton: Newton, points: deque[Point], most_products: int) -> tuple[bool, int]:
    """Follow the branch by its length until the dial comes through 1."""
    metric = _metric(newton)
    points = _measured(points, metric)
    length = points[-1].place - points[-2].place
    steps = 0
    while newton.products < most_products:
        here = points[-1]
        dial, unknown = _extrapolate(points, here.place + length)
        if dial >= 1.0 and _land(newton, here, dial, unknown):
            return True, steps + 1
        tangent = np.append(metric * (unknown - here.unknown), dial - here.dial)
        tangent /= np.sqrt(
            np.sum(tangent[:-1] ** 2 / np.maximum(metric, 1e-300)) + tangent[-1] ** 2
        )
        newton.unknown[:] = unknown
        size, near, dial = _correct_along(newton, dial, tangent)
        factor = (AIM / max(size, 1e-9)) ** (1.0 / len(points))
        if near:
            steps += 1
            place = here.place + _distance(metric, here, dial, newton.unknown)
            points.append(Point(place, dial, newton.unknown.copy()))
            length *= min(2.0, max(0.4, factor))
        else:
            length *= min(0.5, max(0.1, factor))
            if length < SHORTEST_ARC:
                return False, steps
    return False, steps


def _distance(metric: Floats, here: Point, dial: float, unknown: Floats) -> float:
    change = unknown - here.unknown
    return float(np.sqrt(np.dot(metric * change, change) + (dial - here.dial) ** 2))


def _measured(points: deque[Point], metric: Floats) -> deque[Point]:
    """The same points, with their places measured along the branch."""
    measured: deque[Point] = deque(maxlen=points.maxlen)
    place = 0.0
    for point in points:
        if measured:
            place += _distance(metric, measured[-1], point.dial, point.unknown)
        measured.append(Point(place, point.dial, point.unknown))
    return measured


def _correct_along(newton: Newton, dial: float, tangent: Floats) -> tuple[float, bool, float]:
    """Correct unknowns and dial; return the first correction, whether it converges, the dial."""
    first = last = np.inf
    drift = newton.drift(dial)
    while True:
        step = newton.bordered(dial, tangent, drift, LINEAR_GOAL / 2)
        size = newton.logits(max(dial, 1e-3), step)
        first = size if first == np.inf else first
        if size > TOO_FAR or (size > 0.6 * last and size > NEAR / 3):
            return first, False, dial
        newton.unknown[:] += step[:-1]
        dial += float(step[-1])
        if dial < 0.0:
            return first, False, dial
        newton.evaluate(dial)
        if size < NEAR:
            return first, True, dial
        last = size


def _land(newton: Newton, here: Point, dial: float, unknown: Floats) -> bool:
    """Try to come down at dial 1, between a point before it and an extrapolated one past it."""
    part = (1.0 - here.dial) / (dial - here.dial) if dial > here.dial else 1.0
    newton.unknown[:] = here.unknown + part * (unknown - here.unknown)
    newton.evaluate(1.0)
    return _correct(newton, 1.0)[1]
