"""The point forecast as a function of the numbers of the file, exact and quick.

The quick one serves a search. It takes hypotheses that are as good as settled at their likely value,
which halves the work for each, and adds what that misses at the centre, or at the place last checked.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from standoff.crisis.amend import amend
from standoff.crisis.model import Crisis
from standoff.engines.tipping import write_changes

if TYPE_CHECKING:
    from standoff.analysis import Analysis

Floats = NDArray[np.float64]

SETTLED = 0.05
"""Probability below which a search takes a hypothesis as false, and above 1 less which as true."""


class PointForecast:
    """The probability of every scenario when inputs take other values, all else at its centre.

    Parameters
    ----------
    analysis : Analysis
        Of the crisis as it is; how it is run is kept, but for central values instead of draws.
    """

    def __init__(self, analysis: "Analysis") -> None:
        self.analysis, self.crisis = analysis, analysis.crisis
        self._make = type(analysis)
        self._run = replace(analysis.run, point=True, progress=None, max_seconds=None)
        self.inputs = analysis.problem.inputs

    @cached_property
    def origin(self) -> "Analysis":
        """The crisis as it is, at its central values; what was solved of it serves again."""
        if self.analysis.run.point and self.analysis.run.max_seconds is None:
            return self.analysis
        return self._make(self.crisis, self._run)

    @cached_property
    def baseline(self) -> Floats:
        """Probability of each scenario as it is, float64[S]."""
        return _answer(self.origin)

    def exact(self, values: Mapping[str, float]) -> Floats:
        """Return the probability of each scenario with inputs at values, float64[S]."""
        return self._ask(self.crisis, self.origin, values)

    def quick(self, values: Mapping[str, float]) -> Floats:
        """Return nearly the same in less time; equal to it where only priors change."""
        if not self._settled or all(name.endswith(".prior") for name in values):
            return self.exact(values)
        return self._ask(self._rough.crisis, self._rough, values) + self._missed

    def _ask(self, crisis: Crisis, base: "Analysis", values: Mapping[str, float]) -> Floats:
        """Return the probability of each scenario in a crisis with inputs at values.

        The probability of the evidence in a draw does not depend on a prior, so priors only weigh the
        draws anew and nothing is solved again for them.
        """
        live = {f"{name}.prior": name for name in base.problem.hypotheses}
        priors = {
            live[name]: value
            for name, value in values.items()
            if name in live and 0 < crisis.hypotheses[live[name]].prior.centre < 1
        }
        others = {n: v for n, v in values.items() if live.get(n) not in priors}
        if others:
            changes = [c for name, value in others.items() for c in self.changes(name, value)]
            base = self._make(amend(_bare(crisis), changes), replace(self._run, store=None))
        weights = base.weights.copy()
        for hypothesis, value in priors.items():
            prior = crisis.hypotheses[hypothesis].prior.centre
            true = np.array([draw.hypotheses[hypothesis] for draw in base.draws])
            weights *= np.where(true, value / prior, (1 - value) / (1 - prior))
        answer: Floats = weights @ base.forecast.by_draw / weights.sum()
        return answer

    @cached_property
    def _settled(self) -> list[str]:
        """Changes that settle what is nearly sure."""
        found = []
        for name in self.origin.problem.hypotheses:
            belief = self._belief(name)
            if min(belief, 1 - belief) < SETTLED:
                found.append(f"{name}={'true' if belief > 0.5 else 'false'}")
        return found

    @cached_property
    def _rough(self) -> "Analysis":
        return self._make(amend(_bare(self.crisis), self._settled), replace(self._run, store=None))

    @cached_property
    def _missed(self) -> Floats:
        return self.baseline - _answer(self._rough)

    def screen(self, values: Mapping[str, float]) -> dict[str, Floats]:
        """Return roughly how far each input alone moves each scenario, float64[S] by name.

        All hypotheses are at their likelier value, so that one draw is solved for each input; good
        enough to choose the inputs that are worth a search.

        Parameters
        ----------
        values : mapping of str to float
            Where each input is tried.
        """
        from joblib import Parallel, delayed

        base = self.origin
        likely = [
            f"{name}={'true' if self._belief(name) >= 0.5 else 'false'}"
            for name in base.problem.hypotheses
        ]
        crisis = amend(_bare(self.crisis), likely)
        alone = replace(self._run, jobs=1, store=None)
        before = _answer(self._make(crisis, alone))

        def moved(name: str, value: float) -> Floats:
            changed = amend(crisis, self.changes(name, value))
            return _answer(self._make(changed, alone)) - before

        work = Parallel(n_jobs=self._run.jobs, prefer="threads")
        found = work(delayed(moved)(name, value) for name, value in values.items())
        return dict(zip(values, found, strict=True))

    def _belief(self, hypothesis: str) -> float:
        base = self.origin
        true = np.array([draw.hypotheses[hypothesis] for draw in base.draws])
        return float(base.weights[true].sum())

    def check(self, changes: Sequence[str]) -> Floats:
        """Return the probability of each scenario in the changed file, as what-if gives it."""
        return _answer(self._make(amend(self.crisis, changes), self._run))

    def changes(self, name: str, value: float) -> tuple[str, ...]:
        """Return what ``--set`` takes to give an input a value."""
        return write_changes(self.inputs, name, value)


def _bare(crisis: Crisis) -> Crisis:
    """Leave out the consequences, on which no scenario hangs."""
    return crisis.model_copy(update={"consequences": {}})


def _answer(analysis: "Analysis") -> Floats:
    answer: Floats = analysis.weights @ analysis.forecast.by_draw
    return answer
