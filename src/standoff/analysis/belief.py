"""What the evidence says: of the hypotheses, of each draw, and as of every date."""

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from standoff.analysis.posed import Posed

if TYPE_CHECKING:
    from standoff.engines.evidence import EvidenceResult


class Belief(Posed):
    """What the evidence says: of the hypotheses, of each draw, and as of every date."""

    @cached_property
    def evidence(self) -> "EvidenceResult":
        """What the signals say of the hypotheses."""
        from standoff.engines.evidence import solve

        return solve(self.crisis)

    @cached_property
    def hypotheses(self) -> dict[str, bool]:
        """Every hypothesis at the value that prior and signals make more probable."""
        return {name: b.posterior >= 0.5 for name, b in self.evidence.hypotheses.items()}

    @cached_property
    def weights(self) -> NDArray[np.float64]:
        """Weight of each draw given the signals, float64[D]; sums to 1."""
        from standoff.engines.evidence import draw_weights, ratios

        return draw_weights(self.draws, ratios(self.crisis))
