"""What the audit returns: every claim weighed, and what was found in its grounds."""

from dataclasses import asdict, dataclass
from typing import Any

from standoff.crisis.model import Crisis
from standoff.engines.audit.ceiling import Ceiling
from standoff.engines.audit.claims import Claim, Verdict, verdict
from standoff.engines.audit.motives import Motive
from standoff.engines.audit.repeats import Repeat
from standoff.engines.audit.unsupported import Unsupported
from standoff.errors import Path


@dataclass(frozen=True, slots=True)
class Change:
    """One input at another value.

    Attributes
    ----------
    input, label : str
        Name of the input, and what it is.
    path : Path
        Where it stands in the file.
    now, value : float
        Its central value, and the other one.
    sets : tuple of str
        As `standoff whatif --set` takes it.
    """

    input: str
    label: str
    path: Path
    now: float
    value: float
    sets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Remedy:
    """A change of one or several assumptions that brings a number to the words, or nearest to them.

    Attributes
    ----------
    changes : tuple of Change
    share : float
        How far they go on the way to the ends of their plausible ranges, in [0, 1]; several go
        equally far.
    answer : float
        Probability of the claim there, all else at central values.
    reconciles : bool
        Whether words and number agree there, by the forecast of the changed file.
    """

    changes: tuple[Change, ...]
    share: float
    answer: float
    reconciles: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """One claim beside what follows from the grounds that the file gives.

    Attributes
    ----------
    claim : Claim
    probability : float
        By motives, prerequisites and evidence, the file's judgements put aside.
    low, high : float or None
        Band over the draws; None for a point forecast.
    with_judgements : float
        The same with the judgements, as the forecast has it.
    ceiling : Ceiling or None
        The most it can be worth by its prerequisites; None where that was not worked out.
    motives : tuple of Motive
        What those would gain who would have to act.
    remedies : tuple of Remedy or None
        Smallest changes that reconcile both, of one input first; else the one that goes furthest;
        None where none was looked for.
    """

    claim: Claim
    probability: float
    low: float | None
    high: float | None
    with_judgements: float
    ceiling: Ceiling | None
    motives: tuple[Motive, ...]
    remedies: tuple[Remedy, ...] | None = None

    @property
    def verdict(self) -> Verdict | None:
        """Where the number lies against the words; None where the yardstick lacks the word."""
        return None if self.claim.meant is None else verdict(self.claim.meant, self.probability)

    @property
    def firm(self) -> bool:
        """Whether the whole band lies outside what the words stand for."""
        if self.claim.meant is None or self.low is None or self.high is None:
            return False
        low, high = self.claim.meant
        return self.high < low or self.low > high

    @property
    def impossible(self) -> bool:
        """Whether the prerequisites are believed too little for the words to be true."""
        meant, most = self.claim.meant, self.ceiling
        return meant is not None and most is not None and most.probability < meant[0]

    @property
    def readings(self) -> dict[str, Verdict]:
        """The verdict by every other yardstick that has the word."""
        return {y: verdict(r, self.probability) for y, r in self.claim.elsewhere}

    def to_json(self, crisis: Crisis) -> dict[str, Any]:
        """Plain data."""
        claim = self.claim
        return {
            "claim": claim.name,
            "about": claim.about,
            "says": claim.text,
            "by": claim.by,
            "place": crisis.origin.place(claim.path),
            "meant": list(claim.meant) if claim.meant else None,
            "elsewhere": {y: list(r) for y, r in claim.elsewhere},
            "probability": self.probability,
            "low": self.low,
            "high": self.high,
            "with_judgements": self.with_judgements,
            "verdict": self.verdict,
            "verdicts": self.readings,
            "firm": self.firm,
            "ceiling": None
            if self.ceiling is None
            else {"probability": self.ceiling.probability, "needs": dict(self.ceiling.needs)},
            "motives": [asdict(motive) for motive in self.motives],
            "remedies": None
            if self.remedies is None
            else [_remedy_json(crisis, remedy) for remedy in self.remedies],
        }


@dataclass(frozen=True)
class AuditResult:
    """An assessment beside its own grounds.

    Attributes
    ----------
    crisis : Crisis
    yardstick : str
        By which words were read.
    findings : tuple of Finding
        One for each claim.
    repeats : tuple of Repeat
        Evidence that may be counted more than once.
    unsupported : tuple of Unsupported
        Motives taken on trust.
    version : str
    """

    crisis: Crisis
    yardstick: str
    findings: tuple[Finding, ...]
    repeats: tuple[Repeat, ...]
    unsupported: tuple[Unsupported, ...]
    version: str

    @property
    def apart(self) -> tuple[Finding, ...]:
        """Claims whose number lies outside what the words stand for."""
        return tuple(f for f in self.findings if f.verdict in ("below", "above"))

    def to_json(self) -> dict[str, Any]:
        """Return plain data, ready for `json.dumps`."""
        crisis = self.crisis
        signals = {signal.id: k for k, signal in enumerate(crisis.signals)}

        def where(path: Path) -> str:
            return crisis.origin.place(path)

        return {
            "yardstick": self.yardstick,
            "claims": [finding.to_json(crisis) for finding in self.findings],
            "repeats": [
                asdict(r) | {"places": [where(("signals", signals[s])) for s in r.signals]}
                for r in self.repeats
            ],
            "unsupported": [
                {key: value for key, value in asdict(u).items() if key != "path"}
                | {"place": where(u.path), "used": [*map(where, u.used)]}
                for u in self.unsupported
            ],
            "version": self.version,
            "crisis": crisis.hash,
        }


def _remedy_json(crisis: Crisis, remedy: Remedy) -> dict[str, Any]:
    changes = [
        {key: value for key, value in asdict(change).items() if key != "path"}
        | {"place": crisis.origin.place(change.path)}
        for change in remedy.changes
    ]
    return asdict(remedy) | {"changes": changes}
