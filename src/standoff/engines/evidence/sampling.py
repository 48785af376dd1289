"""How the draws that carry the answer were found, and how exact the answer is."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from standoff.engines.evidence.ledger import effective_sample
from standoff.engines.evidence.temper import Stage

Floats = NDArray[np.float64]

FEW = 0.2
"""Share of the draws below which the effective sample is too small, and the sampler takes over."""


@dataclass(frozen=True)
class Sampling:
    """How the draws were found.

    Attributes
    ----------
    method : str
        ``enumerated``: every combination of hypotheses at central values, exact; ``weighted``: the
        ensemble, weighed by the evidence; ``tempered``: sequential Monte Carlo besides.
    weights : float64[D]
        Of the draws that are used, summing to 1.
    roots : int64[D]
        First draw from which each descends; draws of one root are not independent.
    solved : int
        Draws that were solved in all.
    first_effective : float
        Effective sample size of the first draws.
    stages : tuple of Stage
        Of the sampler.
    log_evidence : float or None
        Log probability of all evidence, as far as it is one (dated moves have a density).
    scenarios : mapping of str to float64[D]
        Probability of each scenario in each draw.
    """

    method: Literal["enumerated", "weighted", "tempered"]
    weights: Floats = field(repr=False)
    roots: NDArray[np.int64] = field(repr=False)
    solved: int
    first_effective: float
    stages: tuple[Stage, ...] = ()
    log_evidence: float | None = None
    scenarios: Mapping[str, Floats] = field(default_factory=dict, repr=False)

    @property
    def effective(self) -> float:
        """Effective sample size after all evidence."""
        return effective_sample(self.weights)

    @property
    def enough(self) -> bool:
        """Whether the effective sample is a fifth of the draws or more."""
        return self.method == "enumerated" or self.effective >= FEW * len(self.weights)

    def error(self, values: Floats) -> float:
        """Standard error of the weighted mean of some values, for draws made anew.

        The sum over roots of the squared sums of ``w (x - mean)``, which allows for descent (Lee &
        Whiteley 2018). It takes first draws as independent; Sobol points do better.

        Parameters
        ----------
        values : float64[D]
        """
        if self.method == "enumerated":
            return 0.0
        off = self.weights * (values - self.weights @ values)
        return float(np.sqrt((np.bincount(self.roots, off) ** 2).sum()))

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "method": self.method,
            "draws": len(self.weights),
            "solved": self.solved,
            "effective": self.effective,
            "effective_before": self.first_effective,
            "enough": self.enough,
            "log_evidence": self.log_evidence,
            "stages": [asdict(stage) for stage in self.stages],
            "standard_error": {name: self.error(v) for name, v in self.scenarios.items()},
        }
