"""Two crises side by side: what differs in them, what differs in the answers, and why."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from standoff.analysis.credit import Reasons, give_credit
from standoff.crisis.amend import amend
from standoff.crisis.difference import Difference, blend, differences
from standoff.crisis.model import Crisis
from standoff.encode.draws import MAX_EXACT_HYPOTHESES
from standoff.tables import Tabular

if TYPE_CHECKING:
    from standoff.analysis import Analysis

MOST_APART = 12
"""Differences that are credited one by one; with more, those of one part of the file go together."""


@dataclass(frozen=True, slots=True)
class Contrast:
    """A scenario in two forecasts.

    Attributes
    ----------
    before, after : float
        Its probability.
    points : float
        The difference, in probability.
    overlap : bool or None
        Whether the bands overlap; None in point forecasts.
    """

    before: float
    after: float
    points: float
    overlap: bool | None


@dataclass(frozen=True)
class Comparison(Tabular):
    """Two analyses side by side.

    Attributes
    ----------
    before, after : Analysis
        Run alike.
    changes : tuple of str
        What was set to get from the one to the other, as ``NAME=VALUE``; empty for two files.
    """

    before: "Analysis"
    after: "Analysis"
    changes: tuple[str, ...] = field(default=())

    @cached_property
    def differences(self) -> tuple[Difference, ...]:
        """What differs in the files."""
        return differences(self.before.crisis, self.after.crisis)

    @cached_property
    def scenarios(self) -> dict[str, Contrast]:
        """Scenarios that both have."""
        one, other = self.before.forecast, self.after.forecast
        found = {}
        for name in one.scenarios:
            if name not in other.scenarios:
                continue
            first, second = one.probability(name), other.probability(name)
            bands = one.band(name), other.band(name)
            overlap = None
            if bands[0] is not None and bands[1] is not None:
                overlap = max(bands[0][0], bands[1][0]) <= min(bands[0][1], bands[1][1])
            found[name] = Contrast(first, second, second - first, overlap)
        return found

    @cached_property
    def equilibria(self) -> dict[str, tuple[list[list[str]], list[list[str]]]]:
        """Equilibria gained and lost by each concept, each as what is on."""
        found = {}
        one, other = self.before.stability, self.after.stability
        for concept in one.concepts:
            had = {tuple(state) for state in one.labels(one.equilibria(concept))}
            has = {tuple(state) for state in other.labels(other.equilibria(concept))}
            found[concept] = (
                [list(state) for state in sorted(has - had)],
                [list(state) for state in sorted(had - has)],
            )
        return found

    @cached_property
    def reasons(self) -> Reasons | None:
        """Which change makes which part of the difference, at the central values.

        None where nothing counts, no scenario stands in both, or there are too many hypotheses for
        central values.
        """
        if not self.players or not self.scenarios:
            return None
        if max(map(_live, (self.before, self.after))) > MAX_EXACT_HYPOTHESES:
            return None
        names = list(self.scenarios)
        return give_credit(
            self.players, names, self._made, lambda crisis: self._point(crisis, names)
        )

    def prepare(self) -> None:
        """Run the engines that a reader's comparison needs, so that progress can be shown meanwhile."""
        if self.scenarios and len(self.players) > 1:
            _ = self.reasons

    @cached_property
    def _parts(self) -> dict[str, list[str]]:
        """Names of the differences that count, alone or by the part of the file where there are many."""
        counting = [one.name for one in self.differences if one.matters]
        if len(counting) <= MOST_APART:
            return {name: [name] for name in counting}
        parts: dict[str, list[str]] = {}
        for name in counting:
            part = ".".join(name.partition("[")[0].split(".")[:2])
            parts.setdefault(part, []).append(name)
        return {
            f"{part} ({len(held)} differences)" if len(held) > 1 else held[0]: held
            for part, held in parts.items()
        }

    @property
    def players(self) -> Sequence[str]:
        """The changes among which the difference is split."""
        return self.changes or list(self._parts)

    def _made(self, chosen: Sequence[int]) -> Crisis:
        """Return the first crisis with some of the changes made."""
        if self.changes:
            made = [self.changes[k] for k in chosen]
            return amend(self.before.crisis, made) if made else self.before.crisis
        parts = list(self._parts.values())
        if not chosen:
            return self.before.crisis
        if len(chosen) == len(parts):
            return self.after.crisis
        return blend(
            self.before.crisis, self.after.crisis, [name for k in chosen for name in parts[k]]
        )

    def _point(self, crisis: Crisis, names: Sequence[str]) -> NDArray[np.float64]:
        run = replace(self.before.run, point=True, progress=None)
        forecast = replace(self.before, crisis=crisis, run=run).forecast
        return np.array([forecast.probability(name) for name in names])

    def to_json(self) -> dict[str, Any]:
        """Plain data in the shape that ``standoff whatif --json`` and ``standoff diff --json`` print."""
        return {
            "changes": list(self.changes),
            "differences": [one.to_json() for one in self.differences],
            "scenarios": {name: asdict(one) for name, one in self.scenarios.items()},
            "equilibria": {
                concept: {"gained": gained, "lost": lost}
                for concept, (gained, lost) in self.equilibria.items()
            },
            "reasons": None if self.reasons is None else self.reasons.to_json(),
            "before": self.before.forecast.to_json(),
            "after": self.after.forecast.to_json(),
        }

    def to_rows(self) -> list[dict[str, Any]]:
        """One row for each scenario that both have."""
        return [{"scenario": name} | asdict(one) for name, one in self.scenarios.items()]


def _live(analysis: "Analysis") -> int:
    return len(analysis.problem.hypotheses)
