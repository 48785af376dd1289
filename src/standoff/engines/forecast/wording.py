"""What happens on a path in plain words: who begins, ends, raises or lowers what."""

from dataclasses import asdict, dataclass
from typing import Any

from standoff.encode.spoken import THIRD_PERSON, Spoken, Turn

ROUNDING = 1e-12
"""Shares closer than this to 0 and 1 are sums of rounded numbers."""


@dataclass(frozen=True, slots=True)
class Change:
    """One option or chance variable that changes.

    Attributes
    ----------
    name : str
        ``actor.option`` or the name of the chance variable.
    before, after : str
        Names of its levels.
    """

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Step:
    """One move of an actor, or one chance event.

    Attributes
    ----------
    mover : str
        Id of the actor or of the chance variable.
    by_chance : bool
    changes : tuple of Change
    sentence : str
        In plain words.
    months : float or None
        When it happens, where the step belongs to one history.
    """

    mover: str
    by_chance: bool
    changes: tuple[Change, ...]
    sentence: str
    months: float | None = None

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        data = asdict(self) | {"changes": [asdict(change) for change in self.changes]}
        if self.months is None:
            del data["months"]
        return data


class Wording(Spoken):
    """The names of a crisis for what its kernels number."""

    def mover(self, mover: int) -> str:
        """Return the id of an actor, or of chance variable c for ``-(c + 1)``."""
        crisis = self.problem.crisis
        return list(crisis.chance)[-mover - 1] if mover < 0 else self.problem.actors[mover]

    def step(self, mover: int, turns: tuple[Turn, ...], months: float | None = None) -> Step:
        """Return a move as names and a sentence."""
        variables = self.problem.space.variables
        changes = tuple(
            Change(variables[k].name, variables[k].levels[old], variables[k].levels[new])
            for k, old, new in turns
        )
        return Step(self.mover(mover), mover < 0, changes, self._sentence(mover, turns), months)

    def _sentence(self, mover: int, turns: tuple[Turn, ...]) -> str:
        if mover < 0:
            ((k, _, new),) = turns
            verb = "comes about" if new else "comes to an end"
            return f"“{self.variable(self.problem.space.variables[k].name)}” {verb}."
        return f"{self.actor(mover)} {self.changes(turns, THIRD_PERSON)}."


def percent(share: float) -> str:
    """Return a share in whole per cent; only 0 and 1, rounding errors apart, are 0% and 100%."""
    whole = round(100 * share)
    if whole == 0 and share > ROUNDING:
        return "less than 1%"
    if whole == 100 and share < 1 - ROUNDING:
        return "more than 99%"
    return f"{whole}%"
