"""All evidence on all draws, so that any part of it can be left out by weighing the draws anew.

Draw d with hypotheses z has the weight

    w_d = (weight that undoes how d was drawn) * product of the ratios of z by the signals
          * likelihood of the observed moves * likelihood of judgements and base rates,

made to sum to 1. A hypothesis on which nothing in the model depends moves by the signals alone, exactly.
For one on which something does, the odds by the signals alone, which are exact too, are multiplied by
what the other evidence does to its odds over the draws.
"""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from standoff.crisis.model import Crisis
from standoff.encode.draws import Draw
from standoff.engines.evidence.signals import ratios
from standoff.errors import Path

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Heavy:
    """Evidence that weighs every draw: an observed move, a judgement, a base rate.

    Attributes
    ----------
    kind : str
        ``observed``, ``quiet`` (a time without a watched change), ``judgement`` or ``base rate``.
    id : str
        What was seen, said or counted.
    date : datetime.date or None
        None where the file gives none.
    path : Path
        Where it stands in the file.
    source : str
        Where it comes from, as far as the file says.
    log_likelihood : float64[D]
        Log probability of it in each draw.
    """

    kind: str
    id: str
    date: dt.date | None
    path: Path
    source: str
    log_likelihood: Floats = field(repr=False)


@dataclass(frozen=True)
class Ledger:
    """The draws with all evidence on them.

    Attributes
    ----------
    crisis : Crisis
    draws : sequence of Draw
        Length D.
    heavy : tuple of Heavy
        In the order in which it counts.
    as_of : datetime.date or None
        Up to when signals count; default that of the crisis.
    """

    crisis: Crisis
    draws: Sequence[Draw]
    heavy: tuple[Heavy, ...] = ()
    as_of: dt.date | None = None

    @cached_property
    def live(self) -> tuple[str, ...]:
        """Hypotheses that the model depends on."""
        return tuple(self.draws[0].hypotheses)

    @cached_property
    def truth(self) -> NDArray[np.bool_]:
        """Value of each live hypothesis in each draw, bool[D, H]."""
        rows = [[draw.hypotheses[name] for name in self.live] for draw in self.draws]
        return np.array(rows, dtype=np.bool_).reshape(len(self.draws), len(self.live))

    @cached_property
    def _log_prior(self) -> Floats:
        with np.errstate(divide="ignore"):
            return np.log([draw.weight for draw in self.draws])

    def ratios(self, without: Collection[str] = ()) -> dict[str, float]:
        """Likelihood ratio of the signals for each hypothesis, some signals left out."""
        return ratios(self.crisis, self.as_of, without)

    def log_weights(self, ratio: Mapping[str, float], heavy: Sequence[Heavy]) -> Floats:
        """Log weight of each draw given some evidence, float64[D]; not normalised."""
        log_ratio = np.log([ratio.get(name, 1.0) for name in self.live])
        total = self._log_prior + self.truth @ log_ratio
        for piece in heavy:
            total = total + piece.log_likelihood
        return total

    def weights(
        self, ratio: Mapping[str, float] | None = None, heavy: Sequence[Heavy] | None = None
    ) -> Floats:
        """Weight of each draw given some evidence, default all; float64[D], summing to 1.

        Where the evidence is impossible in every draw, the draws keep their prior weight.
        """
        ratio = self.ratios() if ratio is None else ratio
        logs = self.log_weights(ratio, self.heavy if heavy is None else heavy)
        if not np.isfinite(logs.max()):
            logs = self.log_weights(ratio, ())
        weight = np.exp(logs - logs.max())
        normalised: Floats = weight / weight.sum()
        return normalised

    def hypotheses(
        self, ratio: Mapping[str, float] | None = None, heavy: Sequence[Heavy] | None = None
    ) -> dict[str, float]:
        """Probability of every hypothesis given some evidence, default all."""
        ratio = self.ratios() if ratio is None else ratio
        heavy = self.heavy if heavy is None else heavy
        found = {
            name: update(record.prior.centre, ratio[name])
            for name, record in self.crisis.hypotheses.items()
        }
        if not heavy:
            return found
        by_signals, by_all = self.weights(ratio, ()), self.weights(ratio, heavy)
        for k, name in enumerate(self.live):
            held = self.truth[:, k]
            before, after = float(by_signals @ held), float(by_all @ held)
            if 0.0 < before < 1.0 and 0.0 < after < 1.0:
                factor = after / (1 - after) * (1 - before) / before
                found[name] = update(found[name], factor)
            elif 0.0 < found[name] < 1.0:
                found[name] = min(max(after, 0.0), 1.0)
        return found


def update(prior: float, ratio: float) -> float:
    """Posterior probability from a prior in [0, 1] and a likelihood ratio above 0."""
    return prior * ratio / (prior * ratio + 1 - prior)


def effective_sample(weights: Floats) -> float:
    """Effective sample size of weights that sum to 1 (Kish)."""
    return float(1 / (weights**2).sum())
