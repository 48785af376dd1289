"""What each piece of evidence did, in its turn and as seen from the end."""

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from standoff.analysis.outlook import Outlook

if TYPE_CHECKING:
    from standoff.engines.evidence import EvidenceResult, Replay


class Grounds(Outlook):
    """What each piece of evidence did, in its turn and as seen from the end."""

    @cached_property
    def evidence(self) -> "EvidenceResult":
        """What all evidence says of the hypotheses, and what each piece of it did."""
        from standoff.engines.evidence import weigh

        answers = self.forecast.by_draw if self.crisis.scenarios else np.zeros((len(self.draws), 0))
        return weigh(self.ledger, answers, self.sampling)

    @cached_property
    def replay(self) -> "Replay":
        """The forecast after every signal, observed move, judgement and base rate."""
        from standoff.analysis.days import Standings
        from standoff.engines.evidence import days_of, replay

        self.run.at("replaying the evidence day by day")
        dates = [None, *days_of(self.ledger)]
        standings = Standings(self.ensemble, self.soft, dates, self.run.progress)
        return replay(self.ledger, standings.at)
