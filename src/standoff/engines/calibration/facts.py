"""What the file says that the model's probabilities should be, and how far off a probability is.

A base rate of k in n costs ``n KL(k/n || p)``, the negative log-likelihood of the binomial less its
least value. A judgement costs the square of the distance, in log-odds, from p to the range of what
it says, 0 inside. Both are 0 for a perfect answer and in the same unit, nats.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.special import betaincinv, logit, xlogy

from standoff.crisis.fields import Formula
from standoff.crisis.model import BaseRate, Crisis, Judgement
from standoff.encode.inputs import inverse_distribution
from standoff.errors import Path
from standoff.language.quantity import Quantity
from standoff.language.tree import Expression

BAND = np.array([0.05, 0.95])
"""Quantiles that the range of a base rate, or of a judgement with a spread, reaches over."""

NEAREST = 1e-6
"""Probabilities closer than this to 0 or 1 count as that far from them."""

EXACT = 0.005
"""How close to a single number an answer must come: it is meant to the whole per cent."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A base rate or a judgement.

    Attributes
    ----------
    path : Path
        Where it stands in the file.
    kind : str
        ``base_rate`` or ``judgement``.
    about : str
        What it is about, as written.
    tree : Expression
        The same, parsed; a scenario's name is replaced by its expression.
    months : float
        Time within which.
    low, high : float
        Probabilities that meet it: the 90 % range of a Beta distribution for a base rate (Jeffreys),
        the range of the word for a judgement.
    happened, of : int
        Of a base rate; 0 of 0 for a judgement.
    says : str
        Of a judgement, as written; empty for a base rate.
    by : str
        Who says so, as far as the file names it.
    """

    path: Path
    kind: Literal["base_rate", "judgement"]
    about: str
    tree: Expression
    months: float
    low: float
    high: float
    happened: int = 0
    of: int = 0
    says: str = ""
    by: str = ""

    def met(self, probability: float) -> bool:
        """Whether a probability in [0, 1] lies in the range."""
        return self.low <= probability <= self.high

    def loss(self, probability: float) -> float:
        """How far off a probability in [0, 1] is, in nats; 0 is best."""
        p = float(np.clip(probability, NEAREST, 1 - NEAREST))
        if self.kind == "judgement":
            low, high = np.clip([self.low, self.high], NEAREST, 1 - NEAREST)
            return float(logit(p) - logit(np.clip(p, low, high))) ** 2
        k, n = self.happened, self.of
        best = xlogy(k, k / n) + xlogy(n - k, (n - k) / n)
        return float(best - xlogy(k, p) - xlogy(n - k, 1 - p))


def facts_of(crisis: Crisis) -> tuple[Fact, ...]:
    """List the base rates, then the judgements, in file order."""
    rates = [_base_rate(crisis, k, entry) for k, entry in enumerate(crisis.base_rates)]
    return (*rates, *(_judgement(crisis, k, entry) for k, entry in enumerate(crisis.judgements)))


def _meant(crisis: Crisis, about: Formula) -> Expression:
    scenario = crisis.scenarios.get(about.text)
    return about.tree if scenario is None else scenario.when.tree


def _within(crisis: Crisis, within: Quantity | None) -> float:
    return (within or crisis.horizon).centre


def _base_rate(crisis: Crisis, k: int, entry: BaseRate) -> Fact:
    low, high = betaincinv(entry.happened + 0.5, entry.of - entry.happened + 0.5, BAND)
    return Fact(
        ("base_rates", k),
        "base_rate",
        entry.about.text,
        _meant(crisis, entry.about),
        _within(crisis, entry.within),
        0.0 if entry.happened == 0 else float(low),
        1.0 if entry.happened == entry.of else float(high),
        happened=entry.happened,
        of=entry.of,
        by=entry.source or "",
    )


def _judgement(crisis: Crisis, k: int, entry: Judgement) -> Fact:
    low, high = _range(entry.says)
    return Fact(
        ("judgements", k),
        "judgement",
        entry.about.text,
        _meant(crisis, entry.about),
        _within(crisis, entry.within),
        low,
        high,
        says=entry.says.text,
        by=entry.by or "",
    )


def _range(says: Quantity) -> tuple[float, float]:
    if says.certain:
        return max(0.0, says.centre - EXACT), min(1.0, says.centre + EXACT)
    if says.shape == "uniform":
        return says.low, says.high
    low, high = inverse_distribution(says, BAND)
    return float(low), float(high)
