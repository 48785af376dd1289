"""Whether an assessment follows from its own grounds."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from standoff.analysis.escalation import Escalation
from standoff.errors import UsageError
from standoff.language.likelihood import YARDSTICKS

if TYPE_CHECKING:
    from standoff.engines.audit import AuditResult, Claim, Finding, Remedy

TRIED = 6
"""Uncertain numbers that are tried to reconcile words and numbers, besides every prior."""


class Auditing(Escalation):
    """Whether an assessment follows from its own grounds."""

    def audit(
        self, yardstick: str | None = None, *, reconcile: bool = True, tried: int = TRIED
    ) -> "AuditResult":
        """Hold what the file says of likelihoods against what follows from its grounds.

        Parameters
        ----------
        yardstick : str, optional
            By which words are read; default that of the crisis.
        reconcile : bool
            Whether to look for the smallest change that reconciles words and numbers.
        tried : int
            Uncertain numbers to try for it, besides every prior.

        Raises
        ------
        UsageError
            If there is no such yardstick, or nobody says anything of likelihoods.
        """
        from standoff.engines.audit import claims_of, solve

        if yardstick is not None and yardstick not in YARDSTICKS:
            raise UsageError(
                f"there is no yardstick '{yardstick}'; there are {', '.join(YARDSTICKS)}"
            )
        claims = claims_of(self.crisis, yardstick)
        if not claims:
            raise UsageError(
                "the file has nothing to audit: give a scenario `author_says`, or enter a judgement"
            )
        kept = [piece for piece in self.ledger.heavy if piece.kind != "judgement"]
        effects = {(e.signal, e.hypothesis): e.added for e in self.heard.signals}
        return solve(
            self.problem,
            claims,
            self.draws,
            self._claimed(claims),
            self.ledger.weights(heavy=kept),
            self.weights,
            self.forecast.by_draw,
            self.ledger.hypotheses(heavy=kept),
            effects,
            yardstick or self.crisis.yardstick,
            point=self.run.point,
            reconcile=(lambda apart: self._reconciled(apart, tried)) if reconcile else None,
        )

    def _claimed(self, claims: "Sequence[Claim]") -> NDArray[np.float64]:
        """Probability of each claim in each draw, float64[D, C]."""
        months = np.unique([claim.months for claim in claims])
        rows = np.searchsorted(months, [claim.months for claim in claims])
        found = self.ensemble.run([c.tree for c in claims], months, occupancy=False)
        columns = np.arange(len(claims))
        return np.array([one.followed.probability[rows, columns] for one in found])

    def _reconciled(
        self, apart: "Sequence[Finding]", tried: int
    ) -> "Mapping[str, Sequence[Remedy]]":
        """Find the smallest changes after which scenario and words agree.

        They are looked for from the central values, in the crisis without its judgements; claims
        that are no scenarios, and those that agree there, are left out.
        """
        from standoff.analysis.remedies import find_remedies

        bare = self.crisis.model_copy(update={"judgements": ()})
        bare._origin = self.crisis.origin
        return find_remedies(type(self)(bare, self.run), apart, tried)
