"""Evidence that may be counted more than once.

Two signals that bear on the same hypothesis and are not marked as echoes of one another are called
alike when their summaries share most of their words (overlap of the word sets, Jaccard 1912, the
common words of English left out), or when the same source has the same speaker say them within a
few days of one another. What it would be if the weaker of the two were left out follows from its
likelihood ratio.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from math import exp, log

from standoff.crisis.model import Crisis, Signal

ALIKE = 0.5
"""Overlap of two summaries from which on they are taken to tell the same."""

DAYS = 3
"""Days within which the same voice in the same source is taken to tell one thing."""

MANY = 3
"""Signals of one source on one hypothesis, all the same way, from which on it is pointed out."""

MOST = 0.5
"""Share of all that moves a hypothesis that rests on one source, from which on it is pointed out."""

COMMON = """
a an and are as at be been but by for from had has have he her his in into is it its may more most no nor not
of on or out over says say said she so than that the their them then there they this to under up was were
what when which while who will with would
"""

Added = Mapping[tuple[str, str], float]
"""Log likelihood ratio that a signal adds to a hypothesis, by signal and hypothesis."""


@dataclass(frozen=True, slots=True)
class Repeat:
    """Signals that may tell one and the same thing.

    Attributes
    ----------
    signals : tuple of str
        The stronger one first; or all signals of one source.
    hypothesis : str
    source : str
        Set where they come from one source.
    overlap : float
        Share of their words that they have in common; 0 where that is not why.
    posterior, once : float
        Probability of the hypothesis as it is, and with only the strongest of them counted.
    """

    signals: tuple[str, ...]
    hypothesis: str
    source: str
    overlap: float
    posterior: float
    once: float


def repeats(crisis: Crisis, added: Added, posteriors: Mapping[str, float]) -> Iterator[Repeat]:
    """Yield pairs of signals that are alike, then sources that say the same again and again.

    Parameters
    ----------
    crisis : Crisis
    added : mapping of (str, str) to float
        What each signal adds to each hypothesis, echoes allowed for.
    posteriors : mapping of str to float
        Probability of each hypothesis.
    """
    signals = {signal.id: signal for signal in crisis.signals}
    told: set[tuple[str, str]] = set()
    for hypothesis in crisis.hypotheses:
        weighty = [s for (s, h), value in added.items() if h == hypothesis and value]
        for one, other in combinations(weighty, 2):
            first, second = signals[one], signals[other]
            if (added[one, hypothesis] > 0) != (added[other, hypothesis] > 0):
                continue
            overlap = _overlap(first.summary, second.summary)
            same = bool(first.source) and first.source == second.source
            if overlap < ALIKE and not (same and _one_voice(first, second)):
                continue
            pair = sorted((one, other), key=lambda s: -abs(added[s, hypothesis]))
            told |= {(one, hypothesis), (other, hypothesis)}
            yield Repeat(
                tuple(pair),
                hypothesis,
                first.source or "" if same else "",
                overlap if overlap >= ALIKE else 0.0,
                posteriors[hypothesis],
                _without(posteriors[hypothesis], added[pair[1], hypothesis]),
            )
    yield from _many(crisis, added, posteriors)


def _many(crisis: Crisis, added: Added, posteriors: Mapping[str, float]) -> Iterator[Repeat]:
    """Yield the sources on which most of what moves a hypothesis rests, said again and again."""
    sources = {signal.id: signal.source for signal in crisis.signals}
    for hypothesis in crisis.hypotheses:
        mine = {s: value for (s, h), value in added.items() if h == hypothesis and value}
        whole = sum(map(abs, mine.values()))
        for source in sorted({sources[s] for s in mine} - {None}, key=str):
            by = {s: value for s, value in mine.items() if sources[s] == source}
            one_way = len({value > 0 for value in by.values()}) == 1
            weight = sum(map(abs, by.values()))
            if len(by) < MANY or not one_way or weight < MOST * whole:
                continue
            ranked = sorted(by, key=lambda s: -abs(by[s]))
            rest = sum(by[s] for s in ranked[1:])
            now = posteriors[hypothesis]
            yield Repeat(tuple(ranked), hypothesis, source or "", 0.0, now, _without(now, rest))


def _without(posterior: float, added: float) -> float:
    """Probability once a log likelihood ratio is taken away."""
    if not 0 < posterior < 1:
        return posterior
    return 1 / (1 + exp(-(log(posterior / (1 - posterior)) - added)))


def _one_voice(first: Signal, second: Signal) -> bool:
    same = first.speaker == second.speaker
    return same and abs((first.date - second.date).days) <= DAYS


def _overlap(one: str, other: str) -> float:
    """Share of the words of two texts that both have, common words left out."""
    first, second = _words(one), _words(other)
    union = first | second
    return len(first & second) / len(union) if union else 0.0


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower())) - set(COMMON.split())
