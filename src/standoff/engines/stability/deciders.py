"""Which uncertain preference decides whether a state is an equilibrium, from the draws at hand.

The draws are parted into those in which the state is an equilibrium and those in which it is not.
For every number that enters preferences, and every hypothesis, the *separation* is the weighted
Kolmogorov-Smirnov distance between its distributions in the two parts: 0 if they are alike, 1 if a
threshold parts them without error. No further runs are needed (given-data sensitivity: Pianosi &
Wagener 2015). Chance alone makes some separation; the level that it exceeds in one of twenty cases,
all inputs taken together, is given with it (Smirnov 1948, at effective sample sizes, Bonferroni).
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

LEVEL = 0.05
"""Share of cases in which chance alone exceeds the noise that is given."""


@dataclass(frozen=True, slots=True)
class Decider:
    """What one input has to do with a state being an equilibrium.

    Attributes
    ----------
    name : str
        An input, such as ``us.weight[2]``, or a hypothesis.
    label : str
        In plain words.
    hypothesis : bool
        Whether it is a hypothesis; its value is then 1 where true.
    difference : float
        Weighted mean where the state is an equilibrium, less that where it is not.
    separation : float
        Between 0 and 1, see the module.
    noise : float
        Separation that chance alone rarely exceeds.
    threshold : float
        Value at which the two parts are best told apart.
    above : bool
        Whether the equilibria lie above it.
    """

    name: str
    label: str
    hypothesis: bool
    difference: float
    separation: float
    noise: float
    threshold: float
    above: bool

    @property
    def clear(self) -> bool:
        """Whether the separation is more than chance would make."""
        return self.separation > self.noise

    def to_json(self) -> dict[str, Any]:
        """Return plain data, ready for `json.dumps`."""
        return {
            "input": self.name,
            "label": self.label,
            "difference": self.difference,
            "separation": self.separation,
            "noise": self.noise,
            "threshold": None if self.hypothesis else self.threshold,
            "above": self.above,
            "clear": self.clear,
        }


@dataclass(frozen=True, eq=False)
class Parting:
    """What is needed to part D draws by K inputs.

    Attributes
    ----------
    names, labels : tuple of str
        Of the inputs.
    hypothesis : tuple of bool
        Which of them are hypotheses.
    values : float64[D, K]
    weights : float64[D]
        Sum to 1.
    """

    names: tuple[str, ...]
    labels: tuple[str, ...]
    hypothesis: tuple[bool, ...]
    values: NDArray[np.float64]
    weights: NDArray[np.float64]

    @cached_property
    def _order(self) -> NDArray[np.intp]:
        return np.argsort(self.values, axis=0, kind="stable")

    @cached_property
    def _sorted(self) -> NDArray[np.float64]:
        return np.take_along_axis(self.values, self._order, axis=0)

    def deciders(self, held: NDArray[np.bool_]) -> list[Decider]:
        """Return all inputs, the most separating first.

        Parameters
        ----------
        held : bool[D]
            Draws in which the state is an equilibrium.

        Returns
        -------
        list of Decider
            Empty if there is nothing to part: no inputs, or all draws that count agree.
        """
        inside, outside = self.weights * held, self.weights * ~held
        if not self.names or not inside.sum() or not outside.sum():
            return []
        inside, outside = inside / inside.sum(), outside / outside.sum()
        gap = np.cumsum((outside - inside)[self._order], axis=0)
        # Draws of equal value are never parted.
        gap[:-1][self._sorted[1:] == self._sorted[:-1]] = 0.0
        gap[-1] = 0.0
        place = np.abs(gap).argmax(axis=0)
        noise = self._noise(inside, outside)
        means = (inside - outside) @ self.values
        found = [self._decider(k, int(place[k]), gap, float(means[k]), noise) for k in self._all]
        return sorted(found, key=lambda decider: -decider.separation)

    @property
    def _all(self) -> range:
        return range(len(self.names))

    def _decider(
        self, k: int, place: int, gap: NDArray[np.float64], difference: float, noise: float
    ) -> Decider:
        beyond = min(place + 1, len(gap) - 1)
        return Decider(
            name=self.names[k],
            label=self.labels[k],
            hypothesis=self.hypothesis[k],
            difference=difference,
            separation=float(min(1.0, abs(gap[place, k]))),
            noise=noise,
            threshold=float(self._sorted[place, k] + self._sorted[beyond, k]) / 2,
            above=bool(gap[place, k] > 0),
        )

    def _noise(self, inside: NDArray[np.float64], outside: NDArray[np.float64]) -> float:
        spread = float((inside**2).sum() + (outside**2).sum())
        reach = -np.log(LEVEL / (2 * len(self.names))) / 2
        return float(min(1.0, np.sqrt(reach * spread)))
