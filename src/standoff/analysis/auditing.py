"""Whether an assessment follows from its own grounds."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from standoff.analysis.escalation import Escalation
from standoff.errors import UsageError
from standoff.language.likelihood import YARDSTICKS
from standoff.language.tree import Expression

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
        self.run.at("auditing the assessment")
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
        """Probability of each claim in each draw, float64[D, C]; asked only where it is not known."""
        known = self._known_answers
        wanted = [(claim.tree, claim.months) for claim in claims]
        asked = [question for question in dict.fromkeys(wanted) if question not in known]
        if asked:
            months = np.unique([end for _, end in asked])
            found = self.ensemble.run([t for t, _ in asked], months, self._start, occupancy=False)
            rows = np.searchsorted(months, [end for _, end in asked])
            for k, question in enumerate(asked):
                values = [one.followed.probability[rows[k], k] for one in found]
                known[question] = np.array(values)
        return np.stack([known[question] for question in wanted], axis=1)

    @property
    def _known_answers(self) -> dict[tuple[Expression, float], NDArray[np.float64]]:
        """What every draw has answered by when: scenarios, judgements and base rates, float64[D]."""
        horizon, known = self.crisis.horizon.centre, {}
        for k, scenario in enumerate(self.crisis.scenarios.values()):
            known[scenario.when.tree, horizon] = self.forecast.by_draw[:, k]
        for k, entry in enumerate(self.soft):
            known[entry.tree, entry.months] = self.solved.soft[:, k]
        return known

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
