"""What each piece of evidence did, in its turn and as seen from the end."""

import datetime as dt
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from standoff.analysis.outlook import Outlook

if TYPE_CHECKING:
    from standoff.engines.evidence import EvidenceResult, Replay, Standing
    from standoff.engines.forecast.propagate import Start

Floats = NDArray[np.float64]


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
        from standoff.engines.evidence import replay

        return replay(self.ledger, _Days(self).at)


class _Days:
    """Where the draws stand on each day; asked once for each place where they stand."""

    def __init__(self, analysis: Grounds) -> None:
        self.analysis, self.problem = analysis, analysis.problem
        self.trees = [s.when.tree for s in analysis.crisis.scenarios.values()]
        self.known: list[tuple[list[Start], Floats, Floats]] = []

    def at(self, date: dt.date | None) -> "Standing":
        """Return where the draws stand on a day; None for the status quo."""
        from standoff.analysis.asker import heavy_evidence
        from standoff.engines.evidence import Along, Standing, track

        analysis, problem = self.analysis, self.problem
        record = None if date is None else track(problem, date)
        count = len(analysis.draws)
        starts: list[Start] = [problem.status_quo] * count
        observed = np.zeros((count, 0))
        if record is not None:
            begun = analysis.ensemble.begun(Along(record))
            starts = [start for start, _ in begun]
            observed = np.array([logs for _, logs in begun])
        answers, soft = self._answers(starts)
        return Standing(heavy_evidence(record, observed, analysis.soft, soft, problem), answers)

    def _answers(self, starts: "list[Start]") -> tuple[Floats, Floats]:
        """Probability of each scenario, and of what judgements and base rates are about."""
        for known, answers, soft in self.known:
            if all(map(_same, known, starts)):
                return answers, soft
        analysis = self.analysis
        soft_trees = [entry.tree for entry in analysis.soft]
        horizon = analysis.crisis.horizon.centre
        months = np.unique([horizon, *(entry.months for entry in analysis.soft)])
        found = analysis.ensemble.run(
            [*self.trees, *soft_trees], months, lambda d: starts[d], occupancy=False
        )
        probability = np.array([one.followed.probability for one in found])
        rows = np.searchsorted(months, [horizon] * len(self.trees))
        answers = probability[:, rows, np.arange(len(self.trees))]
        soft_rows = np.searchsorted(months, [entry.months for entry in analysis.soft])
        columns = len(self.trees) + np.arange(len(soft_trees))
        soft = probability[:, soft_rows.astype(int), columns]
        self.known.append((starts, answers, soft))
        return answers, soft


def _same(one: "Start", other: "Start") -> bool:
    if isinstance(one, np.ndarray) and isinstance(other, np.ndarray):
        return bool(np.abs(one - other).max() < 1e-12)
    return not isinstance(one, np.ndarray) and not isinstance(other, np.ndarray) and one == other
