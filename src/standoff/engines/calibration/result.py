"""What calibration found: factors, every fact before and after, and the values to write."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from standoff.engines.calibration.facts import Fact
from standoff.errors import Path, write_path

Stopped = Literal["", "evaluations", "seconds"]


@dataclass(frozen=True, slots=True)
class Factor:
    """What became of a knob.

    Attributes
    ----------
    factor : float
        By which all its values are multiplied.
    low, high : float
        Range in which it was looked for.
    at_bound : str or None
        ``low`` or ``high`` if the best factor lies at that end.
    values : int
        Values that it turns.
    held : int
        Values of these that their own range held back.
    """

    factor: float
    low: float
    high: float
    at_bound: Literal["low", "high"] | None
    values: int
    held: int


@dataclass(frozen=True, slots=True)
class Fitted:
    """A fact and the probability that the model gives it before and after."""

    fact: Fact
    before: float
    after: float

    @property
    def met_before(self) -> bool:
        """Whether the values in the file meet it."""
        return self.fact.met(self.before)

    @property
    def met(self) -> bool:
        """Whether the fitted values meet it."""
        return self.fact.met(self.after)

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        fact = self.fact
        said = (
            {"happened": fact.happened, "of": fact.of}
            if fact.kind == "base_rate"
            else {"says": fact.says}
        )
        return {
            "path": write_path(fact.path),
            "kind": fact.kind,
            "about": fact.about,
            "months": fact.months,
            **said,
            "low": fact.low,
            "high": fact.high,
            "before": self.before,
            "after": self.after,
            "met_before": self.met_before,
            "met": self.met,
        }


@dataclass(frozen=True, slots=True)
class Change:
    """A value of the file, as written and as fitted."""

    label: str
    path: Path
    before: str | int | float
    after: str | int | float


@dataclass(frozen=True)
class Calibration:
    """The global numbers that meet the base rates and judgements best.

    They are judgements fitted to a few facts: that the facts are met does not show that the model
    is right, and another set of values may meet them as well. The search is local; it starts at the
    values in the file and never returns worse ones.

    Attributes
    ----------
    factors : mapping of str to Factor
        By knob.
    facts : tuple of Fitted
        Base rates, then judgements.
    loss_before, loss : float
        Misfit in nats, prior of the factors included; 0 is perfect.
    improved : bool
        Whether the misfit fell by more than the least that counts; if not, every factor is 1.
    changes : tuple of Change
        Values that the file would have to change.
    evaluations : int
        How often the model was solved.
    covered : float
        Share of the probability of the hypotheses' combinations that the search looked at; before
        and after rest on all of them.
    stopped : str
        Which limit ended the search early; empty if none did.
    warnings : tuple of str
        What the solver does not guarantee.
    version, crisis_hash : str
    """

    factors: Mapping[str, Factor]
    facts: tuple[Fitted, ...]
    loss_before: float
    loss: float
    improved: bool
    changes: tuple[Change, ...]
    evaluations: int
    covered: float
    stopped: Stopped
    warnings: tuple[str, ...]
    version: str
    crisis_hash: str

    def to_json(self) -> dict[str, Any]:
        """Plain data in the shape that ``standoff calibrate --json`` prints."""
        return {
            "factors": {name: asdict(factor) for name, factor in self.factors.items()},
            "facts": [fitted.to_json() for fitted in self.facts],
            "loss": {"before": self.loss_before, "after": self.loss},
            "improved": self.improved,
            "changes": [
                {"path": write_path(change.path), "before": change.before, "after": change.after}
                for change in self.changes
            ],
            "search": {
                "evaluations": self.evaluations,
                "covered": self.covered,
                "stopped": self.stopped or None,
            },
            "warnings": list(self.warnings),
            "version": self.version,
            "crisis": self.crisis_hash,
        }
