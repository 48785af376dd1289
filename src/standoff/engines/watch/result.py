"""What to watch for: each sign with what it would tell."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from standoff.engines.watch.event import Kind
from standoff.errors import Path
from standoff.tables import Tabular

LEAST = 1e-4
"""Bits below which a sign tells nothing worth saying."""


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that may be seen or found out.

    Attributes
    ----------
    name : str
        A hypothesis, an event such as ``pakistan.airstrikes``, ``not ttp.attacks`` or
        ``taliban.haven >= restraint``, or an indicator of the file.
    kind : str
        ``hypothesis``, ``option``, ``chance`` or ``indicator``.
    path : Path
        Where it stands in the file.
    bits : float
        Mutual information with the scenarios together, less what chance shows; 0 to 1.
    error : float
        Standard error of `bits`; 0 where nothing was sampled.
    scenarios : mapping of str to float
        Mutual information with each scenario alone, bits.
    probability : float
        Of being seen within the time watched; of being true for a hypothesis.
    if_seen, if_not : mapping of str to float, or None
        Probability of each scenario once it is seen (found true), and once it is known not to be;
        None where that cannot come about.
    """

    name: str
    kind: Kind
    path: Path
    bits: float
    error: float
    scenarios: Mapping[str, float]
    probability: float
    if_seen: Mapping[str, float] | None
    if_not: Mapping[str, float] | None

    @property
    def matters(self) -> bool:
        """Whether it tells more than nothing, by twice the standard error."""
        return self.bits > max(2 * self.error, LEAST)

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return asdict(self) | {"path": list(self.path)}


@dataclass(frozen=True)
class WatchResult(Tabular):
    """Everything that could be seen or found out, the most telling first.

    It rests on the crisis as written: what is no option, chance event, hypothesis or indicator of
    the file is not in the list. The information of a hypothesis is what knowing it for certain would
    tell, more than any sign of it can.

    Attributes
    ----------
    signs : tuple of Sign
        By bits, largest first.
    within : float
        Months that are watched.
    months : float
        Horizon of the scenarios.
    baseline : mapping of str to float
        Probability of each scenario as it is.
    draws : int
    effective : float
        Effective number of draws.
    paths : int
        Simulated paths a draw; 0 where the answer is exact.
    seed : int
    """

    signs: tuple[Sign, ...]
    within: float
    months: float
    baseline: Mapping[str, float]
    draws: int
    effective: float
    paths: int
    seed: int

    @property
    def to_find_out(self) -> tuple[Sign, ...]:
        """The hypotheses, the most telling first."""
        return tuple(sign for sign in self.signs if sign.kind == "hypothesis")

    @property
    def to_watch(self) -> tuple[Sign, ...]:
        """What can be seen to happen, the most telling first."""
        return tuple(sign for sign in self.signs if sign.kind != "hypothesis")

    def to_json(self) -> dict[str, Any]:
        """Plain data in the shape that ``standoff watch --json`` prints."""
        return {
            "signs": [sign.to_json() for sign in self.signs],
            "within": self.within,
            "months": self.months,
            "baseline": dict(self.baseline),
            "draws": self.draws,
            "effective": self.effective,
            "paths": self.paths,
            "seed": self.seed,
        }

    def to_rows(self) -> list[dict[str, Any]]:
        """One row for each sign and scenario."""
        return [
            {
                "sign": sign.name,
                "kind": sign.kind,
                "bits": sign.bits,
                "error": sign.error,
                "probability": sign.probability,
                "scenario": scenario,
                "scenario_bits": bits,
                "if_seen": None if sign.if_seen is None else sign.if_seen[scenario],
                "if_not": None if sign.if_not is None else sign.if_not[scenario],
            }
            for sign in self.signs
            for scenario, bits in sign.scenarios.items()
        ]
