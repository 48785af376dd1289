"""The principal branch: from uniform choice to full precision, all precisions raised together.

At dial 0 everybody chooses at random and the values are the solution of a linear system. The
dial is raised in steps; each step extrapolates the last points (a polynomial through up to three)
and corrects by Newton's method, and its length is set by how many logits the first correction
takes. Where the branch turns back, the dial itself becomes an unknown and the branch is followed along
its length (Keller 1977; Turocy 2005 for logit equilibria), until the dial comes through 1.
"""

from collections import deque
from dataclasses import dataclass, field

import numpy as np

from standoff.engines.forecast.newton import Floats, Newton
from standoff.engines.forecast.trail import Guide, Point, Trail, extrapolate

LINEAR_GOAL = 0.25
"""Relative accuracy of the linear systems on the way."""

NEAR = 0.12
"""A correction of so few logits ends a step."""

AIM = 0.2
"""Logits that the first correction of a step should take."""

TOO_FAR = 0.4
"""Logits beyond which the first correction is not trusted."""

CLOSEST = 0.03
"""Greatest care: goals are never less than this part of what they are on a smooth stretch."""

FIRST_STEP = 0.05

GUIDED_STEP = 0.25
"""First step beside a branch that is known."""

PASSED = 3
"""Points of the guide that one step may pass."""

SHORTEST = 2e-3
"""A step of the dial shorter than this suggests a turn."""

SHORTEST_ARC = 1e-6

CARES = (1.0, 0.25, 0.06)
"""What steps and corrections are multiplied by, attempt after attempt."""

GUIDED_CARE = 2.0
"""The same for an attempt beside a guide."""

TURNED_BACK = 0.02
"""A branch that is followed back to so low a dial is not the one that began at 0."""

LOGITS_A_UNIT = 10.0
"""Root mean square change in logits that counts as much as the whole range of the dial."""


def at_random(newton: Newton) -> None:
    """Solve for the values when all choose at random."""
    goal = 1e-2 * float(np.abs(newton.game.utility).max(initial=1e-300))
    while newton.evaluate(0.0) > goal:
        newton.unknown[:] += newton.correction(0.0, 1e-2)


class Follower:
    """A walk along the branch.

    Parameters
    ----------
    newton : Newton
        Changed.
    most_products : int
        Effort after which to give up.
    care : float
        Below 1 for shorter steps and closer corrections.
    guide : Guide, optional
        Such as the branch of a game nearby. With it no turn is followed.
    """

    def __init__(
        self,
        newton: Newton,
        most_products: int,
        care: float = 1.0,
        guide: Guide | None = None,
    ) -> None:
        self.newton, self.most_products, self.care = newton, most_products, care
        self.points: deque[Point] = deque(maxlen=3)
        self.guide = guide
        self.beside: deque[Point] = deque(maxlen=3)
        self.passed: list[Point] = []
        self.steps = 0
        self.slack = 1.0

    def run(self) -> bool:
        """Bring the unknowns near the point of the branch at dial 1; tell whether it was reached."""
        if self.guide is not None:
            self.newton.unknown[:] = self.guide.at(0.0)
        at_random(self.newton)
        self._keep(0.0, 0.0)
        if self._by_dial():
            return True
        self.passed.clear()
        return self.guide is None and self._by_length()

    def _keep(self, place: float, dial: float) -> None:
        point = Point(place, dial, self.newton.unknown.copy())
        self.points.append(point)
        self.passed.append(point)
        if self.guide is not None:
            self.beside.append(Point(place, dial, point.unknown - self.guide.at(dial)))

    def _foretold(self, dial: float) -> Floats:
        """Unknowns to be expected at a dial."""
        if self.guide is None:
            return extrapolate(self.points, dial)[1]
        return self.guide.at(dial) + extrapolate(self.beside, dial)[1]

    def trail(self) -> Trail | None:
        """Points passed on a way without turns, with the unknowns as they are now for the last."""
        if not self.passed or self.passed[-1].dial != 1.0:
            return None
        unknown = [*(point.unknown for point in self.passed[:-1]), self.newton.unknown]
        dial = np.array([point.dial for point in self.passed])
        return Trail(dial, np.array(unknown, dtype=np.float32))

    def _by_dial(self) -> bool:
        """Raise the dial until it is 1 or the branch seems to turn."""
        newton = self.newton
        length = FIRST_STEP * self.care if self.guide is None else GUIDED_STEP
        while newton.products < self.most_products:
            here = self.points[-1]
            if here.dial >= 1.0:
                return True
            ahead = min(1.0, here.dial + length, self._farthest(here.dial))
            if ahead > 1.0 - 0.3 * length:
                ahead = 1.0
            newton.unknown[:] = self._foretold(ahead)
            newton.evaluate(ahead)
            size, near = self._correct(ahead)
            length = self._next_length(ahead - here.dial, size, near, 3.0)
            if near:
                self._keep(ahead, ahead)
            elif length < SHORTEST and (len(self.points) > 1 or self.guide is not None):
                return False
        return False

    def _farthest(self, dial: float) -> float:
        """How far a step may lead: past a few points of the guide, which stand close where it bends."""
        if self.guide is None:
            return 1.0
        passed = int(np.searchsorted(self.guide.dial, dial, side="right"))
        return float(self.guide.dial[min(passed - 1 + PASSED, len(self.guide.dial) - 1)])

    def _next_length(self, length: float, size: float, near: bool, most: float) -> float:
        """Length of the next step, after one whose first correction took `size` logits."""
        factor = (AIM * self.care / max(size, 1e-9)) ** (1.0 / len(self.points))
        if near:
            self.steps += 1
            self.slack = min(1.0, 1.5 * self.slack)
            return float(length * min(most, max(0.4, factor)))
        self.slack = max(CLOSEST, 0.7 * self.slack)
        return float(length * min(0.5, max(0.1, factor)))

    def _settling(self, size: float, last: float) -> bool | None:
        """Whether corrections have settled; None where they need to go on."""
        near = NEAR * self.care * self.slack
        if not size <= TOO_FAR * self.care or (size > 0.6 * last and size > near):
            return False
        return True if size < near else None

    def _correct(self, dial: float) -> tuple[float, bool]:
        """Correct at a held dial; return the first correction in logits and whether it settles."""
        first = last = np.inf
        while True:
            step = self.newton.correction(dial, LINEAR_GOAL * self.slack)
            size = self.newton.logits(dial, step)
            first = size if first == np.inf else first
            settled = self._settling(size, last)
            if settled is False:
                return first, False
            self.newton.unknown[:] += step
            if settled:
                return first, True
            self.newton.evaluate(dial)
            last = size

    def _by_length(self) -> bool:
        """Follow the branch by its length until the dial comes through 1."""
        newton, metric = self.newton, _metric(self.newton)
        self._sharpen(metric)
        if len(self.points) < 2:
            return False
        length = self.points[-1].place - self.points[-2].place
        while newton.products < self.most_products:
            here = self.points[-1]
            dial, unknown = extrapolate(self.points, here.place + length)
            if dial >= 1.0 and self._land(here, dial, unknown):
                return True
            if here.dial < TURNED_BACK:
                return False
            tangent = np.append(metric * (unknown - here.unknown), dial - here.dial)
            tangent /= _distance(metric, here, dial, unknown)
            newton.unknown[:] = unknown
            size, near, dial = self._correct_along(dial, tangent)
            if near:
                self._keep(here.place + _distance(metric, here, dial, newton.unknown), dial)
            length = self._next_length(length, size, near, 2.0)
            if length < SHORTEST_ARC:
                return False
        return False

    def _sharpen(self, metric: Floats) -> None:
        """Correct the last points closely, as far as they can be, and measure their places."""
        known, place = list(self.points), 0.0
        self.points.clear()
        self.slack = CLOSEST
        for point in known:
            self.newton.unknown[:] = point.unknown
            self.newton.evaluate(point.dial)
            if not self._correct(point.dial)[1]:
                break
            if self.points:
                place += _distance(metric, self.points[-1], point.dial, self.newton.unknown)
            self._keep(place, point.dial)

    def _correct_along(self, dial: float, tangent: Floats) -> tuple[float, bool, float]:
        """Correct unknowns and dial; also return the new dial."""
        newton = self.newton
        first = last = np.inf
        while True:
            drift = newton.drift(dial)
            step = newton.bordered(dial, tangent, drift, LINEAR_GOAL * self.slack)
            size = newton.logits(max(dial, 1e-3), step)
            first = size if first == np.inf else first
            settled = self._settling(size, last)
            ahead = dial + float(step[-1])
            if settled is False or ahead < 0.0:
                return first, False, dial
            newton.unknown[:] += step[:-1]
            dial = ahead
            if settled:
                return first, True, dial
            last = size

    def _land(self, here: Point, dial: float, unknown: Floats) -> bool:
        """Try to come down at dial 1, between a point before it and one extrapolated past it."""
        part = (1.0 - here.dial) / (dial - here.dial) if dial > here.dial else 1.0
        self.newton.unknown[:] = here.unknown + part * (unknown - here.unknown)
        self.newton.evaluate(1.0)
        return self._correct(1.0)[1]


@dataclass(frozen=True)
class Way:
    """How the branch was followed.

    Attributes
    ----------
    reached : bool
        Whether dial 1 was reached and the residual is below the tolerance.
    steps : int
        Steps taken.
    trail : Trail or None
        The branch, where it was reached and does not turn.
    guided : bool
        Whether it was followed beside a guide.
    """

    reached: bool = False
    steps: int = 0
    trail: Trail | None = field(default=None, repr=False)
    guided: bool = False


def follow_branch(
    newton: Newton, most_products: int, tolerance: float, guide: Guide | None = None
) -> Way:
    """Bring the unknowns to the point of the principal branch at dial 1.

    An attempt that loses the branch is made again with more care, from the beginning.

    Parameters
    ----------
    newton : Newton
        Changed.
    most_products : int
        Effort after which to give up an attempt.
    tolerance : float
        Residual to reach.
    guide : Guide, optional
        Such as the branch of a game nearby, beside which the first attempt is made.

    Returns
    -------
    Way
    """
    steps, start = 0, newton.unknown.copy()
    attempts: list[tuple[float, Guide | None]] = [(care, None) for care in CARES]
    for care, beside in attempts if guide is None else [(GUIDED_CARE, guide), *attempts]:
        newton.unknown[:] = start
        follower = Follower(newton, newton.products + most_products, care, beside)
        reached = follower.run()
        steps += follower.steps
        if reached and newton.settle(tolerance):
            return Way(True, steps, follower.trail(), beside is not None)
    return Way(False, steps)


def _metric(newton: Newton) -> Floats:
    """Weight of each unknown in the length of the branch."""
    shape = newton.work.value.shape
    seats = max(len(newton.work.seats), 1)
    weight = np.broadcast_to(newton.precision[:, None] ** 2, shape).reshape(-1)
    return np.asarray(weight / (LOGITS_A_UNIT**2 * shape[1] * seats))


def _distance(metric: Floats, here: Point, dial: float, unknown: Floats) -> float:
    change = unknown - here.unknown
    return float(np.sqrt(np.sum(metric * change * change) + (dial - here.dial) ** 2))
