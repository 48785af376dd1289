"""What the sensitivity analysis returns."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from standoff.errors import Path, write_path
from standoff.tables import Tabular


@dataclass(frozen=True, slots=True)
class Driver:
    """How one uncertain input moves one scenario.

    Attributes
    ----------
    input : str
        Name of the input, or of a hypothesis.
    label : str
        In plain words.
    path : Path
        Where it stands in the file.
    kind : str
        ``number`` or ``hypothesis``.
    importance : float
        PAWN index in [0, 1]: median distance between the distribution of the answer as it is and
        with the input fixed.
    importance_low, importance_high : float or None
        5 and 95 % quantile of the importance over reweightings of the draws; None where the input
        does not stand out.
    noise : float
        Importance that an input without any influence would reach in 1 of 20 cases.
    share : float
        Share of the variance of the answer that the input explains on its own, in [0, 1].
    low, high : float
        Mean probability of the scenario where the input is low (lowest fifth, or false) and high
        (highest fifth, or true).
    low_value, high_value : float
        Mean value of the input at both ends.
    error : float
        Standard error of ``high - low``.
    """

    input: str
    label: str
    path: Path
    kind: Literal["number", "hypothesis"]
    importance: float
    importance_low: float | None
    importance_high: float | None
    noise: float
    share: float
    low: float
    high: float
    low_value: float
    high_value: float
    error: float

    @property
    def swing(self) -> float:
        """Change of probability from the low to the high end of the input."""
        return self.high - self.low

    @property
    def matters(self) -> bool:
        """Whether the input stands out of the noise, by its index and by its swing."""
        return self.importance > self.noise and abs(self.swing) > 2 * self.error


@dataclass(frozen=True, slots=True)
class Interaction:
    """Two inputs whose effects do not add up.

    Attributes
    ----------
    first, second : str
        Names of inputs or hypotheses.
    contrast : float
        How much larger the effect of the one on the probability is where the other is high (upper
        half, or true) than where it is low.
    error : float
        Its standard error.
    """

    first: str
    second: str
    contrast: float
    error: float


@dataclass(frozen=True)
class DriversResult(Tabular):
    """Drivers of every scenario, most important first.

    It rests on the draws of the forecast, so a driver whose effect is hidden in the noise of that
    many draws is not found.

    Attributes
    ----------
    scenarios : mapping of str to tuple of Driver
        Those that stand out of the noise first, by swing.
    interactions : mapping of str to tuple of Interaction
        Pairs whose effects do not add up, largest first, looked for among the most important.
    draws : int
    effective : float
        Effective number of draws.
    """

    scenarios: Mapping[str, tuple[Driver, ...]]
    interactions: Mapping[str, tuple[Interaction, ...]]
    draws: int
    effective: float

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "scenarios": {
                name: [
                    asdict(driver)
                    | {
                        "path": list(driver.path),
                        "swing": driver.swing,
                        "matters": driver.matters,
                    }
                    for driver in drivers
                ]
                for name, drivers in self.scenarios.items()
            },
            "interactions": {
                name: [asdict(pair) for pair in pairs] for name, pairs in self.interactions.items()
            },
            "draws": self.draws,
            "effective": self.effective,
        }

    def to_rows(self) -> list[dict[str, Any]]:
        """One row for each scenario and input."""
        return [
            {"scenario": name}
            | asdict(driver)
            | {"path": write_path(driver.path), "swing": driver.swing}
            for name, drivers in self.scenarios.items()
            for driver in drivers
        ]
