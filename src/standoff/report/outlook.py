"""The forecast of each scenario in the words, numbers and colours of the report."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from standoff.report.blocks import Interval, KeyFigure
from standoff.report.naming import Names, said
from standoff.report.palette import Tone
from standoff.report.prose import Prose
from standoff.report.words import sampled
from standoff.workbench import Analysis


@dataclass(frozen=True)
class Estimate:
    """One scenario's probability within the horizon.

    Attributes
    ----------
    scenario, title
        Its name in the file, and for the reader.
    probability, low, high
        From 0 to 1; no band in a point forecast.
    words
        The estimative word for it.
    """

    scenario: str
    title: str
    probability: float
    low: float | None
    high: float | None
    words: str
    tone: Tone


@dataclass(frozen=True)
class Outlook:
    """What the forecast says of every scenario.

    Attributes
    ----------
    analysis : Analysis
        Whose forecast is told.
    """

    analysis: Analysis

    @cached_property
    def names(self) -> Names:
        """Names of the crisis."""
        return Names(self.analysis.crisis)

    @cached_property
    def estimates(self) -> dict[str, Estimate]:
        """The estimate of each scenario, in file order."""
        return {name: self._estimate(name) for name in self.analysis.crisis.scenarios}

    def seen(self, probability: float) -> float:
        """Return a probability over the draws: while hypotheses are open, none of them is certainty.

        What is 0 in every draw may be possible where a hypothesis has the value that no draw gave it.
        """
        problem = self.analysis.problem
        priors = [self.analysis.crisis.prior(name).centre for name in problem.hypotheses]
        if self.analysis.run.point or all(prior in (0.0, 1.0) for prior in priors):
            return probability
        return (
            sampled(probability, len(self.analysis.draws))
            if probability in (0.0, 1.0)
            else probability
        )

    def _estimate(self, scenario: str) -> Estimate:
        forecast = self.analysis.forecast
        probability = self.seen(forecast.probability(scenario))
        low, high = forecast.band(scenario) or (None, None)
        return Estimate(
            scenario,
            self.names.scenario(scenario),
            probability,
            low,
            high,
            self.names.word(probability),
            self.names.scenario_tone(scenario),
        )

    @cached_property
    def ranked(self) -> list[Estimate]:
        """The estimates, likeliest first."""
        return sorted(self.estimates.values(), key=lambda e: -e.probability)

    @property
    def leading(self) -> Estimate:
        """The likeliest scenario."""
        return self.ranked[0]

    def case(self, which: str) -> list[Estimate]:
        """Return the estimates of the scenarios that are called the best or the worst case."""
        scenarios = self.analysis.crisis.scenarios
        return [self.estimates[s] for s, record in scenarios.items() if record.case == which]

    def told(self, estimate: Estimate) -> Prose:
        """Return an estimate as an analyst says it: word, number, range."""
        return self.names.likelihood(estimate.probability, estimate.low, estimate.high)

    def at(self, scenario: str, months: float) -> Interval:
        """Return a scenario's probability within some months, with its band."""
        curve = self.analysis.forecast.curve(scenario)
        times = [float(point["months"] or 0.0) for point in curve]

        def read(key: str) -> float | None:
            values = [point[key] for point in curve]
            if any(value is None for value in values):
                return None
            return float(np.interp(months, times, np.array(values, dtype=np.float64)))

        return Interval(self.seen(read("probability") or 0.0), read("low"), read("high"))

    def key_figure(self, estimate: Estimate, label: str = "", note: str = "") -> KeyFigure:
        """Return an estimate as a headline number."""
        return KeyFigure(
            label or estimate.title,
            estimate.probability,
            estimate.low,
            estimate.high,
            estimate.words,
            note,
            estimate.tone,
        )

    def disagreements(self) -> list[Estimate]:
        """Return the scenarios whose forecast lies outside what the author's word stands for."""
        found = []
        for scenario, record in self.analysis.crisis.scenarios.items():
            if record.author_says is None:
                continue
            meant = said(record.author_says)
            estimate = self.estimates[scenario]
            if not meant.low <= estimate.probability <= meant.high:
                found.append(estimate)
        return found
