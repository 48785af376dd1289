"""What each piece of evidence did: in its turn, and as seen from the end, were it left out.

In turn: judgements and base rates, which have no date, come first, then observed moves and signals by
date, the moves of a day before its signals. For each the account says how surprising it was (the log of
its mean likelihood under what was believed before), how far it moved belief (the information gained,
the Kullback-Leibler divergence of the draws' weights after from those before, in bits), how much more
likely each hypothesis makes it, and the effective sample that is left. A signal's mean likelihood is not
known, only its ratios. Left out: the forecast of all other evidence, by weighing the draws anew; the
forecast starts where it did.
"""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import logsumexp

from standoff.engines.evidence.ledger import Heavy, Ledger, effective_sample
from standoff.engines.evidence.signals import in_order
from standoff.errors import Path, write_path

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Without:
    """What would be believed without some evidence.

    Attributes
    ----------
    scenarios, hypotheses : mapping of str to float
        Probabilities.
    effective : float
        Effective sample size on which they rest.
    """

    scenarios: Mapping[str, float]
    hypotheses: Mapping[str, float]
    effective: float


@dataclass(frozen=True, slots=True)
class Effect:
    """What one piece of evidence did.

    Attributes
    ----------
    kind : str
        ``signal``, ``observed``, ``quiet``, ``judgement`` or ``base rate``.
    id : str
        The signal's name; what was seen, or said and counted.
    date : datetime.date or None
    path : Path
        Where it stands in the file.
    log_evidence : float or None
        Log of its mean likelihood under what was believed before; None for a signal. Dated moves have
        a density, per month.
    ratios : mapping of str to float
        How much more likely it is if a hypothesis is true than if it is false.
    bits : float
        Information gained over the draws.
    effective : float
        Effective sample size after it.
    without : Without
        What all other evidence says.
    """

    kind: str
    id: str
    date: dt.date | None
    path: Path
    log_evidence: float | None
    ratios: Mapping[str, float]
    bits: float
    effective: float
    without: Without

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "kind": self.kind,
            "id": self.id,
            "date": self.date.isoformat() if self.date else None,
            "path": write_path(self.path),
            "log_evidence": self.log_evidence,
            "effective_lr": dict(self.ratios),
            "bits": self.bits,
            "effective": self.effective,
            "without": asdict(self.without),
        }


def leave_out(
    ledger: Ledger,
    answers: Floats,
    signals: Collection[str] = (),
    heavy: Collection[Path] = (),
) -> Without:
    """Weigh the draws without some signals, judgements, base rates or moves.

    Parameters
    ----------
    ledger : Ledger
    answers : float64[D, S]
        Probability of each scenario in each draw.
    signals : collection of str
        Signals to leave out; those that echo one of them count then.
    heavy : collection of Path
        Other evidence to leave out, by where it stands.
    """
    ratio = ledger.ratios(signals)
    kept = [piece for piece in ledger.heavy if piece.path not in heavy]
    weights = ledger.weights(ratio, kept)
    scenarios = dict(zip(ledger.crisis.scenarios, map(float, weights @ answers), strict=True))
    return Without(scenarios, ledger.hypotheses(ratio, kept), effective_sample(weights))


def account(ledger: Ledger, answers: Floats) -> tuple[Effect, ...]:
    """Say of each piece of evidence what it did.

    Parameters
    ----------
    ledger : Ledger
    answers : float64[D, S]
        Probability of each scenario in each draw.

    Returns
    -------
    tuple of Effect
        In the order in which the evidence counts.
    """
    crisis = ledger.crisis
    order: list[tuple[tuple[bool, dt.date, int], Heavy | str]] = [
        ((piece.date is not None, piece.date or dt.date.min, 0), piece) for piece in ledger.heavy
    ]
    signals = in_order(crisis, ledger.as_of)
    order += [((True, signal.date, 1), signal.id) for signal in signals]
    order.sort(key=lambda entry: entry[0])
    place = {signal.id: k for k, signal in enumerate(crisis.signals)}
    silent, done = {signal.id for signal in signals}, list[Heavy]()
    ratio, weights = ledger.ratios(silent), ledger.weights(ledger.ratios(silent), ())
    found = []
    for (_, date, _), piece in order:
        before, ratio_before = weights, ratio
        log_evidence: float | None = None
        path: Path
        if isinstance(piece, str):
            silent.discard(piece)
            ratio = ledger.ratios(silent)
            told = {name: value / ratio_before[name] for name, value in ratio.items()}
            bears = crisis.signals[place[piece]].bears_on
            ratios = {name: told[name] for name in told if name in bears}
            kind, path = "signal", ("signals", place[piece])
            without = leave_out(ledger, answers, signals=(piece,))
        else:
            done.append(piece)
            log_evidence = _log_mean(before, piece.log_likelihood)
            ratios = _ratios(ledger, before, piece)
            kind, path = piece.kind, piece.path
            without = leave_out(ledger, answers, heavy=(piece.path,))
        weights = ledger.weights(ratio, done)
        found.append(
            Effect(
                kind,
                piece if isinstance(piece, str) else piece.id,
                None if date == dt.date.min else date,
                path,
                log_evidence,
                ratios,
                _bits(weights, before),
                effective_sample(weights),
                without,
            )
        )
    return tuple(found)


def _log_mean(weights: Floats, log_likelihood: Floats) -> float | None:
    """Log of the mean likelihood; None where it is 0."""
    kept = weights > 0
    found = float(logsumexp(log_likelihood[kept], b=weights[kept]))
    return found if np.isfinite(found) else None


def _ratios(ledger: Ledger, weights: Floats, piece: Heavy) -> dict[str, float]:
    """How much more likely evidence is where a hypothesis holds than where it does not."""
    found = {}
    peak = piece.log_likelihood.max()
    likelihood = np.exp(piece.log_likelihood - peak) if np.isfinite(peak) else weights * 0
    for k, name in enumerate(ledger.live):
        held = ledger.truth[:, k]
        means = [_mean(likelihood[rows], weights[rows]) for rows in (held, ~held)]
        if means[0] > 0 and means[1] > 0:
            found[name] = means[0] / means[1]
    return found


def _mean(values: Floats, weights: Floats) -> float:
    total = float(weights.sum())
    return float(weights @ values) / total if total > 0 else 0.0


def _bits(after: Floats, before: Floats) -> float:
    kept = (after > 0) & (before > 0)
    return max(0.0, float(np.sum(after[kept] * np.log2(after[kept] / before[kept]))))
