"""What the evidence says: of the hypotheses, and of each draw.

There is one weighting of the draws, by all evidence, and all engines use it. Draws are solved to be
weighed only where something but signals weighs them.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from standoff.analysis.posed import Posed
from standoff.encode.draws import Draw

if TYPE_CHECKING:
    from standoff.analysis.asker import Asker
    from standoff.analysis.solved import Solved
    from standoff.engines.evidence import EvidenceResult, Ledger, Soft, Track
    from standoff.engines.forecast import Ensemble


class Belief(Posed):
    """What the evidence says: of the hypotheses, and of each draw."""

    @cached_property
    def heard(self) -> "EvidenceResult":
        """What the signals say of the hypotheses, and nothing else; needs no draws."""
        from standoff.engines.evidence import solve

        return solve(self.crisis)

    @cached_property
    def hypotheses(self) -> dict[str, bool]:
        """Every hypothesis at the value that prior and signals make more probable."""
        return {name: b.posterior >= 0.5 for name, b in self.heard.hypotheses.items()}

    @cached_property
    def record(self) -> "Track | None":
        """What was observed up to `as_of`; None where nothing is watched."""
        from standoff.engines.evidence import track

        return track(self.problem)

    @cached_property
    def soft(self) -> "tuple[Soft, ...]":
        """Judgements and base rates."""
        from standoff.engines.evidence import soft_evidence

        return soft_evidence(self.crisis)

    @property
    def weighs(self) -> bool:
        """Whether draws must be solved before they can be weighed."""
        return bool(self.soft) or self.record is not None

    @cached_property
    def _asker(self) -> "Asker":
        from standoff.analysis.asker import Asker

        return Asker(self.problem, self.soft, self.record)

    @cached_property
    def solved(self) -> "Solved":
        """The draws, solved and weighed by all evidence."""
        from standoff.analysis.weighed import solve_draws
        from standoff.engines.evidence import Along

        run, record = self.run, self.record
        run.at("solving draws")
        begin = None if record is None else Along(record)
        return solve_draws(
            self._asker,
            self.first_draws,
            lambda draws: self.ensemble_of(draws, begin),
            point=run.point,
            seed=run.seed,
            sampler=run.sampler == "auto",
            progress=run.progress,
        )

    @cached_property
    def ledger(self) -> "Ledger":
        """The draws with all evidence on them."""
        from standoff.engines.evidence import Ledger

        return self.solved.ledger if self.weighs else Ledger(self.crisis, self.first_draws)

    @property
    def draws(self) -> Sequence[Draw]:
        """Draws of all that is not known, the same for every engine."""
        return self.ledger.draws

    @cached_property
    def ensemble(self) -> "Ensemble":
        """The draws with their solutions, kept for further questions."""
        return self.solved.ensemble if self.weighs else self.ensemble_of(self.first_draws)

    @cached_property
    def weights(self) -> NDArray[np.float64]:
        """Weight of each draw given all evidence, float64[D]; sums to 1."""
        return self.ledger.weights()
