"""Belief after the evidence: of each hypothesis, and of each draw of the ensemble.

The probability of the signals is linear in a hypothesis' prior, so a prior given as a range enters
through its mean alone and the posterior of a hypothesis by signals is exact:
``odds = prior odds * product of effective likelihood ratios``. Other evidence weighs draws (`ledger`).
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from standoff.crisis.model import Crisis
from standoff.encode.draws import Draw
from standoff.engines.evidence.account import Effect, account
from standoff.engines.evidence.ledger import Ledger, update
from standoff.engines.evidence.reliance import Reliance, reliance
from standoff.engines.evidence.sampling import Sampling
from standoff.engines.evidence.signals import SignalEffect, effects, in_order, ratios
from standoff.tables import Tabular


@dataclass(frozen=True, slots=True)
class Belief:
    """Probability of a hypothesis before any evidence, after the signals, and after all evidence."""

    prior: float
    signals: float
    posterior: float


@dataclass(frozen=True)
class EvidenceResult(Tabular):
    """What the evidence says.

    Attributes
    ----------
    hypotheses : mapping of str to Belief
        Every hypothesis.
    signals : tuple of SignalEffect
        Every signal up to `as_of` and hypothesis that it bears on, in order of time.
    as_of : datetime.date or None
        Up to when evidence counts.
    crisis_hash : str
        Hash of the crisis.
    pieces : tuple of Effect
        What each signal, observed move, judgement and base rate did; empty where the draws were not
        solved.
    reliance : tuple of Reliance
        How much rests on one source, one chain of repetition, one unnamed voice.
    sampling : Sampling or None
        How the draws that carry it were found, and how exact that is.
    """

    hypotheses: Mapping[str, Belief]
    signals: tuple[SignalEffect, ...]
    as_of: dt.date | None
    crisis_hash: str
    pieces: tuple[Effect, ...] = ()
    reliance: tuple[Reliance, ...] = ()
    sampling: Sampling | None = None

    def to_json(self) -> dict[str, Any]:
        """Plain data in the shape that ``standoff evidence --json`` prints, without the replay."""
        by_signal: dict[str, list[SignalEffect]] = {}
        for effect in self.signals:
            by_signal.setdefault(effect.signal, []).append(effect)
        return {
            "hypotheses": {
                name: {"prior": belief.prior, "posterior": belief.posterior}
                for name, belief in self.hypotheses.items()
            },
            "by_signals_alone": {name: b.signals for name, b in self.hypotheses.items()},
            "signals": [_signal_json(name, found) for name, found in by_signal.items()],
            "evidence": [piece.to_json() for piece in self.pieces],
            "reliance": [found.to_json() for found in self.reliance],
            "sampling": None if self.sampling is None else self.sampling.to_json(),
            "as_of": self.as_of.isoformat() if self.as_of else None,
            "crisis": self.crisis_hash,
        }

    def to_rows(self) -> list[dict[str, Any]]:
        """One row for each signal and hypothesis on which it bears."""
        return [asdict(effect) for effect in self.signals]


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


def solve(crisis: Crisis, as_of: dt.date | None = None) -> EvidenceResult:
    """Update every hypothesis by the signals up to a date, and by nothing else.

    Parameters
    ----------
    crisis : Crisis
    as_of : datetime.date, optional
        Default: the crisis' own `as_of`.
    """
    ratio = ratios(crisis, as_of)
    beliefs = {}
    for name, hypothesis in crisis.hypotheses.items():
        prior = hypothesis.prior.centre
        after = update(prior, ratio[name])
        beliefs[name] = Belief(prior, after, after)
    found = effects(crisis, in_order(crisis, as_of))
    return EvidenceResult(beliefs, tuple(found), as_of or crisis.as_of, crisis.hash)


def weigh(ledger: Ledger, answers: NDArray[np.float64], sampling: Sampling) -> EvidenceResult:
    """Update every hypothesis by all evidence, and say what each piece of it did.

    Parameters
    ----------
    ledger : Ledger
        D draws with all evidence on them.
    answers : float64[D, S]
        Probability of each scenario in each draw.
    sampling : Sampling
        How the draws were found.
    """
    signals = solve(ledger.crisis, ledger.as_of)
    after = ledger.hypotheses()
    beliefs = {
        name: Belief(belief.prior, belief.signals, after[name])
        for name, belief in signals.hypotheses.items()
    }
    return EvidenceResult(
        beliefs,
        signals.signals,
        signals.as_of,
        signals.crisis_hash,
        account(ledger, answers),
        reliance(ledger, answers),
        sampling,
    )


def draw_weights(draws: Sequence[Draw], ratio: Mapping[str, float]) -> NDArray[np.float64]:
    """Weight of each draw given the signals alone.

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
