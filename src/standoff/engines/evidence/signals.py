"""From a signal to the likelihood ratio that counts.

A source is accurate with probability q; an inaccurate one says anything. With the likelihood ratio
LR of an accurate report and ``m = (LR + 1) / 2``,

    effective LR = (q LR + (1 - q) m) / (q + (1 - q) m),

which is LR at q = 1, 1 at q = 0, and turns into its inverse when LR does. Signals that echo one
another form a chain; for each hypothesis the chain counts once, with its strongest member so far.
A likelihood ratio given as a range counts by its centre: the probability of the signal is linear in
it, so that the mean is what remains when it is averaged out.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from math import exp, log

from standoff.crisis.model import Crisis, Signal
from standoff.engines.evidence.admiralty import accuracy


@dataclass(frozen=True, slots=True)
class SignalEffect:
    """What one signal adds to one hypothesis.

    Attributes
    ----------
    signal, hypothesis : str
        Names in the file.
    date : datetime.date
        When it came.
    ratio, effective : float
        Likelihood ratio as given, and once the source is allowed for.
    added : float
        Log likelihood ratio that it adds to what came before (0 for a mere echo).
    """

    signal: str
    hypothesis: str
    date: dt.date
    ratio: float
    effective: float
    added: float


def effective_ratio(ratio: float, q: float) -> float:
    """Likelihood ratio of a report whose source is accurate with probability `q` in [0, 1]."""
    middle = (ratio + 1) / 2
    return (q * ratio + (1 - q) * middle) / (q + (1 - q) * middle)


def in_order(crisis: Crisis, as_of: dt.date | None = None) -> list[Signal]:
    """Signals up to a date (default `as_of`), by date, then in file order."""
    last = as_of or crisis.as_of
    return sorted(
        (s for s in crisis.signals if last is None or s.date <= last), key=lambda s: s.date
    )


def effects(crisis: Crisis, signals: Iterable[Signal]) -> list[SignalEffect]:
    """What each signal adds, in the order given.

    Parameters
    ----------
    crisis : Crisis
        For the sources and the chains of echoes.
    signals : iterable of Signal
        In the order in which they came.

    Returns
    -------
    list of SignalEffect
        One for each signal and hypothesis that it bears on.
    """
    echoes = {s.id: s.echoes for s in crisis.signals}
    strongest: dict[tuple[str, str], float] = {}
    result = []
    for signal in signals:
        q = accuracy(crisis.reliability(signal))
        for hypothesis, strength in signal.bears_on.items():
            effective = effective_ratio(strength.centre, q)
            chain = (chain_root(signal.id, echoes), hypothesis)
            before = strongest.get(chain, 0.0)
            after = max(before, log(effective), key=abs)
            strongest[chain] = after
            result.append(
                SignalEffect(
                    signal.id, hypothesis, signal.date, strength.centre, effective, after - before
                )
            )
    return result


def chain_root(name: str, echoes: Mapping[str, str | None]) -> str:
    """First signal of the chain of echoes that a signal belongs to."""
    while (before := echoes.get(name)) is not None:
        name = before
    return name


def ratios(
    crisis: Crisis, as_of: dt.date | None = None, without: Collection[str] = ()
) -> dict[str, float]:
    """Likelihood ratio of all signals up to a date together, by hypothesis.

    Parameters
    ----------
    crisis : Crisis
    as_of : datetime.date, optional
        Default that of the crisis.
    without : collection of str
        Signals that are left out; what echoes them still counts.

    Returns
    -------
    dict of str to float
        Every hypothesis; 1 where nothing bears on it.
    """
    total = dict.fromkeys(crisis.hypotheses, 0.0)
    kept = [signal for signal in in_order(crisis, as_of) if signal.id not in without]
    for effect in effects(crisis, kept):
        total[effect.hypothesis] += effect.added
    return {name: exp(value) for name, value in total.items()}
