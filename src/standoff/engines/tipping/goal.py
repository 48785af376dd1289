"""What counts as a change of the answer: another scenario leads, or a probability passes a line."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Lead:
    """Another scenario than the one at the centre becomes the likeliest.

    Attributes
    ----------
    scenarios : tuple of str
        In the order of the answers.
    leader : int
        Place of the scenario that leads at the centre.
    """

    scenarios: tuple[str, ...]
    leader: int

    def gap(self, answer: Floats) -> float:
        """How far the leader is ahead of the next, in probability; 0 or less once it is not."""
        others = np.delete(answer, self.leader)
        return float(answer[self.leader] - others.max())

    @property
    def scenario(self) -> str:
        """The scenario that leads."""
        return self.scenarios[self.leader]

    @property
    def text(self) -> str:
        """What is asked, in short."""
        return "lead"


@dataclass(frozen=True, slots=True)
class Line:
    """The probability of a scenario passes a line.

    Attributes
    ----------
    scenario : str
    place : int
        Of the scenario among the answers.
    level : float
        The line, in (0, 1).
    above : bool
        Whether the scenario lies above the line at the centre.
    """

    scenario: str
    place: int
    level: float
    above: bool

    def gap(self, answer: Floats) -> float:
        """How far the probability is on its side of the line; 0 or less once it has passed it."""
        way = float(answer[self.place]) - self.level
        return way if self.above else -way

    @property
    def text(self) -> str:
        """What is asked, in short."""
        return f"{self.scenario}={self.level:g}"


Goal = Lead | Line


def lead(scenarios: Sequence[str], answer: Floats) -> Lead:
    """Ask when another scenario leads than at an answer."""
    return Lead(tuple(scenarios), int(np.argmax(answer)))


def line(scenarios: Sequence[str], scenario: str, level: float, answer: Floats) -> Line:
    """Ask when a scenario passes a line, seen from an answer."""
    place = list(scenarios).index(scenario)
    return Line(scenario, place, level, bool(answer[place] > level))
