"""Belief after the signals: of each hypothesis, and of each draw of the ensemble.

The probability of the signals is linear in a hypothesis' prior, so a prior given as a range enters
through its mean alone and the posterior of a hypothesis is exact:
``odds = prior odds * product of effective likelihood ratios``.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from standoff.crisis.model import Crisis
from standoff.encode.draws import Draw
from standoff.engines.evidence.signals import SignalEffect, effects, in_order, ratios


@dataclass(frozen=True, slots=True)
class Belief:
    """Probability of a hypothesis before and after the signals."""

    prior: float
    posterior: float


@dataclass(frozen=True)
class EvidenceResult:
    """What the signals say.

    Attributes
    ----------
    hypotheses : mapping of str to Belief
        Every hypothesis.
    signals : tuple of SignalEffect
        Every signal up to `as_of` and hypothesis that it bears on, in order of time.
    as_of : datetime.date or None
        Up to when signals count.
    crisis_hash : str
        Hash of the crisis.
    """

    hypotheses: Mapping[str, Belief]
    signals: tuple[SignalEffect, ...]
    as_of: dt.date | None
    crisis_hash: str

    def to_json(self) -> dict[str, Any]:
        """Plain data in the shape that ``standoff evidence --json`` prints, without the replay."""
        by_signal: dict[str, list[SignalEffect]] = {}
        for effect in self.signals:
            by_signal.setdefault(effect.signal, []).append(effect)
        return {
            "hypotheses": {name: asdict(belief) for name, belief in self.hypotheses.items()},
            "signals": [_signal_json(name, found) for name, found in by_signal.items()],
            "as_of": self.as_of.isoformat() if self.as_of else None,
            "crisis": self.crisis_hash,
        }


def _signal_json(name: str, found: list[SignalEffect]) -> dict[str, Any]:
    most = max(found, key=lambda effect: abs(effect.added))
    return {
        "id": name,
        "date": most.date.isoformat(),
        "hypothesis": most.hypothesis,
        "log_lr": most.added,
        "effective_lr": most.effective,
        "bears_on": {
            effect.hypothesis: {
                "lr": effect.ratio,
                "effective_lr": effect.effective,
                "log_lr": effect.added,
            }
            for effect in found
        },
    }


def update(prior: float, ratio: float) -> float:
    """Posterior probability from a prior in [0, 1] and a likelihood ratio above 0."""
    return prior * ratio / (prior * ratio + 1 - prior)


def solve(crisis: Crisis, as_of: dt.date | None = None) -> EvidenceResult:
    """Update every hypothesis by the signals up to a date.

    Parameters
    ----------
    crisis : Crisis
    as_of : datetime.date, optional
        Default: the crisis' own `as_of`.
    """
    ratio = ratios(crisis, as_of)
    beliefs = {
        name: Belief(hypothesis.prior.centre, update(hypothesis.prior.centre, ratio[name]))
        for name, hypothesis in crisis.hypotheses.items()
    }
    found = effects(crisis, in_order(crisis, as_of))
    return EvidenceResult(beliefs, tuple(found), as_of or crisis.as_of, crisis.hash)


def draw_weights(draws: Sequence[Draw], ratio: Mapping[str, float]) -> NDArray[np.float64]:
    """Weight of each draw given the signals.

    Parameters
    ----------
    draws : sequence of Draw
        Length D.
    ratio : mapping of str to float
        Likelihood ratio of the evidence for each hypothesis.

    Returns
    -------
    float64[D]
        Sums to 1.
    """
    log_weight = np.array(
        [
            np.log(draw.weight)
            + sum(np.log(ratio.get(name, 1.0)) for name, true in draw.hypotheses.items() if true)
            if draw.weight > 0
            else -np.inf
            for draw in draws
        ]
    )
    weight = np.exp(log_weight - log_weight.max())
    normalised: NDArray[np.float64] = weight / weight.sum()
    return normalised
