"""How sure a proposal is: the share of its kind and rule that was right on annotated articles.

Of the answers of a rule, `right` of `answers` had an annotation of their kind. The share is drawn
towards that of the kind, and that towards all, by as many pseudo-answers as `WEIGHT` says:

    p = (right + WEIGHT * q) / (answers + WEIGHT),  q the share one level up.

The articles are those that the rules were written on, which flatters them. By how much was measured
once, when rules 1 had seen one half of the articles and not the other: 0.81 of the answers were right
on the first, 0.69 on the second, a difference of `ALLOWANCE` in log-odds that is taken off.
"""

import csv
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

TABLE = Path(__file__).with_name("confidence.csv")
WEIGHT = 8.0
"""Pseudo-answers by which a share is drawn towards the one above it."""

ALLOWANCE = 0.63
"""Log-odds taken off because the rules were written on the articles that they are counted on."""

LEAST, MOST = 0.05, 0.97


@dataclass(frozen=True)
class Shares:
    """Answers and right ones by kind and rule.

    Attributes
    ----------
    counts : mapping of (str, str) to (int, int)
        For each kind and rule, right answers and answers.
    """

    counts: Mapping[tuple[str, str], tuple[int, int]] = field(default_factory=dict)

    def share(self, kind: str, rule: str, weight: float = WEIGHT) -> float | None:
        """Return the smoothed share right of a rule, in (0, 1); None for a kind without answers."""
        if not any(k == kind for k, _ in self.counts):
            return None
        right, answers = _total(self.counts.values())
        share = right / answers
        for counts in (
            (c for (k, _), c in self.counts.items() if k == kind),
            (c for name, c in self.counts.items() if name == (kind, rule)),
        ):
            right, answers = _total(counts)
            share = (right + weight * share) / (answers + weight)
        return share

    def confidence(self, kind: str, rule: str, allowance: float = ALLOWANCE) -> float | None:
        """Return the share with the allowance for text that the rules have not seen taken off."""
        share = self.share(kind, rule)
        if share is None:
            return None
        share = min(max(share, LEAST), MOST)
        odds = math.log(share / (1 - share)) - allowance
        return min(max(1 / (1 + math.exp(-odds)), LEAST), MOST)


def _total(counts: Iterable[tuple[int, int]]) -> tuple[int, int]:
    right, answers = 0, 0
    for one, all_ in counts:
        right, answers = right + one, answers + all_
    return right, answers


@lru_cache(maxsize=1)
def fitted() -> Mapping[str, Shares]:
    """Return the shares of the package's own table, by back end."""
    if not TABLE.exists():
        return {}
    lines = (line for line in TABLE.read_text("utf-8").splitlines() if not line.startswith("#"))
    counts: dict[str, dict[tuple[str, str], tuple[int, int]]] = {}
    for row in csv.DictReader(lines):
        of = counts.setdefault(row["backend"], {})
        of[row["kind"], row["rule"]] = int(row["right"]), int(row["answers"])
    return {backend: Shares(of) for backend, of in counts.items()}


def confidence_of(backend: str, kind: str, rule: str, firmness: float) -> float:
    """Return how sure a proposal is.

    Parameters
    ----------
    backend, kind, rule : str
    firmness : float
        How plainly the words say it, in [0, 1]; stands in for kinds that nobody annotated.
    """
    shares = fitted().get(backend)
    share = shares.confidence(kind, rule) if shares is not None else None
    return round(min(max(firmness if share is None else share, LEAST), 0.99), 3)
