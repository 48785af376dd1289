"""Judgements and base rates: evidence on the model's own answers.

A draw answers ``p``, the probability of an expression within a time. What was counted or said is the more
likely, the better it fits that answer:

* a base rate, k periods of n: ``f(p)`` is the binomial ``C(n, k) p**k (1 - p)**(n - k)``, a Beta density
  in ``p``;
* a judgement: ``f(p)`` is 1 where ``p`` lies in the range of the words, and falls off as
  ``exp(-(d / SPREAD)**2 / 2)`` with the distance d from it in log odds.

Who says so is accurate with probability q, by the Admiralty code; otherwise the same would be said
whatever the answer is, with the mean m of ``f`` over all ``p``. The likelihood is ``q f(p) + (1 - q) m``.
So wide words weigh little, and nobody of whom one is not sure can rule a draw out. A judgement
without a grade counts as C3, a signal's default; a count without one is taken as sure (q = 1).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln, logit, xlog1py, xlogy

from standoff.crisis.fields import Formula
from standoff.crisis.model import Crisis
from standoff.encode.inputs import inverse_distribution
from standoff.engines.evidence.admiralty import accuracy
from standoff.errors import Path
from standoff.language.quantity import Quantity
from standoff.language.tree import Expression

Floats = NDArray[np.float64]

SPREAD = 0.5
"""Log odds by which an accurate judge may be off: from 50 % to 62 %, from 5 % to 8 %."""

NEAREST = 1e-9
"""Answers closer than this to 0 or 1 count as that far from them, which is how exact they are."""

BAND = np.array([0.05, 0.95])
"""Quantiles that the range of a judgement with a spread reaches over."""

GRID = 4001
"""Answers over which the mean of ``f`` is taken."""


@dataclass(frozen=True)
class Soft:
    """A judgement or a base rate.

    Attributes
    ----------
    path : Path
        Where it stands in the file.
    id : str
        ``judgement 1``, ``base rate 2``; each counts from 1 in the order of the file.
    about : str
        What it is about, as written.
    tree : Expression
        The same, parsed; a scenario's name is replaced by its expression.
    months : float
        Time within which.
    said : str
        What was said or counted, in a few words.
    source : str
        Where it comes from, as far as the file says.
    """

    path: Path
    id: str
    about: str
    tree: Expression
    months: float
    said: str
    source: str

    @property
    def kind(self) -> str:
        """``judgement`` or ``base rate``."""
        return self.id.rsplit(" ", 1)[0]

    def log_likelihood(self, answers: Floats) -> Floats:
        """Log probability of what was said or counted, given the model's answers in [0, 1].

        Parameters
        ----------
        answers : float64[D]

        Returns
        -------
        float64[D]
            Finite.
        """
        raise NotImplementedError


@dataclass(frozen=True)
class Counted(Soft):
    """A base rate: it happened in `happened` of `of` periods, which is accurate so often."""

    happened: int
    of: int
    accuracy: float

    def log_likelihood(self, answers: Floats) -> Floats:
        """Log of the mixture of the binomial probability and its mean."""
        p, k, n, q = np.clip(answers, NEAREST, 1 - NEAREST), self.happened, self.of, self.accuracy
        ways = gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1)
        fit = ways + xlogy(k, p) + xlog1py(n - k, -p)
        with np.errstate(divide="ignore"):
            found: Floats = np.logaddexp(np.log(q) + fit, np.log1p(-q) - np.log(n + 1))
        return found


@dataclass(frozen=True)
class Judged(Soft):
    """A judgement: the answer lies between `low` and `high`, says one who is right so often."""

    low: float
    high: float
    accuracy: float

    def log_likelihood(self, answers: Floats) -> Floats:
        """Log of the mixture of an accurate and an inaccurate judge."""
        q = self.accuracy
        found: Floats = np.log(q * self.fit(answers) + (1 - q) * self._anyhow)
        return found

    def fit(self, answers: Floats) -> Floats:
        """How well answers fit the words, in (0, 1]; 1 in the range."""
        p = np.clip(answers, NEAREST, 1 - NEAREST)
        low, high = np.clip([self.low, self.high], NEAREST, 1 - NEAREST)
        off = logit(p) - logit(np.clip(p, low, high))
        found: Floats = np.exp(-0.5 * (off / SPREAD) ** 2)
        return found

    @cached_property
    def _anyhow(self) -> float:
        """Mean of `fit` over all answers."""
        grid = (np.arange(GRID) + 0.5) / GRID
        return float(self.fit(grid).mean())


def soft_evidence(crisis: Crisis) -> tuple[Soft, ...]:
    """List the judgements, then the base rates, in the order of the file."""
    return (*_judgements(crisis), *_base_rates(crisis))


def _judgements(crisis: Crisis) -> Iterator[Judged]:
    for k, entry in enumerate(crisis.judgements):
        low, high = _range(entry.says)
        yield Judged(
            ("judgements", k),
            f"judgement {k + 1}",
            entry.about.text,
            _meant(crisis, entry.about),
            (entry.within or crisis.horizon).centre,
            f"{entry.says.text}, says {entry.by}" if entry.by else entry.says.text,
            entry.source or entry.by or "",
            low,
            high,
            accuracy(crisis.reliability(entry)),
        )


def _base_rates(crisis: Crisis) -> Iterator[Counted]:
    for k, entry in enumerate(crisis.base_rates):
        register = crisis.sources.get(entry.source or "")
        graded = register.reliability if register else None
        yield Counted(
            ("base_rates", k),
            f"base rate {k + 1}",
            entry.about.text,
            _meant(crisis, entry.about),
            (entry.within or crisis.horizon).centre,
            f"{entry.happened} of {entry.of}",
            entry.source or "",
            entry.happened,
            entry.of,
            1.0 if graded is None else accuracy(graded),
        )


def _meant(crisis: Crisis, about: Formula) -> Expression:
    scenario = crisis.scenarios.get(about.text)
    return about.tree if scenario is None else scenario.when.tree


def _range(says: Quantity) -> tuple[float, float]:
    if says.shape in ("exact", "uniform"):
        return says.low, says.high
    low, high = inverse_distribution(says, BAND)
    return float(low), float(high)
